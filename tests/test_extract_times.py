"""Dates as printed, with the parts that stand there."""

from __future__ import annotations

from datetime import date

import pytest

from kg.dates import PartialDate
from kg.extract.reading import read
from kg.extract.spans import Moment
from kg.extract.times import dated, find_moments, last_dated, nearest_year
from kg.load import build_article
from kg.ontology import lexicon


def moments(text: str) -> list[Moment]:
    return list(find_moments(read(build_article(text), lexicon())))


@pytest.mark.parametrize(
    ("printed", "parts"),
    [
        ("ngày 10/8", (10, 8, None)),
        ("ngày 30-6-2018", (30, 6, 2018)),
        ("sáng 17.9", (17, 9, None)),
        ("ngày 2 tháng 9 năm 2025", (2, 9, 2025)),
        ("tháng 7/2025", (None, 7, 2025)),
        ("năm 2018", (None, None, 2018)),
    ],
)
def test_a_date_keeps_the_parts_that_stand_there(printed: str, parts: tuple[int | None, ...]) -> None:
    (moment,) = moments(f"Hội nghị diễn ra {printed} tại tỉnh.")
    assert (moment.day, moment.month, moment.year) == parts


@pytest.mark.parametrize(
    "printed", ["4/11 đơn vị", "461/465 đại biểu", "nhiệm kỳ 2015-2020", "18-NQ/TW", "1,5/2"]
)
def test_what_is_no_date_is_not_read_as_one(printed: str) -> None:
    assert moments(f"Có {printed} trong bài.") == []


def test_a_day_that_no_year_has_is_no_date() -> None:
    assert moments("Họp ngày 31/2 và ngày 30/2/2018.") == []


def test_a_span_of_days_has_two_ends() -> None:
    (moment,) = moments("Trong hai ngày 15-16/11 diễn ra đại hội.")
    assert (moment.day, moment.end_day, moment.month) == (15, 16, 11)


def test_a_span_that_ends_on_no_day_has_one_end() -> None:
    first = PartialDate.of(2018, 2, 27)
    assert last_dated(Moment(0, 5, 27, 2, None, 30), first) is None


def test_a_span_ends_in_the_year_it_begins() -> None:
    last = last_dated(Moment(0, 5, 15, 11, None, 16), PartialDate.of(2018, 11, 15))
    assert last == PartialDate.of(2018, 11, 16)


def test_a_date_without_year_is_the_nearest_before_publication() -> None:
    published = date(2018, 1, 5)
    assert nearest_year(Moment(0, 5, 28, 12, None), published) == 2017
    assert nearest_year(Moment(0, 5, 10, 1, None), published) == 2018


def test_a_leap_day_is_no_day_of_a_common_year() -> None:
    assert dated(Moment(0, 5, 29, 2, None), 2018) is None
