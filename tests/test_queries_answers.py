from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from rdflib import URIRef

from kg.derive import derive_all
from kg.queries import NamedQuery, all_queries
from kg.settings import Settings
from kg.store import Store
from kg.vocab import VPO
from tests.answers import ANSWERS, WORLD_VALUES, answer, main, samples, world

OVER_SAMPLES = sorted(ANSWERS.glob("*.csv"))


def rows(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text)))


@pytest.fixture(scope="module")
def small() -> Store:
    return world()


def test_no_answer_over_the_world_is_lost():
    names = sorted(path.stem for path in (ANSWERS / "world").glob("*.csv"))
    assert names == [query.name for query in all_queries()]


@pytest.mark.parametrize("query", all_queries(), ids=lambda query: query.name)
def test_the_world_gives_the_answer_that_was_read(small: Store, query: NamedQuery):
    golden = (ANSWERS / "world" / f"{query.name}.csv").read_text("utf-8")
    assert rows(answer(small, query, WORLD_VALUES.get(query.name))) == rows(golden)


def test_the_samples_give_the_answers_that_were_read(tmp_path: Path):
    assert [path.stem for path in OVER_SAMPLES] == [query.name for query in all_queries()]
    store = samples(tmp_path / "home")
    for query, path in zip(all_queries(), OVER_SAMPLES, strict=True):
        assert rows(answer(store, query)) == rows(path.read_text("utf-8")), path.stem


def test_golden_answers_are_never_written_where_nobody_reads(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("CI", "true")
    with pytest.raises(SystemExit):
        main("world")


def test_no_question_answers_with_what_curators_reject(small: Store):
    store, curation = world(), URIRef("https://vpo.example/graph/curation")
    decision, rejects = URIRef("https://vpo.example/id/decision/0"), URIRef(VPO.rejects)
    facts = {fact for _, _, fact in store.match(None, URIRef(VPO.supports))}
    store.replace_graph(curation, [(decision, rejects, fact) for fact in facts])
    derive_all(store, Settings())
    wide = {"q19-facts-by-rule": {"rule": "*"}}
    for query in all_queries():
        if query.name not in {
            "document-life",
            "q20-present-provinces",
            "q21-ended-bodies",
        }:  # of reference tables
            values = WORLD_VALUES.get(query.name) or {}
            assert rows(answer(store, query, {**values, **wide.get(query.name, {})}))[1:] == [], query.name
