"""The day that an article without a date of publication tells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date

from kg.extract.reading import Reading

_YEAR = re.compile(r"20[0-3]\d(?<!\d.{4})(?!\d)")
_DATE_WITHIN = 20  # characters
_DAY = re.compile(r"(?<![\d/.-])(\d{1,2})(?:[/.-]| tháng )(\d{1,2})(?:[/.-]| năm |, )$")
_MONTH = re.compile(r"tháng (\d{1,2})(?:/| năm |-)$")
# What stands before a date that is no day of the report: a birthday, a deadline, the end of a term.
_NOT_NOW = re.compile(
    r"(?:(?:sinh|sn|vào đảng|kết nạp(?: đảng)?|nhập ngũ|cấp)(?: vào)?(?: ngày)?|đến(?: ngày| năm| hết)?|"
    r"trước(?: ngày| năm)?|hết(?: năm)?|\d ?-|tầm nhìn) ?$"
)


def told_day(reading: Reading) -> date | None:
    """Return the day that an article without date tells: its latest full date, else its latest month or year.

    Birthdays, deadlines and the ends of terms are none.
    """
    days: list[date] = []
    others: list[date] = []
    for match in _YEAR.finditer(reading.low):
        since = max(0, match.start() - _DATE_WITHIN)
        exact = _DAY.search(reading.low, since, match.start())
        month = _MONTH.search(reading.low, since, match.start())
        begin = (exact or month or match).start()
        if _NOT_NOW.search(reading.low, max(0, begin - _DATE_WITHIN), begin):
            continue
        year = int(match[0])
        if exact:
            days.extend(_day(year, int(exact[2]), int(exact[1])))
        elif month:
            others.extend(_day(year, int(month[1]), 28))
        else:
            others.append(date(year, 6, 30))
    return max(days or others, default=None)


def _day(year: int, month: int, day: int) -> Iterator[date]:
    """Yield the day, nothing for one that no calendar has (`31/2/2020`)."""
    with suppress(ValueError):
        yield date(year, month, day)
