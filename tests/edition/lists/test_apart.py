"""An index that another process reads is the index."""

import os
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import asylia.edition.lists.apart as apart
from asylia.edition.lists.find import Wanted, find
from asylia.edition.lists.index import Index
from asylia.edition.reader import Edition


def flat(held: Any) -> Any:
    """An index as plain values, whatever holds them."""
    if isinstance(held, np.ndarray):
        return held.dtype.str, held.tolist()
    if isinstance(held, dict):
        return {key: flat(value) for key, value in held.items()}
    if isinstance(held, list | tuple):
        return [flat(each) for each in held]
    if is_dataclass(held):
        return {each.name: flat(getattr(held, each.name)) for each in fields(held)}
    return flat(vars(held)) if hasattr(held, "__dict__") else held


def parts(index: Index) -> Any:
    return flat({name: part for name, part in vars(index).items() if name != "edition"})


def test_it_is_the_same_as_if_it_had_been_read_here(made: Path) -> None:
    mine = Edition(made)
    found = apart.Reading(Edition(made)).index(mine)
    assert parts(found) == parts(Index(mine))
    assert found.edition is mine
    asked = Wanted("persons", size=10)
    assert find(found, asked).ids == find(Index(mine), asked).ids != ()


def test_its_columns_are_shared_and_nobody_can_write_there(made: Path) -> None:
    found = apart.Reading(Edition(made)).index(Edition(made))
    assert not found.persons.ids.flags.writeable
    with pytest.raises(ValueError, match="read-only"):
        found.persons.contested[:] = True


@pytest.mark.parametrize("broken", ["_read", "_loaded"])
def test_what_goes_wrong_there_is_done_here(made: Path, monkeypatch: pytest.MonkeyPatch, broken: str) -> None:
    def breaks(*_given: object) -> None:
        raise MemoryError

    monkeypatch.setattr(apart, broken, breaks)
    mine = Edition(made)
    assert parts(apart.Reading(Edition(made)).index(mine)) == parts(Index(mine))


def test_no_process_is_left_behind(made: Path) -> None:
    reading = apart.Reading(Edition(made))
    reading.index(Edition(made))
    with pytest.raises(ChildProcessError):
        os.waitpid(reading._process, os.WNOHANG)


def test_where_no_process_can_part_it_is_read_here(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "fork")
    mine = Edition(made)
    assert parts(apart.Reading(Edition(made)).index(mine)) == parts(Index(mine))
