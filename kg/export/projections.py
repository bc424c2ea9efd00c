"""Networks for analysis, each over the same ties as the relationship view and paths, with their time.

persons    people, tied by the kinds chosen; one edge for each pair and kind
careers    people and bodies; one edge for each person and body, with the roles held
events     people and events; one edge for each person who took part

A node has `kind` and a label in two languages. An edge has `kind`, `weight`, `ties` (how many nodes say so),
`evidence` (which), and `spells`, the times as pairs of ISO days, sorted; none where nothing is dated. Ties
that are not sure are edges of a kind of their own (`same-body-possible`), whose time is the window. Several
ties weigh together 1 − (1 − a)(1 − b)…, so never more than 1.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from math import prod

import networkx as nx
from rdflib import URIRef

from kg.export.network import attributes
from kg.queries import named
from kg.store import Store
from kg.store.bonds import Bond, Crowd, Group, read_bonds, read_events
from kg.store.choice import Choice
from kg.store.together import joined

_Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Projection:
    """A network and the bodies and events whose pairs are not in it, because too many people were there.

    The network names them too (`left_out`), where there are any.
    """

    network: nx.MultiGraph[str]
    crowds: tuple[Crowd, ...] = ()


@dataclass(frozen=True, slots=True)
class _Edge:
    source: str
    target: str
    kind: str
    weight: float
    since: str
    until: str
    evidence: tuple[str, ...]
    role: str = ""


def project(store: Store, view: str, choice: Choice | None = None) -> Projection:
    """Return the network of a view; the order of the data leaves no trace in it.

    `KeyError` for a view that is not in `VIEWS`.
    """
    wanted = choice or Choice()
    edges, crowds = VIEWS[view](store, wanted)
    network: nx.MultiGraph[str] = nx.MultiGraph(name=view, mode="dynamic")
    kept = [edge for edge in edges if wanted.touches(edge.since, edge.until)]
    for name in sorted({name for edge in kept for name in (edge.source, edge.target)}):
        network.add_node(name, **attributes(store, URIRef(name)))
    groups: dict[tuple[str, str, str], list[_Edge]] = defaultdict(list)
    for edge in kept:
        groups[edge.source, edge.target, edge.kind].append(edge)
    for (source, target, kind), found in sorted(groups.items()):
        network.add_edge(source, target, key=kind, kind=kind, **_said(found))
    left_out = tuple(crowds)
    if left_out:
        network.graph["left_out"] = "; ".join(f"{crowd.thing} ({crowd.people} people)" for crowd in left_out)
    return Projection(network, left_out)


def _said(edges: list[_Edge]) -> dict[str, object]:
    evidence = sorted({node for edge in edges for node in edge.evidence})
    roles = sorted({edge.role for edge in edges if edge.role})
    return {
        "weight": round(1 - prod(1 - min(edge.weight, 1) for edge in edges), 3),
        "ties": len(edges),
        "evidence": " ".join(evidence),
        "spells": list(joined((edge.since, edge.until) for edge in edges if edge.since and edge.until)),
        **({"roles": ", ".join(roles)} if roles else {}),
    }


def _persons(store: Store, choice: Choice) -> tuple[Iterator[_Edge], Iterable[Crowd]]:
    bonds, crowds = read_bonds(store)
    return (_of_bond(bond) for bond in bonds if choice.wants(bond)), crowds


def _of_bond(bond: Bond) -> _Edge:
    kind = bond.kind if bond.sure else f"{bond.kind}-possible"
    return _Edge(bond.source, bond.target, kind, bond.weight, bond.since, bond.until, bond.evidence)


def _careers(store: Store, _: Choice) -> tuple[Iterator[_Edge], Iterable[Crowd]]:
    """Return who held posts in which body; a tenure without a sure day has no spell."""
    return (
        _Edge(
            row["person"],
            row["body"],
            "tenure",
            1.0,
            row.get("since", ""),
            row.get("until", ""),
            (row["node"],),
            row.get("role", ""),
        )
        for row in _rows(store, "ties-careers")
    ), ()


def _events(store: Store, _: Choice) -> tuple[Iterator[_Edge], Iterable[Crowd]]:
    return (edge for event in read_events(store) for edge in _took_part(event)), ()


def _took_part(event: Group) -> Iterator[_Edge]:
    for person in sorted(event.members):
        weight = 1.0 if person in event.leading else 0.5
        yield _Edge(person, event.thing, "participant", weight, event.since, event.until, (event.thing,))


def _rows(store: Store, name: str) -> Iterator[_Row]:
    for row in store.select(named(name).text):
        yield {column: str(term) for column, term in row.items()}


VIEWS: dict[str, Callable[[Store, Choice], tuple[Iterator[_Edge], Iterable[Crowd]]]] = {
    "persons": _persons,
    "careers": _careers,
    "events": _events,
}
"""The views on offer."""
