"""The check: each kind of error, with its file, its line and what is allowed."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from asylia.codebook.check import check
from asylia.codebook.kinds import Code, One, code, one
from asylia.problems import Problem

Write = Callable[..., Path]

SOUND = """\
[assertions.reported]
label = "Reported"
[asserters.author]
label = "Author"
[flags.cold]
label = "Cold"
[targets.relative]
label = "Relative"
[cape_2016.stage_1]
label = "Stage 1"
[countries.RU]
label = "Russia"
[countries.RU-CE]
label = "Chechnya"
broader = "RU"
[measures.threat]
label = "Threat"
definition = "d"
counts = "c"
counts_not = "n"
example = "e"
place = "p"
cold = true
crosswalk = { cape_2016 = "stage_1" }
"""
RULES = """\
[r]
label = "Rule"
definition = "What it does"
default = true
[[r.case]]
stage = 1
because = "it is cold"
measure = ["flag:cold", "threat"]
host_state = ["stated", "RU", "unknown"]
place = ["not_stated"]
city = ["not_stated"]
abroad = true
"""


@dataclass(frozen=True)
class Thing:
    """Something to code."""

    id: str
    measure: One[Code] = one(code("measures"), "what was done")


def problems(folder: Path) -> list[Problem]:
    return check(folder, [Thing])


def test_a_sound_codebook_has_no_problem(codebook: Write) -> None:
    assert problems(codebook(all=SOUND, stage_rules=RULES)) == []


@pytest.mark.parametrize(
    ("text", "line", "field", "what", "allowed"),
    [
        ("[measures.x]\nlabel = 'X'", 1, "measures.x", "has no definition", "a line of words"),
        ("[sizes.big]\ndefinition = 'd'", 1, "sizes.big", "has no label", "a line of words"),
        ("[sizes.big]\nlabel = 'B'\ndefintion = 'd'", 3, "sizes.big.defintion", "not known", "definition"),
        ("[sizes.big]\nlabel = 3", 2, "sizes.big.label", "holds no words", "a line of words"),
        ("[sizes.big]\nlabel = ' '", 2, "sizes.big.label", "holds no words", "a line of words"),
        ("[sizes.Big]\nlabel = 'B'", 1, "sizes.Big", "misspelt", "lower-case letters, digits and _"),
        ("[countries.rus]\nlabel = 'R'", 1, "countries.rus", "misspelt", "ISO 3166-1"),
        ("[sizes.big]\nlabel = 'B'\nbroader = 'huge'", 3, "sizes.big.broader", "'huge' is not in sizes", "big"),
        ("[sizes.big]\nlabel = 'B'\nbroader = 'big'", 3, "sizes.big.broader", "ring: big -> big", ""),
        ("[sizes.big]\nlabel = 'B'\n[sizes.big.crosswalk]\nnew = 'x'", 4, "sizes.big.crosswalk.new", "no code", "aaad"),
        (
            "[sizes.big]\nlabel = 'B'\ncrosswalk = { cape_2016 = ['stage_1', 'stage_4'] }",
            3,
            "sizes.big.crosswalk.cape_2016",
            "'stage_4' is not in cape_2016",
            "stage_1",
        ),
        ("[sizes]\nbig = 1", 2, "sizes.big", "is no entry", "a table"),
        ("sizes = 1", 1, "sizes", "is no vocabulary", "a table of codes"),
        ("[targets.relative]\nlabel = 'R'", 1, "targets.relative", "stands twice, here and in all.toml:7", ""),
        ("[sizes.big]\nlabel = 'B'\n[sizes.big]", 3, "", "is no TOML", ""),
        ("[sizes.big]\nlabel = B", 2, "", "is no TOML", ""),
    ],
)
def test_an_error_has_its_line(codebook: Write, text: str, line: int, field: str, what: str, allowed: str) -> None:
    folder = codebook(all=SOUND, stage_rules=RULES, other=text)
    first = problems(folder)[0]
    assert (first.file, first.line, first.field) == (folder / "other.toml", line, field)
    assert what in first.what
    assert allowed in ", ".join(first.allowed)


def test_no_measure_has_its_target_in_its_name(codebook: Write) -> None:
    told = problems(codebook(all=SOUND, stage_rules=RULES, other="[measures.threat_to_relatives]\nlabel = 'X'"))
    assert "the measure has its target 'relatives' in its name" in [p.what for p in told]


def test_a_ring_of_broader_codes_is_told_for_each_of_its_codes(codebook: Write) -> None:
    ring = "".join(f"[s.{a}]\nlabel = '{a}'\nbroader = '{b}'\n" for a, b in ("ab", "bc", "ca", "da"))
    told = problems(codebook(all=SOUND, stage_rules=RULES, other=ring))
    assert [(p.line, p.field) for p in told] == [(3, "s.a.broader"), (6, "s.b.broader"), (9, "s.c.broader")]


@pytest.mark.parametrize(
    ("old", "new", "line", "field", "what"),
    [
        ("stage = 1", "stage = 4", 6, "r.case.stage", "4 is no stage"),
        ('because = "it is cold"', "", 5, "r.case.because", "does not say why"),
        ('"threat"', '"threats"', 8, "r.case.measure", "'threats' is not in measures"),
        ("flag:cold", "flag:hot", 8, "r.case.measure", "no code of measures has the flag 'flag:hot'"),
        ("measure =", "mesure =", 8, "r.case.mesure", "'mesure' is no property of an incident"),
        ('city = ["not_stated"]', 'city = ["Osh"]', 11, "r.case.city", "'Osh' is not a word for a property"),
        ("abroad = true", 'abroad = "yes"', 12, "r.case.abroad", "'yes' is neither true nor false"),
        ('place = ["not_stated"]', 'place = "RU"', 10, "r.case.place", "'RU' is no list"),
        ("abroad = true", 'least_assertion = ["sworn"]', 12, "r.case.least_assertion", "'sworn' is not in assertions"),
        ("default = true", "default = false", 4, "r.default", "here none"),
        ("default = true", "defualt = true", 4, "r.defualt", "the key is not known"),
        ('definition = "What it does"', "", 1, "r", "has no definition"),
    ],
)
def test_a_stage_rule_names_only_what_there_is(
    codebook: Write, old: str, new: str, line: int, field: str, what: str
) -> None:
    folder = codebook(all=SOUND, stage_rules=RULES.replace(old, new))
    told = [(p.file, p.line, p.field) for p in problems(folder) if what in p.what]
    assert told == [(folder / "stage_rules.toml", line, field)]


def test_only_one_rule_is_the_default(codebook: Write) -> None:
    told = problems(codebook(all=SOUND, stage_rules=RULES + RULES.replace("r]", "s]").replace("r.", "s.")))
    assert [p.what for p in told] == ["one rule is the default; here r, s"]


def test_a_vocabulary_that_a_property_asks_for_is_there(codebook: Write) -> None:
    told = problems(codebook(all=SOUND.replace("measures.", "deeds."), stage_rules=RULES.split("[[", maxsplit=1)[0]))
    asked = next(p for p in told if "asks for the vocabulary 'measures'" in p.what)
    line = (
        Path(__file__)
        .read_text(encoding="utf-8")
        .splitlines()
        .index('    measure: One[Code] = one(code("measures"), "what was done")')
    )
    assert (str(asked.file), asked.line, asked.field) == (__file__, line + 1, "Thing.measure")


def test_a_folder_without_files_is_told(tmp_path: Path) -> None:
    assert [p.what for p in check(tmp_path)] == ["there is no TOML file in this folder"]


def test_bytes_that_are_no_text_are_told(codebook: Write) -> None:
    folder = codebook(all=SOUND, stage_rules=RULES)
    (folder / "bad.toml").write_bytes(b"\xff\xfe")
    assert [(p.file, p.line) for p in problems(folder)] == [(folder / "bad.toml", 1)]


def test_a_problem_reads_as_a_line(codebook: Write) -> None:
    folder = codebook(all=SOUND, stage_rules=RULES, other="[sizes.big]\nlabel = 'B'\nbroader = 'huge'")
    told = str(problems(folder)[0])
    assert told == f"{folder}/other.toml:3: sizes.big.broader: 'huge' is not in sizes. Allowed: big."
