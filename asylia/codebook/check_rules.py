"""Whether ``stage_rules.toml`` names only what there is: properties, codes, flags, stages, and one default.

In: the tables of the file and every vocabulary. Out: problems, each at its key.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from asylia.codebook.entities import Incident
from asylia.codebook.kinds import NONE, SPECIAL, UNKNOWN, properties
from asylia.codebook.lines import Keys
from asylia.codebook.stages import ABROAD, ASSERTIONS, FLAG, LEAST_ASSERTION, NOT_STATED, STATED
from asylia.problems import Problem

Tables = Mapping[str, Mapping[str, Mapping[str, Any]]]  # vocabulary, code, entry
Tell = Callable[..., Problem]  # keys, what is wrong, what is allowed

STAGES = (0, 1, 2, 3)
WORDS = (STATED, NOT_STATED, *SPECIAL)
_RULE = {"label": str, "definition": str, "case": list, "default": bool}


def check_rules(rules: Mapping[str, Any], vocabularies: Tables, tell: Tell) -> Iterator[Problem]:
    """What is wrong with the rules. ``tell`` makes a problem of keys, a sentence and what is allowed."""
    for name, rule in rules.items():
        if not isinstance(rule, dict):
            yield tell((name,), "is no stage rule", ("a table",))
            continue
        yield from _rule(name, rule, tell)
        cases = rule.get("case")
        for number, case in enumerate(cases if isinstance(cases, list) else ()):
            yield from _case((name, "case", number), case, vocabularies, tell)
    defaults = [name for name, rule in rules.items() if isinstance(rule, dict) and rule.get("default") is True]
    if len(defaults) != 1:
        first = (defaults or list(rules) or [""])[0]
        named = ", ".join(defaults) or "none"
        yield tell((first, "default"), f"one rule is the default; here {named}", ("default = true in one rule",))


def _rule(name: str, rule: Mapping[str, Any], tell: Tell) -> Iterator[Problem]:
    for key, type_ in _RULE.items():
        if key not in rule and key != "default":
            yield tell((name,), f"has no {key}", _RULE)
        elif key in rule and not (isinstance(rule[key], type_) and (rule[key] or type_ is bool)):
            yield tell((name, key), f"{rule[key]!r} is no {key}", (type_.__name__,))
    yield from (tell((name, key), "the key is not known", _RULE) for key in rule if key not in _RULE)


def _case(at: Keys, case: Any, vocabularies: Tables, tell: Tell) -> Iterator[Problem]:
    if not isinstance(case, dict):
        yield tell(at, "is no case", ("a table",))
        return
    stage, because = case.get("stage"), case.get("because")
    if stage not in STAGES or isinstance(stage, bool):
        yield tell((*at, "stage"), f"{stage!r} is no stage", map(str, STAGES))
    if not (isinstance(because, str) and because.strip()):
        yield tell((*at, "because"), "does not say why", ("a line of words",))
    for name, allowed in case.items():
        if name in ("stage", "because"):
            continue
        yield from _condition((*at, name), name, allowed, vocabularies, tell)


def _condition(at: Keys, name: str, allowed: Any, vocabularies: Tables, tell: Tell) -> Iterator[Problem]:
    lines = properties(Incident)
    if name == ABROAD:
        if not isinstance(allowed, bool):
            yield tell(at, f"{allowed!r} is neither true nor false", ("true", "false"))
        return
    if name != LEAST_ASSERTION and name not in lines:
        yield tell(at, f"{name!r} is no property of an incident", (*lines, ABROAD, LEAST_ASSERTION))
        return
    if not isinstance(allowed, list) or not allowed:
        yield tell(at, f"{allowed!r} is no list", ("a list of codes",))
        return
    vocabulary = ASSERTIONS if name == LEAST_ASSERTION else lines[name].kind.vocabulary
    for word in allowed:
        yield from _word(at, word, vocabulary, vocabularies, tell)


def _word(at: Keys, word: Any, vocabulary: str, vocabularies: Tables, tell: Tell) -> Iterator[Problem]:
    """One word of a condition: a code, a flag, or one of the words that any property may have."""
    if isinstance(word, str) and word.startswith(FLAG):
        flags = {flag for entry in vocabularies.get(vocabulary, {}).values() for flag in entry}
        if word.removeprefix(FLAG) not in flags:
            yield tell(at, f"no code of {vocabulary or 'this property'} has the flag {word!r}")
    elif word not in WORDS and word not in vocabularies.get(vocabulary, {}):
        codes = sorted(vocabularies.get(vocabulary, {}))
        where = f"in {vocabulary}" if vocabulary else "a word for a property without codes"
        yield tell(at, f"{word!r} is not {where}", (*codes, STATED, NOT_STATED, UNKNOWN, NONE))
