"""What can be measured of a network: who stands in the middle, who belongs together.

The measures are those of igraph, whose core is C; tests compare with networkx, which is many times slower.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import igraph
import networkx as nx

_PIVOTS = 500
"""Betweenness of a network with more nodes than this is estimated from so many of them, always the same."""
_DAMPING = 0.85


@dataclass(frozen=True, slots=True)
class Measured:
    """The value of each node; `numbered` says that values are numbers of groups, the largest first.

    `estimated`: the network was too large for the exact value.
    """

    values: Mapping[str, float]
    numbered: bool = False
    estimated: bool = False

    @property
    def ranked(self) -> list[tuple[str, float]]:
        """Nodes with their values: the greatest first, or group by group."""
        turn = 1 if self.numbered else -1
        return sorted(self.values.items(), key=lambda item: (turn * item[1], item[0]))


def measure(network: nx.MultiGraph[str], name: str) -> Measured:
    """Return a measure of a network; parallel edges are one with the sum of their weights.

    `KeyError` for a name that is not in `MEASURES`.
    """
    return MEASURES[name](_simple(network)) if network else Measured({}, numbered=name in _GROUPS)


def _simple(network: nx.MultiGraph[str]) -> igraph.Graph:
    """Return the network as igraph has it, in an order of its own: that in which it came leaves no trace."""
    nodes = sorted(network)
    number = {node: at for at, node in enumerate(nodes)}
    weights: dict[tuple[int, int], list[float]] = defaultdict(list)
    for source, target, weight in network.edges(data="weight", default=1.0):
        one, other = sorted((number[source], number[target]))
        weights[one, other].append(weight)
    edges = sorted(weights)
    graph = igraph.Graph(n=len(nodes), edges=edges)
    graph.vs["name"] = nodes
    graph.es["weight"] = [sum(sorted(weights[edge])) for edge in edges]
    return graph


def _each(graph: igraph.Graph, values: Iterable[float]) -> dict[str, float]:
    return {node: round(value, 6) for node, value in zip(graph.vs["name"], values, strict=True)}


def _degree(graph: igraph.Graph) -> Measured:
    return Measured(_each(graph, map(float, graph.degree())))


def _strength(graph: igraph.Graph) -> Measured:
    return Measured(_each(graph, graph.strength(weights="weight")))


def _betweenness(graph: igraph.Graph) -> Measured:
    """Return the share of shortest ways between others that lead over each; what is tied closely is near."""
    count = graph.vcount()
    few = random.Random(0).sample(range(count), _PIVOTS) if count > _PIVOTS else None
    far = [1 / weight if weight else float("inf") for weight in graph.es["weight"]]
    found = graph.betweenness(directed=False, weights=far, sources=few)
    pairs = (count - 1) * (count - 2) / 2 * (1 if few is None else len(few) / count)
    return Measured(
        _each(graph, (value / pairs if pairs else 0.0 for value in found)), estimated=few is not None
    )


def _pagerank(graph: igraph.Graph) -> Measured:
    return Measured(_each(graph, graph.pagerank(damping=_DAMPING, weights="weight")))


def _communities(graph: igraph.Graph) -> Measured:
    """Return groups by the method of Louvain, the same ones each time."""
    igraph.set_random_number_generator(random.Random(0))
    return _numbered(graph, graph.community_multilevel(weights="weight"))


def _components(graph: igraph.Graph) -> Measured:
    return _numbered(graph, graph.connected_components())


def _numbered(graph: igraph.Graph, groups: Iterable[list[int]]) -> Measured:
    names = graph.vs["name"]
    ordered = sorted(
        ([names[at] for at in group] for group in groups), key=lambda group: (-len(group), min(group))
    )
    return Measured(
        {node: float(number) for number, group in enumerate(ordered, 1) for node in group}, numbered=True
    )


MEASURES: dict[str, Callable[[igraph.Graph], Measured]] = {
    "degree": _degree,
    "strength": _strength,
    "betweenness": _betweenness,
    "pagerank": _pagerank,
    "communities": _communities,
    "components": _components,
}
"""The measures on offer."""
_GROUPS = ("communities", "components")
