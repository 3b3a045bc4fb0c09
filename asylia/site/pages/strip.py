"""The stages of a person and of each incident under every rule: three flags and the highest, and what made them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from itertools import product

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from asylia.codebook.entities import Incident
from asylia.codebook.kinds import properties
from asylia.codebook.stages import rule as stage_rule
from asylia.codebook.stages import rules
from asylia.edition.schema import STAGES, Record, split
from asylia.edition.stages import Stages, cell, flags, highest, stages_of
from asylia.site import words
from asylia.site.pages.case import Case
from asylia.site.pages.fields import Fields

_MOST_LINKS = 12


@dataclass(frozen=True, slots=True)
class Row:
    """One rule: its flags as (class, word) by stage, the highest stage in words, and the incidents of each stage."""

    name: str
    label: str
    own: bool
    flags: tuple[tuple[str, str], ...]
    highest: str
    highest_class: str
    incidents: SafeString


class Strip:
    """Stages of one case. The edition's own rule stands first."""

    def __init__(self, case: Case, fields: Fields) -> None:
        self.case, self.fields, self.language = case, fields, case.language
        self.own = case.shown.edition.rule
        self.rules = sorted(rules(), key=lambda name: name != self.own)
        self._found = {
            name: {incident["id"]: stages_of(incident, name) for incident in case.part("I")} for name in self.rules
        }

    def rows(self) -> list[Row]:
        """One row a rule."""
        return [self._row(name, self._found[name]) for name in self.rules]

    def _row(self, name: str, found: Mapping[str, Stages]) -> Row:
        stages = split(cell(highest(list(found.values()))))
        return Row(
            name,
            self.language.rule(name).label,
            name == self.own,
            tuple((each, _(words.FLAGS[each])) for each in flags(list(found.values()))),
            words.stage(self.language, stages) or _("No stage"),
            words.stage_class(stages),
            self._incidents(found),
        )

    def _incidents(self, found: Mapping[str, Stages]) -> SafeString:
        """The incidents that have each stage, or may have it, as links."""
        said = []
        for stage in reversed(STAGES):
            ids = [record["id"] for record in self.case.blocks if int(stage) in found.get(record["id"], ())]
            if ids:
                links = [f'<a href="{self.case.to_block(id)}">{id}</a>' for id in ids[:_MOST_LINKS]]
                more = len(ids) - len(links)
                said.append(escape(words.stage(self.language, (stage,))) + ": " + ", ".join(links))
                said[-1] += escape(_(" and %(count)s more") % {"count": self.language.number(more)}) if more else ""
        return mark_safe("; ".join(said) or escape(_("No incident has a stage.")))  # noqa: S308 - escaped above

    def of_block(self, record: Record) -> tuple[str, str]:
        """The stage of an incident under the edition's own rule: in words, and its class; '' where it has none."""
        found = split(record.get("stage", ""))
        return words.stage(self.language, found), words.stage_class(found)

    def beneath(self, record: Record) -> SafeString:
        """The field of an incident that says its stage under each rule, by which case of it, from which claims."""
        id, shown, items = record["id"], [], []
        for name in self.rules:
            label, reasons = self.language.rule(name).label, self.language.rule(name).because
            stage = words.stage(self.language, split(cell(self._found[name][id]))) or _("No stage")
            because = "; ".join(reasons[number] for number in _cases(name, _standing(record, name)) if number >= 0)
            shown.append(stage if name == self.own else f"{label}: {stage}")
            said = _("%(rule)s: %(stage)s") % {"rule": label, "stage": stage}
            items.append(f"<li>{escape(f'{said} ({because})' if because else said)}</li>")
        others = escape("; ".join(shown[1:]))
        summary = f"<b>{escape(self.language.heading('stage'))}</b><span>{escape(shown[0])} <i>({others})</i></span>"
        return mark_safe(  # noqa: S308 - escaped above
            f'<details class="field made"><summary>{summary}</summary><ul>{"".join(items)}</ul>'
            f"{self._made_of(id)}</details>"
        )

    def _made_of(self, id: str) -> str:
        """That a rule made it, and the claims of the values at which that rule looks."""
        cells = self.case.file.cells.get((id, "stage"), ())
        claims = sorted({claim for each in cells for claim in split(each["claims"])})
        rule = escape(self.language.rule(self.own).label) if self.own in self.rules else escape(self.own)
        said = escape(_("Never coded: made by stage rule %(rule)s from the values below.")) % {"rule": rule}
        return f"<p>{said} {self.fields.claims(claims)}</p>"


def _standing(record: Record, name: str) -> tuple[tuple[str, ...], ...]:
    """For each property at which a rule looks, the values to be taken in turn."""
    together = _together()
    cells = ((column, record.get(column, "")) for column in stage_rule(name).mentions)
    return tuple((value,) if column in together or not value else split(value) for column, value in cells)


@lru_cache(maxsize=1024)
def _cases(name: str, standing: tuple[tuple[str, ...], ...]) -> tuple[int, ...]:
    """The places of the cases of a rule that decide, for every combination of values that stand; -1 for no case."""
    asked = stage_rule(name)
    places = {id(case): place for place, case in enumerate(asked.cases)} | {id(None): -1}
    decided = (asked.case_of(dict(zip(asked.mentions, values, strict=True))) for values in product(*standing))
    return tuple(sorted({places[id(case)] for case in decided}))


@lru_cache(maxsize=1)
def _together() -> frozenset[str]:
    return frozenset(name for name, line in properties(Incident).items() if line.many)
