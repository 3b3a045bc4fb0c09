"""What the words mean: tables and their columns, vocabularies and their codes, as the page's language says it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from asylia.codebook.book import Entry, book
from asylia.codebook.check import CROSSWALKS
from asylia.codebook.columns import line_of_column
from asylia.codebook.kinds import Property
from asylia.codebook.stages import FLAG, rules
from asylia.edition.bounds import Bounds
from asylia.edition.lists.facets import COLUMNS
from asylia.edition.schema import tables
from asylia.edition.sums.held import Place, held, places
from asylia.site import tongue
from asylia.site.addresses import at, of_edition
from asylia.site.kept import kept
from asylia.site.shelf import Shown
from asylia.site.tallies import Figure, as_tree, bounds, figure

MEASURES = "measures"  # the one vocabulary whose codes have pages of their own
_PARTS = {
    "counts": gettext_noop("Counts"),
    "counts_not": gettext_noop("Does not count"),
    "example": gettext_noop("Example"),
}
_VALUES = {"formal": gettext_noop("formal"), "informal": gettext_noop("informal")}  # of flags that are no yes or no
_COLUMNS = 3  # of counts that a table has room for; more are told in one

Counts = Sequence[tuple[Place, str, Mapping[str, Bounds]]]  # with the heading of each


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table: its name, what it means, what its values are, from which vocabulary."""

    name: str
    means: str
    values: str
    vocabulary: str
    several: bool


@dataclass(frozen=True, slots=True)
class Word:
    """One code and what it means. ``parts`` are the definition's companions, each under its heading."""

    code: str
    label: str
    definition: str
    parts: tuple[tuple[str, str], ...]
    place: str
    broader: tuple[str, str]
    within: bool
    flags: tuple[str, ...]
    figures: tuple[tuple[str, Figure], ...]  # each with the column that it counts
    href: str


@of_edition
@kept
def codebook(request: HttpRequest, shown: Shown) -> HttpResponseBase:
    """Tables and columns, and the list of vocabularies."""
    language = tongue.current()
    held_here = [table for table in tables() if table in shown.edition.tables]
    vocabularies = sorted(book().vocabularies, key=lambda name: language.sort_key(language.heading(name)))
    context = {
        "tables": [(table, language.holds(table), list(_columns(shown, table))) for table in held_here],
        "vocabularies": [(v, len(book().vocabularies[v])) for v in vocabularies if v not in CROSSWALKS],
        "elsewhere": [(v, len(book().vocabularies[v])) for v in vocabularies if v in CROSSWALKS],
        "rules": [(name, language.rule(name).label) for name in rules()],
    }
    return render(request, "site/codebook.html", context)


@of_edition
@kept
def vocabulary(request: HttpRequest, shown: Shown, vocabulary: str) -> HttpResponseBase:
    """The codes of one vocabulary. Raises ``Http404`` where there is none of that name."""
    if vocabulary not in book().vocabularies:
        raise Http404
    counts = [(place, _head(place), held(shown.edition, place)) for place in places(shown.edition, vocabulary)]
    few = len(counts) <= _COLUMNS
    words = list(_words(shown, vocabulary, counts, everywhere=few))
    context = {
        "vocabulary": vocabulary,
        "words": words,
        "long": any(len(word.parts) > 1 for word in words),
        "shape": {
            "definition": any(word.definition for word in words),
            "parts": any(word.parts for word in words),
            "flags": any(word.flags for word in words),
            "figures": any(found for _place, _heading, found in counts),
        },
        "columns": [heading for _place, heading, _found in counts] if few else (),
        "elsewhere": vocabulary in CROSSWALKS,
    }
    return render(request, "site/vocabulary.html", context)


def parts(vocabulary: str, code: str) -> tuple[tuple[str, str], ...]:
    """What counts, what does not, and an example of a code, each with its heading; none where the codebook has none."""
    language = tongue.current()
    said = ((head, language.said(vocabulary, code, part)) for part, head in _PARTS.items())
    return tuple((_(head), words) for head, words in said if words)


def flags(entry: Entry) -> tuple[str, ...]:
    """What the codebook marks a code with, in words."""
    found = []
    for flag, value in entry.flags.items():
        label = tongue.current().label("flags", flag)
        if value is True:
            found.append(label)
        elif value is not False and not isinstance(value, list):  # a list holds beginnings of words, for the linter
            said = _(_VALUES[value]) if value in _VALUES else value
            found.append(_("%(what)s: %(value)s") % {"what": label, "value": said})
    return tuple(found)


def _words(shown: Shown, vocabulary: str, counts: Counts, *, everywhere: bool) -> Iterator[Word]:
    """The codes with their counts; ``everywhere``: also where nothing has the code."""
    language, codes = tongue.current(), book().vocabularies[vocabulary]
    for code, within in as_tree(codes, vocabulary):
        entry = codes[code]
        outer = entry.broader
        yield Word(
            code=code,
            label=language.label(vocabulary, code),
            definition=language.said(vocabulary, code, "definition"),
            parts=parts(vocabulary, code),
            place=entry.place,
            broader=(outer, language.label(vocabulary, outer)) if outer else ("", ""),
            within=within,
            flags=flags(entry),
            figures=tuple(
                (heading, _figure(shown, place, code, found.get(code, Bounds())))
                for place, heading, found in counts
                if everywhere or code in found
            ),
            href=at(shown, "measure", code) if vocabulary == MEASURES else "",
        )


def _figure(shown: Shown, place: Place, code: str, found: Bounds) -> Figure:
    """A count, and the list behind it where the column is one by which the list can be filtered."""
    facet = next((f for f, column in COLUMNS.get(place.table, {}).items() if column == place.column), "")
    return figure(shown, place.table, found, {facet: code}) if facet else Figure(bounds(found))


def _head(place: Place) -> str:
    language = tongue.current()
    words = {"table": language.heading(place.table), "column": language.heading(place.column)}
    return _("%(table)s: %(column)s") % words


def _columns(shown: Shown, table: str) -> Iterator[Column]:
    language = tongue.current()
    for column in shown.edition.columns(table):
        line = line_of_column(table, column)
        vocabulary = line.kind.vocabulary if line else ""
        yield Column(column, language.means(table, column), _values(line), vocabulary, bool(line and line.many))


def _values(line: Property | None) -> str:
    """What the values of a property are, in a word or two; '' for what is no property."""
    if line is None:
        return ""
    names = {
        "code": _("code"),
        "country": _("country"),
        "date": _("date (EDTF)"),
        "year": _("year"),
        "name": _("name"),
        "number": _("number"),
        "text": _("words"),
        "id": _("id"),
        "step": _("place in the order, code, id"),
    }
    return names.get(line.kind.name, _("code, then an id or words"))


def condition(name: str, value: object) -> str:
    """One condition of a stage rule in words."""
    language = tongue.current()
    if isinstance(value, bool):
        return _("outside the state of concern") if value else _("inside the state of concern")
    allowed = value if isinstance(value, list) else [value]
    line = line_of_column("incidents", name)
    vocabulary = line.kind.vocabulary if line else "assertions"
    words = language.listed([_allowed(vocabulary, str(each)) for each in allowed], "or")
    return _("%(what)s: %(value)s") % {"what": language.heading(name), "value": words}


def _allowed(vocabulary: str, word: str) -> str:
    language = tongue.current()
    if word.startswith(FLAG):
        return _("marked “%(flag)s”") % {"flag": language.label("flags", word.removeprefix(FLAG))}
    special = {
        "stated": _("anything stated"),
        "not_stated": _("not stated"),
        "unknown": _("unknown, as the source says"),
        "none": _("none, as the source says"),
    }
    return special.get(word) or language.label(vocabulary, word)
