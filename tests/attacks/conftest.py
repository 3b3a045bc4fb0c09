"""A running site."""

from tests.sited import edition, site

__all__ = ["edition", "site"]
