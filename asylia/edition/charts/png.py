"""A PNG of plain shades -> the same picture in fewer bytes: a palette, and runs of one colour told once.

In: a PNG as typst draws it. Out: one of at most ``_SHADES`` colours.
Invariant: sums of whole numbers, so equal pictures are equal bytes on any machine. zlib makes no such promise (its
bytes differ between versions, its kin and processors), so Deflate is written here, in the little of it that a drawing
needs: one block, and no repeat but the byte before. That is a twelfth more than zlib's best for these pictures.
"""

import io
import zlib
from collections.abc import Iterator
from heapq import heapify, heappop, heappush
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

Numbers = NDArray[np.int64]

_SHADES = 32
_APART = 400  # squared, over red, green and blue: what is nearer to a commoner colour becomes that
_LONGEST = 258  # bytes that one repeat tells
_END, _SYMBOLS, _DEEPEST = 256, 286, 15
# The lengths that a repeat may have: each symbol from 257 begins at one, and says the rest in so many extra bits.
_EXTRA: Numbers = np.repeat(np.array([0, 1, 2, 3, 4, 5, 0]), [8, 4, 4, 4, 4, 4, 1])
_FIRST: Numbers = np.append(3 + np.append(0, np.cumsum(1 << _EXTRA[:27])), _LONGEST)
_SYMBOL_OF: Numbers = np.searchsorted(_FIRST, np.arange(_LONGEST + 1), side="right") - 1


def smaller(png: bytes) -> bytes:
    """The picture in fewer bytes."""
    with Image.open(io.BytesIO(png)) as opened:
        wide, high = opened.size
        colours = np.frombuffer(opened.convert("RGBA").tobytes(), dtype=">u4")
    starts, found = _runs(colours)
    many = np.diff(starts, append=colours.size)
    palette, places = _palette(found >> 8, many)  # without alpha: a page is opaque
    lines = np.zeros((high, wide + 1), dtype=np.uint8)  # each row begins with 0: it is told as it is
    lines[:, 1:] = np.repeat(places.astype(np.uint8), many).reshape(high, wide)
    head = wide.to_bytes(4, "big") + high.to_bytes(4, "big") + bytes((8, 3, 0, 0, 0))
    shades = b"".join(int(shade).to_bytes(3, "big") for shade in palette)
    body = b"".join((_chunk(b"IHDR", head), _chunk(b"PLTE", shades), _chunk(b"IDAT", _packed(lines.ravel()))))
    return b"\x89PNG\r\n\x1a\n" + body + _chunk(b"IEND", b"")


def _runs(values: NDArray[Any]) -> tuple[Numbers, Numbers]:
    """Where each run of one value begins, and the value."""
    starts = np.append(0, np.flatnonzero(values[1:] != values[:-1]) + 1)
    return starts, values[starts].astype(np.int64)


def _palette(found: Numbers, many: Numbers) -> tuple[Numbers, Numbers]:
    """The commonest colours of those that are well apart, and for each run the place of the nearest among them."""
    known, where = np.unique(found, return_inverse=True)
    counts = np.zeros(len(known), dtype=np.int64)
    np.add.at(counts, where, many)
    parts = known[:, None] >> np.array([16, 8, 0]) & 255
    order, chosen = np.lexsort((known, -counts)), list[int]()
    apart = np.full(len(known), 3 * 256**2)
    places = np.zeros(len(known), dtype=np.int64)
    while len(chosen) < _SHADES and (left := order[apart[order] > _APART]).size:
        nearer = ((parts - parts[left[0]]) ** 2).sum(axis=1)
        places[nearer < apart] = len(chosen)
        apart = np.minimum(apart, nearer)
        chosen.append(int(left[0]))
    return known[chosen], places[where]


def _packed(content: NDArray[np.uint8]) -> bytes:
    """The bytes as a zlib stream of one block."""
    symbols, extra, widths = _tokens(content)
    lengths = _lengths(np.bincount(symbols, minlength=_SYMBOLS))
    codes = _codes(lengths)
    deep = lengths[symbols]
    head, wide = np.array(list(_head(lengths))).T
    values = np.concatenate((head, codes[symbols] + (extra << deep)))
    packed = _bits(values, np.concatenate((wide, deep + widths)))
    check = zlib.adler32(content.tobytes())
    return b"\x78\x01" + packed + check.to_bytes(4, "big")


def _tokens(content: NDArray[np.uint8]) -> tuple[Numbers, Numbers, Numbers]:
    """What is to be told: symbols, the bits after each, and how many these are (the last is that of the distance)."""
    starts, values = _runs(content)
    rest = np.diff(starts, append=content.size) - 1
    whole, left = rest // _LONGEST, rest % _LONGEST
    short = left < 3  # too few for a repeat
    # A run: its value, whole repeats, then one shorter repeat or up to two values more.
    many = 1 + whole + np.where(short, left, 1)
    ends = np.cumsum(many)
    symbols, extra, widths = np.repeat(values, many), np.zeros(ends[-1], np.int64), np.zeros(ends[-1], np.int64)
    place = np.arange(ends[-1]) - np.repeat(ends - many, many)
    full = (place > 0) & (place <= np.repeat(whole, many))
    symbols[full], widths[full] = _SYMBOLS - 1, 1
    last, length = (ends - 1)[~short], left[~short]
    kind = _SYMBOL_OF[length]
    symbols[last], extra[last], widths[last] = 257 + kind, length - _FIRST[kind], _EXTRA[kind] + 1
    return np.append(symbols, _END), np.append(extra, 0), np.append(widths, 0)


def _lengths(counts: Numbers) -> Numbers:
    """How many bits each symbol gets (Huffman); counts are flattened until none gets too many."""
    while True:
        waiting: list[tuple[int, int, tuple[int, ...]]] = [
            (int(count), i, (i,)) for i, count in enumerate(counts) if count
        ]
        heapify(waiting)
        lengths = np.zeros(_SYMBOLS, dtype=np.int64)
        while len(waiting) > 1:
            (a, i, one), (b, _, two) = heappop(waiting), heappop(waiting)
            lengths[list(one + two)] += 1
            heappush(waiting, (a + b, i, one + two))
        if lengths.max() <= _DEEPEST:
            return lengths
        counts = (counts + 1) // 2


def _codes(lengths: Numbers) -> Numbers:
    """The bits of each symbol: in the order of length, then of symbol, the first bit lowest."""
    codes, code = np.zeros(_SYMBOLS, dtype=np.int64), 0
    for length in range(1, _DEEPEST + 1):
        for symbol in np.flatnonzero(lengths == length):
            codes[symbol] = int(f"{code:0{length}b}"[::-1], 2)
            code += 1
        code <<= 1
    return codes


def _head(lengths: Numbers) -> Iterator[tuple[int, int]]:
    """The beginning of the block: the length of each symbol in four bits, one distance in one bit."""
    yield from ((1, 1), (2, 2), (_SYMBOLS - 257, 5), (0, 5), (15, 4))
    for number in (16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15):
        yield (0 if number > _DEEPEST else 4), 3
    for length in (*lengths, 1):
        yield int(f"{length:04b}"[::-1], 2), 4


def _bits(values: Numbers, widths: Numbers) -> bytes:
    """Numbers of so many bits each, one after the other, the lowest bit first."""
    ends = np.cumsum(widths)
    place = np.arange(ends[-1], dtype=np.int32) - np.repeat((ends - widths).astype(np.int32), widths)
    return np.packbits(np.repeat(values.astype(np.int32), widths) >> place & 1, bitorder="little").tobytes()


def _chunk(kind: bytes, content: bytes) -> bytes:
    return len(content).to_bytes(4, "big") + kind + content + zlib.crc32(kind + content).to_bytes(4, "big")
