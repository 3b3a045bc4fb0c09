"""The pictures of an edition, drawn when it is published: one PNG and one SVG a language, and the numbers as CSV.

In: the records of an edition, and the persons whose journey an editor chose. Out: ``charts/`` with ``charts.json``.
Invariant: the same edition is the same bytes on any machine. typst draws with the fonts inside it, the map is a file of
whole numbers, and nothing reads a clock, a locale or a font of the system. Every number in a picture stands in its CSV,
and nothing is drawn that is finer than a country.

``write.py`` draws; ``listing.py`` reads what was drawn, and loads nothing that draws: the site imports it.
"""
