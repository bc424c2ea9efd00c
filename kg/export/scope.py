"""What is to be written and from where."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from kg.store import Store, Triple

Piece = tuple[str, list[Triple]]
"""A graph and its triples."""


@dataclass(frozen=True, slots=True)
class Scope:
    """The data to write: `pieces` yields it graph by graph, each time it is called.

    `whole` says that it is the whole data set, `subject` is the IRI of the one thing to describe.
    """

    store: Store
    base: str
    pieces: Callable[[], Iterator[Piece]]
    whole: bool = True
    subject: str | None = None


def base_of(store: Store) -> str | None:
    """Return the base IRI of the data, None where they are not ours."""
    for graph in store.each_graph():
        base, mark, _ = graph.partition("graph/")
        if mark:
            return base
    return None
