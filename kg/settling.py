"""The second half of every run: the writer's store is brought to what the archive holds, and published."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from kg import __version__
from kg.changes.loss import Guard
from kg.changes.model import Run
from kg.changes.publishing import Publisher
from kg.derivation import Derivation
from kg.entering import Reader, graph_of
from kg.entering_many import enter_many
from kg.load import Refusal
from kg.ontology import lexicon
from kg.reference import load_reference
from kg.settings import Settings
from kg.store import Store
from kg.store.archive import Archive, Outcome
from kg.store.generations import DataHome
from kg.store.publishing_far import publish_far
from kg.store.sealing import Manifest

Progress = Callable[[int, int], object]
"""Is told how many more of how many articles have been read."""
_MANY = 500  # articles that are worth the start of processes, where all is derived anyway
_SHARE = 20  # loads of more than a twentieth of all articles derive all; to be measured on large stores
_READ_BY = "extractor"  # the file that says which extractor read the folder's articles
_Entered = tuple[list[str], dict[str, Refusal]]
"""The ids of those that entered, unless the archive says so, and by id those that may not enter."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a run was asked for, and what came of it: ids by outcome, what was taken out or did not enter.

    `whole` where all is to be derived, `decided` where that follows from what people decided.
    """

    command: str
    came: Mapping[Outcome, Collection[str]]
    refused: int = 0
    gone: frozenset[str] = frozenset()
    broken: frozenset[str] = frozenset()
    whole: bool = False
    decided: bool = False

    @property
    def outcomes(self) -> dict[str, int]:
        """Articles by outcome."""
        entered: dict[str, int] = {outcome: len(set(ids) - self.broken) for outcome, ids in self.came.items()}
        return {**entered, "withdrawn": len(self.gone), "refused": self.refused + len(self.broken)}


@dataclass(frozen=True, slots=True)
class Settling:
    """The opened data folder of one run, and its settings."""

    home: DataHome
    store: Store
    archive: Archive
    settings: Settings

    def settle(self, asked: Asked, progress: Progress | None = None) -> dict[str, Refusal]:
        """Bring the store to what the archive holds as the present extractor reads it, and publish.

        Returns by id the articles that break a shape.
        """
        reader = f"{__version__} {lexicon().digest} {self.settings.base_iri}\n"
        if _read_by(self.home) != reader:
            if self.home.basis is not None:
                load_reference(self.store, self.settings)
            # A graph is a function of the extractor too: all are made again by the present one.
            self.archive.requeue()
        (self.home.path / _READ_BY).write_text(reader, "utf-8")
        return self.bring(asked, progress)

    def bring(self, asked: Asked, progress: Progress | None = None) -> dict[str, Refusal]:
        """Bring the store to what waits in the archive and publish; return by id what breaks a shape."""
        store, archive = self.store, self.archive
        if self.home.basis is None:
            load_reference(store, self.settings)
        gone = archive.ids("withdrawn")
        whole = asked.whole or self.home.basis is None or _are_many(archive)
        changes = Derivation(store, self.settings, whole=whole)
        many = changes.whole and archive.count("pending") >= _MANY
        store.touch(map(self._graph, archive.ids("entered")))
        tell = _of(archive.count("pending"), progress)
        done, broken = self._enter_many(tell) if many else self._enter_each(changes, tell)
        for id_ in gone:
            changes.note(id_)
            store.remove_graph(self._graph(id_))
        changes.decide()
        changes.derive()
        if many:
            store.optimize()
        manifest = self._publish(replace(asked, gone=frozenset(gone), broken=frozenset(broken)))
        archive.mark_loaded([*done, *archive.ids("entered")], manifest.number)
        for id_ in gone:
            archive.forget(id_)
        return broken

    def _graph(self, id_: str) -> str:
        return graph_of(id_, self.settings.base_iri)

    def _enter_each(self, changes: Derivation, progress: Callable[[int], object]) -> _Entered:
        """Let the pending articles enter one by one, noting what each touches before and after."""
        reader = Reader(self.settings)
        done: list[str] = []
        broken: dict[str, Refusal] = {}
        for article in self.archive.pending():
            changes.note(article.id)
            reading = reader.read(article)
            self.store.replace_text(reading.graph, reading.quads)
            changes.note(article.id)
            if reading.refusal:
                self.archive.refuse(article.id, reading.refusal.reason)
                broken[article.id] = reading.refusal
            else:
                done.append(article.id)
            progress(1)
        return done, broken

    def _enter_many(self, progress: Callable[[int], object]) -> _Entered:
        """Let the pending articles enter in bulk; all will be derived."""
        readings = enter_many(self.store, self.archive, self.settings, progress)
        return [], {reading.id: reading.refusal for reading in readings if reading.refusal}

    def _publish(self, asked: Asked) -> Manifest:
        """Publish what the store holds, with what was asked for; raise `LossError` when too much would go."""
        settings = self.settings
        now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        run = Run(asked.command, now, __version__, lexicon().digest, asked.outcomes)
        heirs = frozenset(asked.came.get("replaced", ()))
        guard = Guard(settings.max_loss, heirs, asked.gone, decided=asked.decided)
        manifest = Publisher(self.home, settings.base_iri, guard).publish(self.store, run)
        if settings.store:
            publish_far(settings, self.home)
        return manifest


def _of(total: int, progress: Progress | None) -> Callable[[int], object]:
    """Return what tells `progress` of some more articles out of `total`."""
    return (lambda count: progress(count, total)) if progress else (lambda count: None)


def _are_many(archive: Archive) -> bool:
    """Return whether so many articles wait that deriving all takes no longer than what they touch."""
    counts = archive.counts()
    return counts.get("pending", 0) * _SHARE > sum(counts.values())


def _read_by(home: DataHome) -> str | None:
    """Return which extractor read the articles of this folder, None before the first run."""
    path = home.path / _READ_BY
    return path.read_text("utf-8") if path.exists() else None
