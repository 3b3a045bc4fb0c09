"""Lists of many records, filtered and counted in memory.

In: the tables of an edition, read once (``index.py``), and what is wanted of the records.
Out: the ids of one page in order (``find.py``), and the number behind each further choice (``find.py``, ``cross.py``).
Invariant: a list and the number that leads to it hold the same records, whatever is filtered, since both are asked of
the same columns of small numbers. An index once made is only read.
"""
