"""Who took part in an event, and as what."""

from __future__ import annotations

import pytest
from extracting import facts, person, plain, read_text

from kg.vocab import VPO

MOT, HAI, BA = "Nguyễn Văn Mốt", "Trần Thị Hăm", "Lê Văn Tam"
OPENING = "Ngày 10/8, Tỉnh ủy Long An tổ chức hội nghị cán bộ."


def parts(text: str) -> set[tuple[str, str]]:
    found = read_text(f"Tin trong tỉnh\n\n{OPENING} {text}", published="2018-08-11")
    return {
        (person(found, fact.role(VPO.agent)), (fact.role(VPO.participationRole) or "").rsplit("/", 1)[-1])
        for fact in facts(found, VPO.Participation)
    }


@pytest.mark.parametrize(
    ("words", "role"),
    [
        (f"Hội nghị có sự tham dự của ông {MOT}.", "attendee"),
        (f"Tới dự có đồng chí {MOT}.", "attendee"),
        (f"Cùng đi có đồng chí {MOT}.", "attendee"),
        (f"Hội nghị do đồng chí {MOT} chủ trì.", "chair"),
        (f"Chủ tọa hội nghị: đồng chí {MOT}.", "chair"),
        (f"Bà {MOT} điều hành phiên họp.", "chair"),
        (f"Đồng chí {MOT} tiếp và làm việc với đoàn.", "host"),
        (f"Đồng chí {MOT} trao quyết định cho các cán bộ.", "conferrer"),
        (f"Phát biểu giao nhiệm vụ, đồng chí {MOT} đề nghị sớm ổn định.", "directive-speaker"),
        (f"Phát biểu tại hội nghị, đồng chí {MOT} cảm ơn.", "speaker"),
    ],
)
def test_a_verb_says_the_role(words: str, role: str) -> None:
    assert parts(words) == {(MOT, role)}


def test_a_list_of_those_present_names_each() -> None:
    words = f"Dự hội nghị có các đồng chí: {MOT}, Bí thư Tỉnh ủy; {HAI}, Phó Bí thư Tỉnh ủy; {BA}."
    assert parts(words) == {(name, "attendee") for name in (MOT, HAI, BA)}


def test_a_list_may_go_on_line_by_line() -> None:
    words = (
        f"Dự hội nghị có:\n\n- Đồng chí {MOT}, Bí thư Tỉnh ủy;\n\n- Đồng chí {HAI}, Phó Bí thư Tỉnh ủy.\n\n"
        f"Ông {BA} cho rằng việc còn nhiều."
    )
    assert parts(words) == {(MOT, "attendee"), (HAI, "attendee")}


def test_persons_before_two_verbs_have_both_roles() -> None:
    assert parts(f"Đồng chí {MOT} dự và phát biểu chỉ đạo.") == {(MOT, "directive-speaker")}
    assert parts(f"Đồng chí {MOT} chủ trì và phát biểu kết luận.") == {(MOT, "chair"), (MOT, "speaker")}


def test_those_whose_presence_is_named_stand_behind() -> None:
    words = f"Ông {MOT} tiếp đoàn với sự tham dự của bà {HAI}."
    assert parts(words) == {(MOT, "host"), (HAI, "attendee")}


def test_co_chairs_are_listed_together() -> None:
    words = f"Các đồng chí: {MOT}, Bí thư Tỉnh ủy; {HAI}, Phó Bí thư Tỉnh ủy đồng chủ trì hội nghị."
    assert parts(words) == {(MOT, "co-chair"), (HAI, "co-chair")}


def test_the_one_who_is_appointed_hands_over_nothing() -> None:
    words = f"Tại đây, đồng chí {MOT} trao quyết định bổ nhiệm đồng chí {HAI} làm Phó Giám đốc sở."
    assert (MOT, "conferrer") in parts(words)
    assert not [role for name, role in parts(words) if name == HAI]


def test_the_chair_is_the_one_after_do() -> None:
    words = f"Ông {MOT} đã gặp các cán bộ, sau đó hội nghị do bà {HAI} chủ trì bàn về quy hoạch."
    assert parts(words) == {(HAI, "chair")}


@pytest.mark.parametrize(
    "words",
    [
        f"Ông {MOT} không tham dự.",
        f"Giao ông {MOT} chủ trì, phối hợp với các sở.",
        f"Ông {MOT} thuộc diện dự nguồn.",
        f"Ông {MOT} có mặt tại vườn nhà.",
        f"Ông {MOT} cho biết nhiều học sinh dự kỳ thi.",
        f"Ông {MOT} cho rằng các đại biểu dự hội nghị đã làm tốt.",
        f"Ông {MOT} nhất trí với những phát biểu của hội nghị.",
        f"Bài viết về ông {MOT} có nhiều lượt chia sẻ.",
        f"Ông {MOT} bị chủ tọa nhắc nhở tại hội nghị.",
        f"Ông {MOT} cảm ơn sự đón tiếp của tỉnh.",
        f"Theo bà Hăm và ông {MOT}, Ngân hàng Nhà nước chủ trì, phối hợp với các sở.",
        f"Ông {MOT} chủ trì xem xét nhân sự.",
        f"Đoàn đã dự tiệc sau buổi hội đàm với ông {MOT}.",
    ],
)
def test_what_only_looks_like_a_part_is_none(words: str) -> None:
    assert parts(words) == set()


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        (f"Phát biểu tại hội nghị, ông {MOT} yêu cầu các sở làm tốt việc này.", ["các sở làm tốt việc này"]),
        (f"Phát biểu tại hội nghị, ông {MOT} trình bày về đề nghị phê chuẩn quy hoạch.", []),
        (f"Phát biểu tại hội nghị, ông {MOT} nhấn mạnh kết quả đạt được trong năm.", []),
    ],
)
def test_a_request_is_what_the_speaker_asks_for(words: str, asked: list[str]) -> None:
    found = read_text(f"Tin trong tỉnh\n\n{OPENING} {words}", published="2018-08-11")
    (speech,) = facts(found, VPO.SpeechAct)
    assert [plain(value) for prop, value in speech.values if prop == VPO.requests] == asked


@pytest.mark.parametrize(
    ("words", "groups"),
    [
        ("Dự hội nghị có lãnh đạo các sở, ngành.", ["lãnh đạo các sở"]),
        ("Hội nghị có lãnh đạo các huyện cùng tham dự.", ["lãnh đạo các huyện"]),
        ("Nhân dân đã chứng kiến việc làm của lãnh đạo tỉnh nhà.", []),
        ("Lãnh đạo xã có mặt tại hiện trường vận động bà con.", []),
    ],
)
def test_a_group_attends_only_where_a_verb_says_so(words: str, groups: list[str]) -> None:
    found = read_text(f"Tin trong tỉnh\n\n{OPENING} {words}", published="2018-08-11")
    assert [plain(fact.value(VPO.printedName)) for fact in facts(found, VPO.GroupParticipation)] == groups


def test_who_is_spoken_of_after_the_guest_does_not_attend() -> None:
    words = f"Tham dự buổi lễ, ông {MOT} nói còn nhớ mọi việc của ông {HAI} năm xưa."
    assert parts(words) == {(MOT, "attendee")}
