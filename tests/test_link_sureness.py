"""How sure a post is, by the evidence for its holder and its body."""

from __future__ import annotations

import pytest
from extracting import facts, read_text

from kg.vocab import VPO

MOT = "Nguyễn Văn Mốt"  # nobody in office is called so


def sure(text: str) -> list[float]:
    found = facts(read_text(f"Tin trong ngày\n\n{text}", published="2018-08-10"), VPO.HoldingObservation)
    return [max(float(held.confidence) for held in fact.evidence) for fact in found]


@pytest.mark.parametrize(
    "title",
    [
        "Giám đốc Sở Nội vụ tỉnh Nghệ An",
        "Viện trưởng Viện Kiểm sát nhân dân tỉnh Nghệ An",
        "Bí thư Đảng ủy xã Mỹ Lộc, tỉnh Nghệ An",
    ],
)
def test_a_body_told_in_full_is_sure(title: str) -> None:
    assert sure(f"Ông {MOT}, {title}, phát biểu.") == [0.95]


@pytest.mark.parametrize(
    "title",
    [
        "Bí thư Chi bộ",
        "Vụ trưởng Vụ Pháp chế, Bộ Nội vụ",
        "Trưởng phòng Nội vụ huyện Yên Thành, tỉnh Nghệ An",
        "Hiệu trưởng Trường Đại học Sao Hôm",
        "Bí thư Đảng ủy Cục Văn thư, Bộ Nội vụ",
        "Tổng Giám đốc Tổng công ty Sao Hôm",
        "Trưởng Ban Chỉ đạo kỳ thi tỉnh Nghệ An",
    ],
)
def test_a_body_told_in_part_is_less_sure(title: str) -> None:
    (confidence,) = sure(f"Ông {MOT}, {title}, phát biểu.")
    assert confidence < 0.8


def test_a_header_over_a_list_is_less_sure() -> None:
    confidences = sure(f"Các Phó Chủ tịch UBND tỉnh Nghệ An: {MOT}, Trần Thị Hăm.")
    assert confidences == [0.78, 0.78]


def test_that_an_election_ends_the_old_post_is_less_sure() -> None:
    new, old = sorted(
        sure(f"HĐND tỉnh Nghệ An bầu ông {MOT}, Giám đốc Sở Y tế tỉnh Nghệ An, làm Phó Chủ tịch UBND tỉnh."),
        reverse=True,
    )
    assert (new, old) == (0.81, 0.75)


def test_a_body_told_far_from_the_title_is_less_sure() -> None:
    (confidence,) = sure(f"Sở Nội vụ tỉnh Nghệ An họp. Giám đốc {MOT} phát biểu.")
    assert confidence < 0.8
