"""Projections as files: GraphML, and GEXF with times that Gephi's timeline understands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from io import BytesIO
from typing import IO, Any

import networkx as nx

from kg.errors import QueryError
from kg.export.network import write_form
from kg.export.projections import VIEWS, Projection, project
from kg.store import Store
from kg.store.choice import Choice

_TIMES = frozenset({"start", "end", "spells"})
FORMS = ("gexf", "graphml")
"""The formats of a view."""


def export_view(
    store: Store, out: IO[bytes], form: str, view: str, choice: Choice | None = None
) -> Projection:
    """Write a view of the ties as `gexf` or `graphml`; return the projection.

    Raises `QueryError` for another format or view. In GEXF a node and an edge have `start` and `end`, or
    `spells` where there are several; in GraphML they have `start` and `end` of the whole, and `spells` as
    text (`2018-01-01/2019-03-01;…`). What nothing dates has neither.
    """
    if form not in FORMS:
        raise QueryError(f"a view is written as {' or '.join(FORMS)}, not as {form}")
    if view not in VIEWS:
        raise QueryError(f"{view!r} is no view; there are {', '.join(VIEWS)}")
    projection = project(store, view, choice)
    write_form(_timed(projection.network, form), out, form)
    return projection


def _timed(network: nx.MultiGraph[str], form: str) -> nx.MultiGraph[str]:
    """Return the network with times as the format has them; a node lasts from its first edge to its last."""
    timed: nx.MultiGraph[str] = nx.MultiGraph(**network.graph)
    spells: dict[str, list[tuple[str, str]]] = defaultdict(list)
    edges: Iterable[tuple[str, str, list[tuple[str, str]]]] = network.edges(data="spells")
    for source, target, spans in edges:
        spells[source] += spans
        spells[target] += spans
    for node, said in network.nodes(data=True):
        own = spells[node]
        whole = [(min(since for since, _ in own), max(until for _, until in own))] if own else []
        timed.add_node(node, **said, **_times(whole, form))
    for number, (source, target, kind, said) in enumerate(network.edges(keys=True, data=True)):
        rest = {name: value for name, value in said.items() if name != "spells"}
        numbered = {"id": str(number)} if form == "gexf" else {}
        timed.add_edge(source, target, key=kind, **rest, **numbered, **_times(said["spells"], form))
    return timed


def _times(spells: list[tuple[str, str]], form: str) -> dict[str, object]:
    if not spells:
        return {}
    if form == "gexf" and len(spells) > 1:
        return {"spells": spells}
    whole: dict[str, object] = {"start": spells[0][0], "end": spells[-1][1]}
    if form == "graphml":
        whole["spells"] = ";".join(f"{since}/{until}" for since, until in spells)
    return whole


def read_view(written: bytes) -> nx.MultiGraph[str]:
    """Return the network of a view that was written as GraphML, as `project` makes it."""
    timed: Any = nx.read_graphml(BytesIO(written), force_multigraph=True)
    told = {name: value for name, value in timed.graph.items() if not name.endswith("_default")}
    network: nx.MultiGraph[str] = nx.MultiGraph(**told)
    for node, said in timed.nodes(data=True):
        network.add_node(node, **{name: value for name, value in said.items() if name not in _TIMES})
    for source, target, kind, said in timed.edges(keys=True, data=True):
        spans = said.get("spells", "").split(";")
        rest = {name: value for name, value in said.items() if name not in _TIMES}
        network.add_edge(source, target, key=kind, **rest, spells=[tuple(s.split("/")) for s in spans if s])
    return network
