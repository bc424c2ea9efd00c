"""Facts with figures and prizes: `4/11 đơn vị …: Bình Phước, Lâm Đồng`, `Giải … năm 2018`."""

from __future__ import annotations

import re

from kg.link.book import Book, Handle
from kg.link.figures import as_of, figures_in
from kg.link.finds import Finds
from kg.load.sentences import Sentence
from kg.model import Text
from kg.text import CAPITALS, key
from kg.vocab import VPO

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
    for figure in figures_in(finds, sentence):
        indicator = finds.reading.printed(figure.end, figure.indicator_end).strip(" ,")
        values = (
            (VPO.numerator, figure.numerator),
            (VPO.denominator, figure.denominator),
            (VPO.indicator, Text(indicator or figure.noun)),
            (VPO.asOf, as_of(finds, sentence, figure.start).date),
        )
        handle = figure.handle
        book.add(handle, ((VPO.countedUnit, finds.context.unit(place)) for place in figure.units), values)
        marks = [(figure.start, figure.end), *((place.start, place.end) for place in figure.units)]
        book.rest(handle, figure.start, "statistics.ratio", "0.9", marks)


def _claim_awards(book: Book, finds: Finds, sentence: Sentence) -> None:
    for match in _AWARD.finditer(finds.reading.shadow, sentence.start, sentence.end):
        stop = _PRIZE_END.search(match[1])
        if stop and stop.start() < 12:
            continue
        award = finds.reading.printed(*match.span())
        handle = Handle(VPO.AwardObservation, (key(award),))
        book.add(handle, (), ((VPO.award, Text(award)), (VPO.year, int(match[2]))))
        book.rest(handle, match.start(), "awards.named", "0.8", [match.span()])
