"""How the differences between two codings were decided (``decisions.toml``), and who coded (``codings/coders.toml``).

Invariant: every decision names something that a coding or the register holds, a cause of the codebook, and a reason;
whatever does not is a problem with its file and line.
"""

import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from asylia.codebook.book import book
from asylia.codebook.entities import ENTITIES
from asylia.codebook.kinds import ID, properties
from asylia.coding import values
from asylia.coding.places import places
from asylia.coding.register import CODINGS, FIRST, SECOND, Claim, File
from asylia.coding.words import listed, meant
from asylia.problems import Problem

CODERS = "coders.toml"
_BLOCK, _BAR = "decision", " | "
_TEXTS = ("about", "property", "cause", "entry", "reason")
_VALUES = ("accepted", "rejected")
_NEEDED = ("about", "property", "accepted", "rejected", "cause", "reason")


@dataclass(frozen=True)
class Decision:
    """One difference, decided. ``property`` is '' where the whole entity is meant."""

    about: str
    property: str
    accepted: tuple[str, ...]
    rejected: tuple[str, ...]
    cause: str
    entry: str
    reason: str
    line: int


@dataclass(frozen=True)
class Coder:
    """Who made a coding: a code for the ledger, and for readers a human, or a model and its version."""

    code: str
    human: bool = False
    model: str = ""
    version: str = ""

    def __str__(self) -> str:
        return "a human" if self.human else f"a model: {self.model} {self.version}".strip()


@dataclass
class Decisions:
    """All decisions of a register, and the problems of the file."""

    file: File
    all: list[Decision] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def on(self, about: str, name: str) -> list[Decision]:
        """Those on a property of an entity."""
        return self._by.get((about, name), [])

    def whole(self, *ids: str) -> Decision | None:
        """The first that is about one of some entities as a whole."""
        return next((decision for id in ids for decision in self.on(id, "")), None)

    def problem(self, decision: Decision, name: str, what: str, mend: str = "") -> Problem:
        """Something wrong with a decision."""
        return Problem(what, self.file.path, decision.line, name, mend=mend)

    @property
    def _by(self) -> Mapping[tuple[str, str], list[Decision]]:
        if not self._index:
            for decision in self.all:
                self._index.setdefault((decision.about, decision.property), []).append(decision)
        return self._index

    _index: dict[tuple[str, str], list[Decision]] = field(default_factory=dict)


def of_passages(decision: Decision) -> bool:
    """Whether the value stands and only the words that were cited for it are decided on."""
    return bool(decision.accepted) and decision.accepted == decision.rejected


def says(text: str, claim: Claim) -> bool:
    """Whether a text of a decision means a claim: its value, and its assertion where the text has one.

    A step may leave out its place in the order.
    """
    said = values.parse(text)
    step = claim.value.partition(" ")[2] if claim.property.kind.ordered else claim.value
    return bool({said.words, text} & {claim.value, step}) and said.assertion in (None, claim.assertion)


def read_decisions(path: Path) -> Decisions:
    """Read ``decisions.toml``; one that is not there decides nothing."""
    found, table = _parsed(path)
    decisions = Decisions(File(path, table, places(found)))
    decisions.problems += [table["problem"]] if "problem" in table else []
    for name in table.keys() - {_BLOCK, "problem"}:
        decisions.problems.append(decisions.file.problem((name,), "this has no place here", allowed=("[[decision]]",)))
    for number, block in enumerate(table.get(_BLOCK, [])):
        problems = list(_wrong(decisions.file, number, block))
        decisions.problems += problems
        if not problems:
            texts = {name: str(block.get(name, "")) for name in _TEXTS}
            said = {name: _list(block[name]) for name in _VALUES}
            line = decisions.file.places.line(_BLOCK, number)
            decisions.all.append(Decision(**texts, accepted=said["accepted"], rejected=said["rejected"], line=line))
    return decisions


def read_coders(home: Path) -> tuple[dict[str, Coder], list[Problem]]:
    """The coders of the two codings in a folder, by ``first`` and ``second``; and what is wrong."""
    path = home / CODERS
    text, table = _parsed(path)
    if "problem" in table:
        return {}, [table["problem"]]
    file, coders, problems = File(path, table, places(text)), dict[str, Coder](), list[Problem]()
    for name in (FIRST, SECOND):
        said = table.get(name)
        if not isinstance(said, dict) or not said.get("code") or not (said.get("human") or said.get("model")):
            shape = f'[{name}] with code = "c1", and human = true, or model = "..." and version = "..."'
            problems.append(file.problem((name,), "nobody says who coded", allowed=(shape,)))
        elif odd := said.keys() - {"code", "human", "model", "version"}:
            problems.append(file.problem((name, min(odd)), "this has no place here"))
        else:
            model, version = str(said.get("model", "")), str(said.get("version", ""))
            coders[name] = Coder(str(said["code"]), bool(said.get("human")), model, version)
    if len({coder.code for coder in coders.values()}) < len(coders):
        problems.append(file.problem((SECOND, "code"), "both coders have the same code"))
    return coders, problems


def _parsed(path: Path) -> tuple[str, dict[str, Any]]:
    """The text of a file, and its table; of one that cannot be read, a table with the ``problem``."""
    if not path.is_file():
        missing = Problem("the file is missing", path, mend=f"It says who made the two codings in {CODINGS}/.")
        return "", {"problem": missing} if path.name == CODERS else {}
    try:
        text = path.read_text(encoding="utf-8").replace("\r\n", "\n")
        return text, tomllib.loads(text)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        return "", {"problem": Problem(f"this is no TOML: {error}", path)}


def _list(value: Any) -> tuple[str, ...]:
    """Several values: a list, or one text with a bar between them."""
    texts = value if isinstance(value, list) else str(value).split(_BAR)
    return tuple(text.strip() for text in texts if text.strip())


def _wrong(file: File, number: int, block: Any) -> Iterator[Problem]:
    def wrong(name: str, what: str, allowed: tuple[str, ...] = (), mend: str = "") -> Problem:
        return file.problem((_BLOCK, number, name), what, allowed=allowed, mend=mend)

    if not isinstance(block, dict):
        yield file.problem((_BLOCK,), "this must be a block", allowed=("[[decision]]",))
        return
    known = (*_TEXTS, *_VALUES)
    for name in block:
        if name not in known:
            yield wrong(name, "a decision has no such part", listed(known), meant(name, known))
    for name in _NEEDED:
        if name not in block:
            yield wrong(name, f"the decision has no {name}", mend='It may be "" where nothing is meant.')
    for name, value in block.items():
        texts = value if isinstance(value, list) and name in _VALUES else [value]
        if name in known and not all(isinstance(text, str) for text in texts):
            yield wrong(name, f"{value!r} is no text", mend="Put it in quotes.")
    yield from _senseless(block, wrong)


def _senseless(block: Mapping[str, Any], wrong: Callable[..., Problem]) -> Iterator[Problem]:
    about, name, cause = (str(block.get(key, "")) for key in ("about", "property", "cause"))
    if "about" in block and not ID.fullmatch(about):
        yield wrong("about", f"{about!r} is no id")
    elif name and about and name not in (lines := properties(ENTITIES[about[0]])):
        yield wrong("property", f"{about} has no property {name!r}", listed(lines), meant(name, lines))
    causes = book().vocabularies["causes"]
    if "cause" in block and cause not in causes:
        yield wrong("cause", f"{cause!r} is no cause", listed(causes), meant(cause, causes))
    if "reason" in block and not str(block["reason"]).strip():
        yield wrong("reason", "there is no reason", mend="Argue from the text, in your own words.")
