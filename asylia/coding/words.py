"""Hints for whoever mistypes a word."""

from collections.abc import Iterable
from difflib import get_close_matches

_MANY = 40


def meant(word: str, allowed: Iterable[str]) -> str:
    """``Did you mean 'measure'?`` for what is nearest, or nothing."""
    close = get_close_matches(word, sorted(allowed), n=3, cutoff=0.6)
    return f"Did you mean {' or '.join(map(repr, close))}?" if close else ""


def listed(allowed: Iterable[str]) -> tuple[str, ...]:
    """What is allowed, in order; only so many that a person reads them."""
    every = sorted(allowed)
    return tuple(every) if len(every) <= _MANY else (*every[:_MANY], f"and {len(every) - _MANY} more in the codebook")
