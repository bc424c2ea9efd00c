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


@pytest.mark.parametrize("printed", ["Cụm thi đua số 4", "Cụm 4", "Cụm thi đua IV", "cụm thi đua số 4"])
def test_the_number_is_read_in_its_spellings(printed: str) -> None:
    assert [cluster.number for cluster in clusters(f"Chiều nay, {printed} họp.")] == [4]


@pytest.mark.parametrize("printed", ["cụm công nghiệp 4", "cụm 4 xã", "4 cụm dân cư"])
def test_other_clusters_are_no_emulation_clusters(printed: str) -> None:
    assert clusters(f"Chiều nay, {printed} họp.") == ()


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
    assert ([place.vi for place in found.members], found.complete) == (
        ["Long An", "Tây Ninh", "Bà Rịa - Vũng Tàu", "Thành phố Hồ Chí Minh"],
        complete,
    )


@pytest.mark.parametrize(
    "text", ["Cụm thi đua số 4 có 11 tỉnh họp.", "Ban Tổ chức 11 tỉnh thuộc Cụm thi đua số 4."]
)
def test_the_stated_count_is_read_on_either_side(text: str) -> None:
    here = reading(text)
    assert [stated.count for stated in find_stated_counts(here, tuple(find_clusters(here)))] == [11]
