"""Dates as printed: `10/8`, `30/6/2018`, `15-16/11`, `2 tháng 9 năm 2025`, `tháng 7/2025`, `năm 2018`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from kg.dates import PartialDate
from kg.extract.reading import Reading
from kg.extract.spans import Moment
from kg.quick import replace

_D, _M, _Y = r"(0?[1-9]|[12]\d|3[01])", r"(0?[1-9]|1[0-2])", r"((?:19|20)\d\d)"
# Between the days of one month: `15-16`, `15 và 16`, `5 đến ngày 7`, `16, 17 và 18`.
_TO = r"(?: ?- ?| và (?:ngày )?|, ?(?:ngày )?| đến (?:hết )?(?:ngày )?)"
_DAYS = rf"{_D}(?:{_TO}(?:0?[1-9]|[12]\d|3[01])(?!\d)){{0,2}}{_TO}{_D}"
_WORDED = re.compile(rf"(?<!\d){_D} tháng {_M}(?:(?:,? năm |/|-){_Y})?(?!\d)")
_WORDED_SPAN = re.compile(rf"(?<![\d/.-]){_DAYS} tháng {_M}(?:(?:,? năm |/|-){_Y})?(?!\d)")
_SPAN = re.compile(rf"(?<![\d/.-]){_DAYS} ?[/.-] ?{_M}(?:[/.-]{_Y})?(?![\d/]|[.-]\d)")
_FULL = re.compile(rf"(?<![\d/.-]){_D} ?[/.-] ?{_M} ?[/.-] ?{_Y}(?![\d/]|[.-]\d)")
_SHORT = re.compile(rf"(?<![\d/.,-]){_D} ?[/.-] ?{_M}(?![\d/%]|[.,-]\d)")
_MONTH = re.compile(rf"tháng {_M}(?: ?[/.-] ?|,? năm ){_Y}(?!\d)")
_YEAR = re.compile(rf"năm {_Y}(?![\d]| ?[-–] ?\d)")
# What follows the first number of a date, or a space and then this: `15 và 16`, `5 đến ngày 7`, `2 tháng 9`.
_JOINTS = "-/.,"
_AFTER_SPACE = "tvđ-/."
# A bare 10/8 is a date only where the words before it say so; elsewhere it may be 4 of 11.
_DATE_WORD = re.compile(
    r"(?:ngày|sáng|chiều|tối|trưa|đêm|khuya|hôm|(?:sáng|chiều|tối|trưa|đêm) (?:sớm|muộn|tối|khuya)|"
    r"đến|từ|và|\(|vào|mùng|mồng|các ngày|ngày:|"
    r"(?:hôm|sáng|chiều|tối|trưa|đêm|rạng sáng|ngày) (?:nay|qua|mai),?|"
    r"(?:thứ (?:hai|ba|tư|năm|sáu|bảy)|chủ nhật),?|\d ?(?:h|h\d\d|giờ(?: \d\d)?|phút),?) *\(?$"
)
_DATE_WORD_WITHIN = 18
# After these no number of things is meant: "ngày 19/4 tổ chức đại hội".
_SURE_WORD = re.compile(r"(?:ngày|sáng|chiều|tối|trưa|hôm|nay|qua) *\(?$")
_UNIT_AFTER = re.compile(
    r" *(?:đơn vị|tỉnh|huyện|xã|phường|địa phương|chi bộ|đảng bộ|đại biểu|phiếu|số|cơ quan|"
    r"tổ chức (?:đảng|cơ sở|thành viên)|đồng chí|thành viên|sở|chỉ tiêu|tiêu chí)"
)


def find_moments(reading: Reading) -> Iterator[Moment]:
    """Yield the dates of the article, left to right; each stretch is read once, the fullest form first."""
    taken = bytearray(len(reading.low))
    found: list[Moment] = []
    digits = [start for start, end in reading.digits if end - start < 3 and _goes_on(reading.low, end)]
    for pattern, build, numeric in _FORMS:
        tried = (pattern.match(reading.low, start) for start in digits)
        matches = filter(None, tried) if numeric else pattern.finditer(reading.low)
        for match in matches:
            if any(taken[match.start() : match.end()]):
                continue
            moment = build(reading, match)
            if moment and _exists(moment):
                taken[moment.start : moment.end] = b"\1" * (moment.end - moment.start)
                found.append(moment)
    yield from sorted(found, key=lambda moment: moment.start)


def _goes_on(text: str, end: int) -> bool:
    """Say whether a date may go on behind its first number: cheap, before a pattern is tried."""
    after = text[end : end + 2]
    return after[:1] in _JOINTS if after[:1] != " " else after[1:] in _AFTER_SPACE


def _worded(_reading: Reading, match: re.Match[str]) -> Moment:
    year = int(match[3]) if match[3] else None
    return Moment(match.start(), match.end(), int(match[1]), int(match[2]), year)


def _span(reading: Reading, match: re.Match[str]) -> Moment | None:
    if int(match[1]) >= int(match[2]) or not _says_date(reading, match) or _counts(reading, match):
        return None
    year = int(match[4]) if match[4] else None
    return Moment(match.start(), match.end(), int(match[1]), int(match[3]), year, int(match[2]))


def _plain(_reading: Reading, match: re.Match[str]) -> Moment:
    return Moment(match.start(), match.end(), int(match[1]), int(match[2]), int(match[3]))


def _short(reading: Reading, match: re.Match[str]) -> Moment | None:
    if not _says_date(reading, match) or _counts(reading, match):
        return None
    return Moment(match.start(), match.end(), int(match[1]), int(match[2]), None)


def _month(_reading: Reading, match: re.Match[str]) -> Moment:
    return Moment(match.start(), match.end(), None, int(match[1]), int(match[2]))


def _year(_reading: Reading, match: re.Match[str]) -> Moment:
    return Moment(match.start(), match.end(), None, None, int(match[1]))


def _says_date(reading: Reading, match: re.Match[str]) -> bool:
    before = reading.low[max(0, match.start() - _DATE_WORD_WITHIN) : match.start()]
    return _DATE_WORD.search(before) is not None or _opens(reading, match)


def _opens(reading: Reading, match: re.Match[str]) -> bool:
    """Say whether a sentence begins with a day and a comma: `19-7, ông A trao quyết định`."""
    low, start, end = reading.low, match.start(), match.end()
    return low[start - 1 : start] in ("", "\n") and low.startswith(", ", end)


def _counts(reading: Reading, match: re.Match[str]) -> bool:
    """Say whether so many of so many things are counted."""
    before = reading.low[max(0, match.start() - _DATE_WORD_WITHIN) : match.start()]
    return _UNIT_AFTER.match(reading.low, match.end()) is not None and not _SURE_WORD.search(before)


# Each form with what it builds, and whether it begins with a digit: only there is it tried.
_FORMS = (
    (_WORDED_SPAN, _span, True),
    (_WORDED, _worded, True),
    (_SPAN, _span, True),
    (_FULL, _plain, True),
    (_SHORT, _short, True),
    (_MONTH, _month, False),
    (_YEAR, _year, False),
)


def _exists(moment: Moment) -> bool:
    """Say whether some year has this day; 2024 was a leap year."""
    return dated(moment, 2024) is not None


def dated(moment: Moment, year: int | None) -> PartialDate | None:
    """Return the date of `moment`, in `year` where it prints none; None when the calendar has no such day."""
    stated = moment.year or year
    if stated is None:
        return None
    try:
        return PartialDate.of(stated, moment.month, moment.day)
    except ValueError:
        return None


def last_dated(moment: Moment, first: PartialDate) -> PartialDate | None:
    """Return the last day of a span of days that begins on `first`, None for a single day."""
    if moment.end_day is None:
        return None
    return dated(replace(moment, day=moment.end_day, year=first.day.year), None)


def nearest_year(moment: Moment, published: date, ahead: int = 10) -> int:
    """Return the year of a date without one: the last that puts it at most `ahead` days after `published`."""
    following = replace(moment, year=published.year + 1)
    for late in (following, replace(moment, year=published.year)):
        here = dated(late, None)
        if here is not None and (here.day - published).days <= ahead:
            return here.day.year
    return published.year - 1 if dated(replace(moment, year=published.year), None) else published.year
