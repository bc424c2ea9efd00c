"""Titles in a row before a name: which of them are that person's."""

from __future__ import annotations

import pytest

from kg.extract.reading import read
from kg.link.finds import find_all
from kg.link.holdings import link_holdings
from kg.load import build_article
from kg.ontology import lexicon


def held(text: str) -> list[str]:
    """The roles that the first person of a sentence holds, in order."""
    reading = read(build_article(f"Tin trong ngày\n\n{text}"), lexicon())
    finds = find_all(reading)
    found = link_holdings(reading, finds.titles, finds.names, finds.people)
    return [one.title.role.removeprefix("scheme/role/") for one in found]


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("Theo chỉ đạo của Thủ tướng, Bộ trưởng Mạc Văn Mốt yêu cầu làm ngay.", ["bo-truong"]),
        ("Báo cáo Thủ tướng, Chủ tịch UBND tỉnh Bến Tre Mạc Văn Mốt nói mọi việc đã xong.", ["chu-tich"]),
        ("Thay mặt Chủ tịch nước, Phó Chủ tịch nước Mạc Thị Mốt trao huân chương.", ["pho-chu-tich-nuoc"]),
        ("Theo Chủ tịch UBND tỉnh, Phó Chủ tịch UBND tỉnh Bến Tre Mạc Văn Mốt chủ trì.", ["pho-chu-tich"]),
        ("Theo Bộ trưởng Bộ Y tế, Thứ trưởng Bộ Y tế Mạc Văn Mốt chủ trì.", ["thu-truong"]),
        ("Theo Chủ tịch UBND tỉnh, Giám đốc Sở Y tế Mạc Văn Mốt phải báo cáo.", ["giam-doc"]),
        ("Trả lời Bí thư Thành ủy, Bí thư Quận ủy Mạc Văn Mốt nhận lỗi.", ["bi-thu"]),
        ("Theo kết luận của Thủ tướng, đại biểu Mạc Văn Mốt lo ngại.", []),
    ],
)
def test_posts_that_nobody_holds_together_are_of_two_persons(text: str, roles: list[str]) -> None:
    assert held(text) == roles


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("Tổng Bí thư, Chủ tịch nước Mạc Văn Mốt tiếp đoàn.", ["tong-bi-thu", "chu-tich-nuoc"]),
        ("Thủ tướng, Trưởng ban Chỉ đạo Mạc Văn Mốt chủ trì.", ["thu-tuong", "truong-ban"]),
        ("Phó Thủ tướng, Bộ trưởng Bộ Ngoại giao Mạc Văn Mốt dự.", ["pho-thu-tuong", "bo-truong"]),
        ("Bí thư Tỉnh ủy, Chủ tịch HĐND tỉnh Bến Tre Mạc Văn Mốt dự.", ["bi-thu", "chu-tich"]),
        ("Phó Chủ tịch UBND tỉnh, Giám đốc Sở Công Thương Mạc Văn Mốt dự.", ["pho-chu-tich", "giam-doc"]),
        ("Nguyên Bí thư Tỉnh ủy, nguyên Bí thư Huyện ủy Ba Tri Mạc Văn Mốt dự.", ["bi-thu", "bi-thu"]),
        ("Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ Mạc Văn Mốt dự.", ["bo-truong", "chu-nhiem"]),
    ],
)
def test_posts_that_go_together_are_of_one_person(text: str, roles: list[str]) -> None:
    assert held(text) == roles
