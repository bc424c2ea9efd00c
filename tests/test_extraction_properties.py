"""What holds of every text: spans and quotes are of the text, nothing raises, nothing is remembered."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from extracting import SAMPLES
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.jsonl import write_extraction
from kg.link.article import link_article
from kg.load import build_article
from kg.model import Extraction
from kg.ontology import lexicon
from kg.text import CAPITALS, LOWERS

PIECES = (
    "Đồng chí", "ông", "bà", "Nguyễn Văn Tám", "Lê Thị Chín", "Y Mửi", "Bí thư", "Phó Bí thư",
    "các Phó Chủ tịch", "nguyên", "quyền", "Tỉnh ủy", "Huyện ủy Cần Đước", "Thành ủy Huế", "UBND xã",
    "Đảng ủy", "Ban Tổ chức", "Ban Tổ chức Trung ương", "Vụ Địa phương III", "Sở Nội vụ", "Long An",
    "Thái Bình Dương", "TP.HCM", "xã Mỹ Lộc", "Cụm thi đua số 4", "Cụm 4", "gồm:", "11 tỉnh",
    "4/11 đơn vị", "đến 30/6/2018", "ngày 10/8", "28-30/2", "năm 0000", "6 tháng đầu năm 2018",
    "0 tháng đầu năm 9999", "quý IV/2020", "sơ kết", "hội nghị", "tại", "do", "dự", "chủ trì",
    "phát biểu chỉ đạo", "đề nghị", "giữ chức", "bổ nhiệm", "thôi giữ chức", "thay", "kỷ luật",
    "cảnh cáo", "khóa XII", "Nghị quyết số 18-NQ/TW", "19- NQ/TW", "Nghị quyết Trung ương 4",
    "Chỉ thị 05 của Bộ Chính trị", "còn chậm", "Giải Báo chí năm 2018", "Lào", "…", ",", ";", ":", "-",
    "phụ trách nông nghiệp", "sáng nay", "Ảnh: PV", "(", ")", "và", ".", "./.", "\n", "\n\n", "\u00a0", "\t",
)  # fmt: skip
LETTER = st.text(alphabet=CAPITALS + LOWERS + " .,;:-–/()\"'\n0123456789ÐİẞǅΣ", max_size=12)
TEXT = st.lists(st.one_of(st.sampled_from(PIECES), LETTER), min_size=1, max_size=40).map(" ".join)
PASSAGES = sorted((Path(__file__).parent / "data" / "passages").glob("*/*.txt"))
TEXTS = (*sorted(SAMPLES.glob("*.txt")), *PASSAGES)
CONSONANTS = "BCDGHKLMNPQRSTVX"
OFTEN = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def read(text: str) -> Extraction:
    return link_article(build_article(f"Tin trong tỉnh\n\n{text}", published="2018-08-10"), lexicon())


@OFTEN
@given(TEXT)
def test_every_mention_is_the_text_at_its_place(text: str) -> None:
    found = read(text)
    for mention in found.mentions:
        assert found.article.text[mention.start : mention.end] == mention.surface != ""


@OFTEN
@given(TEXT)
def test_every_quote_and_every_mark_is_of_the_text(text: str) -> None:
    found = read(text)
    for fact in found.facts:
        assert fact.evidence
        for held in fact.evidence:
            assert found.article.text[held.start : held.end] == held.quote
            assert all(held.start <= start < end <= held.end for start, end in held.marks)


@OFTEN
@given(TEXT, TEXT)
def test_what_is_read_depends_on_no_other_article(text: str, other: str) -> None:
    alone = write_extraction(read(text), "https://vpo.example/")
    read(other)
    assert write_extraction(read(text), "https://vpo.example/") == alone


@OFTEN
@given(TEXT)
def test_every_fact_has_a_name_of_its_own_and_points_at_facts_that_exist(text: str) -> None:
    found = read(text)
    names = [found.article.node(fact.id) for fact in found.facts]
    assert len(names) == len(set(names))
    own = {
        target for fact in found.facts for _, target in fact.roles if "#" in target and "/article/" in target
    }
    assert own <= set(names)


@pytest.mark.parametrize("space", ["  ", " \u00a0", "\u2009 \u2009"])
def test_more_spaces_between_words_stop_no_article(space: str) -> None:
    for path in TEXTS:
        found = link_article(build_article(path.read_text("utf-8").replace(" ", space)), lexicon())
        assert found.mentions, path


@OFTEN
@given(TEXT)
def test_a_headline_and_a_caption_alone_stop_no_load(text: str) -> None:
    headline = " ".join(text.split())
    found = link_article(build_article(f"Sáng nay {headline} ngày 3/4\n\nẢnh: PV"), lexicon())
    assert found.article.text.endswith("Ảnh: PV")


def steps(sentence: str, count: int) -> int:
    """Return how many calls it takes to read a sentence `count` times, each time with another word."""
    words = (f"{first}{middle}a" for first in CONSONANTS for middle in CONSONANTS.lower())
    body = "".join(
        sentence.format(n=n % 90 + 1, word=word) for n, word in zip(range(count), words, strict=False)
    )
    article = build_article(f"Tin trong tỉnh\n\n{body}")
    calls = 0

    def note(_frame: object, event: str, _value: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(note)
    try:
        link_article(article, lexicon())
    finally:
        sys.setprofile(None)
    return calls


@pytest.mark.parametrize(
    "sentence",
    [
        "Cụm thi đua số {n} họp. Cụm thi đua Tên {word} họp. ",
        "Cụm thi đua các trường nghề miền Đông Nam Bộ họp ở Sở Y tế. ",
        "Khối thi đua các sở {word} của tỉnh Long An họp. ",
    ],
)
def test_a_text_of_twice_the_length_takes_twice_the_steps(sentence: str) -> None:
    steps(sentence, 60)  # what is remembered of words is of no article
    assert steps(sentence, 120) < 2.4 * steps(sentence, 60)
