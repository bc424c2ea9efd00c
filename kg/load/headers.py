"""What stands around an article: when it was published and who signed it. Never guessed, never today."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
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
_DATE_LINE = re.compile(
    rf"{_LABEL}{_WEEKDAY}(?:{_TIME}{_GAP}{_WEEKDAY})?(?:ngày\s+)?{_DAY}"
    rf"(?:(?:{_GAP}|T)(?:{_TIME_AFTER}))?{_ZONE}",
    re.IGNORECASE,
)

_WORK = r"(?:tin|bài|ảnh|clip|video|đồ họa)"
_SIGNER = r"(?:tin\s+ảnh|chùm ảnh|thực hiện|tác giả|người viết|phóng viên|biên tập)"
_CREDIT = rf"(?:(?:{_WORK}|{_SIGNER})(?:\s*(?:,|và|-|\+|&|/)\s*{_WORK})*\s*:)"
_CREDIT_LINE = re.compile(rf"\(?\s*(?:{_CREDIT}|(?:theo|nguồn)\s*:?\s+(?=\S))", re.IGNORECASE)
_CREDIT_INSIDE = re.compile(rf"(?:^|(?<=[.!?…(\s])){_CREDIT}\s*(?P<names>[^.;()\n]{{2,60}})", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*[;,/&|+]\s*|\s+-\s+|\s+và\s+|\s*[()]\s*|\s+(?=(?:ảnh|tin|bài)\s*:)", re.IGNORECASE)
_INITIALS = re.compile(r"[^\W\d_](?:\.\s?[^\W\d_]){1,3}\.?")
_WORD = re.compile(r"[^\W\d_][\w.'’-]*")
_OUTLETS = re.compile(
    r"(?:báo|cổng|đài|tạp chí|trang|trung tâm|văn phòng|ban|sở|thông tấn|tin|nguồn|www"
    r"|ttxvn|ttx|vgp|vov|vtv|voh)\b",
    re.IGNORECASE,
)
_LONGEST_DATE = 80
_LONGEST_NAME, _MOST_WORDS = 40, 5


def parse_date(text: str) -> Published | None:
    """Return the date, with its time if any, when all of `text` is a date header; else None."""
    match = _DATE_LINE.fullmatch(shadow(text).strip()) if len(text) <= _LONGEST_DATE else None
    if not match:
        return None
    parts = match.groupdict()
    year, month, day = (int(parts[name] or parts[f"i{name}"] or parts[f"w{name}"]) for name in "ymd")
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
    stamps = (parse_date(text[zone.start : zone.end]) for zone in zones if zone.kind == "dateline")
    return next((stamp for stamp in stamps if stamp), None)


def authors_in(text: str, zones: Iterable[Zone]) -> tuple[str, ...]:
    """Return who signed the article or took its pictures, by first appearance, spelled as printed."""
    found: dict[str, None] = {}
    for zone in zones:
        block = text[zone.start : zone.end]
        if zone.kind == "byline":
            found.update(dict.fromkeys(_names(block)))
        elif zone.kind != "chrome":
            for credit in _CREDIT_INSIDE.finditer(block):
                found.update(dict.fromkeys(_names(credit["names"])))
    return tuple(found)


def is_byline(block: str) -> bool:
    """Whether `block` holds names of authors and nothing else, with or without "Ảnh:" before them."""
    if len(block) > 120 or "\n" in block:
        return False
    if is_credit(block):
        return True
    parts = [part for part in _BETWEEN.split(block) if part]
    return any(map(_is_name, parts)) and all(_is_name(part) or _is_outlet(part) for part in parts)


def is_credit(block: str) -> bool:
    """Whether `block` opens with words that only a credit opens with: "Bài, ảnh:", "Theo", "Nguồn:"."""
    return len(block) <= 120 and bool(_CREDIT_LINE.match(block))


def _names(block: str) -> Iterator[str]:
    bare = re.sub(_CREDIT, ";", block, flags=re.IGNORECASE)
    bare = re.sub(r"^\(?\s*(?:theo|nguồn)\b\s*:?", "", bare, flags=re.IGNORECASE)
    for part in _BETWEEN.split(bare):
        name = part.strip(" .:*–—-\t\u00a0")
        if _is_name(name):
            yield name


def _is_outlet(part: str) -> bool:
    return len(part) <= _LONGEST_NAME and bool(_OUTLETS.match(part))


def _is_name(part: str) -> bool:
    if not 2 <= len(part) <= _LONGEST_NAME or _is_outlet(part):
        return False
    words = part.split()
    if len(words) > _MOST_WORDS:
        return False
    return bool(_INITIALS.fullmatch(part)) or all(
        word[0].isupper() and _WORD.fullmatch(word) is not None for word in words
    )
