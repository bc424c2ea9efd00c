"""What a text says does not hang on how its letters and spaces are written down."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import pytest
from extracting import SAMPLES
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.link.article import link_article
from kg.load import build_article
from kg.model import Extraction, Text
from kg.ontology import lexicon
from kg.text import key

TEXTS = sorted(path for path in SAMPLES.glob("*.txt") if "nfd" not in path.stem)
# The same tone on the other vowel: both are right, and every newsroom has its own.
PLACES = ["oà òa", "oá óa", "oả ỏa", "oã õa", "oạ ọa", "uỳ ùy", "uý úy", "uỷ ủy", "uỹ ũy", "uỵ ụy"]
SEVERAL = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def read(text: str) -> Extraction:
    return link_article(build_article(text), lexicon())


def said(found: Extraction) -> list[tuple[object, ...]]:
    """Return the facts as what they say: without the article's own name, spelled one way."""

    def plain(value: object) -> str:
        text = value.text if isinstance(value, Text) else str(value)
        return " ".join(key(text.replace(found.article.id, "")).split())

    return sorted(
        (fact.kind, tuple(sorted((prop, plain(name)) for prop, name in fact.roles)),
         tuple(sorted((prop, plain(value)) for prop, value in fact.values)))
        for fact in found.facts
    )  # fmt: skip


@lru_cache(maxsize=64)
def as_printed(name: str) -> tuple[str, tuple[tuple[object, ...], ...]]:
    text = unicodedata.normalize("NFC", (SAMPLES / name).read_text("utf-8"))
    return text, tuple(said(read(text)))


def with_other_tone_places(text: str) -> str:
    for pair in PLACES:
        new, old = pair.split(" ")
        text = re.sub(rf"(?<![qQ]){new}(?= )", old, text)
    return text


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_decomposed_letters_say_the_same(path) -> None:
    text, facts = as_printed(path.name)
    assert tuple(said(read(unicodedata.normalize("NFD", text)))) == facts


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_the_icelandic_letter_is_taken_for_the_vietnamese_one(path) -> None:
    text, facts = as_printed(path.name)
    assert tuple(said(read(text.replace("Đ", "\u00d0")))) == facts


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_the_tone_may_stand_on_either_vowel(path) -> None:
    text, facts = as_printed(path.name)
    assert tuple(said(read(with_other_tone_places(text)))) == facts


@SEVERAL
@given(st.sampled_from(TEXTS), st.randoms(use_true_random=False), st.sampled_from("\u00a0\u202f\u2009"))
def test_a_space_that_does_not_break_is_a_space(path, random, space) -> None:
    text, facts = as_printed(path.name)
    varied = "".join(space if char == " " and random.random() < 0.2 else char for char in text)
    assert tuple(said(read(varied))) == facts


@SEVERAL
@given(st.sampled_from(TEXTS), st.randoms(use_true_random=False))
def test_invisible_characters_say_nothing(path, random) -> None:
    text, facts = as_printed(path.name)
    varied = "".join(f"{char}\u200b" if char == " " and random.random() < 0.1 else char for char in text)
    assert tuple(said(read(varied))) == facts
