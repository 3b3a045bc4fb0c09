from hypothesis import given, settings
from hypothesis import strategies as st

from asylia.cases.copies import copies
from asylia.cases.independence import Facts, Sources
from asylia.texts.passages import by_reference

NAMES = [f"S-{letter}" for letter in "abcdefg"]


def sources(**facts):
    return Sources({f"S-{name}": Facts(**{k: frozenset(v) for k, v in said.items()}) for name, said in facts.items()})


def test_sources_that_nothing_is_known_of_are_independent():
    assert Sources().independent_groups(["S-a", "S-b", "S-a"]) == 2
    assert Sources().independent_groups([]) == 0


def test_derivation_goes_through_sources_that_say_nothing_here():
    known = sources(a={"derived_from": ["S-b"]}, b={"derived_from": ["S-c"]})
    assert not known.independent("S-a", "S-c")
    assert not known.independent("S-c", "S-a")
    assert known.independent_groups(["S-a", "S-c"]) == 1


def test_a_compilation_does_not_tie_together_what_it_was_compiled_from():
    known = sources(c={"derived_from": ["S-a", "S-b"]})
    assert known.independent_groups(["S-a", "S-b", "S-c"]) == 2


def test_a_chapter_is_not_independent_of_its_volume():
    known = sources(a={"volume": ["S-v"]}, b={"volume": ["S-v"]})
    assert known.independent_groups(["S-a", "S-b", "S-v"]) == 1


def test_a_circle_of_derivations_ends():
    known = sources(a={"derived_from": ["S-b"]}, b={"derived_from": ["S-a"]})
    assert known.independent_groups(["S-a", "S-b"]) == 1


def test_many_chapters_of_many_volumes_are_counted_at_once():
    known = sources(**{f"{v}-{c}": {"volume": [f"S-{v}"]} for v in range(40) for c in range(20)})
    assert known.independent_groups(known.facts) == 40


facts = st.fixed_dictionaries(
    {
        "derived_from": st.frozensets(st.sampled_from(NAMES), max_size=2),
        "volume": st.frozensets(st.sampled_from(["S-v", "S-w"]), max_size=1),
        "project": st.frozensets(st.sampled_from(["p", "q"]), max_size=1),
    }
).map(lambda said: Facts(**said))


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.sampled_from(NAMES), facts), st.frozensets(st.sampled_from(NAMES)), st.sampled_from(NAMES))
def test_it_is_the_largest_set_in_which_each_two_are_independent_and_never_falls(known, asked, further):
    from itertools import combinations

    all_ = Sources(known)
    fits = (
        len(some)
        for size in range(len(asked) + 1)
        for some in combinations(sorted(asked), size)
        if all(all_.independent(a, b) for a, b in combinations(some, 2))
    )
    assert all_.independent_groups(asked) == max(fits)
    assert all_.independent_groups(asked | {further}) >= all_.independent_groups(asked)


def test_sources_that_say_it_in_the_same_words_are_one_voice():
    words = {"quote": "He was held at the station of a town that nobody names for a week in May."}
    cited = [{"id": f"P-{n}", "source": source, **words} for n, source in enumerate(("S-a", "S-b", "S-c"))]
    assert copies(cited[:2]) == {("S-a", "S-b")}
    assert Sources().independent_groups(["S-a", "S-b", "S-c"], copies(cited[:2])) == 2
    assert Sources().independent_groups(["S-a", "S-b"], copies(cited)) == 1
    assert Sources().independent_groups(["S-a", "S-b"]) == 2
    short = [{"id": f"P-{n}", "source": source, "quote": "held in Moscow"} for n, source in enumerate(("S-a", "S-b"))]
    assert copies(short) == frozenset()


def test_a_quote_and_its_count_of_letters_are_the_same_words():
    quote = "He was held at the station of a town that nobody names for a week in May."
    cited = [{"id": "P-1", "source": "S-a", "quote": quote}, {"id": "P-2", "source": "S-b", **by_reference(quote)}]
    assert copies(cited) == {("S-a", "S-b")}
