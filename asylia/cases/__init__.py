"""What the claims add up to: rows become cases, and several values become the one that is shown.

In: the rows of a case (those of every case that was ever merged with it, too), and what the sources say of themselves.
Out: cases, whose entities are those of ``codebook.entities``.
Invariant: a pure function of the *set* of rows. Their order counts only as the number that each of them carries; no
clock, no database, no Django. Values are canonical when they enter the ledger, so the fold parses none.
"""
