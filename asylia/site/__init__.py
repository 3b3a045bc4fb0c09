"""The public screens.

In: one edition folder, opened read-only and immutable; optionally a folder with the reader's own copies of the sources.
Out: HTML that works without JavaScript, and the edition's own files.
Invariant: this process has no database, no secret and no module of the desk; it sets no cookie and logs no address, no
query and no page. Every answer carries the headers of ``headers.py``.
"""
