"""What the records of one person add up to, in a few sentences of the language that is spoken.

Pure functions of one person's records. Whole sentences with named places, so that a language may order its words as it
must; nothing is glued. Invariant: a sentence says no more than the records: what is open is told as open, what has no
date or place is not counted among those that have.
"""

from collections.abc import Iterator, Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from asylia.codebook.book import book
from asylia.codebook.dates import is_date, span
from asylia.codebook.kinds import SPECIAL
from asylia.edition.schema import Record, split
from asylia.edition.sums.table1 import UNNAMED
from asylia.languages.language import Language
from asylia.site import words

_VOWELS = tuple("aeiou")
_MOST_NAMED = 4  # countries that a sentence names; of more it gives the number


def sentences(
    language: Language,
    person: Record,
    parts: Mapping[str, Sequence[Record]],
    name: str,
    *,
    rule: str,
    date: str,
    through: int = 0,
) -> tuple[str, ...]:
    """What a page says first of a person.

    ``parts`` are the person's records by table, ``name`` how the person is listed ('' or 'not named' where none
    names them), ``rule`` the edition's stage rule, ``date`` its date in words or '', ``through`` how many incidents
    of others reached these through this person.
    """
    incidents = parts.get("incidents", ())
    told = (
        _who(language, person, name),
        _happened(language, incidents),
        _reached(language, through),
        _where(language, incidents),
        _stage(language, person, rule) if incidents else "",
        _protected(language, parts.get("protections", ())),
        _fate(language, person, date),
    )
    return tuple(sentence for sentence in told if sentence)


def _who(language: Language, person: Record, name: str) -> str:
    kinds = _known(person, "kind")
    states = [language.country(state) for state in _known(person, "state_of_concern")]
    said = {
        "name": _("A person whom the sources do not name") if not name or name in UNNAMED else words.first_upper(name),
        "kind": language.listed([language.label("person_kinds", kind) for kind in kinds], "or"),
        "states": language.listed(states),
    }
    if not kinds:
        if not states:
            return _("%(name)s stands in these data.") % said
        return (
            ngettext(
                "%(name)s: the state of concern is %(states)s.",
                "%(name)s: the states of concern are %(states)s.",
                len(states),
            )
            % said
        )
    vowel = said["kind"].startswith(_VOWELS)
    if not states:
        if vowel:
            return pgettext("before a vowel", "%(name)s is recorded as an %(kind)s.") % said
        return pgettext("before a consonant", "%(name)s is recorded as a %(kind)s.") % said
    if set(kinds) <= book().flagged("person_kinds", "counted"):
        return _pursued(len(states), vowel) % said
    return _concerned(len(states), vowel) % said


def _pursued(states: int, vowel: bool) -> str:
    if vowel:
        return ngettext(
            "%(name)s is recorded as an %(kind)s whom, the sources report, %(states)s pursues.",
            "%(name)s is recorded as an %(kind)s whom, the sources report, %(states)s pursue.",
            states,
        )
    return ngettext(
        "%(name)s is recorded as a %(kind)s whom, the sources report, %(states)s pursues.",
        "%(name)s is recorded as a %(kind)s whom, the sources report, %(states)s pursue.",
        states,
    )


def _concerned(states: int, vowel: bool) -> str:
    if vowel:
        return ngettext(
            "%(name)s is recorded as an %(kind)s; the state of concern is %(states)s.",
            "%(name)s is recorded as an %(kind)s; the states of concern are %(states)s.",
            states,
        )
    return ngettext(
        "%(name)s is recorded as a %(kind)s; the state of concern is %(states)s.",
        "%(name)s is recorded as a %(kind)s; the states of concern are %(states)s.",
        states,
    )


def _happened(language: Language, incidents: Sequence[Record]) -> str:
    if not incidents:
        return _("No incident stands in this person's own file.")
    years = [_years(incident) for incident in incidents]
    known = sorted({year for each in years for year in each})
    said = {"count": language.number(len(incidents))}
    if not known:
        return (
            ngettext(
                "The sources tell of %(count)s incident, without a date.",
                "The sources tell of %(count)s incidents, all without a date.",
                len(incidents),
            )
            % said
        )
    return _dated(len(incidents), all(years), len(known) == 1) % (
        said | {"year": str(known[0]), "first": str(known[0]), "last": str(known[-1])}
    )


def _reached(language: Language, through: int) -> str:
    if not through:
        return ""
    return ngettext(
        "%(count)s incident is recorded with somebody else, who was reached through this person.",
        "%(count)s incidents are recorded with others, who were reached through this person.",
        through,
    ) % {"count": language.number(through)}


def _dated(count: int, all_dated: bool, in_one_year: bool) -> str:
    if all_dated and in_one_year:
        return ngettext(
            "The sources tell of %(count)s incident in %(year)s.",
            "The sources tell of %(count)s incidents in %(year)s.",
            count,
        )
    if all_dated:
        return ngettext(
            "The sources tell of %(count)s incident between %(first)s and %(last)s.",
            "The sources tell of %(count)s incidents between %(first)s and %(last)s.",
            count,
        )
    if in_one_year:
        return ngettext(
            "The sources tell of %(count)s incident; what has a date falls in %(year)s.",
            "The sources tell of %(count)s incidents; those with a date fall in %(year)s.",
            count,
        )
    return ngettext(
        "The sources tell of %(count)s incident; what has a date falls between %(first)s and %(last)s.",
        "The sources tell of %(count)s incidents; those with a date fall between %(first)s and %(last)s.",
        count,
    )


def _where(language: Language, incidents: Sequence[Record]) -> str:
    each = [_known(incident, "place") or _known(incident, "host_state") for incident in incidents]
    told = {code for codes in each for code in codes}
    if not told:
        return ""
    if len(told) > _MOST_NAMED:
        return ngettext(
            "Where a country is told, it is one of %(count)s.",
            "Where a country is told, it is one of %(count)s.",
            len(told),
        ) % {"count": language.number(len(told))}
    codes = sorted(told, key=lambda code: language.sort_key(language.country(code)))
    where = language.listed([language.country(code, "in") for code in codes], "or")
    # No ngettext: the number is not said, and a language may take 21 as it takes 1.
    if len(incidents) == 1:
        return _("It is reported to have happened %(in_countries)s.") % {"in_countries": where}
    if all(each):
        return _("They are reported to have happened %(in_countries)s.") % {"in_countries": where}
    return _("Where a country is told, they are reported to have happened %(in_countries)s.") % {"in_countries": where}


def _stage(language: Language, person: Record, rule: str) -> str:
    stages = sorted(split(person.get("highest_stage", "")))
    label = language.rule(rule).label if rule in book().stage_rules else rule
    reached = [stage for stage in stages if stage in words.STAGES]
    if not reached:
        return _("Under stage rule %(rule)s none of them has a stage.") % {"rule": label}
    highest = {"rule": label, "stage": reached[-1], "means": _(words.STAGES[reached[-1]])}
    if len(stages) > 1:
        return (
            _("Under stage rule %(rule)s the highest stage may be %(stage)s (%(means)s): the values are contested.")
            % highest
        )
    return _("Under stage rule %(rule)s the highest stage is %(stage)s (%(means)s).") % highest


def _protected(language: Language, protections: Sequence[Record]) -> str:
    if not protections:
        return ""
    return ngettext(
        "%(count)s step to protect the person is recorded.",
        "%(count)s steps to protect the person are recorded.",
        len(protections),
    ) % {"count": language.number(len(protections))}


def _fate(language: Language, person: Record, date: str) -> str:
    fates = [language.label("fates", fate) for fate in _known(person, "fate")]
    if not fates:
        return ""
    said = {"fate": language.listed(fates, "or"), "date": date}
    if len(fates) > 1:
        if date:
            return _("Fate as of %(date)s: %(fate)s; the sources differ.") % said
        return _("Fate as of this edition: %(fate)s; the sources differ.") % said
    if date:
        return _("Fate as of %(date)s, as reported: %(fate)s.") % said
    return _("Fate as of this edition, as reported: %(fate)s.") % said


def _known(record: Record, column: str) -> tuple[str, ...]:
    """The values of a cell but for 'unknown' and 'none', which no sentence counts."""
    return tuple(value for value in split(record.get(column, "")) if value not in SPECIAL)


def _years(record: Record) -> tuple[int, ...]:
    return tuple(_ends(record))


def _ends(record: Record) -> Iterator[int]:
    for date in filter(is_date, _known(record, "date")):
        yield from (day.year for day in span(date) if day)
