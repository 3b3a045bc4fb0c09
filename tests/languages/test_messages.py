"""``make messages``: the catalogues hold what the program says, and are made alike at any time and on any machine."""

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from asylia.languages.language import Language
from tools.messages import CATALOGUE, as_mo, as_po, strings, updated


def ids(catalogue: Catalog) -> set[tuple[object, str | None]]:
    return {(message.id, message.context) for message in catalogue if message.id}


def written(language: Language) -> str:
    return (language.folder / CATALOGUE).read_text(encoding="utf-8")


def test_a_catalogue_holds_exactly_what_the_site_and_the_charts_say(translated: Language) -> None:
    with (translated.folder / CATALOGUE).open("rb") as file:
        held = ids(read_po(file))
    said = ids(strings())
    assert not said - held, "run `make messages` and translate these"
    assert not held - said, "run `make messages`: these are said no longer"


def test_making_a_catalogue_again_changes_no_byte(translated: Language) -> None:
    title = written(translated).splitlines()[0].removeprefix("# ")
    assert as_po(updated(translated.folder), title) == written(translated)
    compiled = (translated.folder / CATALOGUE).with_suffix(".mo")
    assert as_mo(written(translated)) == compiled.read_bytes()


def test_a_catalogue_names_no_machine_and_no_time(translated: Language) -> None:
    assert not [line for line in written(translated).splitlines() if line.startswith(('"POT-', '"PO-', '"Last-', "#:"))]


def test_templates_and_python_and_every_kind_of_string_are_found() -> None:
    found = strings()
    assert found.get("To the content")  # {% translate %}
    assert found.get("Edition %(number)s")  # {% blocktranslate %}
    assert found.get("%(number)s incident", None)  # ngettext of a chart
    assert found.get("put on notice")  # gettext_noop
    assert [message for message in found if isinstance(message, Message) and message.context]  # pgettext


def test_what_is_said_no_longer_goes_and_what_is_new_stands_empty(translated: Language) -> None:
    before = updated(translated.folder)
    assert before.get("To the content").string  # type: ignore[union-attr]
    before.delete("To the content")
    before.add("A sentence that nobody says", "…")
    before.update(strings(), no_fuzzy_matching=True)
    assert not before.get("To the content").string  # type: ignore[union-attr]
    assert before.get("A sentence that nobody says") is None
