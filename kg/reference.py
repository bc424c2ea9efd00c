"""The graphs of the ontology and of the reference tables, as the files in `ontology/` say them."""

from __future__ import annotations

from pathlib import Path

from kg.errors import OntologyError, StoreError
from kg.settings import Settings, resource
from kg.store import Store

_BASE = "https://vpo.example/"
_SCHEMA_FILES = ("vpo", "align")


def load_reference(store: Store, settings: Settings) -> None:
    """Bring the graphs of the ontology and the reference tables to what the files say."""
    wanted = Store.in_memory()
    for path in sorted(resource("ontology").glob("*.ttl")):
        if path.stem != "shapes":
            name = "ontology" if path.stem in _SCHEMA_FILES else f"reference/{path.stem}"
            _read_turtle(wanted, path, f"{settings.base_iri}graph/{name}", settings.base_iri)
    for graph in wanted.graphs():
        store.replace_graph(graph, wanted.triples(graph))


def _read_turtle(store: Store, path: Path, graph: str, base: str) -> None:
    """Read one file; its names are relative to the base of the data, whatever the file itself says."""
    try:
        text = path.read_text("utf-8").replace(f"@base <{_BASE}>", f"@base <{base}>", 1)
        store.load(text.encode(), "text/turtle", graph=graph)
    except (StoreError, OSError, UnicodeDecodeError) as error:
        raise OntologyError(f"{path}: not Turtle: {error}") from error
