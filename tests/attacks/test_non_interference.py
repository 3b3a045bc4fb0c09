"""What is held back moves no byte of an edition, and is in no byte of it.

The property test adds at random what must not leave (claims from confidential sources, drafts, rejected and retracted
claims, silent properties, and public claims together with their withhold) to a public ledger, in any order, and takes
some of it away again.
"""

import csv
import io
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from asylia.codebook.schemas import codebook_toml
from asylia.publish import package
from asylia.publish.build import build
from tests.publish.invented import BROTHER, CHAPTER, FIRST, QUIET, SECOND, SECRET, bytes_of, invented, lay, secrets
from tests.written import Written

_ABOUT = {"X": (FIRST, SECOND, BROTHER, "X-100077"), "I": ("I-200001", "I-200088"), "T": ("T-400001",)}
_SAID = {
    "X": (
        ("profile", "a singer"),
        ("kind", "exile"),
        ("kind", "returnee"),
        ("name", f"{SECRET} N."),
        ("state_of_concern", "RU"),
    ),
    "I": (("measure", "killing"), ("factuality", "threatened"), ("through", BROTHER), ("place", "TJ")),
    "T": (("country", "UA"), ("status", "refugee")),
}
_SILENT = {"X": ("birth_year", "1871"), "I": ("city", f"{SECRET} town"), "T": ("note", f"{SECRET} note")}

_WAYS = ("confidential", "mixed", "draft", "rejected", "retracted", "silent", "withheld", "gone", "merged")
_WAYS += ("overruled", "second")  # a second coder's claim that was decided against, or rests on a confidential source
_NOBODY = "X-100078"  # of whom nothing leaves: withheld whole, or merged by a confidential source alone

_Held = tuple[str, str, tuple[str, str], int]  # how it is held back, about, property and value, where in the ledger


@st.composite
def _held(draw: st.DrawFn) -> _Held:
    way = draw(st.sampled_from(_WAYS))
    letter = "X" if way in ("gone", "merged") else draw(st.sampled_from("XIT"))
    about = _NOBODY if way in ("gone", "merged") else draw(st.sampled_from(_ABOUT[letter]))
    said = _SILENT[letter] if way == "silent" else draw(st.sampled_from(_SAID[letter]))
    return way, about, said, draw(st.integers(0, 60))


def _add(ledger: Written, held: _Held) -> None:
    way, about, (name, value), _ = held
    root = SECOND if about == "I-200088" else ""
    source = {"confidential": QUIET, "second": QUIET, "merged": QUIET, "mixed": [CHAPTER, QUIET]}.get(way, CHAPTER)
    by = "c2" if way in ("overruled", "second") else "c1"
    row = ledger.claim(about, name, value, source, root=root, accept=way != "draft", by=by)  # type: ignore[arg-type]
    if way == "rejected":
        ledger.reject(row)
    elif way == "overruled":
        ledger.reject(row, reason=f"{SECRET} reason", decision="manual")
    elif way == "retracted":
        ledger.retract(row)
    elif way == "withheld":
        ledger.withhold(row)
    elif way == "gone":
        ledger.withhold(about)
    elif way == "merged":
        ledger.merge(FIRST, about, QUIET)


def _coded() -> Written:
    """The public ledger, of which a second coder agrees with some and differed over some."""
    ledger = invented()
    ledger.claim(FIRST, "kind", "exile", CHAPTER, by="c2")
    ledger.claim("I-200001", "place", "RU", CHAPTER, by="c2")
    decided = ledger.claim("I-200001", "means", "phone", CHAPTER, accept=False, by="c2")
    ledger.accept(decided, reason=f"{SECRET} reason", decision="oversight")
    return ledger


def _with(held: list[_Held]) -> Written:
    """The public ledger with rows that are held back strewn among its own."""
    ledger, plain = Written(), _coded().rows
    moved: dict[int, int] = {}
    for number, row in enumerate(plain):
        for each in held:
            if each[3] == number:
                _add(ledger, each)
        seq = len(ledger.rows) + 1
        moved[row.seq] = seq
        acts_on = moved[row.acts_on] if row.acts_on is not None else None
        ledger.rows.append(row._replace(seq=seq, acts_on=acts_on, id=row.id[:2] + "a" + row.id[3:]))
    for each in held:
        if each[3] >= len(plain):
            _add(ledger, each)
    return ledger


@pytest.fixture
def desk(fresh: Callable[[str], Any], monkeypatch: pytest.MonkeyPatch) -> Callable[[], Any]:
    text = codebook_toml()
    monkeypatch.setattr(package, "codebook_toml", lambda: text)
    return lambda: fresh("sqlite")


def _edition(db: Any, ledger: Written) -> dict[str, bytes]:
    with TemporaryDirectory() as folder:
        lay(db, ledger.rows)
        build(db, Path(folder) / "e", number="2026.1")
        return bytes_of(Path(folder) / "e")


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_what_is_held_back_moves_no_byte(desk: Callable[[], Any], data: st.DataObject) -> None:
    held = data.draw(st.lists(_held(), min_size=1, max_size=12))
    left = [each for each in held if data.draw(st.booleans())]
    plain = _edition(desk(), _with([]))
    assert _edition(desk(), _with(held)) == plain
    assert _edition(desk(), _with(left)) == plain


def test_no_secret_is_in_any_byte_of_an_edition(db: Any, tmp_path: Path) -> None:
    ledger = invented()
    secrets(ledger)
    lay(db, ledger.rows)
    build(db, tmp_path / "e", number="2026.1")
    found = [name for name, content in bytes_of(tmp_path / "e").items() if SECRET.lower().encode() in content.lower()]
    assert not found
    coder, time = b"c1", b"2026-01-02T03:04:05Z"
    tables = b"".join(c for name, c in bytes_of(tmp_path / "e").items() if name.startswith(("tables/", "edition.sq")))
    assert time not in tables
    assert b"," + coder + b"," not in tables


def test_no_secret_is_in_what_publishing_says(db: Any, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    from click.testing import CliRunner

    from asylia.publish.verbs import group

    ledger = invented()
    secrets(ledger)
    lay(db, ledger.rows)
    told = CliRunner().invoke(group, ["build", "--number", "2026.1", "--out", str(tmp_path / "e")])
    assert told.exit_code == 0
    assert "rests on a source that may not leave" in told.output
    assert SECRET not in told.output + "".join(capfd.readouterr())


def test_no_secret_is_in_a_refusal(db: Any, tmp_path: Path) -> None:
    ledger = invented()
    secrets(ledger)
    ledger.claim("X-100005", "name", f"{SECRET} N.", QUIET)
    ledger.claim("X-100005", "citizenship", "TJ", CHAPTER)
    lay(db, ledger.rows)
    with pytest.raises(Exception, match="X-100005 has no name") as refused:
        build(db, tmp_path / "e", number="2026.1")
    assert SECRET not in str(refused.value)


def test_how_a_value_was_coded_leaves_and_nothing_of_who_coded_it(desk: Callable[[], Any]) -> None:
    held: list[_Held] = [("overruled", FIRST, ("kind", "exile"), 99), ("second", FIRST, ("name", "N"), 99)]
    files = _edition(desk(), _with(held))
    cells = list(csv.DictReader(io.StringIO(files["tables/cells.csv"].decode())))
    coded = {(cell["id"], cell["column"], cell["value"]): cell["coded"] for cell in cells}
    assert coded[FIRST, "kind", "exile"] == "twice"
    assert coded["I-200001", "means", "phone"] == "decided"
    assert coded["I-200001", "target", "self"] == "once"
    assert not any(SECRET.encode() in content for content in files.values())
