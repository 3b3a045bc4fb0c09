"""The sentence above a list, written from its filters: how many of how many, and which.

Whole phrases, each of them translatable; countries in the form that the phrase asks for.
"""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from asylia.codebook.kinds import SPECIAL
from asylia.edition.lists.facets import (
    GROUP_EVENTS,
    INCIDENTS,
    OF_ONE_INCIDENT,
    PERSONS,
    PROTECTIONS,
    STAGE,
    STATE,
    YEAR,
)
from asylia.edition.lists.find import Found, Wanted
from asylia.site import tongue, words
from asylia.site.pages import choices

Codes = tuple[str, ...]


def sentence(asked: Wanted, found: Found) -> str:
    """'12 of 75 persons: pursued by the authorities of Tajikistan; with an incident: in 2014.'"""
    if not asked.narrowed:
        return _("%(counted)s.") % {"counted": _all(asked.table, found.of)}
    phrases, of_incident = list(_of_the_record(asked)), list(_of_an_incident(asked))
    if asked.table == PERSONS and len(of_incident) > 1:
        phrases.append(_("with one incident of which all this is said: %(which)s") % {"which": ", ".join(of_incident)})
    elif asked.table == PERSONS and of_incident:
        phrases.append(_("with an incident: %(which)s") % {"which": of_incident[0]})
    else:
        phrases += of_incident
    words = {"counted": _some(asked.table, found.total, found.of), "which": "; ".join(phrases)}
    return _("%(counted)s: %(which)s.") % words


def certain(low: int, total: int) -> str:
    """How many of a list are surely in it; '' where all are."""
    if low == total:
        return ""
    words = {"low": tongue.current().number(low)}
    return (
        _("At least %(low)s for certain: of the others sources differ, and one of the values that they give fits.")
        % words
    )


def _all(table: str, of: int) -> str:
    words = {"of": tongue.current().number(of)}
    if table == PERSONS:
        return ngettext("%(of)s person in this edition", "%(of)s persons in this edition", of) % words
    if table == INCIDENTS:
        return ngettext("%(of)s incident in this edition", "%(of)s incidents in this edition", of) % words
    if table == PROTECTIONS:
        return ngettext("%(of)s protection in this edition", "%(of)s protections in this edition", of) % words
    return ngettext("%(of)s group event in this edition", "%(of)s group events in this edition", of) % words


def _some(table: str, total: int, of: int) -> str:
    number = tongue.current().number
    words = {"total": number(total), "of": number(of)}
    if table == PERSONS:
        return ngettext("%(total)s of %(of)s person", "%(total)s of %(of)s persons", of) % words
    if table == INCIDENTS:
        return ngettext("%(total)s of %(of)s incident", "%(total)s of %(of)s incidents", of) % words
    if table == PROTECTIONS:
        return ngettext("%(total)s of %(of)s protection", "%(total)s of %(of)s protections", of) % words
    return ngettext("%(total)s of %(of)s group event", "%(total)s of %(of)s group events", of) % words


def _of_the_record(asked: Wanted) -> Iterator[str]:
    """What is asked of the person, or of the record but for what is asked of incidents."""
    if asked.q:
        yield _found_by(asked) % {"words": asked.q}
    for facet, codes in asked.filters.items():
        if facet == STATE and not set(codes) & set(SPECIAL):
            yield _state(asked.table, codes)
        elif facet not in OF_ONE_INCIDENT:
            yield _plain(asked.table, facet, codes)
    if asked.contested:
        yield (
            _("of whom sources say different things")
            if asked.table == PERSONS
            else _("of which sources say different things")
        )


def _found_by(asked: Wanted) -> str:
    if asked.table == GROUP_EVENTS:
        return _("described with “%(words)s”")
    if asked.table == PERSONS and not asked.written:
        return _("found by “%(words)s” in any spelling")
    if not asked.written:
        return _("of persons found by “%(words)s” in any spelling")
    if asked.table == PERSONS:
        return _("with “%(words)s” in a name or affiliation")
    return _("of persons with “%(words)s” in a name or affiliation")


def _of_an_incident(asked: Wanted) -> Iterator[str]:
    """What is asked of one incident, or of the record where it is one."""
    for facet, codes in asked.filters.items():
        if facet == STAGE:
            stages = _either(_first_lower(choices.label(asked.table, facet, code)) for code in codes)
            rule = words.rule(tongue.current(), asked.rule)
            yield _("%(stage)s under stage rule %(rule)s") % {"stage": stages, "rule": rule}
        elif facet == "host" and asked.table in (PERSONS, INCIDENTS) and not set(codes) & set(SPECIAL):
            yield _("while living %(in_host)s") % {"in_host": _countries(codes, "in")}
        elif facet == YEAR:
            yield _("in %(years)s") % {"years": _either(codes)}
        elif facet in OF_ONE_INCIDENT:
            yield _plain(asked.table, facet, codes)
    first, last = asked.years
    if first and last and first != last:
        yield _("in the years %(first)s to %(last)s") % {"first": first, "last": last}
    elif first and last:
        yield _("in %(years)s") % {"years": first}
    elif first:
        yield _("in %(year)s or later") % {"year": first}
    elif last:
        yield _("in %(year)s or earlier") % {"year": last}


def _state(table: str, codes: Codes) -> str:
    of_state = {"of_state": _countries(codes, "of")}
    if table in (PERSONS, PROTECTIONS):
        said = _("pursued by the authorities %(of_state)s")
        return (said if table == PERSONS else _("for those whom the authorities %(of_state)s pursue")) % of_state
    return _("by the authorities %(of_state)s") % of_state


def _countries(codes: Codes, form: str) -> str:
    return _either(tongue.current().country(code, form) for code in codes)


def _plain(table: str, facet: str, codes: Codes) -> str:
    what, which = choices.heading(table, facet), _either(choices.label(table, facet, code) for code in codes)
    return _("%(what)s: %(which)s") % {"what": _first_lower(what), "which": which}


def _first_lower(words: str) -> str:
    return words[:1].lower() + words[1:]


def _either(said: Iterable[str]) -> str:
    return tongue.current().listed(list(said), "or")
