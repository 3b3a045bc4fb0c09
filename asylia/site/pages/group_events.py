"""The list of group events: one measure against people who are not described one by one."""

from collections.abc import Iterator, Sequence

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from asylia.edition.lists.facets import GROUP_EVENTS
from asylia.edition.lists.find import Wanted
from asylia.edition.schema import Record, split
from asylia.languages.language import Language
from asylia.site import tongue, words
from asylia.site.addresses import at, of_edition
from asylia.site.pages import deeds, lists
from asylia.site.shelf import Shown

_FACTS = ("target", "state_of_concern", "host_state", "place", "date")


@of_edition
def group_events(request: HttpRequest, shown: Shown) -> HttpResponseBase:
    """A page of the list. It names nobody, so it may be kept as any other page."""
    return lists.answer(request, shown, GROUP_EVENTS, lines)


def lines(shown: Shown, asked: Wanted, ids: Sequence[str]) -> list[deeds.Deed]:
    """What the list says of each group event."""
    language, root, table = tongue.current(), at(shown, "edition_home"), shown.index.group_events
    records = {record["id"]: record for record in shown.edition.among(GROUP_EVENTS, "id", ids)}
    return [
        deeds.Deed(
            id,
            words.first_upper(deeds.said(language, GROUP_EVENTS, record, "measure")) or _("Group event"),
            deeds.unusual(language, {**record, "target": ""}),
            f"{root}{id}",
            (*_people(language, record), *deeds.facts(language, GROUP_EVENTS, record, _FACTS)),
            bool(table.contested[row]),
            described=words.first_upper(record["described_as"]),
        )
        for id, row in zip(ids, table.rows_of(ids).tolist(), strict=True)
        for record in (records[id],)
    ]


def _people(language: Language, record: Record) -> Iterator[tuple[str, str]]:
    """How many people, as the sources limit it: at least 17; 7 to 10."""
    least, most = split(record["least"]), split(record["most"])
    if least and (least == most or not most):
        limit = "" if most else "at least "
        yield _("People"), language.listed([_limited(language, limit, number) for number in least], "or")
    elif least:
        ends = (language.listed(map(language.amount, numbers), "or") for numbers in (least, most))
        yield _("People"), _("%(least)s to %(most)s") % dict(zip(("least", "most"), ends, strict=True))
    elif most:
        yield _("People"), language.listed([_limited(language, "at most ", number) for number in most], "or")


def _limited(language: Language, limit: str, number: str) -> str:
    """A number as the codebook writes one, in words: it may say by itself that it is a limit."""
    return language.amount(f"{limit}{number}" if number.isdigit() else number)
