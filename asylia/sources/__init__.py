"""A document comes in.

In: files that somebody gives by hand (text, HTML, PDF, DOCX, scans), and passages by reference.
Out: captures (bytes by sha256), text layers with pages, passages that are checked when made and can be found again.
Invariant: nothing is ever fetched; bytes and text layers are only added; what cannot be read leaves nothing behind.

How bytes become text and words are found is ``asylia.texts``. Here ``add`` keeps both, ``catalogue`` lists them, and
``forget`` is what an erasure calls.
"""
