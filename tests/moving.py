"""A reader whose data is replaced now and then, as a load does it."""

from __future__ import annotations

from dataclasses import replace

from rdflib import Literal, URIRef

from kg.store import Store
from kg.store.reader import Generation
from kg.store.side import Side


class Moving:
    """Gives a generation of so many triples, and another one after each `publish`."""

    union = True

    def __init__(self) -> None:
        self.publish(1)

    def publish(self, number: int) -> None:
        """Replace the data by generation `number`, which holds so many triples."""
        store = Store.in_memory()
        triples = [(URIRef("urn:s"), URIRef("urn:p"), Literal(value)) for value in range(number)]
        store.replace_graph("https://vpo.example/graph/one", triples)
        self._now = Generation(number, store, Side.of(Store.in_memory()))

    def number(self, number: int) -> None:
        """Let the same data be generation `number`, as after a load that was taken back."""
        self._now = replace(self._now, number=number)

    def now(self) -> Generation:
        """Return the generation that was published last."""
        return self._now
