"""Which answers of a query a change can reach."""

from __future__ import annotations

import pytest
from rdflib import Literal, URIRef

from kg.errors import QueryError
from kg.queries import all_queries
from kg.store import Store
from kg.store.reach import Change, Reach

NS = "https://vpo.example/ontology#"
GRAPH = "https://vpo.example/graph/article/1"
HEAD = f"PREFIX vpo: <{NS}>\nSELECT ?item ?place WHERE "


def iri(name: str) -> URIRef:
    return URIRef(f"https://vpo.example/id/{name}")


def made(*lines: str) -> Store:
    """Return a store of triples such as `a place b`."""
    store = Store.in_memory()
    ends = (line.split() for line in lines)
    store.replace_graph(GRAPH, [(iri(one), URIRef(NS + path), iri(other)) for one, path, other in ends])
    return store


def changed(before: list[str], after: list[str]) -> Change:
    old, new = made(*before), made(*before)
    new.follow()
    new.replace_graph(GRAPH, made(*after).triples(GRAPH))
    return Change.of(old, new, new.changes())


CASES = [
    ("{ ?item vpo:place ?place }", ["a place b"], ["c place d"], {("a", "b")}, {("c", "d")}),
    ("{ ?item vpo:body ?body . ?body vpo:place ?place }", ["a body x", "x place b"],
     ["a body x", "x place c"], {("a", "b")}, {("a", "c")}),
    ("{ { ?item vpo:place ?place } UNION { ?item vpo:at ?place } }", ["a place b", "a at b"], ["a at b"],
     set(), set()),
    ("{ ?item vpo:place ?place FILTER NOT EXISTS { ?item vpo:wrong ?by } }", ["a place b"],
     ["a place b", "a wrong c"], {("a", "b")}, set()),
    ("{ ?item vpo:at|vpo:place ?place }", ["a place b"], ["a at b"], set(), set()),
    ("{ { SELECT ?item ?body WHERE { ?item vpo:body ?body } } ?body vpo:place ?place }", ["a body x"],
     ["a body x", "x place b"], set(), {("a", "b")}),
    ("{ ?item vpo:body ?body . ?body vpo:part* ?place }", ["a body x"], ["a body x", "x part b"],
     set(), {("a", "b")}),
    ("{ ?item vpo:place ?place OPTIONAL { ?item vpo:day ?day } }", ["a place b"],
     ["a place b", "a day c"], set(), set()),
]  # fmt: skip


@pytest.mark.parametrize(("group", "before", "after", "gone", "come"), CASES)
def test_the_answers_that_went_and_came_are_found(group, before, after, gone, come):
    found = Reach.of(HEAD + group).difference(changed([*before, "o place p"], [*after, "o place p"]))
    assert found == tuple({tuple(map(str, map(iri, row))) for row in rows} for rows in (gone, come))


def test_answers_are_asked_again_by_a_column_whose_order_another_triple_makes():
    query = f"""PREFIX vpo: <{NS}>
    SELECT ?item ?key WHERE {{ ?item vpo:place ?place OPTIONAL {{ ?item vpo:day ?day }}
      BIND(COALESCE(STR(?day), "") AS ?key) }} ORDER BY ?key"""
    gone, come = Reach.of(query).difference(changed(["a place b"], ["a place b", "a day c"]))
    assert (gone, come) == ({(str(iri("a")), "")}, {(str(iri("a")), str(iri("c")))})


def test_a_key_may_be_a_text_of_a_triple():
    query = f"PREFIX vpo: <{NS}>\nSELECT ?item ?key WHERE {{ ?item vpo:place ?place ; vpo:year ?key }}"
    year = (iri("a"), URIRef(NS + "year"), Literal("2018"))
    old, new = made("a place b"), made("a place b")
    new.follow()
    new.replace_graph(GRAPH, [*new.triples(GRAPH), year])
    found = Reach.of(query).difference(Change.of(old, new, new.changes()))
    assert found == (set(), {(str(iri("a")), "2018")})


def test_only_changes_that_fit_a_pattern_are_met():
    asked = Reach.of(HEAD + f"{{ ?item vpo:place ?place ; vpo:of <{iri('x')}> }} LIMIT 3")
    assert asked.meets(changed([], ["a of x"]))
    assert not asked.meets(changed([], ["a of y", "a at x"]))


def test_what_is_said_by_an_article_counts_as_changed_with_its_day():
    old, new = made("a place b"), made("a place b")
    new.follow()
    day = (iri("article/1"), URIRef("https://schema.org/datePublished"), Literal("2018"))
    new.replace_graph(GRAPH, [*new.triples(GRAPH), day])
    assert Reach.of(HEAD + "{ ?item vpo:place ?place }").meets(Change.of(old, new, new.changes()))


@pytest.mark.parametrize("group", ["{ ?item vpo:a/vpo:b ?place }", "{ ?item vpo:a ?place } HAVING (?n > 1)"])
def test_a_query_that_cannot_be_followed_is_refused(group):
    with pytest.raises(QueryError, match="cannot follow"):
        Reach.of(HEAD + group)


@pytest.mark.parametrize("query", list(all_queries("leads")), ids=lambda query: query.name)
def test_every_list_can_be_followed(query):
    assert Reach.of(query.text).columns == query.columns
