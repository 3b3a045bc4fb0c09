"""An invented edition to link against."""

from tests.sited import edition

__all__ = ["edition"]
