"""Which province is meant: printed, of the sentence, of the article, of the outlet, or none."""

from __future__ import annotations

import pytest
from extracting import facts, read_text

from kg.model import Extraction
from kg.vocab import VPO

HEAD = "Tin trong tỉnh\n\n"


def read(text: str, **meta: str) -> Extraction:
    return read_text(HEAD + text, **({"published": "2018-08-10"} | meta))


def bodies(text: str, **meta: str) -> set[str | None]:
    found = read(text, **meta)
    return {fact.role(VPO.organization) for fact in facts(found, VPO.BodyObservation)}


def how(text: str, **meta: str) -> set[str]:
    found = facts(read(text, **meta), VPO.HoldingObservation)
    return {(fact.role(VPO.inheritance) or "").rsplit("#", 1)[-1] for fact in found}


def _of_committee(text: str) -> str:
    """The province of the committee of Phú Thứ, from its name."""
    (name,) = (name for name in bodies(text) if name and "phu-thu" in name)
    return name.rpartition("phu-thu-")[2]


TITLE = "Ông Nguyễn Văn Mốt, Giám đốc Sở Nội vụ tỉnh, phát biểu."


def test_a_printed_province_is_of_the_same_phrase() -> None:
    assert how("Ông Nguyễn Văn Mốt, Bí thư Tỉnh ủy Long An, phát biểu.") == {"samePhrase"}


def test_a_province_of_the_sentence_is_inherited() -> None:
    assert how("Tại Long An, ông Nguyễn Văn Mốt, Bí thư Tỉnh ủy, phát biểu.") == {"sameSentence"}


def test_a_province_of_the_article_is_inherited() -> None:
    assert how(f"Tỉnh Long An họp hôm nay. {TITLE}") == {"articleContext"}


def test_the_home_of_the_outlet_is_inherited() -> None:
    assert how(TITLE, url="https://baolongan.vn/tin-1.html") == {"outlet"}


def test_nothing_is_inherited_from_nothing() -> None:
    assert how(TITLE) == {"unresolved"}


def test_an_address_that_is_none_tells_nothing() -> None:
    assert how(TITLE, url="http://[tin") == {"unresolved"}


def test_a_list_of_provinces_is_no_context() -> None:
    assert how(f"Có các tỉnh Long An, Tây Ninh, Đồng Nai. {TITLE}") == {"unresolved"}


def test_the_era_follows_the_day_of_the_article() -> None:
    text = "Tỉnh ủy Tây Ninh họp."
    assert bodies(text) == {"id/org/tinh-uy-tay-ninh"}
    assert bodies(text, published="2025-08-10") == {"id/org/tinh-uy-tay-ninh-2025"}


def test_a_district_has_the_province_printed_with_it_elsewhere() -> None:
    text = "Huyện ủy Cần Đước họp. Đoàn về huyện Cần Đước (tỉnh Long An) kiểm tra."
    assert "id/org/huyen-uy-can-duoc-long-an" in bodies(text)


def test_a_town_that_is_a_ward_by_now_is_found_where_the_article_tells_of_its_province() -> None:
    text = "Ông Nguyễn Văn Mốt, Chủ tịch UBND thị trấn Phú Thứ, phát biểu."
    near = f"{text} Người dân gửi đơn đến UBND huyện Kinh Môn."
    assert [_of_committee(said) for said in (text, near)] == ["phu-yen", "hai-duong"]


def test_a_body_that_nothing_tells_apart_has_no_name() -> None:
    assert bodies("Huyện ủy Châu Thành họp.") == {None}


def test_a_town_committee_is_of_the_town_in_its_province() -> None:
    assert bodies("Thành ủy Trà Vinh họp.") == {"id/org/thanh-uy-tra-vinh-tra-vinh"}


def test_the_committee_of_a_bare_secretary_is_that_of_the_neighbour() -> None:
    found = bodies("Dự có ông Nguyễn Văn Mốt, Phó Bí thư, Chủ tịch UBND tỉnh Long An.")
    assert "id/org/tinh-uy-long-an" in found


def test_the_party_committee_is_of_the_body_beside_it() -> None:
    found = bodies("Dự có ông Nguyễn Văn Mốt, Bí thư Đảng ủy, Giám đốc Công an tỉnh Long An.")
    assert "id/org/dang-uy-cong-an-tinh-long-an" in found


def test_posts_of_one_person_are_of_the_province_that_the_others_print() -> None:
    text = (
        "Ông Nguyễn Văn Mốt, Bí thư Tỉnh ủy Long An, dự. Tỉnh Bến Tre báo cáo. Bến Tre hứa cố gắng.\n"
        "Khi giữ cương vị Chủ tịch UBND tỉnh, ông Nguyễn Văn Mốt đã ký."
    )
    held = facts(read(text), VPO.HoldingObservation)
    assert {fact.role(VPO.organization) for fact in held} == {
        "id/org/tinh-uy-long-an",
        "id/org/uy-ban-nhan-dan-tinh-long-an",
    }


@pytest.mark.parametrize(
    ("office", "kind"),
    [
        ("Văn phòng Tỉnh ủy Long An", VPO.PartyOrgan),
        ("Văn phòng UBND tỉnh Long An", VPO.StateBody),
        ("Văn phòng Sở Nội vụ tỉnh Long An", VPO.StateBody),
        ("Văn phòng Hội Nông dân tỉnh Long An", VPO.FrontOrMassBody),
    ],
)
def test_an_office_is_of_the_class_of_the_body_it_serves(office: str, kind: str) -> None:
    found = read(f"Dự hội nghị có đồng chí Nguyễn Văn Mốt, Chánh {office}.")
    said = {fact.role(VPO.organization): fact for fact in facts(found, VPO.BodyObservation)}
    assert [said[name].role(VPO.organizationClass) for name in said if name and "van-phong" in name] == [kind]
