"""What readers ask of a large edition: addresses, drawn by chance, in both languages."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from random import Random
from urllib.parse import urlencode

from bench.data import FAMILY, GIVEN, HOSTS, STATES, concrete

NUMBER = "2026.1"
_LANGUAGES = ("", "/ru")
_PAGE = 50


@dataclass(frozen=True, slots=True)
class Known:
    """The ids that an edition holds."""

    persons: Sequence[str]
    group_events: Sequence[str]


def three_filters(chance: Random, known: Known) -> str:
    """A list of persons under three filters out of nine; now and then sorted, deep within, or under another rule."""
    filters: dict[str, Callable[[], dict[str, str]]] = {
        "state": lambda: {"state": chance.choice(STATES)},
        "host": lambda: {"host": chance.choice(HOSTS)},
        "measure": lambda: {"measure": chance.choice(concrete("measures"))},
        "target": lambda: {"target": chance.choice(concrete("targets"))},
        "factuality": lambda: {"factuality": chance.choice(concrete("factualities"))},
        "category": lambda: {"category": chance.choice(concrete("categories"))},
        "stage": lambda: {"stage": chance.choice("123"), "rule": chance.choice(_rules())},
        "year": lambda: {"from": str(chance.randrange(2000, 2010)), "to": str(chance.randrange(2010, 2017))},
        "contested": lambda: {"contested": "yes"},
    }
    query = dict[str, str]()
    for facet in chance.sample(sorted(filters), 3):
        query |= filters[facet]()
    more: Sequence[dict[str, str]] = (
        {}, {}, {"sort": chance.choice(("-name", "incidents", "latest", "stage"))},
        {"page": str(chance.randrange(2, 20))},
    )  # fmt: skip
    return _page(chance, "persons", query | chance.choice(more))


def searched(chance: Random, known: Known) -> str:
    """A list of persons by a name: whole, a part of one, or one that nobody has; half of them under a filter too."""
    name = f"{chance.choice(GIVEN)} {chance.choice(FAMILY)}"
    words = chance.choice(
        (name, f"{name} {chance.randrange(1000)}", chance.choice(FAMILY)[1:5].lower(), "nobody at all")
    )
    filters: Sequence[dict[str, str]] = ({}, {"state": chance.choice(STATES)})
    return _page(chance, "persons", {"q": words} | chance.choice(filters))


def some_list(chance: Random, known: Known) -> str:
    """A list as it stands, deep within, or by a name; of persons, incidents, protections or group events."""
    deep = str(chance.randrange(1, len(known.persons) // _PAGE))
    table = chance.choice(("persons", "incidents", "protections", "group-events"))
    name = f"{chance.choice(GIVEN)} {chance.choice(FAMILY)}"
    return chance.choice((
        lambda: _page(chance, table, {}),
        lambda: _page(chance, table, {"page": deep}),
        lambda: _page(chance, table, {"state": chance.choice(STATES), "host": chance.choice(HOSTS)}),
        lambda: _page(chance, "persons", {"q": f"{name} {chance.randrange(1000)}"}),
        lambda: _page(chance, "persons", {"q": name, "page": str(chance.randrange(1, 9))}),
        lambda: _page(chance, "persons", {"q": f"nobody {deep}"}),
    ))()  # fmt: skip


def person(chance: Random, known: Known) -> str:
    """The page of a person."""
    return _page(chance, chance.choice(known.persons))


def group_event(chance: Random, known: Known) -> str:
    """The page of a group event."""
    return _page(chance, chance.choice(known.group_events))


def state(chance: Random, known: Known) -> str:
    """The page of a state of concern or of a host state."""
    return chance.choice(list(states(chance.choice(_LANGUAGES))))


def states(language: str) -> Iterator[str]:
    """All pages of states in a language, which is the prefix of its addresses."""
    yield from (f"{language}/{NUMBER}/states/{code}" for code in STATES)
    yield from (f"{language}/{NUMBER}/hosts/{code}" for code in HOSTS)


def home(chance: Random, known: Known) -> str:
    """The front page."""
    return f"{chance.choice(_LANGUAGES)}/"


def small_csv(chance: Random, known: Known) -> str:
    """Some persons as CSV or JSON."""
    query = {
        "state": chance.choice(STATES),
        "host": chance.choice(HOSTS),
        "measure": chance.choice(concrete("measures")),
    }
    return f"/{NUMBER}/persons.{chance.choice(('csv', 'json'))}?{urlencode(query)}"


def measure(chance: Random, known: Known) -> str:
    """The page of a measure."""
    return _page(chance, f"measures/{chance.choice(concrete('measures'))}")


MIXED = (
    (3, three_filters), (3, some_list), (6, person), (2, state), (1, measure), (1, group_event), (1, home),
    (1, small_csv),
)  # fmt: skip


def mixed(chance: Random, known: Known) -> str:
    """Anything that readers ask for."""
    weights, kinds = zip(*MIXED, strict=True)
    address: str = chance.choices(kinds, weights)[0](chance, known)
    return address


def _page(chance: Random, path: str, query: dict[str, str] | None = None) -> str:
    return f"{chance.choice(_LANGUAGES)}/{NUMBER}/{path}" + (f"?{urlencode(query)}" if query else "")


def _rules() -> Sequence[str]:
    from asylia.codebook.stages import rules

    return rules()
