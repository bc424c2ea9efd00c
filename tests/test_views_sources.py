"""The sources of the reference tables, in the words of the reader."""

from __future__ import annotations

import re

import pytest
from rdflib import Literal

from kg.settings import resource
from kg.views import Knowledge
from kg.views.cells import source_of
from kg.views.source_words import source_in_vietnamese
from tests.browser.world import BASE, world_store

ENGLISH = re.compile(
    r"\b(?:the|of|and|from|list|pages?|number|plenum|knowledge|reports?|copy|others|date|vote|source|article)\b"
)


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("knowledge", "hiểu biết chung"),
        ("cuuchienbinh.vn (number); date knowledge", "cuuchienbinh.vn (số); ngày theo hiểu biết chung"),
        ("plo.vn (plenum, subject)", "plo.vn (hội nghị Trung ương, chủ đề)"),
        ("news.laodong.vn", "news.laodong.vn"),
        ("number.vn; for-all.vn/vote", "number.vn; for-all.vn/vote"),
    ],
)
def test_words_are_said_in_vietnamese_and_addresses_stay(source: str, said: str):
    assert source_in_vietnamese(source) == said


def test_every_source_of_the_tables_is_said_in_vietnamese():
    texts = (path.read_text("utf-8") for path in resource("ontology").glob("*.ttl"))
    sources = {source for text in texts for source in re.findall(r'dcterms:source "([^"]*)"', text)}
    assert len(sources) > 150
    assert {source for source in sources if ENGLISH.search(source_in_vietnamese(source))} == set()


@pytest.mark.parametrize(("lang", "told"), [("vi", "bản in, bản đã đăng"), ("en", "bản in, published copy")])
def test_a_page_tells_its_sources_in_its_language(lang: str, told: str):
    sources = Literal("published copy", lang="en"), Literal("bản in", lang="vi"), None
    assert source_of(Knowledge(world_store(), BASE, lang), *sources) == told
