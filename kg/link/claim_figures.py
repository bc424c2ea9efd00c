"""Facts with figures and prizes: `4/11 đơn vị …: Bình Phước, Lâm Đồng`, `Giải … năm 2018`."""

from __future__ import annotations

import re

from kg.dates import PartialDate
from kg.extract.members import provinces_in_run
from kg.extract.spans import Place
from kg.link.book import Book, Handle
from kg.link.finds import Finds
from kg.load.sentences import Sentence
from kg.model import Text
from kg.text import CAPITALS, key
from kg.vocab import VPO

_RATIO = re.compile(
    r"(?<![\d/.,-])(\d{1,5})/(\d{1,5}) (đơn vị|tỉnh, thành phố|tỉnh, thành|tỉnh|địa phương|huyện|xã|phường|"
    r"thị trấn|chi bộ|đảng bộ|tổ chức đảng|tổ chức cơ sở đảng|cơ quan|sở|ban|đại biểu|đồng chí|thành viên|"
    r"chỉ tiêu|tiêu chí|phiếu|cấp ủy|ủy viên|thôn|ấp|khu phố)"
)
_AS_OF = re.compile(r"(?:tính )?đến (?:hết |cuối )?(?:ngày )?$")
_END = re.compile(r",? (?:đó là|gồm|là):|[:.;]|,? (?:đạt|chiếm|trong đó|gồm)")
_AWARD = re.compile(
    rf"((?:Giải (?:thưởng )?(?=[{CAPITALS}])|Huân chương |Bằng khen |Cờ thi đua |Danh hiệu |Huy hiệu )"
    r"[^.,;:\"\n]{4,120}?)(?: năm (\d{4}))(?!\d)"
)
_PRIZE_END = re.compile(r" (?:gắn|cho|và|tại|do|được|nhằm|để|với)\b")


def claim_figures(book: Book, finds: Finds) -> None:
    """Note statistics with their units, and prizes with their year."""
    for sentence in finds.reading.sentences:
        _claim_ratios(book, finds, sentence)
        _claim_awards(book, finds, sentence)


def _claim_ratios(book: Book, finds: Finds, sentence: Sentence) -> None:
    for match in _RATIO.finditer(finds.reading.low, sentence.start, sentence.end):
        numerator, denominator = int(match[1]), int(match[2])
        if numerator > denominator:
            continue
        end = _END.search(finds.reading.low, match.end(), sentence.end)
        stop = end.start() if end else sentence.end
        indicator = finds.reading.printed(match.end(), stop).strip(" ,")
        units = _units_after(finds, end) if end and end[0].endswith(":") else ()
        handle = Handle(VPO.StatisticObservation, (str(match.start()),))
        values = (
            (VPO.numerator, numerator),
            (VPO.denominator, denominator),
            (VPO.indicator, Text(indicator or match[3])),
            (VPO.asOf, _as_of(finds, sentence, match.start())),
        )
        book.add(handle, ((VPO.countedUnit, finds.context.unit(place)) for place in units), values)
        marks = [match.span(), *((place.start, place.end) for place in units)]
        book.rest(handle, match.start(), "statistics.ratio", "0.9", marks)


def _units_after(finds: Finds, colon: re.Match[str]) -> tuple[Place, ...]:
    """Return the provinces listed after a colon: those that the numerator counts."""
    start = colon.end()
    while finds.reading.low.startswith(" ", start):
        start += 1
    return provinces_in_run(finds.reading, finds.places, start)[0]


def _as_of(finds: Finds, sentence: Sentence, limit: int) -> PartialDate | None:
    """Return the day up to which is counted: the first date before `limit` that follows `đến`."""
    for moment in finds.moments_in(sentence):
        since = max(0, moment.start - 24)
        if moment.start < limit and _AS_OF.search(finds.reading.low, since, moment.start):
            return finds.date_of(moment)
    return None


def _claim_awards(book: Book, finds: Finds, sentence: Sentence) -> None:
    for match in _AWARD.finditer(finds.reading.shadow, sentence.start, sentence.end):
        stop = _PRIZE_END.search(match[1])
        if stop and stop.start() < 12:
            continue
        award = finds.reading.printed(*match.span())
        handle = Handle(VPO.AwardObservation, (key(award),))
        book.add(handle, (), ((VPO.award, Text(award)), (VPO.year, int(match[2]))))
        book.rest(handle, match.start(), "awards.named", "0.8", [match.span()])
