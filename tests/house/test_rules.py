"""Our own rules, held by machine."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from asylia.codebook.book import book
from asylia.codebook.check import CROSSWALKS
from asylia.codebook.entities import ENTITIES, TABLES
from asylia.codebook.kinds import SPECIAL, properties

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "asylia"
# Words that a code shares with the language of the program, of the ledger or of SQL; each stands here in that sense.
SHARED_WORDS = frozenset(
    {
        "public",
        "yes",
        "no",
        "reported",
        "withdrawn",
        "wanted",
        "source",
        "other",
        "report",
        "open",
        "self",
        "years",
        "letter",
        "sought",
    }
)
# Country codes are two letters, flags are meant to be named, the other data sets' words are no codes of ours, and the
# causes of differences are called after our own rooms and things (codebook, passage).
ELSEWHERE = frozenset({"countries", "flags", "causes", *CROSSWALKS})


def modules() -> list[Path]:
    return [file for file in sorted(PACKAGE.rglob("*.py")) if "migrations" not in file.parts]


def tracked() -> list[Path]:
    names = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout.decode()
    return [ROOT / name for name in names.split("\0") if name and (ROOT / name).is_file()]


def names(file: Path) -> str:
    return str(file.relative_to(ROOT))


def strings(tree: ast.AST) -> Iterator[ast.Constant]:
    """String constants that are no docstring."""
    docs = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield node


@pytest.mark.parametrize("file", modules(), ids=names)
def test_no_module_is_over_500_lines(file: Path) -> None:
    assert len(file.read_text(encoding="utf-8").splitlines()) <= 500


@pytest.mark.parametrize("file", modules(), ids=names)
def test_no_file_is_named_for_nothing(file: Path) -> None:
    assert not re.fullmatch(r"(.*_)?(utils?|helpers?|manager|misc|common)", file.stem)


def test_no_python_file_names_a_code() -> None:
    ours = {name for entity in ENTITIES.values() for name in properties(entity)} | set(TABLES.values()) | set(SPECIAL)
    codes = {code for name, entries in book().vocabularies.items() for code in entries if name not in ELSEWHERE}
    forbidden = codes - ours - set(book().vocabularies) - set(book().vocabularies["flags"]) - SHARED_WORDS
    found = [
        f"{names(file)}:{node.lineno}: {node.value!r}"
        for file in modules()
        for node in strings(ast.parse(file.read_text(encoding="utf-8")))
        if node.value in forbidden
    ]
    assert not found


@pytest.mark.parametrize("file", modules(), ids=names)
def test_every_public_function_class_and_module_says_what_it_is_for(file: Path) -> None:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    silent = [] if ast.get_docstring(tree) else [f"{names(file)}: the module"]
    for node in tree.body:
        inner = node.body if isinstance(node, ast.ClassDef) and not node.name.startswith("_") else []
        for thing in (node, *inner):
            if (
                isinstance(thing, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
                and not thing.name.startswith("_")
                and thing.name not in {"Meta"}
                and not ast.get_docstring(thing)
            ):
                silent.append(f"{names(file)}:{thing.lineno}: {thing.name}")
    assert not silent


def rooms() -> list[Path]:
    return [
        folder
        for folder in sorted((*PACKAGE.iterdir(), *(PACKAGE / "edition").iterdir()))
        if (folder / "__init__.py").is_file() and folder.name != "settings"
    ]


@pytest.mark.parametrize("room", rooms(), ids=names)
def test_a_room_opens_with_what_comes_in_what_goes_out_and_its_invariant(room: Path) -> None:
    words = ast.get_docstring(ast.parse((room / "__init__.py").read_text(encoding="utf-8"))) or ""
    assert "In:" in words
    assert "Out:" in words
    assert "Invariant:" in words


def test_imports_run_one_way() -> None:
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


def test_pins_carry_hashes_and_name_no_host() -> None:
    for file in sorted((ROOT / "requirements").glob("*.txt")):
        text = file.read_text(encoding="utf-8")
        assert "http" not in text, file
        blocks = re.split(r"\n(?=\S)", text.strip())
        assert all("--hash=sha256:" in block for block in blocks), file


def test_no_tracked_file_names_a_machine() -> None:
    marks = re.compile(rb"/wor[k]/|/roo[t]/|/home/[a-z]+/|--(extra-)?index-url")
    skip = {Path(__file__)}
    assert not [names(f) for f in tracked() if f not in skip and marks.search(f.read_bytes())]


def test_the_metadata_names_the_dependencies_that_are_pinned() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = {re.split(r"[<>=\[]", line)[0].lower() for line in project["dependencies"]}
    given = {
        line.split(">")[0].split("[")[0].strip().lower()
        for line in (ROOT / "requirements/core.in").read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    }
    assert wanted == given
