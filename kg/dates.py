"""Dates as sources give them: a day, a month or a year, never made more precise than they are."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date
from typing import Literal

Precision = Literal["day", "month", "year"]

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip


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


def in_words(date: PartialDate) -> tuple[str, str]:
    """Return the date as Vietnamese and English write it: `10/8/2018` and `10 August 2018`."""
    day = date.day
    year, month = str(day.year), _MONTHS[day.month - 1]
    if date.precision == "year":
        return year, year
    if date.precision == "month":
        return f"tháng {day.month}/{year}", f"{month} {year}"
    return f"{day.day}/{day.month}/{year}", f"{day.day} {month} {year}"
