"""Search over the tables ``sought`` and ``sounded``: which persons what somebody typed may mean, the best first.

In: a query in any script and spelling. Out: at most some two hundred hits, each with its score and why it was found.
How: (1) each part of the query is looked up among the parts of all names by its keys, and those that are like it are
kept, with how far they are from it (``names.finding``); (2) one statement adds up, for each person, how near the
nearest part of theirs is to each part of the query, and gives the ``CANDIDATES`` with the highest sum, by id among
equals; (3) only these are compared name by name. Where nobody has all parts and one of them is short, that one is
looked up once more as if a letter of it were wrong. Application numbers, ids and the words of affiliations are looked
up as they stand; where names give few hits, those whose words begin as typed are added.

Invariant: the same rows give the same hits in the same order in SQLite and in PostgreSQL; whatever is typed, the
answer is a list.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from asylia.codebook.kinds import ID
from asylia.edition.schema import split
from asylia.names.finding import (
    AFFILIATION,
    NUMBER,
    PART,
    SHORT_SLIP,
    SLIP,
    WORD,
    Alike,
    Asked,
    Hit,
    Like,
    Why,
    asked,
    judge,
    keys_of,
    like,
    like_short,
    reasons,
    token_of,
    tokens_of,
)
from asylia.names.keys import search_key
from asylia.names.parts import Part

CANDIDATES = 200  # persons who are compared name by name
FEW = 10  # hits by spelling from which no other way is tried
LONGEST = 100  # characters of a query
_LIKE_EACH = 60  # parts of names that one part of a query is taken for, the nearest
_KEYS = 800  # values in one statement
_TOLD = 60  # hits that say why
_REMEMBERED = 20_000  # parts of names that are remembered from one name to the next
_ALIKE = 3_000  # parts of names that are looked at for a query
_LAST = "\U0010ffff"

Run = Callable[[str, Sequence[object]], Iterable[tuple[str, ...]]]
Known = dict[str, list[tuple[str, Like]]]  # by the token of a part: the tokens that are like it, the nearest first


@dataclass(frozen=True, slots=True)
class Kept:
    """Where tokens, keys and names are kept: how a statement is run, its mark for a value, and the tables' names."""

    run: Run
    mark: str = "?"
    sought: str = "sought"
    sounded: str = "sounded"
    names: str = "names"

    def marks(self, values: Sequence[object]) -> str:
        """Marks for so many values."""
        return ", ".join([self.mark] * len(values))


def sought(db: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    """The rows of ``sought``: token and person, sorted, as the other tables of an edition make them."""
    names = _by_person(db, "SELECT person, name FROM names ORDER BY person")
    groups = _by_person(db, "SELECT id, affiliation FROM persons WHERE affiliation <> '' ORDER BY id")
    numbers = _by_person(db, "SELECT person, application FROM proceedings WHERE application <> '' ORDER BY person")
    for person in sorted({*names, *groups, *numbers}):
        for token in tokens_of(names.get(person, ()), groups.get(person, ()), numbers.get(person, ())):
            yield token, person


def sounded(db: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    """The rows of ``sounded``: key and token of a part, from the rows of ``sought``."""
    parts = db.execute(
        "SELECT DISTINCT token FROM sought WHERE token >= ? AND token < ?", (PART, PART + _LAST)
    ).fetchall()
    for (token,) in parts:
        yield from ((key, token) for key in keys_of(token))


def _by_person(db: sqlite3.Connection, query: str) -> dict[str, tuple[str, ...]]:
    grouped = groupby(db.execute(query), key=lambda row: str(row[0]))
    return {person: tuple(value for row in rows for value in split(row[1])) for person, rows in grouped}


def search(kept: Kept, query: str, written: bool = False, most: int = CANDIDATES) -> list[Hit]:
    """The hits of a query, the best first. ``written``: only what stands there as it was typed."""
    typed = query.replace("\0", "")[:LONGEST].encode(errors="replace").decode().strip()
    wanted = asked(typed)
    hits = {hit.person: hit for hit in (*_by_id(kept, typed), *_by_number(kept, wanted))}
    for found in _ways(kept, wanted, written):
        if written or len(hits) < FEW:
            hits = {hit.person: hit for hit in found} | hits
    best = sorted(hits.values(), key=lambda hit: (-hit.score, hit.person))[:most]
    return list(_named(kept, wanted, best))


def _ways(kept: Kept, wanted: Asked, written: bool) -> Iterator[Iterable[Hit]]:
    """One way after another; each is gone only as far as it is asked for."""
    if not written:
        yield _by_spelling(kept, wanted)
    yield _by_words(kept, AFFILIATION, wanted, written)
    yield _by_words(kept, WORD, wanted, True)


def _named(kept: Kept, wanted: Asked, hits: Sequence[Hit]) -> Iterator[Hit]:
    """The hits, those that were found by no name with the name that begins most as it was typed."""
    names = names_of(kept, [hit.person for hit in hits if not hit.name])
    for hit in hits:
        if hit.name or not names.get(hit.person):
            yield hit
            continue
        begins = {name: _begun(name, wanted.words) for name in names[hit.person]}
        yield replace(hit, name=min(begins, key=lambda name: (-begins[name], name)))


def _begun(name: str, words: Iterable[str]) -> int:
    there = search_key(name).split()
    return sum(any(each.startswith(word) for each in there) for word in words)


def _by_id(kept: Kept, typed: str) -> Iterator[Hit]:
    query = f"SELECT person FROM {kept.names} WHERE person = {kept.mark} LIMIT 1"  # noqa: S608 - names of our own
    if ID.fullmatch(typed.upper()) and list(kept.run(query, [typed.upper()])):
        yield Hit(typed.upper(), 1.0, why=(Why("id"),))


def _by_number(kept: Kept, wanted: Asked) -> Iterator[Hit]:
    for number in wanted.numbers:
        query = f"SELECT person FROM {kept.sought} WHERE token = {kept.mark} ORDER BY person LIMIT {CANDIDATES}"  # noqa: S608
        for (person,) in kept.run(query, [f"{NUMBER}{number}"]):
            yield Hit(person, 1.0, why=(Why("number", number),))


def _by_words(kept: Kept, letter: str, wanted: Asked, begin: bool) -> Iterator[Hit]:
    """Persons who have every word of the query, or with ``begin`` a word that begins so."""
    if not wanted.words:
        return
    one = f"SELECT person FROM {kept.sought} WHERE token >= {kept.mark} AND token < {kept.mark}"  # noqa: S608
    if not begin:
        one = f"SELECT person FROM {kept.sought} WHERE token = {kept.mark}"  # noqa: S608
    each = [f"{letter}{word}" for word in wanted.words]
    values = [value for word in each for value in ((word, word + _LAST) if begin else (word,))]
    query = f"{' INTERSECT '.join([one] * len(each))} ORDER BY person LIMIT {CANDIDATES}"
    kind, score = ("affiliation", 0.45) if letter == AFFILIATION else ("begins", 0.42)
    for (person,) in kept.run(query, values):
        yield Hit(person, score, why=(Why(kind, wanted.typed),))  # type: ignore[arg-type]


def _by_spelling(kept: Kept, wanted: Asked) -> list[Hit]:
    alike = _alike(kept, wanted)
    found = _candidates(kept, alike)
    if wanted.short and wanted.parts not in found.values():
        alike = _with_short(kept, wanted, alike)
        found = _candidates(kept, alike)
    persons = list(found)
    names = names_of(kept, persons)
    hits = [hit for person in persons if (hit := judge(wanted, alike, person, names.get(person, ())))]
    hits.sort(key=lambda hit: (-hit.score, hit.person))
    return [replace(hit, why=reasons(alike, hit)) if place < _TOLD else hit for place, hit in enumerate(hits)]


def nearest(kept: Kept, name: str, known: Known) -> list[str]:
    """The persons whose parts are together the nearest to a name's, not yet compared with it.

    For whoever asks for many names: ``known`` holds what was looked up for their parts, which many of them share.
    """
    if len(known) > _REMEMBERED:
        known.clear()
    wanted = asked(name)
    for each in wanted.wanted:  # each by itself, so that what is found hangs on no name before
        if (token := token_of(each.part)) not in known:
            known |= _looked_up(kept, {token: each.part})
    return list(_candidates(kept, _alike(kept, wanted, known)))


def _alike(kept: Kept, wanted: Asked, known: Known | None = None) -> Alike:
    """The tokens of parts of names that are like a part of the query."""
    known = {} if known is None else known
    parts = {token_of(each.part): each.part for each in wanted.wanted}
    known |= _looked_up(kept, {token: part for token, part in parts.items() if token not in known})
    found = defaultdict[str, dict[int, tuple[Part, Like]]](dict)
    for each in wanted.wanted:
        for token, one in known[token_of(each.part)]:
            for number in each.numbers:
                if number not in found[token] or one.distance < found[token][number][1].distance:
                    found[token][number] = each.part, one
    return found


def _with_short(kept: Kept, wanted: Asked, alike: Alike) -> Alike:
    """What is like the parts of the query, and like its short ones if a letter of them is wrong."""
    found = defaultdict[str, dict[int, tuple[Part, Like]]](dict, {token: {**each} for token, each in alike.items()})
    keys = {each: {key for key in keys_of(token_of(each.part)) if key[0] == SHORT_SLIP} for each in wanted.short}
    under = _under(kept, set().union(*keys.values()))
    for each, mine in keys.items():
        for token in sorted(set().union(*(under[key] for key in mine)))[:_ALIKE]:
            if one := like_short(each.part, token):
                found[token].setdefault(each.numbers[0], (each.part, one))
    return found


def _under(kept: Kept, keys: Iterable[str]) -> Mapping[str, set[str]]:
    """The tokens of parts that stand under some keys, by key."""
    every = sorted(keys)[:_KEYS]
    under = defaultdict[str, set[str]](set)
    if every:
        where = f"WHERE key IN ({kept.marks(every)}) ORDER BY key, token LIMIT {_ALIKE}"
        query = f"SELECT key, token FROM {kept.sounded} {where}"  # noqa: S608 - names of our own
        for key, token in kept.run(query, every):
            under[key].add(token)
    return under


def _looked_up(kept: Kept, parts: Mapping[str, Part]) -> Known:
    """What is like each of some parts, which are given by their tokens."""
    keys = {token: {key for key in keys_of(token) if key[0] != SHORT_SLIP} for token in parts}
    under = _under(kept, set().union(*keys.values()))
    found: Known = {}
    for mine, part in parts.items():
        slips = {token for key in keys[mine] if key[0] == SLIP for token in under[key]}
        tokens = slips.union(*(under[key] for key in keys[mine]))
        near = sorted((one.distance, token, one) for token in tokens if (one := like(part, token, token in slips)))
        found[mine] = [(token, one) for _, token, one in near[:_LIKE_EACH]]
    return found


def _candidates(kept: Kept, alike: Alike) -> dict[str, int]:
    """The persons whose parts are together the nearest to the query's, the nearest first, with how many of its parts
    they have; not those with one, where others have two.
    """
    asked = [(token, number, 100 - round(200 * one.distance)) for token in sorted(alike)
             for number, (_, one) in sorted(alike[token].items())]  # fmt: skip
    if not asked:
        return {}
    asked = sorted(asked, key=lambda each: (-each[2], each[0], each[1]))[:_KEYS]
    rows = ", ".join(f"({kept.mark}, {number}, {worth})" for _, number, worth in asked)
    query = f"""WITH asked(token, number, worth) AS (VALUES {rows})
        SELECT person, count(*) FROM (
            SELECT s.person AS person, a.number AS number, max(a.worth) AS worth
            FROM asked a JOIN {kept.sought} s ON s.token = a.token GROUP BY s.person, a.number
        ) AS best GROUP BY person ORDER BY count(*) DESC, sum(worth) DESC, person LIMIT {CANDIDATES}"""  # noqa: S608
    found = {person: int(parts) for person, parts in kept.run(query, [token for token, _, _ in asked])}
    least = min(2, max(found.values(), default=0))
    return {person: parts for person, parts in found.items() if parts >= least}


def names_of(kept: Kept, persons: Sequence[str]) -> Mapping[str, list[str]]:
    """The names of these persons."""
    found = defaultdict[str, list[str]](list)
    if persons:
        query = f"SELECT person, name FROM {kept.names} WHERE person IN ({kept.marks(persons)})"  # noqa: S608
        for person, name in kept.run(query, persons):
            found[person].append(name)
    return found
