"""Asylia: how states reach across borders to silence people who fled them, in claims that carry their sources.

The rooms, in the order in which data walks through them, are listed in docs/tour.md.
"""

__version__ = "0.1.0"
