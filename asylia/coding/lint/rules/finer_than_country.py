"""Words by which a living person could be found: a birth day, an address, a number, a town."""

import re
from collections.abc import Iterator

from asylia.cases.fold import Case
from asylia.codebook.book import book
from asylia.codebook.entities import entity_of
from asylia.codebook.kinds import Property, properties
from asylia.coding.lint.rule import Rule, World

_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_NEVER = {
    "an e-mail address": re.compile(r"[\w.+-]+@[\w-]+\.\w"),
    "a telephone number": re.compile(r"(?<![\w/.-])(?!\d{4}-\d\d)(?:\+\d|\(?\d)(?:[ ().-]{0,2}\d){7,}(?![\w/])"),
    "coordinates": re.compile(r"\b\d{1,3}\.\d{3,}\W{1,4}\d{1,3}\.\d{3,}"),
}
_OF_THE_LIVING = {
    "a day of birth": re.compile(
        rf"\bborn\b.{{0,20}}?(?:\d{{1,2}} ?(?:{_MONTHS})|(?:{_MONTHS})[a-z]* \d{{1,2}}\b)", re.I
    ),
    "a street or house": re.compile(
        r"\b(?:street|avenue|boulevard|prospekt|prospect|ulitsa|ul\.|flat|apartment|house no|улица|ул\.|кв\.|дом)"
        r"[^.;]{0,20}\d|\d+[a-z]? (?:\w+ )?(?:street|avenue|boulevard|road|lane)\b",
        re.I,
    ),
}
_NUMBERS = frozenset({"application", "article", "url"})  # what holds long numbers of another kind
_BODIES = frozenset({"affiliation", "title", "author", "publisher", "stated_by", "project"})  # a body, not where one is


def _look(case: Case, world: World) -> Iterator[tuple[str, str]]:
    living = case.person is not None and not _dead(case)
    told = set[tuple[str, str]]()
    for row in case.claims.values():
        body = row.body or {}
        line = properties(entity_of(row.about))[body["property"]]
        if not _is_words(line) or line.name in _NUMBERS:
            continue
        patterns = {**_NEVER, **(_OF_THE_LIVING if living else {})}
        found = [what for what, pattern in patterns.items() if pattern.search(body["value"])]
        if living and line.public and line.name not in _BODIES:
            found += ["a town"] if any(_holds(body["value"], town) for town in world.towns) else []
        told.update((row.about, f"{line.name} holds {what}") for what in found)
    yield from sorted(told)


def _dead(case: Case) -> bool:
    """Whether the person is known to be dead: every fate that is shown says so."""
    fates = frozenset(case.person.fate.shown) if case.person else frozenset()
    return bool(fates) and fates <= book().flagged("fates", "dead")


def _is_words(line: Property) -> bool:
    return line.kind.name in {"text", "name"} or line.kind.name.startswith("code and")


def _holds(words: str, town: str) -> bool:
    return bool(re.search(rf"\b{re.escape(town)}\b", words, re.I))


RULE = Rule(
    code="finer-than-country",
    sentence="Nothing says where a living person is, or when born, more finely than a country and a year.",
    reason="This must never become a tool that finds people. A town stands in the silent line 'city' and nowhere else.",
    look=_look,
)
