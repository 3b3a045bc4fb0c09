"""The list of protections: what was done for the persons."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from asylia.edition.lists.facets import PROTECTIONS
from asylia.edition.lists.find import Wanted
from asylia.site import tongue, words
from asylia.site.addresses import at, of_edition
from asylia.site.headers import personal
from asylia.site.pages import deeds, lists
from asylia.site.pages.case import to_block
from asylia.site.shelf import Shown

_FACTS = ("outcome", "obeyed", "body", "country", "date")


@of_edition
def protections(request: HttpRequest, shown: Shown) -> HttpResponseBase:
    """A page of the list."""
    return personal(lists.answer(request, shown, PROTECTIONS, lines))


def lines(shown: Shown, asked: Wanted, ids: Sequence[str]) -> list[deeds.Deed]:
    """What the list says of each protection."""
    language, root, table = tongue.current(), at(shown, "edition_home"), shown.index.protections
    records = {record["id"]: record for record in shown.edition.among(PROTECTIONS, "id", ids)}
    names = shown.edition.called(*(record["person"] for record in records.values()))
    return [
        deeds.Deed(
            id,
            words.first_upper(deeds.said(language, PROTECTIONS, record, "protection")) or _("Protection"),
            "",
            to_block(shown, root, record),
            deeds.facts(language, PROTECTIONS, record, _FACTS),
            bool(table.contested[row]),
            who=deeds.who(names.get(record["person"], ""), record["person"]),
            whose=f"{root}{record['person']}",
        )
        for id, row in zip(ids, table.rows_of(ids).tolist(), strict=True)
        for record in (records[id],)
    ]
