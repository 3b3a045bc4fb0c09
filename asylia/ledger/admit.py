"""Which drafts the ledger takes. Each refusal says what is wrong and what is allowed.

Invariant: what is refused here is refused before a lock is taken, except where it depends on the row acted on.
"""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple, NoReturn

from asylia.codebook.entities import ENTITIES, entity_of
from asylia.codebook.kinds import ID, properties
from asylia.ledger.rows import ACTING, KINDS, PAIRING, Draft
from asylia.problems import Problem

ROOTS = "XSAG"  # the letters of ids that a row may be filed under; the others hang under a person
_ROW_ID = re.compile(r"[CW]-[0-9a-f]{16}")
_PASSAGE_ID = re.compile(r"P-[0-9a-f]{12}")
_CODER = re.compile(r"[^\s\x00-\x1f\x7f]{1,64}")
_AT = re.compile(r"\d{4}-[01]\d-[0-3]\dT[0-2]\d:[0-5]\d:[0-5]\dZ")


class Target(NamedTuple):
    """What the ledger knows of a row that a draft acts on. ``held``: its words are not erased."""

    seq: int
    kind: str
    root: str
    held: bool


# Which kinds of rows each kind may act on.
_ACTS_ON: Mapping[str, frozenset[str]] = {
    "accept": frozenset({"claim"}),
    "reject": frozenset({"claim"}),
    "prefer": frozenset({"claim"}),
    "retract": frozenset(KINDS) - {"retract", "erase"},
    "withhold": frozenset(KINDS),
    "erase": frozenset(KINDS),
}


def check_writer(by: str, at: str) -> None:
    """Refuse, with ``Problem``, a coder without a code and a time that is not UTC to the second."""
    if not isinstance(by, str) or not _CODER.fullmatch(by):
        _refuse(f"{by!r} is no coder's code.", "by", "one word of at most 64 letters, such as c2")
    if not isinstance(at, str) or not _AT.fullmatch(at):
        _refuse(f"{at!r} is no time.", "at", "UTC to the second, such as 2026-11-24T10:02:11Z")


def check_draft(draft: Draft, by: str) -> None:
    """Refuse, with ``Problem``, a draft that is wrong whatever the ledger holds."""
    if draft.kind not in KINDS:
        _refuse(f"{draft.kind!r} is no kind of row.", "kind", *KINDS)
    if draft.id is not None and not _ROW_ID.fullmatch(draft.id):
        _refuse(f"{draft.id!r} is no id of a row.", "id", "C- or W- and 16 hexadecimal digits")
    _check_places(draft)
    if not isinstance(draft.body, Mapping):
        _refuse("A body is a mapping of names to values.", "body")
    if draft.kind == "claim":
        _check_claim(draft)
    elif not isinstance(draft.body.get("reason", ""), str):
        _refuse(f"The reason of a row '{draft.kind}' is text.", "reason")
    if draft.kind in PAIRING | {"prefer"}:
        _check_passages(draft.body.get("passages", []))
    if draft.kind == "erase":
        check_two_people(by, draft.body.get("second"))
        if not draft.body.get("reason"):
            _refuse("An erasure says why.", "reason")


def check_two_people(by: str, second: object) -> None:
    """Refuse, with ``Problem``, an erasure that only one person answers for."""
    if not isinstance(second, str) or not _CODER.fullmatch(second) or second.casefold() == by.casefold():
        _refuse("An erasure needs two people.", "second", f"the code of somebody other than {by}")


def check_target(draft: Draft, target: Target | None) -> None:
    """Refuse, with ``Problem``, a draft whose ``acts_on`` is missing, of the wrong kind or of another case."""
    if target is None:
        _refuse(f"There is no row {draft.acts_on}, so nothing can {draft.kind} it.", "acts_on")
    allowed = _ACTS_ON[draft.kind]
    if target.kind not in allowed:
        _refuse(f"A row '{draft.kind}' cannot act on a row '{target.kind}'.", "acts_on", *sorted(allowed))
    if draft.root != target.root:
        _refuse(f"Row {target.seq} belongs to {target.root}, not to {draft.root}.", "root", target.root)
    if draft.kind == "erase" and not target.held:
        _refuse(f"The words of row {target.seq} are erased already.", "acts_on")


def _check_places(draft: Draft) -> None:
    for field in ("root", "about"):
        if not isinstance(id := getattr(draft, field), str) or not ID.fullmatch(id):
            _refuse(f"{id!r} is no id.", field, "a letter, a hyphen and at least six digits; a source: S- and a slug")
    if draft.root[0] not in ROOTS:
        _refuse(f"{draft.root} is not filed by itself.", "root", "the id of a person, source, aggregate or group event")
    if draft.about != draft.root and (draft.about[0] in ROOTS or draft.root[0] != "X"):
        _refuse(f"{draft.about} does not belong under {draft.root}.", "about", draft.root, "what belongs to a person")
    if (draft.acts_on is not None) != (draft.kind in ACTING) and draft.kind != "withhold":
        needs = "names the row that it acts on" if draft.kind in ACTING else "acts on no row"
        _refuse(f"A row '{draft.kind}' {needs}.", "acts_on")
    if (draft.other is not None) != (draft.kind in PAIRING):
        _refuse(f"A row '{draft.kind}' names {'two entities' if draft.kind in PAIRING else 'one entity'}.", "other")
    if draft.other is not None:
        _check_pair(draft.about, draft.other)


def _check_pair(about: str, other: object) -> None:
    if not isinstance(other, str) or not ID.fullmatch(other):
        _refuse(f"{other!r} is no id.", "other")
    if other == about:
        _refuse(f"{about} is one with itself already.", "other")
    if other[0] != about[0]:
        _refuse(f"{about} and {other} are of different kinds and can never be one.", "other", f"an id {about[0]}-…")


def _check_claim(draft: Draft) -> None:
    body = draft.body
    known = _property_names(draft.about[0])
    if body.get("property") not in known:
        _refuse(f"{draft.about} has no property {body.get('property')!r}.", "property", *sorted(known))
    for field in ("value", "how"):
        if not isinstance(text := body.get(field), str) or not text.strip():
            _refuse(f"{text!r} is not text; a value is written as words, a number too.", field)
    if not isinstance(by := body.get("by"), (list, tuple)) or not all(isinstance(who, str) for who in by):
        _refuse("Who asserts it is a list of codes.", "by")
    if not body.get("passages"):
        _refuse(
            "A value without a source does not exist: this claim has no passage.", "passages", "at least one passage"
        )
    _check_passages(body["passages"])


def _check_passages(passages: Any) -> None:
    if not isinstance(passages, (list, tuple)):
        _refuse("Passages are a list.", "passages")
    for passage in passages:
        if not isinstance(passage, Mapping):
            _refuse(f"{passage!r} is no passage.", "passages", "a mapping with id and source")
        if not isinstance(id := passage.get("id"), str) or not _PASSAGE_ID.fullmatch(id):
            _refuse(f"{id!r} is no id of a passage.", "passages", "P- and 12 hexadecimal digits")
        source = passage.get("source")
        if not isinstance(source, str) or source[:2] != "S-" or not ID.fullmatch(source):
            _refuse(f"{source!r} is no source.", "passages", "S- and a slug of small letters, digits and hyphens")


@cache
def _property_names(letter: str) -> frozenset[str]:
    return frozenset(properties(entity_of(letter))) if letter in ENTITIES else frozenset()


def _refuse(what: str, field: str, *allowed: str) -> NoReturn:
    raise Problem(what, field=field, allowed=allowed)
