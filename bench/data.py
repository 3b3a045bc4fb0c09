"""Invented ledgers and editions of any size: the same seed gives the same rows (only salts are drawn anew)."""

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain, count, repeat
from pathlib import Path
from random import Random

from django.db.backends.base.base import BaseDatabaseWrapper

from asylia.cases.facts import sources_of
from asylia.cases.fold import fold
from asylia.codebook.book import book
from asylia.codebook.stages import rules
from asylia.ledger.append import append
from asylia.ledger.rows import Draft, Row
from asylia.publish.build import case_rows
from asylia.publish.package import package
from asylia.publish.store import Store

SOURCES = tuple(f"S-bench-{number}" for number in range(20))
GIVEN = ("Anora", "Bek", "Dilnoza", "Farrukh", "Gulru", "Jahon", "Komil", "Lola", "Mirzo", "Nigora", "Otabek", "Şöhrət")
FAMILY = ("Namunazoda", "Misolov", "Ulgiýew", "Sinovova", "Tajribov", "Mashqov", "Ibratova", "Dalilov", "Shohidov")
STATES = tuple(sorted(book().flagged("countries", "cape")))
HOSTS = ("RU", "TR", "DE", "PL", "UA")
CLAIMS = 20  # of a case in a ledger
_CLAIMS_OF_MANY = (14,) * 8 + (23, 41)  # of a case in a large edition: few have more than one incident
_RIVALLED = frozenset({"fate", "country", "outcome"})  # of which a second source may tell otherwise
_AT_ONCE = 500  # cases that are written together: first what was coded, then what was accepted
_BY, _AT = "bench", "2026-01-01T00:00:00Z"


def ledger(db: BaseDatabaseWrapper, cases: int, seed: int = 1) -> int:
    """Append so many cases of 40 rows (20 claims, each accepted) and return the number of the last row."""
    chance = Random(seed)
    last = append(db, _accepted(_sources(chance), chance), by=_BY, at=_AT)[-1]
    for start in range(0, cases, _AT_ONCE):
        numbers = range(start, min(start + _AT_ONCE, cases))
        claims = chain.from_iterable(_case(number, chance, CLAIMS) for number in numbers)
        last = append(db, _accepted(claims, chance), by=_BY, at=_AT)[-1]
    return last


def edition(folder: Path, persons: int, seed: int = 1) -> None:
    """Write an edition of so many persons into an empty folder, past ledger and gate: there is nothing to hold back."""
    chance, store = Random(seed), Store(folder / "staging")
    described = list(_rows(_accepted(_sources(chance), chance)))
    sources = sources_of(described)
    cases = chain((_whole_case(n, chance) for n in range(persons)), map(_group_event, repeat(chance, persons // 100)))
    for rows in chain([described], (list(_rows(_accepted(case, chance))) for case in cases)):
        for case in fold(rows, sources):
            for table, row in case_rows(case, rules()[0], sources):
                store.add(table, [row])
    package(store, folder, {"number": "2026.1", "date": "2026-01-01", "rule": rules()[0]}, None, None)


def claim(chance: Random, number: int) -> Draft:
    """One claim by itself, as a single writer appends it."""
    return next(_case(number, chance, 1))


def _rows(drafts: Iterable[Draft]) -> Iterator[Row]:
    """Drafts as rows of a ledger that is never written."""
    numbers = dict[str | int | None, int]()
    for seq, draft in zip(count(1), drafts, strict=False):
        id = draft.id or ""
        numbers[id] = seq
        on = numbers.get(draft.acts_on)
        yield Row(seq, id, draft.kind, draft.root, draft.about, None, on, _BY, _AT, draft.body)


def _accepted(claims: Iterable[Draft], chance: Random) -> list[Draft]:
    """Claims, and after them their accepts: nobody accepts while another still codes."""
    coded = list(claims)
    accepts = [
        Draft("accept", each.root, each.about, {"reason": ""}, each.id, id=f"W-{chance.getrandbits(64):016x}")
        for each in coded
    ]
    return coded + accepts


def _sources(chance: Random) -> Iterator[Draft]:
    """Public sources, each with a title, an author, a date and an access."""
    leaves = min(book().flagged("accesses", "leaves"))
    for number, id in enumerate(SOURCES):
        values = {"title": f"Invented report {number}", "author": f"Author {number}", "access": leaves, "date": "2016"}
        yield from _block(chance, id, id, id, values.items())


def _case(number: int, chance: Random, claims: int) -> Iterator[Draft]:
    """One case: a person, then incidents until there are claims enough. Ids are scattered, as the product draws them.

    A fourth of the incidents has a second date from another source, less precise or a rival.
    """
    root, state = f"X-{chance.randrange(10**12):012d}", chance.choice(STATES)
    yield from _block(chance, root, root, chance.choice(SOURCES), _person(chance, number, state)[:claims])
    left = claims - 5
    while left > 0:
        id = f"I-{chance.randrange(10**12):012d}"
        values = _incident(chance, state)
        if chance.random() < 0.25:
            values = [*values[:-1], ("date", chance.choice((values[-2][1][:4], "2015-07")))]
        yield from _block(chance, root, id, chance.choice(SOURCES), values[:left])
        left -= len(values)


def _whole_case(number: int, chance: Random) -> Iterator[Draft]:
    """A case of a large edition: of every tenth person there is more than incidents, and some of it is contested."""
    first, *more = _case(number, chance, chance.choice(_CLAIMS_OF_MANY))
    yield from (first, *more)
    state = next(each.body["value"] for each in (first, *more) if each.body["property"] == "state_of_concern")
    for letter, values in (("X", _told), ("T", _stay), ("R", _protection)):
        if chance.random() < 0.1:
            id = first.root if letter == "X" else f"{letter}-{chance.randrange(10**12):012d}"
            told = values(chance, state)
            yield from _block(chance, first.root, id, SOURCES[0], told)
            if chance.random() < 0.1:
                rivals = [(property, value) for property, value in values(chance, state) if property in _RIVALLED]
                yield from _block(chance, first.root, id, SOURCES[1], rivals)


def _told(chance: Random, state: str) -> list[tuple[str, str]]:
    return [
        ("affiliation", f"Invented {chance.choice(('Party', 'Movement', 'Paper'))} of {state} {chance.randrange(5)}"),
        ("citizenship", state),
        ("fate", chance.choice(concrete("fates"))),
    ]


def _stay(chance: Random, state: str) -> list[tuple[str, str]]:
    year = chance.randrange(2000, 2016)
    return [
        ("country", chance.choice(HOSTS)),
        ("from", str(year)),
        ("to", str(year + 1)),
        ("status", chance.choice(concrete("legal_statuses"))),
    ]


def _protection(chance: Random, state: str) -> list[tuple[str, str]]:
    return [
        ("protection", chance.choice(concrete("protections"))),
        ("country", chance.choice(HOSTS)),
        ("date", str(chance.randrange(2000, 2017))),
        ("outcome", chance.choice(concrete("outcomes"))),
        ("obeyed", chance.choice(concrete("obeyed"))),
    ]


def _group_event(chance: Random) -> Iterator[Draft]:
    id, least = f"G-{chance.randrange(10**12):012d}", chance.randrange(2, 200)
    values = [
        ("state_of_concern", chance.choice(STATES)),
        ("measure", chance.choice(concrete("measures"))),
        ("target", chance.choice(concrete("group_targets"))),
        ("described_as", f"Invented group of {least}"),
        ("least", str(least)),
        ("most", str(2 * least)),
        ("factuality", chance.choice(concrete("factualities"))),
        ("date", str(chance.randrange(2000, 2017))),
        ("host_state", chance.choice(HOSTS)),
    ]
    yield from _block(chance, id, id, chance.choice(SOURCES), values)


def _person(chance: Random, number: int, state: str) -> list[tuple[str, str]]:
    return [
        ("kind", _flagged("person_kinds", "counted")[0]),
        ("name", f"{chance.choice(FAMILY)} {chance.choice(GIVEN)} {number}"),
        ("state_of_concern", state),
        ("inclusion_ground", "invented for a measurement"),
        ("category", chance.choice(concrete("categories"))),
    ]


def _incident(chance: Random, state: str) -> list[tuple[str, str]]:
    host = chance.choice(HOSTS)
    return [
        ("measure", chance.choice(concrete("measures"))),
        ("target", chance.choice(concrete("targets"))),
        ("factuality", chance.choice(concrete("factualities"))),
        ("state_of_concern", state),
        ("host_state", host),
        ("place", host),
        ("actor", chance.choice(concrete("actors"))),
        ("date", f"{chance.randrange(2000, 2017)}-{chance.randrange(1, 13):02d}"),
        ("severity", chance.choice(concrete("severities"))),
    ]


def _block(chance: Random, root: str, about: str, source: str, values: Iterable[tuple[str, str]]) -> Iterator[Draft]:
    """The claims of one block of a register: all rest on one passage."""
    letters = chance.getrandbits(96)
    passage = {
        "id": f"P-{chance.getrandbits(48):012x}", "source": source, "page": 1 + letters % 80, "letters": 160,
        "first": f"{letters >> 64:08x}", "all": f"{letters % 2**64:016x}", "place": letters % 10**6,
    }  # fmt: skip
    how, by = _flagged("assertions", "plain")[0], _flagged("asserters", "plain")[0]
    for property, value in values:
        body = {"property": property, "value": value, "how": how, "by": [by], "passages": [passage]}
        yield Draft("claim", root, about, body, id=f"C-{chance.getrandbits(64):016x}")


@cache
def _flagged(vocabulary: str, flag: str) -> tuple[str, ...]:
    return tuple(sorted(book().flagged(vocabulary, flag)))


@cache
def concrete(vocabulary: str) -> tuple[str, ...]:
    """The codes that a coder may use."""
    return tuple(sorted(c for c, e in book().vocabularies[vocabulary].items() if not e.flags.get("abstract")))
