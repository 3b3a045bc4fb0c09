"""Rows with a heading become records: which column holds what, and what a row may not look like.

Invariant: only cells of columns that are used are looked at; a heading that could mean two columns is refused.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from asylia.matching.lists.listed import NO_LETTER, Asked, Listed, applications, several, sexes, states, words_of, years
from asylia.names.keys import search_key
from asylia.problems import Problem

Cells = Sequence[str]
Where = Callable[[int, int], str]  # how a cell is called, by row and column, both counted from 1

_TELLING = ("name", "family", "number")  # one of these at least


def records(rows: Iterable[tuple[int, Cells]], asked: Asked, where: Where) -> Iterator[Listed]:
    """The records of a table, its heading first; rows without a word are left out. Raises ``Problem``."""
    filled = ((number, cells) for number, cells in rows if any(map(str.strip, cells)))
    first = next(filled, None)
    if first is None:
        raise Problem("the list is empty", mend="It needs a heading and a row below it.")
    heading = [cell.strip().lstrip("\ufeff") for cell in first[1]]
    _check_heading(heading, first[0], where, asked)
    columns = _columns(heading, asked)
    empty = True
    for row, cells in filled:
        if row - first[0] > asked.bounds.rows:
            raise Problem(f"the list has more than {asked.bounds.rows:,} rows", mend="Cut it into several lists.")
        empty = False
        _check_width(cells, len(heading), row, where)
        yield _record(row, cells, columns, asked, where)
    if empty:
        raise Problem("the list holds nothing but its heading", field=where(first[0], 1))


def _check_heading(heading: Cells, row: int, where: Where, asked: Asked) -> None:
    if len(heading) > asked.bounds.columns:
        raise Problem(f"the heading has {len(heading):,} columns; the limit is {asked.bounds.columns:,}")
    seen = dict[str, int]()
    for column, name in enumerate(heading, 1):
        if name and (before := seen.setdefault(name.casefold(), column)) != column:
            raise Problem(
                f"two columns are called {name!r}",
                field=f"{where(row, before)} and {where(row, column)}",
                mend="Rename one of them.",
            )


def _columns(heading: Cells, asked: Asked) -> Mapping[str, tuple[int, ...]]:
    """The columns by what they hold, counted from 0."""
    found = dict[str, tuple[int, ...]]()
    for role, known in words_of("headings").items():
        found[role] = tuple(place for place, name in enumerate(heading) if search_key(name) in known)
    named = [name for name in heading if name]
    for wanted in asked.name:
        if wanted not in named:
            raise Problem(f"the list has no column {wanted!r}", field="--name", allowed=tuple(named))
    if asked.name:
        found |= {"named": tuple(map(list(heading).index, asked.name)), "name": (), "given": (), "family": ()}
    elif not any(found[role] for role in _TELLING):
        raise Problem(
            "no column is known to hold a name or an application number",
            mend=f"Say which does, with --name. The columns are: {', '.join(named)}.",
        )
    return found


def _check_width(cells: Cells, width: int, row: int, where: Where) -> None:
    if len(cells) < width:
        what = f"the row has {len(cells)} cells, and the heading {width}"
        raise Problem(what, field=where(row, len(cells)), mend="Is a cell missing, or a separator?")
    if beyond := next((place for place, cell in enumerate(cells[width:], width + 1) if cell.strip()), 0):
        what = f"the row has more cells than the heading, which has {width}"
        raise Problem(what, field=where(row, beyond), mend="Is a separator inside a cell that is not quoted?")


def _record(row: int, cells: Cells, columns: Mapping[str, tuple[int, ...]], asked: Asked, where: Where) -> Listed:
    def of(role: str) -> list[str]:
        return [text for place in columns.get(role, ()) if (text := _clean(cells[place], row, place, asked, where))]

    def born() -> Iterator[str]:
        for place in columns["born"]:
            try:
                yield from years(_clean(cells[place], row, place, asked, where))
            except ValueError as error:
                raise Problem(str(error), field=where(row, place + 1)) from None

    aliases = (alias for text in of("alias") for alias in several(text))
    whole = [" ".join(of("named")), *of("name"), _in_order(of("family"), of("given"), of("patronymic"))]
    return Listed(
        row=row,
        id=next(iter(of("id")), ""),
        names=tuple(dict.fromkeys(filter(None, (*whole, *aliases)))),
        born=tuple(dict.fromkeys(born())),
        states=states(word for text in of("state") for part in several(text) for word in part.split(",")),
        sexes=tuple(code for text in of("sex") for code in sexes(text)),
        numbers=tuple(dict.fromkeys(number for text in of("number") for number in applications(text))),
        title=next(iter(of("title")), ""),
    )


def _in_order(family: list[str], given: list[str], fathers: list[str]) -> str:
    """Family name, comma, the others: so nobody has to guess which is which."""
    others = " ".join((*given, *fathers))
    return ", ".join(filter(None, (" ".join(family), others))) if family else ""


def _clean(cell: str, row: int, place: int, asked: Asked, where: Where) -> str:
    text = cell.strip()
    if len(text) > asked.bounds.cell:
        raise Problem(f"the cell has more than {asked.bounds.cell:,} characters", field=where(row, place + 1))
    if text.startswith("="):
        what = "the cell holds a formula, and nothing is calculated here"
        raise Problem(what, field=where(row, place + 1), mend="Put there what it results in, as a value.")
    if NO_LETTER.search(text):
        raise Problem("the cell holds what is no letter", field=where(row, place + 1), mend="Export the list anew.")
    return text
