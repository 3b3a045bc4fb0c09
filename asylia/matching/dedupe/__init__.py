"""Which records of a long list are one person's: a million of them in two minutes, on two cores.

In: records (id, names, year of birth, countries), as a list from outside gives them.
Out: clusters of records that may be one person's, each pair with its match weight and what our comparison of names
says; pairs that nobody can tell are told apart from those that are one.
Invariant: the same records give the same clusters, on one thread or two; who has no full name is one with nobody; no
cluster holds two names that are different persons'. Nothing is written to the ledger, nothing leaves the machine, and
what is written while working is gone afterwards. Splink and DuckDB (the extra ``[link]``) are imported by ``pairs.py``
alone.
"""
