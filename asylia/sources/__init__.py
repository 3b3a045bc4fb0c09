"""A document comes in.

In: files that somebody gives by hand (text, HTML, PDF, DOCX, scans), and passages by reference.
Out: captures (bytes by sha256), text layers with pages, passages that are checked when made and can be found again.
Invariant: nothing is ever fetched; bytes and text layers are only added; what cannot be read leaves nothing behind.

``letters`` and ``passages`` cite and find words; ``extract``, ``formats`` and ``pages`` turn bytes into text inside a
child process; ``add`` keeps both; ``find`` meets a reader's own copies; ``forget`` is what an erasure calls.
"""
