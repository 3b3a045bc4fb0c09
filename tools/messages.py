"""``make messages``: the strings of the site and the charts into the catalogue of every language that has one.

A catalogue says what its language makes of each English string of the program. Nothing in it tells where or when it was
made: the same strings give the same bytes. What was translated stays, what is said no longer goes, what is new stands
empty until a translator comes; a test finds what is empty.
"""

import io
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent / "asylia"
LANGUAGES = ROOT / "languages"
ROOMS = (ROOT / "site", ROOT / "edition")
CATALOGUE = "LC_MESSAGES/django.po"
_KEYWORDS: dict[str, Any] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
_WIDTH = 120
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)  # babel writes a time wherever it writes a catalogue
_LEFT_OUT = (
    "Report-Msgid-Bugs-To",
    "POT-Creation-Date",
    "PO-Revision-Date",
    "Last-Translator",
    "Language-Team",
    "Generated-By",
)


def strings() -> Catalog:
    """Every string that the site and the charts may say."""
    found = Catalog()
    for room in ROOMS:
        for file in sorted(room.rglob("*")):
            for words, context in _of(file):
                found.add(words, context=context)
    return found


def updated(folder: Path) -> Catalog:
    """The catalogue of a language with the strings of today: kept, emptied of what is said no longer."""
    file = folder / CATALOGUE
    with file.open("rb") as opened:
        catalogue = read_po(opened, locale=folder.name)
    catalogue.update(strings(), no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    return catalogue


def as_po(catalogue: Catalog, title: str) -> str:
    """The catalogue for translators, in the order of its strings."""
    catalogue.header_comment = f"# {title}"
    catalogue.project, catalogue.version, catalogue.fuzzy = "asylia", "1", False
    written = io.BytesIO()
    write_po(written, catalogue, width=_WIDTH, no_location=True, sort_output=True)
    lines = written.getvalue().decode("utf-8").splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith(tuple(f'"{name}:' for name in _LEFT_OUT)))


def as_mo(po: str) -> bytes:
    """The same for the program."""
    written, catalogue = io.BytesIO(), read_po(io.BytesIO(po.encode("utf-8")))
    catalogue.creation_date = catalogue.revision_date = _NEVER
    write_mo(written, catalogue)
    return written.getvalue()


def main() -> None:
    """Bring every catalogue up to date and compile it."""
    for file in sorted(LANGUAGES.glob(f"*/{CATALOGUE}")):
        catalogue = updated(file.parent.parent)
        po = as_po(catalogue, f"{file.parent.parent.name}: the strings of the site and of the charts.")
        file.write_text(po, encoding="utf-8")
        file.with_suffix(".mo").write_bytes(as_mo(po))
        empty = sum(not _is_said(message.string) for message in catalogue if message.id)
        print(f"{file.parent.parent.name}: {len(catalogue)} strings, {empty} of them not translated")


def _is_said(words: Any) -> bool:
    return all(words) if isinstance(words, (tuple, list)) else bool(words)


def _of(file: Path) -> Iterator[tuple[Any, str | None]]:
    """What a file says: words, or singular and plural; and the context that tells one sense from another."""
    if file.suffix == ".py":
        source = file.read_text(encoding="utf-8")
    elif file.suffix == ".html":
        source = _as_python(file.read_text(encoding="utf-8"))
    else:
        return
    for _line, words, _comments, context in extract("python", io.BytesIO(source.encode("utf-8")), _KEYWORDS):
        yield words, context


def _as_python(template: str) -> str:
    """A template's strings as calls of gettext; lines begin at the margin, since what is around them is no program."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "asylia.settings.site")
    from django.utils.translation.template import templatize

    return "\n".join(line.lstrip() for line in templatize(template).splitlines())


if __name__ == "__main__":
    main()
