"""Dates as sources give them: a day, a month or a year, never made more precise than they are."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date
from typing import Literal

Precision = Literal["day", "month", "year"]


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A date with the precision of its source. `day` is the first day that fits."""

    day: date
    precision: Precision = "day"

    @classmethod
    def of(cls, year: int, month: int | None = None, day: int | None = None) -> PartialDate:
        """Return the date of these parts; raise `ValueError` when the calendar has no such day."""
        if month is None:
            return cls(date(year, 1, 1), "year")
        if day is None:
            return cls(date(year, month, 1), "month")
        return cls(date(year, month, day), "day")

    @property
    def last_day(self) -> date:
        """The last day that fits."""
        if self.precision == "day":
            return self.day
        month = 12 if self.precision == "year" else self.day.month
        return date(self.day.year, month, calendar.monthrange(self.day.year, month)[1])

    def __str__(self) -> str:
        return self.day.isoformat()[: {"day": 10, "month": 7, "year": 4}[self.precision]]
