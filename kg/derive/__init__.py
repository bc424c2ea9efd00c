"""The derived layer: what follows from all articles together, each conclusion with what it rests on.

A function of the attested layer, the reference layer and the curators' decisions only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rdflib import Literal, URIRef

from kg.derive.conclude import conclude
from kg.derive.facts import Statement
from kg.derive.read import read_attested, read_reference
from kg.settings import Settings
from kg.store import Store
from kg.store import Triple as _Triple

__all__ = ["derive_all"]


def derive_all(store: Store, settings: Settings, changed: set[str] | None = None) -> None:
    """Write the graphs `graph/derived/{family}/{block}`; a block that stays as it was is not written.

    `changed` are names of articles (`id/article/…`) loaded, replaced or removed since the last run: with none
    there is nothing to do. A name of one article can show in conclusions from others, so all are compared.
    """
    if changed is not None and not changed:
        return
    base = settings.base_iri
    root = f"{base}graph/derived/"
    blocks = conclude(read_attested(store, base), read_reference(store, base))
    present = {graph.removeprefix(root) for graph in store.graphs() if graph.startswith(root)}
    for block in sorted(present | set(blocks)):
        store.replace_graph(root + block, _triples(blocks.get(block, frozenset()), base))


def _triples(statements: Iterable[Statement], base: str) -> Iterator[_Triple]:
    for subject, predicate, value in statements:
        kept = value if isinstance(value, Literal) else _iri(value, base)
        yield _iri(subject, base), URIRef(predicate), kept


def _iri(name: str, base: str) -> URIRef:
    return URIRef(name if name.startswith(("http://", "https://")) else base + name)
