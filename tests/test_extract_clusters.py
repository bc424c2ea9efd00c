"""Clusters by number, their members and the counts that are stated."""

from __future__ import annotations

import pytest

from kg.extract.clusters import find_clusters, find_echoes
from kg.extract.members import find_member_lists, find_stated_counts
from kg.extract.places import find_provinces
from kg.extract.reading import Reading, read
from kg.extract.spans import Cluster
from kg.load import build_article
from kg.ontology import lexicon

LIST = "Cụm thi đua số 4 gồm các tỉnh: Long An, Tây Ninh, Bà Rịa - Vũng Tàu và TP.HCM"


def reading(text: str) -> Reading:
    return read(build_article(text), lexicon())


def clusters(text: str) -> tuple[Cluster, ...]:
    return tuple(find_clusters(reading(text)))


@pytest.mark.parametrize(
    "printed",
    ["Cụm thi đua số 4", "Cụm 4", "Cụm thi đua IV", "cụm thi đua số 4", "Cụm số 4", "Cụm thi đua số 04"],
)
def test_the_number_is_read_in_its_spellings(printed: str) -> None:
    assert [cluster.number for cluster in clusters(f"Chiều nay, {printed} họp.")] == [4]


@pytest.mark.parametrize("printed", ["cụm công nghiệp 4", "cụm 4 xã", "4 cụm dân cư"])
def test_other_clusters_are_no_emulation_clusters(printed: str) -> None:
    assert clusters(f"Chiều nay, {printed} họp.") == ()


def test_things_in_a_heap_are_no_cluster_unless_emulation_is_spoken_of() -> None:
    assert clusters("Cụm 3 nhà máy điện gió đã chạy. Cụm 5 trường học xây xong.") == ()
    assert [cluster.number for cluster in clusters("Cụm 5 tỉnh Long An ký giao ước thi đua.")] == [5]


def test_the_sponsor_follows_the_number() -> None:
    (cluster,) = clusters("Cụm thi đua số 4, Ban Tổ chức Trung ương họp.")
    assert cluster.sponsor is not None
    assert cluster.sponsor.entity == "id/org/ban-to-chuc-trung-uong"


def test_a_block_is_told_from_a_cluster() -> None:
    assert [cluster.word for cluster in clusters("Khối thi đua số 2 họp.")] == ["khoi"]


def test_the_standing_body_is_marked() -> None:
    assert [cluster.standing for cluster in clusters("Thường trực Cụm thi đua số 4 họp.")] == [True]


def test_a_bare_word_goes_on_about_the_cluster_before() -> None:
    here = reading("Cụm thi đua số 4 họp. Hiện cụm có 11 tỉnh. Cụm trưởng nói.")
    (echo,) = find_echoes(here, tuple(find_clusters(here)))
    assert echo.number == 4


@pytest.mark.parametrize(("tail", "complete"), [(".", True), (",…", False)])
def test_a_list_of_members_is_closed_or_open(tail: str, complete: bool) -> None:
    here = reading(f"{LIST}{tail}")
    (found,) = find_member_lists(here, tuple(find_clusters(here)), tuple(find_provinces(here)))
    assert ([member.name for member in found.members], found.complete) == (
        ["Long An", "Tây Ninh", "Bà Rịa - Vũng Tàu", "Thành phố Hồ Chí Minh"],
        complete,
    )


@pytest.mark.parametrize(
    "text", ["Cụm thi đua số 4 có 11 tỉnh họp.", "Ban Tổ chức 11 tỉnh thuộc Cụm thi đua số 4."]
)
def test_the_stated_count_is_read_on_either_side(text: str) -> None:
    here = reading(text)
    assert [stated.count for stated in find_stated_counts(here, tuple(find_clusters(here)))] == [11]


@pytest.mark.parametrize(
    ("text", "sponsor"),
    [
        ("Cụm thi đua số 4 - Bộ Công an họp.", "Bộ Công an"),
        ("Cụm thi đua số 2 ngành Tài chính (Bộ Tài chính) họp.", "Bộ Tài chính"),
        ("Cụm thi đua số 6 của Tỉnh ủy Long An họp.", "Tỉnh ủy"),
        ("Cụm thi đua số 2 tỉnh Long An họp.", "Ủy ban nhân dân tỉnh"),
        (
            "Cụm thi đua III các Ban Tổ chức tỉnh uỷ, thành uỷ miền Trung thuộc Ban Tổ chức Trung ương họp.",
            "Ban Tổ chức Trung ương",
        ),
    ],
)
def test_a_sponsor_is_read_in_its_forms(text: str, sponsor: str) -> None:
    assert [cluster.sponsor.vi for cluster in clusters(text) if cluster.sponsor] == [sponsor]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "Cụm thi đua các tỉnh miền núi biên giới phía Bắc họp tại Sơn La.",
            "các tỉnh miền núi biên giới phía Bắc",
        ),
        ("Cụm thi đua các tỉnh Tây Nguyên (Bộ Tư pháp) tổng kết.", "các tỉnh Tây Nguyên"),
        ("Khối thi đua các trường chính trị miền Tây gồm 9 trường.", "các trường chính trị miền Tây"),
        ("Khối thi đua Văn hóa - Xã hội ký giao ước.", "Văn hóa - Xã hội"),
        ("Khối giao ước thi đua các sở, ngành tổng hợp tiến hành họp.", "các sở, ngành tổng hợp"),
        ("Cụm thi đua 5 thành phố trực thuộc Trung ương họp.", "5 thành phố trực thuộc Trung ương"),
        (
            "Khối thi đua các đơn vị thuộc Sở Văn hóa, Thể thao và Du lịch tổng kết.",
            "các đơn vị thuộc Sở Văn hóa, Thể thao và Du lịch",
        ),
    ],
)
def test_a_cluster_without_number_has_a_name_of_its_own(text: str, name: str) -> None:
    assert [(cluster.number, cluster.printed) for cluster in clusters(text)] == [(0, name)]


@pytest.mark.parametrize(
    "text",
    [
        "Các khối, cụm thi đua của huyện họp.",
        "Mỗi cụm thi đua đều có cờ.",
        "Khối thi đua Tổng kết năm 2018.",
    ],
)
def test_clusters_in_general_are_none(text: str) -> None:
    assert clusters(text) == ()


@pytest.mark.parametrize(
    ("words", "members"),
    [
        (
            "gồm 3 đơn vị: các huyện Cần Đước, Cần Giuộc và thị xã Kiến Tường",
            ["Cần Đước", "Cần Giuộc", "Kiến Tường"],
        ),
        ("có 3 đơn vị là các huyện ủy: Cần Đước, Cần Giuộc, Bến Lức", [
            "Huyện ủy Cần Đước", "Huyện ủy Cần Giuộc", "Huyện ủy Bến Lức",
        ]),
        ("gồm 3 Sở Tài chính của Long An, Tây Ninh và Đồng Nai", ["Long An", "Tây Ninh", "Đồng Nai"]),
        (
            "có 3 thành viên: UBKT Tỉnh uỷ Long An, Tây Ninh và UBKT Thành uỷ Cần Thơ",
            ["Long An", "Tây Ninh", "Cần Thơ"],
        ),
        (
            "gồm ban tổ chức của 3 tỉnh ủy, thành ủy: Long An, Tây Ninh, Cần Thơ",
            ["Long An", "Tây Ninh", "Cần Thơ"],
        ),
    ],
)  # fmt: skip
def test_members_are_districts_and_bodies_too(words: str, members: list[str]) -> None:
    here = reading(f"Cụm thi đua số 4 {words}.")
    named = tuple(find_clusters(here))
    (found,) = find_member_lists(here, named, tuple(find_provinces(here)))
    assert [member.name.replace("Thành phố ", "") for member in found.members] == members
    assert [stated.count for stated in find_stated_counts(here, named)] == [3]


def test_a_list_before_its_number_is_one() -> None:
    here = reading(
        "Cụm thi đua số 4 họp. Long An, Tây Ninh, cùng với chủ nhà Đồng Nai là đủ 3 thành viên của cụm."
    )
    named = tuple(find_clusters(here))
    echoes = tuple(find_echoes(here, named))
    (found,) = find_member_lists(here, (*named, *echoes), tuple(find_provinces(here)))
    assert [member.name for member in found.members] == ["Long An", "Tây Ninh", "Đồng Nai"]


def test_provinces_that_are_praised_are_no_members() -> None:
    here = reading("Cụm thi đua số 4 có các đơn vị đạt cao: Long An, Tây Ninh, Đồng Nai.")
    assert list(find_member_lists(here, tuple(find_clusters(here)), tuple(find_provinces(here)))) == []
