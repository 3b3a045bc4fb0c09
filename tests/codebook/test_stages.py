"""The engine of stage rules, over rules invented here."""

from collections.abc import Callable
from pathlib import Path
from timeit import timeit

import pytest

from asylia.codebook.book import Book
from asylia.codebook.stages import Rule, default, rule, rules

WORDS = """\
[measures]
attack = { label = "Attack", grave = true }
stabbing = { label = "Stabbing", broader = "attack" }
arrest = { label = "Arrest" }
house_arrest = { label = "House arrest", broader = "arrest" }
threat = { label = "Threat" }
[severities]
not_stated = { label = "Not stated" }
minor = { label = "Minor" }
[actors]
police = { label = "Police" }
embassy = { label = "Embassy" }
[assertions]
reported = { label = "Reported" }
alleged = { label = "Alleged" }
[countries]
RU = { label = "Russia" }
RU-CE = { label = "Chechnya", broader = "RU" }
TJ = { label = "Tajikistan" }
"""
RULES = """\
[plain]
label = "Plain"
definition = "A rule for tests"
default = true
[[plain.case]]
stage = 0
because = "at home"
abroad = false
[[plain.case]]
stage = 3
because = "an attack abroad that was not minor"
measure = ["attack"]
severity = ["not_stated"]
abroad = true
[[plain.case]]
stage = 2
because = "arrest by police"
measure = ["arrest"]
actor = ["police"]
host_state = ["stated", "unknown"]
[[plain.case]]
stage = 1
because = "whatever else was done"
measure = ["stated"]

[flags]
label = "By flag"
definition = "Another"
[[flags.case]]
stage = 3
because = "grave and reported"
measure = ["flag:grave"]
least_assertion = ["reported"]
[[flags.case]]
stage = 2
because = "nobody says where"
place = ["not_stated", "none"]
"""


@pytest.fixture
def words(codebook: Callable[..., Path]) -> Book:
    return Book(codebook(words=WORDS, stage_rules=RULES))


@pytest.fixture
def plain(words: Book) -> Rule:
    return rule("plain", words)


ABROAD = {"state_of_concern": "TJ", "place": "RU"}


@pytest.mark.parametrize(
    ("values", "stage"),
    [
        ({}, None),
        ({"measure": "threat"}, 1),
        ({"measure": "attack", **ABROAD}, 3),
        ({"measure": "stabbing", **ABROAD}, 3),
        ({"measure": "stabbing", "severity": "not_stated", **ABROAD}, 3),
        ({"measure": "stabbing", "severity": "minor", **ABROAD}, 1),
        ({"measure": "stabbing", "state_of_concern": "TJ", "place": "TJ"}, None),
        ({"measure": "stabbing", "state_of_concern": "RU", "place": "RU-CE"}, None),
        ({"measure": "stabbing", "state_of_concern": "RU-CE", "place": "RU"}, 3),
        ({"measure": "stabbing", "state_of_concern": "TJ"}, 1),
        ({"measure": "stabbing", "state_of_concern": "TJ", "place": "unknown"}, 1),
        ({"measure": "house_arrest", "actor": "embassy|police", "host_state": "RU"}, 2),
        ({"measure": "house_arrest", "actor": "embassy", "host_state": "RU"}, 1),
        ({"measure": "arrest", "actor": "police", "host_state": "unknown"}, 2),
        ({"measure": "arrest", "actor": "police", "host_state": "none"}, 1),
        ({"measure": "arrest", "actor": "police"}, 1),
        ({"measure": "unknown"}, None),
        ({"measure": "none"}, None),
    ],
)
def test_the_first_case_that_holds_gives_the_stage(plain: Rule, values: dict[str, str], stage: int | None) -> None:
    assert plain.stage_of(values) == stage


@pytest.mark.parametrize(
    ("values", "stage"),
    [
        ({"measure": "attack", "least_assertion": "reported", "place": "RU"}, 3),
        ({"measure": "attack", "least_assertion": "alleged", "place": "RU"}, None),
        ({"measure": "attack", "place": "RU"}, None),
        ({"measure": "threat"}, 2),
        ({"measure": "threat", "place": "none"}, 2),
    ],
)
def test_conditions_may_ask_for_flags_assertions_and_silence(
    words: Book, values: dict[str, str], stage: int | None
) -> None:
    assert rule("flags", words).stage_of(values) == stage


def test_rival_values_give_a_set_of_stages(plain: Rule) -> None:
    standing = {"measure": ("attack", "threat"), "state_of_concern": ("TJ",), "place": ("RU", "TJ")}
    assert plain.stages(standing) == {3, 1, None}
    assert plain.stages({"measure": ("stabbing", "house_arrest"), "host_state": ("RU",)}) == {1}
    assert plain.stages({}) == {None}


def test_values_that_hold_together_are_no_rivals(plain: Rule) -> None:
    standing = {"measure": ("arrest",), "actor": ("embassy", "police"), "host_state": ("RU",)}
    assert plain.stages(standing) == {2}


def test_a_rule_looks_only_at_what_it_mentions(plain: Rule) -> None:
    assert plain.mentions == ("actor", "host_state", "measure", "place", "severity", "state_of_concern")
    assert plain.stages({"measure": ("threat",), "date": ("2014", "2015")}) == {1}


def test_a_stage_says_why(plain: Rule) -> None:
    case = plain.case_of({"measure": "arrest", "actor": "police", "host_state": "RU"})
    assert case is not None
    assert case.because == "arrest by police"


def test_rules_are_listed_the_default_first(words: Book) -> None:
    assert rules(words) == ["plain", "flags"]
    assert default(words) == "plain"
    assert rule(None, words).name == "plain"
    with pytest.raises(ValueError, match="'other' is no stage rule; allowed: plain, flags"):
        rule("other", words)


def test_a_stage_takes_microseconds(plain: Rule) -> None:
    standing = {"measure": ("attack", "threat"), "state_of_concern": ("TJ",), "place": ("RU", "TJ")}
    assert timeit(lambda: plain.stages(standing), number=10_000) < 0.3
