"""Data that a SPARQL server holds in place of a folder: which state it is in, and what readers hold of it.

A graph of the server says which generation it holds. While it holds none, somebody is
publishing. The search index stands in the data folder of this machine.
"""

from __future__ import annotations

import logging
import os
import threading
import time
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, cast

from kg.errors import KgError, StoreError
from kg.logs import say
from kg.settings import Settings
from kg.store.engine import Store
from kg.store.files import reading_lock
from kg.store.generations import DataHome
from kg.store.reader import CurrentGeneration, Generation
from kg.store.remote import RemoteEngine
from kg.store.server import SERVER, Server
from kg.store.side import Side, build_side, of_other_form

PUBLISHED = "published"
"""What the IRI of the graph ends in that tells of the state; it is no part of the data."""
_INDEXES = 2  # made from the server that are kept: requests may still read the one before
_PAUSE = 30.0  # seconds before an index is tried again that could not be made
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


@dataclass(frozen=True, slots=True)
class _Held:
    """What readers hold, and the state that it is of; None where the server was seen in another since.

    `files` keep the generation of the data folder whose index it is from being pruned.
    """

    state: State | None
    generation: Generation
    files: ExitStack


class FarReader:
    """Follows what the server of the settings holds. Safe to ask from many threads."""

    def __init__(self, settings: Settings) -> None:
        self.server = Server.of(settings)
        self.base = settings.base_iri
        self._home = settings.home
        self._rows = settings.query_rows
        self._store = far_store(self.server, self.base)
        self._looking, self._following = threading.Lock(), threading.Lock()
        self._looked = self._followed = -_LOOK
        self._seen: State | KgError | None = None
        self._held: _Held | None = None
        self._making: threading.Thread | None = None
        self._failed: tuple[State | None, float] = None, 0.0  # whose index could not be made, and when

    def state(self) -> State:
        """Return what the server held within the last second; raise `StoreError` where that is nothing whole.

        One thread looks. The others go by what was seen before, also where that is an error.
        """
        patience = 0 if self._seen else 2 * self.server.seconds
        if self._is_due() and self._looking.acquire(timeout=patience):
            try:
                if self._is_due():
                    return self.look()
            finally:
                self._looking.release()
        if isinstance(self._seen, State):
            return self._seen
        if self._seen is None:
            raise StoreError(f"{SERVER} did not answer in time; try again soon")
        raise self._seen.with_traceback(None)

    def look(self) -> State:
        """Return what the server holds at this moment; raise `StoreError` where that is nothing whole."""
        try:
            state = self._state()
        except KgError as error:
            self._note(error)
            raise
        self._note(state)
        return state

    def now(self) -> Generation:
        """Return what the server holds now; raise `StoreError` where it holds nothing whole.

        While the index of another state is made, it is the index before with what the server says now; that
        has no tag.
        """
        state, held = self.state(), self._held
        if self._is_behind(state, held):
            if self._following.acquire(timeout=0 if held else self.server.seconds):
                try:
                    if self._held is held:  # nobody else was quicker
                        self._held, self._followed = self._follow(state, held), time.monotonic()
                        if held is not None and held.files is not self._held.files:
                            held.files.close()
                finally:
                    self._following.release()
            elif held is None:
                raise StoreError("the search index of the data is being made; try again soon")
        return cast(_Held, self._held).generation

    def holds(self, generation: Generation) -> bool:
        """Return whether this is, at this moment, what the server holds; raise as `look` does."""
        state = self.look()
        return (state.number, state.tag) == (generation.number, generation.tag)

    def store(self) -> Store:
        """Return the store."""
        return self.now().store

    def close(self) -> None:
        """Let go of the connections and of the index."""
        self.server.close()
        if self._held is not None:
            self._held.files.close()

    def _is_due(self) -> bool:
        return time.monotonic() > self._looked + _LOOK

    def _is_behind(self, state: State, held: _Held | None) -> bool:
        if held is None or held.state != state:
            return True
        return not held.generation.tag and time.monotonic() > self._followed + _LOOK

    def _note(self, seen: State | KgError) -> None:
        if self._held is not None and self._held.state != seen:
            self._held = replace(self._held, state=None)  # it may remember what another state said
        self._seen, self._looked = seen, time.monotonic()

    def _follow(self, state: State, held: _Held | None) -> _Held:
        """Return what readers hold of a state; the index before while that of the state is made."""
        path = self._index(state)
        if path is None and held is not None:
            self._make_aside(state)
            if held.state == state:
                return held
            store = far_store(self.server, self.base)
            return replace(held, state=state, generation=replace(held.generation, store=store, tag=""))
        if held is None:  # is it a server that cuts answers short?
            self.server.query(_MANY.format(rows=self._rows + 1))
        side, files = _opened(path or self._make(state))
        store = far_store(self.server, self.base)
        return _Held(state, Generation(state.number, store, side, None, state.tag, state.made), files)

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
        same = (here.folder(n) for n in here.numbers() if _hash(here, n) == state.hash)
        paths = (*(folder / "side.sqlite" for folder in same), self._made(state))
        return next((path for path in paths if path.is_file() and not of_other_form(path)), None)

    def _made(self, state: State) -> Path:
        return self._home / "far" / f"{state.tag}.sqlite"

    def _make(self, state: State) -> Path:
        """Make the search index of a state by queries; return it. Those before the last one go.

        Raises `StoreError` where the server holds another state by then: the index would be of both.
        """
        path = self._made(state)
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_name(f".{os.getpid()}.sqlite")
        fresh.unlink(missing_ok=True)
        try:
            build_side(far_store(self.server, self.base), fresh, sums=False)
            if self.look() != state:
                raise StoreError("the data changed while their search index was made; try again soon")
            fresh.replace(path)
        finally:
            fresh.unlink(missing_ok=True)
        for old in sorted(path.parent.glob("*.sqlite"), key=lambda one: one.stat().st_mtime)[:-_INDEXES]:
            old.unlink()
        return path

    def _make_aside(self, state: State) -> None:
        """Make the search index in a thread of its own, unless one is being made."""

        def make() -> None:
            try:
                self._make(state)
            except KgError as error:
                self._failed = state, time.monotonic()
                say("index not made", logging.WARNING, reason=str(error))

        failed, at = self._failed
        waits = failed == state and time.monotonic() < at + _PAUSE
        if not waits and not (self._making and self._making.is_alive()):
            self._making = threading.Thread(target=make, daemon=True)
            self._making.start()


def _hash(here: DataHome, number: int) -> str:
    """The hash of a generation, empty where it is gone or damaged, which need not be the one that is read."""
    try:
        return here.manifest(number).hash
    except StoreError:
        return ""


def _opened(path: Path) -> tuple[Side, ExitStack]:
    """Open an index, and keep the generation that it lies in, if any, from being pruned."""
    files, manifest = ExitStack(), path.with_name("manifest.json")
    try:
        if manifest.exists():
            files.enter_context(reading_lock(manifest))
        return Side(path), files
    except FileNotFoundError as error:
        files.close()
        raise StoreError("the search index went away while it was opened; try again") from error


def check_held(reader: FarReader | CurrentGeneration, generation: Generation) -> None:
    """Raise `StoreError` where a server holds something else by now than what was read; a folder keeps it."""
    if isinstance(reader, FarReader) and not reader.holds(generation):
        raise StoreError("the data changed while they were read; try again")


def reader_of(settings: Settings) -> FarReader | CurrentGeneration:
    """Return what follows the data: of the server where the settings name one, else of the folder."""
    if settings.store:
        return FarReader(settings)
    return DataHome(settings.home, keep=settings.keep_generations).current_reader()
