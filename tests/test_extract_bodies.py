"""Bodies: known ones by label, others by the grammar of organ, committee, unit and place."""

from __future__ import annotations

import pytest

from kg.extract.bodies import body_at, find_bodies
from kg.extract.reading import Reading, read
from kg.extract.spans import Body
from kg.load import build_article
from kg.ontology import lexicon


def reading(text: str) -> Reading:
    return read(build_article(text), lexicon())


def body(text: str) -> Body:
    found = body_at(reading(text), 0)
    assert found is not None
    return found


def test_a_committee_has_its_province() -> None:
    found = body("Tỉnh ủy Long An họp.")
    assert (found.vi, found.place and found.place.vi, found.level) == ("Tỉnh ủy", "Long An", "province")


def test_the_political_school_is_of_the_province_however_it_is_printed() -> None:
    assert body("Trường Chính trị tỉnh họp.").vi == "Trường Chính trị tỉnh"
    assert body("Ban Dân vận tỉnh họp.").vi == "Ban Dân vận Tỉnh ủy"


def test_an_organ_has_the_committee_it_serves() -> None:
    found = body("Ban Tổ chức Tỉnh ủy Long An họp.")
    assert (found.vi, found.parent and found.parent.vi) == ("Ban Tổ chức Tỉnh ủy", "Tỉnh ủy")


def test_a_department_is_read_across_its_comma() -> None:
    found = body("Vụ địa phương III, Ban Tổ chức Trung ương mời.")
    assert found.entity == "id/org/ban-to-chuc-trung-uong/vu-dia-phuong-iii"


@pytest.mark.parametrize("short", ["T.Ư", "TƯ", "TW", "Trung ương"])
def test_a_central_commission_is_read_in_its_spellings(short: str) -> None:
    assert body(f"Ban Tổ chức {short} họp.").entity == "id/org/ban-to-chuc-trung-uong"


def test_the_executive_committee_of_a_province_is_its_committee() -> None:
    found = body("Ban Chấp hành Đảng bộ tỉnh Long An họp.")
    assert (found.vi, found.organ) == ("Tỉnh ủy", "tinh-uy")


def test_new_and_old_tone_marks_name_the_same_body() -> None:
    assert body("Tỉnh uỷ Long An họp.").organ == body("Tỉnh ủy Long An họp.").organ == "tinh-uy"


def test_a_named_body_ends_before_a_verb() -> None:
    assert body("Sở Nội vụ tham mưu việc này.").end == len("Sở Nội vụ")


def test_a_named_body_ends_before_a_person() -> None:
    found = body("Hội Nghệ nhân Trần Văn Mốt họp.")
    assert found.end == len("Hội Nghệ nhân")


def test_a_body_in_small_letters_is_a_kind_of_body() -> None:
    assert not list(find_bodies(reading("Các tỉnh ủy và ban tổ chức họp.")))


def test_a_ward_by_its_letter_has_a_body() -> None:
    assert body("UBND P. Bến Nghé họp.").level == "commune"


def test_a_body_and_its_letter_at_the_end_of_a_text_are_read() -> None:
    assert body("Sở Nội vụ P.").vi == "Sở Nội vụ"


def test_the_same_body_is_asked_for_once() -> None:
    here = reading("Tỉnh ủy Long An họp.")
    assert body_at(here, 0) is body_at(here, 0)


@pytest.mark.parametrize(
    "words", ["phòng CSGT công an tỉnh này", "Phòng CSGT đường bộ, đường sắt (Công an TP."]
)
def test_letters_of_a_division_before_more_words_are_read_once(words: str) -> None:
    assert all(found.end <= len(words) + 7 for found in find_bodies(reading(f"Trưởng {words}")))
