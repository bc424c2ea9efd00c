"""Periods, precision and terms that articles state with an office. All persons are made up."""

from __future__ import annotations

import pytest

from kg.model import Fact
from kg.vocab import NS, VPO
from tests.extracting import read_text

NAME = "Khưu Tấn Diễm"
CASES = [
    ("Từ 6/2010 đến 9/2015, ông {} giữ chức Bí thư Huyện ủy Ba Tri.", "2010-06", "2015-09"),
    ("Ông {} từng giữ chức Bí thư Huyện ủy Ba Tri từ năm 2010 đến năm 2015.", "2010", "2015"),
    ("Ông {} là Bí thư Huyện ủy Ba Tri giai đoạn 2010-2015.", "2010", "2015"),
    ("Ông {} (Chủ tịch UBND tỉnh Bến Tre 2010-2015) dự hội nghị.", "2010", "2015"),
    ("Từ tháng 3/2018, ông {} giữ chức Chủ tịch UBND tỉnh Bến Tre.", "2018-03", None),
    ("Từ 7/2021 đến nay, ông {} là Phó Bí thư Tỉnh ủy Bến Tre.", "2021-07", None),
    ("Ông {} là Bí thư Huyện ủy Ba Tri (từ tháng 10 năm 2010).", "2010-10", None),
    ("Ông {}, Chủ tịch UBND tỉnh Bến Tre nhiệm kỳ 2011-2016, dự hội nghị.", None, None),
    ("Ông {}, Bí thư Huyện ủy Ba Tri giai đoạn 2020-2025, dự hội nghị.", None, None),
    ("Năm 2010, ông {} thôi giữ chức Chủ tịch UBND tỉnh Bến Tre.", None, None),
]


def said(text: str) -> tuple[Fact, dict[str, str], dict[str, str]]:
    """Return the first position of an article of October 2022, its roles and its values."""
    facts = read_text(f"Tiểu sử tóm tắt\n\n02/10/2022\n\n{text}\n").facts
    holding = next(fact for fact in facts if fact.kind == VPO.HoldingObservation)
    roles = {prop.removeprefix(NS): name for prop, name in holding.roles}
    return holding, roles, {prop.removeprefix(NS): str(value) for prop, value in holding.values}


@pytest.mark.parametrize(("text", "since", "until"), CASES)
def test_a_period_is_read_as_exactly_as_it_is_printed(text: str, since: str | None, until: str | None):
    _, roles, values = said(text.format(NAME))
    assert (values.get("startDate"), values.get("endDate")) == (since, until)
    assert ("startPrecision" in roles, "endPrecision" in roles) == (since is not None, until is not None)


def test_a_post_of_a_period_that_is_over_is_a_former_one():
    _, roles, _ = said(f"Ông {NAME} (Chủ tịch UBND tỉnh Bến Tre 2010-2015) dự hội nghị.")
    assert roles["assertedStatus"] == VPO.former


def test_a_month_stays_a_month():
    _, roles, values = said(f"Tháng 3/2018, ông {NAME} được bổ nhiệm làm Giám đốc Sở Nội vụ tỉnh Bến Tre.")
    assert (values["observedOn"], roles["precision"]) == ("2018-03", VPO.month)


@pytest.mark.parametrize(
    ("title", "term"),
    [
        ("Ủy viên Trung ương Đảng khóa XIII", "id/term/xiii"),
        ("Đại biểu Quốc hội khóa XV", "id/term/qh-xv"),
        ("Chủ tịch UBND tỉnh Bến Tre nhiệm kỳ 2021-2026", "id/term/2021-2026"),
        ("Chủ tịch UBND tỉnh Bến Tre nhiệm kỳ 2022-2026", None),
    ],
)
def test_a_term_is_linked_where_the_tables_have_it(title: str, term: str | None):
    _, roles, _ = said(f"Ông {NAME}, {title}, dự hội nghị.")
    assert roles.get("inTerm") == term
