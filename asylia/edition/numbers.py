"""Numbers of editions: ``2026.1`` is one, ``2026.0.1`` a candidate for it, and their order is that of time."""

import re

NUMBER = re.compile(r"[0-9]{4}\.(?:[1-9][0-9]{0,5}|0\.[1-9][0-9]{0,5})")


def order(number: str) -> tuple[int, ...]:
    """What to sort a number by: ``2026.0.1`` < ``2026.1`` < ``2026.2``. () for what is none, before all others."""
    return tuple(map(int, number.split("."))) if NUMBER.fullmatch(number) else ()


def rank(number: str) -> tuple[bool, tuple[int, ...]]:
    """What to choose the newest by: any final edition before any candidate, then the last in time."""
    return len(order(number)) == 2, order(number)
