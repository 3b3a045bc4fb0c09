from collections.abc import Callable

import pytest

from asylia.coding.lint.rules import RULES

Look = Callable[..., list[tuple[str, str]]]


def incident(**said: str) -> tuple[str, dict[str, str]]:
    return "incident", {"host_state": "RU", **said}


def protection(**said: str) -> tuple[str, dict[str, str]]:
    return "protection", said


def rules(found: list[tuple[str, str]]) -> set[str]:
    return {rule for rule, _ in found}


ARREST = incident(key="arrest", measure="detention", date="2014-12")


def test_an_ordinary_file_is_clean(look: Look) -> None:
    stay = ("stay", {"country": "RU", "from": "2010", "at": "a"})
    assert look(stay, ARREST, protection(date="2014-12~", after="arrest")) == []


def test_each_rule_has_a_code_a_sentence_and_a_reason() -> None:
    assert len({rule.code for rule in RULES}) == len(RULES) == 10
    assert all(rule.sentence.endswith(".") and rule.reason.endswith(".") for rule in RULES)


# Release and custody


def test_a_release_before_the_custody_that_it_follows(look: Look) -> None:
    assert "release-before-arrest" in rules(look(ARREST, protection(date="2013/2014-10", after="arrest")))


def test_a_release_before_any_custody(look: Look) -> None:
    assert "release-before-arrest" in rules(look(ARREST, protection(date="2013~")))


def test_a_release_from_another_custody_is_no_finding(look: Look) -> None:
    earlier = incident(measure="arrest", date="2013~")
    assert look(earlier, ARREST, protection(date="2013~")) == []


def test_a_release_without_a_date_is_no_finding(look: Look) -> None:
    assert look(ARREST, protection(after="arrest")) == []


def test_steps_that_free_before_they_hold(look: Look) -> None:
    wrong = ("proceeding", {"steps": '["requested", "released", "detained"]'})
    right = ("proceeding", {"steps": '["detained", "released", "detained"]'})
    assert rules(look(ARREST, wrong)) == {"release-before-arrest"}
    assert look(ARREST, right) == []


# Death

DEATH = incident(key="death", measure="killing", severity="lethal_intent", date="2014-12")


@pytest.mark.parametrize(
    "later",
    [
        incident(date="2016~"),
        incident(after="death"),
        protection(protection="asylum", date="2016~"),
        ("stay", {"country": "DE", "from": "2016~"}),
    ],
)
def test_what_happens_to_the_dead(look: Look, later: tuple[str, dict[str, str]]) -> None:
    assert rules(look(DEATH, later)) == {"event-after-death"}


@pytest.mark.parametrize(
    "later",
    [
        incident(target="relative", date="2016~"),
        protection(protection="host_investigation", date="2016~"),
        incident(date="2014~"),
        incident(measure="killing", factuality="attempted", date="2013~"),
    ],
)
def test_what_may_be_done_when_a_person_is_dead(look: Look, later: tuple[str, dict[str, str]]) -> None:
    assert look(DEATH, later) == []


def test_an_attempt_ends_no_life(look: Look) -> None:
    attempt = incident(measure="killing", factuality="attempted", date="2013~")
    assert look(attempt, incident(date="2016~")) == []


# Stages


def test_an_exile_without_any_stage(look: Look) -> None:
    assert rules(look(incident(host_state="", measure="threat"))) == {"stage-without-incident"}
    assert look(incident(host_state="", measure="threat"), kind="associate") == []
    assert look() == []  # nothing was done: a file for a tie alone


def test_a_fate_that_no_incident_carries(look: Look) -> None:
    assert "stage-without-incident" in rules(look(ARREST, head='fate = "killed"'))
    assert look(ARREST, head='fate = "in_custody_abroad"') == []


# Relatives


def test_a_relative_as_the_channel_of_what_struck_the_person(look: Look) -> None:
    assert rules(look(incident(number="3"))) == {"relatives-arrest"}
    assert look(incident(number="3", target="relative")) == []


@pytest.mark.parametrize(
    "words", ["In December 2014 his younger brother was arrested.", "Namuna’s sister-in-law was twice detained in 2014"]
)
def test_a_relative_who_is_held_in_the_words_alone(look: Look, words: str) -> None:
    assert rules(look(ARREST, b=words)) == {"relatives-arrest"}


def test_a_person_held_with_a_relative_is_no_finding(look: Look) -> None:
    assert look(ARREST, b="In December 2014 he was arrested together with his brother.") == []


# Free return


def test_a_free_return_coded_as_bringing_home(look: Look) -> None:
    home = incident(key="home", measure="informal_rendition", way_of_return="own_choice")
    assert "free-return" in rules(look(home))


def test_a_sentence_coded_as_bringing_home(look: Look) -> None:
    assert "free-return" in rules(look(incident(measure="informal_rendition", sentence="4 years")))


def test_bringing_home_before_what_followed_a_free_return(look: Look) -> None:
    home = incident(key="home", measure="informal_rendition")
    trial = incident(measure="conviction", place="TJ", way_of_return="own_choice", after="home")
    assert "free-return" in rules(look(home, trial))


def test_a_rendition_is_no_finding(look: Look) -> None:
    assert look(incident(measure="informal_rendition", way_of_return="rendered", place="RU")) == []


# Words


def test_an_accusation_coded_as_an_arrest(look: Look) -> None:
    found = look(ARREST, b="In December 2014 he was accused of fraud.")
    assert rules(found) == {"accusation-as-arrest"}
    assert look(ARREST, b="In December 2014 he was accused of fraud and arrested.") == []


@pytest.mark.parametrize(
    ("said", "what"),
    [
        ({"city": "Riga"}, "city"),
        ({"date": "2013-12"}, "year"),
    ],
)
def test_a_value_that_is_not_in_its_passage(look: Look, said: dict[str, str], what: str) -> None:
    found = look(incident(**said))
    assert rules(found) == {"words-missing"}
    assert what in found[0][1]


def test_a_name_that_is_not_in_its_passage(look: Look) -> None:
    assert rules(look(head='affiliation = "Group Seven"')) == {"words-missing"}


def test_a_date_that_was_reckoned_needs_no_words(look: Look) -> None:
    assert look(incident(date="2013-12~")) == []


# Years


def test_sources_that_give_other_years(look: Look) -> None:
    differing = incident(date='["2014", "2015 @a"]')
    assert "years-disagree" in rules(look(differing))


def test_sources_that_differ_in_the_month_or_of_which_one_was_chosen(look: Look) -> None:
    assert "years-disagree" not in rules(look(incident(date='["2014-11", "2014-12"]')))
    chosen = incident(date='["2014", "2015 @a"]')[1] | {"prefer.date": "2014: the document says so"}
    assert "years-disagree" not in rules(look(("incident", chosen)))


def test_what_comes_after_a_thing_and_is_dated_before_it(look: Look) -> None:
    assert rules(look(ARREST, incident(date="2013~", after="arrest"))) == {"years-disagree"}
    assert rules(look(ARREST, incident(date="2016~", before="arrest"))) == {"years-disagree"}


def test_a_stay_that_ends_before_it_begins(look: Look) -> None:
    assert rules(look(ARREST, ("stay", {"country": "DE", "from": "2014", "to": "2012"}))) == {"years-disagree"}


def test_a_host_state_at_a_time_when_the_person_was_not_there(look: Look) -> None:
    assert rules(look(ARREST, ("stay", {"country": "RU", "from": "2016"}))) == {"years-disagree"}
    assert look(ARREST, ("stay", {"country": "RU", "from": "2016"}), ("stay", {"country": "RU", "to": "2015"})) == []


def test_an_incident_before_birth(look: Look) -> None:
    assert "years-disagree" in rules(look(ARREST, head='birth_year = "2016"'))


# Host state


def test_a_host_state_that_is_the_state_of_concern(look: Look) -> None:
    assert "host-is-state" in rules(look(incident(host_state="TJ")))
    assert "host-is-state" in rules(look(incident(state_of_concern="RU", host_state="RU-CE")))


def test_a_region_that_acts_elsewhere_in_its_state_acts_abroad(look: Look) -> None:
    assert look(incident(state_of_concern="RU-CE", host_state="RU")) == []


# What must never be known


@pytest.mark.parametrize(
    ("words", "what"),
    [
        ("reach him at namuna@example.org", "e-mail"),
        ("calls to +49 30 1234567", "telephone"),
        ("lives at 14 Long Street", "street"),
        ("born on 3 May 1970", "birth"),
        ("seen at 41.3111, 69.2797", "coordinates"),
    ],
)
def test_words_by_which_a_living_person_could_be_found(look: Look, words: str, what: str) -> None:
    found = look(incident(note=words))
    assert rules(found) == {"finer-than-country"}
    assert what in found[0][1]
    assert words not in found[0][1]  # a finding is read by more people than the line


def test_a_town_outside_its_silent_line(look: Look) -> None:
    found = look(incident(city="Riga", duration="a week in Riga"), b="He was held for a week in Riga.")
    assert found == [("finer-than-country", "duration holds a town")]
    assert look(incident(city="Riga", note="told of Riga"), b="He was held for a week in Riga.") == []


def test_of_the_dead_a_town_may_be_told(look: Look) -> None:
    dead = incident(measure="killing", city="Riga", duration="a week in Riga")
    assert look(dead, b="He was killed in Riga.", head='fate = "killed"') == []


@pytest.mark.parametrize("words", ["12 years and 2 months", "2013-03 to 2014-06", "article 137 (3), 4 years 11 months"])
def test_figures_of_another_kind_are_no_telephone(look: Look, words: str) -> None:
    assert look(incident(note=words)) == []
