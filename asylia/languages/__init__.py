"""The same facts in other words: one folder a language, and adding a language is adding a folder.

In: a language's folder (words of the codebook, columns, countries, dates; a gettext catalogue); CLDR, through babel.
Out: a ``Language``, whose methods turn codes, numbers, dates and countries into words.
Invariant: pure functions of the folder. Where a language has no words of its own, the codebook's stand, so no reader
meets an empty place; the tests hold that no language which ships has one.
"""
