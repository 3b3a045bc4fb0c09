"""Every property of an entity as a page shows it: the value, and beneath it, in a ``<details>``, who says so and where.

In: a ``Case``. Out: HTML. It is put together here and not in a template, since a page has hundreds of these.
Invariant: whatever an edition holds is escaped, and no value stands without the claims on which it rests.
"""

from collections.abc import Iterable, Mapping, Sequence
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from asylia.codebook.entities import ENTITIES
from asylia.codebook.kinds import SPECIAL, Property, properties
from asylia.edition.schema import NO, YES, Record, split
from asylia.site import copies, words
from asylia.site.pages.case import Case, Value

# What changes with time, and so is told as of the edition's date.
_AS_OF = frozenset({"fate", "status"})
_ACCUSED = "accusation"


class Fields:
    """The fields of one case. ``sources`` counts the claims shown that rest on each source, as they are asked for."""

    def __init__(self, case: Case) -> None:
        self.case, self.language = case, case.language
        self.sources: dict[str, int] = {}
        # A page says the same few things of hundreds of values: each is put into words once.
        self._places: dict[str, str] = {}
        self._headings: dict[str, str] = {}
        self._manners: dict[tuple[str, str], str] = {}
        self._standings: dict[tuple[str, str, bool, str], str] = {}
        self._links: dict[str, str] = {}

    def of(self, id: str, *, without: frozenset[str] = frozenset()) -> SafeString:
        """All stated properties of an entity, in the order of its lines, but for those told elsewhere on the page."""
        found = self.case.file.cells
        lines = properties(ENTITIES[id[0]]).values()
        return _safe(
            "".join(
                self._field(id, line, found[id, line.name])
                for line in lines
                if line.name not in without and (id, line.name) in found
            )
        )

    def under(self, id: str, column: str, value: str) -> SafeString:
        """Who says one value, and where."""
        cells = self.case.file.cells.get((id, column), ())
        return _safe("".join(self._claims(cell) + self._standing(cell) for cell in cells if cell["value"] == value))

    def claims(self, ids: Sequence[str]) -> SafeString:
        """The ids of claims, for what is made of them."""
        return _safe(", ".join(f"<code>{escape(id)}</code>" for id in ids))

    def heading(self, id: str, name: str) -> str:
        """What a field is called. An accusation is always somebody's, and what changes with time has its date."""
        if name == _ACCUSED and (accusing := self._accusing(id)):
            return accusing
        if name not in self._headings:
            heading = self.language.heading(name)
            if name in _AS_OF:
                heading = self._as_of(heading)
            self._headings[name] = heading
        return self._headings[name]

    def _as_of(self, heading: str) -> str:
        date = self.case.shown.edition.date
        if not date:
            return _("%(heading)s as of this edition") % {"heading": heading}
        return _("%(heading)s as of %(date)s") % {"heading": heading, "date": self.language.day(date)}

    def _accusing(self, id: str) -> str:
        cells = self.case.file.cells.get((id, "state_of_concern"), ())
        states = [cell["value"] for cell in cells if cell["shown"] != NO and cell["value"] not in SPECIAL]
        if not states:
            return ""
        said = self.language.listed([self.language.country(state) for state in states], "or")
        return ngettext("Accused by %(states)s of", "Accused by %(states)s of", len(states)) % {"states": said}

    def _field(self, id: str, line: Property, cells: tuple[Record, ...]) -> str:
        rivals = any(cell["contested"] == YES for cell in cells)
        standing = [cell for cell in cells if cell["claims"] and cell["shown"] != NO]
        told = [cell for cell in cells if rivals or len(cells) > 1 or cell in standing or not cell["claims"]]
        heading = escape(self.heading(id, line.name))
        values = {cell["value"]: self.case.value(line.kind, cell["value"]) for cell in cells}
        marks = self._marks(cells, rivals)
        marked = " contested" if marks or rivals else ""
        if len(cells) > 1:
            beneath = self._side_by_side([(values[cell["value"]].html, cell) for cell in told], heading)
        else:
            beneath = self._claims(cells[0]) + self._standing(cells[0])
        linked = any(value.url for value in values.values())
        said = self._shown(standing, values, "or" if rivals and not line.many else "and") or escape(_("only denied"))
        said += marks
        if linked:  # a link within a summary could not be followed by all
            who = escape(_("Who says so"))
            return (
                f'<div class="field{marked}"><b>{heading}</b><span>{said}</span>'
                f'<details><summary>{who}<span class="unseen">: {heading}</span></summary>{beneath}</details></div>'
            )
        summary = f"<summary><b>{heading}</b><span>{said}</span></summary>"
        return f'<details class="field{marked}">{summary}{beneath}</details>'

    def _shown(self, standing: list[Record], values: Mapping[str, Value], style: str) -> str:
        """The values that stand, each with how it is said, or once for all where that is the same for all."""
        manners = [self._manner([cell]) for cell in standing]
        alike = len(set(manners)) == 1
        said = [
            values[cell["value"]].html + ("" if alike else how) for cell, how in zip(standing, manners, strict=True)
        ]
        return (self.language.listed(said, style) if len(said) > 1 else "".join(said)) + (manners[0] if alike else "")

    def _manner(self, cells: Iterable[Record]) -> str:
        said = words.manner(self.language, [claim for cell in cells for claim in self._of(cell["claims"])])
        return f" <i>({escape(said)})</i>" if said else ""

    def _marks(self, cells: tuple[Record, ...], rivals: bool) -> str:
        marks = [_("sources differ")] if rivals else []
        if denied := words.manner(self.language, [claim for cell in cells for claim in self._of(cell["denied_by"])]):
            marks.append(denied)
        return f" <em>{escape('; '.join(marks))}</em>" if marks else ""

    def _side_by_side(self, told: list[tuple[str, Record]], heading: str) -> str:
        """Several values with what each rests on, those shown first."""
        told = sorted(told, key=lambda pair: (not pair[1]["claims"], pair[1]["shown"] == NO, pair[1]["value"]))
        rows = (
            f'<tr><th scope="row">{html}</th><td>{self._claims(cell)}</td><td>{self._standing(cell)}</td></tr>'
            for html, cell in told
        )
        heads = (heading, escape(_("Who says so, and where")), escape(_("Why it is shown")))
        head = "".join(f'<th scope="col">{each}</th>' for each in heads)
        table = f"<thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody>"
        named = f'<caption class="unseen">{heading}</caption>'
        return f'<div class="scroll" tabindex="0"><table>{named}{table}</table></div>'

    def _standing(self, cell: Record) -> str:
        """Why a value is shown or not, and how it was coded."""
        key = cell["basis"], cell["shown"], bool(cell["claims"]), cell["coded"]
        if key not in self._standings:
            standing = words.basis(cell["basis"])
            if not cell["claims"]:
                standing = _("Only denied; nobody here says so.")
            elif cell["shown"] == NO:
                standing = _("Not shown: another stands before it.")
            said = " ".join(filter(None, (standing, words.coded(cell["coded"]))))
            self._standings[key] = f"<p>{escape(said)}</p>"
        return self._standings[key]

    def _claims(self, cell: Record) -> str:
        """One item for claims that say the same in the same manner from the same places."""
        alike: dict[tuple[str, str], list[str]] = {}
        for claim in self._of(cell["claims"], cell["denied_by"]):
            key = self._said(claim), self._cited(claim["passages"])
            alike.setdefault(key, []).append(claim["id"])
        items = (
            f"<li>{escape(words.first_upper(manner))}: {cited} {self.claims(ids)}</li>"
            for (manner, cited), ids in alike.items()
        )
        return f"<ul>{''.join(items)}</ul>"

    def _said(self, claim: Record) -> str:
        key = claim["how"], claim["by"]
        if key not in self._manners:
            self._manners[key] = words.in_full(self.language, claim)
        return self._manners[key]

    def _of(self, *cells: str) -> list[Record]:
        claims = self.case.file.claims
        return [claims[id] for cell in cells for id in split(cell) if id in claims]

    def _cited(self, passages: str) -> str:
        """The passages of a claim, source by source; places of which a reader sees the same are told once."""
        by_source: dict[str, dict[str, None]] = {}
        for id in split(passages):
            if passage := self.case.file.passages.get(id):
                by_source.setdefault(passage["source"], {})[self._place(id)] = None
        for source in by_source:
            self.sources[source] = self.sources.get(source, 0) + 1
        cited = ((self._link(source), "; ".join(filter(None, said))) for source, said in by_source.items())
        return "; ".join(f"{link}, {said}" if said else link for link, said in cited)

    def _link(self, id: str) -> str:
        if id not in self._links:
            source = self.case.file.sources.get(id)
            self._links[id] = f'<a href="{self.case.url(id)}">{in_short(source)}</a>' if source else escape(id)
        return self._links[id]

    def _place(self, id: str) -> str:
        """Page and note of a passage, and its words where they may be shown."""
        if id not in self._places:
            passage = self.case.file.passages[id]
            quote = passage["quote"] or copies.words_of(id)
            lang = language_of(self.case.file.sources.get(passage["source"], {}))
            said = f"<q{lang}>{escape(quote)}</q>" if quote else ""
            if not quote and (instead := copies.instead()):
                said = f"<i>{escape(instead)}</i>"
            self._places[id] = " ".join(filter(None, (escape(words.place(passage)), said)))
        return self._places[id]


def in_short(source: Record) -> str:
    """A source as HTML, in one line and in its own language: who wrote it, what it is called."""
    authors = split(source.get("author", ""))
    author = ", ".join(authors[:2]) + (" …" if len(authors) > 2 else "")
    said = ", ".join(filter(None, (author, source.get("title") or source["id"])))
    return f"<cite{language_of(source)}>{escape(said)}</cite>"


def language_of(source: Record) -> str:
    """The ``lang`` of what a source says, as an attribute; ``und`` where it is in several or in one not stated."""
    stated = [tag for tag in split(source.get("language", "")) if tag not in SPECIAL]
    return f' lang="{escape(stated[0]) if len(stated) == 1 else "und"}"'


def _safe(html: str) -> SafeString:
    return mark_safe(html)  # noqa: S308 - each part was escaped as it came in
