"""Which day of an article is that of what it reports."""

from __future__ import annotations

import pytest

from kg.extract.days import find_days, find_relative
from kg.extract.main_day import main_day
from kg.extract.reading import Reading, read
from kg.extract.times import find_moments
from kg.load import build_article
from kg.ontology import lexicon

HEAD = "Tin trong tỉnh\n\n"
EVENT = "Ngày 10/8, Tỉnh ủy họp bàn việc trồng rừng."


def reading(text: str, **meta: str) -> Reading:
    return read(build_article(HEAD + text, **meta), lexicon())


def main(text: str, **meta: str) -> str | None:
    here = reading(text, **meta)
    day = main_day(here, find_days(here, find_moments(here)))
    return f"{day.moment.day}/{day.moment.month}" if day else None


@pytest.mark.parametrize(
    "words",
    [
        "Ông Lò Văn Mốt sinh ngày 3/5/1970.",
        "Ngày sinh: 3/5/1970. Ngày vào Đảng: 7/7/1995.",
        "Theo Quyết định ngày 3/5 của Thủ tướng, tỉnh lập ban mới.",
        "Tỉnh vừa nhận Quyết định số 12-QĐ/TW, ngày 3/5/2020, về cán bộ.",
        "Các huyện phải xong việc trước ngày 3/5.",
        "Tính đến ngày 3/5, tỉnh có 40 đơn vị.",
        "Nghị quyết có hiệu lực từ ngày 3/5.",
        "Bà Mốt nghỉ hưu kể từ ngày 3/5.",
        "Trước đó, ngày 3/5, đoàn đã đến thăm xã.",
        "Đây là hoạt động chào mừng Quốc khánh 2/9.",
        "Huyện mời đoàn sang thăm vào dịp 19/5.",
    ],
)
def test_a_day_of_something_else_is_not_the_day_of_the_event(words: str) -> None:
    assert main(words) is None
    assert main(f"{words} {EVENT}") == "10/8"


@pytest.mark.parametrize(
    "words",
    [
        "Tại hội trường huyện, chiều 10/8, Sở Y tế đã công bố quyết định mới.",
        "Hội Nông dân cho biết ban chấp hành của hội đã họp sáng nay 10-8.",
        "Bộ Chính trị ra quyết định trên trong cuộc họp (ngày 10 và 11/8).",
        "Từ ngày 10 đến 12/8, tỉnh tổ chức hội thi.",
        "Từ ngày 10/8 đến 2/9, tỉnh tổ chức hội thi.",
        "Sau hai ngày (10 và 11/8), đại hội đã bế mạc.",
        "Lễ viếng bắt đầu từ 7h ngày 10/8 tại quê nhà.",
        "Ông Mốt qua đời sáng 10/8 sau thời gian lâm bệnh.",
        "Hội nghị triển khai Nghị quyết số 18-NQ/TW diễn ra ngày 10/8.",
        "Bí thư Tỉnh ủy vừa ký quyết định ngày 10/8 điều động cán bộ.",
    ],
)
def test_the_day_of_the_event_may_stand_anywhere_in_its_sentence(words: str) -> None:
    assert main(words) == "10/8"


def test_the_first_day_that_fits_is_the_one() -> None:
    assert main(f"{EVENT} Ngày 12/8, UBND tỉnh tổng kết phong trào.") == "10/8"


def test_a_day_on_which_it_is_told_gives_way_to_the_day_on_which_it_was() -> None:
    told = "Ngày 12/8, theo nguồn tin của báo, Tỉnh ủy đã bầu thêm hai ủy viên."
    assert main(f"{told} Việc này do hội nghị Tỉnh ủy lần thứ 9 (ngày 10/8) thông qua.") == "10/8"
    assert main(f"{told} Các ủy viên sẽ nhận việc ngay.") == "12/8"


def test_a_caption_gives_its_day_only_where_nothing_else_does() -> None:
    caption = "Bí thư Tỉnh ủy phát biểu chiều 9/8 - Ảnh: Mốt Hăm"
    assert main(f"{EVENT} Các đại biểu đã thảo luận.\n\nRừng ở huyện còn ít.\n\n{caption}") == "10/8"
    assert main(f"Tỉnh ủy vừa họp bàn việc trồng rừng.\n\nRừng ở huyện còn ít.\n\n{caption}") == "9/8"


def test_what_stands_once_more_at_the_end_is_a_caption() -> None:
    caption = "Ông Mốt trong cuộc họp báo ngày 6/9/2017."
    assert main(f"{caption} Nhiều người đã chia buồn.\n\nÔng mất sáng 10/8 tại nhà.\n\n{caption}") == "10/8"


def test_the_day_of_a_decision_counts_where_the_decision_is_the_news() -> None:
    decision = "Tại Quyết định số 882/QĐ-TTg ngày 10/8/2022, Thủ tướng kỷ luật hai cán bộ."
    assert main(f"Thủ tướng vừa ban hành quyết định. {decision}") == "10/8"
    assert main(f"{decision} Ngày 12/8, tỉnh họp công bố.") == "12/8"


def test_a_day_behind_a_number_is_of_the_event_where_there_is_no_other() -> None:
    plan = "Thực hiện Kế hoạch số 12-KH/TU, ngày 10/8/2018,"
    assert main(f"{plan} đoàn kiểm tra đã làm việc với huyện.") == "10/8"
    assert main(f"{plan} về kiểm tra cán bộ, huyện đã làm xong.") is None


def test_a_day_long_ago_is_not_of_the_news() -> None:
    text = "Ngày 1/6/1990, ông về tỉnh làm việc. Ngày 10/8/2018, ông được bầu làm Chủ tịch."
    assert main(text) == "10/8"
    assert main("Ngày 1/6/1990, ông về tỉnh làm việc.", published="2018-08-11") is None


@pytest.mark.parametrize(("words", "ago"), [("Sáng nay, Tỉnh ủy họp.", 0), ("Chiều qua, Tỉnh ủy họp.", 1)])
def test_today_and_yesterday_are_counted_from_publication(words: str, ago: int) -> None:
    here = reading(words)
    found = find_relative(here, here.sentences)
    assert found is not None
    assert found.ago == ago


@pytest.mark.parametrize("words", ["Sáng nay 10/8, Tỉnh ủy họp.", "Hiện nay tỉnh có 9 huyện."])
def test_today_with_its_date_is_no_other_day(words: str) -> None:
    here = reading(words)
    assert find_relative(here, here.sentences) is None


@pytest.mark.parametrize(
    "words",
    [
        "Theo Kết luận thanh tra số 9225 / KL - UBND ngày 3/5/2018, có sai phạm.",
        "Tỉnh thu hồi Quyết định số 748 / QĐ - UBND ngày 3/5/2018 của Chủ tịch UBND tỉnh.",
        "Ông Mốt, giám đốc bệnh viện (giai đoạn 3-5-2012 đến 3-5-2017), chịu trách nhiệm.",
        "Cơ quan xem xét giai đoạn từ 3/5/2015 đến 30/6/2016 của sở.",
        "Văn phòng mở lại sau 3 tháng (từ 3-5-2018 đến ngày 4-8-2018) theo quyết định của sở.",
    ],
)
def test_a_long_time_and_a_day_of_a_code_with_spaces_are_no_day_of_the_event(words: str) -> None:
    assert main(words) is None
    assert main(f"{words} {EVENT}") == "10/8"


def test_a_day_to_come_gives_way_where_the_report_has_begun_before() -> None:
    begun = "Tỉnh ủy họp bàn việc trồng rừng. Rừng còn ít. Các xã đã bàn xong."
    plan = "Dự án dự kiến được biểu quyết vào ngày 15/9."
    assert main(f"{begun} {plan} {EVENT}") == "10/8"
    assert main("Đại hội sẽ khai mạc ngày 15/9. Trước mắt, ngày 10/8, tỉnh gặp mặt báo chí.") == "15/9"


@pytest.mark.parametrize("words", ["Từ sáng sớm 10-8", "Chiều tối 10/8", "Đêm khuya 10-8", "Trưa muộn 10/8"])
def test_parts_of_the_day_say_that_a_date_follows(words: str) -> None:
    assert main(f"{words}, bà con đến nhận quà.") == "10/8"


def test_a_report_of_a_document_is_of_the_day_of_the_document() -> None:
    assert main("Ban Bí thư vừa ký ban hành Chỉ thị số 45-CT/TW, ngày 14/4/2025 về đại hội.") == "14/4"
    assert main("Tỉnh ủy thực hiện Chỉ thị số 45-CT/TW ngày 14/4/2025 của Bộ Chính trị.") is None


@pytest.mark.parametrize(
    "text",
    [
        "Từ ngày 10/8, bà Mốt sẽ thôi giữ chức. Bà là người Nghệ An. Bà 50 tuổi. Bà được chấp thuận ngày "
        "3/5 vừa qua.",
        "Tỉnh bổ nhiệm bà Mốt làm Giám đốc từ ngày 10/8.",
        "Bộ vừa cử ông Mốt sang tỉnh. Việc đi theo đề nghị của tỉnh. Ông 50 tuổi. Quyết định bổ nhiệm có "
        "hiệu lực từ ngày 10/8.",
        "8h sáng mai (10/8), tỉnh họp với các hộ dân.",
        "Sắp tới ngày bầu cử (3/5), huyện bận rộn. Ngày 10/8, tỉnh họp với các hộ dân.",
    ],
)
def test_a_day_to_come_of_a_decision_or_a_meeting_may_be_that_of_the_news(text: str) -> None:
    assert main(text) == "10/8"


@pytest.mark.parametrize(
    "text",
    [
        "Sáng 6/7, ông Mốt cho biết ông xin thôi. Việc này sẽ được bàn tại kỳ họp thứ 11 (từ ngày 9 đến "
        "11/7).",
        "Ngày 9/7, tỉnh cho biết đã có thông cáo. Theo đó, chiều 6/7, bà Mốt chủ trì kỳ họp thứ ba.",
    ],
)
def test_a_day_of_telling_gives_way_to_a_meeting_that_was_held(text: str) -> None:
    assert main(text) == "6/7"


def test_a_meeting_at_which_it_is_told_is_the_event() -> None:
    text = "Chiều 18/3, tại buổi họp báo, ông Lò Văn Mốt cho biết kỳ họp khai mạc vào ngày 21/3."
    assert main(text) == "18/3"


def test_a_decision_in_the_opening_goes_before_the_steps_of_a_career() -> None:
    text = (
        "Thủ tướng ký quyết định phê chuẩn. Tại Quyết định số 25/QĐ-TTg ngày 24/11, Thủ tướng phê chuẩn kết "
        "quả bầu Chủ tịch tỉnh. Ông có hai bằng. Ông quê ở Huế. Ngày 16/11, ông Lò Văn Mốt được điều động."
    )
    assert main(text) == "24/11"


@pytest.mark.parametrize(
    "outlet",
    ["VnExpress", "báo Tin Mới", "Tuổi Trẻ Online", "Znews", "VTC News", "Thanh Niên", "Báo Nghệ An"],
)
def test_what_an_outlet_told_earlier_is_no_news(outlet: str) -> None:
    text = f"Tỉnh vừa lập ban mới. Ban có năm người. Xã góp ý kiến. Ngày 8/8, {outlet} đưa tin, xã thiếu đất."
    assert main(text) is None


def test_what_young_people_tell_is_news() -> None:
    text = (
        "Tỉnh vừa lập ban mới. Ban có năm người. Xã góp ý kiến. Ngày 8/8, thanh niên phản ánh, xã thiếu đất."
    )
    assert main(text) == "8/8"


@pytest.mark.parametrize(
    ("headline", "day"),
    [
        ("Chủ tịch xã bị đấm vào mặt", "12/11"),
        ("Cảnh cáo phó bí thư xã đấm công an xã", "13/11"),
        ("Xã giao đất cho dân", "13/11"),
    ],
)
def test_an_incident_is_of_its_own_day_not_of_the_day_of_telling(headline: str, day: str) -> None:
    text = (
        f"{headline}\n\nNgày 13/11, trao đổi với phóng viên, ông Lò Văn Mốt cho biết đã bị đe dọa. "
        "Xã đã báo huyện. Theo ông Mốt, sáng 12/11, xã nhận tin ở thôn Hai."
    )
    here = read(build_article(text), lexicon())
    found = main_day(here, find_days(here, find_moments(here)))
    assert found is not None
    assert f"{found.moment.day}/{found.moment.month}" == day
