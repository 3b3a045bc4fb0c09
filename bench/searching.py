"""Searching invented persons for people of the reference files, each in another spelling than the one that is there.

The persons share the family and given names of the reference files, written in all the ways of those files, and of
general lists. Whoever would have the whole name of somebody who is looked for is left out: a namesake is no mistake.
Without the reference names (``../shared``) speed is measured and nothing else.
"""

import csv
import json
import subprocess
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path
from random import Random
from statistics import quantiles
from typing import Any

from asylia import __version__
from asylia.edition.search.sought import Kept, search
from asylia.names.compare import compare
from asylia.names.finding import finding_rules
from asylia.names.forms import form
from asylia.names.tokens import tokens
from bench.figures import Figure
from bench.matching import persons as general

REFERENCE = Path(__file__).resolve().parents[2] / "shared" / "reference" / "names"
FIGURES = Path(__file__).resolve().parents[1] / "asylia" / "names" / "figures.toml"
AT = (1, 2, 5, 10, 20)
_LETTERS = "abcdefghiklmnoprstuvyz"
CLIENTS, WORKERS = 8, 2  # clients, and processes that answer them, as the site has
QUERIES = 400
FULL = 100_000  # persons from which figures are frozen
_PATIENCE = 600  # seconds

Spellings = dict[str, list[str]]  # of each person looked for, by an id of its own


def looked_for(folder: Path = REFERENCE) -> Spellings:
    """The people of the reference files with all their spellings; of pairs, those that are marked as one."""
    pairs = list(_pairs(folder))
    leads: dict[str, str] = {}

    def root(name: str) -> str:
        while leads.setdefault(name, name) != name:
            name = leads[name]
        return name

    for a, b in pairs:
        leads[root(a)] = root(b)
    people = defaultdict[str, list[str]](list)
    for name in dict.fromkeys(name for pair in pairs for name in pair):
        people[root(name)].append(name)
    return {f"R-{number:05d}": names for number, names in enumerate(people.values()) if len(names) > 1}


def _pairs(folder: Path) -> Iterator[tuple[str, str]]:
    with (folder / "central_asia_pairs_dev.tsv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t")
        yield from ((row["name_a"], row["name_b"]) for row in rows if row["same"] == "1")
    with (folder / "everypolitician_tajikistan_2015_latin_cyrillic.tsv").open(encoding="utf-8", newline="") as file:
        yield from ((row["name_latin"], row["name_tajik_cyrillic"]) for row in csv.DictReader(file, delimiter="\t"))
    labels = json.loads((folder / "wikidata_kyrgyz_variants_sample.json").read_text(encoding="utf-8"))
    for names in labels.values():
        if isinstance(names, list):
            yield from combinations(names, 2)


def crowd(number: int, people: Spellings, seed: int = 1) -> dict[str, list[str]]:
    """So many invented persons: every second has a family name of somebody looked for, every third a given name."""
    chance = Random(seed)
    families, given = _parts(people)
    alike = _Namesakes(people)
    found = {}
    for id, names in general(number, seed).items():
        first, *fathers, last = names[0].split()
        whose = chance.choice(families) if families and chance.random() < 0.5 else (last, "")
        who = chance.choice(given) if given and chance.random() < 0.34 else (first, "")
        name = " ".join((who[0], *fathers, whose[0]))
        if who[1] and whose[1] and alike.has(name):
            name = names[0]
        found[id] = [name]
    return found


def _parts(people: Spellings) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Family and given names as they are written, with whose they are."""
    families, given = [], []
    for id, names in people.items():
        for name in names:
            for one in form(name, finding_rules()).names[:1]:
                families += [(part.written.title(), id) for part in one.of("family")]
                given += [(part.written.title(), id) for part in one.of("name")]
    return families, given


class _Namesakes:
    """Who is looked for, by pairs of parts."""

    def __init__(self, people: Spellings) -> None:
        self._filed = defaultdict[str, list[str]](list)
        for names in people.values():
            for name in names:
                for token in tokens(name):
                    self._filed[token].append(name)

    def has(self, name: str) -> bool:
        """Whether a name may be that of somebody who is looked for."""
        others = {other for token in tokens(name) if token[0] == "+" for other in self._filed.get(token, ())}
        return any(compare(name, other).verdict == "same" for other in others)


def recall(kept: Kept, queries: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """For pairs of a query and who is meant: the share found among the first 1, 2, 5, 10, 20, and what was missed."""
    places = [_place(kept, query, person) for query, person in queries]
    curve = {at: sum(place <= at for place in places) / len(places) for at in AT}
    missed = [(query, person, place) for (query, person), place in zip(queries, places, strict=True) if place > 1]
    return {"queries": len(queries), "recall": curve, "missed": missed}


def _place(kept: Kept, query: str, person: str) -> int:
    ids = [hit.person for hit in search(kept, query)]
    return ids.index(person) + 1 if person in ids else 10**6


def held_and_asked(people: Spellings, at: int) -> tuple[dict[str, list[str]], list[tuple[str, str]]]:
    """Of each person the spelling that is there (the first, or with -1 the last), and all others as queries."""
    held = {id: [names[at]] for id, names in people.items()}
    return held, [(name, id) for id, names in people.items() for name in names if name != names[at]]


def mixed(names: Mapping[str, Sequence[str]], number: int, seed: int = 3) -> list[str]:
    """What readers type: a name, its parts in another order, one missing, one letter wrong, the family name alone."""
    chance, found = Random(seed), list[str]()
    whole = sorted(names)
    for place in range(number):
        words = names[chance.choice(whole)][0].split()
        way = place % 5
        if way == 1:
            chance.shuffle(words)
        elif way == 2:
            at = chance.randrange(len(words))
            slip = chance.randrange(len(words[at]))
            words[at] = words[at][:slip] + chance.choice(_LETTERS) + words[at][slip + 1 :]
        elif way == 3:
            words.pop(chance.randrange(len(words)))
        elif way == 4:
            words = words[-1:]
        found.append(" ".join(words))
    return found


def asked_one_by_one(ask: Callable[[str], object], queries: Iterable[str]) -> list[float]:
    """Milliseconds of each query."""
    taken = []
    for query in queries:
        start = time.perf_counter()
        ask(query)
        taken.append((time.perf_counter() - start) * 1000)
    return taken


def p95(taken: Sequence[float]) -> float:
    """Milliseconds under which nineteen of twenty are."""
    return quantiles(taken, n=20)[-1]


def desk(persons: str, *emptied: str) -> dict[str, Any]:
    """File so many persons in the home's database and search it: seconds, p95 alone and with eight clients, recall."""
    from asylia.finding.filed import NAMES, SOUGHT, file
    from asylia.finding.search import kept
    from asylia.home import open_desk

    db, people = open_desk(), looked_for() if REFERENCE.is_dir() else {}
    names = crowd(int(persons), people)
    with db.cursor() as cursor:
        for table in emptied:
            cursor.execute(f"DELETE FROM {table}")
    start = time.perf_counter()
    file(db, ((id, each, [], []) for id, each in names.items()))
    found: dict[str, Any] = {"index": time.perf_counter() - start}
    if db.vendor == "postgresql":
        with db.cursor() as cursor:
            cursor.execute("ANALYZE")
    curves = []
    for at in (0, -1) if people else ():
        held, queries = held_and_asked(people, at)
        file(db, ((id, each, [], []) for id, each in held.items()))
        curves.append(recall(kept(db), queries))
        with db.cursor() as cursor:
            for table in (NAMES, SOUGHT):
                cursor.execute(f"DELETE FROM {table} WHERE person >= 'R-' AND person < 'R.'")
    if curves:
        number = sum(curve["queries"] for curve in curves)
        shares = {at: sum(c["recall"][at] * c["queries"] for c in curves) / number for at in AT}
        found |= {"queries": number, "recall": shares, "missed": [each for c in curves for each in c["missed"]]}
    typed = mixed(names, QUERIES)
    asked_one_by_one(lambda query: search(kept(db), query), typed[:50])
    found["p95"] = p95(asked_one_by_one(lambda query: search(kept(db), query), typed))
    found["crowded"] = p95(list(_crowded(persons)))
    return found


def figures(persons: int, environments: Mapping[str, Mapping[str, str]]) -> Iterator[Figure]:
    """The figures of searching so many persons, and a tenth, in each database; those of a whole run are frozen."""
    frozen: dict[str, Any] = {}
    for database, environment in environments.items():
        tenth, full = (_measured(number, environment) for number in (persons // 10, persons))
        if not frozen and "recall" in full:
            frozen = {"persons": persons, "queries": full["queries"], "recall": full["recall"], "p95": {}}
            curve = ", ".join(f"@{at} {share:.3f}" for at, share in full["recall"].items())
            note = f"{full['queries']} queries among {persons:,} persons, recall {curve}"
            yield Figure("search: recall@10", full["recall"]["10"], "", 0.95, at_least=True, note=note)
            yield Figure("search: precision@1", full["recall"]["1"], "", 0.90, at_least=True)
        yield Figure(f"search: index, {database}", full["index"], "s", 60, note=f"{persons:,} persons")
        yield Figure(f"search: p95, {database}", tenth["p95"], "ms", 40, note=f"{persons // 10:,} persons")
        yield Figure(f"search: p95, {database}, ten times as many", full["p95"], "ms", 80, note=f"{persons:,} persons")
        note = f"{WORKERS} processes, {persons:,} persons"
        yield Figure(f"search: p95 with {CLIENTS} clients, {database}", full["crowded"], "ms", 300, note=note)
        if frozen:
            frozen["p95"][database] = {"alone": full["p95"], "crowded": full["crowded"], "index": full["index"]}
    if frozen and persons >= FULL:
        freeze(frozen)
    elif environments and not frozen:
        print("the reference names are absent: recall is left out", file=sys.stderr)


def freeze(found: Mapping[str, Any]) -> None:
    """Write what the site tells of searching, with the version and the day."""
    recall_ = "\n".join(f"at_{at} = {share:.4f}" for at, share in found["recall"].items())
    speeds = "\n".join(
        f'[speed."{name}"]\nalone = {each["alone"]:.1f}\ncrowded = {each["crowded"]:.1f}\nindex = {each["index"]:.1f}\n'
        for name, each in found["p95"].items()
    )
    head = "# Figures of searching names, written by bench/searching.py. Milliseconds under which nineteen of twenty"
    facts = f'version = "{__version__}"\ndate = "{datetime.now(UTC):%Y-%m-%d}"\npersons = {found["persons"]}'
    text = f"{head}\n# queries are answered; seconds for the index.\n\n{facts}\nqueries = {found['queries']}\n"
    FIGURES.write_text(f"{text}\n[recall]\n{recall_}\n\n{speeds}", encoding="utf-8")


def _measured(persons: int, environment: Mapping[str, str]) -> dict[str, Any]:
    from asylia.finding.filed import NAMES, SOUGHT, SOUNDED

    command = [sys.executable, "-m", "bench.searching", "desk", str(persons), *(NAMES, SOUGHT, SOUNDED)]
    done = subprocess.run(command, env=dict(environment), check=True, stdout=subprocess.PIPE, timeout=_PATIENCE)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _crowded(persons: str) -> Iterator[float]:
    """Eight clients at once, who ask two processes."""
    command = [sys.executable, "-m", "bench.searching", "clients", persons]
    running = [
        subprocess.Popen([*command, str(number)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for number in range(WORKERS)
    ]
    for each in running:
        assert each.stdout
        each.stdout.readline()
    for each in running:
        assert each.stdin
        each.stdin.write("go\n")
        each.stdin.flush()
    for each in running:
        yield from json.loads(each.communicate(timeout=_PATIENCE)[0])["taken"]


def clients(persons: str, worker: str) -> dict[str, Any]:
    """One of the processes: its share of the clients ask one query after another."""
    from asylia.finding.search import kept
    from asylia.home import open_desk

    db = open_desk()
    names = crowd(int(persons), looked_for() if REFERENCE.is_dir() else {})
    here, taken = CLIENTS // WORKERS, list[float]()
    asked_one_by_one(lambda query: search(kept(db), query), mixed(names, 30, seed=99))
    print("ready", flush=True)
    sys.stdin.readline()

    def one(number: int) -> None:
        queries = mixed(names, QUERIES // here, seed=int(worker) * 10 + number)
        taken.extend(asked_one_by_one(lambda query: search(kept(_own(db)), query), queries))

    threads = [threading.Thread(target=one, args=[number]) for number in range(here)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return {"taken": taken}


def _own(db: Any) -> Any:
    """The connection of this thread to the same database."""
    from django.db import connections

    return connections[db.alias]


if __name__ == "__main__":
    print(json.dumps({"desk": desk, "clients": clients}[sys.argv[1]](*sys.argv[2:])))
