"""Decisions of people over what was read: a file that outlives every rebuild, and an overlay made from it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kg.curation.anchors import Attestations
from kg.curation.file import read_decisions
from kg.curation.overlay import articles_of, curation_graph
from kg.curation.standing import Standing, standings
from kg.store import Store

__all__ = ["Applied", "apply_decisions"]


@dataclass(frozen=True, slots=True)
class Applied:
    """How the decisions stand over the data now. `changed` are the articles of which decisions speak anew.

    Their names are relative to the base IRI.
    """

    standings: tuple[Standing, ...] = ()
    changed: frozenset[str] = frozenset()


def apply_decisions(store: Store, home: Path, base: str) -> Applied:
    """Make `graph/curation` of `store` what the decisions file of `home` says over the articles it holds."""
    attested = Attestations(store, base)
    found = standings(read_decisions(home), attested)
    graph = f"{base}graph/curation"
    before, after = set(store.triples(graph)), set(curation_graph(found, attested))
    store.replace_graph(graph, after)
    return Applied(found, articles_of(before ^ after, base))
