"""Which paragraph is what."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.load import build_article
from kg.load.lines import blocks

BODY = "Ngày 10/8, tại Long An, Tỉnh ủy tổ chức hội nghị sơ kết công tác 6 tháng đầu năm."
MORE = "Đồng chí Nguyễn Văn Bình, Bí thư Tỉnh ủy, chủ trì hội nghị và phát biểu kết luận."


def kinds(text, **meta):
    article = build_article(text, **meta)
    return [(zone.kind, article.text[zone.start : zone.end]) for zone in article.zones]


def kind_of(line, *, before=("Tỉnh ủy sơ kết công tác", BODY), after=(MORE,)):
    found = {text: kind for kind, text in kinds("\n\n".join([*before, line, *after]))}
    return found[line]


@pytest.mark.parametrize(
    "line",
    [
        "Tiếng Việt | English",
        "Trang chủ > Chính trị > Xây dựng Đảng",
        "Chia sẻ bài viết",
        "CHIA SẺ",
        "Từ khóa: hội nghị, cán bộ",
        "Tin liên quan",
        "Lượt xem: 1.234",
        "* * *",
        "A- A+",
        "Ý kiến bạn đọc (0)",
    ],
)
def test_lines_of_the_page_are_chrome(line):
    assert kind_of(line) == "chrome"


@pytest.mark.parametrize(
    "line",
    [
        "10/08/2018 - 19:27",
        "Thứ sáu, 10/08/2018 19:27",
        "Thứ Sáu, ngày 10 tháng 8 năm 2018",
        "19:27 | 10/08/2018 (GMT+7)",
        "Cập nhật lúc: 19:27, 10-8-2018",
        "Ngày đăng: 10/8/2018",
        "2018-08-10T19:27",
        "10.08.2018 | 19:27 PM",
    ],
)
def test_a_line_that_is_a_date_is_a_dateline(line):
    assert kind_of(line, before=(), after=("Tỉnh ủy sơ kết công tác", BODY)) == "dateline"


@pytest.mark.parametrize(
    "line",
    [
        "Đại biểu dự hội nghị",
        "Đồng chí Nguyễn Văn Bình phát biểu tại hội nghị",
        "Toàn cảnh hội nghị.",
        "ẢNH: MINH ANH Các đại biểu tham quan triển lãm",
        "Quang cảnh hội nghị. Ảnh: Thanh Nga",
        "Quang cảnh hội nghị. (Ảnh: TTXVN)",
    ],
)
def test_a_short_line_without_an_end_is_a_caption(line):
    assert kind_of(line) == "caption"


@pytest.mark.parametrize(
    "line",
    [
        "Ông Bình dự họp.",
        "Hội nghị thống nhất:",
        "- Đồng chí Nguyễn Văn Bình, Bí thư Huyện ủy",
        "1. Đồng chí Nguyễn Văn Bình, Bí thư Huyện ủy",
    ],
)
def test_a_short_line_of_the_report_is_body(line):
    assert kind_of(line) == "body"


def test_the_items_of_an_announced_list_are_body():
    items = ["Đồng chí Nguyễn Văn Bình, Bí thư Huyện ủy", "Đồng chí Trần Thị Lan, Chủ tịch"]
    text = "\n\n".join(["Tỉnh ủy công bố quyết định", BODY, "Các đồng chí được bổ nhiệm:", *items, MORE])
    assert [kind for kind, line in kinds(text) if line in items] == ["body", "body"]


@pytest.mark.parametrize(
    "line",
    [
        "Thanh Nga",
        "THANH NGA",
        "Thanh Nga - Minh Đức",
        "N.P",
        "PV",
        "Bài, ảnh: Thanh Nga",
        "Theo Báo Nhân Dân",
        "Nguồn: TTXVN",
        "Tin: Lê Đức; ảnh: Minh Anh",
        "Nguyễn Văn Bình (TTXVN)",
    ],
)
def test_the_last_short_names_are_the_byline(line):
    text = "\n\n".join(["Tỉnh ủy sơ kết công tác", BODY, MORE, line, "Chia sẻ bài viết"])
    assert ("byline", line) in kinds(text)


def test_a_name_under_the_headline_is_the_byline():
    assert kind_of("Thanh Nga", before=("Tỉnh ủy sơ kết công tác",), after=(BODY, MORE)) == "byline"


def test_a_sentence_that_opens_with_theo_is_body():
    line = "Theo đồng chí Nguyễn Văn Bình, Bí thư Tỉnh ủy, đến nay tỉnh đã hoàn thành việc sắp xếp."
    assert kind_of(line) == "body"


def test_a_signature_in_the_last_line_is_a_zone_of_its_own():
    found = kinds("\n\n".join(["Tỉnh ủy sơ kết công tác", BODY, f"{MORE[:-1]}./. Thanh Nga", "Chia sẻ"]))
    assert found[-3:] == [("body", f"{MORE[:-1]}./."), ("byline", "Thanh Nga"), ("chrome", "Chia sẻ")]


@pytest.mark.parametrize("tail", [" Ông Bình dự", " tại Long An", " Việc này đã rõ"])
def test_a_cut_sentence_at_the_end_is_no_signature(tail):
    assert kinds("\n\n".join(["Tỉnh ủy sơ kết công tác", BODY, MORE + tail]))[-1] == ("body", MORE + tail)


@pytest.mark.parametrize(
    "line",
    [
        "Thanh Nga - 10/08/2018 19:27",
        "10/08/2018 19:27 | Thanh Nga",
        "TTXVN - 10/08/2018",
        "Chia sẻ 10/08/2018",
    ],
)
def test_a_date_beside_a_name_or_a_button_is_a_dateline(line):
    assert kind_of(line, before=(), after=("Tỉnh ủy sơ kết công tác", BODY)) == "dateline"


@pytest.mark.parametrize("line", ["Quang cảnh hội nghị ngày 10/08/2018", "Họp báo 10/08/2018 - phần hai"])
def test_a_date_beside_other_words_is_no_dateline(line):
    assert kind_of(line) == "caption"


def test_headlines_of_other_articles_are_chrome():
    others = ["Tin liên quan", "Huyện ủy Bến Lức họp", "Thành ủy Tân An sơ kết công tác"]
    text = "\n\n".join(["Tỉnh ủy sơ kết công tác", BODY, *others, MORE, "Thanh Nga", *others])
    assert [kind for kind, _ in kinds(text)] == [
        *("headline", "lead", "chrome", "chrome", "chrome", "body", "byline", "chrome", "chrome", "chrome"),
    ]


def test_what_readers_say_is_chrome():
    text = "\n\n".join(
        ["Tỉnh ủy sơ kết công tác", BODY, MORE, "Bình luận (2)", "Ông Bình nói đúng.", "Hay quá"]
    )
    assert [kind for kind, _ in kinds(text)][-3:] == ["chrome"] * 3


def test_a_pointer_to_another_article_is_chrome():
    assert kind_of(">> Huyện ủy Bến Lức sơ kết công tác") == "chrome"


def test_headline_and_lead_come_first():
    assert [kind for kind, _ in kinds("\n\n".join(["Tỉnh ủy sơ kết công tác", BODY, MORE]))] == [
        "headline",
        "lead",
        "body",
    ]


def test_a_section_name_above_the_headline_is_chrome():
    text = "\n\n".join(["Xây dựng Đảng", "Tỉnh ủy Long An sơ kết công tác 6 tháng đầu năm", BODY, MORE])
    assert [kind for kind, _ in kinds(text)] == ["chrome", "headline", "lead", "body"]


def test_a_single_paragraph_is_body():
    assert [kind for kind, _ in kinds("Đồng chí Nguyễn Văn Bình dự họp")] == ["body"]


def test_a_text_that_opens_with_a_sentence_has_no_headline():
    assert [kind for kind, _ in kinds(f"{BODY}\n\n{MORE}")] == ["body", "body"]


def test_a_stated_title_is_the_headline_and_what_stands_above_is_chrome():
    found = kinds(f"Thời sự hôm nay\n\nTỈNH UỶ HỌP.\n\n{BODY}\n\n{MORE}", title="Tỉnh ủy họp.")
    assert [kind for kind, _ in found] == ["chrome", "headline", "lead", "body"]


def test_a_stated_title_that_is_missing_is_put_above():
    assert kinds(f"{BODY}\n\n{MORE}", title="Tỉnh ủy họp")[0] == ("headline", "Tỉnh ủy họp")


def test_single_line_breaks_part_paragraphs():
    assert [kind for kind, _ in kinds(f"Tỉnh ủy họp\n{BODY}\n{MORE}")] == ["headline", "lead", "body"]


def test_lines_broken_at_a_column_are_one_paragraph():
    text = (
        "Ngày 10 tháng 8, tại thành phố Tân An, Tỉnh ủy Long An đã tổ chức hội\n"
        "nghị sơ kết công tác xây dựng Đảng 6 tháng đầu năm 2018; đồng chí\n"
        "Nguyễn Văn Bình, Bí thư Tỉnh ủy, chủ trì hội nghị và phát biểu khai\n"
        "mạc."
    )
    assert [block.text for block in blocks(text)] == [text]


def test_a_line_that_goes_on_with_a_small_letter_is_one_paragraph():
    assert [block.text for block in blocks("Đồng chí Bình\nchủ trì.\nBà Lan dự.")] == [
        "Đồng chí Bình\nchủ trì.",
        "Bà Lan dự.",
    ]


@given(
    st.lists(
        st.sampled_from(["Tỉnh ủy họp", BODY, "Ảnh: PV", "", "10/8/2018", "Chia sẻ", "\u00a0 ", "- Bình"])
    )
)
def test_zones_cover_all_but_white_space_in_order(lines):
    article = build_article("\n".join(lines))
    covered = "".join(article.text[zone.start : zone.end] for zone in article.zones)
    assert "".join(covered.split()) == "".join(article.text.split())
    assert list(article.zones) == sorted(article.zones, key=lambda zone: zone.start)
