"""The stage rules side by side: what each says, and what Table 1 and the persons become under it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from asylia.codebook.book import book
from asylia.edition.schema import STAGES
from asylia.edition.stages import Stages
from asylia.edition.sums.rulings import Change, Rulings, differences
from asylia.edition.sums.table1 import COLUMNS, TOTAL, Line
from asylia.site import tongue, words
from asylia.site.addresses import of_edition
from asylia.site.headers import personal
from asylia.site.kept import kept
from asylia.site.pages import deeds
from asylia.site.pages.codebook import condition
from asylia.site.shelf import Shown
from asylia.site.tallies import Figure, bounds, listed, named

MOST = 100  # so many persons are named for each rule
NO_CONDITION = ("stage", "because")


@dataclass(frozen=True, slots=True)
class Case:
    """One case of a rule in words. ``stage`` is '' where it gives none."""

    stage: str
    when: tuple[str, ...]
    because: str


@of_edition
@kept
def stages(request: HttpRequest, shown: Shown) -> HttpResponseBase:
    """The rules, Table 1 under each, and who changes stage."""
    language, rulings = tongue.current(), found(shown)
    context = {
        "rules": [(name, language.rule(name), name == shown.edition.rule, _cases(name)) for name in rulings.rules
                  if name in book().stage_rules],
        "rows": list(_rows(rulings)),
        "columns": STAGES,
        "changes": [_changes(shown, rulings, rule) for rule in rulings.rules[1:]],
        "own": shown.edition.rule,
        "own_label": _label(shown.edition.rule),
    }  # fmt: skip
    return personal(render(request, "site/stages.html", context))


@lru_cache(maxsize=8)
def found(shown: Shown) -> Rulings:
    """What the rules make of an edition: counted once, since an edition never changes."""
    return Rulings(shown.edition, shown.index)


def reasons(rule: str, measure: str) -> Iterator[Case]:
    """The cases of a rule that name a measure or a family of it; their conditions are the further ones."""
    named_by = {measure, *book().broader("measures", measure)}
    for case, because in _said(rule):
        if named_by.intersection(case.get("measure", ())):
            yield _case({key: value for key, value in case.items() if key != "measure"}, because)


def stage_words(stages: Stages) -> str:
    """The stages that may be a person's highest, in words."""
    words = [_("stage %(stage)s") % {"stage": stage} if stage else _("no stage") for stage in sorted(stages)]
    return tongue.current().listed(words, "or")


def _label(rule: str) -> str:
    return words.rule(tongue.current(), rule)


def _cases(name: str) -> Iterator[Case]:
    return (_case(case, because) for case, because in _said(name))


def _said(name: str) -> Iterator[tuple[Mapping[str, Any], str]]:
    """The cases of a rule, each with why, in words."""
    return zip(book().stage_rules[name].get("case", ()), tongue.current().rule(name).because, strict=True)


def _case(case: Mapping[str, Any], because: str) -> Case:
    when = tuple(condition(key, value) for key, value in case.items() if key not in NO_CONDITION)
    return Case(str(case["stage"] or ""), when, because)


def _rows(rulings: Rulings) -> Iterator[dict[str, object]]:
    """Table 1: for each state one row under each rule, and in words what differs from the edition's own."""
    for first, under in rulings.rows():
        yield {
            "label": _place(first),
            "is_total": not first.code,
            "lines": [
                {
                    "rule": rule,
                    "label": _label(rule),
                    "figures": _figures(first, line),
                    "differs": "" if rule == rulings.rules[0] else _difference(first, line),
                }
                for rule, line in under.items()
            ],
        }


def _place(line: Line) -> str:
    """The name of a row: a state, or one of the two totals, of which that of the CAPE states comes first."""
    if line.code:
        return named("countries", line.code)
    labels = {
        "CAPE states": _("the five states of CAPE together"),
        "all states": _("all states"),
        "state not stated": _("state of concern not stated"),
    }
    return labels.get(line.label, line.label)


def _figures(first: Line, line: Line) -> list[Figure]:
    """The cells of a row. They lead nowhere: a list asks for a stage of some incident, the table for the highest."""
    changed = differences(first, line)
    return [Figure(bounds(line.cells[c]), mark="differs" if c in changed else "") for c in COLUMNS]


def _difference(first: Line, line: Line) -> str:
    """What differs, in words; that nothing does, too."""
    number = tongue.current().number
    words = [
        (_("total %(change)s") if column == TOTAL else _("stage %(stage)s %(change)s"))
        % {"stage": column, "change": f"+{number(change)}" if change > 0 else number(change) if change else "±0"}
        for column, change in differences(first, line).items()
    ]
    return ", ".join(words) or _("the same")


def _changes(shown: Shown, rulings: Rulings, rule: str) -> dict[str, object]:
    total, first = rulings.changed(rule, MOST)
    names = shown.edition.called(*(change.person for change in first))
    return {
        "rule": rule,
        "label": _label(rule),
        "total": total,
        "persons": [(deeds.who(names.get(c.person, ""), c.person), c.person, _moved(c)) for c in first],
        "more": total - len(first),
        "list": listed(shown, "persons", {}, rule),
    }


def _moved(change: Change) -> str:
    return _("%(before)s here, %(after)s there") % {
        "before": stage_words(change.before),
        "after": stage_words(change.after),
    }
