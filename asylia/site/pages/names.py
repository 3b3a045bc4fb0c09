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
from django.views.decorators.http import require_safe

from asylia.languages.language import SOURCE, Language
from asylia.names.figures import Figures, figures
from asylia.names.rules import listed
from asylia.site import tongue
from asylia.site.pages.case import named

# Letters that a reason cites: not those of the marks that escaping makes (&#x27;).
_LATIN = re.compile(r"(?<![&#\w;])[A-Za-zÀ-ɏʻəƏ]+(?:(?:-|&#x27;)[A-Za-zÀ-ɏʻ]+)*(?:&#x27;)?(?!;)")


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
    language, found = tongue.current(), figures()
    context: dict[str, object] = {"rules": list(_rules(language)), "figures": found}
    if found:
        context |= {
            "curve": _curve(language, found),
            "speeds": _speeds(language, found),
            "day": language.day(found.date),
        }
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
