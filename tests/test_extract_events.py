"""Meetings: which sentence opens a report, on which day, of which kind, looking back on what."""

from __future__ import annotations

import pytest

from kg.extract.events import Meeting, find_meetings, kind_confidence, review_period, topic_of
from kg.extract.reading import Reading, read
from kg.extract.times import find_moments
from kg.load import build_article
from kg.ontology import lexicon

HEAD = "Tin trong tỉnh\n\n"


def meetings(text: str) -> tuple[Reading, list[Meeting]]:
    here = read(build_article(HEAD + text), lexicon())
    return here, list(find_meetings(here, tuple(find_moments(here))))


def kinds(text: str) -> list[str]:
    return [meeting.kind.local for meeting in meetings(text)[1]]


def test_the_opening_says_the_kind_and_the_day() -> None:
    _, (found,) = meetings("Ngày 10/8, tại Long An, Tỉnh ủy tổ chức hội nghị sơ kết công tác năm.")
    assert found.kind.local == "so-ket"
    assert found.moment is not None
    assert (found.moment.day, found.moment.month) == (10, 8)


def test_the_day_of_a_document_is_not_the_day_of_the_meeting() -> None:
    _, (found,) = meetings(
        "Theo Quyết định ngày 1/2/2018, tỉnh họp. Ngày 10/8, Tỉnh ủy tổ chức hội nghị sơ kết."
    )
    assert found.moment is not None
    assert found.moment.day == 10


def test_two_days_are_two_meetings() -> None:
    text = "Ngày 10/8, Tỉnh ủy sơ kết công tác. Ngày 12/8, UBND tỉnh tổng kết phong trào."
    assert kinds(text) == ["so-ket", "tong-ket"]


def test_a_text_without_a_meeting_has_none() -> None:
    assert kinds("Ruộng đồng xanh mướt.") == []


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("6 tháng đầu năm 2018", "2018-01-01", "2018-06-30"),
        ("sáu tháng cuối năm 2018", "2018-07-01", "2018-12-31"),
        ("9 tháng đầu năm 2018", "2018-01-01", "2018-09-30"),
        ("quý IV/2018", "2018-10-01", "2018-12-31"),
        ("năm 2018", "2018-01-01", "2018-12-31"),
    ],
)
def test_the_period_looked_back_on_is_read(words: str, first: str, last: str) -> None:
    here, (found,) = meetings(f"Ngày 10/1, Tỉnh ủy tổng kết công tác {words}.")
    assert tuple(map(str, review_period(here, found.sentence) or ())) == (first, last)


@pytest.mark.parametrize("words", ["6 tháng đầu năm 0000", "quý IV/9999", "năm 0000"])
def test_a_period_that_no_calendar_has_is_none(words: str) -> None:
    here, (found,) = meetings(f"Ngày 10/1, Tỉnh ủy tổng kết công tác {words}.")
    assert review_period(here, found.sentence) is None


def test_the_topic_ends_before_the_period() -> None:
    here, (found,) = meetings("Ngày 10/8, Tỉnh ủy sơ kết phong trào trồng cây 6 tháng đầu năm 2018.")
    span = topic_of(here, found)
    assert span is not None
    assert here.article.text[slice(*span)] == "phong trào trồng cây"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Chiều 10/8, Sở Y tế Long An đã ký quyết định điều động ba cán bộ.", "quyet-dinh"),
        ("Ngày 10/8, cơ quan điều tra khởi tố hai bị can.", "to-tung"),
        ("Ông Lò Văn Mốt qua đời sáng 10/8 tại nhà riêng.", "tu-tran"),
        ("Ngày 10/8, ông Mốt được bầu làm Chủ tịch.", "bo-nhiem"),
        ("Ngày 10/8, Tỉnh ủy cho biết đã chọn đất làm trường.", "thong-bao"),
        ("Lễ viếng bắt đầu từ 7h ngày 10/8 tại quê nhà.", "le-tang"),
    ],
)
def test_an_event_needs_no_meeting(text: str, kind: str) -> None:
    assert kinds(text) == [kind]


def test_a_meeting_goes_before_the_deeds_done_at_it() -> None:
    assert kinds("Ngày 10/8, tại hội nghị sơ kết, Tỉnh ủy đã ký quyết định mới.") == ["so-ket"]


def test_a_deed_without_a_day_is_an_event_only_when_it_just_happened() -> None:
    assert kinds("UBND tỉnh vừa ký quyết định mới.") == ["quyet-dinh"]
    assert kinds("Trong tháng 10, tỉnh đã ký ban hành các văn bản sau.") == []


def test_later_days_told_as_past_are_no_meetings_of_their_own() -> None:
    text = "Ngày 10/8, Tỉnh ủy sơ kết công tác. Trước đó ngày 2/8, huyện tổ chức hội nghị."
    assert kinds(text) == ["so-ket"]


def test_captions_add_no_meeting() -> None:
    caption = "Quang cảnh hội nghị ngày 12/8 - Ảnh: Mốt Hăm"
    assert kinds(f"Ngày 10/8, Tỉnh ủy sơ kết công tác.\n\nĐại biểu đã thảo luận.\n\n{caption}") == ["so-ket"]


@pytest.mark.parametrize(
    "later",
    [
        "Dự án dự kiến được biểu quyết vào ngày 15/9.",
        "Các hộ bị thu hồi đất theo danh sách lập vào ngày 15/9/2017 ở xã.",
    ],
)
def test_what_has_just_happened_takes_no_day_from_far_below(later: str) -> None:
    text = f"UBND tỉnh vừa thống nhất phương án. Rừng còn ít. Các xã đã bàn xong. Huyện đã nhận. {later}"
    assert all(meeting.moment is None for meeting in meetings(text)[1])
    told = "Chiều 12/9, ông Mốt nói thêm về việc này."
    assert [meeting.moment.day for meeting in meetings(f"{text} {told}")[1] if meeting.moment] == [12]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Ngày 10/8, tỉnh giao Ban Thường vụ Tỉnh đoàn lo việc trồng cây.", "su-kien"),
        ("Ngày 10/8, sở thanh tra việc thực hiện các quy định về bổ nhiệm.", "su-kien"),
        ("Ngày 10/8, tỉnh trình Quốc hội xem xét tại kỳ họp cuối năm.", "su-kien"),
        ("Ngày 10/8, đoàn đi dự Đại hội thể thao sinh viên.", "su-kien"),
        ("Ngày 10/8, huyện đón mười bác sĩ mới về làm việc.", "su-kien"),
        ("Ngày 10/8, huyện họp bàn việc mới tại cuộc họp.", "hop"),
    ],
)
def test_a_word_elsewhere_in_the_sentence_names_no_event(text: str, kind: str) -> None:
    assert kinds(text) == [kind]


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("Ngày 10/8, Tỉnh ủy họp báo về công tác tiêm phòng dại.", "công tác tiêm phòng dại"),
        ("Ngày 10/8, kỳ họp thứ ba của Hội đồng nhân dân khai mạc.", None),
        ("Ngày 10/8, hội nghị sơ kết phong trào trồng cây lần thứ hai.", "phong trào trồng cây"),
        ("Ngày 10/8, công an khởi tố vụ án về trộm cắp tài sản.", None),
        ("Ngày 10/8, hội nghị triển khai kế hoạch trồng rừng chiều nay.", "kế hoạch trồng rừng"),
    ],
)
def test_the_topic_stands_after_the_kind_or_after_ve(text: str, topic: str | None) -> None:
    here, (found,) = meetings(text)
    span = topic_of(here, found)
    assert (here.article.text[slice(*span)] if span else None) == topic


def test_an_event_without_a_named_kind_is_less_sure() -> None:
    _, (named,) = meetings("Ngày 10/8, Tỉnh ủy tổ chức hội nghị sơ kết.")
    _, (unnamed,) = meetings("Ngày 10/8, huyện đón mười bác sĩ mới.")
    assert kind_confidence(unnamed) < kind_confidence(named)


@pytest.mark.parametrize(
    ("later", "days"),
    [
        ("Hội nghị hôm 3/10 đã thống nhất giới thiệu ông Mốt.", [None]),
        ("Đại biểu vào viếng nghĩa trang lúc 7h sáng 4/10.", [4]),
        ("Hội nghị bế mạc sẽ vào sáng 5/10.", [None]),
    ],
)
def test_this_morning_takes_no_other_day_than_that_of_a_morning(later: str, days: list[int | None]) -> None:
    text = f"Tỉnh ủy họp phiên thứ nhất sáng nay. Có 300 đại biểu. Các xã đã bàn xong. {later}"
    assert [meeting.moment and meeting.moment.day for meeting in meetings(text)[1]] == days


def test_a_headline_with_a_caption_alone_has_its_day() -> None:
    here = read(build_article("Sáng nay tỉnh họp ngày 3/4\n\nẢnh: PV"), lexicon())
    (found,) = find_meetings(here, tuple(find_moments(here)))
    assert (found.moment and (found.moment.day, found.moment.month), found.relative) == ((3, 4), None)
