"""Write the blocks of the derived layer into a store."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rdflib import Literal, URIRef

from kg.derive.facts import Statement
from kg.store import Store, Triple


class Writer:
    """The graphs `graph/derived/{family}/{block}` of a store; names are relative to `base`."""

    def __init__(self, store: Store, base: str) -> None:
        self._store = store
        self._base = base
        self._root = f"{base}graph/derived/"

    def present(self) -> set[str]:
        """Return the blocks that the store holds."""
        graphs = self._store.each_graph()
        return {graph.removeprefix(self._root) for graph in graphs if graph.startswith(self._root)}

    def write(self, block: str, statements: Iterable[Statement]) -> None:
        """Make a block hold exactly these statements; one that does already is not written."""
        self._store.replace_graph(self._root + block, self._triples(statements))

    def amend(self, block: str, gone: Iterable[Statement], come: Iterable[Statement]) -> None:
        """Take statements out of a block and put others in, whatever else it holds."""
        self._store.amend_graph(self._root + block, self._triples(gone), self._triples(come))

    def _triples(self, statements: Iterable[Statement]) -> Iterator[Triple]:
        for subject, predicate, value in statements:
            kept = value if isinstance(value, Literal) else self._iri(value)
            yield self._iri(subject), URIRef(predicate), kept

    def _iri(self, name: str) -> URIRef:
        return URIRef(name if name.startswith(("http://", "https://")) else self._base + name)
