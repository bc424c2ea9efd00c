"""Publishing to a SPARQL server what this machine's data folder holds.

What is written first says that the server holds no generation, what is written last which one it holds. In
between readers are told to wait. Little is one update, which a server of transactions shows all at once; much
is written graph by graph. Whatever ended a run, the next compares with the server and writes what is missing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from io import BytesIO
from itertools import chain

from kg.errors import StoreError
from kg.settings import Settings
from kg.store.engine import Store
from kg.store.far import PUBLISHED, State, far_store, read_state
from kg.store.generations import DataHome
from kg.store.server import LONGEST, TRIPLES, Server, inserted

_DCAT = "http://www.w3.org/ns/dcat#"
_DCTERMS = "http://purl.org/dc/terms/"
Change = tuple[str, frozenset[str], frozenset[str]]
"""A graph, and the triples that go and come, in N-Triples."""


@dataclass(frozen=True, slots=True)
class _Telling:
    """The graph that tells of the state, and what it says in N-Triples from the first change to the last."""

    graph: str
    old: State | None
    new: State

    @property
    def begun(self) -> list[str]:
        """No state, so that nobody takes what is there for whole; the rest is for people."""
        before = f"generation {self.old.number}" if self.old else "what was there"
        said = f"being published, from {before} to generation {self.new.number}"
        return [f'<{self.graph}> <{_DCTERMS}title> "{said}"@en .']

    @property
    def done(self) -> list[str]:
        """The state."""
        return [
            f'<{self.graph}> <{_DCAT}version> "{self.new.number}" .',
            f'<{self.graph}> <{_DCTERMS}identifier> "{self.new.hash}" .',
            f'<{self.graph}> <{_DCTERMS}modified> "{self.new.made}" .',
        ]

    def as_update(self, lines: list[str]) -> list[str]:
        """Return the operations after which the graph says this alone."""
        return [f"DROP SILENT GRAPH <{self.graph}>", *inserted(self.graph, lines)]


def publish_far(settings: Settings, home: DataHome | None = None, *, loaded: bool = False) -> State:
    """Make the server hold the current generation of the data folder; return what it holds now.

    Who holds the folder alone gives it as `home`; nobody writes there meanwhile. With `loaded` the server has
    the triples already, by a loader of its own, and is only told so. Raises `StoreError` where it does not,
    and where the settings do not say how to write; `LockedError` where another process writes in the folder.
    """
    home = home or DataHome(settings.home)
    with home.alone():
        return _publish(settings, home, loaded)


def _publish(settings: Settings, home: DataHome, loaded: bool) -> State:
    number = home.current()
    if number is None:
        raise StoreError(f"{home.path}: holds no data to publish; load articles first (kg load)")
    told = home.manifest(number)
    state = State(number, told.hash, told.created)
    server = Server.of(settings)
    there = far_store(server, settings.base_iri)
    present = read_state(there, settings.base_iri)
    if present == state:
        return state
    if not server.at.update:
        raise StoreError("nothing says where the server takes updates; set KG_STORE_UPDATE")
    telling = _Telling(settings.base_iri + PUBLISHED, present, state)
    with closing(Store.open_reader(home.folder(number) / "store")) as new:
        if loaded:
            _check_loaded(there, new)
            _write_all(server, (), telling)
        else:
            _write(server, _changes(home, present, there, new), telling)
    return state


def _changes(home: DataHome, present: State | None, there: Store, new: Store) -> Iterator[Change]:
    """Yield what differs from what the server holds, looked up here where its generation still is."""
    for number in home.numbers():
        if present is not None and home.manifest(number).hash == present.hash:
            with closing(Store.open_reader(home.folder(number) / "store")) as old:
                yield from _differences(old, new)
            return
    yield from _differences(there, new)


def _differences(old: Store, new: Store) -> Iterator[Change]:
    """Yield the graphs that are not the same in both."""
    before, after = set(old.graphs()), set(new.graphs())
    for graph in sorted(before | after):
        if graph in before & after and old.agrees(new, graph):
            continue
        one = _lines(old, graph) if graph in before else frozenset()
        other = _lines(new, graph) if graph in after else frozenset()
        if one != other:
            yield graph, one, other


def _lines(store: Store, graph: str) -> frozenset[str]:
    out = BytesIO()
    store.dump(out, TRIPLES, graph)
    return frozenset(out.getvalue().decode().splitlines())


def _write(server: Server, changes: Iterator[Change], telling: _Telling) -> None:
    """Write the changes as one update while they are few, else graph by graph."""
    few: list[Change] = []
    operations: list[str] = []
    size = 0
    for change in changes:
        few.append(change)
        parts = [*_parts(change)]
        operations += parts
        size += sum(map(len, parts))
        if size > LONGEST:
            _write_all(server, chain(few, changes), telling)
            return
    server.update(
        " ;\n".join([*telling.as_update(telling.begun), *operations, *telling.as_update(telling.done)])
    )


def _write_all(server: Server, changes: Iterable[Change], telling: _Telling) -> None:
    server.put(telling.graph, telling.begun)
    for name, _, wanted in changes:
        server.put(name, sorted(wanted))
    server.put(telling.graph, telling.done)


def _parts(change: Change) -> Iterator[str]:
    graph, old, new = change
    if gone := old - new:
        yield f"DELETE DATA {{ GRAPH <{graph}> {{ {' '.join(gone)} }} }}"
    yield from inserted(graph, new - old)


def _check_loaded(there: Store, new: Store) -> None:
    """Raise `StoreError` where the server does not hold as many triples as the generation."""
    held = there.count()
    if held != new.count():
        raise StoreError(
            f"the server holds {held} triples of ours, the generation {new.count()}; load it whole"
        )
