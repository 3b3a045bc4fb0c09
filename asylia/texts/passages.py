"""Cite words, and find them again in any extraction of the same publication.

A passage is either by position (offsets in one text layer, with its words and what stands around them, as in the W3C
Web Annotation model) or by reference (how many letters, the hash of the first 24 and of all, its place): a citation
that copies no sentence. Invariant: no passage is made that its own text does not bear out.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from statistics import median_low
from typing import Any, NamedTuple

from asylia.canonical import canonical
from asylia.problems import Problem
from asylia.texts.letters import Letters, letters_of, normalise

Passage = dict[str, Any]
Reference = Mapping[str, Any]  # letters, first, all; and where known source and place

HEAD = 24  # letters under the first hash
AROUND = 32  # characters of prefix and suffix


class Document(NamedTuple):
    """A text and where its pages begin (offsets); with form feeds in the text, ``pages`` may be left out."""

    text: str
    pages: Sequence[int] = ()


class Found(NamedTuple):
    """Where a passage stands: characters ``start`` to ``end`` of the text, beginning with letter ``letter``."""

    start: int
    end: int
    letter: int


def passage_id(passage: Mapping[str, Any]) -> str:
    """The id that a passage has by its content: ``P-`` and 12 hex digits."""
    content = {key: value for key, value in passage.items() if key != "id"}
    return f"P-{sha256(canonical(content).encode()).hexdigest()[:12]}"


def cite(text: str, source: str, start: int, end: int, layer: str, **where: Any) -> Passage:
    """Make a passage by position of ``text[start:end]``; ``where`` may give page, note and paragraph.

    ``layer`` is the sha256 of the text layer. Raises ``Problem`` where the text is not that layer, or no
    words stand there.
    """
    if sha256(text.encode()).hexdigest() != layer:
        raise Problem("the text is not the text layer that the passage names", field="layer")
    if not 0 <= start < end <= len(text):
        raise Problem(f"characters {start} to {end} are not in a text of {len(text)} characters", field="passage")
    if not letters_of(quote := text[start:end]):
        raise Problem(f"characters {start} to {end} hold no words", field="passage")
    passage: Passage = {"source": source, "layer": layer, "start": start, "end": end, "quote": quote, **where}
    passage |= {"prefix": text[max(0, start - AROUND) : start], "suffix": text[end : end + AROUND]}
    return {"id": passage_id(passage), **passage}


def locate(passage: Mapping[str, Any], text: str) -> tuple[int, int] | None:
    """Where a passage by position stands in a text: its own layer, or another extraction of the same document.

    The quote counts, not the offsets; of several equal quotes the one between the same words, then the nearest.
    """
    quote, start = passage["quote"], passage["start"]
    if text[start : passage["end"]] == quote:
        return start, passage["end"]
    here, wanted = normalise(text), letters_of(quote)
    around = letters_of(passage["prefix"]), letters_of(passage["suffix"])
    places = _occurrences(wanted, here.letters)

    def strangeness(i: int) -> tuple[int, int]:
        before = here.letters[:i].endswith(around[0])
        after = here.letters.startswith(around[1], i + len(wanted))
        return 2 - before - after, abs(here.at[i] - start)

    return here.span(min(places, key=strangeness), len(wanted)) if places else None


def by_reference(quote: str) -> dict[str, Any]:
    """What a bundled register keeps of some words: letters, first, all. Raises ``Problem`` if there are no letters."""
    if not (letters := letters_of(quote)):
        raise Problem("the quote holds no letters", field="quote")
    return {"letters": len(letters), "first": _hash(letters[:HEAD], 8), "all": _hash(letters, 16)}


def place_of(quote: str, text: str | Letters, opening: Reference | None = None) -> int:
    """How many letters stand before a quote in its chapter, which begins with the passage ``opening``.

    Without ``opening`` the text is the chapter. The first occurrence counts. Raises ``Problem`` if there is none. Give
    ``normalise(text)`` instead of a text to ask often.
    """
    here = text if isinstance(text, Letters) else normalise(text)
    start = _opening(opening, here, ()) if opening else 0
    if start is None:
        raise Problem("the chapter's opening passage is not in this text", field="opening")
    if (at := here.letters.find(letters_of(quote), start)) >= 0:
        return at - start
    where = "only stands before its chapter begins" if letters_of(quote) in here.letters else "is not in this text"
    raise Problem(f"the quote {_shortened(quote)!r} {where}", field="quote")


def find(
    references: Iterable[Reference],
    document: Document | Letters | str,
    openings: Mapping[str, Reference] | None = None,
) -> list[Found | None]:
    """Find passages by reference in a whole document, all in one pass; None for each that is not there.

    ``openings`` gives each source (chapter) the passage that opens it. Where it is known, the match nearest to the
    passage's place counts, else the first.
    """
    wanted = list(references)
    openings = openings or {}
    here = letters_in(document)
    places = _places([*wanted, *openings.values()], here)
    chapters = _chapters(wanted, places, openings)
    found = list[Found | None]()
    for reference in wanted:
        start, at = chapters.get(reference.get("source", "")), places[_key(reference)]
        if not at:
            found.append(None)
            continue
        expected = start + reference.get("place", 0) if start is not None else 0
        nearest = min(at, key=lambda i: abs(i - expected))
        found.append(Found(*here.span(nearest, reference["letters"]), nearest))
    return found


def letters_in(document: Document | Letters | str) -> Letters:
    """The letters of a document, heads and feet dropped; letters as they are."""
    if isinstance(document, Letters):
        return document
    return normalise(document) if isinstance(document, str) else normalise(*document)


_Key = tuple[int, str, str]


def _key(reference: Reference) -> _Key:
    return reference["letters"], reference["first"], reference["all"]


def _hash(letters: str, digits: int) -> str:
    return sha256(letters.encode()).hexdigest()[:digits]


def _places(references: Iterable[Reference], here: Letters) -> dict[_Key, list[int]]:
    """Every place of every reference: the head's hash at each letter, then length and hash of the whole."""
    heads = defaultdict[int, defaultdict[bytes, set[_Key]]](lambda: defaultdict(set))
    places: dict[_Key, list[int]] = {}
    for reference in references:
        places[key := _key(reference)] = []
        heads[min(HEAD, key[0])][bytes.fromhex(key[1])].add(key)
    letters = here.letters
    for size, keys in heads.items():
        for i in range(len(letters) - size + 1):
            digest = sha256(letters[i : i + size].encode()).digest()[:4]
            if digest in keys:
                for key in keys[digest]:
                    if i + key[0] <= len(letters) and _hash(letters[i : i + key[0]], 16) == key[2]:
                        places[key].append(i)
    return places


def _chapters(
    wanted: Sequence[Reference], places: Mapping[_Key, Sequence[int]], openings: Mapping[str, Reference]
) -> dict[str, int]:
    """At which letter each chapter begins. Its opening words may also stand in a list of contents."""
    starts: dict[str, int] = {}
    for source, opening in openings.items():
        if candidates := places[_key(opening)]:
            within = [(r["place"], places[_key(r)]) for r in wanted if r.get("source") == source and "place" in r]
            starts[source] = min(candidates, key=lambda start: _misfit(start, within))
    return starts


def _misfit(start: int, within: Iterable[tuple[int, Sequence[int]]]) -> int:
    """How far the passages of a chapter that would begin here lie from their places: the median, in letters."""
    distances = [min(abs(i - start - place) for i in at) for place, at in within if at]
    return median_low(distances) if distances else 0


def _opening(opening: Reference, here: Letters, wanted: Sequence[Reference]) -> int | None:
    return _chapters(wanted, _places([opening], here), {"": opening}).get("")


def _occurrences(wanted: str, letters: str) -> list[int]:
    places, at = list[int](), letters.find(wanted)
    while at >= 0:
        places.append(at)
        at = letters.find(wanted, at + 1)
    return places


def _shortened(quote: str) -> str:
    words = " ".join(quote.split())
    return words if len(words) <= 60 else f"{words[:57]}..."
