"""Tests of titles whose body is left out in part or stands elsewhere. Names and sentences are made up."""

from __future__ import annotations

import pytest

from kg.extract.reading import read
from kg.link.bodies import LinkedBody
from kg.link.finds import find_all
from kg.link.titles import link_titles
from kg.load import build_article
from kg.ontology import lexicon
from kg.vocab import VPO


def linked(text: str) -> list[LinkedBody | None]:
    """The bodies of the titles of a text, in order; None for a title without one."""
    finds = find_all(read(build_article(f"Tin trong ngày\n\n{text}"), lexicon()))
    bodies = link_titles(finds)
    return [bodies.get(title.start) for title in finds.titles]


def shorts(text: str) -> list[str | None]:
    return [body.short if body else None for body in linked(text)]


def units(text: str) -> list[str | None]:
    return [body.unit if body else None for body in linked(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Ông Lê Văn Tám, Bí thư Đảng ủy, Chủ tịch HĐND xã Mỹ Lộc dự. Có cả xã Tân Trụ.",
            ["Đảng ủy xã Mỹ Lộc", "Hội đồng nhân dân xã Mỹ Lộc"],
        ),
        (
            "Bà Trần Thị Chín, Phó Bí thư Thành ủy, Chủ tịch HĐND thành phố Phúc Yên.",
            ["Thành ủy Phúc Yên", "Hội đồng nhân dân thành phố Phúc Yên"],
        ),
        (
            "Ông Lê Văn Tám, Chủ tịch HĐND, Bí thư Huyện ủy Cần Đước, tỉnh Long An.",
            ["Hội đồng nhân dân huyện Cần Đước", "Huyện ủy Cần Đước"],
        ),
        (
            "Tại tỉnh Long An, ông Lê Văn Tám, Phó Bí thư Tỉnh ủy, Chủ tịch HĐND phát biểu.",
            ["Tỉnh ủy", "Hội đồng nhân dân tỉnh"],
        ),
    ],
)
def test_a_body_takes_the_unit_of_its_neighbour(text: str, expected: list[str]) -> None:
    assert shorts(text) == expected


def test_a_bare_council_is_of_the_province_as_it_is() -> None:
    assert shorts("Ở TP Đà Nẵng, bà Trần Thị Chín, Phó Chủ tịch HĐND, dự.") == ["Hội đồng nhân dân thành phố"]
    assert shorts("Ở tỉnh Long An, bà Trần Thị Chín, Phó Chủ tịch HĐND, dự.") == ["Hội đồng nhân dân tỉnh"]


def test_a_committee_of_a_council_is_printed_without_it() -> None:
    text = "HĐND tỉnh Long An họp. Ông Lê Văn Tám, Trưởng Ban Pháp chế, trình bày."
    assert shorts(text) == ["Ban Pháp chế Hội đồng nhân dân tỉnh"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Các chức vụ: Phó Chủ tịch, Chủ tịch UBND huyện Cần Đước.", "Ủy ban nhân dân huyện Cần Đước"),
        (
            "Bị kỷ luật có ông Lê Văn Tám (chủ tịch) và Trần Văn Chín (phó chủ tịch HĐND huyện Cần Đước).",
            "Hội đồng nhân dân huyện Cần Đước",
        ),
        (
            "Ban Lễ tang gồm 25 người, do ông Lê Văn Tám làm Trưởng ban.",
            "Ban Lễ tang",
        ),
        (
            "Bệnh viện Đa khoa Cần Đước khánh thành. Giám đốc Lê Văn Tám cảm ơn mọi người.",
            "Bệnh viện Đa khoa",
        ),
        (
            "Quân khu 7 tổ chức hội nghị. Trung tướng Lê Văn Tám, Tư lệnh, chủ trì.",
            "Quân khu 7",
        ),
        (
            "Bộ Y tế vừa có thông báo mới. Thứ trưởng Lê Văn Tám cho biết như vậy.",
            "Bộ Y tế",
        ),
    ],
)
def test_a_bare_title_finds_its_body(text: str, expected: str) -> None:
    assert (shorts(text)[0] or "").startswith(expected)


def test_two_ministries_leave_a_bare_minister_open() -> None:
    text = "Bộ Y tế làm việc với Bộ Tài chính. Thứ trưởng Lê Văn Tám cho biết như vậy."
    assert shorts(text) == [None]


def test_the_same_title_in_full_beside_the_same_name_tells() -> None:
    text = (
        "Trưởng ban Lê Văn Tám đến dự. Ban Quản lý Dự án Cầu Mới và Ban Dân tộc cùng dự."
        " Ông Lê Văn Tám, Trưởng Ban Dân tộc tỉnh Long An, phát biểu."
    )
    assert shorts(text)[0] == "Ban Dân tộc tỉnh"


def test_a_head_with_a_colon_gives_the_committee_of_a_bare_secretary() -> None:
    text = (
        "Đảng ủy UBND tỉnh Long An: đồng chí Lê Văn Tám, Phó Bí thư Tỉnh ủy, làm Bí thư;"
        " đồng chí Trần Văn Chín làm Phó Bí thư."
    )
    assert shorts(text)[1] == "Đảng ủy Ủy ban nhân dân tỉnh"


def test_a_department_alone_is_the_one_named_before() -> None:
    text = "Sở Tư pháp tỉnh Long An họp báo. Ông Lê Văn Tám, Giám đốc Sở, trả lời."
    assert (shorts(text), units(text)) == (["Sở Tư pháp"], ["id/adm63/long-an"])


def test_the_party_committee_of_the_armed_forces_has_its_own_name() -> None:
    text = "Đại tá Lê Văn Tám, Phó Bí thư Đảng ủy, Chỉ huy trưởng Bộ CHQS tỉnh Long An."
    assert shorts(text)[0] == "Đảng ủy Quân sự tỉnh"


def test_the_party_committee_beside_a_region_of_the_army_is_its() -> None:
    text = "Trung tướng Lê Văn Tám, Bí thư Đảng ủy, Chính ủy Quân khu 7."
    assert shorts(text) == ["Đảng ủy Quân khu 7", "Quân khu 7"]


def test_an_organ_of_a_committee_takes_it_from_its_neighbour() -> None:
    text = "Bà Trần Thị Chín, Ủy viên Ban Thường vụ Tỉnh ủy Long An, Chủ nhiệm Ủy ban Kiểm tra."
    assert shorts(text)[1] == "Ủy ban Kiểm tra Tỉnh ủy"


def test_a_town_committee_is_of_the_town_the_article_names() -> None:
    text = "Thành ủy Trà Vinh, tỉnh Trà Vinh họp. Ông Lê Văn Tám, Chủ tịch UBND thành phố, dự."
    assert shorts(text) == ["Ủy ban nhân dân thành phố Trà Vinh"]


def test_a_division_is_of_the_one_department_before_it() -> None:
    text = "Sở Xây dựng Hà Nội kiểm điểm ông Lê Văn Tám, Trưởng phòng Quản lý hạ tầng."
    assert shorts(text) == ["Phòng Quản lý hạ tầng, Sở Xây dựng"]


def test_a_division_with_the_name_of_a_district_is_of_the_district() -> None:
    text = "Huyện Cần Đước họp. Bà Trần Thị Chín, Trưởng phòng Nội vụ, dự."
    assert shorts(text) == ["Phòng Nội vụ huyện Cần Đước"]


def test_homonyms_stay_open_with_their_candidates() -> None:
    (body,) = [body for body in linked("Ông Lê Văn Tám, Bí thư Huyện ủy Châu Thành.") if body]
    assert body.unit is None
    assert "id/adm63/long-an" in body.candidates
    assert body.how == VPO.unresolved


def test_a_town_in_the_gazetteer_tells_the_province_of_a_bare_committee() -> None:
    text = "Sáng nay, huyện Cần Đước họp. Dự có ông Lê Văn Tám, Phó Bí thư Tỉnh ủy."
    (body,) = [body for body in linked(text) if body]
    assert (body.unit, body.how) == ("id/adm63/long-an", VPO.gazetteer)


def test_a_former_district_is_of_the_former_province_that_is_named() -> None:
    text = (
        "Ngày 10/2/2026, TP Cần Thơ họp. Ông Lê Văn Tám từng là Chánh Văn phòng UBND tỉnh Hậu Giang;"
        " Phó Bí thư Huyện ủy Châu Thành."
    )
    assert units(text)[-1] == "id/adm63/hau-giang"


def test_a_commune_of_today_is_of_the_province_of_today() -> None:
    text = "Ngày 10/9/2025, phường Điện Bàn (trước thuộc Quảng Nam) họp. Ông Lê Văn Tám, Bí thư Đảng ủy, dự."
    assert units(text) == ["id/adm34/da-nang"]


def test_without_a_day_the_printed_kind_of_a_unit_tells_the_era() -> None:
    """Cẩm Thủy was a ward of Quảng Ninh, and is a commune of Thanh Hóa since 2025."""
    assert units("Ông Lê Văn Tám, Bí thư Đảng ủy xã Cẩm Thủy, dự.") == ["id/adm63/thanh-hoa"]
    assert units("Ông Lê Văn Tám, Bí thư Đảng ủy phường Cẩm Thủy, dự.") == ["id/adm63/quang-ninh"]


def test_a_province_that_is_gone_is_no_ground_for_a_new_post() -> None:
    text = (
        "Ngày 10/9/2025, tỉnh Phú Thọ họp. Ông Lê Văn Tám, nguyên Giám đốc Sở Y tế tỉnh Hòa Bình,"
        " giữ chức Chánh Thanh tra tỉnh."
    )
    assert units(text)[-1] == "id/adm34/phu-tho"


def test_a_department_of_a_commission_that_is_named_alone_is_of_it() -> None:
    text = "Ban Tổ chức Trung ương họp.\n\nÔng Lê Văn Tám, Vụ trưởng Vụ Cơ sở đảng, dự."
    assert shorts(text) == ["Vụ Cơ sở đảng, Ban Tổ chức Trung ương"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Trường Tiểu học Mỹ Lộc (huyện Cần Đước, tỉnh Long An) họp. Ông Lê Văn Tám, Hiệu trưởng trường.",
            "Trường Tiểu học Mỹ Lộc",
        ),
        (
            "Sở Nội vụ tỉnh Long An cử ông Lê Văn Tám, Phó Hiệu trưởng Đại học Tân Văn, làm Giám đốc Sở.",
            "Sở Nội vụ",
        ),
        (
            "Chánh Thanh tra Sở Xây dựng tỉnh Long An họp. Ông Lê Văn Tám (phó chánh thanh tra) vắng.",
            "Thanh tra Sở Xây dựng",
        ),
        (
            "Ban Quản lý Đường sắt đô thị TP.HCM (BQĐ) họp. Ông Lê Văn Tám, Trưởng ban BQĐ, dự.",
            "Ban Quản lý Đường sắt đô thị thành phố",
        ),
        (
            "Ngân hàng Tân Văn Phát (NTP) họp. Ông Lê Văn Tám, Giám đốc Ngân hàng NTP tỉnh Long An, dự.",
            "Ngân hàng Tân Văn Phát tỉnh",
        ),
    ],
)
def test_a_word_for_the_kind_or_letters_mean_a_body_named_before(text: str, expected: str) -> None:
    assert shorts(text)[-1] == expected


def test_the_ministry_at_the_end_of_a_list_is_that_of_its_departments_and_offices() -> None:
    text = "Ông Lê Văn Tám từng là Phó Vụ trưởng Vụ Tổ chức cán bộ; Chánh Văn phòng; Thứ trưởng Bộ Xây dựng."
    assert shorts(text) == ["Vụ Tổ chức cán bộ, Bộ Xây dựng", "Văn phòng Bộ Xây dựng", "Bộ Xây dựng"]


def test_a_comma_sets_a_body_off_from_the_title_that_heads_it() -> None:
    text = "Ông Lê Văn Tám - Phó tham mưu trưởng, Bộ chỉ huy quân sự tỉnh Long An - dự."
    assert shorts(text) == ["Bộ Chỉ huy Quân sự tỉnh"]


def test_the_office_beside_a_spokesperson_is_that_of_the_committee() -> None:
    text = "Ông Lê Văn Tám, Chánh văn phòng kiêm người phát ngôn UBND tỉnh Long An, dự."
    assert shorts(text) == ["Văn phòng Ủy ban nhân dân tỉnh", "Ủy ban nhân dân tỉnh"]


@pytest.mark.parametrize(
    "text",
    [
        "Tại tỉnh Long An, ông Lê Văn Tám, Cục trưởng Cục Bảo vệ chính trị III, dự.",
        "Tại tỉnh Long An, ông Lê Văn Tám, Bí thư Đảng ủy Tổng công ty Sao Mai, dự.",
        "Tại tỉnh Long An, ông Lê Văn Tám, Chủ tịch Hiệp hội Dâu tằm tơ VN, dự.",
        "Tại tỉnh Long An, ông Lê Văn Tám, Bí thư Đảng đoàn Hội Luật gia Việt Nam, dự.",
        "Tại tỉnh Long An, ông Lê Văn Tám, Chủ tịch Hội đồng Quốc phòng và An ninh, dự.",
    ],
)
def test_a_body_of_the_country_inherits_no_province(text: str) -> None:
    assert units(text) == [None]


def test_a_bureau_that_each_province_has_inherits_the_province() -> None:
    text = "Tại tỉnh Long An, ông Lê Văn Tám, Cục trưởng Cục Thống kê, dự."
    assert units(text) == ["id/adm63/long-an"]


def test_a_company_of_the_province_inherits_the_province() -> None:
    text = "Tại tỉnh Long An, ông Lê Văn Tám, Giám đốc Công ty Quản lý đất tỉnh, dự."
    assert units(text) == ["id/adm63/long-an"]


def test_a_division_is_of_the_department_of_its_sentence() -> None:
    text = (
        "UBND tỉnh Long An báo cáo. Phó Giám đốc Sở Xây dựng tỉnh Long An Lê Văn Tám, "
        "Trưởng phòng Hạ tầng đô thị Trần Thị Chín dự."
    )
    assert shorts(text)[-1] == "Phòng Hạ tầng đô thị, Sở Xây dựng"


def test_beside_a_provincial_committee_a_city_committee_is_of_the_town_that_is_named() -> None:
    text = (
        "Tại Gia Lai, ông Lê Văn Tám, Ủy viên Ban Thường vụ Tỉnh ủy, Bí thư Thành ủy; "
        "ông Trần Văn Chín, Chủ tịch UBND TP Pleiku, dự."
    )
    assert shorts(text)[1] == "Thành ủy Pleiku"


def test_the_secretary_general_beside_the_office_is_of_the_assembly() -> None:
    text = "Ông Lê Văn Tám, Tổng Thư ký, Chủ nhiệm Văn phòng Quốc hội, dự."
    assert shorts(text) == ["Quốc hội", "Văn phòng Quốc hội"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Chủ tịch Mặt trận Lê Văn Tám phát biểu.", ["Ủy ban Trung ương Mặt trận Tổ quốc Việt Nam"]),
        (
            "Ở tỉnh Long An, ông Lê Văn Tám, Phó Chủ tịch Mặt trận Tổ quốc Việt Nam, đến thăm.",
            ["Ủy ban Trung ương Mặt trận Tổ quốc Việt Nam"],
        ),
        (
            "Ở tỉnh Long An, Ủy ban MTTQ tỉnh họp. Ông Lê Văn Tám, Chủ tịch Mặt trận, dự.",
            ["Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh"],
        ),
    ],
)
def test_a_front_without_unit_is_the_one_spoken_of(text: str, expected: list[str]) -> None:
    assert shorts(text) == expected


def test_a_board_alone_is_that_of_the_company_beside_it() -> None:
    text = "Ông Lê Văn Tám, Chủ tịch HĐQT, Tổng giám đốc Tổng công ty Cảng Nam Hải, dự."
    assert shorts(text) == ["Hội đồng quản trị Tổng công ty Cảng Nam Hải", "Tổng công ty Cảng Nam Hải"]


def test_a_board_of_no_company_has_no_province() -> None:
    assert units("Ở tỉnh Long An, ông Lê Văn Tám, Chủ tịch HĐQT, dự.") == [None]


def test_a_minister_who_leads_a_committee_too_is_no_minister_of_it() -> None:
    assert shorts("Bộ trưởng - Bí thư Thành ủy TP HCM Lê Văn Tám phát biểu.") == [None, "Thành ủy"]


def test_an_editor_alone_is_of_the_newspaper_named_before() -> None:
    text = "Bà Trần Thị Chín, Phó Tổng Biên tập Báo Lao Động, làm Tổng Biên tập của báo."
    assert shorts(text) == ["Báo Lao Động", "Báo Lao Động"]


def test_leaders_of_a_commune_that_a_sentence_lists_are_of_its_bodies() -> None:
    text = (
        "Bà Trần Thị Chín, Bí thư Đảng ủy xã Mỹ Lộc, dự. Cán bộ chủ chốt của xã là Phó Chủ tịch UBND Lê "
        "Văn Tám và "
        "Phó Chủ tịch HĐND Lê Thị Mười vắng mặt."
    )
    assert shorts(text)[1:] == ["Ủy ban nhân dân xã Mỹ Lộc", "Hội đồng nhân dân xã Mỹ Lộc"]


def test_an_organ_alone_is_the_one_in_full_beside_the_same_name() -> None:
    text = (
        "Trưởng Ban Tổ chức Trung ương Lê Văn Tám làm việc với Thành ủy Hà Nội. Trưởng Ban Tổ chức Lê "
        "Văn Tám phát "
        "biểu."
    )
    assert shorts(text) == ["Ban Tổ chức Trung ương", "Ban Tổ chức Trung ương"]


def test_a_secretary_alone_is_of_no_board_of_a_company() -> None:
    text = "Có cả Bí thư Lê Văn Tám. Bà Trần Thị Chín là Chủ tịch Hội đồng quản trị Công ty cổ phần An Viên."
    assert shorts(text)[0] is None


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("Bí thư Đoàn Thanh niên Bộ Y tế", "Đoàn Thanh niên Cộng sản Hồ Chí Minh Bộ Y tế"),
        ("Bí thư Đoàn khối các cơ quan Trung ương", "Đoàn Khối các cơ quan Trung ương"),
        (
            "Ủy viên Đoàn Chủ tịch UBTƯ Mặt trận Tổ quốc Việt Nam",
            "Ủy ban Trung ương Mặt trận Tổ quốc Việt Nam",
        ),
    ],
)
def test_mass_organisations_inside_and_above(title: str, body: str) -> None:
    assert shorts(f"Ông Lê Văn Tám, {title}, dự.") == [body]


def test_a_department_is_of_the_ministry_that_another_one_prints() -> None:
    text = (
        "Ông Lê Văn Tám, Phó Vụ trưởng Vụ Tổ chức cán bộ, Bộ Tài chính, dự. Bà Trần Thị Chín, Vụ trưởng "
        "Vụ Pháp chế, "
        "cũng dự."
    )
    assert shorts(text) == ["Vụ Tổ chức cán bộ, Bộ Tài chính", "Vụ Pháp chế, Bộ Tài chính"]
