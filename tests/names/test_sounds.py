"""What makes reading and comparing fast changes nothing of what they find."""

from hypothesis import given, settings
from hypothesis import strategies as st

from asylia.names.evaluate import pairs_of
from asylia.names.rules import rules
from asylia.names.sounds import apart, cheapest, drops, folded, groups, sounds, spelled
from tests.names.test_blind import FILE

EVERY = rules()
WORDS = sorted({word for pair in pairs_of(FILE) for word in f"{pair.a} {pair.b}".casefold().split()})
SAID = [sounds(word, EVERY.reader(word), EVERY) for word in WORDS]
LETTERS = "".join(sorted({letter for said in SAID for letter in said}))

some = settings(max_examples=200, deadline=None)
anything = st.one_of(st.sampled_from(SAID), st.text(LETTERS, min_size=1, max_size=14))


@some
@given(anything)
def test_a_fold_finds_nothing_in_a_word_without_its_sounds(said: str) -> None:
    slowly = said
    for fold in EVERY.folds:
        slowly = fold.pattern.sub(fold.plain, slowly)
    assert folded(said, EVERY) == slowly


@some
@given(anything)
def test_an_ending_a_drop_and_a_fond_end_find_nothing_without_their_sounds(said: str) -> None:
    for ending in EVERY.endings:
        assert said[-1:] in ending.last or not ending.pattern.search(said)
    for pattern, _, last in EVERY.fond:
        assert said[-1:] in last or not pattern.search(said)
    for place, (pattern, _) in enumerate(EVERY.drops):
        assert EVERY.may_drop.met(said) >> place & 1 or not pattern.search(said)


@some
@given(anything, anything)
def test_the_cheapest_way_is_found_in_a_part_of_the_table(a: str, b: str) -> None:
    x, y = (a, drops(a, EVERY)), (b, drops(b, EVERY))
    limit = EVERY.limits["near"] * max(len(a), len(b))
    whole = _whole_table(x, y)
    found = cheapest(x, y, EVERY, limit)
    assert abs(found - whole) < 1e-6 if whole <= limit else found > limit


@some
@given(anything, anything)
def test_the_count_of_sounds_rules_out_only_what_is_far(a: str, b: str) -> None:
    x, y = spelled(a, EVERY), spelled(b, EVERY)
    limit = EVERY.limits["near"] * max(len(a), len(b))
    if (groups(a, EVERY) ^ groups(b, EVERY)).bit_count() * 0.5 > limit:
        assert apart(x, y, EVERY) > EVERY.limits["near"]
        assert _whole_table((a, drops(a, EVERY, y.vowelless)), (b, drops(b, EVERY, x.vowelless))) > limit


def _whole_table(x: tuple[str, tuple[float, ...]], y: tuple[str, tuple[float, ...]]) -> float:
    table = {(0, 0): 0.0}
    for i in range(len(x[0]) + 1):
        for j in range(len(y[0]) + 1):
            ways = [table[i - 1, j] + x[1][i - 1]] if i else []
            ways += [table[i, j - 1] + y[1][j - 1]] if j else []
            if i and j:
                one, other = x[0][i - 1], y[0][j - 1]
                cost = EVERY.near.get(one, {}).get(other, 0.0 if one == other else EVERY.costs["other"])
                ways.append(table[i - 1, j - 1] + cost)
            if ways:
                table[i, j] = min(ways)
    return table[len(x[0]), len(y[0])]
