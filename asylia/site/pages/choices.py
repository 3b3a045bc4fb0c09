"""What a reader may choose in a list, with the count of each choice under the others; and what is chosen already.

Functions of what was found; labels are those of the language that is spoken.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from django.utils.translation import gettext as _

from asylia.codebook.book import book
from asylia.codebook.columns import line_of_column
from asylia.codebook.kinds import FAMILY, SPECIAL
from asylia.edition.lists.facets import (
    COLUMNS,
    FACETS,
    GROUP_EVENTS,
    INCIDENTS,
    OF_ONE_INCIDENT,
    OF_THE_PERSON,
    OPEN,
    PERSONS,
    STAGE,
    STATE,
    STATUS,
    YEAR,
)
from asylia.edition.lists.find import (
    BEST,
    EARLIEST,
    HIGHEST,
    ID,
    LATEST,
    MOST,
    NAME,
    NAME_BACKWARDS,
    Found,
    Wanted,
    sorts_of,
)
from asylia.languages.language import Language
from asylia.site import tongue, words
from asylia.site.shelf import Shown

# Asked first, where the list has them; all others stand under 'more'.
FIRST = (STATE, "host", "measure", "protection", "outcome", STAGE)
BROWSED = (STATE, STAGE, "measure", YEAR)
COUNTRIES = "countries"
_BOXES = 6  # so many choices are ticked one by one; more stand in one box to choose from
_COLUMNS = {STATE: (PERSONS, "state_of_concern"), STATUS: ("stays", "status")}

Address = Callable[[Wanted], str]


class Option(NamedTuple):
    """One value that may be chosen."""

    code: str
    said: str  # its label, and in brackets how many records the list would hold with it
    chosen: bool


Groups = tuple[tuple[str, tuple[Option, ...]], ...]  # a heading of '' where there is none


@dataclass(frozen=True, slots=True)
class Choice:
    """One facet. ``boxes``: its few options are ticked; ``several``: more than one is chosen; ``open``: words."""

    name: str
    heading: str
    groups: Groups
    boxes: bool
    several: bool
    chosen: bool
    open: bool


class Link(NamedTuple):
    """One value as a list of its own."""

    label: str
    number: str
    address: str


class Links(NamedTuple):
    """Each value of a facet as a list of its own."""

    name: str
    heading: str
    links: tuple[Link, ...]


def choices(asked: Wanted, found: Found, facets: Iterable[str]) -> list[Choice]:
    """Those of some facets of which there is anything to choose."""
    return [choice for facet in facets if facet in FACETS[asked.table] and (choice := _choice(asked, found, facet))]


def rest(table: str) -> list[str]:
    """The facets that are not asked first; years are asked as a range."""
    return [facet for facet in FACETS[table] if facet not in (*FIRST, YEAR)]


def rules(shown: Shown, asked: Wanted) -> list[tuple[str, str, bool]]:
    """The stage rules: name ('' for the edition's own), label, whether it is the one that counts here."""
    own, language = shown.index.rule, tongue.current()
    return [(name if name != own else "", words.rule(language, name), name == asked.rule) for name in shown.index.rules]


def sorts(asked: Wanted) -> list[tuple[str, str, bool]]:
    """The orders of a list: name ('' for the usual one), label, whether it is this one."""
    said = {
        BEST: _("Nearest spelling first"),
        NAME: {PERSONS: _("By name"), GROUP_EVENTS: _("By number")}.get(asked.table, _("By the person's name")),
        NAME_BACKWARDS: _("Backwards"),
        MOST: _("Most incidents first"),
        LATEST: _("Latest first"),
        EARLIEST: _("Earliest first"),
        HIGHEST: _("Highest stage first"),
        ID: _("By number"),
    }
    every = _sorts(asked)
    usual, first = every[0], {said[name]: name for name in reversed(every)}
    once = [name for name in every if first[said[name]] == name]  # what comes to the same
    return [(name if name != usual else "", said[name], name == asked.sort) for name in once]


def usual(asked: Wanted) -> str:
    """The order that a list has where none is asked for."""
    return _sorts(asked)[0]


def _sorts(asked: Wanted) -> tuple[str, ...]:
    return sorts_of(asked.table, bool(asked.q) and not asked.written)


def chips(shown: Shown, asked: Wanted, to: Address) -> list[tuple[str, str]]:
    """Each filter that is chosen, in words, and the address of the list without it."""
    made = list[tuple[str, str]]()
    sort = "" if asked.sort == usual(asked) else asked.sort
    if asked.q:
        made.append((_("Words: %(words)s") % {"words": asked.q}, to(replace(asked, q="", written=False, sort=sort))))
    if asked.written:
        made.append((_("As written only"), to(replace(asked, written=False, sort=sort))))
    for facet, codes in asked.filters.items():
        for code in codes:
            left = {**asked.filters, facet: tuple(other for other in codes if other != code)}
            made.append((_chip(asked.table, facet, code), to(replace(asked, filters=left))))
    if asked.rule != shown.index.rule:
        said = {"rule": words.rule(tongue.current(), asked.rule)}
        made.append((_("Stage rule: %(rule)s") % said, to(replace(asked, rule=""))))
    if any(asked.years):
        said = {"what": tongue.current().heading(YEAR), "which": years(asked.years)}
        made.append((_("%(what)s: %(which)s") % said, to(replace(asked, years=(None, None)))))
    if asked.contested:
        made.append((_("Contested only"), to(replace(asked, contested=False))))
    return made


def browse(table: str, whole: Found, to: Address) -> tuple[Links, ...]:
    """The lists of one state, one stage, one measure, one year."""
    number, made = tongue.current().number, list[Links]()
    for facet in BROWSED:
        counts = dict(whole.facets.get(facet, ()))
        links = (
            Link(label(table, facet, code), number(counts[code]), to(Wanted(table=table, filters={facet: (code,)})))
            for code in ordered(table, facet, counts)
        )
        if counts:
            made.append(Links(facet, heading(table, facet), tuple(links)))
    return tuple(made)


def years(range: tuple[int | None, int | None]) -> str:
    """A range of years in words; '' where there is none."""
    first, last = range
    if first and first == last:
        return str(first)
    if first and last:
        return _("%(first)s to %(last)s") % {"first": first, "last": last}
    if first:
        return _("%(year)s or later") % {"year": first}
    return _("%(year)s or earlier") % {"year": last} if last else ""


def heading(table: str, facet: str) -> str:
    """What a facet is called."""
    return tongue.current().heading(_column(table, facet)[1])


def label(table: str, facet: str, code: str) -> str:
    """What one of its codes is called."""
    return _label(tongue.current(), table, facet, code)


@lru_cache(maxsize=4096)
def _label(language: Language, table: str, facet: str, code: str) -> str:
    """The same, remembered; ``language`` is the one that is spoken."""
    if facet == STAGE:
        return words.stage(language, (code,)) or _("No stage")
    vocabulary = vocabulary_of(table, facet)
    if code in SPECIAL and code not in book().vocabularies.get(vocabulary, {}):
        return language.special(code)
    return words.label(language, vocabulary, code) if vocabulary else code


def vocabulary_of(table: str, facet: str) -> str:
    """The vocabulary of a facet's codes; '' where they are words, years or stages."""
    line = line_of_column(*_column(table, facet))
    return line.kind.vocabulary if line else ""


def ordered(table: str, facet: str, codes: Collection[str]) -> list[str]:
    """Codes of the codebook in its order, countries words by the alphabet, stages as they rise, years backwards."""
    if facet in (YEAR, STAGE):
        return sorted(codes, reverse=facet == YEAR)
    language, vocabulary = tongue.current(), vocabulary_of(table, facet)
    if vocabulary and vocabulary != COUNTRIES:
        places = {code: place for place, code in enumerate(book().vocabularies[vocabulary])}
        return sorted(codes, key=lambda code: (places.get(code, len(places)), code))
    return sorted(codes, key=lambda code: (code in SPECIAL, language.sort_key(label(table, facet, code)), code))


def _chip(table: str, facet: str, code: str) -> str:
    """A chosen filter in words. ``Stage 3`` says of what it is; ``Stage: none`` has to be told."""
    if facet == STAGE and (stage := words.stage(tongue.current(), (code,))):
        return stage
    return _("%(what)s: %(which)s") % {"what": heading(table, facet), "which": label(table, facet, code)}


def _column(table: str, facet: str) -> tuple[str, str]:
    """The table and column that hold what a facet asks of; a column of a facet's own name where several make it."""
    if facet in _COLUMNS:
        return _COLUMNS[facet]
    if facet in OF_THE_PERSON:
        table = PERSONS
    elif table == PERSONS and facet in OF_ONE_INCIDENT:
        table = INCIDENTS
    return table, COLUMNS[table].get(facet, facet)


def _choice(asked: Wanted, found: Found, facet: str) -> Choice | None:
    chosen, counts = asked.filters.get(facet, ()), dict(found.facets.get(facet, ()))
    if not counts:
        return None
    language, vocabulary = tongue.current(), vocabulary_of(asked.table, facet)
    options = [
        Option(code, f"{label(asked.table, facet, code)} ({language.number(counts[code])})", code in chosen)
        for code in ordered(asked.table, facet, counts)
    ]
    groups = _grouped(language, vocabulary, options)
    few = len(options) <= _BOXES and vocabulary not in ("", COUNTRIES) and not any(family for family, _held in groups)
    return Choice(
        facet,
        heading(asked.table, facet),
        groups,
        boxes=few or facet == STAGE,
        several=len(chosen) > 1,
        chosen=bool(chosen),
        open=facet in OPEN,
    )


def _grouped(language: Language, vocabulary: str, options: Sequence[Option]) -> Groups:
    """Options under the family to which each belongs, in their order; else one group without a heading."""
    families = book().flagged(vocabulary, FAMILY) if vocabulary else frozenset[str]()
    groups: dict[str, list[Option]] = {}
    for option in options:
        wide = (option.code, *book().broader(vocabulary, option.code)) if families else ()
        groups.setdefault(next((code for code in wide if code in families), ""), []).append(option)
    return tuple((language.label(vocabulary, code) if code else "", tuple(held)) for code, held in groups.items())
