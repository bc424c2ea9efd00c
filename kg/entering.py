"""What an article says as triples that may enter the store: extraction, writing and the gate."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from kg import __version__
from kg.errors import KgError, ShapeError
from kg.link.article import link_article
from kg.link.outlets import outlet_of
from kg.load import Refusal, load_paths
from kg.model import Article
from kg.ontology import Lexicon, lexicon
from kg.rdf import article_triples
from kg.settings import Settings
from kg.terms import nquads
from kg.validate import Gate

Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Reading:
    """What became of one article: its graph and the triples as N-Quads, or why it does not enter."""

    id: str
    graph: str
    quads: str = ""
    refusal: Refusal | None = None


class Reader:
    """Reads the articles of one run."""

    def __init__(self, settings: Settings, words: Lexicon | None = None) -> None:
        self._base = settings.base_iri
        self._words = words or lexicon()
        self._gate = Gate(settings.gate_sample)

    def read(self, article: Article) -> Reading:
        """Return what an article says, checked; why it does not enter where a rule fails on it or a shape."""
        made = attempt(article, self._read)
        if isinstance(made, Refusal):
            return Reading(article.id, graph_of(article.id, self._base), refusal=made)
        return made

    def _read(self, article: Article) -> Reading:
        graph = graph_of(article.id, self._base)
        outlet = outlet_of(article, self._words)
        triples = article_triples(
            link_article(article, self._words),
            self._base,
            extractor=__version__,
            outlet=outlet.name if outlet else None,
        )
        where = _where(article)
        try:
            self._gate.check(triples, where=where)
        except ShapeError as error:
            reason = f"breaks a shape: {'; '.join(error.violations)}"
            cure = "it stays in the archive and is tried again"
            return Reading(article.id, graph, refusal=Refusal(where, reason, cure))
        return Reading(article.id, graph, nquads(triples, graph))


def attempt(article: Article, work: Callable[[Article], Made]) -> Made | Refusal:
    """Return what `work` makes of an article, or a refusal where it raises what nobody foresaw.

    No article holds up all others by a slip of a rule. What ails our files or the machine is raised: it would
    ail every article.
    """
    try:
        return work(article)
    except (KgError, OSError, MemoryError):
        raise
    except Exception as error:
        slip = traceback.extract_tb(error.__traceback__)[-1]
        place = f"{Path(slip.filename).name}, line {slip.lineno}"
        reason = f"a rule failed on it: {type(error).__name__} in {place}"
        return Refusal(_where(article), reason, "report it; a load keeps the article and tries it again")


def extract_quads(paths: Iterable[str | Path], settings: Settings) -> Iterator[str | Refusal]:
    """Yield what each article says as N-Quads, checked, without a store; what may not enter is a refusal."""
    reader = Reader(settings)
    for result in load_paths(paths, settings):
        if isinstance(result, Refusal):
            yield result
        else:
            reading = reader.read(result)
            yield reading.refusal or reading.quads


def _where(article: Article) -> str:
    return article.source or article.id


def graph_of(id_: str, base: str) -> str:
    """Return the IRI of the graph of an article."""
    return f"{base}graph/article/{id_}"
