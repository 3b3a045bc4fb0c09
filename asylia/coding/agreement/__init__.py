"""How far two people who read the same pages write the same thing.

In: two codings of one publication, each a register folder; the second is blind and holds no ids.
Out: ``agreement.csv`` (were the same persons, incidents, ... found, and do their values agree) and ``coverage.csv``
(what was coded by chapter, measure and year).
Invariant: units are paired by where their passages stand and by names, never by the values that are then compared;
the same folders give the same bytes; nothing that rests on a source whose access may not leave is in them.
"""
