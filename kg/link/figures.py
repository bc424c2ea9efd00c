"""Ratios with what they count and the day they hold for: `4/11 đơn vị …: Bình Phước, Lâm Đồng`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from kg.dates import PartialDate
from kg.extract.members import provinces_in_run
from kg.extract.spans import Moment, Place
from kg.extract.times import last_dated
from kg.link.book import Handle
from kg.link.finds import Finds
from kg.load.sentences import Sentence
from kg.model import Text
from kg.vocab import VPO

_RATIO = re.compile(
    r"(?<![\d/.,-])(\d{1,5})/(\d{1,5}) (đơn vị|tỉnh, thành phố|tỉnh, thành|tỉnh|địa phương|huyện, thành phố|"
    r"huyện, thị xã, thành phố|huyện, thị|huyện|xã, phường, thị trấn|xã, phường|xã, thị trấn|xã|phường|"
    r"thị trấn|chi bộ|"
    r"đảng bộ|tổ chức đảng|tổ chức cơ sở đảng|cơ quan|sở|ban|đại biểu|đồng chí|thành viên|chỉ tiêu|"
    r"tiêu chí|phiếu|cấp ủy|"
    r"ủy viên|thôn, buôn|thôn|ấp|khu phố)(?!\w)(?! công(?!\w))"
)
# A rank, a day or a share is no count: `xếp thứ 13/63 tỉnh`, `tháng 2/2017 huyện`, `ít nhất 2/3 thành viên`.
_NO_COUNT = re.compile(
    r"(?<!\w)(?:thứ|vị trí|xếp|đứng|hạng|tháng|ngày|sáng|trưa|chiều|tối|hôm|đêm|số|khoản|điều|quý|từ|đến|"
    r"ít nhất|tối thiểu|quá|hơn|trên|"
    r"bán|mua) $"
)
_SCALE = 200  # `tỷ lệ 1/2000` is the scale of a map
_LEAST_WHOLE = 4  # `2/3 thành viên` is a share of them, not two of three
_AS_OF = re.compile(r"(?<!\w)(?:tính )?đến (?:hết |cuối |thời điểm )?(?:ngày )?$")
# "Từ ngày 18 đến 31/7": what is told of a span of days holds on the last of them.
_SPAN = re.compile(r"(?<!\w)từ (?:ngày )?$")
# Where the words about a ratio are over: a sign, what it makes in percent, or another clause.
_END = re.compile(
    r",? (?:đó là|gồm|là):|[:;()]|(?<! )\"|\.(?!\d)(?<!tp\.)|,? (?:đạt(?: tỷ lệ| tỉ lệ| \d)|chiếm|trong đó|"
    r"gồm)|"
    r",(?! (?:tinh giản|tinh gọn|thị xã|thành phố|thị trấn|giảm|hợp nhất|sáp nhập)(?!\w))| và (?:ông|bà|"
    r"không có)(?!\w)|"
    r",? (?:(?<!đối )(?<!cùng )với|trong khi|tuy nhiên|nhưng)(?!\w)"
)
_MEMO = "as of"
_INDICATOR_WITHIN = 300  # code points of what is counted
_AFTER_YEARS = re.compile(
    r"(?:(?:sau|qua|hơn|gần) )*(?:\d{1,2}|một|hai|ba|bốn|năm|mười) (?:năm|tháng)(?: đầu)? (?:tổ chức )?"
    r"(?:triển khai )?(?:thực hiện|thi hành|triển khai)"
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A ratio as printed, with the units listed after it and the handle of its fact."""

    start: int
    end: int
    numerator: int
    denominator: int
    noun: str
    indicator_end: int
    units: tuple[Place, ...] = ()

    @property
    def handle(self) -> Handle:
        """The fact that states this ratio."""
        return Handle(VPO.StatisticObservation, (str(self.start),))


@dataclass(frozen=True, slots=True)
class AsOf:
    """The time that a sentence speaks of: as a date where one is told, and as printed."""

    date: PartialDate | None = None
    text: Text | None = None


def with_figures(finds: Finds) -> list[Sentence]:
    """Return the sentences that may state a ratio: a number before a slash."""
    low = finds.reading.low
    return finds.reading.sentences_at(
        start for start, end in finds.reading.digits if low[end : end + 1] == "/"
    )


def figures_in(finds: Finds, sentence: Sentence) -> tuple[Figure, ...]:
    """Return the ratios of a sentence, left to right; more than all is none."""
    found: list[Figure] = []
    if "/" not in finds.reading.low[sentence.start : sentence.end]:
        return ()
    for match in _RATIO.finditer(finds.reading.low, sentence.start, sentence.end):
        if _is_count(finds.reading.low, match):
            within = min(sentence.end, match.end() + _INDICATOR_WITHIN)
            end = _END.search(finds.reading.low, match.end(), within)
            stop = end.start() if end else within
            units = _units_after(finds, end) if end and end[0].endswith(":") else ()
            found.append(
                Figure(match.start(), match.end(), int(match[1]), int(match[2]), match[3], stop, units)
            )
    return tuple(found)


def _is_count(low: str, match: re.Match[str]) -> bool:
    """Say whether a ratio counts some of a whole: no rank, no day, no share, no more than all."""
    before = _NO_COUNT.search(low, max(0, match.start() - 12), match.start())
    some, whole = int(match[1]), int(match[2])
    scale = some == 1 and whole >= _SCALE
    return not before and not scale and some <= whole and whole >= _LEAST_WHOLE


def _units_after(finds: Finds, colon: re.Match[str]) -> tuple[Place, ...]:
    """Return the provinces listed after a colon: those that the numerator counts."""
    start = colon.end()
    while finds.reading.low.startswith(" ", start):
        start += 1
    return provinces_in_run(finds.reading, finds.places, start)[0]


def as_of(finds: Finds, sentence: Sentence, limit: int | None = None) -> AsOf:
    """Return the time up to which a sentence tells: the first date before `limit` that follows `đến`.

    A date after the article is a plan: `đến năm 2030`.
    """
    stop = sentence.end if limit is None else limit
    return next((said for start, said in _times(finds, sentence) if start < stop), AsOf())


def _times(finds: Finds, sentence: Sentence) -> tuple[tuple[int, AsOf], ...]:
    place = (_MEMO, sentence.start)
    if place not in finds.reading.memo:
        finds.reading.memo[place] = (*_dates(finds, sentence), *_years(finds, sentence))
    return cast("tuple[tuple[int, AsOf], ...]", finds.reading.memo[place])


def _dates(finds: Finds, sentence: Sentence) -> Iterator[tuple[int, AsOf]]:
    for moment in finds.moments_in(sentence):
        lead = _SPAN if moment.end_day else _AS_OF
        word = lead.search(finds.reading.low, max(sentence.start, moment.start - 30), moment.start)
        said = finds.date_of(moment) if word else None
        said = last_dated(moment, said) or said if said else None
        if word and not _is_plan(finds, moment, said):
            printed = Text(finds.reading.printed(word.start(), moment.end))
            yield moment.start, AsOf(said, printed)


def _is_plan(finds: Finds, moment: Moment, said: PartialDate | None) -> bool:
    """Say whether a date lies after the article; in one without a date, whether it is more than a day."""
    day = finds.reading.day
    return (said is not None and said.day > day) if day else moment.day is None


def _years(finds: Finds, sentence: Sentence) -> Iterator[tuple[int, AsOf]]:
    for years in _AFTER_YEARS.finditer(finds.reading.low, sentence.start, sentence.end):
        yield years.start(), AsOf(None, Text(finds.reading.printed(*years.span())))
