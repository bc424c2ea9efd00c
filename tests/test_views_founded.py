"""What a conclusion of very many facts rests on is told by the side index as the store tells it."""

from __future__ import annotations

import pytest
from rdflib import URIRef

from kg.store import Store
from kg.store.side import Side
from kg.views.evidence import Footnotes
from kg.views.knowledge import Knowledge
from kg.views.lens import Lens
from tests.browser.world import BASE

FACTS = 30
FACT = """<id/tenure/many> vpo:derivedFrom <id/article/a{article}#h{n}> .
<id/article/a{article}> a vpo:Article ; schema:datePublished "20{n}-01-02T00:00:00" .
<id/article/a{article}#e{n}> vpo:supports <id/article/a{article}#h{n}> ; vpo:confidence 0.{n} ;
  vpo:rule <id/rule/r> ;
  vpo:inSentence <id/article/a{article}#char={n},99> ; <http://www.w3.org/ns/oa#exact> "Câu {n}"@vi .
"""
MORE = """<id/tenure/few> vpo:derivedFrom <id/article/a10#h10> , <id/article/x#h1> .
<id/article/x> a vpo:Article . <id/tie/t> vpo:derivedFrom <id/tenure/many> , <id/tenure/few> .
<id/conflict/c> vpo:side <id/conflict/c/1> .
<id/conflict/c/1> vpo:derivedFrom <id/article/a22#h12> , <id/tenure/few> .
"""
MANY, FEW, TIE = (URIRef(BASE + name) for name in ("id/tenure/many", "id/tenure/few", "id/tie/t"))


@pytest.fixture(scope="module")
def store() -> Store:
    """A tenure seen in 20 articles of which 10 tell of it twice, another one, and a tie of both."""
    head = f"@base <{BASE}> .\n@prefix vpo: <{BASE}ontology#> .\n@prefix schema: <https://schema.org/> .\n"
    told = "".join(FACT.format(n=n, article=10 + n % 20) for n in range(10, 10 + FACTS))
    made = Store.in_memory()
    made.load((head + told + MORE).encode(), "text/turtle", graph=f"{BASE}graph/derived/x")
    return made


def notes(store: Store, side: Side | None, known: str = "") -> Footnotes:
    return Footnotes(Knowledge(store, BASE, side=side), Lens(known=known))


@pytest.mark.parametrize("known", ["", "2020-12-31"])
@pytest.mark.parametrize("items", [[MANY], [FEW], [TIE], [MANY, FEW], [MANY, TIE]])
def test_rows_are_founded_as_the_store_tells(store: Store, items: list[URIRef], known: str):
    plain, led = notes(store, None, known), notes(store, Side.of(store), known)
    assert led.cite(items) == plain.cite(items)
    assert led.stand(items) == plain.stand(items)
    assert led.articles(items) == plain.articles(items)
    assert led.observations(items[0]) == plain.observations(items[0])
    assert led.notes() == plain.notes()


def test_only_conclusions_of_many_facts_are_listed(store: Store):
    side = Side.of(store)
    found = side.founded(str(MANY))
    assert found is not None
    assert (found.facts, len(found.articles), found.since, found.until) == (
        30,
        20,
        "2010-01-02",
        "2029-01-02",
    )
    assert found.disputed == (f"{BASE}id/article/a22#h12",)
    assert notes(store, side).disputable([MANY, FEW]) == {
        f"{BASE}id/article/{node}" for node in ("a22#h12", "a10#h10", "x#h1")
    }
    assert side.founded(str(FEW)) is None
    assert side.founded(str(TIE)) is None


@pytest.mark.parametrize("indexed", [False, True])
def test_what_rests_on_itself_in_foreign_data_is_told_all_the_same(indexed: bool):
    circle = Store.in_memory()
    circle.load(
        f"@base <{BASE}> .\n@prefix vpo: <{BASE}ontology#> .\n"
        "<id/tie/a> vpo:derivedFrom <id/tie/b> . <id/tie/b> vpo:derivedFrom <id/tie/a> .".encode(),
        "text/turtle",
        graph=f"{BASE}graph/derived/x",
    )
    found = notes(circle, Side.of(circle) if indexed else None)
    assert found.cite([URIRef(f"{BASE}id/tie/a")]) == ((), 0)
    assert found.articles([URIRef(f"{BASE}id/tie/b")]) == 0


def test_what_is_about_itself_in_foreign_data_is_named_by_its_address():
    circle = Store.in_memory()
    circle.load(
        f"@base <{BASE}> .\n@prefix vpo: <{BASE}ontology#> .\n"
        "<id/succession/a> a vpo:Succession ; vpo:earlierTenure <id/succession/b> .\n"
        "<id/succession/b> a vpo:Succession ; vpo:earlierTenure <id/succession/a> .".encode(),
        "text/turtle",
        graph=f"{BASE}graph/derived/x",
    )
    assert Knowledge(circle, BASE).ref(URIRef(f"{BASE}id/succession/a")).label == "a"
