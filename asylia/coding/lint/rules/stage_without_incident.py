"""A person of whom the file says what no incident in it carries."""

from collections.abc import Iterator

from asylia.cases.fold import Case
from asylia.codebook.book import book
from asylia.coding.lint.rule import Rule, World, stated
from asylia.coding.stages import stages_of


def _look(case: Case, world: World) -> Iterator[tuple[str, str]]:
    person = case.person
    if person is None or not stated(person.kind) & book().flagged("person_kinds", "counted"):
        return
    highest = max((stage for incident in case.incidents for stage in stages_of(incident)), default=0)
    if case.incidents and not highest:
        yield person.id, f"counts as an exile, but none of the {len(case.incidents)} incidents carries a stage"
    for fate in sorted(stated(person.fate)):
        told = int(book().entry("fates", fate).flags.get("tells_of_stage", 0))
        if told > highest:
            carried = f"the highest stage of an incident is {highest or 'none'}"
            yield person.id, f"the fate {fate!r} tells of stage {told}, but {carried}"


RULE = Rule(
    code="stage-without-incident",
    sentence="What a person's fate tells of is carried by an incident.",
    reason="Stages are made from incidents alone: a death or custody that stands only in the fate is in no table, and "
    "an exile without any stage is counted among persons and in no stage.",
    look=_look,
)
