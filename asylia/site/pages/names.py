"""How names are matched: the rules with their reasons and examples, what is compared, how well it does, and what a hit
does not say.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_safe

from asylia.languages.language import SOURCE, Language
from asylia.names.figures import Compared, Comparing, Figures, comparing, figures
from asylia.names.rules import listed
from asylia.site import tongue
from asylia.site.pages.case import named

# Letters that a reason cites: not those of the marks that escaping makes (&#x27;).
_LATIN = re.compile(r"(?<![&#\w;])[A-Za-zÀ-ɏʻəƏ]+(?:(?:-|&#x27;)[A-Za-zÀ-ɏʻ]+)*(?:&#x27;)?(?!;)")


# The sets of pairs that the bench compares: of which file, and what they hold.
_FILES = {
    "blind": gettext_noop("Comparing pairs that were written by somebody who had not seen the rules"),
    "reference": gettext_noop("Comparing pairs from public lists"),
}
_SETS = {
    "blind: variants": gettext_noop("One name in two spellings"),
    "blind: minimal pairs": gettext_noop(
        "Relatives and others with names that are near, and one name in two spellings"
    ),
    "blind: aliases": gettext_noop("Titles, aliases and two names in one field"),
    "reference: pairs": gettext_noop("Public figures, their relatives and namesakes"),
    "reference: officials": gettext_noop("Officials in Latin and in Tajik letters, each beside every other"),
    "reference: labels": gettext_noop("Politicians in up to twelve spellings, each beside every other"),
    "blind: all": gettext_noop("All these pairs"),
    "reference: all": gettext_noop("All these pairs"),
}


class Row(NamedTuple):
    """How one matcher did on a set, in figures of the language."""

    name: str
    version: str
    figures: tuple[str, str, str, str, str]


class Set(NamedTuple):
    """A set of pairs: what it holds, how many, and each matcher."""

    said: str
    pairs: str
    rows: list[Row]


class Rule(NamedTuple):
    """One rule; ``english`` where its reason is in no other language."""

    name: str
    why: SafeString
    english: bool
    one: SafeString
    other: SafeString


@require_safe
def names(request: HttpRequest) -> HttpResponse:
    """The page."""
    language, found, compared = tongue.current(), figures(), comparing()
    context: dict[str, object] = {"rules": list(_rules(language)), "figures": found, "comparing": compared}
    if found:
        context |= {
            "curve": _curve(language, found),
            "speeds": _speeds(language, found),
            "day": language.day(found.date),
        }
    if compared:
        context |= {"compared_on": language.day(compared.measured_on), "files": list(_files(language, compared))}
    return render(request, "site/names.html", context)


def _rules(language: Language) -> Iterator[Rule]:
    for rule in listed():
        own = language.name_rule(rule.name)
        one, other = (mark_safe(named(name)) for name in rule.example)  # noqa: S308 - ``named`` escapes
        yield Rule(rule.name, _marked(own or rule.why, bool(own)), language.code != SOURCE and not own, one, other)


def _marked(why: str, translated: bool) -> SafeString:
    """A reason as HTML; in another language than English the letters and names that it cites are marked as Latin."""
    said = escape(why)
    marked = _LATIN.sub(r'<span lang="und-Latn">\g<0></span>', said) if translated else said
    return mark_safe(marked)  # noqa: S308 - escaped before it is marked


def _curve(language: Language, found: Figures) -> list[tuple[str, str]]:
    return [(language.number(at), language.percent(share)) for at, share in found.recall.items()]


def _speeds(language: Language, found: Figures) -> list[tuple[str, str, str, str]]:
    return [
        (name, *(language.number(round(each[key])) for key in ("alone", "crowded", "index")))  # type: ignore[misc]
        for name, each in found.speed.items()
    ]


def _files(language: Language, found: Comparing) -> Iterator[tuple[str, str, list[Set]]]:
    """Each file of pairs with what it holds and its sets, where something was measured on it."""
    for file, said in _FILES.items():
        here = [
            _set(language, found, name) for name in _SETS if name.startswith(file) and name in found.matchers[0].sets
        ]
        if here:
            yield file, _(said), here


def _set(language: Language, found: Comparing, name: str) -> Set:
    rows = [
        Row(each.name, each.version, _row(language, each.sets[name])) for each in found.matchers if name in each.sets
    ]
    return Set(_(_SETS[name]), language.number(found.matchers[0].sets[name].pairs), rows)


def _row(language: Language, found: Compared) -> tuple[str, str, str, str, str]:
    shares = [language.number(round(share, 3)) for share in (found.precision, found.recall, found.f1)]
    return shares[0], shares[1], shares[2], language.number(found.false_same), language.number(found.pairs_per_second)
