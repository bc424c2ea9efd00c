"""Data that a SPARQL server holds in place of a folder: which state it is in, and what readers hold of it.

A graph of the server says which generation it holds. While it holds none, somebody is
publishing. The search index stands in the data folder of this machine.
"""

from __future__ import annotations

import os
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from kg.errors import StoreError
from kg.settings import Settings
from kg.store.engine import Store
from kg.store.generations import DataHome
from kg.store.reader import CurrentGeneration, Generation
from kg.store.remote import RemoteEngine
from kg.store.server import Server
from kg.store.side import Side, build_side, of_other_form

PUBLISHED = "published"
"""What the IRI of the graph ends in that tells of the state; it is no part of the data."""
_LOOK = 1.0  # seconds between two looks at what the server holds
_STATE = """PREFIX dcat: <http://www.w3.org/ns/dcat#>
PREFIX dcterms: <http://purl.org/dc/terms/>
SELECT ?number ?hash ?made ?seen WHERE {{
  GRAPH <{graph}> {{ <{graph}> dcat:version ?number ; dcterms:identifier ?hash ; dcterms:modified ?made }}
  OPTIONAL {{ <{graph}> dcat:version ?seen }}
}}"""
_MANY = "SELECT ?s WHERE {{ ?s ?p ?o }} LIMIT {rows}"
_BEGUN = "ASK {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}"


@dataclass(frozen=True, slots=True)
class State:
    """The generation that a server holds: its number there, its hash and when it was made."""

    number: int
    hash: str
    made: str

    @property
    def tag(self) -> str:
        """What stands for the data, as in a `Generation`."""
        return self.hash[:16]


def far_store(server: Server, base: str) -> Store:
    """Return what a server holds of the data of `base`, to be read as any other store."""
    engine = cast(Any, RemoteEngine(server, f"{base}graph/"))  # it reads as the engine does
    return Store(engine, None, readonly=True)


def read_state(store: Store, base: str) -> State | None:
    """Return what the server says that it holds, None where that is nothing, or nothing whole.

    Raises `StoreError` where its queries do not see all graphs.
    """
    rows = store.select(_STATE.format(graph=base + PUBLISHED))
    if not rows:
        return None
    if "seen" not in rows[0]:
        raise StoreError(
            "the queries of the server do not see all graphs by default; let its default graph be"
            " the union of all (oxigraph serve: --union-default-graph)"
        )
    return State(int(str(rows[0]["number"])), str(rows[0]["hash"]), str(rows[0]["made"]))


class FarReader:
    """Follows what the server of the settings holds. Safe to ask from many threads."""

    def __init__(self, settings: Settings) -> None:
        self.server = Server.of(settings)
        self.base = settings.base_iri
        self._home = settings.home
        self._rows = settings.query_rows
        self._store = far_store(self.server, self.base)
        self._lock = threading.Lock()
        self._looked = 0.0
        self._held: Generation | None = None

    def now(self) -> Generation:
        """Return what the server holds now; raise `StoreError` where it holds nothing whole."""
        with self._lock:
            if self._held is None or time.monotonic() > self._looked + _LOOK:
                state = self._state()
                if self._held is None or (self._held.number, self._held.tag) != (state.number, state.tag):
                    self._held = self._open(state)
                self._looked = time.monotonic()
            return self._held

    def store(self) -> Store:
        """Return the store."""
        return self.now().store

    def close(self) -> None:
        """Let go of the connections."""
        self.server.close()

    def _open(self, state: State) -> Generation:
        """Return what readers hold of a state; raise `LimitError` where the server cuts answers short."""
        self.server.query(_MANY.format(rows=self._rows + 1))
        store = far_store(self.server, self.base)
        return Generation(state.number, store, Side(self._index(state)), None, state.tag, state.made)

    def _state(self) -> State:
        state = read_state(self._store, self.base)
        if state is not None:
            return state
        if self._store.ask(_BEGUN.format(graph=self.base + PUBLISHED)):
            raise StoreError("the data are being published; try again soon. If nobody does that: kg publish")
        raise StoreError(f"{self.server.at.query}: holds no data of ours; publish some first (kg publish)")

    def _index(self, state: State) -> Path:
        """Return the search index of a state: that of the same generation here, or one made from there."""
        here = DataHome(self._home)
        for number in here.numbers():
            path = here.folder(number) / "side.sqlite"
            if here.manifest(number).hash == state.hash and not of_other_form(path):
                return path
        folder = self._home / "far"
        path = folder / f"{state.tag}.sqlite"
        if not path.is_file() or of_other_form(path):
            folder.mkdir(parents=True, exist_ok=True)
            fresh = folder / f".{os.getpid()}.sqlite"
            fresh.unlink(missing_ok=True)
            build_side(self._store, fresh)
            fresh.replace(path)
        for other in folder.glob("*.sqlite"):
            if other != path:
                other.unlink()
        return path


def reader_of(settings: Settings) -> FarReader | CurrentGeneration:
    """Return what follows the data: of the server where the settings name one, else of the folder."""
    if settings.store:
        return FarReader(settings)
    return DataHome(settings.home, keep=settings.keep_generations).current_reader()
