"""Who is named. Whoever is not, or only by a name that hides one, is left alone: this room must not find anybody.

A full name has two parts at least, more than initials, and does not say that it is none. A first name alone, a
nickname, ``M. A.`` and ``Farida (name changed)`` are no full names.
"""

import re
import tomllib
from functools import cache
from pathlib import Path

from asylia.cases.fold import Case
from asylia.codebook.kinds import SPECIAL
from asylia.names.forms import form

WORDS = Path(__file__).with_name("names.toml")


def full_names(case: Case) -> tuple[str, ...]:
    """The full names of a person; none where a coder noted that they hide another."""
    return tuple(filter(is_full, _plain(case)))


def is_named(case: Case) -> bool:
    """Whether any source gives the person a name, a first name or nickname too, that hides nothing."""
    return any(tells(name) for name in _plain(case))


def is_full(name: str) -> bool:
    """Whether a name is one by which somebody is known in public."""
    return is_name(name) and any(len(one.of("name", "family", "patronymic")) > 1 for one in form(name).names)


def tells(name: str) -> bool:
    """Whether a name, a first name or nickname too, hides nothing: it is more than initials."""
    return is_name(name) and not _initials(name)


def is_name(name: str) -> bool:
    """Whether some words are a name at all."""
    return name not in SPECIAL and any(c.isalpha() for c in name) and not _nameless().search(name.casefold())


def _plain(case: Case) -> tuple[str, ...]:
    if case.person is None or any(note.casefold().startswith(_note()) for note in case.person.note.shown):
        return ()
    return case.person.name.shown


def _initials(name: str) -> bool:
    return all(len(word) == 1 for word in re.findall(r"[^\W\d_]+", name))


@cache
def _nameless() -> re.Pattern[str]:
    words = tomllib.loads(WORDS.read_text(encoding="utf-8"))["nameless"]
    return re.compile(rf"(?<!\w)({'|'.join(map(re.escape, words))})(?!\w)")


@cache
def _note() -> str:
    return str(tomllib.loads(WORDS.read_text(encoding="utf-8"))["note"])
