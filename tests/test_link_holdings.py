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
