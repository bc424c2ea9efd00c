"""What a sentence says of a post: held, taken up, left, or one of before. One line a class of phrase."""

from __future__ import annotations

import pytest
from extracting import posts

MOT, HAI = "Nguyễn Văn Mốt", "Trần Thị Hăm"  # nobody in office is called so
DIRECTOR = ("Giám đốc", "Sở Nội vụ")
CHAIR = ("Chủ tịch", "Ủy ban nhân dân tỉnh")


def one(text: str) -> tuple[str, str] | None:
    """Return person and status where the text tells of one post, None where it tells of none."""
    told = {(person, status) for person, _, _, status in posts(text)}
    assert len(told) <= 1, told
    return next(iter(told), None)


@pytest.mark.parametrize(
    "text",
    [
        "Ông {} là Giám đốc Sở Nội vụ tỉnh Nghệ An.",
        "Ông {} tiếp tục làm Giám đốc Sở Nội vụ tỉnh Nghệ An.",
        "Ông {} bị tạm đình chỉ chức vụ Giám đốc Sở Nội vụ tỉnh Nghệ An.",
        "Ông {} đã có đơn xin thôi giữ chức Giám đốc Sở Nội vụ tỉnh Nghệ An.",
        "Ông {} làm Giám đốc Sở Nội vụ tỉnh Nghệ An từ năm 2019 đến nay.",
        "Tỉnh đề nghị Ban Bí thư cách chức ông {} (Giám đốc Sở Nội vụ tỉnh Nghệ An).",
        "Tại lễ viếng, đồng chí {}, Giám đốc Sở Nội vụ tỉnh Nghệ An, đọc điếu văn.",
        "Giám đốc Sở Nội vụ tỉnh Nghệ An {} chúc mừng hai ông vinh dự được bổ nhiệm làm thứ trưởng.",
        "Tỉnh có một giám đốc sở trẻ: ông {}, Giám đốc Sở Nội vụ tỉnh Nghệ An.",
        "Giám đốc Sở Nội vụ (tỉnh Nghệ An) {} cho biết.",
        "Giám đốc Sở Nội vụ tỉnh Nghệ An {} có thông báo danh sách các cán bộ được điều động về cơ sở.",
        "Giám đốc Sở Nội vụ tỉnh Nghệ An {} chuyển lời thăm hỏi tới nhân dân.",
        "Tỉnh trao quyết định bổ nhiệm cán bộ. Hiện ông {} giữ chức Giám đốc Sở Nội vụ tỉnh Nghệ An.",
    ],
)
def test_a_post_in_hand(text: str) -> None:
    assert one(text.format(MOT)) == (MOT, "held")


@pytest.mark.parametrize(
    "text",
    [
        "Bổ nhiệm ông {} giữ chức Giám đốc Sở Nội vụ tỉnh Nghệ An.",
        "Bổ nhiệm lại ông {} giữ chức Giám đốc Sở Nội vụ tỉnh Nghệ An, thời hạn 5 năm.",
        "Ông {} được điều động về làm Giám đốc Sở Nội vụ tỉnh Nghệ An.",
        "Tân Giám đốc Sở Nội vụ tỉnh Nghệ An {} nhận nhiệm vụ.",
        "Giám đốc mới của Sở Nội vụ là ông {}, Giám đốc Sở Nội vụ tỉnh Nghệ An.",
        "Ông {} đến nhận chức vụ Giám đốc Sở Nội vụ tỉnh Nghệ An.",
        "Thay thế vị trí Giám đốc Sở Nội vụ tỉnh Nghệ An là ông {}.",
        "Ông {} giữ chức Giám đốc Sở Nội vụ tỉnh Nghệ An kể từ ngày 2/8.",
        "Ông {} nhận quyết định làm Giám đốc Sở Nội vụ tỉnh Nghệ An.",
        "Tân Giám đốc Sở Nội vụ tỉnh Nghệ An hiện nay là ông {}.",
        "Người được bổ nhiệm làm Giám đốc Sở Nội vụ tỉnh Nghệ An là ông {}.",
        "Trao quyết định Giám đốc Sở Nội vụ tỉnh Nghệ An cho ông {}.",
        "Ông {}, người vừa được bổ nhiệm làm Giám đốc Sở Nội vụ tỉnh Nghệ An, phát biểu.",
        "UBND tỉnh công bố quyết định về công tác cán bộ. Theo đó, ông {} giữ chức Giám đốc Sở Nội vụ tỉnh "
        "Nghệ An.",
        "Bổ nhiệm ba giám đốc sở.\nTại tỉnh Nghệ An, ông {} giữ chức Giám đốc Sở Nội vụ tỉnh Nghệ An.",
        "Ông {} tiếp tục giữ chức Giám đốc Sở Nội vụ tỉnh Nghệ An nhiệm kỳ mới.",
    ],
)
def test_a_post_taken_up(text: str) -> None:
    assert one(text.format(MOT)) == (MOT, "appointed")


@pytest.mark.parametrize(
    "text",
    [
        "Cho ông {} thôi giữ chức Giám đốc Sở Nội vụ tỉnh Nghệ An để nghỉ hưu.",
        "Tỉnh miễn nhiệm ông {} khỏi chức vụ Giám đốc Sở Nội vụ tỉnh Nghệ An.",
        "Tỉnh quyết định cách chức đối với ông {}, Giám đốc Sở Nội vụ tỉnh Nghệ An.",
        "Ông {} thôi kiêm nhiệm Giám đốc Sở Nội vụ tỉnh Nghệ An.",
        "Đơn xin nghỉ hưu của ông {}, Giám đốc Sở Nội vụ tỉnh Nghệ An, đã được chấp thuận.",
        "Ông {} - Giám đốc Sở Nội vụ tỉnh Nghệ An - bị kỷ luật cách chức.",
        "Ông {}, Giám đốc Sở Nội vụ tỉnh Nghệ An, nhận quyết định nghỉ hưu.",
        "Cách chức Giám đốc Sở Nội vụ tỉnh Nghệ An giai đoạn 2010-2016 của ông {}.",
        "Thu hồi quyết định bổ nhiệm ông {} giữ chức Giám đốc Sở Nội vụ tỉnh Nghệ An.",
        "Tỉnh công bố quyết định nghỉ hưu đối với ông {}, Giám đốc Sở Nội vụ tỉnh Nghệ An.",
        "Ông {}, Giám đốc Sở Nội vụ tỉnh Nghệ An, nghỉ chờ hưu từ ngày 1/3.",
        "Giám đốc Sở Nội vụ tỉnh Nghệ An {} bị cảnh cáo, điều chuyển công tác.",
        "Ông {}, Giám đốc Sở Nội vụ tỉnh Nghệ An, nhận quyết định nghỉ công tác.",
    ],
)
def test_a_post_left(text: str) -> None:
    assert one(text.format(MOT)) == (MOT, "relieved")


@pytest.mark.parametrize(
    "text",
    [
        "Ông {}, nguyên Giám đốc Sở Nội vụ tỉnh Nghệ An, dự lễ.",
        "Ông {} từng là Giám đốc Sở Nội vụ tỉnh Nghệ An.",
        "Ông {}, khi còn là Giám đốc Sở Nội vụ tỉnh Nghệ An, đã ký.",
        "Xe do ông {} sử dụng khi đang đương chức Giám đốc Sở Nội vụ tỉnh Nghệ An.",
        "Thời gian đó, ông {} đang giữ chức Giám đốc Sở Nội vụ tỉnh Nghệ An.",
        "Ông {} khi bị khởi tố là Giám đốc Sở Nội vụ tỉnh Nghệ An.",
        "Ông {} trước khi chuyển công tác là Giám đốc Sở Nội vụ tỉnh Nghệ An.",
        "Ông {}, Giám đốc Sở Nội vụ tỉnh Nghệ An (giai đoạn 18-1-2012 đến 18-1-2017), bị kỷ luật.",
        "Ông {} làm Giám đốc Sở Nội vụ tỉnh Nghệ An từ năm 2012 đến năm 2017.",
        "Xóa tư cách Giám đốc Sở Nội vụ tỉnh Nghệ An đối với ông {}.",
        "Giám đốc Sở Nội vụ tỉnh Nghệ An (ông {} đảm nhiệm từ năm 2011 đến tháng 4/2016).",
        "Ông {} đã đảm nhiệm các chức vụ Giám đốc Sở Nội vụ tỉnh Nghệ An.",
        "Lúc đó là ông {}, Giám đốc Sở Nội vụ tỉnh Nghệ An.",
        "Trên các cương vị Giám đốc Sở Nội vụ tỉnh Nghệ An, ông {} đều hoàn thành nhiệm vụ.",
        "Hai bị cáo nguyên là Giám đốc Sở Nội vụ tỉnh Nghệ An là {}.",
    ],
)
def test_a_post_of_before(text: str) -> None:
    assert one(text.format(MOT)) == (MOT, "former")


@pytest.mark.parametrize(
    "text",
    [
        "Sở đề nghị bổ nhiệm ông {} làm Giám đốc Sở Nội vụ tỉnh Nghệ An.",
        "Ông {} không được đưa vào danh sách bầu Giám đốc Sở Nội vụ tỉnh Nghệ An.",
        "Ông {} có thể làm Giám đốc Sở Nội vụ tỉnh Nghệ An.",
        "Người được giới thiệu làm Giám đốc Sở Nội vụ tỉnh Nghệ An là ông {}.",
        "Ông {} cho biết, việc miễn nhiệm chức vụ Giám đốc Sở Nội vụ tỉnh Nghệ An sẽ làm sau.",
        "Trả lời Giám đốc Sở Nội vụ tỉnh Nghệ An, ông {} nêu ba việc.",
        "Ông {} làm việc với Đại sứ quán Nhật Bản.",
        "Về trường hợp ông {}, Giám đốc Sở Nội vụ cho biết sẽ xử lý.",
        "Bà con của ông {} gửi đơn lên Thủ tướng.",
        "Theo phân công của Giám đốc Sở Nội vụ tỉnh Nghệ An, đoàn do ông {} dẫn đầu.",
    ],
)
def test_a_post_of_nobody_in_the_text(text: str) -> None:
    assert one(text.format(MOT)) is None


def test_all_offices_of_a_career_are_of_before() -> None:
    text = (
        f"Ông {MOT} trải qua nhiều cương vị lãnh đạo: Phó Giám đốc Sở Nội vụ tỉnh Nghệ An; chuyên viên; "
        "Giám đốc Sở Tư pháp tỉnh Nghệ An."
    )
    assert posts(text) == {
        (MOT, "Phó Giám đốc", "Sở Nội vụ", "former"),
        (MOT, "Giám đốc", "Sở Tư pháp", "former"),
    }


def test_as_many_offices_as_persons_go_one_to_each() -> None:
    text = f"Ông {MOT} và bà {HAI} được bầu giữ chức Chủ tịch và Phó Chủ tịch UBND tỉnh Nghệ An."
    assert posts(text) == {
        (MOT, *CHAIR, "appointed"),
        (HAI, "Phó Chủ tịch", "Ủy ban nhân dân tỉnh", "appointed"),
    }


def test_a_move_from_one_office_to_another_tells_both() -> None:
    text = f"Ông {MOT} từ Phó Giám đốc Sở Tư pháp tỉnh Nghệ An lên làm Giám đốc Sở Nội vụ tỉnh Nghệ An."
    assert (MOT, "Phó Giám đốc", "Sở Tư pháp", "former") in posts(text)
    assert (MOT, *DIRECTOR) in {held[:3] for held in posts(text)}


def test_who_follows_has_the_office_of_who_goes() -> None:
    text = f"Ông {MOT}, Giám đốc Sở Nội vụ tỉnh Nghệ An, nghỉ hưu. Thay ông {MOT} là bà {HAI}."
    assert (HAI, *DIRECTOR, "appointed") in posts(text)


def test_one_verb_goes_on_to_the_next_office() -> None:
    text = (
        f"Miễn nhiệm chức Chủ tịch UBND tỉnh Nghệ An đối với ông {MOT} và chức Giám đốc Sở Nội vụ "
        f"tỉnh Nghệ An đối với bà {HAI}."
    )
    assert posts(text) == {(MOT, *CHAIR, "relieved"), (HAI, *DIRECTOR, "relieved")}


def test_a_verb_with_an_office_of_its_own_leaves_the_one_beside_the_name() -> None:
    text = f"Miễn nhiệm chức vụ Chủ tịch UBND tỉnh Nghệ An đối với ông {MOT}, Bí thư Tỉnh ủy Nghệ An."
    assert posts(text) == {(MOT, *CHAIR, "relieved"), (MOT, "Bí thư", "Tỉnh ủy", "held")}


def test_who_decides_is_in_no_list_of_what_is_left() -> None:
    text = (
        f"Bộ Chính trị cho ông {MOT} thôi chức Bí thư Tỉnh ủy Nghệ An và Chủ tịch nước tạm đình chỉ công tác "
        "Bộ trưởng."
    )
    assert [held[1:] for held in posts(text)] == [("Bí thư", "Tỉnh ủy", "relieved")]


def test_a_header_may_say_that_its_names_are_new() -> None:
    text = f"Hai Phó Giám đốc Sở Nội vụ tỉnh Nghệ An được bổ nhiệm gồm các ông, bà: {MOT} và {HAI}."
    assert posts(text) == {
        (MOT, "Phó Giám đốc", "Sở Nội vụ", "appointed"),
        (HAI, "Phó Giám đốc", "Sở Nội vụ", "appointed"),
    }


def test_an_obituary_goes_on_over_home_and_birth() -> None:
    text = (
        f"Đồng chí {MOT}, sinh năm 1945. Thường trú tại số nhà 36, phường Trường Thi; nguyên Giám đốc "
        "Sở Nội vụ tỉnh Nghệ An."
    )
    assert one(text) == (MOT, "former")


@pytest.mark.parametrize(("who", "status"), [("đồng chí", "former"), ("ông", "former"), ("bà", "held")])
def test_a_notice_says_by_address_alone_who_has_died(who: str, status: str) -> None:
    life = f"ông {MOT}, sinh năm 1945; Giám đốc Sở Nội vụ tỉnh Nghệ An"
    text = f"Gia đình báo tin: {life}. Hôm qua, {who} đã từ trần."
    assert one(text) == (MOT, status)


def test_a_deputy_is_of_the_assembly_in_session() -> None:
    text = f"Sáng nay, Quốc hội thảo luận ở hội trường. Đại biểu {MOT} (Nghệ An) đề nghị sửa luật."
    assert posts(text) == {(MOT, "Đại biểu", "Quốc hội", "held")}
    assert posts(f"Đại hội chi bộ có 20 đại biểu. Đại biểu {MOT} phát biểu.") == set()


def test_who_takes_over_has_the_office_and_who_gives_way_had_it() -> None:
    text = f"Ông {MOT} thay bà {HAI} giữ chức Giám đốc Sở Nội vụ tỉnh Nghệ An."
    assert posts(text) == {(MOT, *DIRECTOR, "appointed"), (HAI, *DIRECTOR, "relieved")}


def test_each_of_two_who_change_places_has_an_office_of_their_own() -> None:
    text = (
        f"Ông {MOT} giữ chức Giám đốc Sở Tư pháp tỉnh Nghệ An thay bà {HAI} được điều động giữ chức "
        "Giám đốc Sở Nội vụ tỉnh Nghệ An."
    )
    assert (HAI, *DIRECTOR, "appointed") in posts(text)
    assert (MOT, *DIRECTOR) not in {held[:3] for held in posts(text)}


def test_a_list_that_leads_to_a_guest_is_all_the_guest_s() -> None:
    text = f"Chủ tịch nước {MOT}, Tổng Bí thư, Chủ tịch nước Trung Quốc Tập Cận Bình dự lễ."
    assert [held[:2] for held in posts(text)] == [(MOT, "Chủ tịch nước")]


def test_all_party_posts_taken_away_in_another_sentence_are_left() -> None:
    text = (
        f"Ông {MOT} bị cách chức tất cả các chức vụ trong Đảng. Ông {MOT} là Bí thư Huyện ủy Lộc Ninh, "
        "tỉnh Bình Phước."
    )
    assert one(text) == (MOT, "relieved")


def test_stripping_of_party_posts_leaves_those_of_the_state() -> None:
    text = (
        f"Cách tất cả các chức vụ trong Đảng đối với ông {MOT}, Bí thư Huyện ủy Lộc Ninh, "
        "Chủ tịch UBND huyện Lộc Ninh, tỉnh Bình Phước."
    )
    status = {position: status for _, position, _, status in posts(text)}
    assert status == {"Bí thư": "relieved", "Chủ tịch": "held"}


@pytest.mark.parametrize(
    "taken",
    [
        "cách mọi chức vụ trong Đảng và chính quyền",
        "cách chức vụ trong Đảng cũng như chính quyền",
        "cách hết chức vụ trong Đảng, chính quyền",
    ],
)
def test_what_is_taken_away_in_party_and_state_leaves_nothing(taken: str) -> None:
    text = (
        f"Huyện ủy Lộc Ninh quyết định {taken} đối với ông {MOT}, Phó Bí thư Huyện ủy Lộc Ninh, "
        "Chủ tịch UBND huyện Lộc Ninh, tỉnh Bình Phước."
    )
    status = {position: status for _, position, _, status in posts(text)}
    assert status == {"Phó Bí thư": "relieved", "Chủ tịch": "relieved"}


def test_a_seat_in_a_state_committee_is_no_party_post() -> None:
    text = f"Cách tất cả các chức vụ trong Đảng đối với ông {MOT}, Ủy viên UBND tỉnh Nghệ An."
    assert one(text) == (MOT, "held")


def test_a_secretary_of_a_cell_stays_what_he_is() -> None:
    text = (
        f"Ông {MOT} - Bí thư Đảng ủy, Chủ tịch HĐND xã Thanh Phong được chỉ định giữ chức vụ Bí thư Chi bộ "
        "Quân sự xã."
    )
    status = {(position, body.split()[0]): status for _, position, body, status in posts(text)}
    assert status == {
        ("Bí thư", "Đảng"): "held", ("Chủ tịch", "Hội"): "held", ("Bí thư", "Chi"): "appointed",
    }  # fmt: skip


def test_an_election_ends_the_post_of_who_is_elected_higher_in_the_same_body() -> None:
    text = f"HĐND tỉnh Nghệ An bầu ông {MOT}, Phó Chủ tịch UBND tỉnh, giữ chức Chủ tịch UBND tỉnh Nghệ An."
    assert {(held[1], held[3]) for held in posts(text)} == {
        ("Chủ tịch", "appointed"),
        ("Phó Chủ tịch", "relieved"),
    }


def test_who_is_given_an_office_leaves_the_one_told_after_the_name() -> None:
    text = f"Bổ nhiệm chức vụ Thứ trưởng Bộ Nội vụ đối với ông {MOT}, Chủ tịch UBND tỉnh Nghệ An, và {HAI}."
    assert posts(text) == {
        (MOT, "Thứ trưởng", "Bộ Nội vụ", "appointed"),
        (MOT, *CHAIR, "relieved"),
        (HAI, "Thứ trưởng", "Bộ Nội vụ", "appointed"),
    }


def test_who_follows_somebody_leaves_the_office_beside_the_name() -> None:
    text = (
        f"Ông {HAI} thôi giữ chức Giám đốc Sở Nội vụ tỉnh Nghệ An. Thay ông {HAI} là bà {MOT}, "
        "Chủ tịch UBND tỉnh Nghệ An."
    )
    assert (MOT, *DIRECTOR, "appointed") in posts(text)
    assert (MOT, *CHAIR, "held") not in posts(text)


def test_a_leader_of_the_province_heads_the_party_of_one_of_its_bodies_beside_that() -> None:
    text = f"Chỉ định ông {MOT}, Phó Bí thư Tỉnh ủy Nghệ An, giữ chức Bí thư Đảng ủy UBND tỉnh Nghệ An."
    assert {(held[1], held[3]) for held in posts(text)} == {("Phó Bí thư", "held"), ("Bí thư", "appointed")}


@pytest.mark.parametrize(
    ("old", "new", "left"),
    [
        ("Tổng Bí thư", "Chủ tịch nước", "held"),
        ("Chủ tịch nước", "Tổng Bí thư", "held"),
        ("Thủ tướng", "Chủ tịch nước", "relieved"),
    ],
)
def test_the_general_secretary_alone_may_be_president_beside_that(old: str, new: str, left: str) -> None:
    found = {(held[1], held[3]) for held in posts(f"{old} {MOT} vừa được bầu làm {new}.")}
    assert found == {(old, left), (new, "appointed")}


def test_who_only_stands_in_for_the_head_stays_deputy() -> None:
    text = f"Giao quyền Giám đốc Sở Nội vụ tỉnh Nghệ An cho ông {MOT}, Phó Giám đốc Sở Nội vụ tỉnh Nghệ An."
    assert (MOT, "Phó Giám đốc", "Sở Nội vụ", "held") in posts(text)


@pytest.mark.parametrize(
    "text",
    [
        "Ông {} (Chủ tịch UBND tỉnh Nghệ An giai đoạn 2011-2014) bị khởi tố.",
        "Ông {}, Chủ tịch UBND tỉnh Nghệ An (2010-2016), chịu trách nhiệm.",
        "Ông {} - Chủ tịch UBND tỉnh Nghệ An (nay là Bí thư Tỉnh ủy Nghệ An) - ký văn bản.",
    ],
)
def test_a_bracket_says_that_a_post_is_over(text: str) -> None:
    assert (MOT, *CHAIR, "former") in posts(text.format(MOT))


def test_the_standing_deputy_of_a_list_of_the_elected_is_elected() -> None:
    text = (
        "Đại hội bầu Ban Chấp hành. Hai Phó Bí thư Tỉnh ủy Nghệ An được bầu gồm: "
        f"{MOT} (Phó Bí thư Thường trực Tỉnh ủy), {HAI}."
    )
    assert (MOT, "Phó Bí thư Thường trực", "Tỉnh ủy", "appointed") in posts(text)


def test_lines_of_the_elected_are_news() -> None:
    text = f"Đại hội đã bầu:\n- Bí thư Tỉnh ủy Nghệ An: {MOT}\n- Phó Bí thư Tỉnh ủy Nghệ An: {HAI}"
    assert {held[3] for held in posts(text)} == {"appointed"}


def test_who_is_only_put_forward_gets_no_post() -> None:
    text = f"Có ý kiến giới thiệu ông {MOT} làm Chủ tịch UBND tỉnh Nghệ An."
    assert posts(text) == set()


def test_an_alternate_member_became_a_full_one() -> None:
    text = f"Ông {MOT} là tiến sĩ kinh tế, Ủy viên Trung ương Đảng khóa X (dự khuyết), XI, XII."
    assert {(held[1], held[3]) for held in posts(text)} == {
        ("Ủy viên dự khuyết", "former"),
        ("Ủy viên", "held"),
    }


def test_posts_follow_degrees() -> None:
    text = f"Ông {MOT} là thạc sĩ luật, cao cấp lý luận chính trị, Giám đốc Sở Nội vụ tỉnh Nghệ An."
    assert one(text) == (MOT, "held")


def test_a_move_begins_at_the_post_it_leaves() -> None:
    text = f"Từ vị trí Giám đốc Sở Nội vụ tỉnh Nghệ An, năm nay ông {MOT} về Hà Nội công tác."
    assert one(text) == (MOT, "former")


def test_a_plural_title_ends_before_a_name_with_a_title_of_its_own() -> None:
    text = f"Dự có các Phó Thủ tướng Lê Văn Bam, Bộ trưởng Bộ Nội vụ {MOT}."
    assert (MOT, "Phó Thủ tướng", "Chính phủ", "held") not in posts(text)
    assert (MOT, "Bộ trưởng", "Bộ Nội vụ", "held") in posts(text)


def test_words_inside_the_name_of_a_body_are_nobody_who_is_moved() -> None:
    text = (
        f"Ông {MOT}, Trưởng Ban Quản lý các khu công nghiệp tỉnh Nghệ An được điều động giữ chức Giám đốc "
        "Sở Nội vụ tỉnh Nghệ An."
    )
    assert (MOT, *DIRECTOR, "appointed") in posts(text)


def test_a_body_has_one_head_at_a_time() -> None:
    text = (
        f"Tại kỳ họp, ông {HAI} (Chủ tịch UBND tỉnh Nghệ An) chúc mừng. HĐND tỉnh đã bầu ông {MOT} giữ chức "
        "Chủ tịch UBND tỉnh Nghệ An."
    )
    assert {(MOT, *CHAIR, "appointed"), (HAI, *CHAIR, "relieved")} == posts(text)


def test_the_heads_of_state_bodies_need_no_body_in_print() -> None:
    assert posts(f"Tổng KTNN {MOT} phát biểu.") == {(MOT, "Tổng Kiểm toán", "Kiểm toán Nhà nước", "held")}
    text = f"Ông {MOT}, Tư lệnh Bộ đội Biên phòng, đến tỉnh Hà Tĩnh."
    assert posts(text) == {(MOT, "Tư lệnh", "Bộ đội Biên phòng", "held")}


def test_a_commission_may_be_printed_with_the_party() -> None:
    text = f"Ông {MOT}, Trưởng ban Tuyên giáo Trung ương Đảng, dự."
    assert posts(text) == {(MOT, "Trưởng ban", "Ban Tuyên giáo Trung ương", "held")}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Việc miễn nhiệm chức Giám đốc Sở Nội vụ tỉnh Nghệ An đối với ông {} sẽ được xem xét tại kỳ "
            "họp tới.",
            {(MOT, *DIRECTOR, "held")},
        ),
        (
            "Ông {} trúng cử đại biểu HĐND tỉnh Nghệ An ngày 22/5/2016, khi đang là Giám đốc Sở Nội vụ.",
            {(MOT, "Đại biểu", "Hội đồng nhân dân tỉnh", "appointed"), (MOT, *DIRECTOR, "former")},
        ),
        (
            "Ông {} là Giám đốc Sở Nội vụ tỉnh Nghệ An trước khi bà {} được bổ nhiệm thay thế.",
            {(MOT, *DIRECTOR, "former")},
        ),
        (
            "Bổ nhiệm bà {1} giữ chức Phó Giám đốc phụ trách Sở Nội vụ tỉnh Nghệ An thay ông {0}.",
            {(HAI, "Phó Giám đốc phụ trách", "Sở Nội vụ", "appointed"), (MOT, *DIRECTOR, "relieved")},
        ),
        (
            "Bổ nhiệm bà {1} giữ chức Giám đốc Sở Nội vụ tỉnh Nghệ An. Bà {1} đảm nhiệm vị trí trên thay "
            "cho ông {0}.",
            {(HAI, *DIRECTOR, "appointed"), (MOT, *DIRECTOR, "relieved")},
        ),
        (
            "Bà {1}, Phó Giám đốc Sở Nội vụ tỉnh Nghệ An, được Chủ tịch UBND tỉnh {0} trao quyết định bổ "
            "nhiệm Giám đốc "
            "Sở Nội vụ.",
            {
                (HAI, "Phó Giám đốc", "Sở Nội vụ", "relieved"),
                (HAI, *DIRECTOR, "appointed"),
                (MOT, *CHAIR, "held"),
            },
        ),
        (
            "Bổ nhiệm bà {1} giữ chức quyền Giám đốc Sở Nội vụ tỉnh Nghệ An, đồng thời miễn nhiệm chức "
            "vụ Giám đốc Sở "
            "Nội vụ đối với ông {0}.",
            {(HAI, "Quyền Giám đốc", "Sở Nội vụ", "appointed"), (MOT, *DIRECTOR, "relieved")},
        ),
        (
            "Miễn nhiệm các chức vụ Chủ tịch UBND tỉnh Nghệ An đối với ông {0} và Phó Chủ tịch HĐND tỉnh "
            "{1} nghỉ hưu.",
            {
                (MOT, *CHAIR, "relieved"),
                (HAI, "Phó Chủ tịch", "Hội đồng nhân dân tỉnh", "relieved"),
            },
        ),
        (
            "Công an bắt ông {0} (nguyên Giám đốc Sở Nội vụ tỉnh Nghệ An). Năm 2015, ông {0} được bầu bổ "
            "sung làm Giám "
            "đốc Sở Nội vụ tỉnh Nghệ An.",
            {(MOT, *DIRECTOR, "former")},
        ),
    ],
)
def test_changes_told_beside_each_other(text: str, expected: set[tuple[str, str, str, str]]) -> None:
    assert posts(text.format(MOT, HAI)) == expected


def test_a_predecessor_held_the_office_that_was_just_taken_up() -> None:
    text = (
        f"Trao quyết định bổ nhiệm Giám đốc Sở Nội vụ tỉnh Nghệ An cho bà {HAI} (Phó Giám đốc Sở Nội vụ). "
        f"Người tiền "
        f"nhiệm của bà Hăm là ông {MOT} đã nghỉ hưu."
    )
    assert (MOT, *DIRECTOR, "former") in posts(text)


def test_an_opening_dated_by_its_month_behind_the_news_is_of_before() -> None:
    text = (
        f"Ngày 17/4, HĐND tỉnh Nghệ An bầu ông {MOT} giữ chức Chủ tịch UBND tỉnh. Đại biểu dự đông đủ. Kỳ "
        f"họp bế mạc.\n"
        f"Từ tháng 6/2016, ông {MOT} được bổ nhiệm giữ chức Giám đốc Sở Nội vụ."
    )
    assert posts(text) == {(MOT, *CHAIR, "appointed"), (MOT, *DIRECTOR, "former")}


def test_the_office_of_a_relative_is_not_that_of_who_is_named() -> None:
    text = f"Chị gái ông {MOT} là Giám đốc Sở Nội vụ tỉnh Nghệ An. Con trai ông {MOT} làm Giám đốc Sở Nội vụ."
    assert posts(text) == set()
    assert one(f"Vợ ông {MOT}, Giám đốc Sở Nội vụ tỉnh Nghệ An, có mặt.") == (MOT, "held")


def test_a_decision_received_gives_the_seats_and_the_office() -> None:
    text = (
        f"Ông {MOT} đã nhận quyết định của Bộ Chính trị về việc tham gia Ban Chấp hành, Ban Thường vụ và "
        f"giữ chức "
        "Bí thư Tỉnh ủy Nghệ An."
    )
    assert {(position, status) for _, position, _, status in posts(text)} == {
        ("Ủy viên Ban Chấp hành", "appointed"),
        ("Ủy viên Ban Thường vụ", "appointed"),
        ("Bí thư", "appointed"),
    }


def test_who_speaks_to_a_newcomer_does_not_hold_the_office_given() -> None:
    text = (
        f"Bổ nhiệm bà {HAI} làm Giám đốc Sở Nội vụ tỉnh Nghệ An. Phát biểu khi trao quyết định bổ nhiệm "
        f"cho tân Giám "
        f"đốc Sở Nội vụ, Chủ tịch UBND tỉnh {MOT} nhấn mạnh việc đoàn kết."
    )
    assert posts(text) == {(HAI, *DIRECTOR, "appointed"), (MOT, *CHAIR, "held")}


def test_a_discipline_takes_the_posts_that_its_form_names() -> None:
    taken = "Giám đốc Sở Nội vụ tỉnh Nghệ An; Bí thư Tỉnh ủy"
    text = f"Kỷ luật ông {MOT} bằng hình thức cách chức các chức vụ: {taken}."
    assert {(position, status) for _, position, _, status in posts(text)} == {
        ("Giám đốc", "relieved"),
        ("Bí thư", "relieved"),
    }


def test_what_somebody_is_now_is_not_of_before() -> None:
    text = f"Ông {MOT} nguyên là Giám đốc Sở Nội vụ tỉnh Nghệ An, nay là Chủ tịch UBND tỉnh."
    assert posts(text) == {(MOT, *DIRECTOR, "former"), (MOT, *CHAIR, "held")}


def test_a_dated_line_goes_on_with_the_person_of_the_line_before() -> None:
    text = (
        f"Ông {HAI} và ông {MOT} dự. Ông {HAI} vui vẻ. Ông {MOT} sinh năm 1964 tại Nghệ An.\n"
        "Từ tháng 3/2000 đến tháng 9/2002: Ông là Ủy viên, Giám đốc Sở Nội vụ tỉnh Nghệ An."
    )
    assert {(person, position) for person, position, _, _ in posts(text)} == {(MOT, "Giám đốc")}


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Thủ tướng phê chuẩn bổ sung 2 Ủy viên UBND tỉnh Nghệ An là {} và {}.", "appointed"),
        ("Thủ tướng phê chuẩn miễn nhiệm 2 Ủy viên UBND tỉnh Nghệ An là {} và {}.", "relieved"),
        (
            "Bộ Chính trị chuẩn y bốn Ủy viên UBND tỉnh Nghệ An, nhiệm kỳ 2021-2026, gồm các ông: {}; {}.",
            "appointed",
        ),
        ("HĐND tỉnh miễn nhiệm Ủy viên UBND tỉnh Nghệ An đối với {}; {}, do đã nghỉ hưu.", "relieved"),
        ("HĐND tỉnh miễn nhiệm Ủy viên UBND tỉnh Nghệ An để nhận nhiệm vụ mới đối với {} và {}.", "relieved"),
    ],
)
def test_a_verb_reaches_all_of_a_list_over_what_is_said_of_each(text: str, status: str) -> None:
    told = posts(
        text.format(f"ông {MOT}, nguyên Giám đốc Sở Y tế tỉnh", f"bà {HAI}, nguyên Giám đốc Sở Nội vụ tỉnh")
    )
    seats = {(person, status) for person, post, _, status in told if post == "Ủy viên"}
    assert seats == {(MOT, status), (HAI, status)}


@pytest.mark.parametrize(
    "text",
    [
        "Ông {} được giao quyền Chủ tịch UBND tỉnh Nghệ An.",
        "Ông {} được Thủ tướng giao quyền Chủ tịch UBND tỉnh Nghệ An.",
        "Thủ tướng giao ông {} quyền Chủ tịch UBND tỉnh Nghệ An.",
        "Người được giao quyền Chủ tịch UBND tỉnh Nghệ An là ông {}.",
    ],
)
def test_who_is_made_acting_head_has_the_post(text: str) -> None:
    assert {(person, post, status) for person, post, _, status in posts(text.format(MOT))} == {
        (MOT, "Quyền Chủ tịch", "appointed")
    }


def test_a_sentence_that_opens_with_the_person_may_dismiss_him() -> None:
    text = f"Đối với ông {MOT}, Giám đốc Sở Nội vụ tỉnh Nghệ An, tỉnh nhất trí hình thức kỷ luật cách chức."
    assert one(text) == (MOT, "relieved")
    proposed = (
        f"Đối với ông {MOT}, Giám đốc Sở Nội vụ tỉnh Nghệ An, hội đồng kỷ luật cách chức được đề nghị họp."
    )
    assert one(proposed) == (MOT, "held")


def test_a_seat_of_a_deputy_may_be_taken_away_by_its_standing() -> None:
    text = f"HĐND tỉnh Nghệ An miễn nhiệm tư cách đại biểu HĐND tỉnh đối với ông {MOT}."
    assert one(text) == (MOT, "relieved")


def test_who_is_appointed_in_place_of_another_has_the_post_of_that_one() -> None:
    text = (
        f"Ông {MOT} được bổ nhiệm giữ chức Giám đốc Sở Nội vụ tỉnh Nghệ An. Ông {MOT} được bổ nhiệm thay cho "
        f"bà {HAI} chuyển công tác."
    )
    assert {(person, status) for person, _, _, status in posts(text)} == {
        (MOT, "appointed"),
        (HAI, "relieved"),
    }


@pytest.mark.parametrize(
    "text",
    [
        "Ông {}, Giám đốc Sở Nội vụ tỉnh Nghệ An nhiệm kỳ 2011-2016, tái đắc cử chức vụ này.",
        "Ông {}, Giám đốc Sở Nội vụ tỉnh Nghệ An, cũng được bầu lại vào chức danh này.",
        "Ông {}, Giám đốc Sở Nội vụ tỉnh Nghệ An, tiếp tục giữ chức vụ này trong khóa mới.",
    ],
)
def test_an_office_beside_the_name_may_be_given_anew(text: str) -> None:
    assert one(text.format(MOT)) == (MOT, "appointed")


def test_who_goes_on_to_a_place_without_office_leaves_the_post() -> None:
    text = f"Ông {MOT}, Giám đốc Sở Nội vụ tỉnh Nghệ An, về công tác tại Ban Dân vận để chờ bầu."
    assert one(text) == (MOT, "relieved")
    text = f"Huyện điều động ông {MOT} - Giám đốc Sở Nội vụ tỉnh Nghệ An - về làm chuyên viên."
    assert one(text) == (MOT, "relieved")


def test_who_is_put_forward_in_a_list_has_no_post() -> None:
    text = f"Các cán bộ được giới thiệu cho chức danh Bí thư Tỉnh ủy Nghệ An gồm ông {MOT} và bà {HAI}."
    assert posts(text) == set()


def test_the_last_holder_is_told_by_his_office() -> None:
    assert one(f"Giám đốc Sở Nội vụ tỉnh Nghệ An cũ là ông {MOT}.") == (MOT, "former")


def test_the_loss_of_all_posts_is_of_its_own_item() -> None:
    text = (
        f"Ông {MOT}, nguyên Bí thư Huyện ủy Nghi Lộc, bị cách tất cả các chức vụ trong Đảng; cảnh cáo "
        f"đối với bà {HAI}, Bí thư Huyện ủy Đô Lương."
    )
    assert {status for person, _, _, status in posts(text) if person == HAI} == {"held"}
    text = (
        f"Huyện cách mọi chức vụ trong Đảng đối với ông {MOT}, Bí thư Huyện ủy Nghi Lộc; bà {HAI}, Phó Bí "
        "thư Huyện ủy Nghi Lộc, bị kết luận có vi phạm."
    )
    assert {status for person, _, _, status in posts(text) if person == HAI} == {"relieved"}


def test_who_takes_a_seat_keeps_the_office_that_a_biography_tells() -> None:
    text = (
        f"Ông {MOT}, Chỉ huy trưởng Bộ Chỉ huy Quân sự tỉnh Nghệ An, nói. Tỉnh ủy Nghệ An bầu ông {MOT} "
        f"làm Ủy viên Ban Thường vụ Tỉnh ủy. Ông từng là Chỉ huy trưởng Bộ Chỉ huy Quân sự tỉnh Nghệ An."
    )
    assert {status for _, post, _, status in posts(text) if post == "Chỉ huy trưởng"} == {"held"}


def test_who_refuses_to_be_moved_stays() -> None:
    text = f"Giám đốc Sở Nội vụ tỉnh Nghệ An {MOT} bị kỷ luật do không phục tùng sự phân công và điều động."
    assert one(text) == (MOT, "held")


def test_a_biography_tells_that_who_moves_has_left() -> None:
    text = (
        f"Ông {MOT}, Trưởng ban Nội chính Tỉnh ủy Nghệ An, phát biểu. Tỉnh bổ nhiệm ông {MOT} giữ chức "
        f"Giám đốc Công an tỉnh Nghệ An. Ông {MOT} từng là Trưởng ban Nội chính Tỉnh ủy Nghệ An."
    )
    assert {(post, status) for _, post, _, status in posts(text)} == {
        ("Trưởng ban", "former"),
        ("Giám đốc", "appointed"),
    }


def test_a_time_in_front_of_the_sentence_gives_no_office_of_its_main_clause() -> None:
    text = f"Trước khi được bầu làm Phó Bí thư Tỉnh ủy Nghệ An, ông {MOT} làm Giám đốc Sở Y tế tỉnh Nghệ An."
    assert {(post, status) for _, post, _, status in posts(text)} == {
        ("Phó Bí thư", "held"),
        ("Giám đốc", "former"),
    }


def test_the_death_of_others_closes_no_post_of_who_comes() -> None:
    text = f"Hai phó bí thư tỉnh ủy qua đời, tỉnh bổ sung ông {MOT} làm Phó Bí thư Tỉnh ủy Nghệ An."
    assert one(text) == (MOT, "held")


def test_who_leaves_one_post_for_another_has_that_one() -> None:
    text = (
        f"Trao quyết định điều động ông {MOT}, người vừa thôi giữ chức Bí thư Tỉnh ủy Bến Tre vào vị trí "
        "Phó Bí thư Tỉnh ủy Nghệ An."
    )
    assert {(post, status) for _, post, _, status in posts(text)} == {
        ("Bí thư", "relieved"),
        ("Phó Bí thư", "appointed"),
    }


@pytest.mark.parametrize(
    "act",
    [
        "đến công tác tại huyện Nam Đàn",
        "về công tác tại cơ sở",
        "điều động 5 cán bộ về xã",
        "luân chuyển cán bộ trẻ",
        "chuyển quà tới bà con",
    ],
)
def test_who_visits_or_moves_others_stays(act: str) -> None:
    assert one(f"Ông {MOT}, Giám đốc Sở Nội vụ tỉnh Nghệ An, {act}.") == (MOT, "held")


@pytest.mark.parametrize(
    "act",
    [
        "được điều động đến công tác tại huyện Nam Đàn",
        "điều động về Ban Dân vận Trung ương",
        "được Ban Bí thư luân chuyển",
        "chuyển công tác",
        "chuyển sang làm doanh nghiệp",
        "xin từ chức",
    ],
)
def test_who_is_moved_or_moves_on_leaves_the_post(act: str) -> None:
    assert one(f"Ông {MOT}, Giám đốc Sở Nội vụ tỉnh Nghệ An, {act}.") == (MOT, "relieved")
