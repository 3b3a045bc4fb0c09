"""Worked situations: which stage each rule gives, and where that is written.

Each stage cites a line of the report (a number) or, where the report is silent, a decision (``D6``) of
``docs/decisions/0001-stage-rules.md``.
"""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from asylia.codebook.stages import stages

ROOT = Path(__file__).parents[2]
DECISIONS = ROOT / "docs" / "decisions" / "0001-stage-rules.md"
REPORT = ROOT.parent / "shared" / "sources" / "no-shelter.txt"

RULES = ("asylia-1", "cape-2016", "cape-2016-summary")


@dataclass(frozen=True, slots=True)
class Situation:
    """What is told, and what each of ``RULES`` makes of it: a stage (0: none) and the line or decision that says so."""

    told: str
    values: dict[str, tuple[str, ...]]
    written: str  # "1 D4, 1 929, 1 D4"

    def says(self) -> list[tuple[str, int, str]]:
        """Rule, stage, and where it is written."""
        parts = [part.split() for part in self.written.split(", ")]
        return [(rule, int(stage), at) for rule, (stage, at) in zip(RULES, parts, strict=True)]


def incident(measure: str, **other: str) -> dict[str, tuple[str, ...]]:
    """An exile of TJ who lives in RU, where the thing is done to him. ``x=""`` leaves x out; ``a|b`` is two values."""
    told = {"state_of_concern": "TJ", "target": "self", "factuality": "completed", "host_state": "RU", "place": "RU"}
    return {name: tuple(value.split("|")) for name, value in {**told, "measure": measure, **other}.items() if value}


def home(measure: str, way: str = "", **other: str) -> dict[str, tuple[str, ...]]:
    """The same exile, back in TJ by some way."""
    return incident(measure, place="TJ", way_of_return=way, **other)


TABLE = [
    # put on notice
    Situation("warned to fall silent", incident("warning"), "1 D0, 1 862, 1 391"),
    Situation("threatened by telephone", incident("threat"), "1 D0, 1 862, 1 391"),
    Situation("followed in the street", incident("following"), "1 D14, 1 D14, 1 391"),
    Situation("mailbox broken into", incident("hacking"), "1 D14, 1 D14, 1 391"),
    Situation("charged at home", incident("criminal_charge", place="TJ"), "1 D4, 1 929, 1 D4"),
    Situation("warrant issued", incident("warrant", place="TJ"), "1 D4, 1 863, 1 D4"),
    Situation("Red Notice", incident("red_notice", place=""), "1 D4, 1 863, 1 D4"),
    Situation("extradition asked for", incident("extradition_request"), "1 D5, 1 863, 1 D5"),
    Situation("sentenced in absentia", incident("sentence_in_absentia", place="TJ"), "1 D4, 1 D4, 1 D4"),
    Situation("price on his head", incident("bounty"), "1 D14, 1 D14, 1 D14"),
    Situation("questioned by home officials in a host prison", incident("interrogation"), "1 D14, 1 D14, 1 D14"),
    Situation("made to apologise in public", incident("forced_apology"), "1 D14, 1 D14, 1 D14"),
    Situation("called a thief on television at home", incident("defamation", place="TJ"), "1 D14, 1 D14, 1 D14"),
    Situation("passport cancelled", incident("passport_denied", place="TJ"), "1 D14, 0 D14, 0 D14"),
    Situation("flat at home sealed", incident("premises_sealed", place="TJ"), "1 D14, 0 D14, 0 D14"),
    Situation("turned back at a border", incident("denial_of_entry", place="GE"), "1 D14, 0 D14, 0 D14"),
    Situation("broadcasts jammed", incident("jamming"), "1 D14, 0 D14, 0 D14"),
    # planned, threatened, attempted
    Situation("a plot to kill is betrayed", incident("plot", factuality="planned"), "1 D3, 1 D3, 1 D3"),
    Situation("a killing was planned", incident("killing", factuality="planned"), "1 D3, 1 D3, 1 D3"),
    Situation("rendition was threatened", incident("informal_rendition", factuality="threatened"), "1 D3, 1 862, 1 D3"),
    Situation(
        "attempted killing", incident("killing", factuality="attempted", severity="lethal_intent"), "3 D6, 3 870, 3 392"
    ),
    Situation("attempted rendition", incident("informal_rendition", factuality="attempted"), "3 D6, 1 D6, 3 392"),
    Situation("attempted abduction", incident("abduction", factuality="attempted"), "3 D6, 1 D6, 3 392"),
    Situation(
        "attempted extradition, stopped at the plane",
        incident("extradition", factuality="attempted"),
        "1 D5, 2 887, 3 D5",
    ),
    Situation("attempted deportation", incident("deportation", factuality="attempted"), "1 D5, 2 D5, 3 D5"),
    Situation("attempted arrest", incident("arrest", factuality="attempted"), "1 D6, 1 D6, 1 D6"),
    Situation("lure that did not work", incident("luring_home", factuality="attempted"), "1 D8, 1 D8, 1 D8"),
    # held
    Situation("arrested and soon freed", incident("arrest"), "2 D0, 2 865, 2 391"),
    Situation("held for extradition by order of a court", incident("detention_by_court"), "2 D0, 2 865, 2 391"),
    Situation("held without charge", incident("detention_without_charge"), "2 D0, 2 866, 2 391"),
    Situation("held in a third country", incident("detention", place="AE"), "2 D0, 2 865, 2 391"),
    Situation("under house arrest abroad", incident("house_arrest"), "2 D0, 2 865, 2 391"),
    Situation("held by the host for its own case", incident("custody_for_host"), "0 D10, 2 D10, 2 D10"),
    Situation("extradition ordered and upheld, then stayed", incident("extradition_order"), "1 D5, 2 887, 1 D5"),
    # brought home
    Situation("extradited", incident("extradition"), "3 D5, 3 868, 3 D5"),
    Situation("deported to the state that wants him", incident("deportation"), "3 D5, 3 1000, 3 D5"),
    Situation("sent home at his own wish", incident("deportation", way_of_return="own_choice"), "0 D5, 0 D5, 0 D5"),
    Situation("vanished, then found in custody at home", incident("informal_rendition"), "3 D7, 3 869, 3 392"),
    Situation("abducted, no return known", incident("abduction", severity="serious"), "3 D7, 3 D7, 3 D7"),
    Situation("disappeared abroad", incident("disappearance"), "3 D7, 3 869, 3 D7"),
    Situation("came home because his family was threatened", incident("coerced_return"), "3 D8, 1 D8, 1 D8"),
    Situation("came home because of a lie", incident("luring_home"), "3 D8, 1 D8, 1 D8"),
    # at home
    Situation("arrested at home after a coerced return", home("arrest", "coerced"), "2 D9, 2 865, 2 391"),
    Situation("disappeared at home after it", home("disappearance", "coerced"), "3 D9, 3 869, 3 D7"),
    Situation("tortured at home after a lure", home("torture", "lured"), "3 D9, 3 887, 3 D12"),
    Situation("convicted at home after rendition", home("conviction", "rendered"), "2 D9, 2 866, 2 D9"),
    Situation("convicted at home, way not told", home("conviction"), "2 D9, 2 866, 2 D9"),
    Situation("returnee convicted after a free return", home("conviction", "own_choice"), "0 D9, 2 866, 2 D9"),
    Situation(
        "held at the home airport on a visit", home("detention_without_charge", "own_choice"), "0 D9, 2 866, 2 391"
    ),
    Situation("convicted at home before exile", home("conviction", host_state=""), "0 D1, 0 D1, 0 D1"),
    Situation("dismissed at home before exile", home("dismissal", host_state=""), "0 D1, 0 D1, 0 D1"),
    Situation(
        "charged, where and when not told", incident("criminal_charge", host_state="", place=""), "0 D1, 0 D1, 0 D1"
    ),
    Situation("killed abroad, host state not told", incident("killing", host_state=""), "3 D1, 3 869, 3 392"),
    Situation(
        "a region kills elsewhere in its state",
        incident("killing", state_of_concern="RU-CE", host_state=""),
        "3 D1, 3 869, 3 392",
    ),
    # violence
    Situation("killed", incident("killing", severity="lethal_intent"), "3 D0, 3 869, 3 392"),
    Situation("stabbed", incident("physical_attack", severity="lethal_intent"), "3 D11, 3 870, 3 392"),
    Situation("gravely beaten", incident("physical_attack", severity="serious"), "3 D11, 3 869, 3 392"),
    Situation("jostled", incident("physical_attack", severity="minor"), "1 D11, 1 D11, 3 392"),
    Situation("attacked, how is not told", incident("physical_attack"), "3 D11, 1 D11, 3 392"),
    Situation("tortured abroad, no transfer", incident("torture"), "3 D12, 3 887, 3 D12"),
    Situation("found dead, nobody named", incident("unexplained_death"), "0 D13, 3 887, 3 D13"),
    Situation(
        "found dead, by unknown men", incident("unexplained_death", actor="unknown_assailants"), "0 D13, 3 887, 3 D13"
    ),
    Situation(
        "found dead, a service is named",
        incident("unexplained_death", actor="ru_fsb|unknown_assailants"),
        "3 D13, 3 887, 3 D13",
    ),
    # others struck
    Situation("mother threatened", incident("threat", target="relative", place="TJ"), "1 D2, 1 862, 1 D2"),
    Situation("brother arrested", incident("arrest", target="relative", place="TJ"), "1 D2, 1 D2, 1 D2"),
    Situation("brother killed", incident("killing", target="relative", place="TJ"), "1 D2, 1 D2, 1 D2"),
    Situation("wife deported", incident("deportation", target="relative"), "1 D2, 1 D2, 1 D2"),
    Situation("colleague convicted", incident("conviction", target="associate", place="TJ"), "1 D2, 1 D2, 1 D2"),
    Situation(
        "brother jailed before the exile left", home("arrest", host_state="", target="relative"), "0 D1, 0 D1, 0 D1"
    ),
    # not told
    Situation("threatened, how far is not told", incident("threat", factuality=""), "1 D15, 1 862, 1 D15"),
    Situation("abducted, how far is not told", incident("abduction", factuality=""), "3 D15, 3 D15, 3 D15"),
    Situation("nobody knows what was done", incident("unknown"), "0 D15, 0 D15, 0 D15"),
    Situation("no measure told", incident(""), "0 D15, 0 D15, 0 D15"),
]

ROWS = [
    pytest.param(each.values, rule, stage, id=f"{rule}: {each.told}")
    for each in TABLE
    for rule, stage, _ in each.says()
]
CITED = {at for each in TABLE for _, _, at in each.says()}


@pytest.mark.parametrize(("values", "rule", "stage"), ROWS)
def test_each_rule_gives_the_stage_that_is_written(values: dict[str, tuple[str, ...]], rule: str, stage: int) -> None:
    assert stages(values, rule) == {stage or None}


def test_contested_values_leave_every_stage_that_they_allow() -> None:
    assert stages(incident("detention|informal_rendition"), "asylia-1") == {2, 3}
    assert stages(home("conviction", "coerced|own_choice"), "asylia-1") == {2, None}


def test_every_decision_cited_is_written() -> None:
    written = set(re.findall(r"^## (D\d+)\. ", DECISIONS.read_text(encoding="utf-8"), re.MULTILINE))
    assert {at for at in CITED if at.startswith("D")} == written


def test_every_line_cited_is_a_line_of_the_report() -> None:
    if not REPORT.exists():
        pytest.skip("the report is not at hand")
    lines = REPORT.read_text(encoding="utf-8").splitlines()
    assert all(lines[int(at) - 1].strip() for at in CITED if at.isdigit())


def test_there_are_at_least_forty_situations_each_told_once() -> None:
    assert len({each.told for each in TABLE}) == len(TABLE) >= 40
