"""Figures of comparing: a file of labelled pairs, against what the comparison says.

'Unsure' counts as not the same, and is reported beside it.
"""

import csv
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from asylia.names.compare import Comparison, compare
from asylia.names.forms import form
from asylia.names.rules import Rules
from asylia.names.rules import rules as all_rules
from asylia.problems import Problem

COLUMNS = ("name_a", "name_b", "same")
_SAME = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}
_LONGEST_LINE = 100_000  # characters
WORST = 20


@dataclass(frozen=True)
class Pair:
    """One line of the file: two names, whether they are one person's, and what the file says of the pair."""

    a: str
    b: str
    same: bool
    kind: str = ""
    scripts: str = ""


def pairs_of(path: Path) -> list[Pair]:
    """The pairs of a tab-separated file, UTF-8, with the columns name_a, name_b, same and perhaps kind, scripts.

    Raises ``Problem`` with the line and the column where the file is wrong.
    """
    lines = list(_lines(path))
    if not lines:
        raise Problem("the file is empty", file=path, allowed=COLUMNS, mend="Its first line names the columns.")
    heading = lines[0].split("\t")
    if twice := [name for name, times in Counter(heading).items() if times > 1]:
        raise Problem("a column stands twice", file=path, line=1, field=twice[0])
    if missing := [name for name in COLUMNS if name not in heading]:
        mend = "Columns are set apart by tabs."
        raise Problem("the column is missing", file=path, line=1, field=missing[0], allowed=COLUMNS, mend=mend)
    reader = csv.reader(lines[1:], delimiter="\t", quoting=csv.QUOTE_NONE)
    return [_pair(dict(zip(heading, row, strict=False)), path, at) for at, row in enumerate(reader, 2) if any(row)]


def _lines(path: Path) -> Iterator[str]:
    with path.open("rb") as file:
        for at, raw in enumerate(iter(lambda: file.readline(_LONGEST_LINE * 4), b""), 1):
            try:
                line = raw.decode("utf-8-sig" if at == 1 else "utf-8")
            except UnicodeDecodeError as error:
                said = f"byte {error.start + 1} of the line is not UTF-8"
                raise Problem(said, file=path, line=at, allowed=("UTF-8",)) from error
            if len(line) > _LONGEST_LINE or "\0" in line:
                said = "the line holds a zero byte" if "\0" in line else "the line is too long"
                raise Problem(said, file=path, line=at, allowed=(f"{_LONGEST_LINE:,} characters",))
            yield line.rstrip("\r\n")


def _pair(row: Mapping[str, str], path: Path, at: int) -> Pair:
    for column in COLUMNS:
        if not row.get(column, "").strip():
            raise Problem("nothing stands here", file=path, line=at, field=column)
    same = _SAME.get(row["same"].strip().lower())
    if same is None:
        raise Problem(f"{row['same']!r} is neither yes nor no", file=path, line=at, field="same", allowed=tuple(_SAME))
    return Pair(row["name_a"], row["name_b"], same, row.get("kind", ""), row.get("scripts", ""))


def evaluate(pairs: Iterable[Pair], rules: Rules | None = None) -> dict[str, Any]:
    """Precision, recall and F1 (0 to 1; None where there is nothing to divide), by kind and scripts; pairs a second.

    The seconds are of one processor: for comparing forms, and with the reading of every name for the first time.
    """
    used = rules or all_rules()
    todo = list(pairs)
    start = time.process_time()
    forms = [(form(pair.a, used), form(pair.b, used)) for pair in todo]
    reading = time.process_time() - start
    judged = [compare(a, b, used) for a, b in forms]
    comparing = time.process_time() - start - reading
    both = list(zip(todo, judged, strict=True))
    found: dict[str, Any] = {"pairs": len(todo), "pairs_per_second": _rate(len(todo), comparing)}
    found |= {"pairs_per_second_with_reading": _rate(len(todo), reading + comparing)}
    found |= _figures(both)
    for name, of in (("kinds", lambda pair: pair.kind), ("scripts", lambda pair: pair.scripts)):
        found[name] = _by(both, of)
    found["worst"] = _worst(both)
    return found


Judged = list[tuple[Pair, Comparison]]


def _by(both: Judged, of: Callable[[Pair], str]) -> dict[str, dict[str, Any]]:
    values = sorted({of(pair) for pair, _ in both} - {""})
    return {value: _figures([one for one in both if of(one[0]) == value]) for value in values}


def _figures(both: Judged) -> dict[str, Any]:
    counts = Counter((pair.same, comparison.verdict) for pair, comparison in both)
    right, wrong = counts[True, "same"], counts[False, "same"]
    positives = sum(number for (same, _), number in counts.items() if same)
    confusion = {
        truth: {verdict: counts[same, verdict] for verdict in ("same", "unsure", "different")}
        for truth, same in (("same", True), ("not_same", False))
    }
    figures = {
        "precision": _share(right, right + wrong),
        "recall": _share(right, positives),
        "f1": _share(2 * right, right + wrong + positives),
    }
    return {**figures, "confusion": confusion}


def _rate(number: int, seconds: float) -> int | None:
    return round(number / seconds) if seconds > 0 else None


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None


def _worst(both: Judged) -> list[dict[str, Any]]:
    """The pairs judged most wrongly: called the same and not, then the same and called different, by the score."""
    wrong = [one for one in both if one[0].same != (one[1].verdict == "same")]
    wrong.sort(key=lambda one: (one[0].same, one[1].score if one[0].same else -one[1].score))
    return [
        {
            "name_a": pair.a,
            "name_b": pair.b,
            "same": pair.same,
            "kind": pair.kind,
            "verdict": comparison.verdict,
            "score": comparison.score,
            "why": list(comparison.why),
        }
        for pair, comparison in wrong[:WORST]
    ]
