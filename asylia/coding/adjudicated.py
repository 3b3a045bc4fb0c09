"""A register with the two blind codings that it was decided from: all read, checked, and set against each other.

``codings/first`` and ``codings/second`` are whole registers that share ids with the decided one; earlier rounds stand
in ``codings/round-1`` and so on, and are only checked. Invariant: an id means one thing in all three, and a decision
agrees with what the register holds.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from asylia.coding.checking import check
from asylia.coding.decisions import CODERS, Coder, Decision, Decisions, of_passages, read_coders, read_decisions, says
from asylia.coding.register import CODINGS, DECISIONS, FIRST, SECOND, Claim, Register
from asylia.problems import Problem


@dataclass(frozen=True)
class Adjudicated:
    """The register that holds, with all problems of everything here; the last codings by their coders; decisions."""

    register: Register
    decisions: Decisions
    codings: dict[str, Register] = field(default_factory=dict)  # by FIRST and SECOND; none where it was coded once
    coders: dict[str, Coder] = field(default_factory=dict)  # the same

    def problems(self) -> list[Problem]:
        """What is wrong anywhere, in the order of files and lines."""
        registers = (self.register, *self.codings.values())
        found = [*self.decisions.problems, *(problem for each in registers for problem in each.problems)]
        return sorted(found, key=lambda problem: (str(problem.file), problem.line or 0, problem.field))


def check_all(folder: Path, *, unsealed: bool = False) -> Adjudicated:
    """Check a register, its codings of all rounds, and its decisions."""
    register = check(folder, unsealed=unsealed)
    decisions, home = read_decisions(folder / DECISIONS), folder / CODINGS
    if not home.is_dir():
        return Adjudicated(register, decisions)
    for earlier in sorted(home.glob("round-*")):
        for name in (FIRST, SECOND):
            register.problems += check(earlier / name, unsealed=unsealed).problems if (earlier / name).is_dir() else []
        register.problems += read_coders(earlier)[1] if (earlier / CODERS).is_file() else []
    register.problems += _strangers(home)
    if missing := [name for name in (FIRST, SECOND) if not (home / name).is_dir()]:
        register.problems += [Problem("the coding is missing", home / name) for name in missing]
        return Adjudicated(register, decisions)
    codings = {name: check(home / name, unsealed=unsealed) for name in (FIRST, SECOND)}
    coders, wrong = read_coders(home)
    register.problems += wrong
    for coding in codings.values() if not decisions.problems else ():  # else what is decided there would be missed
        coding.problems += _unknown(coding, register, decisions)
    decisions.problems += _undecided(register, codings, decisions)
    return Adjudicated(register, decisions, codings, coders)


def _strangers(home: Path) -> Iterator[Problem]:
    """What has no place beside the codings: nothing would read it, and a reader might take it for coded."""
    for path in sorted(home.iterdir()):
        if path.name not in (FIRST, SECOND, CODERS) and not path.name.startswith("round-"):
            yield Problem("this has no place here", path, allowed=(FIRST, SECOND, CODERS, "round-1"))


def _unknown(coding: Register, register: Register, decisions: Decisions) -> Iterator[Problem]:
    """Ids of a coding that the register does not hold though nobody decided so, or holds as something else."""
    held = {block.id: block for block in register.blocks}
    for block in coding.blocks:
        at = (*block.at, "id")
        if (kept := held.get(block.id)) is None:
            if block.drawn and not decisions.whole(block.id, block.root):
                mend = "Decide on it in decisions.toml, or run asylia register pair."
                yield block.file.problem(at, f"{block.id} is neither in the register nor decided on", mend=mend)
        elif kept.root != block.root and not decisions.whole(block.id, block.root):
            mend = "Decide on it in decisions.toml, property ''."
            yield block.file.problem(at, f"{block.id} belongs to {kept.root} in the register", mend=mend)


def _undecided(register: Register, codings: dict[str, Register], decisions: Decisions) -> Iterator[Problem]:
    """Decisions about what is nowhere, or that the register does not follow."""
    held = {block.id: block for block in register.blocks}
    known = held.keys() | {block.id for coding in codings.values() for block in coding.blocks}
    for decision in decisions.all:
        if decision.about not in known:
            yield decisions.problem(decision, "about", f"{decision.about} is in no coding and not in the register")
        elif decision.property:
            block = held.get(decision.about)
            yield from _not_followed(decision, decisions, block.claims if block else [])
        elif decision.accepted and not decision.rejected and decision.about not in held:
            mend = "Write it there with this id; asylia register pair finds ids."
            yield decisions.problem(decision, "accepted", f"the register does not hold {decision.about}", mend)
        elif decision.rejected and not decision.accepted and decision.about in held:
            yield decisions.problem(decision, "rejected", f"the register still holds {decision.about}")


def _not_followed(decision: Decision, decisions: Decisions, claims: list[Claim]) -> Iterator[Problem]:
    said = [claim for claim in claims if claim.property.name == decision.property]
    for text in decision.accepted:
        if not any(says(text, claim) for claim in said):
            yield decisions.problem(decision, "accepted", f"the register does not say {text!r} of {decision.about}")
    for text in () if of_passages(decision) else decision.rejected:
        if any(says(text, claim) for claim in said):
            yield decisions.problem(decision, "rejected", f"the register still says {text!r} of {decision.about}")
