"""In a language other than English nothing stands in English but what is marked so: every kind of page is read.

What is looked at: every text, and the attributes that a reader hears or sees. Not looked at: what carries the mark of
another language, code, names of persons as the sources write them, ids, addresses and names of files.
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import lxml.html
import pytest

from asylia.codebook.book import book
from asylia.codebook.entities import TABLES
from asylia.codebook.kinds import SPECIAL
from asylia.edition.reader import Edition
from asylia.edition.schema import DECIDED, NO, ONCE, OPEN, TWICE, YES, split
from asylia.languages.language import languages
from tests import pages
from tests.serving import Served, served

# Latin in Russian text as well, each for its reason.
PROPER = (
    # names of works, projects, places of work and programs
    "Asylia", "asylia", "CAPE", "Central Asian Political Exiles", "Standards for Casualty Recording", "Natural Earth",
    "No Shelter", "Foreign Policy Centre", "AAAD", "Freedom House", "Tor Browser", "Tor", "Safest", "Firefox", "Debian",
    "JAWS", "NVDA", "VoiceOver", "OpenSSH", "SSH", "DataCite", "axe", "asylia edition diff", "sha256sum", "sha256",
    # formats, protocols and standards, which Russian writes so
    "CSV", "JSON", "SVG", "ZIP", "PNG", "HTML", "HTTP", "URL", "API", "OpenAPI", "CORS", "ETag", "Content-Location",
    "query", "GET", "HEAD", "OPTIONS", "Atom", "EDTF", "ISO", "BCP", "WCAG", "ARIA", "AA", "gzip", "SHA-256", "SQLite",
    "MathML", "JavaScript", "cookie", "CC BY",
    # what INTERPOL calls its messages, in every language
    "diffusion",
    # what the tests themselves ask for, and whom they say to write to
    "nobody at all", "editor@asylia.example",
)  # fmt: skip
SAID = ("alt", "title", "placeholder", "aria-label", "label")  # attributes whose words a reader meets
UNREAD = ("code", "pre", "kbd", "samp", "script", "style")
NO_WORD = re.compile(
    r"https?://\S+|(?<!\w)/[\w./?=&#%-]+"  # addresses
    r"|[\w/.-]*\.(?:csv|jsonld|json|zip|sqlite|md|sig|cff|toml|html|atom|org|png|svg|sha256)\b"  # names of files
    r"|\b[A-Z]-[\w-]+|\([A-Z]{2}\)"  # ids; the code of a state that is no more
    r"|\b(?:asylia|cape)-[\w-]+"  # stage rules
)
CODEBOOK = {
    "codebook",
    "vocabulary",
    "vocabulary-long",
    "measure",
    "measures",
    "stages",
    "api",
}  # there codes are cited
_PROPER = re.compile("|".join(rf"(?<!\w){re.escape(word)}(?!\w)" for word in sorted(PROPER, key=len, reverse=True)))
LATIN = re.compile(r"[A-Za-z][A-Za-z'’-]+")

CODES = frozenset(
    {code for vocabulary in book().vocabularies.values() for code in vocabulary} | {*book().vocabularies}
    | {*TABLES.values(), "claims", "passages", "names", "cells", "retired", *SPECIAL}
    | {YES, NO, OPEN, ONCE, TWICE, DECIDED, "merged", "withdrawn", "corrected", "years", "suspended"}
)  # fmt: skip


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of invented editions."""
    return pages.shelf(tmp_path_factory.mktemp("translated"))


@pytest.fixture(scope="module")
def running(shelf: Path) -> Iterator[Served]:
    """A site that serves them, with somebody to write to."""
    with served(shelf, "--contact", "editor@asylia.example", port=8500) as site:
        yield site


@pytest.fixture(scope="module")
def names(shelf: Path) -> Sequence[str]:
    """Every name of a person or an author in the editions, the longest first."""
    found = set[str]()
    for folder in sorted(shelf.iterdir()):
        edition = Edition(folder)
        found |= {record["name"] for record in edition.all("names")}
        found |= {author for record in edition.all("sources") for author in split(record["author"])}
        edition.close()
    return sorted(found, key=len, reverse=True)


@pytest.mark.parametrize("language", [code for code in languages() if code != "en"])
def test_nothing_is_left_in_english(shelf: Path, running: Served, names: Sequence[str], language: str) -> None:
    found = dict[str, set[str]]()
    for asked in pages.every(shelf, only=language):
        html = running.ask(asked.address).text
        for words in untranslated(html, language, names, CODES if asked.kind in CODEBOOK else frozenset()):
            found.setdefault(words, set()).add(asked.kind)
    assert not found, "\n" + "\n".join(f"{words} on {', '.join(sorted(on)[:4])}" for words, on in sorted(found.items()))


def untranslated(html: str, language: str, names: Sequence[str], codes: frozenset[str] = frozenset()) -> Iterator[str]:
    """Each text of a page that is said to be in a language and has Latin words which are nobody's name.

    ``codes`` may stand in a text that is otherwise in another alphabet.
    """
    root = lxml.html.document_fromstring(html)
    titles = {" ".join(h1.text_content().split()) for h1 in root.iter("h1") if h1.get("lang", language) != language}
    for place, text in _texts(root, language):
        bare = " ".join(text.split())
        for name in (*titles, *names) if place == "title" else names:  # a title has no mark of a language within
            bare = bare.replace(name, " ").replace(name[:1].upper() + name[1:], " ")
        bare = NO_WORD.sub(" ", bare)
        words = LATIN.findall(_PROPER.sub(" ", bare))
        if words and not (codes.issuperset(words) and re.search("[^\\W\\dA-Za-z]", bare)):
            yield f"{place}: {' '.join(text.split())} [{' '.join(words)}]"


def _texts(root: lxml.html.HtmlElement, language: str) -> Iterator[tuple[str, str]]:
    """Texts and attributes in a language, each with the element in which it stands."""

    def walk(element: lxml.html.HtmlElement, spoken: str) -> Iterator[tuple[str, str]]:
        if not isinstance(element.tag, str) or element.tag in UNREAD:
            return
        spoken = element.get("lang", spoken)
        here = spoken.partition("-")[0] == language
        if here:
            if element.text and element.text.strip():
                yield element.tag, element.text
            yield from ((f"{element.tag} {name}", element.get(name)) for name in SAID if element.get(name))
            if element.tag == "meta" and element.get("name") == "description":
                yield "meta description", element.get("content", "")
        for child in element:
            yield from walk(child, spoken)
            if here and child.tail and child.tail.strip():
                yield element.tag, child.tail

    yield from walk(root, "")


def test_what_is_marked_and_what_is_a_name_may_stand() -> None:
    text = (
        '<html lang="ru"><head><title>Намуна · Asylia</title></head><body><p>Слово <i lang="en">a word</i>,'
        " <code>x y</code> Zuhra Misol, X-100001, CSV</p>"
        '<img alt="A bar"><p lang="en">All this.</p>Left over</body></html>'
    )
    assert [*untranslated(text, "ru", ["Zuhra Misol"])] == ["img alt: A bar [bar]", "body: Left over [Left over]"]
