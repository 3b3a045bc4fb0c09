"""What the lists of incidents, protections and group events say of one: a title, what is unusual of it, the facts."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from asylia.codebook.book import book
from asylia.codebook.columns import line_of_column
from asylia.edition.lists.column import Column, Numbers
from asylia.edition.schema import Record, split
from asylia.edition.sums.table1 import UNNAMED
from asylia.languages.language import Language
from asylia.site import words
from asylia.site.pages.case import named


@dataclass(frozen=True, slots=True)
class Deed:
    """One line of a list. ``facts`` are a heading and what is said; ``described`` is in the coder's words, English."""

    id: str
    title: str
    unusual: str
    address: str
    facts: tuple[tuple[str, str], ...]
    contested: bool
    stage: str = ""
    stage_class: str = ""
    who: SafeString = SafeString()
    whose: str = ""  # the address of the person's page
    described: str = ""


def standing(column: Column, rows: Numbers) -> list[tuple[str, ...]]:
    """The values of some rows as they were stated; () where nothing is."""
    sets = column.sets
    return [sets[number] for number in column.of[rows].tolist()]


def said(language: Language, table: str, record: Record, column: str) -> str:
    """A cell in words; rival or several values with 'or' between them; '' where nothing is stated."""
    line = line_of_column(table, column)
    if line is None or not record.get(column):
        return ""
    values = [words.text_of(language, line.kind, value)[0] for value in split(record[column])]
    return language.listed(values, "and" if line.many else "or")


def facts(language: Language, table: str, record: Record, columns: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Some columns that hold something, each under its heading."""
    told = ((column, said(language, table, record, column)) for column in columns)
    return tuple((language.heading(column), value) for column, value in told if value)


def unusual(language: Language, record: Mapping[str, str]) -> str:
    """That it struck somebody else, or was not done: what a title must not leave out."""
    return ", ".join(_unusual(language, record))


def _unusual(language: Language, record: Mapping[str, str]) -> Iterator[str]:
    for column, vocabulary, flag in (("target", "targets", "self"), ("factuality", "factualities", "plain")):
        codes = set(split(record.get(column, ""))) & book().vocabularies[vocabulary].keys()
        if codes - book().flagged(vocabulary, flag):
            yield language.listed([language.label(vocabulary, code) for code in sorted(codes)], "or")


def who(name: str, id: str) -> SafeString:
    """How a person is called in a list, marked with its script where that is not Latin; by the id where nobody says."""
    unnamed = not name or name in UNNAMED
    return mark_safe(escape(f"{_('Not named')} ({id})") if unnamed else named(name))  # noqa: S308 - ``named`` escapes
