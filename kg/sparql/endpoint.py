"""From a question to an answer: guard, then worker. What HTTP adds is in `kg_web.sparql`."""

from __future__ import annotations

import shutil
import tempfile
import threading
import weakref
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from kg.errors import QueryError
from kg.settings import Settings
from kg.sparql.formats import GRAPHS, TABLES
from kg.sparql.guard import check_query
from kg.sparql.pool import Limits, Place, Pool
from kg.sparql.protocol import Request
from kg.store.reader import Generation, Reader

PREFIXES = {
    "vpo": "https://vpo.example/ontology#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "org": "http://www.w3.org/ns/org#",
    "schema": "https://schema.org/",
    "dcterms": "http://purl.org/dc/terms/",
    "oa": "http://www.w3.org/ns/oa#",
    "nif": "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
"""Short names in answers that are graphs."""


@dataclass(frozen=True, slots=True)
class Question:
    """A query, the forms wanted for rows and for triples (empty: none), its default and named graphs."""

    query: str
    table: str = "application/sparql-results+json"
    graph: str = "text/turtle"
    dataset: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())


@dataclass(frozen=True, slots=True)
class Answer:
    """The whole answer, its media type, the generation it holds for, and whether a second run may differ."""

    body: bytes
    media: str
    generation: str
    volatile: bool


class Endpoint:
    """Answers questions over one data set with one set of limits."""

    def __init__(self, pool: Pool, *, base: str, union: bool = True) -> None:
        self.pool = pool
        self.base = base
        self.union = union

    @classmethod
    def over(cls, reader: Reader, settings: Settings) -> Self:
        """Return the endpoint over whatever `reader` gives, its workers not yet started."""
        limits = Limits(
            seconds=settings.query_seconds,
            memory=settings.query_memory,
            rows=settings.query_rows,
            bytes=settings.query_bytes,
            text=settings.query_text,
            workers=settings.query_workers,
            queue=settings.query_queue,
        )
        union = getattr(reader, "union", True)
        return cls(Pool(_Places(reader).now, limits), base=settings.base_iri, union=union)

    @property
    def limits(self) -> Limits:
        """What a query may use."""
        return self.pool.limits

    def ask(self, question: Question) -> Answer:
        """Return the whole answer; raise `LimitError` or `QueryError` when there is none to give."""
        checked = check_query(question.query, base=self.base, max_text=self.limits.text)
        chosen = any(question.dataset)
        default, named = question.dataset
        request = Request(
            query=question.query,
            table=question.table,
            graph=question.graph,
            rows=self.limits.rows,
            bytes=self.limits.bytes,
            seconds=self.limits.seconds,
            base=self.base,
            union=self.union,
            dataset=(list(default), list(named)) if chosen else None,
            graphs=[*default, *named] if chosen else list(checked.graphs),
            foreign=not self.union,
            prefixes=PREFIXES,
        )
        generation = self.pool.place().generation
        reply = self.pool.run(request)
        if reply.kind == "format":
            offered = GRAPHS if reply.message == "triples" else TABLES
            raise QueryError(f"not acceptable: {reply.message} come as {', '.join(offered)}")
        return Answer(reply.body, reply.media, generation, checked.volatile)

    def close(self) -> None:
        """End all workers."""
        self.pool.close()


class _Places:
    """Where the reader's generation lies; one in memory is written to a temporary folder first."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._lock = threading.Lock()
        self._made: Path | None = None
        self._place: Place | None = None

    def now(self) -> Place:
        generation = self._reader.now()
        if generation.folder is not None:
            return Place(str(generation.number), generation.folder / "store")
        with self._lock:
            if self._place is None or self._place.generation != str(generation.number):
                self._place = self._write(generation)
            return self._place

    def _write(self, generation: Generation) -> Place:
        if self._made is None:
            self._made = Path(tempfile.mkdtemp(prefix="kg-"))
            weakref.finalize(self, shutil.rmtree, self._made, ignore_errors=True)
        for old in self._made.iterdir():
            shutil.rmtree(old)
        folder = self._made / str(generation.number)
        generation.store.checkpoint(folder)
        return Place(str(generation.number), folder)
