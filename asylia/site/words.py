"""Values of the edition -> words for a reader: labels, dates, stages, who says a thing and how. Pure functions."""

from collections.abc import Iterable

from asylia.codebook.book import book
from asylia.codebook.kinds import DATE, ID, SPECIAL, Kind
from asylia.edition.schema import Record, split

ORDINARY = {"unknown": "unknown, says the source", "none": "none, says the source"}
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
           "December")  # fmt: skip
_SEASONS = dict(enumerate(("spring", "summer", "autumn", "winter"), 21))
_OPEN, _NOT_KNOWN = "..", ""


def text_of(kind: Kind[str], value: str) -> tuple[str, str]:
    """A value in words, and the id to which it points: ``cousin X-310448`` gives ``cousin`` and the id."""
    if value in SPECIAL:
        return ORDINARY[value], ""
    if kind is DATE:
        return date(value), ""
    if not kind.vocabulary:
        return ("", value) if kind.name == "id" else (value, "")
    if kind.chosen:
        return book().label(kind.vocabulary, value), ""
    head, _, rest = value.partition(" ")
    if kind.ordered:  # the ordinal is the order's, not the reader's
        head, _, rest = rest.partition(" ")
    label = book().label(kind.vocabulary, head)
    return (label, rest) if ID.fullmatch(rest) else (f"{label} {rest}".strip(), "")


def date(edtf: str) -> str:
    """A date in words: ``2014-05~`` gives ``about May 2014``. What has no short words stays as it is written."""
    start, slash, end = edtf.partition("/")
    if not slash:
        return _single(edtf)
    if start in (_OPEN, _NOT_KNOWN):
        return f"until {_single(end)}" + ("" if start else ", since when is not known")
    if end in (_OPEN, _NOT_KNOWN):
        return f"since {_single(start)}" + ("" if end else ", until when is not known")
    return f"{_single(start)} to {_single(end)}"


def _single(edtf: str) -> str:
    mark = edtf[-1] if edtf[-1] in "~?%" else ""
    exact = _exact(edtf.removesuffix(mark))
    about = "about " if mark in ("~", "%") else ""
    return f"{about}{exact}{' (uncertain)' if mark in ('?', '%') else ''}"


def _exact(edtf: str) -> str:
    year, *rest = edtf.split("-")
    if not rest:
        return f"the {year[:3]}0s" if year[3] == "X" and year[2] != "X" else year
    month = int(rest[0])
    if month in _SEASONS:
        winter = month == max(_SEASONS)
        return f"{_SEASONS[month]} {year}{f'–{(int(year) + 1) % 100:02d}' if winter else ''}"
    day = f"{int(rest[1])} " if len(rest) > 1 else ""
    return f"{day}{_MONTHS[month - 1]} {year}"


def manner(claims: Iterable[Record]) -> str:
    """How it is said, where that is anything but plainly reported by the author."""
    return "; ".join(sorted({said for claim in claims if (said := _said(claim))}))


def in_full(claim: Record) -> str:
    """How it is said and by whom, whatever it is."""
    who = " and ".join(book().label("asserters", one) for one in split(claim["by"]))
    return f"{book().label('assertions', claim['how'])}{f' by {who}' if who else ''}"


def _said(claim: Record) -> str:
    plainly = claim["how"] in book().flagged("assertions", "plain")
    nobody_else = set(split(claim["by"])) <= book().flagged("asserters", "plain")
    return "" if plainly and nobody_else else in_full(claim)


def heading(name: str) -> str:
    """A property's name as a reader sees it."""
    return name.replace("_", " ").capitalize()


def first_upper(words: str) -> str:
    """The words with their first letter upper-case, the others as they are."""
    return words[:1].upper() + words[1:]


def country(code: str) -> str:
    """A country's name."""
    return book().label("countries", code)


def stage(stages: Iterable[str]) -> str:
    """``('2', '3')`` gives ``Stage 2 or 3``; ``('3', 'none')`` gives ``Stage 3 or none``; '' where there is none."""
    found = sorted(stages)
    return f"Stage {' or '.join(found)}" if any(one.isdigit() for one in found) else ""


def stage_class(stages: Iterable[str]) -> str:
    """The highest stage in question, for the colour of its tag."""
    return max((one for one in stages if one.isdigit()), default="")
