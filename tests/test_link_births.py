"""Years of birth and ages: whose they are, and whose they are not."""

from __future__ import annotations

import pytest
from extracting import FOAF_NAME, facts, plain, read_text

from kg.link.births import FOAF_AGE
from kg.vocab import VPO


def born(text: str) -> dict[str, tuple[object, object]]:
    """The year of birth and the age of each person of a text."""
    found = facts(read_text(text), VPO.NamedPerson)
    return {
        plain(fact.value(FOAF_NAME)): (fact.value(VPO.birthYear), fact.value(FOAF_AGE))
        for fact in found
        if fact.value(VPO.birthYear) or fact.value(FOAF_AGE)
    }


@pytest.mark.parametrize(
    "text",
    [
        "Ông Mạc Văn Thí Dụ (SN 1966), Bí thư Huyện ủy Cần Đước, phát biểu.",
        "Ông Mạc Văn Thí Dụ, sinh năm 1966, giữ chức Bí thư Huyện ủy Cần Đước.",
        "Đồng chí Mạc Văn Thí Dụ; sinh ngày 2/3/1966; quê quán tỉnh Long An.",
        "Đồng chí Mạc Văn Thí Dụ là người Tày, sinh năm 1966.",
        "Ông Mạc Văn Thí Dụ làm Bí thư Huyện ủy Cần Đước.\nÔng sinh năm 1966, quê Long An.",
        "Ông Mạc Văn Thí Dụ làm Bí thư Huyện ủy Cần Đước.\nÔng Dụ sinh năm 1966, quê Long An.",
    ],
)
def test_a_year_of_birth_is_that_of_the_person_just_named(text: str):
    assert born(text) == {"Mạc Văn Thí Dụ": (1966, None)}


def test_an_age_stands_directly_behind_the_name():
    text = "Bà Mạc Thị Thí Dụ (42 tuổi) giữ chức Trưởng phòng Nội vụ huyện Cần Đước."
    assert born(text) == {"Mạc Thị Thí Dụ": (None, 42)}


@pytest.mark.parametrize(
    "text",
    [
        "Ông Mạc Văn Thí Dụ và con trai sinh năm 1990 cùng dự.",
        "Ông Mạc Văn Thí Dụ (45 tuổi Đảng) được trao huy hiệu.",
        "Ông Mạc Văn Thí Dụ sinh ra tại Long An, năm 1990 vào Đảng.",
        "Bí thư Huyện đoàn sinh năm 1988 này trồng na.",
        "Ông Mạc Văn Thí Dụ (SN 1966) là bí thư. Sau đó báo ghi ông Mạc Văn Thí Dụ sinh năm 1968.",
    ],
)
def test_no_year_is_taken_that_may_be_of_another(text: str):
    assert born(text) == {}


def test_the_sentence_of_the_year_is_evidence():
    (person,) = facts(read_text("Ông Mạc Văn Thí Dụ (SN 1966) phát biểu."), VPO.NamedPerson)
    assert [held.rule for held in person.evidence if held.rule == "people.birth"] == ["people.birth"]
