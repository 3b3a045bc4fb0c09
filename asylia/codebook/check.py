"""Whether the codebook makes sense: every TOML file, entry, crosswalk and stage rule; and what entities.py asks for.

In: a folder of TOML files. Out: problems with file, line, what is wrong and what is allowed; none if all is well.
Invariant: it reads the files itself and trusts nothing that ``book.py`` would make of them, so a broken file is told
of like any other fault.
"""

import inspect
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from asylia.codebook.book import DATA, WORDS
from asylia.codebook.check_rules import check_rules
from asylia.codebook.entities import ENTITIES
from asylia.codebook.kinds import FAMILY, properties
from asylia.codebook.lines import Keys, line_of, lines_of
from asylia.problems import Problem

RULES = "stage_rules"
# Vocabularies whose every code is defined at length, with an example and its place in the report.
_OF_A_CASE = ("example", "place")  # a family has none: its codes do
AT_LENGTH = {"measures": WORDS[:-1], "protections": WORDS[:-1]}
CROSSWALKS = ("cape_2016", "cape_2018", "freedom_house", "aaad", "uyghur")
# Vocabularies that no property asks for but the house does: who asserts a claim and how; every flag of an entry.
HOUSE = ("assertions", "asserters", "flags")
_CODE = (re.compile(r"[a-z0-9_]+"), "lower-case letters, digits and _")
_COUNTRY = (re.compile(r"[A-Z]{2}(-[A-Z0-9]{1,3})?"), "ISO 3166-1 alpha-2, or with a part of it, as in RU-CE")


@dataclass(frozen=True, slots=True)
class File:
    """One TOML file, read, with the line of each of its keys."""

    path: Path
    content: Mapping[str, Any]
    lines: Mapping[Keys, int]

    def problem(self, keys: Keys, what: str, allowed: Iterable[str] = ()) -> Problem:
        """Something wrong at a key of this file."""
        named = ".".join(str(key) for key in keys if isinstance(key, str))
        return Problem(what, self.path, line_of(self.lines, keys), named, tuple(allowed))


@dataclass(slots=True)
class Contents:
    """Every entry of every vocabulary, with the file that holds it; and the file of stage rules if there is one."""

    codes: dict[str, dict[str, tuple[File, Mapping[str, Any]]]] = field(default_factory=dict)
    rules: list[File] = field(default_factory=list)

    def entries(self) -> Iterator[tuple[File, str, str, Mapping[str, Any]]]:
        """File, vocabulary, code and table of each entry."""
        for vocabulary, codes in self.codes.items():
            yield from ((file, vocabulary, code, table) for code, (file, table) in codes.items())


def check(folder: Path = DATA, entities: Iterable[type] = tuple(ENTITIES.values())) -> list[Problem]:
    """Everything that is wrong with a codebook, in the order of files and lines; [] if nothing is."""
    contents, found = Contents(), list[Problem]()
    if not (paths := sorted(folder.glob("*.toml"))):
        return [Problem("there is no TOML file in this folder", folder)]
    for path in paths:
        found += _read(path, contents)
    for file, vocabulary, code, table in contents.entries():
        found += _entry(file, vocabulary, code, table, contents)
        found += _broader(file, vocabulary, code, table, contents)
        found += _crosswalk(file, vocabulary, code, table, contents)
    tables = {v: {code: table for code, (_, table) in codes.items()} for v, codes in contents.codes.items()}
    for file in contents.rules:
        found += check_rules(file.content, tables, file.problem)
    if not contents.rules:
        found.append(Problem("there is no file of stage rules", folder / f"{RULES}.toml"))
    found += _asked_for(folder, entities, contents)
    return sorted(found, key=lambda problem: (str(problem.file), problem.line or 0))


def _read(path: Path, contents: Contents) -> Iterator[Problem]:
    """Read one file into ``contents``; tell of what cannot be read."""
    try:
        text = path.read_text(encoding="utf-8")
        file = File(path, tomllib.loads(text), lines_of(text))
    except (OSError, UnicodeDecodeError) as error:
        yield Problem(f"cannot be read: {error}", path, 1)
        return
    except tomllib.TOMLDecodeError as error:
        yield Problem(f"is no TOML: {error}", path, _line_in(str(error), path))
        return
    if path.stem == RULES:
        contents.rules.append(file)
        return
    for vocabulary, table in file.content.items():
        yield from _vocabulary(file, vocabulary, table, contents)


def _vocabulary(file: File, vocabulary: str, table: object, contents: Contents) -> Iterator[Problem]:
    if not isinstance(table, dict):
        yield file.problem((vocabulary,), "is no vocabulary", ("a table of codes",))
        return
    codes = contents.codes.setdefault(vocabulary, {})
    for code, entry in table.items():
        if not isinstance(entry, dict):
            yield file.problem((vocabulary, code), "is no entry", ("a table with label, definition, ...",))
        elif code in codes:
            other = codes[code][0]
            where = f"{other.path.name}:{line_of(other.lines, (vocabulary, code))}"
            yield file.problem((vocabulary, code), f"the code stands twice, here and in {where}")
        else:
            codes[code] = (file, entry)


def _line_in(message: str, path: Path) -> int:
    found = re.search(r"at line (\d+)", message)
    return int(found[1]) if found else len(path.read_text(encoding="utf-8").splitlines()) or 1


def _entry(file: File, vocabulary: str, code: str, table: Mapping[str, Any], contents: Contents) -> Iterator[Problem]:
    """The spelling of a code, and its words and flags."""
    at = (vocabulary, code)
    spelling, allowed = _COUNTRY if vocabulary == "countries" else _CODE
    if not spelling.fullmatch(code):
        yield file.problem(at, f"the code {code!r} is misspelt", (allowed,))
    if vocabulary == "measures" and (named := _targets(contents).intersection(code.split("_"))):
        yield file.problem(at, f"the measure has its target {', '.join(sorted(named))!r} in its name")
    for key in AT_LENGTH.get(vocabulary, ("label",)):
        if key not in table and not (table.get(FAMILY) and key in _OF_A_CASE):
            yield file.problem(at, f"has no {key}", ("a line of words",))
    flags = contents.codes.get("flags", {})
    for key, value in table.items():
        if key in WORDS and not (isinstance(value, str) and value.strip()):
            yield file.problem((*at, key), "holds no words", ("a line of words",))
        elif key not in WORDS and key != "crosswalk" and key not in flags:
            yield file.problem((*at, key), "the key is not known", (*WORDS, "crosswalk", *sorted(flags)))


def _targets(contents: Contents) -> set[str]:
    """The words for a target that no measure may have in its name."""
    codes = contents.codes.get("targets", {})
    return {word for code in codes for word in (code, f"{code}s")}


def _broader(file: File, vocabulary: str, code: str, table: Mapping[str, Any], contents: Contents) -> Iterator[Problem]:
    codes, at = contents.codes[vocabulary], (vocabulary, code, "broader")
    seen, broader = [code], table.get("broader")
    if isinstance(broader, str) and broader not in codes:
        yield file.problem(at, f"{broader!r} is not in {vocabulary}", sorted(codes))
    while isinstance(broader, str) and broader in codes:
        if broader in seen:
            if broader == code:  # told once for each code of the ring, not for those that lead into it
                yield file.problem(at, f"runs in a ring: {' -> '.join((*seen, code))}")
            return
        seen.append(broader)
        broader = codes[broader][1].get("broader")


def _crosswalk(
    file: File, vocabulary: str, code: str, table: Mapping[str, Any], contents: Contents
) -> Iterator[Problem]:
    """Every target of a crosswalk is a code of the vocabulary that the crosswalk leads to, where we have that one."""
    at = (vocabulary, code, "crosswalk")
    crosswalk = table.get("crosswalk", {})
    if not isinstance(crosswalk, dict):
        yield file.problem(at, "is no crosswalk", ("a table of code lists and their codes",))
        return
    for into, targets in crosswalk.items():
        if into not in CROSSWALKS:
            yield file.problem((*at, into), "leads to no code list that is known", CROSSWALKS)
        codes = contents.codes.get(into)
        for target in targets if isinstance(targets, list) else [targets]:
            if not isinstance(target, str):
                yield file.problem((*at, into), f"{target!r} is no code", sorted(codes or ()))
            elif codes is not None and target not in codes:
                yield file.problem((*at, into), f"{target!r} is not in {into}", sorted(codes))


def _asked_for(folder: Path, entities: Iterable[type], contents: Contents) -> Iterator[Problem]:
    """Every vocabulary that a property, or the house, asks for is there."""
    for entity in entities:
        for name, line in properties(entity).items():
            if (vocabulary := line.kind.vocabulary) and not contents.codes.get(vocabulary):
                where = _line_of_property(entity, line.attribute)
                what = f"asks for the vocabulary {vocabulary!r}, which no file holds"
                yield Problem(what, *where, f"{entity.__name__}.{name}", tuple(sorted(contents.codes)))
    for vocabulary in HOUSE:
        if vocabulary not in contents.codes:
            yield Problem(f"no file holds the vocabulary {vocabulary!r}", folder)


def _line_of_property(entity: type, attribute: str) -> tuple[str, int | None]:
    """The file and line that declare a property; of a class made on the fly, its module's name."""
    try:
        lines, start = inspect.getsourcelines(entity)
        for number, line in enumerate(lines, start):
            if line.lstrip().startswith(f"{attribute}:"):
                return inspect.getsourcefile(entity) or entity.__module__, number
    except (OSError, TypeError):
        pass
    return entity.__module__, None
