"""Our own queries with values that strangers choose: the same workers and limits, in a pool of their own.

Whatever befalls the pool of the public endpoint leaves this one alone, and the other way round.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any, Self, cast

from rdflib import BNode, Graph, Literal, URIRef

from kg.errors import FormError
from kg.queries import TRIPLE, BoundQuery
from kg.settings import Settings
from kg.sparql.answers import Answer
from kg.sparql.budget import Budgets
from kg.sparql.places import Places
from kg.sparql.pool import Limits, Pool
from kg.sparql.protocol import Request
from kg.store import Term
from kg.store.changes import names_graphs
from kg.store.reader import Reader
from kg.store.written import written_in

_JSON = "application/sparql-results+json"
_TRIPLES = "application/n-triples"


class NamedQueries:
    """Answers bound queries over one data set, each whole or not at all."""

    def __init__(self, pool: Pool, budgets: Budgets, *, union: bool = True) -> None:
        self.pool = pool
        self._budgets = budgets
        self.union = union

    @classmethod
    def over(cls, reader: Reader, settings: Settings, budgets: Budgets | None = None) -> Self:
        """Return the queries over whatever `reader` gives, their workers not yet started.

        Without `budgets` no client is counted.
        """
        limits = replace(
            Limits.of(settings), seconds=settings.named_seconds, workers=settings.named_workers, nice=0
        )
        pool = Pool(Places(reader).now, limits, "named")
        return cls(pool, budgets or Budgets.of(settings), union=getattr(reader, "union", True))

    def write(self, query: BoundQuery, media: str = _JSON) -> Answer:
        """Return the answer in the form `media`.

        Raises `LimitError` where it costs too much and `FormError` where it has no such form.
        """
        with self._budgets.query() as spend:
            reply = self.pool.run(self._request(query, media), spend)
            if reply.kind == "format":
                raise FormError(f"{reply.message} are not written as {media}")
        return Answer(reply.body, reply.media)

    def select(self, query: BoundQuery) -> list[dict[str, Term]]:
        """Return the rows as `Store.select` does: in their order, an unbound variable without a key.

        A graph comes as one row a triple, sorted.
        """
        if query.graph:
            triples = Graph().parse(data=self.write(query, _TRIPLES).body, format="nt")
            return [cast(dict[str, Term], dict(zip(TRIPLE, one, strict=True))) for one in sorted(triples)]
        found = json.loads(self.write(query).body)["results"]["bindings"]
        return [{name: _term(said) for name, said in row.items()} for row in found]

    def _request(self, query: BoundQuery, media: str) -> Request:
        limits = self.pool.limits
        values = {name: term.n3() for name, term in query.bindings.items()}
        return Request(
            query=query.text,
            written=written_in(query.text, values) or "",
            values=values,
            table=media,
            graph=media,
            rows=limits.rows,
            bytes=limits.bytes,
            seconds=limits.seconds,
            union=self.union and not names_graphs(query.text),
        )

    def close(self) -> None:
        """End all workers."""
        self.pool.close()


def _term(said: dict[str, Any]) -> Term:
    """Return a term of a result in SPARQL 1.1 JSON (https://www.w3.org/TR/sparql11-results-json/)."""
    value = said["value"]
    if said["type"] == "uri":
        return URIRef(value)
    if said["type"] == "bnode":
        return BNode(value)
    if language := said.get("xml:lang"):
        return Literal(value, lang=language)
    datatype = said.get("datatype")
    return Literal(value, datatype=datatype and URIRef(datatype), normalize=False)
