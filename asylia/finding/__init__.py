"""Who is looked for: the desk's index of all forms of all names, so that a coder finds a person in every spelling.

In: the cases of the ledger, what rows since the last time have changed. Out: hits, each with a score and its reasons.
Invariant: what is filed is a pure function of the folded cases (``names.finding``), and the same hits come in the same
order from SQLite and from PostgreSQL; what an erasure takes from the ledger is gone from here in the same transaction.
"""
