"""By what each list can be filtered and counted: the one place that says so.

A facet is a name in an address (``?host=RU``) and stands for a column of the table, or for one of a table beside it.
"""

from collections.abc import Mapping

PERSONS, INCIDENTS, PROTECTIONS, GROUP_EVENTS = "persons", "incidents", "protections", "group_events"

STATE, STAGE, YEAR, STATUS, CONTESTED = "state", "stage", "year", "status", "contested"

# Facet -> column of the same table. What is missing here is made of several columns: see ``index.py``.
COLUMNS: Mapping[str, Mapping[str, str]] = {
    PERSONS: {
        "kind": "kind",
        "category": "category",
        "affiliation": "affiliation",
        "citizenship": "citizenship",
        "fate": "fate",
    },
    INCIDENTS: {
        "host": "host_state",
        "place": "place",
        "measure": "measure",
        "target": "target",
        "factuality": "factuality",
        "severity": "severity",
        "accusation": "accusation",
        "cooperation": "host_cooperation",
        "actor": "actor",
        "third": "third_state",
    },
    PROTECTIONS: {
        "host": "country",
        "protection": "protection",
        "outcome": "outcome",
        "obeyed": "obeyed",
    },
    GROUP_EVENTS: {
        STATE: "state_of_concern",
        "host": "host_state",
        "measure": "measure",
    },
}

# What a list of persons asks of one incident of the person: all of it must hold of the same incident.
OF_ONE_INCIDENT = ("host", "measure", "target", "factuality", STAGE, YEAR)
# What a list of incidents or protections asks of the person.
OF_THE_PERSON = ("kind", "category")

# Facets whose values are words instead of codes: there may be any number.
OPEN = frozenset({"affiliation"})

FACETS: Mapping[str, tuple[str, ...]] = {
    PERSONS: (STATE, *OF_ONE_INCIDENT, *COLUMNS[PERSONS], STATUS),
    INCIDENTS: (STATE, *COLUMNS[INCIDENTS], STAGE, YEAR, *OF_THE_PERSON),
    PROTECTIONS: (STATE, *COLUMNS[PROTECTIONS], YEAR, *OF_THE_PERSON),
    GROUP_EVENTS: (*COLUMNS[GROUP_EVENTS], YEAR),
}
