"""The data as rdflib sees it: stores that ask instead of holding triples. They cannot be written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

from rdflib import Graph, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from rdflib.query import Result

from kg.client.source import ROWS, TRIPLES, Reply
from kg.sparql.answers import Question
from kg.store import Store, Triple

Ask = Callable[[Question], Reply]


class AskingStore(SPARQLStore):
    """Turns every pattern and query of rdflib into a query that `ask` answers."""

    def __init__(self, ask: Ask) -> None:
        super().__init__("https://vpo.example/sparql")  # never called: `_query` asks
        self._ask = ask

    def _query(self, query: str, default_graph: object = None, **_: Any) -> Result:
        graphs = (str(default_graph),) if isinstance(default_graph, URIRef) else ()
        reply = self._ask(Question(query, ROWS, TRIPLES, (graphs, ())))
        if reply.media != TRIPLES:
            return Result.parse(BytesIO(reply.body), content_type=reply.media)
        result = Result("CONSTRUCT")
        result.graph = Graph().parse(data=reply.body, format="nt")
        return result


class EngineStore(AskingStore):
    """The same over an opened store: patterns are looked up in it, microseconds each, without a limit."""

    def __init__(self, store: Store, ask: Ask) -> None:
        super().__init__(ask)
        self._store = store

    def triples(self, pattern: Any, context: Any = None) -> Iterator[tuple[Triple, None]]:  # type: ignore[override]
        """Yield the triples that fit, of one graph or of all."""
        subject, predicate, value = pattern
        for triple in self._store.match(subject, predicate, value, self._name(context)):
            yield triple, None

    def __len__(self, context: Any = None) -> int:
        return self._store.count(self._name(context))

    def _name(self, context: Any) -> str | None:
        name = getattr(context, "identifier", None)
        return str(name) if isinstance(name, URIRef) else None
