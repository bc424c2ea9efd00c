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
    ("printed", "parts"),
    [
        ("từ ngày 5 đến 7/3", (5, 7, 3, None)),
        ("trong 2 ngày 16, 17/10", (16, 17, 10, None)),
        ("(ngày 11 và 12/4)", (11, 12, 4, None)),
        ("các ngày 3, 4 và 5-6-2021", (3, 5, 6, 2021)),
        ("trong hai ngày 26-27/9", (26, 27, 9, None)),
        ("ngày 15 và 16 tháng 9 năm 2020", (15, 16, 9, 2020)),
    ],
)
def test_days_of_one_month_are_one_span(printed: str, parts: tuple[int | None, ...]) -> None:
    (moment,) = moments(f"Hội nghị diễn ra {printed} tại tỉnh.")
    assert (moment.day, moment.end_day, moment.month, moment.year) == parts


@pytest.mark.parametrize(
    "printed",
    ["sáng nay 10-4", "sáng qua, 10/4", "hôm nay (10/4)", "lúc 8 giờ 30, 10/4", "thứ tư, 10/4", "7h30 10/4"],
)
def test_a_word_of_time_makes_two_numbers_a_day(printed: str) -> None:
    (moment,) = moments(f"Hội nghị khai mạc {printed} tại tỉnh.")
    assert (moment.day, moment.month) == (10, 4)


def test_after_a_day_a_verb_is_no_unit_that_is_counted() -> None:
    (moment,) = moments("Công đoàn huyện ngày 19/4 tổ chức đại hội.")
    assert (moment.day, moment.month) == (19, 4)


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


def test_an_announced_day_may_lie_further_ahead() -> None:
    published = date(2018, 4, 1)
    assert nearest_year(Moment(0, 5, 25, 4, None), published) == 2017
    assert nearest_year(Moment(0, 5, 25, 4, None), published, ahead=60) == 2018
    assert nearest_year(Moment(0, 5, 3, 1, None), date(2018, 12, 30)) == 2019


def test_a_leap_day_is_no_day_of_a_common_year() -> None:
    assert dated(Moment(0, 5, 29, 2, None), 2018) is None


def test_a_day_and_a_comma_open_a_sentence() -> None:
    (moment,) = moments("Tin trong ngày\n\n19-7, ông Nguyễn Văn Mốt trao quyết định.")
    assert (moment.day, moment.month) == (19, 7)
    assert moments("Tin trong ngày\n\n19/7 đơn vị đã làm xong.") == []
