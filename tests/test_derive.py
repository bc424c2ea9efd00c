from __future__ import annotations

import random
from dataclasses import fields, replace
from pathlib import Path

import pytest
from rdflib import RDF, Literal, URIRef

from kg.derive import derive_all, derive_touched, touched_by
from kg.derive.conclude import conclude
from kg.derive.read import Attested, StoredReference, read_attested, read_reference
from kg.reference import load_reference
from kg.settings import Settings
from kg.store import Store
from kg.vocab import VPO

BASE = "https://vpo.example/"
WORLD = Path(__file__).parent / "data" / "world.trig"
DERIVED = f"{BASE}graph/derived/"
HEIR = "ban-to-chuc-tinh-uy-tay-ninh-2025/truong-ban"


def world() -> Store:
    store = Store.in_memory()
    store.load(WORLD, "application/trig")
    return store


def bare_world() -> Store:
    store = world()
    for graph in store.graphs():
        if graph.startswith(DERIVED):
            store.remove_graph(graph)
    return store


@pytest.fixture(scope="module")
def attested() -> Attested:
    return read_attested(world(), BASE)


@pytest.fixture(scope="module")
def blocks(attested: Attested) -> dict[str, frozenset[tuple[str, str, str | Literal]]]:
    return conclude(attested, read_reference(world(), BASE))


def values(statements, subject: str, predicate: str) -> list[str]:
    return sorted(str(value) for s, p, value in statements if (s, p) == (subject, predicate))


def test_the_world_gives_the_derived_graphs_written_beside_it():
    store = bare_world()
    derive_all(store, Settings())
    expected = world()
    assert store.graphs() == expected.graphs()
    for graph in expected.graphs():
        assert set(store.triples(graph)) == set(expected.triples(graph)), graph


def test_deriving_twice_changes_nothing():
    store = world()
    before = store.canonical_hash()
    derive_all(store, Settings())
    assert store.canonical_hash() == before


def test_no_triple_stands_in_two_graphs():
    assert world().repeated() == 0


def test_withdrawing_and_reloading_an_article_gives_the_same_dataset():
    store = world()
    before = store.canonical_hash()
    article = next(graph for graph in store.graphs() if "/graph/article/775851003c537c8b" in graph)
    kept = store.triples(article)
    touched = touched_by(store, "article/775851003c537c8b", BASE)
    store.remove_graph(article)
    derive_touched(store, Settings(), touched)
    assert f"{DERIVED}event/trao-quyet-dinh_2019-03-01_long-an" not in store.graphs()
    store.replace_graph(article, kept)
    derive_touched(store, Settings(), touched)
    assert store.canonical_hash() == before


@pytest.mark.parametrize("number", range(5))
def test_the_order_of_the_rows_leaves_no_trace(attested: Attested, blocks, number: int):
    mixed = {}
    for field in fields(Attested):
        rows = list(getattr(attested, field.name))
        random.Random(number).shuffle(rows)
        mixed[field.name] = tuple(rows)
    assert conclude(replace(attested, **mixed), read_reference(world(), BASE)) == blocks


def test_every_conclusion_names_what_it_rests_on(blocks):
    every = {statement for statements in blocks.values() for statement in statements}
    grounded = {subject for subject, predicate, _ in every if predicate == VPO.derivedFrom}
    assert {subject for subject, _, _ in every} == grounded


def test_everything_named_has_labels_in_two_languages(blocks):
    families = ("person", "body", "event", "document")
    label = "http://www.w3.org/2004/02/skos/core#prefLabel"
    for block, statements in blocks.items():
        if block.startswith(families):
            links = {s for s, _, value in statements if value == VPO.EventLink}
            for subject in {subject for subject, _, _ in statements} - links:
                found = sorted(v.language for s, p, v in statements if (s, p) == (subject, label))
                assert found == ["en", "vi"], subject


def test_no_object_of_the_derived_layer_is_left_without_a_name():
    dangling = world().select(
        """PREFIX vpo: <https://vpo.example/ontology#>
        PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
        SELECT DISTINCT ?thing WHERE {
          ?s vpo:derivedFrom ?x ; ?p ?thing FILTER(ISIRI(?thing) && ?p != vpo:derivedFrom)
          FILTER(STRSTARTS(STR(?thing), "https://vpo.example/id/org/")
            || STRSTARTS(STR(?thing), "https://vpo.example/id/person/"))
          FILTER NOT EXISTS { ?thing skos:prefLabel ?label }
        }"""
    )
    assert dangling == []


def test_a_bare_name_is_never_merged(blocks):
    people = {s for s, p, _ in blocks["person/mac-van-thi-du"] if p == VPO.namedAs}
    assert people == {"id/person/mac-van-thi-du", "id/person/mac-van-thi-du.ninh-thuan"}


def decide(store: Store, kind: str, *targets: str) -> None:
    node = URIRef(f"{BASE}id/decision/1")
    rows = zip((VPO.target, VPO.otherTarget), targets, strict=False)
    triples = [
        (node, RDF.type, URIRef(VPO.CurationDecision)),
        (node, URIRef(VPO.curationKind), URIRef(kind)),
        *((node, URIRef(predicate), URIRef(BASE + target)) for predicate, target in rows),
    ]
    store.replace_graph(f"{BASE}graph/curation", triples)
    derive_all(store, Settings())


def test_a_curator_joins_two_persons_and_can_take_it_back():
    store = world()
    before = store.canonical_hash()
    decide(store, VPO.same, "id/article/44d8fa7c1fb99410#p1", "id/article/dfe2519185b20463#p4")
    kept, gone = (URIRef(f"{BASE}id/person/mac-van-thi-du{end}") for end in ("", ".ninh-thuan"))
    assert list(store.match(gone, URIRef(VPO.mergedInto))) == [(gone, URIRef(VPO.mergedInto), kept)]
    assert list(store.match(gone, RDF.type)) == []
    store.remove_graph(f"{BASE}graph/curation")
    derive_all(store, Settings())
    assert store.canonical_hash() == before


def test_pairs_that_a_curator_kept_apart_are_read_once_whatever_the_order():
    store = world()
    decide(store, VPO.different, "id/article/dfe2519185b20463#p4", "id/article/44d8fa7c1fb99410#p1")
    rows = read_attested(store, BASE)
    assert rows.different == (("id/article/44d8fa7c1fb99410#p1", "id/article/dfe2519185b20463#p4"),)
    assert rows.same == ()


def test_nothing_rests_on_an_observation_that_a_curator_called_wrong():
    store = world()
    decide(store, VPO.wrong, "id/article/1d828efcdd5ff6f9#h1")
    wrong = URIRef(f"{BASE}id/article/1d828efcdd5ff6f9#h1")
    assert list(store.match(None, URIRef(VPO.derivedFrom), wrong)) == []


def test_the_holder_of_a_post_that_lives_on_after_the_merger_is_one_person(blocks):
    assert {s for s, _, _ in blocks["person/tang-ba-minh-hoa"]} == {"id/person/tang-ba-minh-hoa"}


def test_an_acting_holder_is_ended_by_the_next_full_one(blocks):
    acting = "id/tenure/tang-ba-minh-hoa/ban-to-chuc-tinh-uy-long-an/truong-ban.acting"
    own, others = blocks["tenure/tang-ba-minh-hoa"], blocks[f"post/{HEIR}"]
    assert values(own, acting, VPO.endState) == []
    assert values(others, acting, VPO.endState) == [VPO.before]
    assert values(others, acting, VPO.endDate) == ["2019-12-27"]


def test_one_conference_with_two_reports_is_one_event(blocks):
    event = "id/event/so-ket_2018-08-10_long-an"
    statements = blocks["event/so-ket_2018-08-10_long-an"]
    assert values(statements, event, VPO.reportCount) == ["2"]
    assert len(values(statements, event, VPO.organizer)) == 2


def test_members_are_counted_once_a_year_with_the_commission_behind_them(blocks):
    member = "id/cluster-membership/btctw/4/2018/adm63-tien-giang"
    statements = blocks["cluster-year/btctw/4/2018"] | blocks["cluster-year/btctw/4/2019"]
    assert values(statements, member, VPO.memberBody) == ["id/org/ban-to-chuc-tinh-uy-tien-giang"]
    assert len(values(statements, member, VPO.derivedFrom)) == 2
    listed = {s for s, p, _ in statements if p == VPO.memberUnit and s.startswith("id/cluster-membership/")}
    years = [s.split("/")[4] for s in listed]
    assert (years.count("2018"), years.count("2019")) == (4, 3)


def test_another_base_gives_the_same_names_under_it():
    store = Store.in_memory()
    text = WORLD.read_text("utf-8").replace(f"@base <{BASE}>", "@base <https://kg.example.org/>")
    store.load(text.encode(), "application/trig")
    for graph in store.graphs():
        if "/graph/derived/" in graph:
            store.remove_graph(graph)
    derive_all(store, Settings(base_iri="https://kg.example.org/"))
    assert "https://kg.example.org/graph/derived/person/mac-van-thi-du" in store.graphs()
    assert not [graph for graph in store.graphs() if graph.startswith(BASE)]


def test_the_reference_layer_looked_up_is_that_read_whole():
    store = Store.in_memory()
    load_reference(store, Settings())
    whole, looked_up = read_reference(store, BASE), StoredReference(store, BASE)
    assert all(looked_up.all(*pair) == values for pair, values in whole.values.items())
    terms = {term for _, term in whole.values}
    assert {term: looked_up.having(term) for term in terms} == {term: whole.having(term) for term in terms}
    assert not looked_up.knows("id/person/nobody")
