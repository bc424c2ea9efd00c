"""Where an event was: printed, or at the home of who held it."""

from __future__ import annotations

import pytest
from extracting import facts, read_text

from kg.model import Fact
from kg.vocab import VPO


def event(text: str, headline: str = "Tin trong tuần") -> Fact:
    found: Fact = next(facts(read_text(f"{headline}\n\n{text}", published="2018-08-11"), VPO.EventReport))
    return found


def place(text: str, headline: str = "Tin trong tuần") -> str | None:
    found = event(text, headline).role(VPO.place)
    return found.rsplit("/", 1)[-1] if found else None


@pytest.mark.parametrize(
    "text",
    [
        "Ngày 10/8 tại Long An, Ban Tổ chức Trung ương họp giao ban.",
        "Ban Tổ chức Trung ương họp giao ban ngày 10/8 ở Long An.",
        "Ngày 10/8, tại hội trường thành phố Tân An, tỉnh Long An, Ban Tổ chức Trung ương họp giao ban.",
        "Ngày 10/8, tại huyện Cần Đước, Ban Tổ chức Trung ương họp giao ban.",
        "Ngày 10/8, Ban Tổ chức Trung ương họp giao ban. Hội nghị diễn ra tại Long An trong một buổi.",
    ],
)
def test_the_place_after_its_word_is_taken(text: str) -> None:
    assert place(text) == "long-an"


@pytest.mark.parametrize(
    "head",
    ["(Long An) - ", "LONG AN - ", "Long An (TTXVN) - ", "TP. Tân An – ", "LONG AN (NV) - ", "LONG AN.- "],
)
def test_the_place_at_the_head_of_the_report_is_taken(head: str) -> None:
    text = f"{head}Ngày 10/8, Ban Tổ chức Trung ương họp giao ban."
    assert place(text) == "long-an"
    assert "events.dateline" in {held.rule for held in event(text).evidence}


@pytest.mark.parametrize(
    "text",
    [
        "Ngày 10/8, Tỉnh ủy Long An họp bàn việc trồng rừng.",
        "Tỉnh ủy Long An ngày 10/8 họp bàn việc trồng rừng.",
        "Sáng 10/8, kỳ họp thứ 9 HĐND tỉnh Long An đã khai mạc.",
        "Ngày 10/8, ông Lò Văn Mốt - Chủ tịch UBND tỉnh Long An - cho biết việc trồng rừng đã xong.",
        "Lễ trao quyết định được Tỉnh ủy Long An tổ chức sáng 10/8.",
        "Ngày 10/8, tỉnh Long An vận hành bộ máy mới.",
        "Sau hai ngày (9 và 10/8), Đại hội đại biểu Phụ nữ tỉnh Long An lần thứ IX đã bế mạc.",
    ],
)
def test_who_holds_it_is_at_home(text: str) -> None:
    assert place(text) == "long-an"
    (held,) = [held for held in event(text).evidence if held.rule == "events.home"]
    assert held.confidence < 1


@pytest.mark.parametrize(
    "text",
    [
        "Sáng 10/8, Thủ tướng làm việc với Đảng bộ tỉnh Long An về đất đai.",
        "Sáng 10/8, Tổ đại biểu Quốc hội tiếp xúc cử tri huyện Cần Đước trước kỳ họp.",
        "Ngày 10/8, đoàn công tác tỉnh Tây Ninh thăm và làm việc tại tỉnh Long An.",
    ],
)
def test_guests_are_at_the_home_of_those_they_call_on(text: str) -> None:
    assert place(text) == "long-an"


@pytest.mark.parametrize(
    "text",
    [
        "Ngày 10/8, Ban Tổ chức Trung ương tổng kết công tác năm.",
        "Ngày 10/8, Bộ Công an khởi tố vụ án xảy ra tại Long An.",
        "Chiều 10/8, Trưởng Ban Tổ chức Trung ương trao quyết định cho Bí thư Tỉnh ủy Long An.",
        "Ngày 10/8, đoàn đại biểu tỉnh Long An thăm tỉnh bạn ở nước ngoài.",
    ],
)
def test_central_bodies_and_guests_have_no_place_unless_it_is_printed(text: str) -> None:
    assert place(text) is None


def test_a_body_without_its_province_is_of_the_one_in_the_headline() -> None:
    text = (
        "Tỉnh vừa hợp nhất cơ quan với tỉnh Tây Ninh.\n\nNgày 10/8, Tỉnh ủy trao quyết định cho hai cán bộ."
    )
    assert place(text, "Nhân sự mới ở tỉnh Long An") == "long-an"


def test_an_obituary_is_at_the_home_of_those_who_announce_it() -> None:
    text = (
        "Tỉnh ủy, HĐND, UBND tỉnh Long An báo tin:\n\nĐồng chí Lò Văn Mốt\n\n"
        "Do tuổi cao, đồng chí đã từ trần hồi 9 giờ ngày 10/8/2018, hưởng thọ 88 tuổi."
    )
    assert place(text, "TIN BUỒN") == "long-an"


def test_a_province_of_a_later_day_is_not_taken_for_an_earlier_one() -> None:
    text = "Ngày 10/8/2018, Huyện ủy A Lưới họp mặt. Đến năm 2026 huyện có trường mới."
    report = next(facts(read_text(f"Tin trong tuần\n\n{text}"), VPO.EventReport))
    assert report.role(VPO.place) == "id/adm63/thua-thien-hue"


def test_an_event_of_an_article_about_one_province_is_there() -> None:
    told = "Hội nghị cán bộ vừa bàn việc trồng rừng. Rừng ở Long An còn ít. Dân Long An cần thêm cây."
    assert place(told) == "long-an"
    assert place(f"{told} Bến Tre cũng vậy.") is None
    assert (
        place(f"Hội nghị cán bộ của Chính phủ vừa bàn việc trồng rừng. {told[told.index('Rừng') :]}") is None
    )
