"""What the words mean.

In: the typed lines of ``entities.py`` and the TOML files in ``data/``.
Out: entities, codes, stage rules; and from them columns, forms, the manual.
Invariant: a property is written once, as one typed line; a code once, as one TOML entry. No other file names a code.
"""
