"""The measures: what each is, how often it is told of, its names elsewhere, what stage rules make of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from asylia.codebook.book import Entry, book
from asylia.codebook.kinds import FAMILY
from asylia.codebook.stages import rules
from asylia.edition.lists.cross import Count
from asylia.edition.lists.facets import INCIDENTS, STAGE, STATE, YEAR
from asylia.edition.lists.find import Wanted, find
from asylia.edition.schema import Record, split
from asylia.edition.sums import profiles
from asylia.edition.sums.profiles import HOST, MEASURE, Profile
from asylia.site import tongue
from asylia.site.addresses import at, of_edition
from asylia.site.headers import personal
from asylia.site.kept import kept
from asylia.site.pages import deeds
from asylia.site.pages.case import to_block
from asylia.site.pages.codebook import parts
from asylia.site.pages.stages import reasons
from asylia.site.shelf import Shown
from asylia.site.tallies import Figure, as_tree, figures, in_order, listed, named, tally

MEASURES = "measures"
EXAMPLES = 10
_FORMALITY = "formality"


@dataclass(frozen=True, slots=True)
class Row:
    """A measure in the list of all."""

    code: str
    label: str
    definition: str
    formality: str
    family: bool
    within: bool
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Example:
    """An incident as an example: its id and address, the person, what is told of it in a few words."""

    id: str
    href: str
    person: str
    facts: tuple[str, ...]


@of_edition
@kept
def measures(request: HttpRequest, shown: Shown) -> HttpResponseBase:
    """Every measure by family, those of which nothing is told among them."""
    codes, counts = book().vocabularies[MEASURES], _counts(shown)
    rows = [
        Row(
            code,
            tongue.current().label(MEASURES, code),
            tongue.current().said(MEASURES, code, "definition"),
            formality(codes[code]),
            bool(codes[code].flags.get(FAMILY)),
            within,
            figures(shown, counts.get(code, Count()), {MEASURE: code}),
        )
        for code, within in as_tree(codes, MEASURES)
    ]
    context = {
        "rows": rows,
        "incidents": len(shown.index.incidents),
        "chart": shown.charts.get("measures"),
        "told": sum(1 for row in rows if not row.family and row.code in counts),
        "codes": sum(1 for row in rows if not row.family),
    }
    return render(request, "site/measures.html", context)


@of_edition
@kept
def measure(request: HttpRequest, shown: Shown, measure: str) -> HttpResponseBase:
    """One measure, or a family of them. Raises ``Http404`` for a code that is none."""
    entry = book().vocabularies[MEASURES].get(measure)
    if entry is None:
        raise Http404
    found, wanted, counts = _profile(shown, measure), {MEASURE: measure}, _counts(shown)
    examples, total = _examples(shown, measure)
    context = {
        "code": measure,
        "label": tongue.current().label(MEASURES, measure),
        "definition": tongue.current().said(MEASURES, measure, "definition"),
        "parts": parts(MEASURES, measure),
        "place": entry.place,
        "formality": formality(entry),
        "family": bool(entry.flags.get(FAMILY)),
        "broader": [(code, named(MEASURES, code)) for code in book().broader(MEASURES, measure)],
        "narrower": [
            (code, named(MEASURES, code), figures(shown, counts.get(code, Count()), {MEASURE: code}))
            for code in in_order(book().narrower(MEASURES, measure), MEASURES)
        ],
        "crosswalks": list(crosswalks(entry)),
        "rules": [(rule, tongue.current().rule(rule).label, list(reasons(rule, measure))) for rule in rules()],
        "profile": found,
        "of": len(shown.index.incidents),
        "incidents_list": listed(shown, "incidents", wanted),
        "persons_list": listed(shown, "persons", wanted),
        "groups_list": listed(shown, "group_events", wanted),
        "states": tally(shown, _("Incidents by state of concern"), STATE, "countries", found.by.get(STATE, {}), wanted,
                        page="state"),
        "hosts": tally(shown, _("Incidents by host state"), HOST, "countries", found.by.get(HOST, {}), wanted,
                       page="host"),
        "years": tally(shown, _("Incidents by year"), YEAR, "", found.by.get(YEAR, {}), wanted, order=_by_code),
        "stages": tally(shown, _("Incidents by stage"), STAGE, STAGE, found.by.get(STAGE, {}), wanted, order=_by_code),
        "examples": examples,
        "more": max(0, total - len(examples)),
    }  # fmt: skip
    return personal(render(request, "site/measure.html", context))


def formality(entry: Entry) -> str:
    """Whether a measure works through law and office, or past them, in words."""
    words = {"formal": _("formal"), "informal": _("informal")}
    return words.get(str(entry.flags.get(_FORMALITY, "")), "")


def crosswalks(entry: Entry) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """What a code is called in other data sets: for each its codes and their labels."""
    for elsewhere, target in entry.crosswalk.items():
        codes = target if isinstance(target, list) else [target]
        yield elsewhere, [(code, named(elsewhere, code)) for code in codes]


@lru_cache(maxsize=8)
def _counts(shown: Shown) -> Mapping[str, Count]:
    return profiles.by(shown.index, INCIDENTS, MEASURE)


@lru_cache(maxsize=1024)
def _profile(shown: Shown, code: str) -> Profile:
    return profiles.measure_profile(shown.index, code)


def _by_code(counts: Mapping[str, Count], vocabulary: str) -> list[str]:
    return [*sorted(code for code in counts if code), *([""] if "" in counts else [])]


def _examples(shown: Shown, code: str) -> tuple[list[Example], int]:
    """The first incidents of a measure in the order of the list, and how many there are."""
    if code not in _counts(shown):
        return [], 0
    found = find(shown.index, Wanted(INCIDENTS, {MEASURE: (code,)}, size=EXAMPLES))
    records = {record["id"]: record for record in shown.edition.among(INCIDENTS, "id", found.ids)}
    names = shown.edition.called(*(record["person"] for record in records.values()))
    return [_example(shown, records[id], names) for id in found.ids if id in records], found.total


def _example(shown: Shown, record: Record, names: Mapping[str, str]) -> Example:
    language = tongue.current()
    told = [
        [named(MEASURES, code) for code in split(record["measure"])],
        [named("targets", code) for code in split(record["target"])],
        [named("countries", code) for code in split(record["state_of_concern"])],
        [language.country(code, "in") for code in split(record["host_state"]) if code],
        [language.date(date) for date in split(record["date"])],
    ]
    href = to_block(shown, at(shown, "edition_home"), record)
    facts = tuple(language.listed(words, "or") for words in told if words)
    return Example(record["id"], href, deeds.who(names.get(record["person"], ""), record["person"]), facts)
