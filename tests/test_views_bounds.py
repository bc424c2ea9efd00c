"""Tables of very much: what a query reads first never stands for all of it."""

from __future__ import annotations

import pytest
from rdflib import URIRef

from kg.store import Store
from kg.views import Knowledge
from kg.views.lens import Lens
from kg.views.page import Section
from kg.views.reading import Reading
from kg.views.sections import section
from kg.views.turning import Turn
from tests.browser.world import BASE

MANY = 300
YEARLY = """
<id/event/e{n}> vpo:cluster <id/cluster/c> ; vpo:reportCount 1 ; vpo:startDate "{year}-06-01" ;
  vpo:participant <id/person/a> , <id/person/b> ; vpo:derivedFrom <id/article/a{n}#e1> .
<id/article/a{n}#p1> vpo:event <id/article/a{n}#e1> ; vpo:agent <id/article/a{n}#n1> .
<id/person/b> vpo:namedAs <id/article/a{n}#n1> .
<id/article/a{n}#c1> a vpo:ClusterObservation ; vpo:cluster <id/cluster/c> ;
  vpo:statedMemberCount {n} ; vpo:year "{year}" .
<id/article/a{n}#m1> a vpo:ClusterMembershipObservation ; vpo:cluster <id/cluster/c> ;
  vpo:printedName "Sở {n}"@vi ; vpo:year "{year}" .
"""


@pytest.fixture(scope="module")
def known() -> Knowledge:
    """One meeting a year, of which two people are told and a number of members is stated."""
    prefixes = f"@base <{BASE}> .\n@prefix vpo: <{BASE}ontology#> .\n"
    told = "".join(YEARLY.format(n=n, year=1700 + n) for n in range(MANY))
    store = Store.in_memory()
    store.load((prefixes + told).encode(), "text/turtle", graph=f"{BASE}graph/derived/x")
    return Knowledge(store, BASE)


def alone(known: Knowledge, query: str, thing: str, on: str = "") -> Section | None:
    iri = URIRef(BASE + thing)
    return section(Reading.of(known, iri, Lens(on=on)), query, iri, Turn(1, 50))


@pytest.mark.parametrize("query", ["cluster-events", "cluster-counts", "cluster-named"])
def test_a_table_that_stands_alone_counts_all(known: Knowledge, query: str):
    table = alone(known, query, "id/cluster/c")
    assert table is not None
    assert (table.things, table.many) == (300, False)


@pytest.mark.parametrize(
    ("query", "thing"),
    [
        ("cluster-events", "id/cluster/c"),
        ("cluster-counts", "id/cluster/c"),
        ("cluster-named", "id/cluster/c"),
        ("person-coattendees", "id/person/a"),
    ],
)
def test_the_past_is_shown_however_much_came_after(known: Knowledge, query: str, thing: str):
    table = alone(known, query, thing, on="1709-12-31")
    assert table is not None
    assert table.things == 10
