"""The only place that strings the steps together: from paths to a published generation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path
from typing import IO

from kg.entering import attempt, graph_of
from kg.jsonl import write_extraction
from kg.link.article import link_article
from kg.load import Refusal, load_paths
from kg.model import Article
from kg.ontology import lexicon
from kg.settings import Settings, resource
from kg.settling import Asked, Progress, Settling
from kg.store.archive import Archive, Outcome
from kg.store.generations import DataHome

_OUTCOMES: tuple[Outcome, ...] = ("new", "unchanged", "replaced")
_CHUNK = 200  # articles in one transaction of the archive


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
        asked = Asked("load", came, len(refused) + len(more))
        broken = Settling(home, store, archive, settings).settle(asked, progress)
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
        Settling(home, store, archive, settings).settle(Asked("withdraw", {}))
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
        broken = Settling(home, store, archive, settings).settle(Asked("rebuild", {}), progress)
        return LoadReport(len(pending) - len(broken), 0, 0, tuple(broken.values()), home.current() or 0)


def derive(settings: Settings, *, decided: bool = False) -> int:
    """Make the derived layer again and publish it; return the generation that readers see now.

    What a run that was killed or refused left to do is done first. With `decided` people said what follows.
    """
    home = DataHome(settings.home, keep=settings.keep_generations)
    with home.writer() as store, home.archive() as archive:
        asked = Asked("derive", {}, whole=True, decided=decided)
        Settling(home, store, archive, settings).bring(asked)
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
