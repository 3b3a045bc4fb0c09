"""A measure abroad whose host state is the state of concern itself."""

from collections.abc import Iterator

from asylia.cases.fold import Case
from asylia.codebook.book import book
from asylia.codebook.entities import GroupEvent, Incident
from asylia.coding.lint.rule import Rule, World, named, stated


def _look(case: Case, world: World) -> Iterator[tuple[str, str]]:
    told: list[Incident | GroupEvent] = [*case.incidents]
    if isinstance(case.entity, GroupEvent):
        told.append(case.entity)
    for entity in told:
        states, hosts = stated(entity.state_of_concern), stated(entity.host_state)
        for host in sorted(hosts):
            # A region lies in its state, but a state not in its region: what RU-CE does in RU it does abroad.
            if states.intersection({host, *book().broader("countries", host)}):
                yield entity.id, f"the host state {host} lies in the state of concern, {named(entity.state_of_concern)}"


RULE = Rule(
    code="host-is-state",
    sentence="The host state is another than the state of concern.",
    reason="The host state is where the exile lived abroad; what happened at home before exile has none.",
    look=_look,
)
