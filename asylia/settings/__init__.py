"""The settings of the two processes: ``desk`` (private) and ``site`` (public), and in ``base`` what both share.

In: the environment variables that docs/settings.md lists. Out: Django settings.
Invariant: ``site`` knows no database and no secret, and imports nothing of the desk.
"""
