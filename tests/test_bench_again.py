from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kg.derive import derive_all
from kg.settings import Settings
from kg.store import Store
from kg.text import slug
from tests.bench import corpus
from tests.bench.again import make_store, measure


def test_withdrawing_and_reloading_made_up_articles_leaves_the_store_as_it_was():
    settings = Settings()
    store = make_store(40, settings)
    derive_all(store, settings)
    before = store.canonical_hash()
    times = list(measure(store, settings, 6))
    assert len(times) == 6
    assert store.canonical_hash() == before


def test_a_growing_corpus_has_other_people_and_later_days_in_each_age(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(corpus, "_AGE", 20)
    corpus.write_growing(40, tmp_path / "c.nq", Settings().base_iri)
    store = Store.in_memory()
    store.load(tmp_path / "c.nq", "application/n-quads")
    named = store.select(
        "PREFIX vpo: <https://vpo.example/ontology#> PREFIX foaf: <http://xmlns.com/foaf/0.1/>"
        " PREFIX schema: <https://schema.org/> SELECT ?name ?key ?day WHERE {"
        " ?person foaf:name ?name ; vpo:nameKey ?key . BIND(IRI(STRBEFORE(STR(?person), '#')) AS ?article)"
        " ?article schema:datePublished ?day }"
    )
    assert len(store.graphs()) == 40
    assert {str(row["key"]) for row in named} == {slug(str(row["name"])) for row in named}
    late = {str(row["name"]) for row in named if date.fromisoformat(str(row["day"])[:10]).year > 2026}
    early = {str(row["name"]) for row in named} - late
    assert late
    assert all(name.endswith(" Hạ") for name in late)
    assert not any(name.endswith(" Hạ") for name in early)


@pytest.mark.parametrize(
    ("age", "said"),
    [(0, '"2016-02-29" #year> "2016"'), (3, '"2052-02-29" #year> "2052"'), (7, '"2100-02-28" #year> "2100"')],
)
def test_days_and_years_of_a_later_age_are_twelve_years_later_each_and_exist(age: int, said: str):
    day, year = said.split(" ", 1)
    assert corpus._in_age('"2016-02-29" ontology#year> "2016"', age) == f"{day} ontology{year}"
