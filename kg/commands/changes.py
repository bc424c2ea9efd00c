"""What differs between two generations."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg.store import Store


@dataclass(frozen=True, slots=True)
class GraphChange:
    """How many triples one graph gained and lost."""

    graph: str
    added: int
    removed: int


def differences(old: Store, new: Store) -> Iterator[GraphChange]:
    """Yield the graphs that differ, by name."""
    for graph in sorted({*old.graphs(), *new.graphs()}):
        before, after = set(old.triples(graph)), set(new.triples(graph))
        if before != after:
            yield GraphChange(graph, len(after - before), len(before - after))
