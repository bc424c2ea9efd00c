"""Lists of posts behind one name: over what the list goes on, and whose each post is."""

from __future__ import annotations

import pytest
from extracting import posts

MOT = "Nguyễn Văn Mốt"  # nobody in office is called so
FIRST, LAST = ("Chủ tịch", "Hội Nông dân Việt Nam"), ("Bộ trưởng", "Bộ Nội vụ")


def told(text: str) -> set[tuple[str, str]]:
    """Return title and body of each post of a text that names one person."""
    return {(title, body) for name, title, body, _ in posts(text.format(MOT)) if name == MOT}


@pytest.mark.parametrize(
    "between",
    [
        "Đại biểu Quốc hội khóa XIV, thuộc Đoàn đại biểu Quốc hội tỉnh Long An",
        "Đại biểu Quốc hội khóa 14 thuộc đoàn Long An",
        "Đại biểu Quốc hội khóa XIV nhiệm kì 2016 - 2021 thuộc đoàn đại biểu tỉnh Long An",
    ],
)
def test_a_list_goes_on_behind_the_constituency(between: str) -> None:
    text = f"Ông {{}} là Chủ tịch Hội Nông dân Việt Nam, {between}, Bộ trưởng Bộ Nội vụ."
    assert told(text) == {FIRST, ("Đại biểu", "Quốc hội"), LAST}


@pytest.mark.parametrize(
    ("printed", "title", "body"),
    [
        ("Tổng Tham mưu trưởng QĐNDVN", "Tổng Tham mưu trưởng", "Quân đội nhân dân Việt Nam"),
        ("Chủ tịch T.Ư Hội LHTN Việt Nam", "Chủ tịch", "Hội Liên hiệp Thanh niên Việt Nam"),
        ("Phó Chủ tịch Trung ương Hội sinh viên Việt Nam", "Phó Chủ tịch", "Hội Sinh viên Việt Nam"),
        ("Bí thư Xứ ủy Nam Kỳ", "Bí thư", "Xứ ủy Nam Kỳ"),
        ("Phó Chủ tịch Quốc hội nước Cộng hòa xã hội chủ nghĩa Việt Nam", "Phó Chủ tịch", "Quốc hội"),
    ],
)
def test_a_list_goes_on_behind_a_central_body(printed: str, title: str, body: str) -> None:
    assert told(f"Dự có ông {{}} - Chủ tịch Hội Nông dân Việt Nam, {printed}, Bộ trưởng Bộ Nội vụ.") == {
        FIRST, (title, body), LAST,
    }  # fmt: skip


def test_posts_stand_behind_degrees_that_a_semicolon_parts() -> None:
    text = "Bà {} sinh năm 1964 tại Nghệ An, là thạc sỹ luật; lý luận chính trị cao cấp, Bộ trưởng Bộ Nội vụ."
    assert told(text) == {LAST}


@pytest.mark.parametrize(
    ("printed", "body"),
    [
        ("BQLDA giao thông tỉnh Long An", "Ban Quản lý Dự án Giao thông tỉnh"),
        (
            "Ban QLDA Đầu tư xây dựng các công trình dân dụng tỉnh Long An",
            "Ban Quản lý Dự án Đầu tư xây dựng các công trình dân dụng tỉnh",
        ),
        ("Hội Sinh viên Việt Nam tỉnh Long An", "Hội Sinh viên Việt Nam tỉnh"),
        (
            "Hội Sinh viên Việt Nam Trường Đại học Tân Văn",
            "Hội Sinh viên Việt Nam Trường Đại học Tân Văn",
        ),
    ],
)
def test_a_body_is_read_with_its_own_words(printed: str, body: str) -> None:
    assert {found for _, found in told(f"Dự có ông {{}}, Phó Chủ tịch {printed}.")} == {body}


def test_hosts_of_guests_from_abroad_hold_their_posts() -> None:
    text = (
        "Ngày 30-1, Đoàn công tác tỉnh Hủa Phăn (nước CHDCND Lào) do đồng chí Pheng Khăm Tha, "
        "Phó Tỉnh trưởng tỉnh Hủa Phăn sang chúc Tết tỉnh ta. Tiếp đoàn có "
        "đồng chí {}, Bộ trưởng Bộ Nội vụ. "
        "Đoàn Hủa Phăn cảm ơn, mong tình hữu nghị Lào - Việt bền chặt."
    )
    assert told(text) == {LAST}
