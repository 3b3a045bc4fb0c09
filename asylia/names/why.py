"""Why two names were judged as they were, in sentences: one for each part, with the rules that it took."""

from collections.abc import Iterable, Iterator

from asylia.names.found import Found
from asylia.names.parts import Part
from asylia.names.rules import Rules
from asylia.names.sounds import Spelling, drops, folds_of

_ABOUT = {
    "family": "Family name",
    "given": "Given name",
    "second": "Second given name",
    "patronymic": "Patronymic",
    "part": "One part only",
}
_STATES = ("two different names", "too near to call different, too far to call the same", "one name in two spellings")
_NOTES = {
    "changed": "the ending of the family name has changed",
    "initial": "an initial agrees, which does not prove the name",
    "joined": "one given name, written as one word or as several",
    "second": "the only given name of one is the second name of the other",
    "fond": "what is added to a given name in speech is left out in one",
    "bare": "a patronymic beside a second name that is not the father's",
}
_WHOLE = {
    "whole": "The parts of both names are the same.",
    "nothing": "There is no name to compare.",
    "sex": "The ending of one is said of a man, that of the other of a woman.",
}


def sentences(found: Iterable[Found], rules: Rules) -> tuple[str, ...]:
    """One sentence for each thing found, the family name first."""
    return tuple(_sentence(one, rules) for one in found)


def _sentence(one: Found, rules: Rules) -> str:
    if one.a is None and one.b is None:
        return _WHOLE[one.about]
    if one.a is None or one.b is None:
        alone = one.a or one.b
        assert alone
        said = "which contradicts nothing" if one.state > 1 else "and too little is left to go by"
        return f"{_ABOUT[one.about]}: only one has it ({alone.written.title()}), {said}."
    pair = f"{_ABOUT[one.about]}: {one.a.written.title()} and {one.b.written.title()}"
    if one.about == "part":
        other = "agree, but one part never proves who is meant" if one.state else "are two different names"
        return f"{pair} {other}."
    if one.note and (one.state or one.note == "initial"):
        said = _NOTES[one.note] if one.state else "the initial is another"
    elif one.a.written == one.b.written:
        said = "the same"
    else:
        said = _STATES[one.state]
    rules_taken = sorted(set(took(one.a, one.b, rules))) if one.state and one.note != "initial" else []
    return f"{pair}: {said} ({', '.join(rules_taken)})." if rules_taken else f"{pair}: {said}."


def took(a: Part, b: Part, rules: Rules) -> Iterator[str]:
    """The rules that make two parts alike: those that change one of them only, and the sounds taken for one."""
    yield from set(folds_of(a.written, rules)) ^ set(folds_of(b.written, rules))
    yield from _exchanged(a.whole, b.whole, rules)


def _exchanged(x: Spelling, y: Spelling, rules: Rules) -> Iterator[str]:
    """The rules of the sounds that stand for one another on the cheapest way from one word to the other."""
    other = rules.costs["other"]
    mine, theirs = drops(x.sounds, rules), drops(y.sounds, rules)
    table = [[0.0] * (len(y.sounds) + 1) for _ in range(len(x.sounds) + 1)]
    for i in range(len(x.sounds) + 1):
        for j in range(len(y.sounds) + 1):
            ways = [table[i - 1][j] + mine[i - 1]] if i else []
            ways += [table[i][j - 1] + theirs[j - 1]] if j else []
            if i and j:
                ways.append(table[i - 1][j - 1] + _exchange(x.sounds[i - 1], y.sounds[j - 1], rules, other))
            table[i][j] = min(ways, default=0.0)
    i, j = len(x.sounds), len(y.sounds)
    while i and j:
        one, two = x.sounds[i - 1], y.sounds[j - 1]
        if table[i][j] == table[i - 1][j - 1] + _exchange(one, two, rules, other):
            if one != two and (one, two) in rules.near_rule:
                yield rules.near_rule[one, two]
            i, j = i - 1, j - 1
        elif table[i][j] == table[i - 1][j] + mine[i - 1]:
            i -= 1
        else:
            j -= 1


def _exchange(one: str, other: str, rules: Rules, otherwise: float) -> float:
    return rules.near.get(one, {}).get(other, 0.0 if one == other else otherwise)
