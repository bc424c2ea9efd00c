"""What is claimed besides posts: meetings, speeches, figures, prizes, sanctions, changes, judgements."""

from __future__ import annotations

import pytest
from extracting import facts, person, plain, read_text

from kg.model import Extraction, Fact
from kg.vocab import VPO

MOT, HAI = "Nguyễn Văn Mốt", "Trần Thị Hăm"


def read(text: str, published: str = "2018-08-10") -> Extraction:
    return read_text(f"Tin trong tỉnh\n\n{text}", published=published)


def only(text: str, kind: str) -> Fact:
    (fact,) = facts(read(text), kind)
    return fact


def parts(text: str) -> set[tuple[str, str]]:
    found = read(text)
    return {
        (person(found, fact.role(VPO.agent)), (fact.role(VPO.participationRole) or "").rsplit("/", 1)[-1])
        for fact in facts(found, VPO.Participation)
    }


MEETING = "Ngày 8/8, tại thành phố Tân An, tỉnh Long An, Tỉnh ủy Long An tổ chức hội nghị sơ kết công tác."


def test_a_meeting_has_its_day_place_and_organizer() -> None:
    event = only(MEETING, VPO.EventReport)
    assert str(event.value(VPO.startDate)) == "2018-08-08"
    assert (event.role(VPO.place), event.role(VPO.organizer)) == (
        "id/adm63/long-an",
        "id/org/tinh-uy-long-an",
    )
    assert event.role(VPO.dateBasis) == VPO.yearFromHeader


def test_the_province_inside_a_body_is_no_place_of_meeting() -> None:
    event = only("Ngày 8/8, Ban Tổ chức Trung ương họp với Tỉnh ủy Long An.", VPO.EventReport)
    assert event.role(VPO.place) is None


def test_the_body_before_the_day_holds_the_meeting() -> None:
    event = only("Tỉnh ủy Long An ngày 8/8 sơ kết công tác năm.", VPO.EventReport)
    assert event.role(VPO.organizer) == "id/org/tinh-uy-long-an"


def test_a_meeting_of_two_days_has_an_end() -> None:
    event = only("Trong hai ngày 7-8/8, Tỉnh ủy Long An tổ chức đại hội.", VPO.EventReport)
    assert str(event.value(VPO.endDate)) == "2018-08-08"


@pytest.mark.parametrize(
    ("words", "role"),
    [
        (f"Dự hội nghị có ông {MOT}.", "attendee"),
        (f"Ông {MOT} chủ trì hội nghị.", "chair"),
        (f"Ông {MOT} phát biểu chỉ đạo.", "directive-speaker"),
    ],
)
def test_a_verb_says_the_part(words: str, role: str) -> None:
    assert (MOT, role) in parts(f"{MEETING} {words}")


def test_each_verb_has_its_own_persons() -> None:
    found = parts(f"{MEETING} Ông {MOT} chủ trì, bà {HAI} phát biểu chỉ đạo.")
    assert found == {(MOT, "chair"), (HAI, "directive-speaker")}


@pytest.mark.parametrize("word", ["dự án", "dự thảo", "dự kiến"])
def test_other_words_are_no_verbs_of_attending(word: str) -> None:
    assert parts(f"{MEETING} Ông {MOT} nói về {word} mới.") == set()


def test_requests_of_a_speaker_are_kept_apart() -> None:
    text = (
        f"{MEETING} Phát biểu chỉ đạo, ông {MOT} đề nghị các huyện làm tốt quy hoạch; thường xuyên kiểm tra."
    )
    speech = only(text, VPO.SpeechAct)
    asked = [plain(value) for prop, value in speech.values if prop == VPO.requests]
    assert asked == ["các huyện làm tốt quy hoạch", "thường xuyên kiểm tra"]


def test_a_group_without_names_has_its_count() -> None:
    group = only(f"{MEETING} Dự có lãnh đạo Ban Tổ chức 11 tỉnh, thành.", VPO.GroupParticipation)
    assert group.value(VPO.count) == 11


@pytest.mark.parametrize(
    "words",
    [
        "Đại diện các tỉnh, thành: Tây Ninh, Đồng Nai,… chia sẻ kinh nghiệm.",
        "Đại diện Tây Ninh, Đồng Nai,… chia sẻ kinh nghiệm.",
    ],
)
def test_delegations_speak_for_their_provinces(words: str) -> None:
    spoke = list(facts(read(f"{MEETING} {words}"), VPO.Participation))
    assert {fact.role(VPO.agent) for fact in spoke} == {"id/adm63/tay-ninh", "id/adm63/dong-nai"}
    assert {fact.value(VPO.listComplete) for fact in spoke} == {False}


def test_a_ratio_has_its_day_and_its_units() -> None:
    ratio = only("Tính đến ngày 30/6/2018, có 2/11 đơn vị đạt: Long An, Tây Ninh.", VPO.StatisticObservation)
    assert (ratio.value(VPO.numerator), ratio.value(VPO.denominator)) == (2, 11)
    assert str(ratio.value(VPO.asOf)) == "2018-06-30"


def test_a_ratio_above_one_is_none() -> None:
    assert not list(facts(read("Có 12/11 đơn vị tham gia."), VPO.StatisticObservation))


def test_a_prize_has_its_year() -> None:
    award = only("Tỉnh trao Giải Báo chí về biển đảo năm 2017.", VPO.AwardObservation)
    assert (plain(award.value(VPO.award)), award.value(VPO.year)) == (
        "Giải Báo chí về biển đảo năm 2017",
        2017,
    )


def test_a_sanction_has_its_kind_and_its_body() -> None:
    text = f"Ủy ban Kiểm tra Tỉnh ủy Long An kỷ luật cảnh cáo ông {MOT}."
    sanction = only(text, VPO.SanctionObservation)
    assert sanction.role(VPO.sanctionKind) == "scheme/sanction-kind/canh-cao"
    assert sanction.role(VPO.decidingBody) == "id/org/uy-ban-kiem-tra-tinh-uy-long-an"


@pytest.mark.parametrize("taken", ["cách hết chức vụ", "cách tất cả các chức vụ", "cách mọi chức vụ"])
def test_posts_taken_away_are_a_sanction(taken: str) -> None:
    text = f"Tỉnh ủy Long An thi hành kỷ luật {taken} trong Đảng đối với ông {MOT}."
    sanction = only(text, VPO.SanctionObservation)
    assert sanction.role(VPO.sanctionKind) == "scheme/sanction-kind/cach-chuc"


def test_a_warning_of_floods_is_no_sanction() -> None:
    assert not list(facts(read(f"Ông {MOT} cảnh cáo về lũ lớn."), VPO.SanctionObservation))


def test_a_change_opens_one_post_and_closes_another() -> None:
    change = only(
        f"Tỉnh ủy Long An điều động ông {MOT}, Giám đốc Sở Nội vụ tỉnh Long An, giữ chức "
        "Chánh Văn phòng Tỉnh ủy Long An từ ngày 1/9/2018.",
        VPO.PersonnelChange,
    )
    assert change.role(VPO.opens)
    assert change.role(VPO.closes)
    assert change.role(VPO.decidingBody) == "id/org/tinh-uy-long-an"
    assert str(change.value(VPO.effectDate)) == "2018-09-01"


def test_a_judgement_keeps_its_clause_and_its_side() -> None:
    text = "Ban Tổ chức các cấp ủy tham mưu kịp thời; việc thực hiện Nghị quyết số 18-NQ/TW còn chậm."
    reports = list(facts(read(text), VPO.ImplementationReport))
    judged = [fact for fact in reports if fact.role(VPO.polarity)]
    assert [fact.role(VPO.polarity) for fact in judged] == [VPO.negative]
    assert "còn chậm" in plain(judged[0].value(VPO.assessment))


def test_an_article_without_sentences_says_nothing() -> None:
    assert read_text("Trang chủ | Chính trị").facts == ()
