"""Zones, sentences and headers of the seed article are those that a reader marked."""

from __future__ import annotations

import json
from datetime import datetime

import pytest

from kg.load import build_article, sentences

SAME = {"nav": "chrome", "footer_boilerplate": "chrome", "date_header": "dateline"}


@pytest.fixture(scope="module")
def gold(seed):
    return json.loads((seed / "gold.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def article(seed):
    return build_article((seed / "article-2018-08-10.txt").read_text("utf-8"))


def test_every_block_has_its_kind_and_offsets(article, gold):
    found = [("body" if zone.kind == "lead" else zone.kind, zone.start, zone.end) for zone in article.zones]
    assert found == [(SAME.get(b["kind"], b["kind"]), b["start"], b["end"]) for b in gold["blocks"]]


def test_the_first_paragraph_is_the_lead(article):
    assert [zone.start for zone in article.zones if zone.kind == "lead"] == [120]


def test_every_sentence_has_its_offsets(article, gold):
    assert [(s.start, s.end) for s in sentences(article)] == [
        (s["start"], s["end"]) for s in gold["segments"]
    ]


def test_the_headers_are_read(article):
    assert article.published == datetime.fromisoformat("2018-08-10T19:27:00+07:00")
    assert article.authors == ("Thanh Nga",)


def test_the_identifier_is_the_hash_of_the_text(article, gold):
    assert article.id == gold["meta"]["sha256"][:16]
