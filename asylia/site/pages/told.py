"""The sentence above a list, written from its filters: how many of how many, and which.

Whole phrases, each of them translatable; countries in the form that the phrase asks for.
"""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from asylia.edition.facets import FACETS, GROUP_EVENTS, INCIDENTS, OF_ONE_INCIDENT, PERSONS, PROTECTIONS, STAGE, STATE
from asylia.edition.find import Found, Wanted
from asylia.languages.language import Language
from asylia.site import tongue
from asylia.site.pages import choices
from asylia.site.shelf import Shown


def sentence(shown: Shown, asked: Wanted, found: Found) -> str:
    """'12 of 75 persons: pursued by the authorities of Tajikistan; ...'"""
    phrases = [*_of_the_record(shown, asked)]
    one_incident = [*_of_one_incident(shown, asked)]
    if asked.table == PERSONS and one_incident:
        which = "; ".join(one_incident)
        phrase = _("with one incident of which all of this holds: %(which)s") if len(one_incident) > 1 else (
            _("with an incident: %(which)s"))
        phrases.append(phrase % {"which": which})
    else:
        phrases += one_incident
    counted = _counted(asked.table, found.total, found.of, bool(phrases))
    return _("%(counted)s: %(which)s.") % {"counted": counted, "which": "; ".join(phrases)} if phrases else f"{counted}."


def _counted(table: str, total: int, of: int, some: bool) -> str:
    number = tongue.current().number
    words = {"total": number(total), "of": number(of)}
    if table == PERSONS:
        if some:
            return ngettext("%(total)s of %(of)s person", "%(total)s of %(of)s persons", of) % words
        return ngettext("%(of)s person in this edition", "%(of)s persons in this edition", of) % words
    if table == INCIDENTS:
        if some:
            return ngettext("%(total)s of %(of)s incident", "%(total)s of %(of)s incidents", of) % words
        return ngettext("%(of)s incident in this edition", "%(of)s incidents in this edition", of) % words
    if table == PROTECTIONS:
        if some:
            return ngettext("%(total)s of %(of)s protection", "%(total)s of %(of)s protections", of) % words
        return ngettext("%(of)s protection in this edition", "%(of)s protections in this edition", of) % words
    if some:
        return ngettext("%(total)s of %(of)s group event", "%(total)s of %(of)s group events", of) % words
    return ngettext("%(of)s group event in this edition", "%(of)s group events in this edition", of) % words


def _of_the_record(shown: Shown, asked: Wanted) -> Iterator[str]:
    """What is asked of the person, or of the record itself."""
    language = tongue.current()
    if asked.q:
        yield _("with “%(words)s” in a name") % {"words": asked.q}
    for facet in FACETS[asked.table]:
        if facet in OF_ONE_INCIDENT or not (codes := asked.filters.get(facet)):
            continue
        if facet == STATE:
            yield _state(language, asked.table, codes)
        else:
            yield _plain(language, asked.table, facet, codes)
    if asked.contested:
        yield _("over whom sources differ") if asked.table == PERSONS else _("over which sources differ")


def _of_one_incident(shown: Shown, asked: Wanted) -> Iterator[str]:
    """What is asked of one incident, or of the record itself where it is one."""
    language = tongue.current()
    for facet in FACETS[asked.table]:
        if facet not in OF_ONE_INCIDENT or not (codes := asked.filters.get(facet)):
            continue
        if facet == STAGE:
            yield _stage(language, codes, asked.rule or shown.index.rule)
        elif facet == "host" and asked.table != PROTECTIONS:
            yield _("while living %(in_host)s") % {"in_host": _countries(language, codes, "in")}
        else:
            yield _plain(language, asked.table, facet, codes)
    if any(asked.years):
        yield choices.years(asked.years)


def _state(language: Language, table: str, codes: tuple[str, ...]) -> str:
    of_state = {"of_state": _countries(language, codes, "of")}
    if table in (PERSONS, PROTECTIONS):
        return _("pursued by the authorities %(of_state)s") % of_state
    if table == GROUP_EVENTS:
        return _("by the authorities %(of_state)s") % of_state
    return _("by the authorities %(of_state)s") % of_state


def _countries(language: Language, codes: tuple[str, ...], form: str) -> str:
    return language.listed([language.country(code, form) for code in codes], "or")


def _stage(language: Language, codes: tuple[str, ...], rule: str) -> str:
    stages = choices.stage(codes) or _("No stage")
    return _("%(stages)s under stage rule %(rule)s") % {"stages": stages[:1].lower() + stages[1:], "rule": rule}


def _plain(language: Language, table: str, facet: str, codes: tuple[str, ...]) -> str:
    what = choices.heading(language, table, facet)
    which = language.listed([choices.label(language, table, facet, code) for code in codes], "or")
    return _("%(what)s: %(which)s") % {"what": what[:1].lower() + what[1:], "which": which}
