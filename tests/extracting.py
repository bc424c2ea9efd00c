"""What the tests of extraction share: an article read, and its facts by class."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from kg.bench.found import find_record
from kg.bench.record import Event, Record
from kg.link.article import link_article
from kg.load import build_article
from kg.model import Extraction, Fact, Text, Value
from kg.ontology import lexicon

SAMPLES = Path(__file__).resolve().parents[1] / "kg" / "samples"
NOTHING = Record("x", "x", None, None, (), (), (), (), (), (), (), Event(None, "none", None))
FOAF_NAME = "http://xmlns.com/foaf/0.1/name"


@lru_cache(maxsize=64)
def read_sample(stem: str) -> Extraction:
    """Return what the sample article `stem` says."""
    return read_text((SAMPLES / f"{stem}.txt").read_text("utf-8"))


def read_text(text: str, **meta: str) -> Extraction:
    """Return what `text` says."""
    return link_article(build_article(text, **meta), lexicon())  # type: ignore[arg-type]


def posts(text: str) -> set[tuple[str, str, str, str]]:
    """Return person, title, body and status of each post that `text` tells of, as the bench counts them."""
    record = find_record(read_text(text), lexicon(), NOTHING).record
    return {(held.person, held.position, held.org, held.status) for held in record.positions}


def facts(extraction: Extraction, kind: str) -> Iterator[Fact]:
    """Yield the facts of one class."""
    return (fact for fact in extraction.facts if fact.kind == kind)


def person(extraction: Extraction, node: str | None) -> str:
    """Return the name of the person at a node of the article."""
    return next(
        plain(fact.value(FOAF_NAME)) for fact in extraction.facts if extraction.article.node(fact.id) == node
    )


def plain(value: Value | None) -> str:
    """Return a value as text."""
    return value.text if isinstance(value, Text) else str(value)
