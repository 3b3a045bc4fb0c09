"""Who said what, when.

In: drafts of rows, each by one person (``append.py``).
Out: rows in order or case by case (``read.py``), a signed head (``checkpoint.py``), a copy with salts (``copy.py``).
Invariant: the ledger only grows. Each header carries the hash of the header before it and the salted digest of its own
payload; nothing is changed, and a payload goes only after an ``erase`` row that targets it (``erase.py``). The database
itself refuses all else (``migrations/0002_append_only.py``); ``verify.py`` finds what somebody did behind its back.
"""
