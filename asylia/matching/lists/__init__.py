"""Lists that others keep, one module a format, all of them to the same records.

In: a file (CSV, XLSX, FollowTheMoney, public notices, the Court's cases), told by its content and not by its name.
Out: ``Listed``, what a row says that can be compared: names, years of birth, nationalities, application numbers.
Invariant: a list is read whole and held to be right before anything of it is used, so nothing is half-done; no day of
birth comes further than this; whatever is wrong is a ``Problem`` that says where, and how to mend it.
"""
