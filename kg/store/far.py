"""Data that a SPARQL server holds in place of a folder: which state it is in, and what readers hold of it.

A graph of the server says which generation it holds. While it holds none, somebody is
publishing. The search index stands in the data folder of this machine.
"""

from __future__ import annotations

import logging
import os
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from kg.errors import KgError, StoreError
from kg.logs import say
from kg.settings import Settings
from kg.store.engine import Store
from kg.store.generations import DataHome
from kg.store.reader import CurrentGeneration, Generation
from kg.store.remote import RemoteEngine
from kg.store.server import SERVER, Server
from kg.store.side import Side, build_side, of_other_form

PUBLISHED = "published"
"""What the IRI of the graph ends in that tells of the state; it is no part of the data."""
_INDEXES = 2  # made from the server that are kept: requests may still read the one before
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
        self._making: threading.Thread | None = None

    def now(self) -> Generation:
        """Return what the server holds now; raise `StoreError` where it holds nothing whole.

        While the index of another state is made, it is still the one before.
        """
        with self._lock:
            if self._held is None or time.monotonic() > self._looked + _LOOK:
                state = self._state()
                self._held = self._follow(state, self._held)
                self._looked = time.monotonic()
            return self._held

    def store(self) -> Store:
        """Return the store."""
        return self.now().store

    def close(self) -> None:
        """Let go of the connections."""
        self.server.close()

    def _follow(self, state: State, held: Generation | None) -> Generation:
        """Return what readers hold of a state, or what they held while its index is made."""
        if held is not None and (held.number, held.tag) == (state.number, state.tag):
            return held
        path = self._index(state)
        if path is None and held is not None:
            if not (self._making and self._making.is_alive()):
                self._making = threading.Thread(target=self._make_aside, args=(state,), daemon=True)
                self._making.start()
            return held
        if held is None:  # is it a server that cuts answers short?
            self.server.query(_MANY.format(rows=self._rows + 1))
        side, store = Side(path or self._make(state)), far_store(self.server, self.base)
        return Generation(state.number, store, side, None, state.tag, state.made)

    def _state(self) -> State:
        state = read_state(self._store, self.base)
        if state is not None:
            return state
        if self._store.ask(_BEGUN.format(graph=self.base + PUBLISHED)):
            raise StoreError("the data are being published; try again soon. If nobody does that: kg publish")
        raise StoreError(f"{SERVER} holds no data of ours; publish some first (kg publish)")

    def _index(self, state: State) -> Path | None:
        """Return the search index of a state, None where it is still to be made."""
        here = DataHome(self._home)
        same = (here.folder(n) for n in here.numbers() if here.manifest(n).hash == state.hash)
        paths = (*(folder / "side.sqlite" for folder in same), self._made(state))
        return next((path for path in paths if path.is_file() and not of_other_form(path)), None)

    def _made(self, state: State) -> Path:
        return self._home / "far" / f"{state.tag}.sqlite"

    def _make(self, state: State) -> Path:
        """Make the search index of a state by queries; return it. Those before the last one go."""
        path = self._made(state)
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_name(f".{os.getpid()}.sqlite")
        fresh.unlink(missing_ok=True)
        build_side(far_store(self.server, self.base), fresh)
        fresh.replace(path)
        for old in sorted(path.parent.glob("*.sqlite"), key=lambda one: one.stat().st_mtime)[:-_INDEXES]:
            old.unlink()
        return path

    def _make_aside(self, state: State) -> None:
        try:
            self._make(state)
        except KgError as error:
            say("index not made", logging.WARNING, reason=str(error))


def reader_of(settings: Settings) -> FarReader | CurrentGeneration:
    """Return what follows the data: of the server where the settings name one, else of the folder."""
    if settings.store:
        return FarReader(settings)
    return DataHome(settings.home, keep=settings.keep_generations).current_reader()
