"""The one-way valve: what may leave the desk, and the folder in which it leaves.

In: the rows of the ledger up to one of them, and what the sources say of themselves.
Out: an edition folder (gate -> fold -> tables -> package), then its signature. And, on the screen alone, how much was
held back and why.
Invariant: an edition is a pure function of the public rows, its number, its date and its rule. No clock, no locale, no
row number, no coder's name; and nothing that the gate held back moves one of its bytes.
"""
