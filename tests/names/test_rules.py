"""Every rule has a reason and a pair of names that needs it; no rule, and no list, is made for one person."""

import pytest

from asylia.names.compare import compare
from asylia.names.rules import Rule, Rules, listed


@pytest.mark.parametrize("rule", listed(), ids=lambda rule: rule.name)
def test_the_example_of_a_rule_is_the_same_with_it_and_less_so_without(rule: Rule) -> None:
    a, b = rule.example
    with_it, without = compare(a, b), compare(a, b, Rules({rule.name}))
    assert rule.why.endswith(".")
    assert with_it.verdict == ("unsure" if rule.name == "honorific-endings" else "same")
    assert without.score < with_it.score
