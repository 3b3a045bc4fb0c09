"""A field that holds a name becomes words: signs made one, aliases apart, hyphens and particles joined or parted."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from asylia.names.rules import Rules

MOST_LETTERS = 400  # of one field that are read; no name in use has more
_TOKEN = re.compile(r"((?<=\w)[-‐‑–])?([^\W\d_](?:[^\W\d_]|['\u0300-\u036f])*)(\.?)|([,،])")
_UNSEEN = re.compile("[\u0307\u0640\u064b-\u0655\u0670\u200b-\u200f\u2060\ufeff\u00ad]")
_BRACKETS = re.compile(r"[(\[«“\"„]([^)\]»”\"“]*)[)\]»”\"“]")


class Word(NamedTuple):
    """A word of a name, lower-cased. ``hyphened``: to the word before it; ``first``: it stands before the comma;
    ``kunya``: 'father of', 'mother of'.
    """

    text: str
    dotted: bool = False
    hyphened: bool = False
    first: bool = False
    kunya: bool = False


def clean(name: str, rules: Rules) -> str:
    """Lower case, one kind of apostrophe, no signs that are not seen."""
    name = name[:MOST_LETTERS]
    if rules.has_apostrophe(name):
        name = name.translate(rules.apostrophes)
    if name.isascii():
        return name.lower()
    folded = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", name).casefold())
    return _UNSEEN.sub("", folded)


def aliases(text: str, rules: Rules) -> list[str]:
    """The names that one field holds, the main one first: ``X aka Y``, ``X (Y)``, ``X; Y``."""
    if rules.says_alias is None:
        return [text]
    inside = _BRACKETS.findall(text)
    outside = _BRACKETS.sub(" ", text) if inside else text
    said = [part for one in (outside, *inside) for part in rules.says_alias.split(one)]
    return [one for one in said if _TOKEN.search(one)] or [text]


def plain(text: str, rules: Rules) -> tuple[list[str], int]:
    """The words of a name that is nothing but words, as most names are, and how many stand before a comma; no words
    where there is more to it: a hyphen, a bracket, a full stop, a second comma, a word that any list has.
    """
    before, _, after = text.partition(",")
    if not (before + after).replace(" ", "").replace("'", "").isalpha():
        return [], 0
    first = before.split() if "'" not in before else _bare(before)
    found = [*first, *(after.split() if "'" not in after else _bare(after))] if after else first
    return (found, len(first)) if rules.listed_words.isdisjoint(found) else ([], 0)


def _bare(text: str) -> list[str]:
    return [bare for word in text.split() if (bare := word.strip("'"))]


def words(text: str) -> tuple[list[Word], bool]:
    """The words of one name, and whether a single comma sets the family name apart."""
    found: list[Word] = []
    commas = 0
    for hyphen, word, dot, comma in _TOKEN.findall(text):
        if comma:
            commas += 1
            if commas == 1:
                found = [one._replace(first=True) for one in found]
        elif bare := word.strip("'"):
            found.append(Word(bare, bool(dot), bool(hyphen) and bool(found)))
    return found, commas == 1


def joined(found: Sequence[Word], rules: Rules, family: Callable[[str], bool]) -> Iterator[Word]:
    """Muhammad-Ali and Abu Bakr become one word each; Obid-qori and Aliyeva-Salimova stay two; articles go.

    ``family`` says whether a word looks like a family name.
    """
    waiting: Word | None = None
    for word in _hyphened(found, rules, family):
        kunya = rules.listed_as(word.text, "kunya")
        if waiting is None and (kunya or rules.listed_as(word.text, "joined")):
            waiting = word._replace(kunya=kunya)
            continue
        yield word._replace(text=waiting.text + word.text, kunya=waiting.kunya) if waiting else word
        waiting = None
    if waiting:
        yield waiting._replace(kunya=False)


def _hyphened(found: Sequence[Word], rules: Rules, family: Callable[[str], bool]) -> Iterator[Word]:
    waiting: Word | None = None
    for word in _without_articles(found, rules):
        if waiting and word.hyphened and "joined" in rules.allow and _one_word(waiting, word, rules, family):
            waiting = waiting._replace(text=waiting.text + word.text, dotted=word.dotted)
            continue
        if waiting:
            yield waiting
        waiting = word
    if waiting:
        yield waiting


def _without_articles(found: Sequence[Word], rules: Rules) -> Iterator[Word]:
    after = False
    for place, word in enumerate(found):
        if place + 1 < len(found) and rules.listed_as(word.text, "article") and not word.dotted:
            after = True
            continue
        yield word._replace(hyphened=False) if after else word
        after = False


def _one_word(one: Word, other: Word, rules: Rules, family: Callable[[str], bool]) -> bool:
    uses = ("title", "after_father", "before_father", "joined", "kunya")
    if any(rules.listed_as(word.text, use) for word in (one, other) for use in uses):
        return False
    if one.dotted or len(one.text) == 1 or len(other.text) == 1 or rules.listed_as(other.text, "title_or_name"):
        return False
    return not (family(one.text) and family(other.text))
