import tomllib

from hypothesis import given
from hypothesis import strategies as st

from asylia.coding.places import places

TEXT = '''\
# a comment with [[incident]] and a = 1
name = ["one",   # the first = "x"
        "two",

        "three"]
[passages]
a = { source = "S-x", note = [80, 81], quote = """two
lines, "here" """ }
b = { source = "S-y" } # end
[[incident]]
date = "2014 # no comment"
[[protection]]
country = 'RU'
[[incident]]
prefer.date = "x"
[passages.c]
source = "S-z"
'''


def test_every_key_has_its_line() -> None:
    found = places(TEXT)
    assert tomllib.loads(TEXT)["name"] == ["one", "two", "three"]
    assert [found.line("name", i) for i in range(3)] == [2, 3, 5]
    assert found.line("passages") == 6
    assert found.line("passages", "a", "quote") == 7
    assert found.line("passages", "b") == 9
    assert found.line("incident", 0, "date") == 11
    assert found.line("protection", 0, "country") == 13
    assert found.line("incident", 1) == 14
    assert found.line("incident", 1, "prefer", "date") == 15
    assert found.line("passages", "c", "source") == 17


def test_what_has_no_line_has_that_of_what_is_around_it() -> None:
    assert places(TEXT).line("incident", 1, "measure") == 14
    assert places(TEXT).line("nowhere") == 1


def test_every_value_and_entry_has_its_characters() -> None:
    found = places(TEXT)
    assert [TEXT[slice(*found.values["name", i])] for i in range(3)] == ['"one"', '"two"', '"three"']
    assert TEXT[slice(*found.entries["passages", "a", "note"])] == "note = [80, 81]"
    assert TEXT[slice(*found.entries["passages", "a", "quote"])].startswith('quote = """two\n')
    assert TEXT[slice(*found.values["incident", 0, "date"])] == '"2014 # no comment"'
    assert TEXT[slice(*found.entries["incident", 1, "prefer", "date"])] == 'prefer.date = "x"'


WORD = st.from_regex(r"[a-z_]{1,6}", fullmatch=True)
STRING = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=8).map(
    lambda text: '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
)


@given(st.dictionaries(WORD, STRING | st.lists(STRING, min_size=1, max_size=3), max_size=5), st.booleans())
def test_the_characters_of_a_value_are_the_value(table: dict[str, str | list[str]], broken: bool) -> None:
    gap = ",\n  # a ] comment\n  " if broken else ", "
    text = "".join(f"{key} = {f'[{gap.join(v)}]' if isinstance(v, list) else v} # c\n" for key, v in table.items())
    read, found = tomllib.loads(text), places(text)
    for key, value in read.items():
        assert tomllib.loads(f"x = {text[slice(*found.values[key,])]}")["x"] == value
        for number, element in enumerate(value if isinstance(value, list) else ()):
            assert tomllib.loads(f"x = {text[slice(*found.values[key, number])]}")["x"] == element
