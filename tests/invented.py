"""An invented register, unsealed, and the invented report that it is coded from."""

from pathlib import Path

REPORT = """ Contents: On shelters; On borders

On shelters
Nobody knows what became of the first tenant. Farrukh Namuna was held at the station in Moscow1 in
December and let go after a week. His brother lost his post over it.
\f Page two
The court in Strasbourg asked Russia to wait. He was put on a plane all the same.

\f On borders begins with a long sentence about rivers. Seven men were sent back in one night.
"""

SOURCES = """\
# The report and its chapters.
assertion = "reported by author"

[[source]]
id      = "S-report"
opening = { quote = "Contents: On shelters; On borders" }
kind    = "volume"
title   = "An invented report"
licence = "all_rights_reserved"
access  = "public"

[[source]]
id      = "S-report-shelters"
opening = { quote = "Nobody knows what became of the first tenant." }
kind    = "chapter"
title   = "On shelters"
author  = "A. N. Author"
volume  = "S-report"
licence = "all_rights_reserved"
access  = "public"

[[source]]
id      = "S-report-borders"
opening = { quote = "On borders begins with a long sentence about rivers." }
kind    = "chapter"
title   = "On borders"
volume  = "S-report"
licence = "all_rights_reserved"
access  = "public"
"""

NAMUNA = """\
# Farrukh Namuna. Invented.

at               = "a"
assertion        = "reported by author"
kind             = "exile"
inclusion_ground = "opposition abroad, sought by his state"
name             = ["Farrukh Namuna", "Фаррух Намуна"]
state_of_concern = "TJ"
tie              = "brother namuna_aziz @a"      # he has a file

[passages]
a = { source = "S-report-shelters", note = 1, quote = "Farrukh Namuna was held at the station in Moscow" } # where
b = { source = "S-report-shelters", quote = "He was put on a plane all the same." }

[[incident]]
key              = "held"
at               = "a"
state_of_concern = "TJ"
measure          = "detention"
target           = "self"
factuality       = "completed"
date             = ["2014-12", "2014-11 @b, alleged by victim, lawyer"]
prefer.date      = "2014-12: the chapter says so twice"
host_state       = "RU"

[[protection]]
key        = "wait"
at         = "b"
protection = "rule_39"
after      = "held"

[[incident]]
at               = "b"
state_of_concern = "TJ"
measure          = "deportation"
target           = "self"
factuality       = "completed"
after            = ["held", "wait @a"]       # both

[[proceeding]]
at    = "b"
steps = ["detained held", "stayed wait @a"]
"""

AZIZ = """\
at               = "a"
assertion        = "reported by author"
kind             = "relative"
inclusion_ground = "brother of an exile"
name             = "Aziz Namuna"
state_of_concern = "TJ"

[passages]
a = { source = "S-report-shelters", quote = "His brother lost his post over it." }
"""

GROUPS = """\
assertion = "reported by author"

[passages]
a = { source = "S-report-borders", quote = "Seven men were sent back in one night." }

[[group_event]]
at               = "a"
state_of_concern = "UZ"
measure          = "deportation"
target           = "exiles"
described_as     = "men on one night"
least            = 7
factuality       = "completed"
member           = "namuna_farrukh"
"""

AGGREGATES = """\
assertion = "reported by author"

[passages]
a = { source = "S-report-borders", quote = "Seven men were sent back in one night." }

[[aggregate]]
at     = "a"
number = "7"
counts = "men sent back in one night"
unit   = "persons"
"""

FILES = {
    "sources.toml": SOURCES,
    "group_events.toml": GROUPS,
    "aggregates.toml": AGGREGATES,
    "persons/namuna_farrukh.toml": NAMUNA,
    "persons/namuna_aziz.toml": AZIZ,
}


def write_register(folder: Path) -> Path:
    """Write the register into a new folder, as its coder wrote it."""
    (folder / "persons").mkdir(parents=True)
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def write_report(file: Path) -> Path:
    """Write the report as text with form feeds."""
    file.write_text(REPORT, encoding="utf-8")
    return file
