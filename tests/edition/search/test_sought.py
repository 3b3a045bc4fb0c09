"""Search over the tables that stand aside: every spelling, one typing error, and why."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asylia.edition.reader import Edition
from asylia.edition.schema import SOUGHT, SOUNDED, create
from asylia.edition.search.reasons import said
from asylia.edition.search.sought import CANDIDATES, Kept, search, sought, sounded
from asylia.names.finding import Why, tokens_of

NAMES = (
    "Umarali Kuvatov", "Maksud Ibragimov", "Sharofiddin Gadoev", "Mahmadruzi Iskandarov", "Obidkhon Nazarov",
    "Mukhtar Ablyazov", "Alnur Musayev", "Viktor Khrapunov", "Bakhodir Choriyev", "Fuad Rustamkhojaev",
    "Alisher Saipov", "Emir Usmon Bukhari", "Suhrob Zafar", "Nizomkhon Juraev", "Murod Yuldashev",
    "Ilhom Ismoilzoda", "Shavkat Hajikhanov", "Dilorom Iskhakova", "Vitaly Ponomarev", "Saidjon Rahimov",
    "Нурали Салимов", "Гулнора Каримова", "Ҷамшед Ёров", "Dodojon Atovulloev", "Salim Shamsiddinov",
    "Isa Dadashov", "Ali Sultonov", "Nur Hakimzoda",
)  # fmt: skip
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def filed(names: dict[str, tuple[str, ...]]) -> Kept:
    db = sqlite3.connect(":memory:", check_same_thread=False)
    db.execute("CREATE TABLE names (person TEXT, name TEXT)")
    for table in (SOUGHT, SOUNDED):
        for statement in create(table):
            db.execute(statement)
    db.executemany("INSERT INTO names VALUES (?, ?)", ((id, name) for id, each in names.items() for name in each))
    rows = ((token, id) for id, each in names.items() for token in tokens_of(each))
    db.executemany("INSERT INTO sought VALUES (?, ?)", rows)
    db.executemany("INSERT INTO sounded VALUES (?, ?)", list(sounded(db)))
    return Kept(lambda query, values: db.execute(query, values).fetchall())


@pytest.fixture(scope="module")
def kept() -> Kept:
    return filed({f"X-{number:06d}": (name,) for number, name in enumerate(NAMES)})


@st.composite
def slips(draw: st.DrawFn) -> tuple[int, str]:
    """A name with one letter put in, left out, exchanged, or two that changed places, within a word."""
    number = draw(st.integers(0, len(NAMES) - 1))
    words = NAMES[number].split()
    which = draw(st.integers(0, len(words) - 1))
    word, letter = words[which], draw(st.sampled_from(LETTERS))
    at = draw(st.integers(0, len(word) - 1))
    ways = [word[:at] + letter + word[at:], word[:at] + word[at + 1 :], word[:at] + letter + word[at + 1 :]]
    if at + 1 < len(word):
        ways.append(word[:at] + word[at + 1] + word[at] + word[at + 2 :])
    words[which] = draw(st.sampled_from(ways))
    return number, " ".join(words)


@settings(max_examples=300, deadline=None)
@given(slips())
def test_a_name_with_any_single_typing_error_is_among_the_first_ten(kept: Kept, slip: tuple[int, str]) -> None:
    number, query = slip
    assert f"X-{number:06d}" in [hit.person for hit in search(kept, query)[:10]]


def test_a_short_part_alone_is_not_taken_for_every_other_short_part(kept: Kept) -> None:
    assert not {"Isa Dadashov", "Nur Hakimzoda"} & {hit.name for hit in search(kept, "Ali")}
    assert "Nur Hakimzoda" not in {hit.name for hit in search(kept, "Nar Sultonov")}


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(NAMES), st.randoms())
def test_the_order_of_the_parts_does_not_matter(kept: Kept, name: str, chance: object) -> None:
    words = name.split()
    chance.shuffle(words)  # type: ignore[attr-defined]
    first = search(kept, name)[0]
    assert search(kept, " ".join(words))[0].person == first.person


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(NAMES), st.integers(0, 3))
def test_one_part_may_be_missing(kept: Kept, name: str, without: int) -> None:
    words = name.split()
    words.pop(without % len(words))
    assert f"X-{NAMES.index(name):06d}" in [hit.person for hit in search(kept, " ".join(words))[:10]]


@settings(max_examples=100, deadline=None)
@given(st.one_of(st.sampled_from(NAMES), st.text(alphabet=LETTERS + " ", min_size=1, max_size=12)))
def test_as_written_finds_only_names_whose_words_begin_as_typed(kept: Kept, query: str) -> None:
    words = query.lower().split()
    for hit in search(kept, query, written=True):
        there = NAMES[int(hit.person[2:])].lower().split()
        assert all(any(word.startswith(each) for word in there) for each in words)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_whatever_is_typed_the_answer_is_a_short_list(kept: Kept, query: str) -> None:
    for written in (False, True):
        assert len(search(kept, query, written=written)) <= CANDIDATES


@pytest.mark.parametrize(
    "query", ["X" * 5000, "\0", "a " * 400, "%_'\"; DROP TABLE sought", "\ud800", "ﷺ" * 90, "1/1 " * 60, "﷽ -- /* */"]
)
def test_strange_queries_are_answered(kept: Kept, query: str) -> None:
    assert isinstance(search(kept, query), list)


@pytest.mark.parametrize(
    ("query", "why"),
    [
        ("Quvvatov Umarali", "Quvvatov and Kuvatov: one name in two spellings (doubled, k-q)"),
        ("Umarali Kuvotov", "Kuvotov and Kuvatov: one name in two spellings (a-o)"),
        ("Umarali Kuvtaov", "Kuvtaov and Kuvatov: one letter differs"),
        ("Ismoilov Ilhom", "Ismoilov and Ismoilzoda: one stem, another ending"),
    ],
)
def test_a_hit_says_why_it_was_found(kept: Kept, query: str, why: str) -> None:
    assert why in [said(each) for each in search(kept, query)[0].why]


@pytest.mark.parametrize(
    "kind", ["id", "number", "affiliation", "begins", "letter", "spelling", "ending", "near", "written"]
)
def test_every_reason_is_a_sentence(kind: str) -> None:
    assert said(Why(kind, "a", "b"))  # type: ignore[arg-type]


def test_the_best_candidate_is_kept_among_many_who_share_a_name() -> None:
    crowd = {f"X-{n:06d}": (f"Rustam Kuvat{'aeiou'[n % 5]}l{'bdfgk'[n // 5 % 5]}ov",) for n in range(900)}
    kept = filed(crowd | {"X-999999": ("Umarali Rustam Kuvatov",)})
    assert search(kept, "Quvvatov Umarali")[0].person == "X-999999"


def test_an_edition_is_searched_by_what_follows_from_its_tables(made: Path) -> None:
    edition = Edition(made)
    try:
        db = edition.connection()
        assert sorted(sought(db)) == edition.run("SELECT token, person FROM sought ORDER BY token, person")
        assert sorted(set(sounded(db))) == edition.run("SELECT key, token FROM sounded ORDER BY key, token")
        db.close()
        assert [hit.person for hit in search(Kept(edition.run), "Namunah Farukh")][:1] == ["X-100001"]
    finally:
        edition.close()


@pytest.fixture(autouse=True, scope="module")
def small_memory() -> Iterator[None]:
    """What reading names remembers stays small, however many were read."""
    from asylia.names.finding import finding_rules

    yield
    assert all(len(kept) <= 5000 for kept in finding_rules().remembered.values())
