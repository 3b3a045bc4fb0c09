"""A translation says everything that the codebook says, and nothing that it does not."""

import re
import tomllib
from collections.abc import Iterator
from typing import Any

from asylia.codebook import columns
from asylia.codebook.book import book
from asylia.codebook.entities import ENTITIES, TABLES
from asylia.codebook.kinds import properties
from asylia.edition.lists.facets import YEAR
from asylia.edition.schema import all_tables, tables
from asylia.languages.language import SOURCE, Language, language

PARTS = ("label", "definition", "counts", "counts_not", "example")
RULES = "stage_rules"


def read(language: Language, name: str) -> dict[str, Any]:
    return tomllib.loads((language.folder / name).read_text(encoding="utf-8"))


def codes(language: Language) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Vocabulary, code and words of all that the folder translates but countries."""
    for file in sorted((language.folder / "codebook").glob("*.toml")):
        if file.stem != RULES:
            for vocabulary, entries in read(language, f"codebook/{file.name}").items():
                yield from ((vocabulary, code, words) for code, words in entries.items())


def names() -> set[str]:
    """Whatever stands as a heading: tables, columns, properties, vocabularies, and the year, by which lists ask."""
    found = {*TABLES.values(), *book().vocabularies, YEAR}
    found.update(name for entity in ENTITIES.values() for name in properties(entity))
    return found.union(*({table.name, *table.columns} for table in all_tables()))


def described() -> set[tuple[str, str]]:
    """Each column that means something, by its table: silent ones too, for the codebook speaks of them."""
    found = {(TABLES[letter], name) for letter, entity in ENTITIES.items() for name in properties(entity)}
    return found | {(table.name, column) for table in tables().values() for column in table.columns}


def test_every_code_is_translated(translated: Language) -> None:
    wanted = {(v, c) for v, entries in book().vocabularies.items() if v != "countries" for c in entries}
    found = [(vocabulary, code) for vocabulary, code, _ in codes(translated)]
    assert sorted(wanted - set(found)) == []
    assert sorted(set(found) - wanted) == []
    assert len(found) == len(set(found))


def test_every_part_of_a_code_is_translated(translated: Language) -> None:
    wrong = []
    for vocabulary, code, words in codes(translated):
        entry = book().vocabularies[vocabulary][code]
        english = {part for part in PARTS if getattr(entry, part)}
        said = {part for part, text in words.items() if text.strip()}
        if said != english:
            wrong.append(f"{vocabulary}.{code}: {sorted(said ^ english)}")
    assert wrong == []


def test_the_files_are_those_of_the_codebook(translated: Language) -> None:
    ours = {file.name: set(tomllib.loads(file.read_text(encoding="utf-8"))) for file in book().folder.glob("*.toml")}
    theirs = {f.name: set(read(translated, f"codebook/{f.name}")) for f in (translated.folder / "codebook").glob("*")}
    del ours["countries.toml"]
    assert theirs == ours


def test_no_definition_is_left_in_english(translated: Language) -> None:
    left = []
    for vocabulary, code, words in codes(translated):
        entry = book().vocabularies[vocabulary][code]
        for part in PARTS[1:]:  # a name such as 'Human Rights Watch' has no word in lower case, and may stay
            same = words.get(part, "") == getattr(entry, part)
            left += [f"{vocabulary}.{code}.{part}"] if same and re.search(r"\b[a-z]", words.get(part, "")) else []
    assert left == []


def test_no_two_codes_of_a_vocabulary_have_one_label(translated: Language) -> None:
    seen, twice = dict[tuple[str, str], str](), []
    for vocabulary, code, words in codes(translated):
        other = seen.setdefault((vocabulary, words["label"]), code)
        if other != code and book().label(vocabulary, other) != book().label(vocabulary, code):
            twice.append(f"{vocabulary}: {other}, {code}: {words['label']}")
    assert twice == []


def test_every_stage_rule_is_translated(translated: Language) -> None:
    words = read(translated, f"codebook/{RULES}.toml")
    assert set(words) == set(book().stage_rules)
    for name, rule in book().stage_rules.items():
        assert set(words[name]) == {"label", "definition", "because"}
        assert words[name]["label"].strip()
        assert words[name]["definition"].strip()
        english = [case["because"] for case in rule["case"]]
        own = words[name]["because"]
        assert [bool(reason.strip()) for reason in own] == [bool(reason) for reason in english]
        # One reason, one translation: a list that lost its order shows here.
        assert len(set(zip(english, own, strict=True))) == len(set(english)) == len(set(own))
        assert translated.rule(name).because == tuple(own)


def test_every_name_has_a_heading(translated: Language) -> None:
    assert set(read(translated, "columns.toml")["headings"]) == names()
    assert all(translated.heading(name)[:1].isupper() or name == "aaad" for name in names())


def test_english_names_no_heading_that_is_none(en: Language) -> None:
    assert set(read(en, "columns.toml")["headings"]) <= names()


def test_every_column_is_explained(translated: Language) -> None:
    english = language(SOURCE)
    said = {place: (english.means(*place), translated.means(*place)) for place in described()}
    assert [place for place, (en, own) in sorted(said.items()) if en == own] == []
    # One meaning, one translation, and the reverse: a table whose column means something else says so itself.
    pairs = set(said.values())
    assert sorted(en for en, _ in pairs) == sorted({en for en, _ in pairs})
    assert sorted(own for _, own in pairs) == sorted({own for _, own in pairs})


def test_every_table_is_explained(translated: Language) -> None:
    for table in tables().values():
        assert translated.holds(table.name) != columns.holds(table.name)


def test_no_column_is_explained_that_is_none(translated: Language) -> None:
    words = read(translated, "columns.toml")
    shared = {column for _, column in described()}
    assert set(words) == {"headings", "entity", *tables()}
    assert set(words["entity"]) <= shared
    for table in tables():
        assert {(table, column) for column in words[table] if column != "_table"} <= described()


def test_facts_of_a_language_are_the_same_in_all(anyone: Language) -> None:
    ours, source = read(anyone, "language.toml"), read(language(SOURCE), "language.toml")
    assert set(ours) == set(source)
    for table in ("special", "amounts"):
        assert set(ours[table]) == set(source[table])
    for table in ("plain", "around", "within"):
        assert set(ours["dates"][table]) == set(source["dates"][table])
