"""One language: codes, headings, countries, numbers and dates as a reader of it meets them.

Everything is read when it is first asked for, and once. English is the source: what a folder lacks is said in the
codebook's own words.
"""

import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path
from types import MappingProxyType
from typing import Any

from babel import Locale
from babel.lists import format_list

from asylia.codebook import columns
from asylia.codebook.book import book
from asylia.languages.amounts import Number, amount
from asylia.languages.dates import DateWords
from asylia.languages.sorting import Alphabet

HERE = Path(__file__).parent
SOURCE = "en"
FORMS = ("name", "of", "in", "from", "to")
_COUNTRIES = "countries"
_RULES = "stage_rules"
_ANY_TABLE = "entity"
_REMEMBERED = 2048  # numbers and dates that are formatted once
_STYLES = {"and": "standard", "or": "or"}
_Tables = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class RuleWords:
    """A stage rule in words. ``because`` holds the reason of each of its cases, in their order."""

    label: str
    definition: str
    because: tuple[str, ...]


@dataclass(frozen=True)
class Language:
    """A folder, and what it says. Its name is the code of the language, as it stands in an address."""

    folder: Path

    @property
    def code(self) -> str:
        """``en``, ``ru``."""
        return self.folder.name

    @cached_property
    def name(self) -> str:
        """What its speakers call it."""
        return str(self._facts["name"])

    @cached_property
    def tag(self) -> str:
        """As BCP 47, for ``lang`` and ``hreflang``."""
        return str(self._facts["tag"])

    # ---- the codebook

    def label(self, vocabulary: str, code: str) -> str:
        """What a reader sees for a code: its own words, else the codebook's, else the code."""
        words = self._codes.get(vocabulary, {}).get(code, {})
        return words.get("label") or book().label(vocabulary, code)

    def said(self, vocabulary: str, code: str, part: str) -> str:
        """A part of what a code means: definition, counts, counts_not or example; '' where the codebook has none."""
        if words := self._codes.get(vocabulary, {}).get(code, {}).get(part):
            return str(words)
        entry = book().vocabularies.get(vocabulary, {}).get(code)
        return str(getattr(entry, part)) if entry else ""

    def rule(self, name: str) -> RuleWords:
        """A stage rule in words. Raises ``KeyError`` for a rule that the codebook does not have."""
        rule, words = book().stage_rules[name], self._rules.get(name, {})
        reasons = tuple(str(case.get("because", "")) for case in rule.get("case", ()))
        own = tuple(words.get("because", ()))
        return RuleWords(
            label=str(words.get("label") or rule.get("label", name)),
            definition=str(words.get("definition") or rule.get("definition", "")),
            because=own if len(own) == len(reasons) else reasons,
        )

    def name_rule(self, name: str) -> str:
        """Why a rule of names is there; '' where this language does not say it (English: ``names/rules.toml``)."""
        return str(self._name_rules.get(name, ""))

    def heading(self, name: str) -> str:
        """A property, column, table or vocabulary as a heading: ``state_of_concern`` as 'State of concern'."""
        return self._headings.get(name) or name.replace("_", " ").capitalize()

    def means(self, table: str, column: str) -> str:
        """What a column means. Raises ``KeyError`` for one that is described nowhere."""
        words = self._columns
        own = words.get(table, {}).get(column) or words.get(_ANY_TABLE, {}).get(column)
        return own or columns.means(table, column)

    def holds(self, table: str) -> str:
        """What the rows of a table are. Raises ``KeyError`` for one that is described nowhere."""
        return self._columns.get(table, {}).get("_table") or columns.holds(table)

    def country(self, code: str, form: str = "name") -> str:
        """A country as a sentence needs it: name, of, in, from or to, its preposition and article included.

        Raises ``KeyError`` for another form; a code that nobody knows is given back as it is.
        """
        forms = self._codes[_COUNTRIES].get(code)
        if forms is None:
            if form not in FORMS:
                raise KeyError(form)
            return book().label(_COUNTRIES, code)
        return str(forms[form])

    # ---- numbers and dates

    def number(self, number: Number) -> str:
        """A number with its group and decimal signs: 1,234."""
        return self._number(number)

    def percent(self, share: Number) -> str:
        """A share of one as whole per cent: 0.37 gives 37%."""
        return self._percent(share)

    def amount(self, value: str) -> str:
        """A value of the kind ``number``: 'at least 17', '7-10', 'about 50', '37 %'. Any other text stays as it is."""
        return amount(value, self._facts["amounts"], self.number, self.percent)

    def special(self, value: str) -> str:
        """What stands for a value that the source says is unknown, or none. Raises ``KeyError`` for another."""
        return str(self._facts["special"][value])

    def date(self, edtf: str) -> str:
        """A date of the codebook in words: ``2014-05~`` gives 'about May 2014'. A year with ~ is one too."""
        return self._date(edtf)

    def day(self, iso: str) -> str:
        """The day of an edition: ``2026-11-24`` gives '24 November 2026'."""
        return self._date(iso)

    # ---- text

    def listed(self, words: Iterable[str], style: str = "and") -> str:
        """Several words as one phrase: 'a, b and c'. ``style`` is and, or."""
        return format_list(tuple(words), _STYLES[style], self._locale)  # type: ignore[arg-type]

    def sort_key(self, text: str) -> str:
        """What to sort a text by, in the order of the language's alphabet."""
        return self._alphabet.key(text)

    def gettext(self, text: str) -> str:
        """A string of the program in this language."""
        return self._catalogue.gettext(text)

    def ngettext(self, singular: str, plural: str, number: int) -> str:
        """The form of a string that goes with a number."""
        return self._catalogue.ngettext(singular, plural, number)

    def pgettext(self, context: str, text: str) -> str:
        """A string that means one thing here and another there."""
        return self._catalogue.pgettext(context, text)

    # ---- what is read, once

    @cached_property
    def _facts(self) -> Mapping[str, Any]:
        return _toml(self.folder / "language.toml")

    @cached_property
    def _codes(self) -> dict[str, dict[str, dict[str, Any]]]:
        """The words of every code, by vocabulary. A country's label is its name."""
        found = dict[str, dict[str, dict[str, Any]]]()
        for file in sorted((self.folder / "codebook").glob("*.toml")):
            if file.stem != _RULES:
                for vocabulary, codes in _toml(file).items():
                    found.setdefault(vocabulary, {}).update(codes)
        countries = _toml(self.folder / f"{_COUNTRIES}.toml").get(_COUNTRIES, {})
        return found | {_COUNTRIES: {code: {**words, "label": words["name"]} for code, words in countries.items()}}

    @cached_property
    def _rules(self) -> _Tables:
        return _toml(self.folder / "codebook" / f"{_RULES}.toml")

    @cached_property
    def _name_rules(self) -> Mapping[str, str]:
        rules: Mapping[str, str] = _toml(self.folder / "names.toml").get("rules", {})
        return rules

    @cached_property
    def _columns(self) -> _Tables:
        return _toml(self.folder / "columns.toml")

    @cached_property
    def _headings(self) -> Mapping[str, str]:
        return self._columns.get("headings", {})

    @cached_property
    def _locale(self) -> Locale:
        return Locale.parse(self.tag, sep="-")

    @cached_property
    def _number(self) -> Callable[[Number], str]:
        return self._pattern("decimal_formats")

    @cached_property
    def _percent(self) -> Callable[[Number], str]:
        return self._pattern("percent_formats")

    def _pattern(self, formats: str) -> Callable[[Number], str]:
        pattern = getattr(self._locale, formats)[None]
        return lru_cache(maxsize=_REMEMBERED)(lambda number: str(pattern.apply(number, self._locale)))

    @cached_property
    def _date(self) -> Callable[[str], str]:
        months = self._locale.months
        words = DateWords(self._facts["dates"], months["stand-alone"]["wide"], months["format"]["wide"])
        return lru_cache(maxsize=_REMEMBERED)(words.words)

    @cached_property
    def _alphabet(self) -> Alphabet:
        return Alphabet(self._facts["alphabet"])

    @cached_property
    def _catalogue(self) -> NullTranslations:
        if not (file := self.folder / "LC_MESSAGES" / "django.mo").is_file():
            return NullTranslations()  # the source: the strings of the program are its own
        with file.open("rb") as catalogue:
            return GNUTranslations(catalogue)


@cache
def languages() -> Mapping[str, Language]:
    """Every language that this installation ships, by its code; the source first, then by code."""
    folders = sorted(file.parent for file in HERE.glob("*/language.toml"))
    found = sorted(map(Language, folders), key=lambda language: language.code != SOURCE)
    return MappingProxyType({language.code: language for language in found})


def language(code: str) -> Language:
    """A language by its code. Raises ``KeyError`` for one that does not ship."""
    return languages()[code]


def _toml(file: Path) -> dict[str, Any]:
    """What a file holds; nothing where it is not there."""
    return tomllib.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
