"""One file a rule: its code, its sentence, its reason. A new rule is one file, and one line here."""

from asylia.coding.lint.rule import Rule
from asylia.coding.lint.rules import (
    accusation_as_arrest,
    event_after_death,
    finer_than_country,
    free_return,
    host_is_state,
    relatives_arrest,
    release_before_arrest,
    stage_without_incident,
    words_missing,
    years_disagree,
)

_FILES = (
    release_before_arrest,
    event_after_death,
    stage_without_incident,
    relatives_arrest,
    free_return,
    accusation_as_arrest,
    years_disagree,
    host_is_state,
    finer_than_country,
    words_missing,
)
RULES: tuple[Rule, ...] = tuple(file.RULE for file in _FILES)
