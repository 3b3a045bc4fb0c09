"""Two names: same, different, or nobody can tell from the spelling; a score; and why, part by part.

Family name is held against family name, given against given, the father's against the father's. One part that
differs makes the names different, whatever the others say: brothers share everything but the given name. What is
missing on one side (a patronymic, a second given name) contradicts nothing. A part alone, or an initial for the given
name, is never enough for 'same'. Titles prove nothing.
"""

from collections.abc import Iterator
from itertools import zip_longest
from operator import itemgetter
from typing import Literal, NamedTuple

from asylia.names.forms import Form, Reading, form
from asylia.names.found import Found, State
from asylia.names.parts import Part
from asylia.names.rules import Rules
from asylia.names.rules import rules as all_rules
from asylia.names.sounds import Spelling, apart
from asylia.names.why import sentences

Verdict = Literal["same", "different", "unsure"]


class Comparison(NamedTuple):
    """``score``: from 0 to 1; at least .7 where the verdict is 'same', below .4 where it is 'different'."""

    verdict: Verdict
    score: float
    found: tuple[Found, ...]
    rules: Rules

    @property
    def why(self) -> tuple[str, ...]:
        """The reasons, one sentence a part."""
        return sentences(self.found, self.rules)


_VERDICTS: tuple[Verdict, ...] = ("different", "unsure", "same")
_BANDS = ((0.0, 0.39), (0.4, 0.3), (0.7, 0.3))  # the lowest score of each verdict, and how much may come to it
_CHANGED = 0.03  # how much further apart a changed ending puts two family names
_MISSING = 0.01  # what a part that only one of the names has takes from the score
_CERTAIN = 0.02  # parts at most so far apart agree exactly, but for the way of writing

_Judged = tuple[int, float, list[Found]]  # the place of the verdict among all, the score, and what was found
_RANK = itemgetter(0, 1)


def compare(a: str | Form, b: str | Form, rules: Rules | None = None) -> Comparison:
    """Compare two names, or two forms made by the same rules."""
    used = rules or all_rules()
    one = form(a, used) if isinstance(a, str) else a
    other = form(b, used) if isinstance(b, str) else b
    if _alike(one, other, used):
        return Comparison("same", 1.0, (Found("whole", None, None, 0.0, State.SAME),), used)
    if not one.names or not other.names:
        return Comparison("unsure", 0.4, (Found("nothing", None, None, 1.0, State.NEAR),), used)
    judged = [_judge(x, y, used) for x, y in _ways(one, other)]
    rank, score, found = judged[0] if len(judged) == 1 else max(judged, key=_RANK)
    return Comparison(_VERDICTS[rank], score, tuple(found), used)


def _ways(a: Form, b: Form) -> list[tuple[Reading, Reading]]:
    """Every reading of one beside every reading of the other; no alias beside an alias: two persons may share it."""
    if len(a.readings) == len(b.readings) == len(a.readings[0]) == len(b.readings[0]) == 1:
        return [(a.readings[0][0], b.readings[0][0])]
    return [
        (x, y)
        for name, readings in zip(a.names, a.readings, strict=True)
        for other, others in zip(b.names, b.readings, strict=True)
        if not (name.borrowed and other.borrowed)
        for x in readings
        for y in others
    ]


def _alike(a: Form, b: Form, rules: Rules) -> bool:
    """Whether two forms with the same sounds also mean the same: no initials, one family name and one father."""
    if len(a.key) == len(b.key) == 1 and a.key != b.key:
        return False
    if set(a.key).isdisjoint(b.key) or "any-order" not in rules.allow:
        return False
    for one, key in zip(a.names, a.key, strict=True):
        for other, theirs in zip(b.names, b.key, strict=True):
            if key == theirs and len(key) > 1 and not one.of("initial") and not (one.borrowed and other.borrowed):
                roles = {(part.whole.sounds, part.role) for part in one.parts if part.role != "perhaps"}
                if roles == {(part.whole.sounds, part.role) for part in other.parts if part.role != "perhaps"}:
                    return True
    return False


def _judge(x: Reading, y: Reading, rules: Rules) -> _Judged:
    if not (x.family and x.given and y.family and y.given):
        return _one_part(x, y, rules)
    found = [_family(x.family, y.family, x.natural == y.natural, rules)]
    if found[0].state:
        found += _given(x, y, rules)
        if x.patronymics or y.patronymics:
            found += _father(x, y, rules)
        if x.sexes and y.sexes and x.sexes.isdisjoint(y.sexes):
            found.append(Found("sex", None, None, 1.0, State.OTHER))
    return _verdict(found, rules)


def _verdict(found: list[Found], rules: Rules) -> _Judged:
    rank, likeness = 2, 1.0
    for one in found:
        rank = min(rank, one.state)
        likeness *= 1.0 - 2 * one.distance if one.distance < 0.5 else 0.0
    if rank == State.NEAR and _carried(found, rules):
        rank = 2
    base, span = _BANDS[rank]
    return rank, round(base + span * likeness, 4), found


def _carried(found: list[Found], rules: Rules) -> bool:
    """Whether a given name and a patronymic that agree exactly carry a family name with a typing error."""
    exact = {one.about for one in found if one.a and one.b and one.distance <= _CERTAIN}
    near = {one.about for one in found if one.state is State.NEAR}
    return "patronymic-as-evidence" in rules.allow and near == {"family"} and {"given", "patronymic"} <= exact


def _state(distance: float, rules: Rules) -> State:
    if distance <= rules.limits["same"]:
        return State.SAME
    return State.NEAR if distance <= rules.limits["near"] else State.OTHER


def _family(a: Part, b: Part, same_order: bool, rules: Rules) -> Found:
    if a.kind == b.kind != "" and a.stem and b.stem:
        distance = apart(a.stem, b.stem, rules)
        return Found("family", a, b, distance, _state(distance, rules))
    distance = apart(a.whole, b.whole, rules)
    plain = Found("family", a, b, distance, _state(distance, rules))
    if plain.state is State.SAME or "changed-ending" not in rules.allow or not ({a.role, b.role} - {"name"}):
        return plain
    distance = _CHANGED + min(apart(x, y, rules) for x in _stems(a) for y in _stems(b))
    state = _state(distance - _CHANGED, rules)
    if state is State.SAME and not same_order:
        state = State.NEAR
    changed = Found("family", a, b, distance, state, "changed")
    return max(plain, changed, key=lambda one: (one.state, -one.distance))


def _stems(part: Part) -> Iterator[Spelling]:
    yield part.stem or part.whole
    if part.kind == "nisba":
        yield part.whole


def _given(x: Reading, y: Reading, rules: Rules) -> list[Found]:
    found = [_first(x, y, rules)]
    more = len(x.given) > 1 or len(y.given) > 1
    if more and found[0].state is State.SAME and found[0].note != "joined":
        found += _seconds(_without_father(x, y), _without_father(y, x), rules)
    return found


def _without_father(x: Reading, y: Reading) -> tuple[Part, ...]:
    """The second names of a reading; the one that is held against a patronymic alone on the other side is left out."""
    return x.given[2:] if y.patronymics and not x.patronymics else x.given[1:]


def _first(x: Reading, y: Reading, rules: Rules) -> Found:
    a, b = x.given[0], y.given[0]
    if a.role == "initial" or b.role == "initial":
        distance = 0.05 if _may_begin(a, b, rules) else 1.0
        return Found("given", a, b, distance, State.NEAR if distance < 1 else State.OTHER, "initial")
    best = _same_given(a, b, rules)
    if best.state is State.SAME:
        return best
    for one in x.firsts:
        for other in y.firsts:
            if one.written.count(" ") != other.written.count(" "):
                distance = apart(one.whole, other.whole, rules)
                if _state(distance, rules) is State.SAME:
                    return Found("given", one, other, distance, State.SAME, "joined")
    if best.state is State.OTHER and _several(x) != _several(y):
        best = max([best, *_second_names(x, y, rules)], key=lambda one: one.state)
    return best


def _several(x: Reading) -> bool:
    return len(x.given) + len(x.perhaps) > 1


def _second_names(x: Reading, y: Reading, rules: Rules) -> Iterator[Found]:
    """The only given name of one is the second of the other: a second name in use, or the father's; nobody can tell."""
    for a in (*x.given, *x.perhaps):
        for b in (*y.given, *y.perhaps):
            if "initial" not in (a.role, b.role) and (a is x.given[0]) != (b is y.given[0]):
                distance = apart(a.whole, b.whole, rules)
                if _state(distance, rules) is State.SAME:
                    yield Found("given", a, b, distance + 0.1, State.NEAR, "second")


def _same_given(a: Part, b: Part, rules: Rules) -> Found:
    distance = apart(a.whole, b.whole, rules)
    if distance <= rules.limits["same"]:
        return Found("given", a, b, distance, State.SAME)
    note = ""
    for one, other in ((a, b), (b, a)):
        if one.fond and not other.fond and distance > rules.limits["same"]:
            without = apart(one.fond, other.whole, rules) + one.fond_cost * 0.2
            if without < distance:
                distance, note = without, "fond"
    return Found("given", a, b, distance, _state(distance, rules), note)


def _initial(about: str, a: Part, b: Part, rules: Rules) -> Found:
    """An initial beside a name: it agrees or not; beside a given name that is known, that is enough."""
    if _may_begin(a, b, rules):
        return Found(about, a, b, 0.05, State.SAME, "initial")
    return Found(about, a, b, 1.0, State.OTHER, "initial")


def _may_begin(a: Part, b: Part, rules: Rules) -> bool:
    first, other = a.whole.sounds[:1], b.whole.sounds[:1]
    return first == other or rules.near.get(first, {}).get(other, 1.0) <= 0.3


def _seconds(mine: tuple[Part, ...], theirs: tuple[Part, ...], rules: Rules) -> Iterator[Found]:
    """Second given names that both names have must agree; what one of them lacks contradicts nothing, but several
    that it lacks leave too little to go by.
    """
    for place, (a, b) in enumerate(zip_longest(mine, theirs)):
        if a is None or b is None:
            several = abs(len(mine) - len(theirs)) > 1 and place > 0
            yield Found("second", a, b, _MISSING, State.NEAR if several else State.SAME)
        elif a.role == "initial" or b.role == "initial":
            yield _initial("second", a, b, rules)
        else:
            distance = apart(a.whole, b.whole, rules)
            yield Found("second", a, b, distance, _state(distance, rules))


def _father(x: Reading, y: Reading, rules: Rules) -> Iterator[Found]:
    if x.patronymics and y.patronymics:
        yield from _fathers(x.patronymics, y.patronymics, rules)
        return
    for fathers, others in ((x.patronymics, y.given[1:]), (y.patronymics, x.given[1:])):
        for father in fathers[:1]:
            if others:
                yield _bare_father(father, others[0], rules)
            else:
                yield Found("patronymic", father, None, _MISSING, State.SAME)


def _fathers(mine: tuple[Part, ...], theirs: tuple[Part, ...], rules: Rules) -> Iterator[Found]:
    """Father against father, grandfather against grandfather; where one is left out, nobody can tell which."""
    found = [_same_father(a, b, rules) for a, b in zip(mine, theirs, strict=False)]
    if len(mine) != len(theirs) and found[0].state is State.OTHER:
        others = (_same_father(a, b, rules) for a in mine for b in theirs)
        found = [one._replace(state=State.NEAR) for one in others if one.state is State.SAME][:1] or found
    yield from found


def _same_father(a: Part, b: Part, rules: Rules) -> Found:
    distance = min(apart(a.stem or a.whole, b.stem or b.whole, rules), apart(a.whole, b.whole, rules))
    return Found("patronymic", a, b, distance, _state(distance, rules))


def _bare_father(father: Part, second: Part, rules: Rules) -> Found:
    """A patronymic against a second word without an ending: the father's name, or a second given name."""
    if second.role == "initial":
        good = _may_begin(father, second, rules)
        return Found(
            "patronymic", father, second, 0.05 if good else 1.0, State.SAME if good else State.OTHER, "initial"
        )
    distance = apart(father.stem or father.whole, second.whole, rules)
    state = _state(distance, rules)
    return Found("patronymic", father, second, min(distance, 0.2), max(state, State.NEAR), "bare")


def _one_part(x: Reading, y: Reading, rules: Rules) -> _Judged:
    """One of the names has a single part: it may be any part of the other, and is never enough for 'same'."""
    mine = [part for part in (x.family, *x.given) if part]
    theirs = [part for part in (y.family, *y.given) if part]
    pairs = [(a, b) for a in mine for b in theirs if "initial" not in (a.role, b.role)]
    found = [Found("part", a, b, apart(a.whole, b.whole, rules), State.OTHER) for a, b in pairs]
    best = min(found, key=lambda one: one.distance, default=None)
    if best is None:
        return _verdict([Found("nothing", None, None, 1.0, State.NEAR)], rules)
    near = _state(best.distance, rules) is not State.OTHER
    state = State.NEAR if near else State.OTHER
    others = [one for one in _father(x, y, rules) if one.state is State.OTHER]
    return _verdict([Found("part", best.a, best.b, best.distance, state), *others], rules)
