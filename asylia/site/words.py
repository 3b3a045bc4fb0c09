"""What a page says of values beside what a ``Language`` knows: stages, who says a thing and how, why a value is shown.

Pure functions; the language is the one that is spoken.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from asylia.codebook.book import book
from asylia.codebook.dates import is_date
from asylia.codebook.kinds import DATE, ID, NUMBER, SPECIAL, Kind
from asylia.edition.schema import DECIDED, NO, ONCE, OPEN, TWICE, YES, Record, split
from asylia.languages.language import Language

FLAGS = {YES: gettext_noop("yes"), NO: gettext_noop("no"), OPEN: gettext_noop("open")}
# What the stages have in common under every rule; each rule says exactly what it counts.
STAGES = {
    "1": gettext_noop("put on notice"),
    "2": gettext_noop("arrested or held"),
    "3": gettext_noop("seized, brought back or attacked"),
}
_COUNTRIES = "countries"
_BASES = {
    "": gettext_noop("Stated; several values may be true at once."),
    "single": gettext_noop("The only value that is stated."),
    "included": gettext_noop("The most precise of values that agree."),
    "open": gettext_noop("The sources differ, and nothing decides between them."),
    "preferred": gettext_noop("The sources differ; the editors prefer this value."),
    "sources": gettext_noop("The sources differ; more independent sources say this."),
}
_CODED = {
    ONCE: gettext_noop("Coded once."),
    TWICE: gettext_noop("Coded twice, agreed."),
    DECIDED: gettext_noop("Coded twice, the coders differed, decided."),
}
_SCRIPTS = {
    "latin": ("Latn", gettext_noop("Latin letters")),
    "cyrillic": ("Cyrl", gettext_noop("Cyrillic letters")),
    "arabic": ("Arab", gettext_noop("Arabic letters")),
    "hebrew": ("Hebr", gettext_noop("Hebrew letters")),
    "georgian": ("Geor", gettext_noop("Georgian letters")),
    "armenian": ("Armn", gettext_noop("Armenian letters")),
    "cjk": ("Hani", gettext_noop("Chinese characters")),
}
RIGHT_TO_LEFT = frozenset({"Arab", "Hebr"})


def text_of(language: Language, kind: Kind[str], value: str) -> tuple[str, str]:
    """A value in words, and the id to which it points: ``cousin X-310448`` gives ``cousin`` and the id."""
    if value in SPECIAL:
        return language.special(value), ""
    if kind is DATE:
        return date(language, value), ""
    if kind is NUMBER:
        return language.amount(value), ""
    if not kind.vocabulary:
        return ("", value) if kind.name == "id" else (value, "")
    if kind.chosen:
        return label(language, kind.vocabulary, value), ""
    head, _space, rest = value.partition(" ")
    if kind.ordered:  # the ordinal is the order's, not the reader's
        head, _space, rest = rest.partition(" ")
    said = language.label(kind.vocabulary, head)
    return (said, rest) if ID.fullmatch(rest) else (f"{said} {rest}".strip(), "")


def date(language: Language, edtf: str) -> str:
    """A date in words; what is none stays as it stands."""
    return language.date(edtf) if is_date(edtf) else edtf


@lru_cache(maxsize=4096)
def label(language: Language, vocabulary: str, code: str) -> str:
    """A code in words; a country by its name."""
    return language.country(code) if vocabulary == _COUNTRIES else language.label(vocabulary, code)


def manner(language: Language, claims: Iterable[Record]) -> str:
    """How it is said, where that is anything but plainly reported by the author."""
    return "; ".join(sorted({in_full(language, claim) for claim in claims if not _plain(claim["how"], claim["by"])}))


def in_full(language: Language, claim: Mapping[str, str]) -> str:
    """How it is said and by whom, whatever it is."""
    how = language.label("assertions", claim["how"])
    who = language.listed([language.label("asserters", one) for one in split(claim["by"])])
    return _("%(how)s by %(who)s") % {"how": how, "who": who} if who and who not in how else how


@lru_cache(maxsize=4096)
def _plain(how: str, by: str) -> bool:
    plainly = how in book().flagged("assertions", "plain")
    return plainly and set(split(by)) <= book().flagged("asserters", "plain")


def basis(name: str) -> str:
    """Why a value is shown; '' for a value that a rule made."""
    return _(_BASES[name]) if name in _BASES else ""


def coded(how: str) -> str:
    """How often a value was coded, and whether the coders agreed."""
    return _(_CODED[how]) if how in _CODED else ""


def place(passage: Record) -> str:
    """Where in its source a passage stands: page, notes, paragraph; '' where none of them is known."""
    page, note, paragraph = (passage.get(key, "").replace("|", ", ") for key in ("page", "note", "paragraph"))
    said = (
        page and _("p. %(page)s") % {"page": page},
        note and _("note %(note)s") % {"note": note},
        paragraph and _("para. %(paragraph)s") % {"paragraph": paragraph},
    )
    return ", ".join(part for part in said if part)


def script(name: str) -> tuple[str, str]:
    """The tag of a script as BCP 47 has it, and its name for a reader; '' for one without."""
    tag, said = _SCRIPTS.get(name, ("", ""))
    return tag, _(said) if said else ""


def first_upper(words: str) -> str:
    """The words with their first letter upper-case, the others as they are."""
    return words[:1].upper() + words[1:]


def stage(language: Language, stages: Iterable[str]) -> str:
    """``('2', '3')`` gives ``Stage 2 or 3``; ``('3', 'none')`` gives ``Stage 3 or none``; '' where there is none."""
    found = sorted(stages)
    if not any(one.isdigit() for one in found):
        return ""
    said = [one if one.isdigit() else _("none") for one in found]
    return _("Stage %(stages)s") % {"stages": language.listed(said, "or")}


def rule(language: Language, name: str) -> str:
    """What a stage rule is called; its name where this codebook no longer has it."""
    return language.rule(name).label if name in book().stage_rules else name


def stage_class(stages: Iterable[str]) -> str:
    """The highest stage in question, for the form of its tag."""
    return max((one for one in stages if one.isdigit()), default="")
