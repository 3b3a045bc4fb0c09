"""What a reader may choose in a list, with the count of each choice under the others; and what is chosen already.

Pure functions of what was found; labels are those of the page's language.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from django.utils.translation import gettext as _

from asylia.codebook.book import book
from asylia.codebook.columns import line_of_column
from asylia.codebook.kinds import NONE, SPECIAL
from asylia.edition.facets import (
    COLUMNS,
    FACETS,
    INCIDENTS,
    OF_ONE_INCIDENT,
    OF_THE_PERSON,
    PERSONS,
    STAGE,
    STATE,
    STATUS,
    YEAR,
)
from asylia.edition.find import SORTS, Found, Wanted
from asylia.languages.language import Language
from asylia.site import tongue
from asylia.site.shelf import Shown

COUNTRIES = "countries"
# Asked first, where the list has them; all others stand under 'more'.
FIRST = (STATE, "host", "measure", "protection", "outcome", STAGE)
BROWSED = (STATE, STAGE, "measure", YEAR)
_BOXES = 6  # so many choices are ticked one by one; more stand in one box to choose from
_MOST = 300  # choices of one facet: those with most records
_HANGS = {STATE: "state_of_concern", STATUS: "status"}


class Option(NamedTuple):
    """One value that may be chosen; ``count`` in words."""

    code: str
    label: str
    count: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """One facet: its options in groups (heading, options), a heading of '' where there is none."""

    name: str
    heading: str
    boxes: bool
    groups: tuple[tuple[str, tuple[Option, ...]], ...]
    several: bool  # more than one is chosen
    chosen: bool
    cut: bool  # the rarest are left out


@dataclass(frozen=True, slots=True)
class Links:
    """Each value of a facet as a list of its own: (label, count in words, address)."""

    name: str
    heading: str
    links: tuple[tuple[str, str, str], ...]


def main(shown: Shown, asked: Wanted, found: Found) -> list[Choice]:
    """What is asked first."""
    return [choice for facet in FIRST if (choice := _choice(shown, asked, found, facet))]


def more(shown: Shown, asked: Wanted, found: Found) -> tuple[list[Choice], bool]:
    """What else may be asked, and whether any of it is."""
    rest = [facet for facet in FACETS[asked.table] if facet not in (*FIRST, YEAR)]
    made = [choice for facet in rest if (choice := _choice(shown, asked, found, facet))]
    return made, asked.contested or any(choice.chosen for choice in made)


def rules(shown: Shown, asked: Wanted) -> list[tuple[str, str, bool]]:
    """The stage rules: name, label, whether it is the one that counts here."""
    language = tongue.current()
    used = asked.rule or shown.index.rule
    return [(name, _rule(language, name), name == used) for name in shown.index.rules]


def sorts(asked: Wanted) -> list[tuple[str, str, bool]]:
    """The orders of a list: name, label, whether it is this one."""
    words = {
        "": _("Name"),
        "name": _("Name"),
        "incidents": _("Most incidents first"),
        "first": _("Earliest first"),
        "last": _("Latest first"),
        "newest": _("Latest first"),
        "oldest": _("Earliest first"),
        "date": _("Earliest first"),
        "stage": _("Highest stage first"),
    }
    return [(name, words.get(name, name), name == asked.sort) for name in SORTS[asked.table]]


def chips(shown: Shown, asked: Wanted, to: Callable[[Wanted], str]) -> list[tuple[str, str]]:
    """Each filter that is chosen, in words, and the address of the list without it."""
    language, made = tongue.current(), list[tuple[str, str]]()
    if asked.q:
        made.append((_("Name: %(words)s") % {"words": asked.q}, to(replace(asked, q=""))))
    for facet in FACETS[asked.table]:
        for code in asked.filters.get(facet, ()):
            rest = tuple(other for other in asked.filters[facet] if other != code)
            less = replace(asked, filters={**asked.filters, facet: rest})
            words = {"what": heading(language, asked.table, facet), "which": label(language, asked.table, facet, code)}
            made.append((_("%(what)s: %(which)s") % words, to(less)))
    if asked.rule and asked.rule != shown.index.rule:
        made.append((_("Stage rule: %(rule)s") % {"rule": _rule(language, asked.rule)}, to(replace(asked, rule=""))))
    if any(asked.years):
        made.append((years(asked.years), to(replace(asked, years=(None, None)))))
    if asked.contested:
        made.append((_("Contested only"), to(replace(asked, contested=False))))
    return made


def browse(
    shown: Shown, table: str, offered: Mapping[str, Mapping[str, int]], to: Callable[[Wanted], str]
) -> tuple[Links, ...]:
    """The lists of one state, one stage, one measure, one year."""
    language, made = tongue.current(), list[Links]()
    for facet in BROWSED:
        counts = offered.get(facet, {})
        links = [
            (label(language, table, facet, code), language.number(counts[code]), to(_alone(table, facet, code)))
            for code in _ordered(language, table, facet, counts)
        ]
        if links:
            made.append(Links(facet, heading(language, table, facet), tuple(links)))
    return tuple(made)


def years(range: tuple[int | None, int | None]) -> str:
    """A range of years in words; '' where there is none."""
    first, last = range
    if first and first == last:
        return _("in %(year)s") % {"year": first}
    if first and last:
        return _("from %(first)s to %(last)s") % {"first": first, "last": last}
    if first:
        return _("in %(year)s or later") % {"year": first}
    return _("in %(year)s or earlier") % {"year": last} if last else ""


def heading(language: Language, table: str, facet: str) -> str:
    """What a facet is called."""
    return language.heading(_column(table, facet)[1])


def label(language: Language, table: str, facet: str, code: str) -> str:
    """What one of its codes is called."""
    if facet == STAGE:
        return stage((code,)) or _("No stage")
    vocabulary = vocabulary_of(table, facet)
    if code in SPECIAL and code not in book().vocabularies.get(vocabulary, {}):
        return language.special(code)
    if vocabulary == COUNTRIES:
        return language.country(code)
    return language.label(vocabulary, code) if vocabulary else code


def stage(stages: Iterable[str]) -> str:
    """Stages in words: 'Stage 2 or 3'; 'Stage 3 or none'; '' where there is none for certain."""
    found = sorted(stages)
    numbers = [one for one in found if one != NONE]
    if not numbers:
        return ""
    words = {"stages": tongue.current().listed(numbers, "or")}
    return (_("Stage %(stages)s or none") if NONE in found else _("Stage %(stages)s")) % words


def vocabulary_of(table: str, facet: str) -> str:
    """The vocabulary of a facet's codes; '' where they are words, years or stages."""
    line = line_of_column(*_column(table, facet))
    return line.kind.vocabulary if line else ""


def _column(table: str, facet: str) -> tuple[str, str]:
    """The table and column that hold what a facet asks of."""
    if table == PERSONS and facet in OF_ONE_INCIDENT:
        table = INCIDENTS
    if table == INCIDENTS and facet in OF_THE_PERSON or facet in OF_THE_PERSON:
        table = PERSONS
    if facet == STATUS:
        table = "stays"
    if facet == STATE and "state" not in COLUMNS.get(table, {}):
        table = PERSONS
    return table, COLUMNS.get(table, {}).get(facet) or _HANGS.get(facet, facet)


def _choice(shown: Shown, asked: Wanted, found: Found, facet: str) -> Choice | None:
    """One facet as it can be chosen; None where the list does not have it, or nothing of it."""
    chosen = asked.filters.get(facet, ())
    counts = {code: count for code, count in found.facets.get(facet, ()) if code and (count or code in chosen)}
    counts |= {code: 0 for code in chosen if code not in counts}
    if not counts:
        return None
    language = tongue.current()
    kept = sorted(counts, key=lambda code: (code not in chosen, -counts[code], code))[:_MOST]
    options = [
        Option(code, label(language, asked.table, facet, code), language.number(counts[code]), code in chosen)
        for code in _ordered(language, asked.table, facet, kept)
    ]
    return Choice(
        facet,
        heading(language, asked.table, facet),
        facet == STAGE or len(options) <= _BOXES and vocabulary_of(asked.table, facet) not in ("", COUNTRIES),
        _grouped(language, vocabulary_of(asked.table, facet), options),
        len(chosen) > 1,
        bool(chosen),
        len(kept) < len(counts),
    )


def _ordered(language: Language, table: str, facet: str, codes: Iterable[str]) -> list[str]:
    """Codes of the codebook in its order, countries and words by the alphabet, years from the last."""
    if facet == YEAR:
        return sorted(codes, reverse=True)
    if facet == STAGE:
        return sorted(codes)
    vocabulary = vocabulary_of(table, facet)
    if vocabulary and vocabulary != COUNTRIES:
        places = {code: place for place, code in enumerate(book().vocabularies[vocabulary])}
        return sorted(codes, key=lambda code: (places.get(code, len(places)), code))
    return sorted(codes, key=lambda code: (code in SPECIAL, language.sort_key(label(language, table, facet, code)), code))


def _grouped(
    language: Language, vocabulary: str, options: Sequence[Option]
) -> tuple[tuple[str, tuple[Option, ...]], ...]:
    """Options under the family to which each belongs; one group without a heading where there are no families."""
    families = book().flagged(vocabulary, "abstract") if vocabulary else frozenset[str]()
    if not families:
        return (("", tuple(options)),)
    groups = dict[str, list[Option]]()
    for option in options:
        top = (*book().broader(vocabulary, option.code), option.code)
        family = next((code for code in top if code in families), "")
        groups.setdefault(family, []).append(option)
    return tuple((language.label(vocabulary, code) if code else "", tuple(held)) for code, held in groups.items())


def _alone(table: str, facet: str, code: str) -> Wanted:
    """The list of one value and nothing else."""
    if facet == YEAR:
        return Wanted(table=table, years=(int(code), int(code)))
    return Wanted(table=table, filters={facet: (code,)})


def _rule(language: Language, name: str) -> str:
    """What a stage rule is called; its name where this codebook no longer has it."""
    return language.rule(name).label if name in book().stage_rules else name
