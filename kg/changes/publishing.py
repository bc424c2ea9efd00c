"""Publishing with a guard before it and an entry in the log of changes."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from kg.changes.compare import compare
from kg.changes.log import Log
from kg.changes.loss import Guard
from kg.changes.model import Change, Entry, Run
from kg.changes.runs import load_graph
from kg.errors import StoreError
from kg.store import Store, Triple
from kg.store.generations import DataHome
from kg.store.sealing import Manifest


@dataclass(frozen=True, slots=True)
class Publisher:
    """Publishes what one run made; `base` is the base IRI of the data."""

    home: DataHome
    base: str
    guard: Guard

    def publish(self, store: Store, run: Run) -> Manifest:
        """Make what `store` holds the current generation, with its run and its changes; return the manifest.

        Raises `LossError`, before anything is published, when too much would be lost. A run that changed
        nothing leaves no trace: no generation, no entry, no node.
        """
        log, current = Log(self.home.path), self._current()
        graphs = self._touched(store, current)
        self._check_loss(store, current, graphs)
        number = self.home.next_number()
        told = load_graph([Entry(number, current, run, 0, 0)], self.base)
        if current is None or current != self.home.basis:
            store.replace_graph(self._runs, load_graph(log.line(current), self.base))
        self._amend_runs(store, (), told)
        manifest = self.home.publish(
            store, note=lambda fresh, found: self._write(log, fresh, found, (run, current, graphs))
        )
        if manifest.number != number:
            self._amend_runs(store, told, ())
            self.home.recognise(store, manifest)
        return manifest

    @property
    def _runs(self) -> str:
        return f"{self.base}graph/load"

    def _current(self) -> int | None:
        """Return the generation to compare with, None without one that can be read."""
        try:
            current = self.home.current()
            if current is not None:
                self._open(current).close()
            return current
        except StoreError:
            return None

    def _touched(self, store: Store, current: int | None) -> frozenset[str] | None:
        """The graphs in which the store may differ from `current`, None where that is not known.

        After a run that was killed or refused the store holds what that run wrote; after a rollback it comes
        from another generation.
        """
        if current is None or current != self.home.basis:
            return None
        delta = store.changes()
        return store.touched if delta is None else delta.graphs

    def _check_loss(self, store: Store, current: int | None, graphs: frozenset[str] | None) -> None:
        if current is None or self.guard.most >= 1:
            return
        with closing(self._open(current)) as old:
            written = graphs if graphs is not None else {*old.graphs(), *store.graphs()}
            self.guard.check(old, store, self.base, written)

    def _amend_runs(self, store: Store, gone: Iterable[Triple], come: Iterable[Triple]) -> None:
        store.amend_graph(self._runs, gone, come)
        store.flush()

    def _write(
        self,
        log: Log,
        fresh: Path,
        manifest: Manifest,
        made: tuple[Run, int | None, frozenset[str] | None],
    ) -> None:
        run, current, graphs = made
        changes: tuple[Change, ...] = ()
        if current is not None:
            with closing(self._open(current)) as old, closing(Store.open_reader(fresh / "store")) as new:
                changes = compare(old, new, self.base, graphs)
        log.write(Entry(manifest.number, current, run, manifest.articles, manifest.triples, changes))

    def _open(self, number: int) -> Store:
        return Store.open_reader(self.home.folder(number) / "store")
