"""The list of incidents: one measure, one occasion, one person."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from asylia.edition.lists.facets import INCIDENTS, STAGE, STATE
from asylia.edition.lists.find import Wanted
from asylia.edition.schema import joined
from asylia.site import tongue, words
from asylia.site.addresses import at, of_edition
from asylia.site.headers import personal
from asylia.site.pages import deeds, lists
from asylia.site.pages.case import to_block
from asylia.site.shelf import Shown

_FACTS = ("host_state", "place", "date")


@of_edition
def incidents(request: HttpRequest, shown: Shown) -> HttpResponseBase:
    """A page of the list."""
    return personal(lists.answer(request, shown, INCIDENTS, lines))


def lines(shown: Shown, asked: Wanted, ids: Sequence[str]) -> list[deeds.Deed]:
    """What the list says of each incident; where it names no state of concern, it is one of the person's own."""
    language, root, table = tongue.current(), at(shown, "edition_home"), shown.index.incidents
    records = {record["id"]: record for record in shown.edition.among(INCIDENTS, "id", ids)}
    names = shown.edition.called(*(record["person"] for record in records.values()))
    rows = table.rows_of(ids)
    states, stages = (deeds.standing(table.column(facet, asked.rule), rows) for facet in (STATE, STAGE))
    made = []
    for id, row, state, stage in zip(ids, rows.tolist(), states, stages, strict=True):
        record = records[id]
        of = {**record, "state_of_concern": joined(state)}
        made.append(
            deeds.Deed(
                id,
                words.first_upper(deeds.said(language, INCIDENTS, record, "measure")) or _("Incident"),
                deeds.unusual(language, record),
                to_block(shown, root, record),
                deeds.facts(language, INCIDENTS, of, ("state_of_concern", *_FACTS)),
                bool(table.contested[row]),
                words.stage(language, stage),
                words.stage_class(stage),
                deeds.who(names.get(record["person"], ""), record["person"]),
                f"{root}{record['person']}",
            )
        )
    return made
