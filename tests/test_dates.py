from __future__ import annotations

from datetime import date

import pytest

from kg.dates import PartialDate, in_words


@pytest.mark.parametrize(
    ("when", "vi", "en"),
    [
        (PartialDate.of(2018, 8, 10), "10/8/2018", "10 August 2018"),
        (PartialDate.of(2018, 12), "tháng 12/2018", "December 2018"),
        (PartialDate.of(2018), "2018", "2018"),
    ],
)
def test_a_date_in_words_is_as_precise_as_its_source(when, vi, en):
    assert in_words(when) == (vi, en)


@pytest.mark.parametrize(
    ("when", "last"),
    [
        (PartialDate.of(2020, 2), date(2020, 2, 29)),
        (PartialDate.of(2019), date(2019, 12, 31)),
        (PartialDate.of(2019, 1, 5), date(2019, 1, 5)),
    ],
)
def test_the_last_day_is_the_last_that_fits(when, last):
    assert when.last_day == last


def test_a_day_that_no_calendar_has_is_refused():
    with pytest.raises(ValueError, match="day"):
        PartialDate.of(2019, 2, 30)
