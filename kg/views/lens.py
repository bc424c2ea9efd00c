"""What a reader wants of a page: how things stood on a day, as known on a day, and how sure it must be."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Lens:
    """What is shown: `on` is a day of the world, `known` the last day of the articles that count.

    Both are ISO dates, empty for all there is. Rows whose surest sentence is below `least` are hidden.
    """

    on: str = ""
    known: str = ""
    least: Decimal = Decimal(0)

    def __bool__(self) -> bool:
        """Whether anything is left out."""
        return bool(self.on or self.known or self.least)

    @property
    def hides(self) -> bool:
        """Whether rows that a query gives are left out."""
        return bool(self.known or self.least)


ALL = Lens()
"""Everything that is known."""
