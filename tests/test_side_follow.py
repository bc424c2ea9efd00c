"""An index that followed the changes of a store equals one made anew, row for row."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from decimal import Decimal

from rdflib import SDO, XSD, Literal, URIRef

from kg.derive import derive_all, derive_touched, touched_by
from kg.settings import Settings
from kg.store import bonds, founded
from kg.store.delta import Delta
from kg.store.side_build import fill
from kg.store.side_follow import can_follow, follow
from kg.store.ties import WAITS
from kg.vocab import VPO
from tests.bench.again import make_store
from tests.side_rows import rows_made_anew, rows_of

SETTINGS = Settings()
BASE = SETTINGS.base_iri
CONFIDENCE = URIRef(VPO.confidence)


class Changing:
    """A store of made-up articles, and an index that follows what happens to it."""

    def __init__(self, articles: int, seed: int) -> None:
        self.store = make_store(articles, SETTINGS)
        derive_all(self.store, SETTINGS)
        self.index = sqlite3.connect(":memory:")
        fill(self.index, self.store)
        self._chance = random.Random(seed)
        self._articles = [graph for graph in self.store.graphs() if "/graph/article/" in graph]
        self._gone: dict[str, list] = {}

    def change(self, articles: int) -> Delta:
        """Take articles out, put some back, let some tell otherwise, derive what follows, and follow it."""
        old = self.store.part(self.store.graphs())
        self.store.follow()
        touched = None
        for graph in self._chance.sample(self._articles, articles):
            before = touched_by(self.store, graph.removeprefix(f"{BASE}graph/"), BASE)
            self._change(graph)
            after = touched_by(self.store, graph.removeprefix(f"{BASE}graph/"), BASE)
            touched = before | after if touched is None else touched | before | after
        derive_touched(self.store, SETTINGS, touched)
        delta = self.store.changes()
        follow(self.index, old, self.store, delta)
        return delta

    def _change(self, graph: str) -> None:
        if graph in self._gone:
            self.store.replace_graph(graph, self._gone.pop(graph))
        elif self._chance.random() < 0.25:
            self.store.replace_graph(graph, _retold(self.store.triples(graph)))
        else:
            self._gone[graph] = self.store.triples(graph)
            self.store.remove_graph(graph)


def _retold(triples: list) -> Iterator[tuple]:
    """Yield what an article says, as of another day and with less confidence."""
    others = {
        SDO.datePublished: Literal("2019-02-03", datatype=XSD.date),
        CONFIDENCE: Literal(Decimal("0.5")),
    }
    return ((one, path, others.get(path, value)) for one, path, value in triples)


def test_an_index_that_followed_equals_one_made_anew(monkeypatch):
    monkeypatch.setattr(bonds, "CROWD", 3)  # so that some are crowds
    monkeypatch.setattr(founded, "FEW", 5)  # so that some rest on many facts
    changing = Changing(150, seed=1)
    for articles in (1, 5, 1, 12):
        assert changing.change(articles).gone
    rows = rows_of(changing.index)
    assert rows == rows_made_anew(changing.store)
    assert [table for table, held in rows.items() if not held] == []
    assert {queue for queue, *_ in rows["waits"]} == set(WAITS)
    for searched in ("names", "posts"):
        changing.index.execute(f"INSERT INTO {searched}({searched}) VALUES ('integrity-check')")


def test_an_index_is_made_anew_where_the_tables_changed():
    lines = [
        f"<a:b> <a:c> <a:d> <{BASE}graph/{name}>" for name in ("article/1", "load", "reference/documents")
    ]
    assert can_follow(Delta(frozenset(), frozenset(lines[:2])))
    assert not can_follow(Delta(frozenset(), frozenset(lines)))
