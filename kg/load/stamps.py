"""When an article was published, from a header or a machine's stamp. Never guessed, never today."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime, timedelta, timezone

from kg.dates import PartialDate
from kg.model import Zone
from kg.text import shadow

Published = datetime | PartialDate

# Reports print local time; Viet Nam has one zone and no summer time.
_VIET_NAM = timezone(timedelta(hours=7))

_DAY = (
    r"(?:(?P<d>[0-3]?[0-9])\s?[/.-]\s?(?P<m>[01]?[0-9])\s?[/.-]\s?(?P<y>(?:19|20)[0-9]{2})"
    r"|(?P<iy>(?:19|20)[0-9]{2})-(?P<im>[01][0-9])-(?P<id>[0-3][0-9])"
    r"|(?:ngày\s+)?(?P<wd>[0-3]?[0-9])\s+(?:tháng|Tháng)\s+(?P<wm>[01]?[0-9])(?:,|\s+năm)?\s+(?P<wy>(?:19|20)[0-9]{2}))"
)
_TIME = r"(?P<h>[0-2]?[0-9])\s?[:hg]\s?(?P<min>[0-5][0-9])(?:[:'][0-5][0-9])?(?:\s?(?P<half>AM|PM|SA|CH))?"
_TIME_AFTER = re.sub(r"\?P<(\w+)>", r"?P<\g<1>2>", _TIME)
_WEEKDAY = r"(?:(?:thứ\s+(?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ\s+nhật|t[2-7]|cn)\s*[,.]?\s*-?\s*)?"
_LABEL = r"(?:(?:cập nhật|ngày đăng|đăng lúc|đăng ngày|xuất bản|ngày xuất bản|ngày)\s*(?:lúc|ngày)?\s*:?\s*)?"
_ZONE = r"\s*(?:\(?\s*(?:GMT|UTC)\s*\+?\s*0?7(?::00)?\s*\)?)?"
_GAP = r"\s*(?:[,|•-]|lúc)?\s*"
_MARK = r"\s*[-,|•·]\s*"
_DATE = (
    rf"{_LABEL}{_WEEKDAY}(?:{_TIME}{_GAP}{_WEEKDAY})?(?:ngày\s+)?{_DAY}"
    rf"(?:(?:{_GAP}|T)(?:{_TIME_AFTER}))?{_ZONE}"
)
_ALONE = re.compile(_DATE, re.IGNORECASE)
_HEADER = re.compile(
    rf"(?:(?P<before>[^0-9|]{{2,40}}?)(?:{_MARK}|\s+))?{_DATE}(?:{_MARK}(?P<after>[^0-9]{{2,40}}))?",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_LONGEST_HEADER = 80


def parse_header(text: str) -> tuple[Published, str] | None:
    """Return the date in a header and what stands beside it, a name or a section; None for no header."""
    line = text.strip()
    if len(line) > _LONGEST_HEADER or not _YEAR.search(line):
        return None
    folded = shadow(line)
    match = _ALONE.fullmatch(folded) or _HEADER.fullmatch(folded)
    stamp = _stamp(match.groupdict()) if match else None
    if match is None or stamp is None:
        return None
    beside = [line[slice(*match.span(name))] for name in ("before", "after") if match.groupdict().get(name)]
    return stamp, " - ".join(beside)


def parse_date(text: str) -> Published | None:
    """Return the date, with its time if any, when all of `text` is a date header; else None."""
    header = parse_header(text)
    return header[0] if header and not header[1] else None


def _stamp(parts: dict[str, str | None]) -> Published | None:
    year, month, day = (int(parts[name] or parts[f"i{name}"] or parts[f"w{name}"] or 0) for name in "ymd")
    hour, minute = parts["h"] or parts["h2"], parts["min"] or parts["min2"]
    half = (parts["half"] or parts["half2"] or "").upper()
    try:
        if hour is None or minute is None:
            return PartialDate.of(year, month, day)
        return datetime(year, month, day, _clock(int(hour), half), int(minute), tzinfo=_VIET_NAM)
    except ValueError:
        return None


def _clock(hour: int, half: str) -> int:
    if half in {"PM", "CH"} and hour < 12:
        return hour + 12
    return 0 if half in {"AM", "SA"} and hour == 12 else hour


def parse_stamp(value: str) -> Published | None:
    """Return the date that a machine or a header wrote: ISO 8601, or any form of `parse_date`; else None."""
    value = value.strip()
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return parse_date(value)
    if re.fullmatch(r"[0-9]{4}-?[0-9]{2}-?[0-9]{2}", value):
        return PartialDate(moment.date())
    return moment if moment.tzinfo else moment.replace(tzinfo=_VIET_NAM)


def published_in(text: str, zones: Iterable[Zone]) -> Published | None:
    """Return the date of the first date header among `zones`, None where there is none."""
    headers = (parse_header(text[zone.start : zone.end]) for zone in zones if zone.kind == "dateline")
    return next((header[0] for header in headers if header), None)
