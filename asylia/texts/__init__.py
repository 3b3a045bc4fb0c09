"""A document becomes text, and the words of a passage are found in it again.

In: the bytes of a document; passages by position or by reference.
Out: its text with pages; where each passage stands, and its words.
Invariant: no database. Documents are opened in a child process that has limits and no network; what is shown as a
passage's words has exactly its letters. Both processes use this room: the desk to keep sources, the site to show the
words from a reader's own copy.
"""
