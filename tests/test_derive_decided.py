"""Decisions among loads: what a few articles and decisions touch is made again as from all rows."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from kg.curation import apply_decisions
from kg.curation.anchors import Attestations
from kg.curation.correcting import Corrector
from kg.curation.deciding import Desk
from kg.curation.file import append_decisions, read_decisions
from kg.curation.model import Signature
from kg.derivation import Derivation
from kg.derive import derive_all
from kg.errors import KgError
from kg.pipeline import build_demo
from kg.settings import Settings
from kg.store import Store
from kg.store.generations import DataHome
from kg.store.reader import FixedGeneration
from kg.store.side import Side
from kg.vocab import VPO

BASE = "https://vpo.example/"
_ARTICLES = 20  # of the samples; enough for namesakes and quick enough to derive often
VALUES = {
    "HoldingObservation": ("observedOn=2019-05-01", "assertedStatus=former", "organization=tinh-uy-long-an"),
    "NamedPerson": ("foaf:name=Đỗ Văn Thử", "foaf:gender=female"),
    "EventReport": ("startDate=2019-05-01",),
    "ClusterMembershipObservation": ("year=2019",),
    "PersonnelChange": ("decisionDate=2019-05-01",),
}


class Run:
    """A store that is changed step by step, and what it is made from."""

    def __init__(self, graphs: dict[str, list[object]], home: Path, chance: random.Random) -> None:
        articles = [graph for graph in sorted(graphs) if "/graph/article/" in graph]
        self.articles = {graph: graphs[graph] for graph in chance.sample(articles, _ARTICLES)}
        self.reference = {graph: graphs[graph] for graph in graphs if "/graph/reference/" in graph}
        self.home, self.chance, self.settings = home, chance, Settings(home=home)
        self.present = set(chance.sample(sorted(self.articles), len(self.articles) // 2))
        self.store = self.fresh()

    def fresh(self) -> Store:
        """Return a store made from everything at once."""
        store = Store.in_memory()
        for graph, triples in self.reference.items():
            store.replace_graph(graph, triples)  # type: ignore[arg-type]
        for graph in self.present:
            store.replace_graph(graph, self.articles[graph])  # type: ignore[arg-type]
        apply_decisions(store, self.home, BASE)
        derive_all(store, self.settings)
        return store

    def step(self) -> None:
        """Let some articles come and go, decide something, and derive what that touches."""
        changes = Derivation(self.store, self.settings, whole=False)
        for graph in self.chance.sample(sorted(self.articles), self.chance.choice([0, 0, 1, 3])):
            self.present ^= {graph}
            changes.note(graph.rpartition("/")[2])
            kept = self.articles[graph] if graph in self.present else ()
            self.store.replace_graph(graph, kept)  # type: ignore[arg-type]
            changes.note(graph.rpartition("/")[2])
        for _ in range(self.chance.choice([0, 1, 2])):
            self.decide()
        changes.decide()
        changes.derive()

    def decide(self) -> None:
        """Take some decision; one that is refused is none."""
        at = Desk.of(
            FixedGeneration(self.store, Side.of(Store.in_memory())).now(), BASE, read_decisions(self.home)
        )
        number = len(at.decisions)
        signed = Signature("lan", f"2026-01-01T00:{number // 60:02}:{number % 60:02}Z", "thử")
        verb = self.chance.choice(["same", "different", "wrong", "correct", "correct", "undo"])
        try:
            append_decisions(self.home, [self.asked(at, verb, signed)])
        except KgError:
            return

    def asked(self, at: Desk, verb: str, by: Signature):  # type: ignore[no-untyped-def]
        kind = self.chance.choice(sorted(VALUES)) if verb in {"wrong", "correct"} else "NamedPerson"
        nodes = self.nodes(at.attested, kind)
        if verb == "undo":
            return at.undo(str(self.chance.randint(1, max(1, len(at.decisions)))), by)
        if verb in {"same", "different"}:
            return getattr(at, verb)(*self.chance.sample(nodes, 2), by)
        fact = self.chance.choice(nodes)
        if verb == "wrong":
            return at.wrong(fact, by)
        return at.correct(
            fact, Corrector(at.data, at.attested).read(fact, [self.chance.choice(VALUES[kind])]), by
        )

    def nodes(self, attested: Attestations, kind: str) -> list[str]:
        """Return some nodes of a class; of persons several of one name, which may be one or not."""
        graphs = self.chance.sample(sorted(self.present), min(12, len(self.present)))
        found = [node for graph in graphs for node in attested.facts(f"id/article/{graph[-16:]}", kind)]
        names = [str(attested.values(node, "http://xmlns.com/foaf/0.1/name")[:1]) for node in found]
        alike = [node for node, name in zip(found, names, strict=True) if names.count(name) > 1]
        return alike if kind == "NamedPerson" and len(alike) > 1 else found or ["id/article/0#h0"] * 2


@pytest.fixture(scope="module")
def graphs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[object]]:
    home = tmp_path_factory.mktemp("samples")
    build_demo(Settings(home=home))
    store = DataHome(home).current_reader().now().store
    return {graph: list(store.triples(graph)) for graph in store.graphs()}


@pytest.mark.parametrize("seed", [0, 1])
def test_decisions_among_loads_give_what_all_rows_give(graphs, tmp_path: Path, seed: int):
    run = Run(graphs, tmp_path, random.Random(seed))
    for step in range(3):
        run.step()
        if step % 3 == 2:
            whole = run.fresh()
            assert run.store.graphs() == whole.graphs()
            for graph in whole.graphs():
                assert set(run.store.triples(graph)) == set(whole.triples(graph)), graph
    assert len(read_decisions(tmp_path)) > 2
    assert VPO.CurationDecision in {str(o) for _, _, o in run.store.match(graph=f"{BASE}graph/curation")}
