"""Who holds which title: beside the name, under verbs, at the head of a list, in a career."""

from __future__ import annotations

import pytest
from extracting import facts, person, read_text

from kg.model import Extraction
from kg.vocab import VPO

HEAD = "Tin trong tỉnh\n\n"
Row = tuple[str, str, str]


def read(text: str) -> Extraction:
    return read_text(HEAD + text, published="2024-05-10")


def held(text: str) -> set[Row]:
    """Return who holds which role with which status."""
    found = read(text)
    return {
        (
            person(found, fact.role(VPO.holder)),
            (fact.role(VPO.role) or "").rsplit("/", 1)[-1],
            (fact.role(VPO.assertedStatus) or "").rsplit("#", 1)[-1],
        )
        for fact in facts(found, VPO.HoldingObservation)
    }


MOT, HAI, BA = "Nguyễn Văn Mốt", "Trần Thị Hăm", "Lê Sáu Mươi"


@pytest.mark.parametrize(
    "text",
    [
        f"Chủ tịch UBND tỉnh Long An {MOT} phát biểu.",
        f"Chủ tịch UBND tỉnh Long An - {MOT} phát biểu.",
        f"Đồng chí {MOT}, Chủ tịch UBND tỉnh Long An phát biểu.",
        f"Ông {MOT} (Chủ tịch UBND tỉnh Long An) phát biểu.",
        f"Ông {MOT} (53 tuổi), Chủ tịch UBND tỉnh Long An, phát biểu.",
        f"Ông {MOT} hiện giữ chức Chủ tịch UBND tỉnh Long An.",
    ],
)
def test_a_title_beside_a_name_is_held(text: str) -> None:
    assert held(text) == {(MOT, "chu-tich", "current")}


def test_titles_of_a_list_stay_with_their_names() -> None:
    text = f"Dự có {MOT}, Bí thư Tỉnh ủy Long An; {HAI}, Chủ tịch UBND tỉnh Long An."
    assert held(text) == {(MOT, "bi-thu", "current"), (HAI, "chu-tich", "current")}


def test_two_titles_before_a_name_are_both_held() -> None:
    text = f"Dự có Phó Bí thư Tỉnh ủy, Chủ tịch UBND tỉnh Long An {MOT}."
    assert held(text) == {(MOT, "pho-bi-thu", "current"), (MOT, "chu-tich", "current")}


def test_a_plural_title_heads_a_list_of_names() -> None:
    text = f"Dự có các Phó Chủ tịch UBND tỉnh Long An: {MOT}, {HAI} và {BA}."
    assert held(text) == {(name, "pho-chu-tich", "current") for name in (MOT, HAI, BA)}


def test_posts_spoken_of_are_held_by_nobody() -> None:
    assert held("Hội nghị bàn về các chức danh Bí thư, Phó Bí thư Tỉnh ủy Long An.") == set()


@pytest.mark.parametrize(("word", "status"), [("nguyên", "former"), ("quyền", "acting")])
def test_a_prefix_gives_the_status(word: str, status: str) -> None:
    assert held(f"Ông {MOT}, {word} Chủ tịch UBND tỉnh Long An, phát biểu.") == {(MOT, "chu-tich", status)}


@pytest.mark.parametrize("verb", ["bổ nhiệm", "phân công", "điều động"])
def test_a_verb_opens_a_post(verb: str) -> None:
    text = f"Tỉnh ủy Long An {verb} ông {MOT} giữ chức Giám đốc Sở Nội vụ tỉnh Long An."
    assert held(text) == {(MOT, "giam-doc", "elect")}


@pytest.mark.parametrize("verb", ["thôi giữ chức", "được miễn nhiệm chức danh", "bị cách chức"])
def test_a_verb_closes_a_post(verb: str) -> None:
    assert held(f"Ông {MOT} {verb} Chủ tịch UBND tỉnh Long An.") == {(MOT, "chu-tich", "former")}


def test_an_order_in_the_passive_is_about_its_object() -> None:
    text = f"HĐND tỉnh miễn nhiệm chức vụ Chủ tịch UBND tỉnh Long An đối với ông {MOT}."
    assert held(text) == {(MOT, "chu-tich", "former")}


@pytest.mark.parametrize("word", ["không", "chưa"])
def test_what_did_not_happen_opens_no_post(word: str) -> None:
    assert held(f"Ông {MOT} {word} được bầu giữ chức Chủ tịch UBND tỉnh Long An.") == set()


def test_a_proposal_opens_no_post() -> None:
    text = f"Tỉnh ủy giới thiệu ông {MOT} để HĐND tỉnh bầu giữ chức Chủ tịch UBND tỉnh Long An."
    assert held(text) == set()


def test_who_hands_over_the_decision_is_not_appointed() -> None:
    text = f"Ông {MOT} trao quyết định bổ nhiệm bà {HAI} giữ chức Giám đốc Sở Nội vụ tỉnh Long An."
    assert held(text) == {(HAI, "giam-doc", "elect")}


def test_a_transfer_closes_the_old_post() -> None:
    text = (
        f"Tỉnh ủy điều động ông {MOT}, Giám đốc Sở Nội vụ tỉnh Long An, "
        "giữ chức Chánh Văn phòng Tỉnh ủy Long An."
    )
    assert held(text) == {(MOT, "giam-doc", "former"), (MOT, "chanh-van-phong", "elect")}


def test_who_is_replaced_leaves_the_post() -> None:
    text = f"Ông {MOT} được bổ nhiệm giữ chức Giám đốc Sở Nội vụ tỉnh Long An, thay bà {HAI}."
    assert held(text) == {(MOT, "giam-doc", "elect"), (HAI, "giam-doc", "former")}


def test_a_pronoun_goes_on_about_the_person_before() -> None:
    text = f"Ông {MOT} đến từ xã vùng sâu. Ông từng giữ chức Giám đốc Sở Nội vụ tỉnh Long An."
    assert held(text) == {(MOT, "giam-doc", "former")}


def test_a_pronoun_of_the_other_gender_goes_on_about_nobody() -> None:
    text = f"Ông {MOT} đến từ xã vùng sâu. Bà từng giữ chức Giám đốc Sở Nội vụ tỉnh Long An."
    assert held(text) == set()


def test_a_dated_line_of_a_career_is_past() -> None:
    text = f"Ông {MOT} quê Long An.\n\n- Từ 8/2006 đến 5/2010: Phó Giám đốc Sở Nội vụ tỉnh Long An."
    assert held(text) == {(MOT, "pho-giam-doc", "former")}


def test_a_guest_from_abroad_holds_no_post_of_ours() -> None:
    assert held("Đoàn Lào có bà Khăm Phúc, Phó Bí thư Tỉnh ủy, đến chào.") == set()


def test_a_seat_named_in_the_furniture_of_a_page_is_left_alone() -> None:
    text = f"Chủ tịch UBND tỉnh Long An {MOT} phát biểu tại hội nghị."
    assert held(f"{text}\n\n>> Ai tham gia Ban Chấp hành, Ban Thường vụ") == {(MOT, "chu-tich", "current")}


def bodies(text: str) -> set[Row]:
    """Return who holds which role in which body."""
    found = read(text)
    return {
        (
            person(found, fact.role(VPO.holder)),
            (fact.role(VPO.role) or "").rsplit("/", 1)[-1],
            (fact.role(VPO.organization) or "").removeprefix("https://vpo.example/").removeprefix("id/org/"),
        )
        for fact in facts(found, VPO.HoldingObservation)
    }


def test_a_number_of_holders_told_of_one_by_one() -> None:
    text = (
        f"Ba phó chủ tịch UBND tỉnh Long An không còn công tác: ông {MOT} xin nghỉ, bà {HAI} nghỉ hưu, "
        f"ông {BA} chuyển về Trung ương."
    )
    assert held(text) == {(who, "pho-chu-tich", "former") for who in (MOT, HAI, BA)}


def test_who_stands_in_a_phrase_in_front_is_not_the_subject() -> None:
    text = f"Nhận quyết định cùng ngày với ông {MOT}, ông {BA} từng là Bí thư Huyện ủy Cần Đước."
    assert held(text) == {(BA, "bi-thu", "former")}


def test_both_of_a_pair_hold_what_is_said_of_them() -> None:
    text = f"Ông {MOT}, ông {BA} từng là Bí thư Huyện ủy Cần Đước."
    assert {row[0] for row in held(text)} == {MOT, BA}


@pytest.mark.parametrize("opening", ["giữ nhiều chức vụ như:", "từng đảm nhiệm nhiều vị trí như:"])
def test_many_posts_are_a_career(opening: str) -> None:
    text = (
        f"Trước đó, ông {MOT} {opening} Bí thư Huyện ủy Cần Đước; Giám đốc Sở Nội vụ Long An (2010-2015); "
        "Phó Bí thư Tỉnh ủy Long An."
    )
    assert {row[1:] for row in held(text)} >= {("giam-doc", "former"), ("pho-bi-thu", "former")}


def test_a_bracket_with_the_place_does_not_end_a_list() -> None:
    text = f"Ông {MOT} từng là Bí thư Huyện đoàn Châu Thành (Long An), Chánh Văn phòng UBND tỉnh Long An."
    assert held(text) == {(MOT, "bi-thu", "former"), (MOT, "chanh-van-phong", "former")}


def test_a_bracket_with_the_holder_ends_it() -> None:
    text = f"Dự có Bí thư Tỉnh ủy Long An (ông {MOT}), Chủ tịch UBND tỉnh Long An (bà {HAI})."
    assert held(text) == {(MOT, "bi-thu", "current"), (HAI, "chu-tich", "current")}


@pytest.mark.parametrize("seat", ["ủy viên Trung ương", "Ủy viên Trung ương khóa XII", "ủy viên trung ương"])
def test_the_central_committee_is_meant_without_the_word_party(seat: str) -> None:
    text = f"Ông {MOT} 56 tuổi, quê Long An, là {seat}, Phó Trưởng ban Nội chính Trung ương."
    assert (MOT, "uy-vien", "ban-chap-hanh-trung-uong") in bodies(text)


def test_the_centre_of_a_mass_organisation_is_its_own() -> None:
    text = f"Ông {MOT} là ủy viên trung ương Hội Nông dân Việt Nam."
    assert "ban-chap-hanh-trung-uong" not in {row[2] for row in bodies(text)}


def test_a_bare_committee_is_that_of_the_organisation_after_it() -> None:
    text = (
        "Bộ Chính trị cách chức Ủy viên Ban Thường vụ Đảng ủy, Ủy viên Ban Chấp hành Đảng bộ "
        f"Tổng cục Kỹ thuật, Bộ Công an đối với ông {MOT}."
    )
    assert "bo-cong-an/dang-uy-tong-cuc-ky-thuat" in {row[2] for row in bodies(text)}


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("Ủy ban Kiểm tra Đảng ủy khối kinh tế Trung ương", "ubkt"),
        ("Văn phòng Đảng ủy cơ quan Bộ Nội vụ", "van-phong"),
    ],
)
def test_committees_of_blocs_and_offices(printed: str, name: str) -> None:
    found = read(f"Ông {MOT} từng là Chủ nhiệm {printed}, sau đó nghỉ hưu tại Long An.")
    assert any(mention.surface.endswith(printed) for mention in found.mentions), name


def test_an_article_about_another_country_names_none_of_ours() -> None:
    text = (
        "Trung Quốc công bố lãnh đạo mới\n\nĐảng Cộng sản Trung Quốc bầu Bộ Chính trị tại Bắc Kinh.\n"
        "Ông Hứa Mười Lăm được bầu làm Phó Chủ tịch Quân ủy Trung ương. Trung Quốc nói sẽ đổi mới."
    )
    found = read_text(text, published="2024-05-10")
    assert not list(facts(found, VPO.HoldingObservation))
    assert not list(facts(found, VPO.NamedPerson))


def test_our_ambassador_in_such_an_article_is_ours() -> None:
    text = (
        "Trung Quốc công bố lãnh đạo mới\n\nĐảng Cộng sản Trung Quốc bầu Bộ Chính trị tại Bắc Kinh. "
        "Trung Quốc đổi mới.\n"
        f"Đại sứ Việt Nam tại Trung Quốc {MOT} dự lễ ở Bắc Kinh. Báo Trung Quốc và báo Nhật Bản đưa tin."
    )
    found = read_text(text, published="2024-05-10")
    assert [person(found, fact.role(VPO.holder)) for fact in facts(found, VPO.HoldingObservation)] == [MOT]


def test_the_office_of_a_central_body_in_a_region_is_a_body_of_its_own() -> None:
    text = f"Ông {MOT} giữ chức Kiểm toán trưởng Kiểm toán nhà nước khu vực V."
    assert bodies(text) == {(MOT, "kiem-toan-truong", "kiem-toan-nha-nuoc-khu-vuc-v")}


def test_a_capital_tells_the_head_of_a_department_from_the_word_for_a_post() -> None:
    assert held(f"Ông {MOT} giữ chức Vụ trưởng Vụ Tổng hợp.") == {(MOT, "vu-truong", "current")}
    assert held(f"Ông {MOT} giữ chức vụ Trưởng ban Nội chính Trung ương.") == {(MOT, "truong-ban", "current")}


def test_an_announcement_gives_the_office_that_follows_the_one_held_until_then() -> None:
    text = f"UBND tỉnh Long An công bố: Giám đốc Sở Nội vụ {MOT} giữ chức Phó Chủ tịch UBND tỉnh."
    assert held(text) == {(MOT, "giam-doc", "former"), (MOT, "pho-chu-tich", "elect")}


def test_a_newspaper_that_prints_kinds_of_bodies_in_lower_case() -> None:
    text = (
        "Nhiều lãnh đạo bộ Chỉ huy Bộ đội Biên phòng tỉnh Long An bị kỷ luật. Cụ thể: "
        f"Đại tá {MOT}, nguyên Chính ủy, nguyên Bí thư Đảng ủy; "
        f"Đại tá {BA}, Tỉnh ủy viên, Phó Bí thư Đảng ủy, Chỉ huy trưởng."
    )
    assert bodies(text) == {
        (MOT, "chinh-uy", "bo-chi-huy-bo-doi-bien-phong-tinh-long-an"),
        (MOT, "bi-thu", "dang-uy-bo-doi-bien-phong-tinh-long-an"),
        (BA, "tinh-uy-vien", "tinh-uy-long-an"),
        (BA, "pho-bi-thu", "dang-uy-bo-doi-bien-phong-tinh-long-an"),
        (BA, "chi-huy-truong", "bo-chi-huy-bo-doi-bien-phong-tinh-long-an"),
    }


def test_a_degree_is_no_person_who_holds_the_posts_after_it() -> None:
    text = f"Ông {MOT} là cử nhân Luật, thạc sĩ Quản lý kinh tế, từng giữ chức Bí thư Huyện ủy Cần Đước."
    assert held(text) == {(MOT, "bi-thu", "former")}


@pytest.mark.parametrize(
    "printed", ["Tài chính - ngân sách của Quốc hội", "Tài chính ngân sách", "Tài chính, Ngân sách"]
)
def test_a_committee_of_the_assembly_in_any_spelling(printed: str) -> None:
    assert {row[2] for row in bodies(f"Ông {MOT}, Ủy viên Ủy ban {printed}, phát biểu.")} == {
        "uy-ban-tai-chinh-ngan-sach"
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"Ông {MOT}, đương kim Bí thư Tỉnh ủy Long An, phát biểu.", {(MOT, "bi-thu", "current")}),
        (f"Ông {MOT} - nguyên UV Bộ Chính trị - dự lễ.", {(MOT, "uy-vien", "former")}),
        (f"Bí thư Huyện ủy Cần Đước bấy giờ là {MOT} đến thăm.", {(MOT, "bi-thu", "former")}),
        (f"Ông {MOT} được trúng cử vào vị trí Chủ tịch UBND tỉnh Long An.", {(MOT, "chu-tich", "elect")}),
        (f"Ông {MOT} được bầu vào Bộ Chính trị.", {(MOT, "uy-vien", "elect")}),
        (f"Ông {MOT} được bầu vào Ban Bí thư Trung ương Đảng khóa XII.", {(MOT, "uy-vien", "elect")}),
        (f"Hội nghị bầu bổ sung ông {MOT} vào Ban Chấp hành Trung ương.", {(MOT, "uy-vien", "elect")}),
        (f"Hội nghị đề xuất bầu bổ sung ông {MOT} vào Bộ Chính trị.", set()),
        (
            f"Ông {MOT}, quê Bến Lức (Long An), là tiến sĩ kinh tế, Bí thư Tỉnh ủy.",
            {(MOT, "bi-thu", "current")},
        ),
    ],
)
def test_more_ways_to_say_who_holds_what(text: str, expected: set[Row]) -> None:
    assert held(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"Ông {MOT} là Phó Chánh Thanh tra Sở Nội vụ Long An.", "thanh-tra-so-noi-vu-long-an"),
        (
            f"Ông {MOT} là Phó Tổng Giám đốc Tổng công ty Xây dựng Sài Gòn.",
            "tong-cong-ty-xay-dung-sai-gon-ho-chi-minh",
        ),
        (
            f"Ông {MOT}, Phó Trưởng phòng Quản lý nhà Sở Xây dựng Long An.",
            "phong-quan-ly-nha-so-xay-dung-long-an",
        ),
    ],
)
def test_the_name_of_a_body_goes_to_its_end(text: str, expected: str) -> None:
    assert {row[2] for row in bodies(text)} == {expected}


def test_a_minister_who_heads_an_office_has_that_office() -> None:
    text = f"Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ {MOT} dự họp cùng Bộ trưởng Bộ Y tế {BA}."
    assert bodies(text) == {
        (MOT, "bo-truong", "van-phong-chinh-phu"),
        (MOT, "chu-nhiem", "van-phong-chinh-phu"),
        (BA, "bo-truong", "bo-y-te"),
    }


def test_a_given_name_is_no_form_of_address() -> None:
    text = (
        f"Ông {MOT} dự. Trước đó, Giám đốc Sở Nội vụ Lê Ngọc Anh được điều động giữ chức Bí thư Huyện ủy "
        "Cần Đước."
    )
    assert held(text) == {("Lê Ngọc Anh", "giam-doc", "former"), ("Lê Ngọc Anh", "bi-thu", "elect")}


def test_the_country_between_title_and_name_is_no_name() -> None:
    assert held(f"Chủ tịch nước Việt Nam {MOT} tiếp khách.") == {(MOT, "chu-tich-nuoc", "current")}


def test_a_given_name_that_is_a_country_makes_nobody_a_guest() -> None:
    text = "Dự họp có Bí thư Tỉnh ủy Long An Giang Nhật Thắm và Thứ trưởng Bộ Y tế Liễu Duy Cẩn."
    assert {row[0] for row in held(text)} == {"Giang Nhật Thắm", "Liễu Duy Cẩn"}


def test_a_life_opens_with_what_somebody_was() -> None:
    text = (
        f"Đồng chí {MOT} sinh năm 1930.\nNguyên: Ủy viên Bộ Chính trị khóa VI; Chủ tịch Hội đồng Bộ trưởng "
        "(nay là Thủ tướng Chính phủ); Bí thư Tỉnh ủy Long An."
    )
    assert held(text) == {(MOT, role, "former") for role in ("uy-vien", "chu-tich", "bi-thu")}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            f"Bà {HAI} chịu hình thức kỷ luật cách chức Phó Bí thư Huyện ủy Cần Đước.",
            {(HAI, "pho-bi-thu", "former")},
        ),
        (f"Ông {MOT} chính thức trở thành Bí thư Tỉnh ủy Long An.", {(MOT, "bi-thu", "elect")}),
        (
            f"Ông {MOT} và ông {BA} đã trở thành hai Phó Chủ tịch UBND tỉnh Long An.",
            {(MOT, "pho-chu-tich", "elect"), (BA, "pho-chu-tich", "elect")},
        ),
        (f"Ông {MOT} - - bí thư Tỉnh ủy Long An tặng hoa.", {(MOT, "bi-thu", "current")}),
        (
            "Tỉnh ủy Long An cách chức Bí thư Huyện ủy Cần Đước; "
            f"và cho thôi chức Tỉnh ủy viên với ông {MOT}.",
            {(MOT, "bi-thu", "former"), (MOT, "tinh-uy-vien", "former")},
        ),
    ],
)
def test_posts_are_taken_and_left_in_these_words(text: str, expected: set[Row]) -> None:
    assert held(text) == expected


def test_a_name_that_holds_a_foreign_city_is_one_of_ours() -> None:
    assert held("Ông Trần Bình Nhưỡng, Bí thư Tỉnh ủy Long An, phát biểu.") == {
        ("Trần Bình Nhưỡng", "bi-thu", "current")
    }


def test_a_short_name_inside_a_list_of_persons_is_one_of_them() -> None:
    text = f"Dự có các Phó Chủ tịch UBND tỉnh Long An: {MOT}, {HAI}, Trần Tám và Lê Bốn."
    assert held(text) == {(name, "pho-chu-tich", "current") for name in (MOT, HAI, "Trần Tám", "Lê Bốn")}
