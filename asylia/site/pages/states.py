"""States: those that reach abroad, those that are hosts, and the matrix of both."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from asylia.codebook.book import book
from asylia.edition.lists.cross import Count
from asylia.edition.lists.facets import GROUP_EVENTS, INCIDENTS, PROTECTIONS, STAGE, STATE, YEAR
from asylia.edition.schema import split
from asylia.edition.sums import profiles
from asylia.edition.sums.profiles import HOST, TOTAL, Profile
from asylia.site import paragraphs, tongue, words
from asylia.site.addresses import at, of_edition
from asylia.site.kept import kept
from asylia.site.pages.aggregates import about_state
from asylia.site.shelf import Shown
from asylia.site.tallies import (
    Figure,
    Line,
    Tally,
    as_tree,
    by_size,
    figure,
    in_order,
    listed,
    named,
    tally,
)  # fmt: skip

COUNTRIES = "countries"


@of_edition
@kept
def states(request: HttpRequest, shown: Shown) -> HttpResponseBase:
    """All states of concern, all host states, and the matrix of both."""
    of, hosts = everywhere(shown, STATE), everywhere(shown, HOST)
    language = tongue.current()
    incidents = len(shown.index.incidents)
    context = {
        "states": tally(shown, _("States of concern"), STATE, COUNTRIES, of, {}, page="state"),
        "hosts": tally(shown, _("Host states"), HOST, COUNTRIES, hosts, {}, page="host"),
        "matrix": _matrix(shown, of, hosts),
        "incidents": incidents,
        "persons": len(shown.index.persons),
        "chart": shown.charts.get("matrix") or shown.charts.get("hosts"),
        "of": language.number(incidents),
    }
    return render(request, "site/states.html", context)


@of_edition
@kept
def state(request: HttpRequest, shown: Shown, state: str) -> HttpResponseBase:
    """What one state does abroad. Raises ``Http404`` for what is no country of the codebook."""
    if state not in book().vocabularies[COUNTRIES]:
        raise Http404
    found, wanted = profile(shown, STATE, state), {STATE: state}
    context = {
        **_shared(shown, found, wanted, paragraphs.of_state(found, profiles.below(shown.index, state))),
        "code": state,
        "is_host": bool(profile(shown, HOST, state).incidents.records.high),
        "measures": _by(shown, found, "measure", "measures", wanted, _("Incidents by measure"), page="measure"),
        "hosts": _by(shown, found, HOST, COUNTRIES, wanted, _("Incidents by host state"), page="host"),
        "targets": _by(shown, found, "target", "targets", wanted, _("Incidents by whom they struck")),
        "kinds": _by(shown, found, "kind", "person_kinds", wanted, _("Incidents by kind of person")),
        "categories": _by(shown, found, "category", "categories", wanted, _("Incidents by category of person")),
        "third": _by(shown, found, "third", COUNTRIES, wanted, _("Incidents by third state that took part")),
        "actors": _by(shown, found, "actor", "actors", wanted, _("Incidents by who did it")),
        "below": [(code, at(shown, "state", code)) for code in profiles.below(shown.index, state)],
        "chart": shown.charts.get(f"state-{state}"),
        "aggregates": about_state(shown, state),
    }
    return render(request, "site/state.html", context)


@of_edition
@kept
def host(request: HttpRequest, shown: Shown, host: str) -> HttpResponseBase:
    """Whose reach one host state sees, and its conduct. Raises ``Http404`` for what is no country of the codebook."""
    if host not in book().vocabularies[COUNTRIES]:
        raise Http404
    found, wanted = profile(shown, HOST, host), {HOST: host}
    context = {
        **_shared(shown, found, wanted, paragraphs.of_host(found)),
        "code": host,
        "is_state": bool(profile(shown, STATE, host).incidents.records.high),
        "states": _by(shown, found, STATE, COUNTRIES, wanted, _("Incidents by state of concern"), page="state"),
        "measures": _by(shown, found, "measure", "measures", wanted, _("Incidents by measure"), page="measure"),
        "targets": _by(shown, found, "target", "targets", wanted, _("Incidents by whom they struck")),
    }
    return render(request, "site/host.html", context)


@lru_cache(maxsize=1024)
def profile(shown: Shown, facet: str, code: str) -> Profile:
    """What is told of a state: counted once, since an edition never changes."""
    made = {STATE: profiles.state_profile, HOST: profiles.host_profile}[facet]
    return made(shown.index, code)


@lru_cache(maxsize=16)
def everywhere(shown: Shown, facet: str) -> Mapping[str, Count]:
    """The incidents of an edition by a facet."""
    return profiles.by(shown.index, INCIDENTS, facet)


@lru_cache(maxsize=8)
def _crossed(shown: Shown) -> Mapping[tuple[str, str], Count]:
    return profiles.matrix(shown.index)


def _shared(shown: Shown, found: Profile, wanted: Mapping[str, str], sentences: list[str]) -> dict[str, Any]:
    """What the pages of both kinds of state show."""
    return {
        "profile": found,
        "sentences": sentences,
        "nothing": not (found.incidents.records.high or found.persons.records.high or found.group_events),
        "of": len(shown.index.incidents),
        "persons_list": listed(shown, "persons", wanted),
        "incidents_list": listed(shown, "incidents", wanted),
        "groups_list": listed(shown, "group_events", wanted),
        "groups": list(_groups(shown, found)),
        "stages": _by(shown, found, STAGE, STAGE, wanted, _("Incidents by stage"), order=_stages),
        "factualities": _by(shown, found, "factuality", "factualities", wanted, _("Incidents by how far they went"),
                            order=_as_listed),
        "conduct": _by(shown, found, "cooperation", "cooperations", wanted,
                       _("Incidents by what the host state did"), order=_as_listed),
        "years": _by(shown, found, YEAR, "", wanted, _("Incidents by year"), order=_years),
        "protections": _protections(shown, found, wanted),
        "obeyed": _obeyed(shown, found, wanted),
        "rule": words.rule(tongue.current(), shown.edition.rule),
    }  # fmt: skip


def _by(
    shown: Shown, found: Profile, facet: str, vocabulary: str, wanted: Mapping[str, str], caption: str, **how: Any
) -> Tally:
    return tally(shown, caption, facet, vocabulary, found.by.get(facet, {}), wanted, **how)


def _as_listed(counts: Mapping[str, Count], vocabulary: str) -> list[str]:
    """Codes in the order of their vocabulary; what is not stated last."""
    return [*in_order((code for code in counts if code), vocabulary), *([""] if "" in counts else [])]


def _years(counts: Mapping[str, Count], vocabulary: str) -> list[str]:
    return [*sorted(code for code in counts if code), *([""] if "" in counts else [])]


_stages = _years


def _protections(shown: Shown, found: Profile, wanted: Mapping[str, str]) -> Tally:
    """Protections by kind, each by outcome."""
    outcomes = in_order({o for _kind, o in found.protections if o not in ("", TOTAL)}, "outcomes")
    outcomes += [""] if any(outcome == "" for _kind, outcome in found.protections) else []
    totals = {kind: each for (kind, outcome), each in found.protections.items() if outcome == TOTAL}

    def row(kind: str) -> Iterator[Figure]:
        for outcome in (*outcomes, TOTAL):
            held = found.protections.get((kind, outcome), Count()).records
            asked = {**wanted, "protection": kind, **({} if outcome == TOTAL else {"outcome": outcome})}
            yield figure(shown, PROTECTIONS, held, asked)

    lines = [
        Line(named("protections", kind), tuple(row(kind)), within=within)
        for kind, within in as_tree(by_size(totals, "protections"), "protections")
    ]
    heads = (*(named("outcomes", outcome) for outcome in outcomes), _("all"))
    return Tally(_("Protections by outcome"), tongue.current().heading("protection"), heads, tuple(lines))


def _obeyed(shown: Shown, found: Profile, wanted: Mapping[str, str]) -> Tally:
    """Whether the host kept to protections, where that is told."""
    language = tongue.current()
    lines = []
    for code in in_order((code for code in found.obeyed if code), "obeyed"):
        held = figure(shown, PROTECTIONS, found.obeyed[code].records, {**wanted, "obeyed": code})
        lines.append(Line(named("obeyed", code), (held,)))
    caption = _("Protections by whether the host state kept to them")
    return Tally(caption, language.heading("obeyed"), (language.heading(PROTECTIONS),), tuple(lines))


def _groups(shown: Shown, found: Profile) -> Iterator[tuple[str, str, str, str]]:
    """The first group events: measure, who they are in the coder's words, date, address."""
    language = tongue.current()
    records = {record["id"]: record for record in shown.edition.among(GROUP_EVENTS, "id", found.groups)}
    for record in (records[id] for id in found.groups):
        measures = language.listed([named("measures", code) for code in split(record["measure"])], "or")
        dates = language.listed([language.date(date) for date in split(record["date"])], "or")
        yield measures, record["described_as"], dates, at(shown, "entity", record["id"])


def _matrix(shown: Shown, of: Mapping[str, Count], hosts: Mapping[str, Count]) -> dict[str, Any]:
    """Rows of states of concern, columns of host states, each number with its list."""
    crossed = _crossed(shown)
    across = [code for code, _within in as_tree(by_size(hosts, COUNTRIES), COUNTRIES)]

    def cell(state: str, host: str) -> Figure:
        found = crossed.get((state, host), Count()).records
        return figure(shown, INCIDENTS, found, {STATE: state, HOST: host}) if found.high else Figure("")

    rows = [
        {
            "code": state,
            "label": named(COUNTRIES, state),
            "within": within,
            "cells": [cell(state, host) for host in across],
            "total": figure(shown, INCIDENTS, of[state].records, {STATE: state}),
        }
        for state, within in as_tree(by_size(of, COUNTRIES), COUNTRIES)
    ]
    return {"columns": [(code, named(COUNTRIES, code)) for code in across], "rows": rows}
