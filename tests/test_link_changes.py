"""Changes of posts: what one decision changes, who decides, and what is no change."""

from __future__ import annotations

import pytest
from extracting import facts, person, read_text

from kg.model import Fact
from kg.vocab import VPO

MOT, HAI, BA = "Lò Văn Mốt", "Trần Thị Hăm", "Vi Văn Tam"


def changes(text: str) -> list[tuple[str, Fact]]:
    found = read_text(f"Tin trong tỉnh\n\n{text}", published="2018-08-10")
    return [(person(found, fact.role(VPO.person)), fact) for fact in facts(found, VPO.PersonnelChange)]


def sides(fact: Fact) -> tuple[int, int]:
    return tuple(sum(prop == side for prop, _ in fact.roles) for side in (VPO.opens, VPO.closes))  # type: ignore[return-value]


def test_the_same_news_told_twice_is_one_change() -> None:
    text = (
        f"Ông {MOT} được bầu giữ chức Bí thư Tỉnh ủy Long An. Với đa số phiếu, ông {MOT} được bầu làm Bí thư "
        "Tỉnh ủy Long An."
    )
    assert [(name, sides(fact)) for name, fact in changes(text)] == [(MOT, (1, 0))]


def test_a_decision_beside_its_verb_is_news() -> None:
    text = f"Tỉnh ủy Long An đã quyết định bổ nhiệm ông {MOT} giữ chức Giám đốc Sở Y tế tỉnh Long An."
    ((name, fact),) = changes(text)
    assert (name, sides(fact)) == (MOT, (1, 0))
    assert fact.role(VPO.decidingBody) == "id/org/tinh-uy-long-an"


def test_two_decisions_in_two_sentences_are_two_changes() -> None:
    text = (
        f"HĐND tỉnh Long An miễn nhiệm chức vụ Ủy viên UBND tỉnh Long An đối với ông {MOT}. "
        f"Tỉnh ủy Long An phân công ông {MOT} giữ chức Chánh Văn phòng Tỉnh ủy Long An."
    )
    assert sorted(sides(fact) for _, fact in changes(text)) == [(0, 1), (1, 0)]


@pytest.mark.parametrize(
    ("text", "decider"),
    [
        (
            f"Ông {MOT} được Tỉnh ủy Long An điều động giữ chức Giám đốc Sở Y tế tỉnh Long An.",
            "id/org/tinh-uy-long-an",
        ),
        (
            f"Khi Sở Y tế tỉnh Long An được lập, ông {MOT} được bổ nhiệm làm Giám đốc Sở Y tế tỉnh Long An.",
            None,
        ),
        (
            f"Tại kỳ họp của HĐND huyện Cần Giuộc, ông {MOT} trúng cử đại biểu HĐND huyện Cần Giuộc.",
            None,
        ),
    ],
)
def test_the_subject_of_the_verb_decides(text: str, decider: str | None) -> None:
    assert [fact.role(VPO.decidingBody) for _, fact in changes(text)] == [decider]


@pytest.mark.parametrize(
    "text",
    [
        f"Sở gửi tờ trình về việc cho thôi giữ chức Giám đốc Sở Y tế tỉnh Long An đối với ông {MOT}.",
        f"Việc chậm bổ nhiệm ông {MOT} làm Giám đốc Sở Y tế tỉnh Long An là do đơn thư.",
        f"Theo ông {MOT}, người khác được điều động làm Giám đốc Sở Y tế tỉnh Long An.",
        f"Ông {MOT} không đủ tiêu chuẩn được bổ nhiệm làm Giám đốc Sở Y tế tỉnh Long An.",
        f"Con trai cố Bí thư Tỉnh ủy Long An {MOT} trúng cử đại biểu HĐND tỉnh Long An.",
        f"Người tiền nhiệm của ông {MOT} được điều động giữ chức Giám đốc Sở Y tế tỉnh Long An.",
        f"Ông {MOT} trước kia cũng từng giữ chức vụ Giám đốc Sở Y tế tỉnh Long An.",
        f"Ông {MOT} làm đơn xin từ chức Giám đốc Sở Y tế tỉnh Long An.",
        f"Phó Chánh Văn phòng UBND tỉnh Long An {MOT} chuyển thông cáo báo chí đến các báo.",
        f"Bí thư Tỉnh ủy Long An {MOT} ký quyết định bổ nhiệm Giám đốc Sở Y tế tỉnh Long An.",
        f"Ông {MOT} bị cách chức Bí thư Chi bộ; cảnh cáo đối với Giám đốc Sở Y tế tỉnh Long An.",
    ],
)
def test_nothing_is_opened_where_nobody_gets_a_post(text: str) -> None:
    opened = [fact for _, fact in changes(text) if fact.role(VPO.opens)]
    health = [fact for _, fact in changes(text) if "mien-nhiem" in (fact.role(VPO.changeKind) or "")]
    assert not opened
    assert not health


def test_a_removal_that_is_only_considered_closes_nothing() -> None:
    text = f"Huyện đang xem xét cách chức đối với ông {MOT}, Giám đốc Sở Y tế tỉnh Long An."
    assert changes(text) == []


def test_who_is_spoken_of_by_a_retired_man_has_not_retired() -> None:
    text = f"Ông {MOT} (vừa nghỉ hưu từ ngày 1/8) cho biết ông {HAI} là Phó Giám đốc Sở Y tế tỉnh Long An."
    assert HAI not in [name for name, _ in changes(text)]


def test_a_removal_that_is_only_asked_for_closes_nothing() -> None:
    text = f"Cơ quan này đề nghị tỉnh cách chức Giám đốc Sở Y tế tỉnh Long An đối với ông {MOT}."
    assert changes(text) == []


def test_the_year_of_birth_is_no_day_of_a_change() -> None:
    text = f"Tỉnh cho ông {MOT}, sinh năm 1978, thôi giữ chức vụ Giám đốc Sở Y tế tỉnh Long An."
    assert [fact.value(VPO.effectDate) for _, fact in changes(text)] == [None]


def test_who_is_replaced_does_not_get_the_post() -> None:
    text = f"Người được điều động thay ông {MOT} làm Bí thư Tỉnh ủy Long An là bà {HAI}."
    assert MOT not in [name for name, fact in changes(text) if fact.role(VPO.opens)]


def test_the_day_of_an_earlier_post_is_not_that_of_the_next() -> None:
    text = f"Ông {MOT} là cán bộ huyện đến năm 2013, sau đó được bổ nhiệm làm Giám đốc Sở Y tế tỉnh Long An."
    assert [fact.value(VPO.effectDate) for _, fact in changes(text)] == [None]


def test_a_plan_is_less_sure_than_news() -> None:
    ((_, plan),) = changes(
        f"HĐND tỉnh Long An sẽ miễn nhiệm chức vụ Giám đốc Sở Y tế tỉnh Long An đối với ông {BA}."
    )
    ((_, news),) = changes(
        f"HĐND tỉnh Long An miễn nhiệm chức vụ Giám đốc Sở Y tế tỉnh Long An đối với ông {BA}."
    )
    assert plan.evidence[0].confidence < news.evidence[0].confidence
