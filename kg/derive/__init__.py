"""The derived layer: what follows from all articles together, each conclusion with what it rests on.

A function of the attested layer, the reference layer and the curators' decisions only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rdflib import Literal, URIRef

from kg.derive.again import derive_again
from kg.derive.conclude import conclude
from kg.derive.facts import Statement
from kg.derive.read import StoredReference, read_attested, read_reference
from kg.derive.touched import Touched, touched_by
from kg.settings import Settings
from kg.store import Store
from kg.store import Triple as _Triple

__all__ = ["Touched", "derive_all", "derive_touched", "touched_by"]


def derive_all(store: Store, settings: Settings) -> None:
    """Write all graphs `graph/derived/{family}/{block}`; a block that stays as it was is not written."""
    base = settings.base_iri
    root = _root(base)
    blocks = conclude(read_attested(store, base), read_reference(store, base))
    present = {graph.removeprefix(root) for graph in store.graphs() if graph.startswith(root)}
    for block in sorted(present | set(blocks)):
        store.replace_graph(root + block, _triples(blocks.get(block, frozenset()), base))


def derive_touched(store: Store, settings: Settings, touched: Touched) -> None:
    """Write the graphs that follow from what is `touched`: the same dataset as `derive_all` writes.

    `touched` holds what `touched_by` gave for each article that came, changed or went: before and after.
    """
    base = settings.base_iri
    if touched == Touched():
        return

    def write(block: str, statements: Iterable[Statement]) -> None:
        store.replace_graph(_root(base) + block, _triples(statements, base))

    derive_again(store, base, StoredReference(store, base), touched, write)


def _root(base: str) -> str:
    return f"{base}graph/derived/"


def _triples(statements: Iterable[Statement], base: str) -> Iterator[_Triple]:
    for subject, predicate, value in statements:
        kept = value if isinstance(value, Literal) else _iri(value, base)
        yield _iri(subject, base), URIRef(predicate), kept


def _iri(name: str, base: str) -> URIRef:
    return URIRef(name if name.startswith(("http://", "https://")) else base + name)
