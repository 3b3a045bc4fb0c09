import json
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from asylia import doctor
from asylia.doctor import Finding, command, examine
from asylia.problems import Problem


def findings() -> dict[str, Finding]:
    return {finding.name: finding for finding in examine()}


def test_all_that_is_needed_is_looked_at() -> None:
    assert {"python", "packages", "sqlite", "home", "disk", "database", "codebook", "register"} <= set(findings())
    assert {name for name, finding in findings().items() if not finding.needed} >= {
        "ssh-keygen",
        "tesseract",
        "chromium",
    }


def test_what_is_well_is_ok() -> None:
    found = findings()
    assert [found[name].state for name in ("python", "sqlite", "home", "disk", "database", "codebook")] == ["ok"] * 6


def test_the_extra_for_lists_is_told_and_not_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    assert findings()["link"].says.startswith("splink 5.")
    monkeypatch.setattr(doctor, "_installed", lambda name: name != "duckdb")
    finding = findings()["link"]
    assert (finding.state, finding.bad) == ("absent", False)
    assert finding.mend == "python -m pip install 'asylia[link]'"


def test_an_old_python_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 10, 0))
    assert findings()["python"].bad


def test_a_home_that_others_may_read_is_wrong(asylia_home: Path) -> None:
    asylia_home.chmod(0o755)
    finding = findings()["home"]
    assert finding.bad
    assert finding.mend == f"chmod 700 {asylia_home}"


def test_a_home_that_cannot_be_made_is_wrong(asylia_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (asylia_home / "file").write_text("")
    monkeypatch.setenv("ASYLIA_HOME", str(asylia_home / "file"))
    assert findings()["home"].bad


def test_a_server_that_does_not_answer_is_wrong_and_its_password_is_not_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASYLIA_DATABASE", "postgresql://someone:geheim@127.0.0.1:1/nothing")
    finding = findings()["database"]
    assert finding.bad
    assert "nothing on 127.0.0.1 does not answer" in finding.says
    assert "geheim" not in str(findings())


def test_a_server_that_answers_is_ok(fresh: Any) -> None:
    fresh("postgresql")
    assert findings()["database"].state == "ok"


def test_a_tool_that_is_absent_is_no_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    found = findings()
    assert [found[name].state for name in ("ssh-keygen", "tesseract", "chromium")] == ["absent"] * 3
    assert not any(found[name].bad for name in ("ssh-keygen", "tesseract", "chromium"))
    assert found["tesseract"].mend.endswith("apt install tesseract-ocr tesseract-ocr-rus")


def test_a_look_that_fails_is_a_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> Path:
        raise Problem("the bundled register is not there")

    monkeypatch.setattr("asylia.coding.register.bundled", fail)
    assert findings()["register"] == Finding("register", "wrong", "the bundled register is not there")


@pytest.mark.parametrize(("state", "needed", "code"), [("ok", True, 0), ("wrong", True, 1), ("absent", False, 0)])
def test_it_ends_with_1_only_if_something_needed_is_wrong(
    monkeypatch: pytest.MonkeyPatch, state: Any, needed: bool, code: int
) -> None:
    finding = Finding("thing", state, "as it is", "Mend it.", needed)
    monkeypatch.setattr(doctor, "examine", lambda: iter([finding]))
    done = CliRunner().invoke(command, ["--json"])
    assert done.exit_code == code
    assert json.loads(done.output)[0]["mend"] == "Mend it."
    assert "thing: as it is" in CliRunner().invoke(command, []).output
