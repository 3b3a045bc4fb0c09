"""Who in an edition names whom: ties in both directions, those reached through a person, members of group events.

In: an edition, read through once. Invariant: what is kept is by the person who is named, so a page asks for one entry.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from asylia.codebook.entities import ENTITIES, TABLES
from asylia.codebook.kinds import ID, properties
from asylia.edition.schema import split
from asylia.site.pages.case import GROUP, PERSON, Case, called
from asylia.site.pages.fields import Fields
from asylia.site.shelf import Shown

_TIE, _THROUGH, _MEMBER = "tie", "through", "member"
_MOST = 60


@dataclass(frozen=True, slots=True)
class Named:
    """Where a person is named: (who, what the other is to the person), (whose incident, its id), group events."""

    ties: tuple[tuple[str, str], ...] = ()
    through: tuple[tuple[str, str], ...] = ()
    groups: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tie:
    """One line of the list, and under it who says so."""

    said: SafeString
    beneath: SafeString


@lru_cache(maxsize=8)
def _named(shown: Shown) -> Mapping[str, Named]:
    edition = shown.edition
    ties, through, groups = (defaultdict[str, list[tuple[str, str]]](list) for _each in range(3))
    for cell, person in edition.stated(TABLES[PERSON], _TIE, "id"):
        for tie in split(cell):
            code, _space, other = tie.rpartition(" ")
            if ID.fullmatch(other):
                ties[other].append((person, code))
    for cell, id, person in edition.stated(TABLES["I"], _THROUGH, "id", "person"):
        for other in split(cell):
            through[other].append((person, id))
    for cell, id in edition.stated(TABLES[GROUP], _MEMBER, "id"):
        for other in split(cell):
            groups[other].append((id, id))
    return {
        id: Named(
            tuple(sorted(ties[id])), tuple(sorted(through[id])), tuple(sorted(group for group, _id in groups[id]))
        )
        for id in {*ties, *through, *groups}
    }


def read(shown: Shown) -> None:
    """Read the edition through now, and not at the first page that asks."""
    _named(shown)


def reached_through(case: Case) -> int:
    """How many incidents of others reached these through this person."""
    return len(_named(case.shown).get(case.id, Named()).through)


def own(case: Case, fields: Fields) -> list[Tie]:
    """What this person is to others, in words, with who says so."""
    line = properties(ENTITIES[PERSON])[_TIE]
    found = []
    for cell in case.file.cells.get((case.id, _TIE), ()):
        if cell["claims"]:
            value = case.value(line.kind, cell["value"])
            said = value.words
            if value.linked:
                link = f'<a href="{value.url}">{value.linked}</a>' if value.url else value.linked
                said = escape(_("to %(name)s: %(tie)s")) % {"name": link, "tie": value.words}
            found.append(Tie(_safe(said), fields.under(case.id, _TIE, cell["value"])))
    return found


def others(case: Case) -> list[SafeString]:
    """What others are to this person, as their own records say; and where this person was the way to reach another."""
    named = _named(case.shown).get(case.id, Named())
    persons = {person for person, _what in (*named.ties[:_MOST], *named.through[:_MOST])}
    found = Case(case.file, case.shown, case.language, called(case.shown.edition, persons), {})
    said = []
    for person, code in named.ties[:_MOST]:
        link, tie = f'<a href="{case.url(person)}">{found.name_of(person)}</a>', case.language.label("ties", code)
        said.append(_safe(escape(_("%(name)s is to this person: %(tie)s")) % {"name": link, "tie": escape(tie)}))
    for person, id in named.through[:_MOST]:
        link = f'<a href="{case.url(id)}">{found.name_of(person)}</a>'
        said.append(_safe(escape(_("%(name)s was reached through this person")) % {"name": link}))
    return said


def groups(case: Case) -> list[SafeString]:
    """The group events of which this person was a named member, as links."""
    ids = _named(case.shown).get(case.id, Named()).groups
    records = case.shown.edition.among(TABLES[GROUP], "id", ids) if ids else ()
    return [
        _safe(f'<a href="{case.url(record["id"])}">{escape(case.title_of(GROUP, record))}</a>')
        for record in sorted(records, key=lambda record: (record["date"] or "9", record["id"]))
    ]


def _safe(html: str) -> SafeString:
    return mark_safe(html)  # noqa: S308 - each part was escaped as it came in
