"""What opening verbs tell in the background: in passing, of a time that is named, as a step of a life."""

from __future__ import annotations

import pytest
from extracting import posts

MOT, HAI = "Nguyễn Văn Mốt", "Trần Thị Hăm"  # nobody in office is called so
NEWS = f"Tỉnh họp báo.\n\nSáng 3/4, tỉnh Nghệ An họp báo. Bà {HAI} trả lời. Cuộc họp dài. Báo đưa tin.\n\n"


def status(text: str) -> set[str]:
    """Return the statuses that the text gives to the posts of the first of the two."""
    return {told for person, _, _, told in posts(text) if person == MOT}


@pytest.mark.parametrize(
    "text",
    [
        f"Bà {HAI} thay ông {MOT}, người từng được bầu làm Chủ tịch UBND tỉnh Nghệ An.",
        f"Ông {MOT} từng giữ chức Bí thư Tỉnh đoàn Nghệ An và được bầu làm đại biểu HĐND tỉnh Nghệ An.",
        f"{NEWS}Ông {MOT} sinh năm 1966, quê Nghệ An. Ông trúng cử đại biểu HĐND tỉnh Nghệ An khóa XVI.",
    ],
)
def test_what_was_opened_in_a_life_is_of_before(text: str) -> None:
    assert status(text) == {"former"}


@pytest.mark.parametrize(
    "text",
    [
        f"Ông {MOT} đang được phân công làm Giám đốc Sở Y tế tỉnh Nghệ An.",
        f"Dù chưa có bằng, ông {MOT} vẫn được bổ nhiệm giữ chức Giám đốc Sở Y tế tỉnh Nghệ An.",
        f"Ông {MOT} được bổ nhiệm làm Giám đốc Sở Y tế tỉnh Nghệ An được khoảng 10 tháng.",
        f"Ông {MOT} được bầu làm Phó Chủ tịch UBND tỉnh Nghệ An trong kỳ họp bất thường hồi tháng 5.",
        f"Năm 2004, ông {MOT} được điều động về tỉnh, giữ chức Phó Giám đốc Sở Y tế tỉnh Nghệ An từ năm 2011 "
        "đến nay.",
        f"Ông {MOT} trong ngày nhận chức Giám đốc Sở Y tế tỉnh Nghệ An.",
        f"Ông {MOT} dùng bằng giả để được bầu làm Chủ tịch Hội Nông dân tỉnh Nghệ An.",
    ],
)
def test_what_was_opened_in_passing_goes_on(text: str) -> None:
    assert status(text) == {"held"}


@pytest.mark.parametrize(
    "text",
    [
        f"{NEWS}Ông {MOT} sinh năm 1966, quê Nghệ An. Ông vừa được bầu làm Giám đốc Sở Y tế tỉnh Nghệ An.",
        f"Ông {MOT}, sinh năm 1966.\n\nSáng nay, ông {MOT} được bầu làm Chủ tịch HĐND tỉnh Nghệ An.",
        f"Ông {MOT}, từng là Bí thư Chi bộ Trường Chính trị, được bầu làm Chủ tịch HĐND tỉnh Nghệ An.",
        f"Ông {MOT} được Bộ Chính trị chỉ định tiếp tục giữ chức Bí thư Tỉnh ủy Nghệ An.",
    ],
)
def test_news_beside_a_life_stays_news(text: str) -> None:
    assert "appointed" in status(text)
