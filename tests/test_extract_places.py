"""Places: provinces of both eras by label, districts and communes by the word before their name."""

from __future__ import annotations

import pytest

from kg.extract.places import find_local_places, find_provinces, place_at
from kg.extract.reading import Reading, read
from kg.load import build_article
from kg.ontology import lexicon


def reading(text: str) -> Reading:
    return read(build_article(text), lexicon())


def provinces(text: str) -> list[str]:
    return [place.vi for place in find_provinces(reading(text))]


def test_a_province_with_a_dash_in_its_name_is_one_place() -> None:
    assert provinces("Đoàn Bà Rịa - Vũng Tàu đến Long An.") == ["Bà Rịa - Vũng Tàu", "Long An"]


@pytest.mark.parametrize("printed", ["TP.HCM", "TP. Hồ Chí Minh", "Thành phố Hồ Chí Minh", "TPHCM", "TP HCM"])
def test_the_city_is_read_in_its_spellings(printed: str) -> None:
    assert provinces(f"Đoàn công tác của {printed} đã đến.") == ["Thành phố Hồ Chí Minh"]


def test_the_man_is_not_the_city() -> None:
    assert provinces("Học tập và làm theo tư tưởng Hồ Chí Minh.") == []


def test_an_ocean_is_no_province() -> None:
    assert provinces("Các nước quanh Thái Bình Dương.") == []


@pytest.mark.parametrize(
    "words",
    ["xa lộ Hà Nội", "đường Điện Biên Phủ", "phố Huế", "báo Pháp luật TP. HCM", "chiến dịch Tây Ninh"],
)
def test_streets_battles_and_newspapers_are_no_provinces(words: str) -> None:
    assert provinces(f"Đoàn đi qua {words} đến Long An.") == ["Long An"]
    assert provinces("Đoàn của thành phố Huế đã đến.") == ["Huế"]


def test_a_name_of_both_eras_has_a_unit_in_each() -> None:
    (place,) = find_provinces(reading("Tỉnh Tây Ninh hôm nay."))
    assert set(place.units) == {"id/adm63/tay-ninh", "id/adm34/tay-ninh"}


def test_a_district_is_read_with_its_province() -> None:
    (place,) = find_local_places(reading("Đoàn về huyện Cần Đước, tỉnh Long An làm việc."))
    assert (place.vi, place.level, place.unit_word) == ("Cần Đước", "district", "huyện")
    assert place.within is not None
    assert place.within.vi == "Long An"


def test_an_abbreviated_ward_is_read() -> None:
    (place,) = find_local_places(reading("Trụ sở tại P. Bến Nghé."))
    assert (place.vi, place.level) == ("Bến Nghé", "commune")


def test_a_person_after_a_bare_commune_is_no_commune() -> None:
    text = "Chủ tịch UBND xã Trần Văn Mốt nói. Người dân xã Hòa Lạc đồng tình."
    assert [place.vi for place in find_local_places(reading(text))] == ["Hòa Lạc"]


def test_a_commune_called_as_a_surname_is_read_where_no_person_is() -> None:
    text = "Bí thư Đảng ủy xã Phan Thành Lỳ đến xã Phan, huyện Dương Minh Châu."
    assert [place.vi for place in find_local_places(reading(text))] == ["Phan", "Dương Minh Châu"]


@pytest.mark.parametrize("term", ["Khóa XX", "Khoá XX", "Nhiệm kỳ 2021 - 2026"])
def test_a_term_behind_the_word_for_a_unit_is_no_place(term: str) -> None:
    assert not list(find_local_places(reading(f"Chủ tịch HĐND huyện {term} phát biểu.")))


def test_a_district_ends_where_a_person_begins() -> None:
    (place,) = find_local_places(reading("Bí thư Huyện ủy huyện Lâm Bình Hầu A Pớt phát biểu."))
    assert place.vi == "Lâm Bình"


def test_a_town_named_like_its_province_is_a_town() -> None:
    place = place_at(reading("thành phố Trà Vinh hôm nay"), 0)
    assert place is not None
    assert (place.level, place.within and place.within.vi) == ("district", "Trà Vinh")


@pytest.mark.parametrize("place", ["Hải Dương", "huyện Tam Dương"])
def test_a_province_behind_a_place_on_a_surname_is_a_province(place: str) -> None:
    assert provinces(f"Đoàn đi từ {place} Hà Nội về.")[-1] == "Hà Nội"


@pytest.mark.parametrize("surname", ["Nguyễn", "Dương", "Cao", "Hồ"])
def test_the_name_of_a_person_ends_on_no_province(surname: str) -> None:
    assert provinces(f"Đoàn đến Trường {surname} Thái Bình.") == []
