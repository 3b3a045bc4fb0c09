"""Finding by words: persons in every spelling, and parts of words in short texts.

In: what somebody typed, in any script; the tables in which names and application numbers are filed.
Out: hits with why each was found, the best first; rows that hold every word.
Invariant: what a name is filed under and how hits are ranked stands in ``names/finding.py``, once for the desk and for
an edition. A query is held against filed keys and nothing else; it is kept nowhere.
"""
