"""Every country in every form, by the name that CLDR gives it unless the folder says why not."""

import re
import tomllib
from typing import Any

from babel import Locale

from asylia.codebook.book import book
from asylia.languages.language import FORMS, Language

OF_ISO = "ISO 3166-1."  # a definition that needs no translation


def tables(language: Language) -> dict[str, Any]:
    text = (language.folder / "countries.toml").read_text(encoding="utf-8")
    return dict(tomllib.loads(text)["countries"])


def test_every_country_has_every_form(anyone: Language) -> None:
    words = tables(anyone)
    assert set(words) == set(book().vocabularies["countries"])
    for code, forms in words.items():
        assert set(FORMS) <= set(forms) <= {*FORMS, "why", "definition"}, code
        assert all(" ".join(text.split()) == text != "" for text in forms.values()), code


def test_names_are_those_of_cldr_or_the_folder_says_why_not(anyone: Language) -> None:
    known = Locale.parse(anyone.tag, sep="-").territories
    for code, forms in tables(anyone).items():
        assert (forms["name"] == known.get(code)) is ("why" not in forms), code


def test_no_two_countries_have_one_name(anyone: Language) -> None:
    names = [forms["name"] for forms in tables(anyone).values()]
    assert len(set(names)) == len(names)


def test_english_names_are_the_codebooks_labels(en: Language) -> None:
    labels = {code: entry.label for code, entry in book().vocabularies["countries"].items()}
    assert {code: forms["name"] for code, forms in tables(en).items()} == labels


def test_what_the_codebook_says_of_a_country_is_translated(translated: Language) -> None:
    words = tables(translated)
    for code, entry in book().vocabularies["countries"].items():
        own = words[code].get("definition", OF_ISO)
        assert (own == OF_ISO) is (entry.definition == OF_ISO), code
        assert translated.said("countries", code, "definition") == own
        assert translated.label("countries", code) == translated.country(code)


def test_english_has_its_articles(en: Language) -> None:
    assert en.country("NL", "in") == "in the Netherlands"
    assert en.country("AE", "from") == "from the United Arab Emirates"
    assert en.country("GB", "of") == "of the United Kingdom"
    assert en.country("TJ", "to") == "to Tajikistan"
    for code, forms in tables(en).items():
        if code not in book().flagged("countries", "historical") and forms["in"].startswith("in "):
            where = forms["in"].removeprefix("in ")
            assert [forms["of"], forms["from"], forms["to"]] == [f"of {where}", f"from {where}", f"to {where}"], code


def test_russian_takes_one_pair_of_prepositions(ru: Language) -> None:
    back = {"в": {"из"}, "во": {"из"}, "на": {"с", "со"}, "за": {"из-за"}}
    for code, forms in tables(ru).items():
        to, into, out = (forms[form].split()[0] for form in ("in", "to", "from"))
        assert to == into, code
        assert out in back[to], code


def test_russian_comes_from_what_it_is_of(ru: Language) -> None:
    special = {code for code, forms in tables(ru).items() if forms["in"].startswith("за ")}
    for code, forms in tables(ru).items():
        assert code in special or re.sub(r"^(из|со?) ", "", forms["from"]) == forms["of"], code


def test_russian_is_declined(ru: Language) -> None:
    assert ru.country("CY", "in") == "на Кипре"
    assert ru.country("CY", "from") == "с Кипра"
    assert ru.country("UA", "in") == "в Украине"
    assert ru.country("FR", "to") == "во Францию"
    assert ru.country("NL", "of") == "Нидерландов"
    assert ru.country("RU-CE", "in") == "в Чечне (Россия)"
