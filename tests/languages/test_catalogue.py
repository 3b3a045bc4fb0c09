"""The strings of the site and of the charts: complete, sound, and the compiled file is what the text says."""

import re
from io import BytesIO

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import read_mo, write_mo
from babel.messages.plurals import get_plural
from babel.messages.pofile import read_po

from asylia.languages.language import Language

PLACES = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}|</?[a-z]+\b|&[a-z]+;")


def text(language: Language) -> Catalog:
    with (language.folder / "LC_MESSAGES" / "django.po").open("rb") as file:
        return read_po(file, locale=language.tag, abort_invalid=True)


def said(catalog: Catalog) -> dict[tuple[object, object], object]:
    return {(forms(message)[0], message.context): forms(message)[1] for message in catalog if message.id}


def forms(message: Message) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The English forms and the translated ones."""
    both = (message.id, message.string)
    ids, strings = (tuple(words) if isinstance(words, (tuple, list)) else (words,) for words in both)
    return ids, strings


def test_the_compiled_file_is_what_the_text_compiles_to(translated: Language) -> None:
    compiled = BytesIO()
    write_mo(compiled, catalog := text(translated))
    compiled.seek(0)
    with (translated.folder / "LC_MESSAGES" / "django.mo").open("rb") as file:
        found = read_mo(file)
    assert said(found) == said(read_mo(compiled))
    assert found.plural_forms == catalog.plural_forms


def test_plural_forms_are_those_of_the_language(translated: Language) -> None:
    plural = get_plural(translated.tag)
    assert text(translated).num_plurals == plural.num_plurals
    assert text(translated).plural_expr == plural.plural_expr


def test_nothing_is_fuzzy_empty_or_no_longer_used(translated: Language) -> None:
    catalog = text(translated)
    assert not catalog.obsolete
    for message in catalog:
        ids, strings = forms(message)
        assert not message.fuzzy or not message.id, message.id
        assert all(words.strip() for words in strings), message.id
        assert len(strings) == (1 if len(ids) == 1 else catalog.num_plurals), message.id


def test_placeholders_and_tags_are_those_of_the_english(translated: Language) -> None:
    for message in text(translated):
        ids, strings = forms(message)
        wanted = set(PLACES.findall(ids[-1]))  # of the plural, where there is one: 'one person' names no number
        for words in strings:
            assert not message.id or set(PLACES.findall(words)) == wanted, message.id


def test_space_at_the_ends_is_that_of_the_english(translated: Language) -> None:
    for message in text(translated):
        ids, strings = forms(message)
        ends = {(words[:1].isspace(), words[-1:].isspace()) for words in (*ids, *strings)}
        assert not message.id or len(ends) == 1, message.id
