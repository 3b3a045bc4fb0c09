"""The figures of speed (``make bench``): invented data in, a table of figures out, each met or missed.

Every figure is taken in a process of its own, so that none warms or swells another. Read ``run.py`` first.
"""
