"""Findings that no single line shows: what cannot all be true, and what a coder is likely to have mistaken.

In: folded cases, from the ledger or from a register folder; where it is given, the text of the publication.
Out: findings as rule, entity and message; those that a coder has answered (``note = "lint RULE: the reason"`` at the
entity) are told apart.
Invariant: rules are pure functions of cases and words; each is one file of ``rules/`` with its code, its sentence and
its reason; a rule that needs words says nothing where they are not at hand.
"""
