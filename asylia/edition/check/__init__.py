"""Whether an edition is what its publishers made, and of a form that is known here.

In: a folder, and the public keys that a reader trusts.
Out: a verdict, or a problem that names the file, table and id of the first thing wrong.
Invariant: any byte changed in any file is found, and every cell leads to a source. What is checked is the files
alone: nothing is taken from lists or sums that could be wrong in the same way.
"""
