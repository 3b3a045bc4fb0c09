"""Signing through ``ssh-keygen``, and what a reader is told of a signature."""

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from asylia.edition.check.verify import verify
from asylia.edition.schema import MANIFEST, SIGNATURE
from asylia.problems import Problem
from asylia.publish.sign import sign
from tests.publish.invented import invented, published


@pytest.fixture
def edition(fresh: Callable[[str], Any], tmp_path: Path) -> Path:
    return published(fresh("sqlite"), tmp_path / "e", invented())


@pytest.fixture
def key(tmp_path: Path, needs: Callable[[str], str]) -> Path:
    return new_key(needs("ssh-keygen"), tmp_path / "key")


def new_key(keygen: str, file: Path, *kind: str) -> Path:
    subprocess.run([keygen, "-q", "-N", "", "-C", "editors@example.org", *kind, "-f", str(file)], check=True)
    return file


def test_a_signed_edition_names_its_signer_to_whoever_trusts_the_key(edition: Path, key: Path, tmp_path: Path) -> None:
    assert sign(edition, key).startswith("SHA256:")
    assert str(verify(edition)) == "intact, origin not checked"
    public = key.with_suffix(".pub")
    assert str(verify(edition, public)) == "intact and signed by editors@example.org"
    allowed = tmp_path / "allowed"
    allowed.write_text(f'# ours\n\neditors namespaces="asylia-edition" {public.read_text()}')
    verdict = verify(edition, allowed)
    assert str(verdict) == "intact and signed by editors"
    assert verdict.holds


@pytest.mark.parametrize("kind", [("-t", "rsa", "-b", "2048"), ("-t", "ecdsa")])
def test_keys_of_other_kinds_sign_too(edition: Path, tmp_path: Path, needs: Any, kind: tuple[str, ...]) -> None:
    key = new_key(needs("ssh-keygen"), tmp_path / "other", *kind)
    sign(edition, key)
    assert verify(edition, key.with_suffix(".pub")).holds


def test_a_key_that_is_not_trusted_fails_under_trust(edition: Path, key: Path, tmp_path: Path, needs: Any) -> None:
    sign(edition, key)
    verdict = verify(edition, new_key(needs("ssh-keygen"), tmp_path / "other").with_suffix(".pub"))
    assert not verdict.holds
    assert "not trusted" in str(verdict)


def test_a_key_that_is_trusted_for_something_else_is_not_trusted_here(edition: Path, key: Path, tmp_path: Path) -> None:
    sign(edition, key)
    allowed = tmp_path / "allowed"
    allowed.write_text(f'editors namespaces="git" {key.with_suffix(".pub").read_text()}')
    assert not verify(edition, allowed).holds


def test_an_unsigned_edition_holds_only_where_nobody_asks_for_trust(edition: Path, key: Path) -> None:
    assert verify(edition).holds
    under_trust = verify(edition, key.with_suffix(".pub"))
    assert str(under_trust) == "intact, not signed"
    assert not under_trust.holds


def test_a_changed_manifest_is_found(edition: Path, key: Path) -> None:
    sign(edition, key)
    manifest = edition / MANIFEST
    manifest.write_text(manifest.read_text().replace('"number": "2026.1"', '"number": "2026.2"'))
    assert "signature" in str(verify(edition))


def test_a_signature_made_for_another_purpose_is_refused(edition: Path, key: Path, needs: Any) -> None:
    command = [needs("ssh-keygen"), "-q", "-Y", "sign", "-f", str(key), "-n", "git", str(edition / MANIFEST)]
    subprocess.run(command, check=True, capture_output=True)
    assert "another purpose" in str(verify(edition))


def test_what_is_signed_already_is_not_signed_again(edition: Path, key: Path) -> None:
    sign(edition, key)
    before = (edition / SIGNATURE).read_bytes()
    with pytest.raises(Problem, match="never overwritten"):
        sign(edition, key)
    assert (edition / SIGNATURE).read_bytes() == before


def test_what_is_not_intact_is_not_signed(edition: Path, key: Path) -> None:
    (edition / "README.md").write_text("mine")
    with pytest.raises(Problem, match="not intact"):
        sign(edition, key)
    assert not (edition / SIGNATURE).exists()


def test_without_ssh_keygen_the_problem_says_so(edition: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Problem, match="ssh-keygen is absent"):
        sign(edition, tmp_path / "key")


def test_a_file_of_keys_that_holds_none_names_the_line(edition: Path, tmp_path: Path) -> None:
    (tmp_path / "keys").write_text("# ours\nnonsense\n")
    with pytest.raises(Problem) as refused:
        verify(edition, tmp_path / "keys")
    assert refused.value.line == 2
