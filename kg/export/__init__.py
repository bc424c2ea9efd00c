"""Data leaves: the whole data set, one graph or one thing, as RDF, as a table of facts or as a network."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import IO

from rdflib import URIRef

from kg.errors import QueryError, UnknownEntityError
from kg.export.describe import describe
from kg.export.jsonld import write_jsonld
from kg.export.network import write_network
from kg.export.scope import Piece, Scope, base_of
from kg.export.syntax import write_nquads, write_ntriples, write_trig, write_turtle
from kg.export.table import write_csv
from kg.iris import fits_iri
from kg.rdf import expand
from kg.store import Store

__all__ = ["FORMATS", "export"]

_Writer = Callable[[Scope, IO[bytes]], None]

_WRITERS: dict[str, _Writer] = {
    "ttl": write_turtle,
    "trig": write_trig,
    "nt": write_ntriples,
    "nq": write_nquads,
    "jsonld": write_jsonld,
    "csv": write_csv,
    "graphml": lambda scope, out: write_network(scope, out, "graphml"),
    "gexf": lambda scope, out: write_network(scope, out, "gexf"),
}
FORMATS = tuple(_WRITERS)
"""The formats on offer, by the usual ending of their files."""
_MIME = {
    "ttl": "text/turtle",
    "trig": "application/trig",
    "nt": "application/n-triples",
    "nq": "application/n-quads",
    "jsonld": "application/ld+json",
}


def export(
    store: Store,
    out: IO[bytes],
    format: str,
    graph: str | None = None,
    subject: str | None = None,
    most: int | None = None,
) -> None:
    """Write the store, one `graph` or what is said of `subject` to `out`; equal data give equal bytes.

    Both are IRIs or names relative to the base. A thing comes with the conclusions about it, the observations
    they rest on and the evidence. Raises `UnknownEntityError` where there is nothing to write,
    `QueryError` for a format that is not in `FORMATS`, `LimitError` where more than `most` nodes tell of the
    thing.
    """
    if format not in _WRITERS:
        raise QueryError(f"{format!r} is no format; use {', '.join(FORMATS)}")
    for asked in (graph, subject):
        if asked is not None and not fits_iri(asked):
            raise UnknownEntityError(asked)
    base = base_of(store)
    if base is None and graph is None and subject is None and format in _MIME:
        store.dump(out, _MIME[format])
        return
    root = base or ""
    thing = None if subject is None else expand(subject, root)
    name = None if graph is None else expand(graph, root)
    whole = thing is None and name is None
    scope = Scope(
        store, root, lambda: _pieces(store, name, thing, most), whole, str(thing) if thing else None
    )
    if not scope.whole and next(scope.pieces(), None) is None:
        raise UnknownEntityError(str(thing or name))
    _WRITERS[format](scope, out)


def _pieces(store: Store, graph: URIRef | None, thing: URIRef | None, most: int | None) -> Iterator[Piece]:
    """Yield what is to be written, graph by graph, sorted by name."""
    if thing is not None:
        yield from describe(store, thing, most)
        return
    for name in [str(graph)] if graph else store.graphs():
        if triples := store.triples(name):
            yield name, triples
