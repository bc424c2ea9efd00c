"""Vietnamese text: normal form, shadow, keys."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.text import CAPITALS, LOWERS, clean, collate, fold, key, normalise, shadow, slug


def test_the_alphabet_has_every_letter_of_vietnamese():
    assert len(LOWERS) == 12 * 6 + 17 + 4
    assert len(CAPITALS) == len(LOWERS)
    assert set("đăơưữợ") <= set(LOWERS)


@pytest.mark.parametrize(
    ("new", "old"),
    [
        ("Tỉnh uỷ", "Tỉnh ủy"),
        ("khoá", "khóa"),
        ("Thuý", "Thúy"),
        ("loé", "lóe"),
        ("HOÀ", "HÒA"),
        ("nhiệm kì", "nhiệm kỳ"),
    ],
)
def test_tone_placement_is_one_in_the_shadow(new, old):
    assert shadow(new) == old
    assert key(new) == key(old)


@pytest.mark.parametrize("word", ["quý", "toán", "hoạch", "quỳ", "Hà Nam", "thì"])
def test_other_syllables_keep_their_marks_in_the_shadow(word):
    assert shadow(word) == word


def test_eth_matches_the_vietnamese_letter_and_stays_in_the_text():
    assert shadow("Ðảng") == "Đảng"
    assert normalise("Ðảng") == "Ðảng"
    assert fold("Ðảng Ɖảng") == "dang dang"


def test_tones_are_never_folded_in_a_key():
    assert key("Hà Nam") != key("Hạ Nam")
    assert key("Bà Rịa-Vũng  Tàu") == key("bà rịa – vũng tàu")


def test_invisible_characters_are_removed_and_counted():
    assert clean("Nguyễn\u200b Văn\x00 A\ufeff") == ("Nguyễn Văn A", 3)


def test_decomposed_text_becomes_composed():
    assert normalise(unicodedata.normalize("NFD", "Tỉnh ủy")) == "Tỉnh ủy"


def test_slugs_are_ascii():
    assert slug("Bà Rịa - Vũng Tàu") == "ba-ria-vung-tau"
    assert slug("Đỗ Hữu Lâm") == "do-huu-lam"
    assert slug("…") == "x"


def test_collation_follows_the_vietnamese_dictionary():
    words = ["đá", "da", "dã", "ăn", "an", "ân", "vạn", "Đặng", "Dương", "ă", "â", "a"]
    assert sorted(words, key=collate) == [
        "a",
        "an",
        "ă",
        "ăn",
        "â",
        "ân",
        "da",
        "dã",
        "Dương",
        "đá",
        "Đặng",
        "vạn",
    ]


@given(st.text())
def test_the_shadow_has_the_length_of_the_text(text):
    assert len(shadow(normalise(text))) == len(normalise(text))


@given(st.text())
def test_normal_form_is_stable(text):
    assert normalise(normalise(text)) == normalise(text)
