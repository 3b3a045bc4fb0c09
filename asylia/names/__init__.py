"""How a name is written.

In: a name as a source writes it.
Out: its script, and the key by which a search finds it.
Invariant: pure functions of the text; no database, no network. A key is for finding, never for deciding that two
persons are one.
"""
