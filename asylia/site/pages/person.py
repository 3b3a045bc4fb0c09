"""The page of one entity. A person has one, and so has a group event; what belongs to a person stands on that page."""

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from asylia.codebook.entities import TABLES
from asylia.codebook.kinds import ID
from asylia.edition.schema import HANGING, Record, split
from asylia.edition.sums.table1 import UNNAMED
from asylia.languages.language import SOURCE
from asylia.names.keys import script
from asylia.site import copies, tongue, words
from asylia.site.addresses import at, of_edition
from asylia.site.headers import personal
from asylia.site.pages import case as cases
from asylia.site.pages import sources, ties
from asylia.site.pages.case import BLOCKS, PARTS, Case, named
from asylia.site.pages.fields import Fields, in_short
from asylia.site.pages.journey import journey
from asylia.site.pages.problems import problem
from asylia.site.pages.strip import Strip
from asylia.site.pages.timeline import timeline
from asylia.site.sentences import sentences
from asylia.site.shelf import Shown

_AGGREGATE, _SOURCE = "A", "S"
# What stands in a part of its own, and not among the other values of the person.
_APART = frozenset({"name", "tie"})


@dataclass(frozen=True, slots=True)
class Rests:
    """One source at the foot of a page."""

    url: SafeString
    said: SafeString
    claims: str


@of_edition
def entity(request: HttpRequest, shown: Shown, id: str) -> HttpResponseBase:
    """The page of an id, or the way to where it stands. 404 for an id that never was, 410 for one that is gone."""
    letter, edition = id[0], shown.edition
    if letter == _SOURCE:
        return sources.source(request, shown, id)
    if letter == cases.PERSON and (case := cases.of_person(shown, tongue.current(), id)):
        return personal(_person(request, case))
    if letter == cases.GROUP and (case := cases.of_group(shown, tongue.current(), id)):
        return personal(_group_event(request, case))
    if TABLES[letter] in HANGING and (record := edition.one(TABLES[letter], id)):
        return personal(HttpResponseRedirect(_block(shown, record)))
    if letter == _AGGREGATE and edition.one(TABLES[letter], id):
        return HttpResponseRedirect(f"{at(shown, 'aggregates')}#{id}")
    return personal(_gone(request, shown, id))


def _block(shown: Shown, record: Record) -> str:
    """The address of a block on its person's page."""
    case = cases.of_person(shown, tongue.current(), record["person"])
    if case is None:
        raise Http404
    return case.to_block(record["id"])


def _gone(request: HttpRequest, shown: Shown, id: str) -> HttpResponseBase:
    """What became of an id that is not shown: merged with another, withdrawn, corrected, or never there."""
    retired, seen = shown.edition.now_called(id), {id}
    if retired is None:
        raise Http404
    while retired and (into := retired["into"]) and into not in seen:
        if ID.fullmatch(into) and shown.edition.one(TABLES[into[0]], into):
            return HttpResponseRedirect(at(shown, "entity", into))
        seen.add(into)
        retired = shown.edition.now_called(into)
    what = _("%(id)s was in an edition before this one and is no longer shown. Please do not use it from older copies.")
    return problem(request, 410, _("No longer shown"), what % {"id": id})


def _person(request: HttpRequest, case: Case) -> HttpResponseBase:
    case.here = page = _whole(request.GET.get("page", ""), case.pages)
    fields = Fields(case)
    strip = Strip(case, fields)
    listed = case.shown.edition.called(case.id).get(case.id, "")
    unnamed = not listed or listed in UNNAMED
    stages = split(case.file.person["highest_stage"])
    context = {
        "id": case.id,
        "name": _("Not named") if unnamed else words.first_upper(listed),
        "heading": _("Not named") if unnamed else mark_safe(named(listed)),  # noqa: S308 - escaped by named
        "stage": words.stage(case.language, stages),
        "stage_class": words.stage_class(stages),
        "page": page,
        "pages": case.pages,
        "tongues": list(tongue.in_other_languages(_page(case, page))),
        "before": _page(case, page - 1) if page > 1 else "",
        "after": _page(case, page + 1) if page < case.pages else "",
        "description": _("What published sources tell of one person, value by value."),
    }
    if page == 1:
        context |= _first(case, fields, strip, listed)
    context["parts"] = _parts(case, fields, strip, page)
    context["contents"] = _contents(case, context)
    context |= _rests(case, fields)
    return render(request, "site/person.html", context)


def _first(case: Case, fields: Fields, strip: Strip, listed: str) -> dict[str, object]:
    """What stands on the first page alone."""
    edition, language = case.shown.edition, case.language
    date = language.day(edition.date) if edition.date else ""
    return {
        "sentences": sentences(
            language,
            case.file.person,
            case.file.parts,
            listed,
            rule=edition.rule,
            date=date,
            through=ties.reached_through(case),
        ),
        "stages": [(number, _(means)) for number, means in words.STAGES.items()],
        "strip": strip.rows(),
        "line": timeline(case),
        "fields": fields.of(case.id, without=_APART),
        "names": _names(case, fields),
        "ties": ties.own(case, fields),
        "tied": ties.others(case),
        "groups": ties.groups(case),
        "journey": journey(case),
        "chart": _chart(case),
    }


def _names(case: Case, fields: Fields) -> list[tuple[SafeString, str, SafeString]]:
    """Each name with its script, and who writes it so; the one under which the person is listed first."""
    first = case.shown.edition.called(case.id).get(case.id, "")
    cells = [cell for cell in case.file.cells.get((case.id, "name"), ()) if cell["value"] not in UNNAMED]
    return [
        (
            mark_safe(named(cell["value"])),  # noqa: S308 - escaped by named
            words.script(script(cell["value"]))[1] or _("Another script"),
            fields.under(case.id, "name", cell["value"]),
        )
        for cell in sorted(cells, key=lambda cell: (cell["value"] != first, cell["value"]))
    ]


def _chart(case: Case) -> object:
    """The picture of the journey, where the edition has one."""
    return case.shown.charts.get(f"journey-{case.id}")


def _parts(case: Case, fields: Fields, strip: Strip, page: int) -> list[dict[str, object]]:
    """The blocks of one page of the person, by what they are."""
    start = (page - 1) * BLOCKS
    shown = case.blocks[start : start + BLOCKS]
    parts = []
    for letter, (title, _kind) in PARTS.items():
        blocks = [record for record in shown if record["id"][0] == letter]
        if blocks:
            count = len(case.part(letter))
            said = {"shown": case.language.number(len(blocks)), "count": case.language.number(count)}
            part: dict[str, object] = {
                "anchor": TABLES[letter],
                "title": _(title),
                "range": _("%(shown)s of %(count)s") % said if len(blocks) < count else "",
                "blocks": [_one(case, fields, strip, record) for record in blocks],
            }
            parts.append(part)
    return parts


def _one(case: Case, fields: Fields, strip: Strip, record: Record) -> SafeString:
    """One block: its title, its stage, its fields."""
    id, (stage, kind) = record["id"], strip.of_block(record)
    tag = f'<span class="tag s{kind}">{escape(stage)}</span>' if stage else ""
    made = strip.beneath(record) if id[0] == "I" else ""
    return mark_safe(  # noqa: S308 - escaped above
        f'<section class="block" id="{id}"><header><h3>{escape(case.title(id))}</h3>{tag}'
        f'<a class="meta id" href="#{id}">{id}</a></header><div class="fields">{made}{fields.of(id)}</div></section>'
    )


def _contents(case: Case, context: Mapping[str, object]) -> list[tuple[str, str, str]]:
    """The links at the head of the page: (address, title, count); parts on another page lead there."""
    found = [
        (anchor, title, "")
        for anchor, title, key in (
            ("stages", _("Stages"), "strip"),
            ("timeline", _("Timeline"), "line"),
            ("person", _("The person"), "fields"),
            ("names", _("Names"), "names"),
            ("journey", _("Countries"), "journey"),
        )
        if context.get(key) and (key != "line" or case.blocks)
    ]
    found += [("ties", _("Ties"), "")] if any(context.get(key) for key in ("ties", "tied", "groups")) else []
    links = [(f"#{anchor}", title, count) for anchor, title, count in found]
    for letter, (title, _kind) in PARTS.items():
        if records := case.part(letter):
            first = min(case.page_of[record["id"]] for record in records)
            place = f"#{TABLES[letter]}" if first == context["page"] else f"{_page(case, first)}#{TABLES[letter]}"
            links.append((place, _(title), case.language.number(len(records))))
    return [*links, ("#sources", _("Sources"), "")]


def _page(case: Case, page: int) -> str:
    return case.url(case.id) + (f"?page={page}" if page > 1 else "")


def _rests(case: Case, fields: Fields) -> dict[str, object]:
    """The foot of a page: the sources on which it rests, how to cite it, where it stands for good."""
    held = case.file.sources
    own = case.url(case.id)
    bare = tongue.without_prefix(own)
    root = own.removesuffix(bare)  # the prefix of a language
    return {
        "sources": [
            Rests(
                mark_safe(case.url(id)),  # noqa: S308 - escaped by url
                _in_full(case, held[id]),
                ngettext("%(count)s claim here", "%(count)s claims here", count)
                % {"count": case.language.number(count)},
            )
            for id, count in sorted(fields.sources.items(), key=lambda pair: (-pair[1], pair[0]))
            if id in held
        ],
        "own_copies": copies.are_served(),
        "own": own,
        "in_newest": f"{root}/newest/{case.id}",
        "json": reverse("entity_json", args=[case.shown.number, case.id]),
        "cite": _cited(case),
    }


def _cited(case: Case) -> str:
    said = {"number": case.shown.number, "id": case.id, "address": case.url(case.id)}
    if case.shown.edition.date:
        said["date"] = case.language.day(case.shown.edition.date)
        return _("Asylia, edition %(number)s, %(date)s, %(id)s, %(address)s.") % said
    return _("Asylia, edition %(number)s, %(id)s, %(address)s.") % said


def _in_full(case: Case, source: Record) -> SafeString:
    """A source with the volume in which it stands and when that was published."""
    volume = case.file.sources.get(source["volume"], {})
    publisher, dates = (source.get(name) or volume.get(name, "") for name in ("publisher", "date"))
    date = case.language.listed([case.language.date(each) for each in cases.dates(dates)], "or")
    said = in_short(source)
    if volume:
        said = escape(_("%(part)s, in %(volume)s")) % {"part": said, "volume": in_short(volume)}
    rest = ", ".join(filter(None, (publisher, date)))
    return mark_safe(f"{said}, {escape(rest)}" if rest else said)  # noqa: S308 - escaped by in_short and above


def _group_event(request: HttpRequest, case: Case) -> HttpResponseBase:
    fields = Fields(case)
    record, language = case.file.person, case.language
    context = {
        "id": case.id,
        "heading": case.title_of(cases.GROUP, record),
        "described": language.listed(cases.stated(record["described_as"]), "or"),
        "foreign": language.code != SOURCE,
        "fields": fields.of(case.id),
        **_rests(case, fields),
    }
    return render(request, "site/group_event.html", context)


def _whole(asked: str, most: int) -> int:
    """A page that there is, whatever was asked."""
    return min(max(int(asked), 1), most) if asked.isascii() and asked.isdigit() and len(asked) < 9 else 1
