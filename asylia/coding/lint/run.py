"""Run the rules over cases, and tell what was answered from what is open."""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from asylia.cases.fold import Case
from asylia.coding.lint.rule import Finding, World
from asylia.coding.lint.rules import RULES
from asylia.problems import Problem
from asylia.texts.letters import normalise
from asylia.texts.passages import find

_ANSWER = re.compile(r"lint (?P<rule>[a-z-]+): \S")  # a coder's note: 'lint years-disagree: the chapter says both'


class Result(NamedTuple):
    """What is open, what a coder has answered, and of how many passages the words are not at hand."""

    findings: tuple[Finding, ...]
    answered: tuple[Finding, ...]
    wordless: int


def lint(cases: Iterable[Case], text: Path | None = None, only: str = "") -> Result:
    """Look at all cases, or only at the case of one id (its own, or that of an entity in it), knowing all.

    ``text`` is the publication as plain text, in which sealed passages are found. Raises ``Problem`` for an id that no
    case has, and for a text that cannot be read.
    """
    known = tuple(cases)
    passages = {p["id"]: p for case in known for row in case.claims.values() for p in (row.body or {})["passages"]}
    words = _words(passages, text)
    world = World(known, words)
    chosen = [case for case in known if not only or only == case.id or _holds(case, only)]
    if not chosen and only:
        raise Problem(f"{only!r} is in no case", mend="Give the id of a person, an incident, a group event ...")
    found = sorted(finding for case in chosen for rule in RULES for finding in rule.findings(case, world))
    if only and only != chosen[0].id:
        found = [finding for finding in found if finding.entity == only]
    answered = [finding for finding in found if finding.rule in _answers(world, finding.entity)]
    is_open = tuple(finding for finding in found if finding not in answered)
    return Result(is_open, tuple(answered), len(passages) - len(words))


def _holds(case: Case, id: str) -> bool:
    return id in case.merged or any(entity.id == id for entity in case.entities())


def _answers(world: World, entity: str) -> set[str]:
    return {found["rule"] for note in world.notes(entity) if (found := _ANSWER.match(note))}


def _words(passages: Mapping[str, Mapping[str, Any]], text: Path | None) -> dict[str, str]:
    """The words of passages, by id: those that they hold, and those that stand in the text."""
    words = {id: str(passage["quote"]) for id, passage in passages.items() if "quote" in passage}
    if text is not None:
        words.update(_found(passages, text))
    return words


def _found(passages: Mapping[str, Mapping[str, Any]], file: Path) -> Iterator[tuple[str, str]]:
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Problem("this is no UTF-8 text that can be read", file, mend="Give the publication as text.") from error
    wanted = {id: passage for id, passage in passages.items() if "letters" in passage}
    openings = {passage["source"]: passage for passage in wanted.values() if passage.get("place") == 0}
    here = normalise(text)
    for id, hit in zip(wanted, find(wanted.values(), here, openings), strict=True):
        if hit:  # a passage is known by its letters; a year before the first or after the last belongs to it
            last = hit.letter + wanted[id]["letters"]
            before = here.at[hit.letter - 1] + 1 if hit.letter else 0
            yield id, text[before : here.at[last] if last < len(here.at) else len(text)]
