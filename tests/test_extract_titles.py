"""Titles by the grammar of positions: prefix, role, modifier, body."""

from __future__ import annotations

import pytest

from kg.extract.reading import read
from kg.extract.spans import Title
from kg.extract.titles import find_titles
from kg.load import build_article
from kg.ontology import lexicon


def titles(text: str) -> list[Title]:
    return list(find_titles(read(build_article(text), lexicon())))


def only(text: str) -> Title:
    (title,) = titles(text)
    return title


def local(title: Title) -> str:
    return title.role.rsplit("/", 1)[-1]


@pytest.mark.parametrize(
    ("printed", "role"),
    [
        ("Phó Bí thư Thường trực Tỉnh ủy Long An", "pho-bi-thu-thuong-truc"),
        ("Phó bí thư thường trực Tỉnh uỷ Long An", "pho-bi-thu-thuong-truc"),
        ("Hàm vụ trưởng, Vụ địa phương III, Ban Tổ chức Trung ương", "ham-vu-truong"),
        ("Chủ tịch UBND tỉnh Long An", "chu-tich"),
    ],
)
def test_a_title_is_read_whatever_its_case(printed: str, role: str) -> None:
    title = only(f"Có {printed} đến dự.")
    assert local(title) == role
    assert title.body is not None


def test_a_title_reaches_to_the_end_of_its_body() -> None:
    text = "Có Chủ tịch UBND huyện Cần Đước đến dự."
    title = only(text)
    assert text[title.start : title.end] == "Chủ tịch UBND huyện Cần Đước"


def test_the_word_shared_by_title_and_body_is_read_for_both() -> None:
    title = only("Có Trưởng Ban Tổ chức Tỉnh ủy Long An đến dự.")
    assert title.body is not None
    assert title.body.vi == "Ban Tổ chức Tỉnh ủy"


def test_a_ministry_whose_word_is_left_out_is_read() -> None:
    title = only("Có Bộ trưởng Nội vụ đến dự.")
    assert title.body is not None
    assert title.body.entity == "id/org/bo-noi-vu"


@pytest.mark.parametrize(("prefix", "status"), [("nguyên", "former"), ("quyền", "acting"), ("tân", "elect")])
def test_a_prefix_says_the_status(prefix: str, status: str) -> None:
    assert only(f"Có {prefix} Chủ tịch UBND tỉnh Long An đến dự.").status == status


@pytest.mark.parametrize("before", ["các", "3", "những", "chức danh"])
def test_a_plural_title_is_marked(before: str) -> None:
    assert only(f"Bàn về {before} Phó Chủ tịch UBND tỉnh Long An.").plural


def test_a_secretary_of_a_meeting_is_no_title() -> None:
    assert titles("Ông làm thư ký cuộc họp.") == []


def test_the_central_committee_is_in_the_title_of_its_member() -> None:
    title = only("Có Ủy viên Trung ương Đảng đến dự.")
    assert title.body is not None
    assert title.body.entity == "id/org/ban-chap-hanh-trung-uong"


@pytest.mark.parametrize(
    "text",
    [
        "Hôm qua giáo viên chủ nhiệm Mạc Thị Mốt điểm danh.",
        "Hôm qua cô giáo chủ nhiệm Mạc Thị Mốt điểm danh.",
        "Sáng nay, tại Phủ Chủ tịch, đoàn đã có mặt.",
    ],
)
def test_a_word_of_an_office_in_another_sense_is_no_title(text: str) -> None:
    assert titles(text) == []
