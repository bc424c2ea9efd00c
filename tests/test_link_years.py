"""When an event was: the year that nothing prints with its day."""

from __future__ import annotations

import pytest
from extracting import facts, read_text

from kg.model import Fact
from kg.vocab import VPO


def event(text: str, **meta: str) -> Fact:
    found: Fact = next(facts(read_text(f"Tin trong tỉnh\n\n{text}", **meta), VPO.EventReport))
    return found


def start(text: str, **meta: str) -> str | None:
    found = event(text, **meta).value(VPO.startDate)
    return str(found) if found else None


DAY = "Ngày 10/8, Tỉnh ủy Long An tổ chức hội nghị cán bộ."


@pytest.mark.parametrize(
    ("words", "date"),
    [
        ("Như đã nêu, hội nghị ngày 10/8/2018 có 90 người.", "2018-08-10"),
        ("Tháng 5/2018, tỉnh đã nêu việc này.", "2018-08-10"),
        ("Cuối tháng 4-2018, tỉnh đã nêu việc này.", "2018-08-10"),
        ("Cuối năm 2017, tỉnh đã nêu việc này.", "2018-08-10"),
        ("Từ đầu năm 2018 đến nay có 20 huyện xong việc.", "2018-08-10"),
        ("Kết quả 7 tháng năm 2018 có khá hơn.", "2018-08-10"),
        ("Quyết định có hiệu lực từ ngày 15-8-2018.", "2018-08-10"),
        ("Nhiệm kỳ mới kể từ ngày 1-9-2018. Ngày 1-9-2018, bà Mốt nghỉ hưu.", "2018-08-10"),
        ("Trong tháng 9 -2018 sẽ triển khai ở 20 huyện.", "2018-08-10"),
        ("Đề án sẽ được trình trong quý III/2018.", "2018-08-10"),
        ("Báo cáo kết quả năm học 2017-2018 đã gửi các huyện.", "2018-08-10"),
        ("Hội nghị APEC 2018 được chuẩn bị kỹ.", "2018-08-10"),
        ("Tại Đại hội Đảng XII hồi tháng 1 vừa qua, tỉnh có ba ủy viên.", "2016-08-10"),
        ("Đến 15h ngày 3/9/2018, đoàn sẽ được đón tại tỉnh.", "2018-08-10"),
    ],
)
def test_another_date_of_the_text_tells_the_year(words: str, date: str) -> None:
    text = f"{DAY} {words}"
    assert start(text) == date
    assert event(text).role(VPO.dateBasis) == VPO.yearFromText
    assert max(held.confidence for held in event(text).evidence if held.rule == "events.opening") < 1


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Ngày 12/7, Tỉnh ủy sơ kết công tác 6 tháng đầu năm 2019.", "2019-07-12"),
        ("Ngày 16/8, tỉnh tổ chức Đại hội đại biểu Hội Luật gia tỉnh, nhiệm kỳ 2019 - 2024.", "2019-08-16"),
        ("Ngày 27/12, Tỉnh ủy tổng kết công tác năm 2023, triển khai nhiệm vụ năm 2024.", "2023-12-27"),
        ("Ngày 10/1, Tỉnh ủy tổng kết công tác năm 2018.", "2019-01-10"),
        ("Ngày 5/3, Ban Nội chính họp triển khai nhiệm vụ năm 2026.", "2026-03-05"),
        ("Ngày 10/1, tỉnh tổng kết năm 2017, triển khai nhiệm vụ năm 2018.", "2018-01-10"),
        ("Chiều 19/4, tỉnh họp bàn kế hoạch phòng, chống hạn năm 2018.", "2018-04-19"),
        ("Ngày 17/2, Công an tỉnh họp. Năm 2016 xảy ra 90 vụ. So với năm 2015, số vụ giảm.", "2017-02-17"),
        ("Ngày 20/3, tỉnh tổ chức hội nghị giao ban quý I-2018.", "2018-03-20"),
        ("Ngày 22/1, đoàn đến gặp mặt, chúc Tết Nguyên đán Kỷ Hợi 2019.", "2019-01-22"),
    ],
)
def test_the_name_of_the_event_tells_the_year(text: str, date: str) -> None:
    assert start(text) == date


def test_around_new_year_the_old_year_is_told_and_the_new_one_planned() -> None:
    text = "Ngày 12/1, Thủ tướng làm việc với tỉnh. Năm 2018 còn khó khăn. Trong năm 2019, tỉnh sẽ làm tiếp."
    assert start(text) == "2019-01-12"


@pytest.mark.parametrize(
    "words",
    [
        "",
        "Ông Mốt sinh ngày 3/5/2017.",
        "Đối tượng Lê Xuân Mốt (SN 1993) ra đầu thú.",
        "Tháng 6/2017, ông Mốt được bầu làm Tổng bí thư.",
        "Đầu tháng 5/2016, ông được Bộ Chính trị phân công làm Bí thư.",
        "Hồi tháng 11/2017, tỉnh đã nêu việc này.",
        "Chung cư đã cũ nên cuối năm 2017 tỉnh có bàn.",
        "Trong năm, 9 tập thể hoàn thành xuất sắc nhiệm vụ năm 2018.",
        "Bảng kê được lập từ ngày 20/7/2018 đến 22/9/2018.",
        "Tháng 6/2018, tỉnh có nêu. Phiên sau dự kiến vào đầu tháng 7/2018.",
        "Chiều 10/8/1945, quần chúng kéo về tỉnh lỵ.",
        "Ông Mốt thành lập đảng này vào tháng 8/2017.",
        "Các huyện phải xong trước ngày 28/9/2019.",
        "Đến tháng 10-2018 phải chấm dứt việc này.",
        "Đến tháng 9-2018, tỉnh vẫn chưa trả. Tháng 6/2018, tỉnh có hứa.",
        "Giải trình tại kỳ họp ngày 12/8/2018, ông Mốt nhận lỗi.",
        "Tỉnh đã giao chương trình giám sát năm 2020.",
        "Ngày 10/8/2014, tỉnh đã có ý kiến. Việc xong ngày 13/3/2015.",
        "Từ tháng 10/2014, ông Mốt về tỉnh làm Phó Chủ tịch.",
        "Tỉnh bàn kế hoạch nhiệm kỳ 2020-2025 và tầm nhìn đến năm 2030.",
        "Mục tiêu là hoàn thành trước ngày 31/12/2025.",
        "Việc xảy ra theo Bộ luật Hình sự năm 2015.",
        "Ngày 3/5/2016, huyện nhận cờ. Đến nay tỉnh đã qua năm 2019 đầy việc.",
    ],
)
def test_without_a_sound_ground_there_is_no_year(words: str) -> None:
    assert start(f"{DAY} {words}") is None


def test_publication_goes_before_what_the_text_says() -> None:
    text = f"{DAY} Tháng 5/2017, tỉnh đã nêu việc này."
    assert start(text, published="2018-08-11") == "2018-08-10"
    assert event(text, published="2018-08-11").role(VPO.dateBasis) == VPO.yearFromHeader


def test_what_will_be_may_lie_months_ahead() -> None:
    text = "Đại hội Đảng bộ tỉnh Long An sẽ diễn ra ngày 25/10."
    assert start(text, published="2020-08-11") == "2020-10-25"


def test_today_is_the_day_of_publication() -> None:
    text = "Sáng nay, Tỉnh ủy Long An tổ chức hội nghị cán bộ."
    assert start(text, published="2018-08-10") == "2018-08-10"
    assert event(text, published="2018-08-10").role(VPO.dateBasis) == VPO.relativeDay
    assert start(text.replace("Sáng nay", "Chiều qua"), published="2018-08-10") == "2018-08-09"


@pytest.mark.parametrize(
    ("days", "date"),
    [
        ("Từ ngày 1/12 - 31/12/2018", "2018-12-01"),
        ("Từ 29/12 đến ngày 3/1/2019", "2018-12-29"),
        ("Trong hai ngày 9/8 và 10/8/2018", "2018-08-09"),
    ],
)
def test_the_year_behind_a_span_of_days_is_of_both_ends(days: str, date: str) -> None:
    assert start(f"{days}, tỉnh Long An tổ chức hội thi.") == date


@pytest.mark.parametrize("days", ["trong hai ngày 30/9 và 1/10", "từ ngày 30/9 đến 1/10"])
def test_days_of_two_months_have_two_ends(days: str) -> None:
    report = event(f"Tỉnh Long An {days} tổ chức hội thi.", published="2018-10-02")
    assert (str(report.value(VPO.startDate)), str(report.value(VPO.endDate))) == ("2018-09-30", "2018-10-01")


def test_age_and_birth_tell_the_year() -> None:
    text = (
        "Sáng 8/8, HĐND tỉnh Phú Yên bầu ông Lê Văn Mốt làm Chủ tịch UBND tỉnh. Ông Lê Văn Mốt (44 tuổi) "
        "phát biểu. Ông Lê Văn Mốt sinh năm 1974."
    )
    assert start(text) == "2018-08-08"
