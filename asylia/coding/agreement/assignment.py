"""Pair two lists one to one so that the sum of the pairs' weights is greatest: exact, and the same each time.

The Hungarian method with potentials (Kuhn 1955, Munkres 1957) in whole numbers, on each connected part by itself. A
whole number may hold several aims, the more important one in the higher digits: see ``weight``.
"""

from collections.abc import Mapping, Sequence

DIGITS = 44  # bits for each aim; the sum of one aim over all pairs must stay below
MOST = 1 << 24  # what a single aim of one pair may be at most

Weights = Mapping[tuple[int, int], int]  # by row and column, above zero; a pair that is absent cannot be made


def weight(*aims: int) -> int:
    """One number out of several aims, the first the most important; each is cut to 0 .. ``MOST``."""
    total = 0
    for aim in aims:
        total = (total << DIGITS) + min(max(aim, 0), MOST)
    return total


def assign(weights: Weights) -> dict[int, int]:
    """The column of each row that is paired."""
    pairs = dict[int, int]()
    for rows, columns in _parts(weights):
        turned = len(rows) > len(columns)
        fewer, more = (columns, rows) if turned else (rows, columns)
        costs = [[-weights.get((b, a) if turned else (a, b), 0) for b in more] for a in fewer]
        for i, j in enumerate(_cheapest(costs)):
            if costs[i][j]:
                row, column = (more[j], fewer[i]) if turned else (fewer[i], more[j])
                pairs[row] = column
    return dict(sorted(pairs.items()))


def _parts(weights: Weights) -> list[tuple[list[int], list[int]]]:
    """The rows and columns that hang together, part by part."""
    of_row, of_column = dict[int, list[int]](), dict[int, list[int]]()
    for row, column in sorted(weights):
        of_row.setdefault(row, []).append(column)
        of_column.setdefault(column, []).append(row)
    parts, seen = list[tuple[list[int], list[int]]](), set[int]()
    for start in of_row:
        if start in seen:
            continue
        rows, columns, ahead = {start}, set[int](), [start]
        while ahead:
            for column in of_row[ahead.pop()]:
                if column not in columns:
                    columns.add(column)
                    new = [row for row in of_column[column] if row not in rows]
                    rows.update(new)
                    ahead += new
        seen |= rows
        parts.append((sorted(rows), sorted(columns)))
    return parts


def _cheapest(costs: Sequence[Sequence[int]]) -> list[int]:
    """For each row its column, at the least total cost. There are no more rows than columns.

    Rows are taken up one by one; each looks for the cheapest way to a free column, along which others give theirs up.
    """
    rows, columns = range(len(costs)), range(len(costs[0]))
    of_row, of_column = [0] * len(rows), [0] * len(columns)  # potentials: a cost less both is never below zero
    beyond = 1 - 4 * sum(map(min, costs))  # dearer than any way
    owner = [-1] * len(columns)
    for new in rows:
        row, column = new, -1
        slack = [beyond] * len(columns)  # what the cheapest way known to a column still costs
        before, ahead = [-1] * len(columns), set(columns)
        while row >= 0:
            for j in ahead:
                if (left := costs[row][j] - of_row[row] - of_column[j]) < slack[j]:
                    slack[j], before[j] = left, column
            least, column = min((slack[j], j) for j in ahead)
            of_row[new] += least
            for j in columns:
                if j in ahead:
                    slack[j] -= least
                else:
                    of_column[j] -= least
                    of_row[owner[j]] += least
            ahead.remove(column)
            row = owner[column]
        while column >= 0:  # hand the columns on along the way, back to the new row
            owner[column] = owner[before[column]] if before[column] >= 0 else new
            column = before[column]
    found = {row: column for column, row in enumerate(owner) if row >= 0}
    return [found[row] for row in rows]
