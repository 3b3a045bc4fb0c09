"""Five tints for numbers from 1 up: steps that grow, since most numbers are small and a few are large."""

from dataclasses import dataclass
from functools import cached_property

DOUBT = 0  # the tint of what may be, and may not: hatched


@dataclass(frozen=True)
class Scale:
    """Tints 1 to 5 for the numbers from 1 to ``greatest``."""

    greatest: int

    @cached_property
    def steps(self) -> tuple[int, ...]:
        """The least number of each tint."""
        round_ = [1]
        while (following := round_[-1] * (2.5 if str(round_[-1])[0] == "2" else 2)) <= self.greatest:
            round_.append(int(following))
        if len(round_) <= 5:
            return tuple(round_)
        return tuple(round_[i * (len(round_) - 1) // 4] for i in range(5))

    def tint(self, number: int) -> int:
        """The tint of a number; ``DOUBT`` for 0."""
        return sum(number >= step for step in self.steps)

    def classes(self) -> list[tuple[int, int]]:
        """The least and the greatest number of each tint."""
        ends = [step - 1 for step in self.steps[1:]] + [max(self.greatest, self.steps[-1])]
        return list(zip(self.steps, ends, strict=True))
