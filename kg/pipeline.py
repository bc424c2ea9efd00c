"""The only place that strings the steps together: from paths to a published generation."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import chain, islice
from pathlib import Path
from typing import IO

from kg import __version__
from kg.changes.loss import Guard
from kg.changes.model import Run
from kg.changes.publishing import Publisher
from kg.derivation import Derivation
from kg.entering import Reader, attempt, graph_of
from kg.entering_many import enter_many
from kg.jsonl import write_extraction
from kg.link.article import link_article
from kg.load import Refusal, load_paths
from kg.model import Article
from kg.ontology import lexicon
from kg.reference import load_reference
from kg.settings import Settings, resource
from kg.store import Store
from kg.store.archive import Archive, Outcome
from kg.store.generations import DataHome
from kg.store.publishing_far import publish_far
from kg.store.sealing import Manifest

Progress = Callable[[int, int], object]
"""Is told how many more of how many articles have been read."""
_OUTCOMES: tuple[Outcome, ...] = ("new", "unchanged", "replaced")
_CHUNK = 200  # articles in one transaction of the archive
_MANY = 500  # articles that are worth the start of processes, where all is derived anyway
_SHARE = 20  # loads of more than a twentieth of all articles derive all; to be measured on large stores
_READ_BY = "extractor"  # the file that says which extractor read the folder's articles


@dataclass(frozen=True, slots=True)
class LoadReport:
    """How a run ended: articles by outcome, inputs refused, and the generation that readers see now.

    `came` are the ids of the articles that a load took in, by outcome, `undated` the sources of those that
    state no date.
    """

    loaded: int
    unchanged: int
    replaced: int
    refused: tuple[Refusal, ...]
    generation: int
    came: Mapping[Outcome, frozenset[str]] = field(default_factory=dict)
    undated: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Asked:
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


def load(
    paths: Iterable[str | Path],
    settings: Settings,
    progress: Progress | None = None,
    stdin: IO[bytes] | None = None,
) -> LoadReport:
    """Read articles into the data folder and publish a generation; return how it ended."""
    return take_in(load_paths(paths, settings, stdin), settings, progress)


def take_in(
    read: Iterable[Article | Refusal], settings: Settings, progress: Progress | None = None
) -> LoadReport:
    """Take what was read into the data folder and publish a generation; return how it ended.

    Whatever happens, what was read stays in the archive: a run that is killed is finished by the next one.
    Where nothing could be read, nothing is written.
    """
    home = DataHome(settings.home, keep=settings.keep_generations)
    results = iter(read)
    refused: list[Refusal] = []
    first = next((result for result in results if not _noted(result, refused)), None)
    if first is None:
        return LoadReport(0, 0, 0, tuple(refused), home.current() or 0)
    with home.writer() as store, home.archive() as archive:
        came, more, undated = _receive(chain([first], results), archive)
        archive.requeue(archive.ids("refused"))
        asked = _Asked("load", came, len(refused) + len(more))
        broken = _settle(home, store, archive, settings, progress, asked)
        entered = {outcome: frozenset(came[outcome] - broken.keys()) for outcome in _OUTCOMES}
        new, unchanged, replaced = (len(entered[outcome]) for outcome in _OUTCOMES)
        refused += [*more, *broken.values()]
        now = home.current() or 0
        return LoadReport(new, unchanged, replaced, tuple(refused), now, entered, tuple(undated))


def withdraw(ids: Iterable[str], settings: Settings) -> int:
    """Take articles out, with all that rests on them alone; return the generation that readers see now.

    Raises `UnknownEntityError` for an article that is not there, and then takes none out.
    """
    home = DataHome(settings.home, keep=settings.keep_generations)
    with home.writer() as store, home.archive() as archive:
        keys = [key for id_ in ids for key in archive.sources(archive.get(id_).id)]
        with archive.batch():
            for key in keys:
                archive.withdraw(key)
        _settle(home, store, archive, settings, None, _Asked("withdraw", {}))
        return home.current() or 0


def rebuild(settings: Settings, progress: Progress | None = None) -> LoadReport:
    """Make every graph again from the archive and the ontology: the same dataset again, IRI for IRI."""
    home = DataHome(settings.home, keep=settings.keep_generations)
    with home.writer() as store, home.archive() as archive:
        archive.check()
        archive.requeue()
        pending = {graph_of(id_, settings.base_iri) for id_ in archive.ids("pending")}
        for graph in store.graphs():
            if graph.startswith(f"{settings.base_iri}graph/article/") and graph not in pending:
                store.remove_graph(graph)
        broken = _settle(home, store, archive, settings, progress, _Asked("rebuild", {}))
        return LoadReport(len(pending) - len(broken), 0, 0, tuple(broken.values()), home.current() or 0)


def derive(settings: Settings, *, decided: bool = False) -> int:
    """Make the derived layer again and publish it; return the generation that readers see now.

    What a run that was killed or refused left to do is done first. With `decided` people said what follows.
    """
    home = DataHome(settings.home, keep=settings.keep_generations)
    with home.writer() as store, home.archive() as archive:
        _bring(home, store, archive, settings, None, _Asked("derive", {}, whole=True, decided=decided))
        return home.current() or 0


def build_demo(settings: Settings, progress: Progress | None = None) -> LoadReport:
    """Load the articles that travel with the package."""
    samples = sorted(
        path for path in resource("samples").iterdir() if path.suffix in {".txt", ".html", ".jsonl"}
    )
    return load(samples, settings, progress)


def extract(
    paths: Iterable[str | Path], settings: Settings, stdin: IO[bytes] | None = None
) -> Iterator[dict[str, object] | Refusal]:
    """Yield what each article says as JSON values, without a store; what cannot be read is a refusal."""
    words = lexicon()

    def written(article: Article) -> dict[str, object]:
        return write_extraction(link_article(article, words), settings.base_iri)

    for result in load_paths(paths, settings, stdin):
        yield result if isinstance(result, Refusal) else attempt(result, written)


def _noted(result: Article | Refusal, refused: list[Refusal]) -> bool:
    """Say whether a result is a refusal, and note it."""
    if isinstance(result, Refusal):
        refused.append(result)
        return True
    return False


def _receive(
    results: Iterable[Article | Refusal], archive: Archive
) -> tuple[dict[Outcome, set[str]], list[Refusal], list[str]]:
    """Put every article into the archive before anything is made of it; return the ids by outcome, what was
    refused, and the sources of articles without a date.

    A chunk is one transaction: a run that is killed loses the last chunk at most, and reads it again.
    """
    came: dict[Outcome, set[str]] = {outcome: set() for outcome in _OUTCOMES}
    refused: list[Refusal] = []
    undated: list[str] = []
    waiting = iter(results)
    while chunk := list(islice(waiting, _CHUNK)):
        with archive.batch():
            for result in chunk:
                if isinstance(result, Refusal):
                    refused.append(result)
                else:
                    came[archive.put(result, _key(result))].add(result.id)
                    undated += () if result.published else (result.source,)
    return came, refused, undated


def _key(article: Article) -> str:
    """Return what holds an article; standard input is no place that could hold another text later."""
    return article.url or (article.id if article.source.startswith("-") else article.source)


def _settle(
    home: DataHome,
    store: Store,
    archive: Archive,
    settings: Settings,
    progress: Progress | None,
    asked: _Asked,
) -> dict[str, Refusal]:
    """Bring the store to what the archive holds as the present extractor reads it, and publish.

    Returns by id the articles that break a shape.
    """
    reader = f"{__version__} {lexicon().digest} {settings.base_iri}\n"
    if _read_by(home) != reader:
        if home.basis is not None:
            load_reference(store, settings)
        archive.requeue()  # a graph is a function of the extractor too: all are made again by the present one
    (home.path / _READ_BY).write_text(reader, "utf-8")
    return _bring(home, store, archive, settings, progress, asked)


def _bring(
    home: DataHome,
    store: Store,
    archive: Archive,
    settings: Settings,
    progress: Progress | None,
    asked: _Asked,
) -> dict[str, Refusal]:
    """Bring the store to what waits in the archive and publish; return by id what breaks a shape."""
    if home.basis is None:
        load_reference(store, settings)
    gone = archive.ids("withdrawn")
    whole = asked.whole or home.basis is None or _are_many(archive)
    changes = Derivation(store, settings, whole=whole)
    many = changes.whole and archive.count("pending") >= _MANY
    store.touch(graph_of(id_, settings.base_iri) for id_ in archive.ids("entered"))
    enter = _enter_many if many else _enter_each
    done, broken = enter(store, archive, settings, changes, _of(archive.count("pending"), progress))
    for id_ in gone:
        changes.note(id_)
        store.remove_graph(graph_of(id_, settings.base_iri))
    changes.decide()
    changes.derive()
    if many:
        store.optimize()
    asked = replace(asked, gone=frozenset(gone), broken=frozenset(broken))
    manifest = _publish(home, store, settings, asked)
    archive.mark_loaded([*done, *archive.ids("entered")], manifest.number)
    for id_ in gone:
        archive.forget(id_)
    return broken


def _of(total: int, progress: Progress | None) -> Callable[[int], object]:
    """Return what tells `progress` of some more articles out of `total`."""
    return (lambda count: progress(count, total)) if progress else (lambda count: None)


_Entered = tuple[list[str], dict[str, Refusal]]
"""The ids of those that entered, unless the archive says so, and by id those that may not enter."""


def _enter_each(
    store: Store, archive: Archive, settings: Settings, changes: Derivation, progress: Callable[[int], object]
) -> _Entered:
    """Let the pending articles enter one by one, noting what each touches before and after."""
    reader = Reader(settings)
    done: list[str] = []
    broken: dict[str, Refusal] = {}
    for article in archive.pending():
        changes.note(article.id)
        reading = reader.read(article)
        store.replace_text(reading.graph, reading.quads)
        changes.note(article.id)
        if reading.refusal:
            archive.refuse(article.id, reading.refusal.reason)
            broken[article.id] = reading.refusal
        else:
            done.append(article.id)
        progress(1)
    return done, broken


def _enter_many(
    store: Store, archive: Archive, settings: Settings, _: Derivation, progress: Callable[[int], object]
) -> _Entered:
    """Let the pending articles enter in bulk; all will be derived."""
    readings = enter_many(store, archive, settings, progress)
    return [], {reading.id: reading.refusal for reading in readings if reading.refusal}


def _publish(home: DataHome, store: Store, settings: Settings, asked: _Asked) -> Manifest:
    """Publish what the store holds, with what was asked for; raise `LossError` when too much would go."""
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    run = Run(asked.command, now, __version__, lexicon().digest, asked.outcomes)
    heirs = frozenset(asked.came.get("replaced", ()))
    guard = Guard(settings.max_loss, heirs, asked.gone, decided=asked.decided)
    manifest = Publisher(home, settings.base_iri, guard).publish(store, run)
    if settings.store:
        publish_far(settings, home)
    return manifest


def _are_many(archive: Archive) -> bool:
    """Return whether so many articles wait that deriving all takes no longer than what they touch."""
    counts = archive.counts()
    return counts.get("pending", 0) * _SHARE > sum(counts.values())


def _read_by(home: DataHome) -> str | None:
    """Return which extractor read the articles of this folder, None before the first run."""
    path = home.path / _READ_BY
    return path.read_text("utf-8") if path.exists() else None
