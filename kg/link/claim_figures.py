"""Facts with figures and prizes: `4/11 đơn vị …: Bình Phước, Lâm Đồng`, `Giải … năm 2018`."""

from __future__ import annotations

import re

from kg.extract.members import provinces_in_run
from kg.link.book import Book, Handle
from kg.link.finds import Finds
from kg.load.sentences import Sentence
from kg.model import Text
from kg.text import CAPITALS, key
from kg.vocab import VPO

_RATIO = re.compile(
    r"(?<![\d/.,-])(\d{1,5})/(\d{1,5}) (đơn vị|tỉnh, thành phố|tỉnh, thành|tỉnh|địa phương|huyện|xã|phường|thị trấn|chi bộ|đảng bộ|tổ chức đảng|"
    r"tổ chức cơ sở đảng|cơ quan|sở|ban|đại biểu|đồng chí|thành viên|chỉ tiêu|tiêu chí|phiếu|cấp ủy|ủy viên|thôn|ấp|khu phố)"
)
_AS_OF = re.compile(r"(?:tính )?đến (?:hết |cuối )?(?:ngày )?$")
_END = re.compile(r"[:.;]|,? (?:đạt|chiếm|trong đó|gồm)")
_AWARD = re.compile(
    rf"((?:Giải (?:thưởng )?(?=[{CAPITALS}])|Huân chương |Bằng khen |Cờ thi đua |Danh hiệu |Huy hiệu )[^.,;:\"\n]{{4,120}}?)(?: năm (\d{{4}}))(?!\d)"
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
        indicator = re.sub(r"\s+", " ", finds.reading.article.text[match.end() : stop]).strip(" ,")
        units = ()
        if end and end[0] == ":":
            units, _ = provinces_in_run(
                finds.reading, finds.places, end.end() + _spaces(finds.reading.low, end.end())
            )
        handle = Handle(VPO.StatisticObservation, (str(match.start()),))
        book.add(handle, tuple((VPO.countedUnit, finds.context.unit(place)) for place in units), (
            (VPO.numerator, numerator), (VPO.denominator, denominator),
            (VPO.indicator, Text(indicator or match[3])), (VPO.asOf, _as_of(finds, sentence, match.start())),
        ))  # fmt: skip
        book.rest(
            handle,
            match.start(),
            "statistics.ratio",
            "0.9",
            [(match.start(), match.end()), *((place.start, place.end) for place in units)],
        )


def _spaces(text: str, offset: int) -> int:
    return len(text[offset:]) - len(text[offset:].lstrip(" "))


def _as_of(finds: Finds, sentence: Sentence, limit: int):  # type: ignore[no-untyped-def]
    for moment in finds.moments_in(sentence):
        if moment.start < limit and _AS_OF.search(
            finds.reading.low[max(0, moment.start - 24) : moment.start]
        ):
            return finds.date_of(moment)
    return None


def _claim_awards(book: Book, finds: Finds, sentence: Sentence) -> None:
    for match in _AWARD.finditer(finds.reading.shadow, sentence.start, sentence.end):
        stop = _PRIZE_END.search(match[1])
        if stop and stop.start() < 12:
            continue
        award = re.sub(r"\s+", " ", finds.reading.article.text[match.start() : match.end()])
        handle = book.add(
            Handle(VPO.AwardObservation, (key(award),)),
            (),
            ((VPO.award, Text(award)), (VPO.year, int(match[2]))),
        )
        book.rest(handle, match.start(), "awards.named", "0.8", [(match.start(), match.end())])
