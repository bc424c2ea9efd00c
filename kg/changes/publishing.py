"""Publishing with a guard before it and an entry in the log of changes."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from kg.changes.compare import compare
from kg.changes.log import Log
from kg.changes.loss import Guard
from kg.changes.model import Change, Entry, Run
from kg.changes.runs import load_graph
from kg.errors import StoreError
from kg.store import Store
from kg.store.generations import DataHome, Manifest


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
        graphs = store.touched if self._follows(current) else None
        self._check_loss(store, current, graphs)
        past, number = list(log.line(current)), self.home.next_number()
        entry = Entry(number, current, run, 0, 0)
        self._note_runs(store, [entry, *past])
        manifest = self.home.publish(
            store, note=lambda fresh, found: self._write(log, fresh, found, (run, current, graphs))
        )
        if manifest.number != number:
            self._note_runs(store, past)
        return manifest

    def _current(self) -> int | None:
        """Return the generation to compare with, None without one that can be read."""
        try:
            current = self.home.current()
            if current is not None:
                self._open(current).close()
            return current
        except StoreError:
            return None

    def _follows(self, current: int | None) -> bool:
        """Whether the writer's store was the current generation before this run: not so after a rollback."""
        return current is not None and current == max(self.home.numbers())

    def _check_loss(self, store: Store, current: int | None, graphs: frozenset[str] | None) -> None:
        if current is None or self.guard.most >= 1:
            return
        with closing(self._open(current)) as old:
            written = graphs if graphs is not None else {*old.graphs(), *store.graphs()}
            self.guard.check(old, store, self.base, written)

    def _note_runs(self, store: Store, entries: list[Entry]) -> None:
        store.replace_graph(f"{self.base}graph/load", load_graph(entries, self.base))
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
