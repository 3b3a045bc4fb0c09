"""A count of records whose values are contested: between two limits."""

from dataclasses import dataclass


@dataclass(slots=True)
class Bounds:
    """A count of which only its limits are known: ``12-14``."""

    low: int = 0
    high: int = 0

    def add(self, certain: bool, count: int = 1) -> None:
        """Count so many more: in both limits, or in the upper alone."""
        self.low += count if certain else 0
        self.high += count

    def __str__(self) -> str:
        return str(self.low) if self.low == self.high else f"{self.low}-{self.high}"
