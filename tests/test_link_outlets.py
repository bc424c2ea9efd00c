"""Tests of the province that a host or the path of an address names, and of names that only look foreign."""

from __future__ import annotations

import pytest
from extracting import facts, read_text

from kg.extract.abroad import foreign_words
from kg.link.outlets import home_of, province_in_path
from kg.load import build_article
from kg.ontology import lexicon
from kg.vocab import VPO


def home(url: str) -> str | None:
    return home_of(build_article("Tin\n\nÔng A dự.", url=url), lexicon())


def test_a_short_name_inside_another_word_is_no_province() -> None:
    assert home("https://thuenhanuoc.example.vn/tin") is None


@pytest.mark.parametrize(
    ("url", "vi"),
    [
        ("https://bao.example/thanh-hoa-luan-chuyen-can-bo-123.htm", "Thanh Hóa"),
        ("https://bao.example/chinh-tri/tin-thua-thien-hue-9.html", "Thừa Thiên Huế"),
        ("https://bao.example/ha-nam-va-nam-dinh-hop.html", None),
        ("https://bao.example/chinh-tri/tin-moi.html", None),
        ("http://[", None),
        (None, None),
    ],
)
def test_the_path_names_a_province_only_where_one_stands_in_it(url: str | None, vi: str | None) -> None:
    found = lexicon().get(province_in_path(url, lexicon()))
    assert (found.vi if found else None) == vi


def test_a_province_from_the_path_is_noted_as_taken_from_the_address() -> None:
    text = "Tin cán bộ\n\nÔng Lê Văn Tám, Giám đốc Sở Nội vụ tỉnh, nhận quyết định."
    url = "https://bao.example/thanh-hoa-luan-chuyen-can-bo-123.htm"
    found = read_text(text, url=url, published="2018-08-10")
    (held,) = facts(found, VPO.HoldingObservation)
    assert held.role(VPO.inheritance) == VPO.outlet
    assert any(
        fact.role(VPO.jurisdiction) == "id/adm63/thanh-hoa" for fact in facts(found, VPO.BodyObservation)
    )


def test_a_country_inside_the_name_of_a_province_is_none() -> None:
    pattern = foreign_words(lexicon()).pattern
    assert pattern.search("Lai Châu, Lào Cai") is None
    assert pattern.search("tỉnh Bò Kẹo, Lào") is not None


def test_a_province_before_lao_cai_is_one_of_ours() -> None:
    found = read_text("Tin\n\nCác tỉnh Lai Châu, Lào Cai dự.", published="2018-08-10")
    named = [mention.surface for mention in found.mentions if mention.kind == VPO.AdministrativeUnit]
    assert named == ["Lai Châu", "Lào Cai"]


def test_candidates_of_an_open_province_are_written_to_the_fact() -> None:
    found = read_text("Tin\n\nÔng Lê Văn Tám, Bí thư Huyện ủy Châu Thành, dự.", published="2018-08-10")
    units = {
        unit
        for fact in facts(found, VPO.BodyObservation)
        for prop, unit in fact.roles
        if prop == VPO.candidateUnit
    }
    assert {"id/adm63/long-an", "id/adm63/tien-giang"} <= units
