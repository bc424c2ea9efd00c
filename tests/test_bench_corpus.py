from __future__ import annotations

from collections import Counter, defaultdict

import pytest

from kg import __version__
from kg.derive import derive_all
from kg.queries import all_queries, named
from kg.rdf import article_graph
from kg.reference import load_reference
from kg.settings import Settings
from kg.store import Store
from kg.validate import check_article_graph
from kg.vocab import VPO
from tests.bench.corpus import article_quads, make_corpus
from tests.bench.questions import hot_values, measure
from tests.bench.scenes import KINDS

BASE = "https://vpo.example/"
SMALL = 60


@pytest.fixture(scope="module")
def told():
    return list(make_corpus(SMALL).told())


@pytest.fixture(scope="module")
def store(told) -> Store:
    store = Store.in_memory()
    load_reference(store, Settings())
    for _, report in told:
        store.load(article_quads(report, BASE).encode(), "application/n-quads")
    derive_all(store, Settings())
    return store


def answer(store: Store, name: str, **values: str) -> list[dict[str, str]]:
    bound = named(name).bind(values)
    rows = store.select(bound.text, **bound.bindings)
    return [{column: str(term).removeprefix(BASE) for column, term in row.items()} for row in rows]


def test_a_corpus_has_as_many_articles_as_asked_for_and_scenes_of_all_kinds(told):
    assert len(told) == SMALL
    assert len({report.article.id for _, report in told}) == SMALL
    assert {scene.kind for scene, _ in told} == set(KINDS)


def test_one_seed_gives_one_corpus_and_another_another(told):
    assert [report for _, report in make_corpus(SMALL).told()] == [report for _, report in told]
    assert [report for _, report in make_corpus(SMALL, seed=2).told()] != [report for _, report in told]


@pytest.mark.parametrize("kind", KINDS)
def test_made_up_articles_keep_the_shapes(told, kind: str):
    for report in [report for scene, report in told if scene.kind == kind][:3]:
        graph = article_graph(report, BASE, extractor=__version__)
        check_article_graph(graph, where=report.article.id)


def test_each_article_cites_what_it_was_made_to_cite(told, store: Store):
    for _, report in told:
        cited = Counter(f.value(VPO.documentNumber) for f in report.facts if f.kind == VPO.Citation)
        rows = answer(store, "q07-documents-cited", article=report.article.name)
        places = {(row["documentNumber"], row["start"]) for row in rows}  # a document may have two issuers
        assert Counter(number for number, _ in places) == cited


def test_members_of_clusters_are_those_of_the_society(told, store: Store):
    members: dict[tuple[str, int], set[str]] = defaultdict(set)
    for scene, report in told:
        for fact in report.facts:
            if scene.cluster and fact.kind == VPO.ClusterMembershipObservation:
                members[scene.cluster.cluster, scene.cluster.year].add(str(fact.role(VPO.memberUnit)))
    assert members
    for (cluster, year), units in members.items():
        rows = answer(store, "q03-cluster-members", cluster=cluster, year=str(year))
        assert {row["unit"] for row in rows} == units


def test_who_was_seen_in_an_office_held_it_on_that_day(told, store: Store):
    asked = 0
    for scene, _ in told:
        service, _role = scene.people[0]
        if scene.kind == "conference":
            rows = answer(store, "q01-who-held-post", post=service.office.post, date=scene.day.isoformat())
            names = {store_name(store, row["person"]) for row in rows}
            assert service.person.name in names
            asked += 1
    assert asked


def store_name(store: Store, person: str) -> str:
    rows = store.select(f"SELECT ?name WHERE {{ <{BASE}{person}> <http://xmlns.com/foaf/0.1/name> ?name }}")
    return str(rows[0]["name"])


def test_every_named_query_is_timed_with_values_of_the_corpus(store: Store):
    hot = hot_values(store)
    timings = list(measure(store, hot, limit=60))
    folders = ("questions", "pages", "client")
    assert {timing.query for timing in timings} == {q.name for name in folders for q in all_queries(name)}
    assert all(timing.median is not None for timing in timings)
