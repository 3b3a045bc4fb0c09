"""What a value may be, and how many true values a property may have.

Every value is canonical text: a parser turns a coder's words into it, or raises ``ValueError`` that says what is
allowed. Equal meaning is therefore equal text, and the ledger, the tables and the forms need no types of their own.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, fields
from functools import cache
from typing import Any, Generic, Literal, NewType, TypeVar, cast

from asylia.codebook import dates
from asylia.codebook.book import book

T = TypeVar("T", bound=str)

Code = NewType("Code", str)
Country = NewType("Country", str)
Edtf = NewType("Edtf", str)
Year = NewType("Year", str)
Name = NewType("Name", str)
Number = NewType("Number", str)
Ref = NewType("Ref", str)
Text = NewType("Text", str)

# What any property may say instead of a value. A property with neither is 'not stated'.
UNKNOWN = "unknown"  # the source says that it is not known
NONE = "none"  # the source says that there is none
SPECIAL = (UNKNOWN, NONE)

FAMILY = "abstract"  # the flag of a code that only gathers others

Basis = Literal["", "single", "included", "preferred", "sources", "open"]


@dataclass(frozen=True, slots=True)
class Said(Generic[T]):
    """One value, the ids of the accepted claims that say so, and of those that deny or dispute it."""

    value: T
    claims: tuple[str, ...]
    denied_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class One(Generic[T]):
    """A property that has one true value.

    ``said`` holds every accepted value, those shown first, then sorted. ``shown`` holds the one that is shown, or,
    where nothing is preferred, all that stand; () is 'not stated'. ``basis`` says why (see ``cases/weigh.py``).
    """

    said: tuple[Said[T], ...] = ()
    shown: tuple[T, ...] = ()
    contested: bool = False
    basis: Basis = ""


@dataclass(frozen=True, slots=True)
class Many(Generic[T]):
    """A property that may have several true values, sorted."""

    said: tuple[Said[T], ...] = ()

    @property
    def shown(self) -> tuple[T, ...]:
        """The values that somebody asserts (a value that is only denied is not among them)."""
        return tuple(said.value for said in self.said if said.claims)

    def __iter__(self) -> Iterator[T]:
        return iter(self.shown)


@dataclass(frozen=True, slots=True)
class Kind(Generic[T]):
    """How words become a value. ``includes(a, b)`` says that a is the less precise of two values that agree."""

    name: str
    parse: Callable[[str], T]
    vocabulary: str = ""
    includes: Callable[[str, str], bool] = lambda coarse, fine: False
    ordered: bool = False  # values have an order of their own: "1 detained I-203553", "2 released R-060117"
    chosen: bool = False  # a value is a code and nothing else, so a form may list them all


@dataclass(frozen=True, slots=True)
class Property:
    """What one line of ``entities.py`` says."""

    attribute: str  # its name in Python
    kind: Kind[Any]
    means: str
    many: bool
    public: bool

    @property
    def name(self) -> str:
        """Its name everywhere else: ``from`` is a word of Python, and stands there as ``from_``."""
        return self.attribute.rstrip("_")


def one(kind: Kind[T], means: str, *, public: bool = False) -> One[T]:
    """Declare a property with one true value. Silent unless the line says ``public=True``."""
    return cast(One[T], field(default=One(), metadata={"property": (kind, means, False, public)}))


def many(kind: Kind[T], means: str, *, public: bool = False) -> Many[T]:
    """Declare a property that may have several true values. Silent unless the line says ``public=True``."""
    return cast(Many[T], field(default=Many(), metadata={"property": (kind, means, True, public)}))


@cache
def properties(entity: type) -> dict[str, Property]:
    """The properties of an entity by name, in the order of its lines."""
    lines = (Property(f.name, *f.metadata["property"]) for f in fields(entity) if "property" in f.metadata)
    return {line.name: line for line in lines}


def code(vocabulary: str) -> Kind[Code]:
    """A code of one vocabulary; one that is ``broader`` includes the narrower, and a family is no value itself."""

    def parse(words: str) -> Code:
        if book().entry(vocabulary, words).flags.get(FAMILY):
            narrower = ", ".join(sorted(book().narrower(vocabulary, words)))
            raise ValueError(f"{words!r} is a family of codes, and no value; allowed: {narrower}")
        return Code(words)

    def includes(coarse: str, fine: str) -> bool:
        return coarse in book().broader(vocabulary, fine)

    return Kind("code", parse, vocabulary, includes, chosen=True)


def coded(vocabulary: str, what: str) -> Kind[Text]:
    """A code, then words or an id: ``cousin X-310448``, ``detained I-203553``. ``what`` says what the words are."""

    def parse(words: str) -> Text:
        head, _, rest = words.partition(" ")
        book().entry(vocabulary, head)
        return Text(f"{head} {' '.join(rest.split())}".strip())

    return Kind(f"code and {what}", parse, vocabulary)


def step(vocabulary: str) -> Kind[Text]:
    """An ordinal, a code, the id that it points to: ``2 detained I-203553``."""

    def parse(words: str) -> Text:
        if not (found := _STEP.fullmatch(words)):
            raise ValueError(f"{words!r} is no step; allowed: its place, a code, an id, as in '2 detained I-203553'")
        book().entry(vocabulary, found["code"])
        return Text(words)

    return Kind("step", parse, vocabulary, ordered=True)


def ref(*prefixes: str) -> Kind[Ref]:
    """The id of another entity, with one of the given letters."""

    def parse(words: str) -> Ref:
        if not ID.fullmatch(words) or words[0] not in prefixes:
            raise ValueError(f"{words!r} is no id; allowed: {' or '.join(f'{p}- and six digits' for p in prefixes)}")
        return Ref(words)

    return Kind("id", parse)


ID = re.compile(r"[XIRTLGA]-\d{6,12}|S-[a-z0-9](?:[a-z0-9-]*[a-z0-9])?")
_STEP = re.compile(rf"\d{{1,3}} (?P<code>[a-z0-9_]+)(?: (?:{ID.pattern}))?")
_YEAR = re.compile(r"\d{4}~?")
_NUMBER = re.compile(r"(?P<word>at least |at most |about )?(?P<low>\d{1,12})(?:-(?P<high>\d{1,12}))?(?P<unit> ?%)?")


def _text(words: str) -> Text:
    if not (clean := " ".join(words.split())):
        raise ValueError("there are no words; leave the line out where the source is silent")
    return Text(clean)


def _name(words: str) -> Name:
    return Name(_text(words))


def _year(words: str) -> Year:
    if not _YEAR.fullmatch(words):
        raise ValueError(f"{words!r} is no year; allowed: four digits, with ~ where it is about then")
    return Year(words)


def _number(words: str) -> Number:
    """``17``, ``7-10``, ``at least 17``, ``at most 9``, ``about 50``, ``37 %``."""
    if not (found := _NUMBER.fullmatch(words)) or (found["word"] and found["high"]):
        raise ValueError(f"{words!r} is no number; allowed: 17, 7-10, at least 17, at most 9, about 50, 37 %")
    if found["high"] and int(found["high"]) <= int(found["low"]):
        raise ValueError(f"{words!r} runs backwards; the smaller number comes first")
    return Number(words)


def _country(words: str) -> Country:
    return Country(book().entry("countries", words).code)


def _lies_in(coarse: str, fine: str) -> bool:
    return coarse in book().broader("countries", fine)


COUNTRY = Kind("country", _country, "countries", _lies_in, chosen=True)
DATE = Kind("date", lambda words: Edtf(dates.canonical(words)), "", dates.includes)
YEAR = Kind("year", _year)
NAME = Kind("name", _name)
NUMBER = Kind("number", _number)
TEXT = Kind("text", _text)
