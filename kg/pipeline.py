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
from kg.curation import apply_decisions
from kg.derivation import Derivation
from kg.derive import derive_all
from kg.errors import OntologyError, ShapeError, StoreError
from kg.jsonl import write_extraction
from kg.link.article import link_article
from kg.link.outlets import outlet_of
from kg.load import Refusal, load_paths
from kg.model import Article, Extraction
from kg.ontology import Lexicon, lexicon
from kg.rdf import article_triples
from kg.settings import Settings, resource
from kg.store import Store
from kg.store.archive import Archive, Outcome
from kg.store.generations import DataHome
from kg.store.publishing_far import publish_far
from kg.store.sealing import Manifest
from kg.terms import ntriples
from kg.validate import Gate

Progress = Callable[[int], object]
_BASE = "https://vpo.example/"
_SCHEMA_FILES = ("vpo", "align")
_OUTCOMES: tuple[Outcome, ...] = ("new", "unchanged", "replaced")
_CHUNK = 200  # articles in one transaction of the archive
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
    """What a run was asked for, and what came of it: ids by outcome, and how much did not enter."""

    command: str
    came: Mapping[Outcome, Collection[str]]
    refused: int = 0
    withdrawn: int = 0
    broken: frozenset[str] = frozenset()

    @property
    def outcomes(self) -> dict[str, int]:
        """Articles by outcome."""
        entered: dict[str, int] = {outcome: len(set(ids) - self.broken) for outcome, ids in self.came.items()}
        return {**entered, "withdrawn": self.withdrawn, "refused": self.refused + len(self.broken)}


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
        pending = {_graph_of(id_, settings) for id_ in archive.ids("pending")}
        for graph in store.graphs():
            if graph.startswith(f"{settings.base_iri}graph/article/") and graph not in pending:
                store.remove_graph(graph)
        broken = _settle(home, store, archive, settings, progress, _Asked("rebuild", {}))
        return LoadReport(len(pending) - len(broken), 0, 0, tuple(broken.values()), home.current() or 0)


def derive(settings: Settings) -> int:
    """Make the derived layer again and publish it; return the generation that readers see now."""
    home = DataHome(settings.home, keep=settings.keep_generations)
    with home.writer() as store:
        apply_decisions(store, settings.home, settings.base_iri)
        derive_all(store, settings)
        return _publish(home, store, settings, _Asked("derive", {})).number


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
    for result in load_paths(paths, settings, stdin):
        if isinstance(result, Refusal):
            yield result
        else:
            yield write_extraction(link_article(result, words), settings.base_iri)


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
    """Bring the store to what the archive holds and publish; return by id the articles that break a shape."""
    load_reference(store, settings)
    words = lexicon()
    reader = f"{__version__} {words.digest}\n"
    if _read_by(home) != reader:
        archive.requeue()  # a graph is a function of the extractor too: all are made again by the present one
    gone = archive.ids("withdrawn")
    changes = Derivation(store, settings, whole=home.basis is None or _are_many(archive))
    done: list[str] = []
    broken: dict[str, Refusal] = {}
    gate = Gate(settings.gate_sample)
    for article in archive.pending():
        changes.note(article.id)
        refusal = _enter_or_refuse(store, article, words, settings, gate)
        if refusal:
            archive.refuse(article.id, refusal.reason)
            broken[article.id] = refusal
        else:
            done.append(article.id)
        changes.note(article.id)
        if progress:
            progress(1)
    for id_ in gone:
        changes.note(id_)
        store.remove_graph(_graph_of(id_, settings))
    changes.decide()
    changes.derive()
    manifest = _publish(home, store, settings, replace(asked, withdrawn=len(gone), broken=frozenset(broken)))
    archive.mark_loaded(done, manifest.number)
    for id_ in gone:
        archive.forget(id_)
    (home.path / _READ_BY).write_text(reader, "utf-8")
    return broken


def _publish(home: DataHome, store: Store, settings: Settings, asked: _Asked) -> Manifest:
    """Publish what the store holds, with what was asked for; raise `LossError` when too much would go."""
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    run = Run(asked.command, now, __version__, lexicon().digest, asked.outcomes)
    guard = Guard(settings.max_loss, frozenset(asked.came.get("replaced", ())))
    manifest = Publisher(home, settings.base_iri, guard).publish(store, run)
    if settings.store:
        publish_far(settings)
    return manifest


def _are_many(archive: Archive) -> bool:
    """Return whether so many articles wait that deriving all takes no longer than what they touch."""
    counts = archive.counts()
    return counts.get("pending", 0) * _SHARE > sum(counts.values())


def _read_by(home: DataHome) -> str | None:
    """Return which extractor read the articles of this folder, None before the first run."""
    path = home.path / _READ_BY
    return path.read_text("utf-8") if path.exists() else None


def _enter_or_refuse(
    store: Store, article: Article, words: Lexicon, settings: Settings, gate: Gate
) -> Refusal | None:
    try:
        enter(store, link_article(article, words), words, settings, gate)
    except ShapeError as error:
        store.remove_graph(_graph_of(article.id, settings))
        reason = f"breaks a shape: {'; '.join(error.violations)}"
        return Refusal(article.source or article.id, reason, "it stays in the archive and is tried again")
    return None


def _graph_of(id_: str, settings: Settings) -> str:
    return f"{settings.base_iri}graph/article/{id_}"


def enter(store: Store, extraction: Extraction, words: Lexicon, settings: Settings, gate: Gate) -> None:
    """Check the graph of one article alone and let it enter; raise `ShapeError` when it breaks a shape."""
    article = extraction.article
    outlet = outlet_of(article, words)
    triples = article_triples(
        extraction, settings.base_iri, extractor=__version__, outlet=outlet.name if outlet else None
    )
    gate.check(triples, where=article.source or article.id)
    store.replace_text(_graph_of(article.id, settings), ntriples(triples))


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
