"""A state in a paragraph written from its counts: whole sentences, each with the numbers that it needs.

Invariant: a sentence says 'at least', since cases are what sources tell; none divides and none compares.
"""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from asylia.codebook.book import book
from asylia.codebook.kinds import FAMILY
from asylia.edition.bounds import Bounds
from asylia.edition.lists.facets import STATE, YEAR
from asylia.edition.sums.profiles import HOST, MEASURE, By, Profile
from asylia.site import tongue
from asylia.site.tallies import bounds, by_size, in_order, named

_FEW = 3  # so many are named of those that are told most often


def of_state(found: Profile, below: Sequence[str] = ()) -> list[str]:
    """What a state does abroad, in sentences; [] where nothing is told. ``below`` are the actors in its counts."""
    return list(_of_state(found, below)) if found.incidents.records.high else []


def of_host(found: Profile) -> list[str]:
    """What happens in a host state, in sentences; [] where nothing is told of it."""
    return list(_of_host(found)) if found.incidents.records.high else []


def _of_state(found: Profile, below: Sequence[str]) -> Iterator[str]:
    country = tongue.current().country
    yield ngettext(
        "The sources tell of at least %(n)s incident behind which they see authorities %(of_state)s, or somebody who "
        "acts for them.",
        "The sources tell of at least %(n)s incidents behind which they see authorities %(of_state)s, or somebody who "
        "acts for them.",
        found.incidents.records.low or found.incidents.records.high,
    ) % {"n": _least(found.incidents.records), "of_state": country(found.code, "of")}
    yield _struck(found.persons.records)
    if below:
        inner = tongue.current().listed([country(code, "of") for code in below])
        yield _("Incidents %(of_actors)s are counted with them.") % {"of_actors": inner}
    yield from _measures(found)
    if where := _most(found.by.get(HOST, {}), "countries"):
        words = [_("%(what)s (%(n)s)") % {"what": country(code, "in"), "n": bounds(n)} for code, n in where]
        yield _("Most of these incidents befell people who then lived %(places)s.") % {
            "places": tongue.current().listed(words)
        }
    yield from _ending(found)


def _of_host(found: Profile) -> Iterator[str]:
    country = tongue.current().country
    yield ngettext(
        "The sources tell of at least %(n)s incident against somebody who then lived %(in_host)s.",
        "The sources tell of at least %(n)s incidents against people who then lived %(in_host)s.",
        found.incidents.records.low or found.incidents.records.high,
    ) % {"n": _least(found.incidents.records), "in_host": country(found.code, "in")}
    yield _struck(found.persons.records)
    if states := _most(found.by.get(STATE, {}), "countries"):
        words = [_("%(what)s (%(n)s)") % {"what": country(code, "of"), "n": bounds(n)} for code, n in states]
        listed = tongue.current().listed(words)
        yield _("Behind most of them the sources see authorities %(of_states)s.") % {"of_states": listed}
    yield from _measures(found)
    yield from _ending(found)


def _least(found: Bounds) -> str:
    """What is certain of a count, for a sentence that says 'at least'; the range where nothing is."""
    return tongue.current().number(found.low) if found.low else bounds(found)


def _struck(persons: Bounds) -> str:
    return ngettext(
        "At least %(n)s person was struck, or reached through others.",
        "At least %(n)s persons were struck, or reached through others.",
        persons.low or persons.high,
    ) % {"n": _least(persons)}


def _measures(found: Profile) -> Iterator[str]:
    if words := _counted(_most(found.by.get(MEASURE, {}), "measures"), "measures"):
        yield _("Told most often: %(measures)s.") % {"measures": words}


def _ending(found: Profile) -> Iterator[str]:
    """When, what the host did, what protected."""
    years = sorted(code for code in found.by.get(YEAR, {}) if code)
    if len(years) > 1:
        yield _("Dated incidents lie between %(first)s and %(last)s.") % {"first": years[0], "last": years[-1]}
    elif years:
        yield _("All dated incidents lie in %(year)s.") % {"year": years[0]}
    if words := _in_order(found.by.get("cooperation", {}), "cooperations"):
        yield _("What the host state did is told of some of them only: %(conduct)s.") % {"conduct": words}
    if words := _in_order(found.outcomes, "outcomes"):
        yield _("Protections for these persons, by outcome: %(outcomes)s.") % {"outcomes": words}


def _most(counts: By, vocabulary: str) -> list[tuple[str, Bounds]]:
    """The codes of the largest counts, each once: not what a code among them includes, and no family of codes."""
    families = book().flagged(vocabulary, FAMILY)
    told = [code for code in by_size(counts, vocabulary) if code and code not in families]
    chosen = [code for code in told if not set(book().broader(vocabulary, code)).intersection(told)]
    return [(code, counts[code].records) for code in chosen[:_FEW]]


def _in_order(counts: By, vocabulary: str) -> str:
    told = in_order((code for code in counts if code), vocabulary)
    return _counted([(code, counts[code].records) for code in told], vocabulary)


def _counted(told: Sequence[tuple[str, Bounds]], vocabulary: str) -> str:
    """Codes with their numbers as one phrase."""
    words = [_("%(what)s (%(n)s)") % {"what": named(vocabulary, code), "n": bounds(n)} for code, n in told]
    return tongue.current().listed(words)
