"""Names compared, by us and by two peers, on the same pairs in one run: right and wrong, and pairs a second.

Each peer has an environment of its own, made from the pinned and hashed ``bench/peers/*.txt`` where it is not there;
nothing of it is a requirement of ours. A peer that cannot be installed is left out, with a line that says so. A peer
gives a score, so it is judged at the one threshold at which the mean of its F1 over these very sets is highest; ours
has one verdict, and 'unsure' counts as not the same. Seconds are those of the quickest of ``RUNS`` runs, each with
nothing remembered: every name is read for the first time, and what comes again within a file is remembered as it is in
use. How much does come again is told with the figures.

``python -m bench.names`` freezes what it measures in ``bench/figures_names.md`` and ``asylia/names/comparing.toml``.
"""

import json
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import asylia
from asylia.names.compare import compare
from asylia.names.evaluate import pairs_of
from asylia.names.rules import Rules
from bench.figures import Figure
from bench.machine import machine
from tests.names.reference import every

HERE = Path(__file__).resolve().parent
PEERS = HERE / "peers"
ENVIRONMENTS = HERE / "out" / "peers"
BLIND = HERE.parent / "tests" / "names" / "blind_pairs.tsv"
FROZEN, FOR_THE_PAGE = HERE / "figures_names.md", HERE.parent / "asylia" / "names" / "comparing.toml"
SAID = {"nomenklatura": "nomenklatura, logic-v2", "rapidfuzz": "rapidfuzz, token_sort_ratio over a transliteration"}
_OF_REFERENCE = {"officials": "officials", "other officials": "officials", "labels": "labels", "other labels": "labels"}
_GOALS = {"blind: variants": 0.985, "blind: minimal pairs": 0.9, "blind: aliases": 0.97}
_SPEED = 20_000
_PINNED = ("install", "--require-hashes", "-r")
INSTALL = 900  # seconds at the most
RUNS = 3


@dataclass(frozen=True, slots=True)
class Pair:
    """Two names, whether they are one person's, the file they stand in and the set that they are told in."""

    a: str
    b: str
    same: bool
    file: str
    set: str


@dataclass(frozen=True, slots=True)
class Judged:
    """What one matcher said of every pair; the threshold and the scores where it gives any; seconds by file."""

    name: str
    version: str
    said: Sequence[bool]
    seconds: Mapping[str, float]
    threshold: float | None = None
    scores: Sequence[float] = ()


def pairs(reference: Path) -> list[Pair]:
    """The blind pairs, and those of the reference files where they are at hand."""
    kinds = {"variant": "variants", "minimal": "minimal pairs", "alias": "aliases"}
    found = [Pair(p.a, p.b, p.same, "blind", f"blind: {kinds[p.kind.split(':')[0]]}") for p in pairs_of(BLIND)]
    if reference.is_dir():
        listed = every(reference)
        found += [
            Pair(p.a, p.b, p.same, "reference", f"reference: {_OF_REFERENCE.get(p.kind, 'pairs')}") for p in listed
        ]
    return found


def ours(todo: Sequence[Pair]) -> Judged:
    """Our verdicts; each file is read and compared with nothing remembered."""
    said, seconds = [], {}
    for file in dict.fromkeys(pair.file for pair in todo):
        mine, taken = [pair for pair in todo if pair.file == file], []
        for _ in range(RUNS):
            rules, start = Rules(), time.process_time()
            judged = [compare(pair.a, pair.b, rules).verdict == "same" for pair in mine]
            taken.append(time.process_time() - start)
        said += judged
        seconds[file] = min(taken)
    return Judged("asylia", asylia.__version__, said, seconds)


def peer(name: str, todo: Sequence[Pair]) -> Judged | None:
    """What a peer says, at its best threshold; None where it cannot be installed."""
    python = _installed(name)
    if python is None:
        return None
    scores, seconds, versions = [], {}, ""
    for file in dict.fromkeys(pair.file for pair in todo):
        asked = json.dumps([(pair.a, pair.b) for pair in todo if pair.file == file])
        command = [str(python), str(PEERS / f"with_{name}.py")]
        done = [subprocess.run(command, input=asked, capture_output=True, text=True, check=True) for _ in range(RUNS)]
        runs = [json.loads(each.stdout) for each in done]
        scores += runs[0]["scores"]
        seconds[file], versions = min(run["seconds"] for run in runs), runs[0]["version"]
    threshold = max(sorted(set(scores)), key=lambda at: _mean_f1(todo, [score >= at for score in scores]))
    return Judged(SAID[name], versions, [score >= threshold for score in scores], seconds, threshold, scores)


def _installed(name: str) -> Path | None:
    python = ENVIRONMENTS / name / "bin" / "python"
    pinned = PEERS / f"{name}.txt"
    stamp = ENVIRONMENTS / name / "installed"
    if stamp.is_file() and stamp.read_bytes() == pinned.read_bytes():
        return python
    pip = [str(python), "-m", "pip", "--disable-pip-version-check", "--quiet", "--no-input"]
    try:
        for command in ([sys.executable, "-m", "venv", str(ENVIRONMENTS / name)], [*pip, *_PINNED, str(pinned)]):
            subprocess.run(command, check=True, timeout=INSTALL, stderr=subprocess.DEVNULL)
    except (subprocess.SubprocessError, OSError) as error:
        print(f"{name} is left out: it cannot be installed here ({type(error).__name__})", file=sys.stderr)
        return None
    stamp.write_bytes(pinned.read_bytes())
    return python


def _counts(truth: Iterable[bool], said: Iterable[bool]) -> tuple[int, int, int]:
    both = list(zip(truth, said, strict=True))
    return both.count((True, True)), both.count((False, True)), both.count((True, False))


def _f1(truth: Iterable[bool], said: Iterable[bool]) -> float:
    right, wrong, missed = _counts(truth, said)
    return 2 * right / (2 * right + wrong + missed) if right else 0.0


def _mean_f1(todo: Sequence[Pair], said: Sequence[bool]) -> float:
    """The mean of F1 over the sets, so that the largest does not decide alone."""
    sets = dict.fromkeys(pair.set for pair in todo)
    both = list(zip(todo, said, strict=True))
    each = [[(pair.same, one) for pair, one in both if pair.set == name] for name in sets]
    return sum(_f1(*zip(*pairs, strict=True)) for pairs in each) / len(each)


def _best_f1(todo: Sequence[Pair], judged: Judged, name: str) -> float:
    """F1 at the threshold that is best for this set alone."""
    mine = [(p.same, s) for p, s in zip(todo, judged.scores, strict=True) if name in (p.set, f"{p.file}: all")]
    truth = [same for same, _ in mine]
    return max(_f1(truth, [score >= at for _, score in mine]) for at in {score for _, score in mine})


def figures(todo: Sequence[Pair], judged: Judged) -> dict[str, dict[str, float]]:
    """Precision, recall, F1 (0 to 1) and pairs a second by set; the speed is that of the file the set stands in."""
    sizes = {file: sum(pair.file == file for pair in todo) for file in judged.seconds}
    found = {}
    for name in [*dict.fromkeys(pair.set for pair in todo), *(f"{file}: all" for file in sizes)]:
        mine = [(p, s) for p, s in zip(todo, judged.said, strict=True) if name in (p.set, f"{p.file}: all")]
        truth, said = [pair.same for pair, _ in mine], [one for _, one in mine]
        right, wrong, missed = _counts(truth, said)
        file = mine[0][0].file
        found[name] = {
            "pairs": len(mine),
            "precision": round(right / (right + wrong), 4) if right + wrong else 1.0,
            "recall": round(right / (right + missed), 4) if right + missed else 1.0,
            "f1": round(_f1(truth, said), 4),
            "best_f1": round(_best_f1(todo, judged, name) if judged.scores else _f1(truth, said), 4),
            "false_same": wrong,
            "pairs_per_second": round(sizes[file] / judged.seconds[file]),
        }
    return found


def read_anew(todo: Sequence[Pair]) -> Iterator[str]:
    """For each file, how many names and words of names are read for the first time."""
    for file in dict.fromkeys(pair.file for pair in todo):
        names = [name for pair in todo if pair.file == file for name in (pair.a, pair.b)]
        words = [word for name in dict.fromkeys(names) for word in name.casefold().split()]
        said = f"{len(names) // 2:,} pairs, {len(set(names)):,} different names of {len(names):,}"
        yield f"{file}: {said}, {len(set(words)):,} different words in them of {len(words):,}"


def taken(reference: Path) -> tuple[list[Pair], list[Judged]]:
    """All pairs, and what each matcher said of them; ours first."""
    todo = pairs(reference)
    return todo, [ours(todo), *(found for name in SAID if (found := peer(name, todo)))]


def measure(reference: Path) -> Iterator[Figure]:
    """Our figures against their goals, and the peers' beside them."""
    todo, judged = taken(reference)
    for place, one in enumerate(judged):
        by_set = figures(todo, one)
        mine = place == 0
        for name, found in by_set.items():
            note = f"{one.version}: precision {found['precision']}, recall {found['recall']}"
            goal = _GOALS.get(name) if mine else None
            yield Figure(f"names, {name}: {one.name}", found["f1"], "F1", goal, at_least=True, note=note)
        for file in one.seconds:
            rate, goal = by_set[f"{file}: all"]["pairs_per_second"], _SPEED if mine else None
            yield Figure(f"names, {file}, each name read: {one.name}", rate, "pairs/s", goal, at_least=True)
        if mine:
            wrong = sum(found["false_same"] for name, found in by_set.items() if name.endswith(": all"))
            yield Figure("names: two persons called the same", wrong, "", 0)


def as_markdown(todo: Sequence[Pair], judged: Sequence[Judged], day: str) -> str:
    """The frozen figures, for people."""
    lines = [
        "# Figures of comparing names",
        "",
        f"Measured on {day}, in one run on the same pairs ({', '.join(f'{k} {v}' for k, v in machine().items())}).",
        "A peer gives a score: it is judged at the one threshold at which the mean of its F1 over these very sets is",
        "highest, which flatters it; and, beside that, at the one that is best for the set alone (1 where all pairs of",
        "the set are the same, for then it need only say so). 'Unsure' of ours counts as not the same. The blind pairs",
        "were written by somebody who had not seen the rules; what is told here was measured after their errors had",
        "been looked at and general rules mended. Their first figures: F1 of variants .9656, of minimal pairs .9820",
        "(2 false), of aliases .8859 (4 false).",
        "",
        f"Seconds are of one processor, the quickest of {RUNS} runs in processes or rules of their own with nothing",
        "remembered, and include reading every name for the first time. Within a run ours remembers names, parts of",
        "names and pairs of parts (at most 200,000 of each), as in use. How much comes again in these files:",
        "",
        *(f"- {line}" for line in read_anew(todo)),
        "",
        "| Set | Pairs | Matcher | Precision | Recall | F1 | F1, set's threshold | False 'same' | Pairs a second |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    tables = [(one, figures(todo, one)) for one in judged]
    for name in tables[0][1]:
        for one, by_set in tables:
            f = by_set[name]
            cells = (
                name,
                f"{f['pairs']:.0f}",
                one.name,
                f"{f['precision']:.4f}",
                f"{f['recall']:.4f}",
                f"{f['f1']:.4f}",
            )
            best = f"{f['best_f1']:.4f}" if one.scores else ""
            lines.append(f"| {' | '.join(cells)} | {best} | {f['false_same']:.0f} | {f['pairs_per_second']:,.0f} |")
    lines += ["", "Versions and thresholds:", ""]
    for one in judged:
        lines.append(f"- {one.name}: {one.version}" + (f"; threshold {one.threshold:.3f}" if one.threshold else ""))
    return "\n".join(lines) + "\n"


def as_toml(todo: Sequence[Pair], judged: Sequence[Judged], day: str) -> str:
    """The frozen figures, for the page on how names are matched."""
    lines = [
        "# Written by `python -m bench.names`; what the figures mean: bench/figures_names.md.",
        f'measured_on = "{day}"',
    ]
    for place, one in enumerate(judged):
        lines += ["", "[ours]" if place == 0 else "[[peers]]", f'name = "{one.name}"', f'version = "{one.version}"']
        for name, found in figures(todo, one).items():
            values: dict[str, Any] = {**found, "pairs": int(found["pairs"]), "false_same": int(found["false_same"])}
            said = ", ".join(f"{key} = {value}" for key, value in values.items())
            lines.append(f'sets."{name}" = {{ {said} }}')
    return "\n".join(lines) + "\n"


def main() -> None:
    """Measure and freeze. The folder of reference names is the one argument."""
    todo, judged = taken(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("reference"))
    day = time.strftime("%Y-%m-%d", time.gmtime())
    FROZEN.write_text(as_markdown(todo, judged, day), encoding="utf-8")
    FOR_THE_PAGE.write_text(as_toml(todo, judged, day), encoding="utf-8")
    print(FROZEN.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
