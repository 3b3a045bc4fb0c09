"""People code: a register folder becomes claims.

In: a folder of TOML files, one a person, one claim a line, each with its passage (docs/register-format.md).
Out: drafts for the ledger (``loading.py``), or everything that is wrong, with file and line (``reading.py`` and
``checking.py``). ``sealing.py`` draws the missing ids and turns quoted words into a count and two hashes. A register
may hold two blind codings beside what was decided between them (``adjudicated.py``, docs/second-coding.md).
Invariant: what a file says is in the ledger, and nothing else of that register stands there; loading a folder twice
adds no row; a folder with anything wrong in it loads nothing and seals nothing.
"""
