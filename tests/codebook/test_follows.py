"""What follows from a line of entities.py and from an entry of TOML: columns, the manual, forms, schemas."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
import tomlkit

from asylia.codebook import kinds
from asylia.codebook.book import Book
from asylia.codebook.entities import ENTITIES, TABLES
from asylia.codebook.forms import form_fields
from asylia.codebook.kinds import TEXT, Code, Kind, Many, One, Text, code, coded, many, one, properties
from asylia.codebook.manual import html, markdown
from asylia.codebook.schemas import codebook_toml, resources, version

Write = Callable[..., Path]
COLOURS: Kind[Code] = code("colours")
RULES = """
[r]
label = "Rule"
definition = "D"
default = true
[[r.case]]
stage = 0
because = "it is <b>so</b> | so"
measure = ["x"]
abroad = false
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """A thing | with a colour."""

    id: str
    colour: One[Code] = one(COLOURS, "its colour", public=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class After:
    """A thing | with a colour."""

    id: str
    colour: One[Code] = one(COLOURS, "its colour", public=True)
    shade: Many[Text] = many(coded("colours", "words"), "how <dark>", public=True)
    secret: One[Text] = one(TEXT, "what stays")


OLD = "[colours.red]\nlabel = 'Red'\n"
NEW = (
    "[colours.teal]\nlabel = 'Teal'\ndefinition = 'Between'\ncounts = 'this'\ncounts_not = 'that'\n"
    "example = 'a wall'\nplace = 'page 1'\nbroader = 'red'\ncold = true\nwords = ['a', 'b']\n"
    "crosswalk = { cape_2016 = 'x' }\n"
)


def test_a_new_line_is_a_new_column_a_form_field_and_a_place_in_the_manual(codebook: Write) -> None:
    book = Book(codebook(colours=OLD))
    assert list(properties(Before)) == ["colour"]
    assert [name for name, line in properties(After).items() if line.public] == ["colour", "shade"]
    assert [f.name for f in form_fields(Before, book)] == ["colour"]
    assert [(f.name, f.widget, f.many) for f in form_fields(After, book)] == [
        ("colour", "select", False),
        ("shade", "text", True),
        ("secret", "text", False),
    ]
    for make, words in (
        (markdown, "| `shade` | how <dark> |"),
        (html, "<td><code>shade</code></td><td>how &lt;dark&gt;"),
    ):
        assert words not in make(book, {"Z": Before})
        assert words in make(book, {"Z": After})
    assert "shade" not in codebook_toml(book, {"Z": Before})
    assert tomlkit.parse(codebook_toml(book, {"Z": After}))["property"]["After"]["secret"]["public"] is False


def test_a_new_entry_is_allowed_offered_and_in_the_manual(codebook: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    before = Book(codebook(colours=OLD))
    monkeypatch.setattr(kinds, "book", lambda: before)
    with pytest.raises(ValueError, match="'teal' is not in colours; allowed: red"):
        COLOURS.parse("teal")
    assert "teal" not in markdown(before, {"Z": Before}) + html(before, {"Z": Before}) + codebook_toml(before)

    after = Book(codebook(more=NEW))
    monkeypatch.setattr(kinds, "book", lambda: after)
    assert COLOURS.parse("teal") == "teal"
    assert COLOURS.includes("red", "teal")
    assert form_fields(Before, after)[0].choices == (("red", "Red"), ("teal", "Teal"))
    for text in (markdown(after, {"Z": Before}), html(after, {"Z": Before})):
        for words in ("Teal", "Between", "Counts: this", "Does not count: that", "Example: a wall (page 1)", "cold"):
            assert words in text
    kept = tomlkit.parse(codebook_toml(after, {}))["vocabulary"]["colours"]["teal"].unwrap()
    assert kept["words"] == ["a", "b"]
    assert kept["crosswalk"] == {"cape_2016": "x"}
    assert version(before) != version(after)


def test_a_family_of_codes_is_no_value_and_is_not_offered(codebook: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    book = Book(codebook(colours=OLD + "abstract = true\n", more=NEW))
    monkeypatch.setattr(kinds, "book", lambda: book)
    with pytest.raises(ValueError, match="'red' is a family of codes, and no value; allowed: teal"):
        COLOURS.parse("red")
    assert form_fields(Before, book)[0].choices == (("teal", "Teal"),)


def test_the_manual_shows_each_case_of_a_rule_and_lets_no_markup_through(codebook: Write) -> None:
    book = Book(codebook(colours=OLD, stage_rules=RULES))
    text, page = markdown(book, {"Z": Before}), html(book, {"Z": Before})
    assert "| 1 | none | measure: `x`; abroad: no | it is <b>so</b> &#124; so |" in text
    assert "it is &lt;b&gt;so&lt;/b&gt; | so" in page
    assert "<b>" not in page
    assert "<script" not in page
    assert "http" not in page


def test_the_manual_links_only_to_what_it_holds() -> None:
    page = html()
    anchors = {part.split('"')[0] for part in page.split(' id="')[1:]}
    assert {part.split('"')[0] for part in page.split('href="#')[1:]} <= anchors


def test_every_public_property_is_described_in_the_data_package() -> None:
    columns = {
        name: ("id", *(line.name for line in properties(ENTITIES[letter]).values() if line.public))
        for letter, name in TABLES.items()
    }
    found = resources(columns)
    assert [r["name"] for r in found] == list(TABLES.values())
    for resource in found:
        assert [f["name"] for f in resource["schema"]["fields"]] == list(columns[resource["name"]])
        assert all(f["description"] for f in resource["schema"]["fields"])
    json.dumps(found)


def test_every_column_of_an_edition_is_described() -> None:
    schema = pytest.importorskip("asylia.edition.schema")
    tables = {name: table.columns for name, table in schema.tables().items()}
    assert len(resources(tables)) == len(tables)


def test_a_column_that_nobody_described_is_an_error() -> None:
    with pytest.raises(KeyError, match=r"cells\.colour is described neither"):
        resources({"cells": ("id", "colour")})
