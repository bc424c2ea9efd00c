"""Tests of the day that an article without a date of publication tells."""

from __future__ import annotations

from datetime import date

import pytest

from kg.extract.reading import read
from kg.link.told_day import told_day
from kg.load import build_article
from kg.ontology import lexicon


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Sáng 28-10-2022, huyện họp; mục tiêu đến năm 2025.", date(2022, 10, 28)),
        ("Ngày 19/7/2023, HĐND tỉnh nhiệm kỳ 2021-2026 họp.", date(2023, 7, 19)),
        ("Ngày 3 tháng 9 năm 2025 tại hội trường.", date(2025, 9, 3)),
        ("Ông sinh ngày 2/9/2001. Tháng 10/2025 ông được bầu.", date(2025, 10, 28)),
        ("Kế hoạch năm 2019 của huyện.", date(2019, 6, 30)),
        ("Ông vào Đảng ngày 27-7-2006, nay dự họp. Nhiệm kỳ 2016-2021 sắp qua.", date(2016, 6, 30)),
        ("Ông sinh tháng 7-1981. Việc kéo dài đến tháng 10-2016.", None),
        ("Hạn là 31/2/2020.", None),
        ("Không có ngày nào.", None),
    ],
)
def test_the_latest_day_that_is_no_birthday_deadline_or_end_of_term(text: str, day: date | None) -> None:
    assert told_day(read(build_article(text), lexicon())) == day
