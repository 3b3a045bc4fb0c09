"""How a name is written.

In: a name as a source writes it, in any script and spelling.
Out: its script and search key; its parts; its form; whether two names are one person's, and why; the tokens by which
an index finds it.
Invariant: pure functions of the text and of ``rules.toml``; no database, no network. A comparison says what the
spelling says, never that two persons are one: that a person decides.
"""
