"""Where sentences end."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.load import build_article, sentences


def split(text):
    article = build_article(text)
    return [article.text[s.start : s.end] for s in sentences(article)]


@pytest.mark.parametrize(
    "text",
    [
        "Hội nghị diễn ra tại TP. Hồ Chí Minh và TX. Tân Uyên.",
        "Theo Ban Tổ chức T.Ư, đồng chí phát biểu.",
        "TS. Nguyễn Văn An và PGS.TS. Trần Bình dự.",
        "Ông Nguyễn Văn A. Sinh năm 1970 tại Long An.",
        "Họp ngày 10.8 với 1.234 đại biểu và 2.500 khách.",
        "Có đ/c. Nguyễn Văn Bình và Ô. Trần Văn Cường dự.",
        "Các tỉnh Long An, TP.HCM,…chia sẻ cách làm hay.",
        "Ông hỏi: vì sao... chưa làm?",
        "Xem tại www.baolongan.vn hoặc gửi thư cho to.chuc@longan.gov.vn.",
        "1. Đồng chí Nguyễn Văn Bình được bầu làm Bí thư.",
        "II. Công tác cán bộ được chú trọng.",
        "Nghị quyết 18-NQ/TW của Trung ương (khóa XII).",
    ],
)
def test_a_stop_inside_does_not_end_a_sentence(text):
    assert split(text) == [text]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Hội nghị kết thúc tốt đẹp./.", "Ông Bình phát biểu."),
        ("Công tác này thực hiện đúng quy định,...", "Ngoài ra, tỉnh đã họp."),
        ("Tổ chức tọa đàm,…", "Tuy nhiên, còn chậm."),
        ("Ông nói: “Phải làm ngay.”", "Bà Lan đồng ý."),
        ('Ông nói: "Phải làm ngay."', "Bà Lan đồng ý."),
        ("Ai chịu trách nhiệm?", "Chưa rõ!"),
        ("Họp tại Bình Thuận và TP. Hồ Chí Minh.", "6 tháng đầu năm 2018, ngành hoàn thành."),
        ("Đây là năm 2018.", "2019 là năm sau."),
        ("Thực hiện nghị quyết Đại hội khóa X.", "Ông Bình dự."),
        ("Ban Tổ chức họp tại TP.HCM.", "Ông Bình chủ trì."),
        ("Theo hướng dẫn của T.Ư.", "Ông Bình chủ trì."),
        ("Hội nghị kết thúc.", "“Chúng ta phải làm”, ông nói."),
        ("Hội nghị kết thúc.", "Ðảng bộ tỉnh hoàn thành."),
        ("Có hai việc phải làm.", "- Kiện toàn tổ chức."),
    ],
)
@pytest.mark.parametrize("space", [" ", "\u00a0 ", "  "])
def test_two_sentences_are_two(first, second, space):
    assert split(f"{first}{space}{second}") == [first, second]


@pytest.mark.parametrize("first", ["Hội nghị kết thúc.", "Họp xong…", "Việc gì?", "Tốt đẹp./."])
def test_a_missing_space_still_parts_sentences(first):
    assert split(f"{first}Tại hội nghị, ông Bình phát biểu.") == [first, "Tại hội nghị, ông Bình phát biểu."]


@pytest.mark.parametrize("text", ["Dự có TP.Hồ Chí Minh, ThS.Nguyễn Bình và T.Ư Đoàn.", "Bảng A.B.C của Sở."])
def test_a_missing_space_after_an_abbreviation_parts_nothing(text):
    assert split(text) == [text]


def test_a_sentence_stays_inside_its_paragraph():
    assert split("Ông Bình dự họp\n\nBà Lan chủ trì.") == ["Ông Bình dự họp", "Bà Lan chủ trì."]


def test_a_page_menu_has_no_sentence():
    assert split("Tiếng Việt | English\n\nTỉnh ủy họp\n\nÔng Bình chủ trì. Bà Lan dự.") == [
        "Tỉnh ủy họp",
        "Ông Bình chủ trì.",
        "Bà Lan dự.",
    ]


@given(st.text(alphabet=st.sampled_from(' .…!?\n"”(-1aĐăT/,'), max_size=80))
def test_sentences_are_ordered_and_lose_no_letter(text):
    article = build_article(text)
    found = sentences(article)
    inside = "".join(article.text[s.start : s.end] for s in found)
    zones = "".join(article.text[z.start : z.end] for z in article.zones if z.kind != "chrome")
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert "".join(inside.split()) == "".join(zones.split())


@given(st.text(max_size=200))
def test_any_text_has_sentences_without_white_space_around_them(text):
    article = build_article(text)
    for sentence in sentences(article):
        quote = article.text[sentence.start : sentence.end]
        assert quote
        assert quote == quote.strip()
