"""The stages of an incident as it was coded: what the default stage rule makes of its values."""

from asylia.codebook.entities import Incident
from asylia.codebook.kinds import properties
from asylia.codebook.stages import rule


def stages_of(incident: Incident) -> frozenset[int]:
    """Every stage that the values shown allow; 0 stands for none. More than one where they are contested."""
    asked = rule()
    lines = properties(Incident)
    shown = {name: getattr(incident, lines[name].attribute).shown for name in asked.mentions if name in lines}
    return frozenset(found or 0 for found in asked.stages(shown))
