"""What an article says of the time it was written: its dates with a year, its years, its terms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from kg.extract.match import begins
from kg.extract.reading import Reading
from kg.extract.spans import Moment
from kg.extract.times import dated
from kg.link.finds import Finds
from kg.load.addresses import month_in_address
from kg.load.sentences import Sentence

FUTURE = re.compile(r"(?<![\w])(?:sẽ|dự kiến|sắp|tới đây)(?![\w])")
# A deadline or a goal lies anywhere ahead: it tells nothing of the year of the article.
_LIMIT = re.compile(
    r"(?<![\w])(?:phấn đấu|mục tiêu|(?<!đã )hoàn thành|chậm nhất|thời hạn|hạn|đến(?! nay)|tới|trước|"
    r"giai đoạn|nhiệm kỳ|tầm nhìn)(?![\w])[^.;,]{0,40}$"
)
# "Đến tháng 3-2018, xã vẫn chưa trả": so far the story has come.
_REACHED = re.compile(r"(?:^|\d )đến (?:cuối |đầu |giữa |hết |ngày |tháng )*$")
# "Đến 15h ngày 3/1/2019, tro cốt sẽ được đưa về": an appointment, no deadline.
_AT_HOUR = re.compile(r"đến \d{1,2} ?(?:h|giờ)\d{0,2} (?:ngày )?$")
_MUST = re.compile(r"(?<![\w])(?:sẽ|dự kiến|phải|hoàn thành|xong|phấn đấu|đạt)(?![\w])")
_SUBMIT = r"(?<!giải )(?<!công )(?<!chương )(?<!quy )(?<!quá )(?<!lộ )(?<!tờ )trình"
_PLANNED = re.compile(
    rf"(?<![\w])(?:phấn đấu|mục tiêu|kế hoạch|chuẩn bị|hoàn thành|{_SUBMIT}|chậm nhất|thời hạn|hạn|"
    rf"đến(?! nay)|trước|giai đoạn|nhiệm kỳ|tầm nhìn)(?![\w])[^.;,]{{0,40}}$|"
    rf"(?<![\w])(?:sẽ|dự kiến)(?![\w])[^.;]{{0,70}}$"
)
# Years of work to come.
_PLAN_YEAR = re.compile(
    r"(?<![\w])(?:nhiệm vụ|phương hướng|dự toán|ngân sách|kế hoạch|chỉ tiêu|chương trình|năm học|sang)"
    r"(?![\w])[^.;,]{0,50}$"
)
# From such a day something holds: it may lie shortly before the article or shortly after.
_SINCE = re.compile(r"(?:^|[^\w])(?:từ|kể từ|hiệu lực) (?:ngày )?$")
# "Tháng 9-2015, ông được bầu …": a step of a career, years ago or not.
_STEP = re.compile(
    r"[^.;]{0,60}?(?<!\w)"
    r"(?:(?:được|đã) (?:bầu|bổ nhiệm|phân công|điều động|luân chuyển|chỉ định|giao|đề bạt|cử)|"
    r"giữ (?:chức|cương vị)|làm (?:phó|bí|chủ|giám|trưởng|bộ|thứ|đại)|đảm nhiệm|về công tác|nghỉ hưu)"
)
_LIFE = re.compile(r"(?:sinh|sn|vào đảng|kết nạp|nhập ngũ|chính thức|mất|thành lập)[ :(]*(?:ngày |tháng )?$")
_LONG_SINCE = re.compile(r"(?:từ|trước khi[^.;]{0,60}) (?:tháng )?$")
_LATE_IN = begins(r"(?<!đến )(?<!tới )(?<!trước )(?<!từ )(?<![\w])cuối năm ((?:19|20)\d\d)(?!\d)", "cuối")
_QUARTER = begins(r"(?<![\w])quý (i{1,3}|iv)[ /-]*(?:năm )?((?:19|20)\d\d)(?!\d)", "quý")
_HORIZONS = ((31, 12), (1, 1))  # days that plans end on or begin with
_QUARTERS = {"i": (3, 31), "ii": (6, 30), "iii": (9, 30), "iv": (12, 31)}
_YEAR = begins(r"(?<![\w])năm ((?:19|20)\d\d)(?! ?- ?\d)(?!\d)", "năm")
_NO_YEAR = re.compile(
    r"(?:sinh|từ|đến|trước|sau|giai đoạn|nhiệm kỳ|khóa|tầm nhìn|luật[^.;,]{0,40}|hiến pháp) $"
)
_TERM = re.compile(r"nhiệm kỳ (20\d\d) ?- ?20\d\d")
# About three months. What lies further off may be of the life of a person or of an old case.
_REACH = {"day": 100, "month": 155}
_WHOLE_YEAR = 366  # a report that goes back to `Cuối năm 2017, …` is mostly of 2018
_BEFORE = 80
_MEMO = ("ground of a year", 0)
Kind = Literal["past", "ahead", "either", "old"]


@dataclass(frozen=True, slots=True)
class Sign:
    """A date and where it lies: behind the article, ahead of it, either, or behind it and maybe old.

    `reach` is how many days from it an event may lie.
    """

    day: date
    kind: Kind
    reach: int


@dataclass(frozen=True, slots=True)
class Ground:
    """All that tells the year of an article that states none.

    `floor` is the latest date behind it, `ceiling` the first that is still to come, `youngest` the latest
    year spoken of as past or present, `term` the first year of the latest term, `years` all years spoken of.
    """

    signs: tuple[Sign, ...]
    floor: date | None
    ceiling: date | None
    youngest: int
    term: int
    years: frozenset[int]


def ground_of(finds: Finds) -> Ground:
    """Return the ground of an article, read once."""
    held = finds.reading.memo.get(_MEMO)
    if isinstance(held, Ground):
        return held
    reading = finds.reading
    signs = _agreed(tuple(_signs(finds)))
    years = tuple(_years(reading))
    found = Ground(
        signs,
        max((sign.day for sign in signs if sign.kind in ("past", "old")), default=None),
        min((sign.day for sign in signs if sign.kind == "ahead"), default=None),
        max((year for year, planned in years if not planned), default=0),
        max((int(match[1]) for match in _TERM.finditer(reading.low)), default=0),
        frozenset(year for year, _ in years),
    )
    reading.memo[_MEMO] = found
    return found


def _signs(finds: Finds) -> Iterator[Sign]:
    """Yield the dates with a year that say something about when the article was written.

    A month since which somebody holds a post, and the day of a photograph, may be years old.
    """
    reading = finds.reading
    filed = month_in_address(reading.article.url)
    if filed:
        yield Sign(filed.last_day, "either", _REACH["day"])
    last = _last_line(reading)
    for moment in finds.moments:
        when = dated(moment, None) if moment.year and moment.month else None
        sentence = reading.sentence_in(moment.start)
        if when and sentence and sentence.zone not in ("dateline", "byline"):
            kind = _kind(reading, moment, sentence, last)
            if kind and (kind != "ahead" or (moment.day, moment.month) not in _HORIZONS):
                yield Sign(when.last_day if kind == "ahead" else when.day, kind, _REACH[when.precision])
    for match in reading.each(_LATE_IN):
        if not _is_planned(reading, match.start(), match.end()):
            opens = reading.sentence_at(match.start()).start == match.start()
            reach = _WHOLE_YEAR if opens else _REACH["month"]
            yield Sign(date(int(match[1]), 12, 31), "past", reach)
    for match in reading.each(_QUARTER):
        before = reading.low[max(0, match.start() - _BEFORE) : match.start()]
        if _PLANNED.search(before):
            yield Sign(date(int(match[2]), *_QUARTERS[match[1]]), "ahead", _REACH["month"])


def _agreed(signs: tuple[Sign, ...]) -> tuple[Sign, ...]:
    """Return the signs without a day that one place puts behind the article and another perhaps ahead."""
    open_days = {sign.day for sign in signs if sign.kind in ("either", "ahead")}
    return tuple(sign for sign in signs if sign.kind in ("either", "ahead") or sign.day not in open_days)


def _kind(reading: Reading, moment: Moment, sentence: Sentence, last: str) -> Kind | None:
    """Return where a date lies, None for a deadline or a goal, which may lie anywhere ahead."""
    before = reading.low[max(sentence.start, moment.start - _BEFORE) : moment.start]
    after = reading.low[moment.end : min(sentence.end, moment.end + 40)]
    step = moment.day is None and (_LONG_SINCE.search(before) or _STEP.match(reading.low, moment.end))
    if (step and not FUTURE.search(before)) or _LIFE.search(before):
        return "old"
    if moment.day and _SINCE.search(before):
        return "either"
    if _AT_HOUR.search(before) and FUTURE.search(after):
        return "ahead"
    if _LIMIT.search(before):
        return "old" if _REACHED.search(before) and not _MUST.search(after) else None
    if _PLANNED.search(before) or FUTURE.search(after):
        return "ahead"
    shown = sentence.zone == "caption" or reading.low[sentence.start : sentence.end] == last
    return "old" if moment.day and shown else "past"


def _last_line(reading: Reading) -> str:
    """Return the last sentence of the text: where it stands above too, it is a caption."""
    sentence = reading.sentences[-1]
    return reading.low[sentence.start : sentence.end]


def _years(reading: Reading) -> Iterator[tuple[int, bool]]:
    """Yield the bare years of the text, and whether they are planned."""
    for match in reading.each(_YEAR):
        if not _NO_YEAR.search(reading.low, max(0, match.start() - 60), match.start()):
            yield int(match[1]), _is_planned(reading, match.start(), match.end())


def _is_planned(reading: Reading, start: int, end: int) -> bool:
    before = reading.low[max(0, start - 60) : start]
    patterns = (_PLANNED, _LIMIT, _PLAN_YEAR)
    if any(pattern.search(before) for pattern in patterns):
        return True
    return any(pattern.search(reading.low, end, end + 40) for pattern in (FUTURE, _MUST))
