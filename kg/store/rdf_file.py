"""Any RDF file as a store, to be served read-only (`kg serve --rdf FILE`)."""

from __future__ import annotations

from pathlib import Path

from kg.errors import StoreError
from kg.store.engine import Store
from kg.store.reader import FixedGeneration
from kg.store.side import Side

_MEDIA = {
    ".ttl": "text/turtle",
    ".nt": "application/n-triples",
    ".nq": "application/n-quads",
    ".trig": "application/trig",
    ".rdf": "application/rdf+xml",
    ".owl": "application/rdf+xml",
    ".xml": "application/rdf+xml",
    ".jsonld": "application/ld+json",
    ".json": "application/ld+json",
    ".n3": "text/n3",
}


def read_rdf(path: Path, *, number: int = 0) -> FixedGeneration:
    """Return the file as a data set of its own: queries see its default graph, and named graphs by name.

    Raise `StoreError` when the ending names no format, or the file cannot be read.
    """
    media = _MEDIA.get(path.suffix.lower())
    if media is None:
        raise StoreError(f"{path}: the ending names no RDF format; use one of {' '.join(_MEDIA)}")
    store = Store.in_memory()
    if not path.is_file():
        raise StoreError(f"{path}: there is no such file")
    store.load(path, media, base=path.absolute().as_uri())
    return FixedGeneration(store, Side.of(store), union=False, number=number)
