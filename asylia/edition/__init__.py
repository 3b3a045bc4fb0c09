"""What was made public: an edition, read, checked and summed up.

In: a folder that ``publish`` wrote (see ``schema.py`` for its tables).
Out: records, checks, differences, lists, tables, pictures, the way from a value back to its sources.
Invariant: files only. Nothing here opens a database of the desk, a network or a clock, and nothing writes to an
edition: whoever reads one reads exactly what was signed.

Here stands what an edition is, and its verbs. ``check/`` says whether it is whole, ``search/`` finds persons by what
somebody typed, ``lists/`` filters and counts many records in memory, ``sums/`` adds up, ``charts/`` draws the sums.
"""
