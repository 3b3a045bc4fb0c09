"""Lines of a TOML file: where each table and key stands."""

import tomllib

from asylia.codebook.lines import line_of, lines_of

TEXT = '''# [not_a_table]
a = "one"   # b = 2
[things.first]
label = """
[things.second]
key = "quoted"
"""
many = [
  "x = 1",
  [1, 2],
]
"odd key" = 'x # y'
inline = { deep = 1, also = "=" }
[[rule.case]]
stage = 1
[[rule.case]]
stage = 2
because."dotted" = "z"
[rule.case.inner]
last = 1
'''


def test_every_key_has_its_line() -> None:
    tomllib.loads(TEXT)
    assert lines_of(TEXT) == {
        ("a",): 2,
        ("things",): 3,
        ("things", "first"): 3,
        ("things", "first", "label"): 4,
        ("things", "first", "many"): 8,
        ("things", "first", "odd key"): 12,
        ("things", "first", "inline"): 13,
        ("rule",): 14,
        ("rule", "case"): 14,
        ("rule", "case", 0): 14,
        ("rule", "case", 0, "stage"): 15,
        ("rule", "case", 1): 16,
        ("rule", "case", 1, "stage"): 17,
        ("rule", "case", 1, "because", "dotted"): 18,
        ("rule", "case", 1, "inner"): 19,
        ("rule", "case", 1, "inner", "last"): 20,
    }


def test_a_key_without_a_line_of_its_own_has_that_of_its_table() -> None:
    lines = lines_of(TEXT)
    assert line_of(lines, ("things", "first", "inline", "deep")) == 13
    assert line_of(lines, ("nowhere",)) == 1
