"""What can be measured of a network: who stands in the middle, who belongs together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import networkx as nx

_PIVOTS = 500
"""Betweenness of a network with more nodes than this is estimated from so many of them, always the same."""
_DAMPING, _TURNS, _ENOUGH = 0.85, 100, 1e-7  # well below the sixth decimal, which is shown


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
    simple: nx.Graph[str] = nx.Graph()
    simple.add_nodes_from(sorted(network))
    for source, target, weight in sorted(network.edges(data="weight", default=1.0)):
        before = simple.get_edge_data(source, target, {"weight": 0.0})["weight"]
        simple.add_edge(source, target, weight=before + weight)
    for _, _, said in simple.edges(data=True):
        said["distance"] = 1 / said["weight"] if said["weight"] else float("inf")
    return MEASURES[name](simple)


def _degree(network: nx.Graph[str]) -> Measured:
    return Measured({node: float(count) for node, count in network.degree()})


def _strength(network: nx.Graph[str]) -> Measured:
    return Measured({node: round(total, 6) for node, total in network.degree(weight="weight")})


def _betweenness(network: nx.Graph[str]) -> Measured:
    pivots = _PIVOTS if len(network) > _PIVOTS else None
    values = nx.betweenness_centrality(network, k=pivots, weight="distance", seed=0)
    return Measured({node: round(value, 6) for node, value in values.items()}, estimated=pivots is not None)


def _pagerank(network: nx.Graph[str]) -> Measured:
    """Return PageRank by the power method, without the matrices that networkx would need scipy for."""
    if not network:
        return Measured({})
    nodes = list(network)
    number = {node: at for at, node in enumerate(nodes)}
    strength = dict(network.degree(weight="weight"))
    shares = [
        [(number[other], _DAMPING * said["weight"] / strength[node]) for other, said in around.items()]
        if strength[node]
        else []
        for node, around in network.adjacency()
    ]
    rank = [1 / len(nodes)] * len(nodes)
    for _ in range(_TURNS):
        lost = sum(value for value, given in zip(rank, shares, strict=True) if not given)
        fresh = [(1 - _DAMPING + _DAMPING * lost) / len(nodes)] * len(nodes)
        for value, given in zip(rank, shares, strict=True):
            for other, share in given:
                fresh[other] += value * share
        change, rank = sum(abs(new - old) for new, old in zip(fresh, rank, strict=True)), fresh
        if change < _ENOUGH:
            break
    return Measured({node: round(value, 6) for node, value in zip(nodes, rank, strict=True)})


def _communities(network: nx.Graph[str]) -> Measured:
    return _numbered(nx.community.louvain_communities(network, weight="weight", seed=0))


def _components(network: nx.Graph[str]) -> Measured:
    return _numbered(nx.connected_components(network))


def _numbered(groups: Iterable[set[str]]) -> Measured:
    ordered = sorted(groups, key=lambda group: (-len(group), min(group)))
    return Measured(
        {node: float(number) for number, group in enumerate(ordered, 1) for node in group}, numbered=True
    )


MEASURES: dict[str, Callable[[nx.Graph[str]], Measured]] = {
    "degree": _degree,
    "strength": _strength,
    "betweenness": _betweenness,
    "pagerank": _pagerank,
    "communities": _communities,
    "components": _components,
}
"""The measures on offer."""
