"""Facts with figures and prizes: `4/11 đơn vị …: Bình Phước, Lâm Đồng`, `Giải … năm 2018`."""

from __future__ import annotations

import re

from kg.extract.spans import Body, Name
from kg.link.awards import awards_in, with_awards
from kg.link.bodies import link_body
from kg.link.book import Book, Handle
from kg.link.claim_bodies import claim_body
from kg.link.figures import Figure, as_of, figures_in, with_figures
from kg.link.finds import Finds
from kg.link.handles import person_handle
from kg.load.sentences import Sentence
from kg.model import Text
from kg.text import key
from kg.vocab import VPO

_KIND = re.compile(r"(?:sự nghiệp|hành chính|trực thuộc|của|sở|cơ sở|kinh doanh|tư vấn|thành)(?!\w)")
_BARE = ("đơn vị", "tỉnh", "địa phương", "tỉnh, thành", "tỉnh, thành phố")


def claim_figures(book: Book, finds: Finds) -> None:
    """Note statistics with their units, and prizes with their year."""
    for sentence in with_figures(finds):
        _claim_ratios(book, finds, sentence)
    for sentence in with_awards(finds):
        _claim_awards(book, finds, sentence)


def _claim_ratios(book: Book, finds: Finds, sentence: Sentence) -> None:
    for figure in figures_in(finds, sentence):
        indicator = _indicator(finds, figure)
        values = (
            (VPO.numerator, figure.numerator),
            (VPO.denominator, figure.denominator),
            (VPO.indicator, Text(indicator)),
            (VPO.asOf, as_of(finds, sentence, figure.start).date),
        )
        handle = figure.handle
        book.add(handle, ((VPO.countedUnit, finds.context.unit(place)) for place in figure.units), values)
        marks = [(figure.start, figure.end), *((place.start, place.end) for place in figure.units)]
        book.rest(handle, figure.start, "statistics.ratio", "0.9", marks)


def _indicator(finds: Finds, figure: Figure) -> str:
    """Return what the ratio is of: the words after the units counted; with these where they are its subject.

    `4/11 đơn vị sắp xếp …` is of `sắp xếp`, `460/465 đại biểu Quốc hội có mặt` of `đại biểu Quốc hội có mặt`.
    """
    said = finds.reading.printed(figure.end, figure.indicator_end).strip(' ,-"')
    if figure.noun in _BARE and said[:1].islower() and " " in said and not _KIND.match(said):
        return said
    return f"{figure.noun} {said}".strip()


def _claim_awards(book: Book, finds: Finds, sentence: Sentence) -> None:
    for award in awards_in(finds, sentence):
        name = finds.reading.printed(award.start, award.end)
        takers = [taker for taker in (_taker(book, finds, span) for span in award.takers) if taker]
        handle = Handle(
            VPO.AwardObservation, (key(name), str(award.year or ""), *(str(taker) for taker in takers))
        )
        once = () if book.has(handle) else ((VPO.award, Text(name)), (VPO.year, award.year))
        book.add(handle, ((VPO.agent, taker) for taker in takers), once)
        marks = [(award.start, award.end), *((span.start, span.end) for span in award.takers)]
        book.rest(
            handle, award.start, "awards.named", "0.85" if takers else "0.8" if award.given else "0.6", marks
        )


def _taker(book: Book, finds: Finds, span: Name | Body) -> str | Handle | None:
    """Return who gets a prize: a person, or a body with a name among all."""
    if isinstance(span, Name):
        return person_handle(finds, span)
    linked = link_body(finds.context, span)
    return claim_body(book, finds, linked) if linked.name else None
