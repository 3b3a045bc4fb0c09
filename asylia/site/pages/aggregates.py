"""The numbers that sources publish, beside what the edition holds of the same thing, and never added to it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

from asylia.codebook.book import book
from asylia.codebook.kinds import SPECIAL
from asylia.edition.lists.find import Wanted
from asylia.edition.schema import Record, split
from asylia.edition.sums.beside import Beside, beside, told_by
from asylia.site import tongue
from asylia.site.addresses import at, of_edition
from asylia.site.kept import kept
from asylia.site.pages.lists import address
from asylia.site.shelf import Shown
from asylia.site.tallies import Figure, bounds, named

AGGREGATES = "aggregates"
_WHAT = (
    ("state_of_concern", "countries"), ("host_state", "countries"), ("measure", "measures"), ("stage", ""),
    ("category", "categories"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Said:
    """A number that a source publishes. ``counts`` says of what, in the coder's English words."""

    id: str
    number: str
    counts: str
    unit: str
    facts: tuple[tuple[str, str], ...]
    date: str
    stated_by: str
    ours: Figure | None
    ours_of: str


@of_edition
@kept
def aggregates(request: HttpRequest, shown: Shown) -> HttpResponseBase:
    """All of them, by source."""
    records = {record["id"]: record for record in shown.edition.all(AGGREGATES)}
    sources = {record["id"]: record for record in shown.edition.all("sources")}
    key = tongue.current().sort_key
    found = _told(shown)
    ordered = sorted(found, key=lambda source: key(sources[source]["title"] if source in sources else source))
    context = {
        "sources": [
            {
                "id": source,
                "title": sources[source]["title"] if source in sources else source,
                "lang": _one(sources.get(source, {}).get("language", "")),
                "numbers": [_said(shown, records[id]) for id in _sorted(records, found[source])],
            }
            for source in ordered
        ],
        "numbers": len(records),
        "counted": [named("person_kinds", kind) for kind in sorted(book().flagged("person_kinds", "counted"))],
    }
    return render(request, "site/aggregates.html", context)


def about_state(shown: Shown, state: str) -> list[Said]:
    """The numbers that sources publish of one state of concern and no other."""
    records = {record["id"]: record for record in shown.edition.where(AGGREGATES, state_of_concern=state)}
    return [_said(shown, records[id]) for id in _sorted(records, records)]


@lru_cache(maxsize=8)
def _told(shown: Shown) -> Mapping[str, Sequence[str]]:
    """The aggregates of each source, by its id: one that several tell stands under the first."""
    return told_by(shown.edition)


@lru_cache(maxsize=8)
def _beside(shown: Shown) -> Mapping[str, Beside]:
    """What the edition holds of the same thing as each aggregate, where that can be asked."""
    return beside(shown.index, shown.edition.all(AGGREGATES))


def _said(shown: Shown, record: Record) -> Said:
    language, ours = tongue.current(), _beside(shown).get(record["id"])
    facts = [
        (name, language.listed([named(vocabulary, value) if vocabulary else value for value in split(record[name])]))
        for name, vocabulary in _WHAT
        if record[name]
    ]
    return Said(
        record["id"],
        language.listed([_amount(value) for value in split(record["number"])], "or"),
        record["counts"],
        language.listed([named("units", unit) for unit in split(record["unit"])], "or"),
        tuple(facts),
        language.listed([language.date(date) for date in split(record["date"])], "or"),
        record["stated_by"],
        _figure(shown, ours) if ours else None,
        ours.table if ours else "",
    )


def _figure(shown: Shown, ours: Beside) -> Figure:
    """A count with its list; a cell of Table 1 leads to that table."""
    if not ours.filters:
        return Figure(bounds(ours.count), f"{at(shown, 'stages')}#table-1")
    if not ours.count.high:
        return Figure(bounds(ours.count))
    return Figure(bounds(ours.count), address(shown, Wanted(ours.table, ours.filters, ours.years)))


def _amount(value: str) -> str:
    return tongue.current().special(value) if value in SPECIAL else tongue.current().amount(value)


def _sorted(records: Mapping[str, Record], ids: Iterable[str]) -> list[str]:
    """Ids by what is counted, so that the numbers of one table of a source stand together."""
    order = ("state_of_concern", "stage", "counts", "id")
    return sorted(ids, key=lambda id: [records[id][column] for column in order])


def _one(languages: str) -> str:
    return languages if languages and "|" not in languages else "und"
