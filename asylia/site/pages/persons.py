"""The list of persons: filters that combine, a search by name, an id that leads to its page at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from asylia.codebook.entities import TABLES
from asylia.codebook.kinds import ID
from asylia.edition.lists.facets import PERSONS, STATE
from asylia.edition.lists.find import Wanted
from asylia.edition.schema import HANGING, split
from asylia.edition.search.reasons import said as reason
from asylia.edition.stages import cell
from asylia.languages.language import Language
from asylia.names.finding import Hit
from asylia.site import tongue, words
from asylia.site.addresses import at, of_edition
from asylia.site.headers import personal
from asylia.site.pages import choices, deeds, lists
from asylia.site.pages.case import named
from asylia.site.shelf import Shown


@dataclass(frozen=True, slots=True)
class Line:
    """A person as the list shows one. ``ground`` is in the coder's words, which are English."""

    id: str
    address: str
    name: SafeString
    kinds: str
    states: str
    ground: str
    incidents: str
    stage: str
    stage_class: str
    contested: bool
    why: tuple[SafeString, ...] = ()


@of_edition
def persons(request: HttpRequest, shown: Shown) -> HttpResponseBase:
    """A page of the list."""
    if address := asked_by_id(shown, request.GET.get("q", "")):
        return personal(HttpResponseRedirect(address))
    return personal(lists.answer(request, shown, PERSONS, lines))


def asked_by_id(shown: Shown, typed: str) -> str:
    """Where the page stands of an id that was typed where a name is asked for; '' where it is none of the edition."""
    id = typed.strip().upper()
    table = TABLES.get(id[:1], "")
    if not ID.fullmatch(id) or table not in {*HANGING, *shown.index.tables} or not shown.edition.one(table, id):
        return ""
    return at(shown, "entity", id)


def lines(shown: Shown, asked: Wanted, ids: Sequence[str]) -> list[Line]:
    """What the list says of each person."""
    index, language, root = shown.index, tongue.current(), at(shown, "edition_home")
    table, incidents = index.persons, index.incidents_of()
    rows = table.rows_of(ids)
    kinds, states = (deeds.standing(table.column(facet, asked.rule), rows) for facet in ("kind", STATE))
    names = shown.edition.called(*ids)
    grounds = {record["id"]: record["inclusion_ground"] for record in shown.edition.among(PERSONS, "id", ids)}
    hits = index.hits(asked.q) if asked.q and not asked.written else {}
    made = []
    for id, row, kind, state in zip(ids, rows.tolist(), kinds, states, strict=True):
        stages = split(cell(index.stages_of(row, asked.rule)))
        made.append(
            Line(
                id,
                root + id,
                deeds.who(names.get(id, ""), id),
                language.listed([choices.label(PERSONS, "kind", each) for each in kind], "or"),
                language.listed([choices.label(PERSONS, STATE, each) for each in state]),
                words.first_upper(" / ".join(split(grounds.get(id, "")))),
                _incidents(language, int(incidents[row]), *(int(days[row]) for days in table.days)),
                words.stage(language, stages),
                words.stage_class(stages),
                bool(table.contested[row]),
                _why(hits[id]) if id in hits else (),
            )
        )
    return made


def _why(hit: Hit) -> tuple[SafeString, ...]:
    """The reasons of a hit as HTML; none where it is as it was typed."""
    told = (why for why in hit.why if why.kind not in ("written", "id"))
    return tuple(mark_safe(reason(why, _, named, _rules)) for why in told)  # noqa: S308 - what is put in is escaped


def _rules(names: str) -> str:
    return f'<span lang="en">{escape(names)}</span>'


def _incidents(language: Language, number: int, earliest: int, latest: int) -> str:
    """How many incidents and in which years, by the days on which the earliest and the latest may begin; 0 for none."""
    if not number:
        return _("no incident")
    said = {"number": language.number(number)}
    if not latest:
        return ngettext("%(number)s incident", "%(number)s incidents", number) % said
    first, last = (str(date.fromordinal(day).year) for day in (earliest, latest))
    if first == last:
        return ngettext("%(number)s incident, %(year)s", "%(number)s incidents, %(year)s", number) % {
            **said,
            "year": first,
        }
    said |= {"first": first, "last": last}
    return (
        ngettext("%(number)s incident, %(first)s–%(last)s", "%(number)s incidents, %(first)s–%(last)s", number) % said
    )
