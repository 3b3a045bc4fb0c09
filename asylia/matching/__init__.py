"""Which two are one: same person, same event, somebody on a list. A person decides; nothing here does.

In: the cases of the ledger, how their names are written, what was decided before.
Out: pairs that may be one, each with a score, its reasons and what speaks against it; and decisions as rows of the
ledger (merge, differ, the retraction of a merge) with who, when, why and on which passages.
Invariant: nobody whom no source names by a full name is ever offered as somebody who is named, and no merge makes them
one: this room brings spellings together and finds nobody.
"""
