"""Our own queries with values that strangers choose: the same workers and limits, in a pool of their own.

Whatever befalls the pool of the public endpoint leaves this one alone, and the other way round.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Self

from kg.errors import FormError
from kg.queries import BoundQuery, beginning
from kg.settings import Settings
from kg.sparql.afar import pool_over
from kg.sparql.answers import Answer
from kg.sparql.budget import Budgets
from kg.sparql.limits import Limits
from kg.sparql.pool import Pool
from kg.sparql.protocol import Request
from kg.sparql.results import JSON, TRIPLES, Found, Row, read_found
from kg.store.changes import names_graphs
from kg.store.reader import Generation, Reader
from kg.store.written import written_in

_FIRST, _LAST = "0000-01-01", "9999-12-31"


class NamedQueries:
    """Answers bound queries over one data set, each whole or not at all."""

    def __init__(
        self, pool: Pool, budgets: Budgets, reader: Reader | None = None, *, union: bool = True
    ) -> None:
        self.pool = pool
        self._budgets = budgets
        self._reader = reader
        self.union = union

    @classmethod
    def over(cls, reader: Reader, settings: Settings, budgets: Budgets | None = None) -> Self:
        """Return the queries over whatever `reader` gives, their workers not yet started.

        Without `budgets` no client is counted.
        """
        limits = replace(
            Limits.of(settings), seconds=settings.named_seconds, workers=settings.named_workers, nice=0
        )
        pool = pool_over(reader, limits, "named", own=True)
        return cls(pool, budgets or Budgets.of(settings), reader, union=getattr(reader, "union", True))

    def write(self, query: BoundQuery, media: str = JSON) -> Answer:
        """Return the answer in the form `media`.

        Raises `LimitError` where it costs too much and `FormError` where it has no such form.
        """
        with self._budgets.query() as spend:
            counting = self._counting(query)
            begun = _begun(query, counting) if counting else query
            reply = self.pool.run(self._request(begun, media), spend)
            if counting and reply.generation != counting.name:  # its counts are of other data
                reply = self.pool.run(self._request(query, media), spend)
            if reply.kind == "format":
                raise FormError(f"{reply.message} are not written as {media}")
        return Answer(reply.body, reply.media)

    def find(self, query: BoundQuery) -> Found:
        """Return the answer as rows; a graph comes as one row a triple."""
        media = TRIPLES if query.graph else JSON
        return read_found(self.write(query, media).body, media)

    def select(self, query: BoundQuery) -> list[Row]:
        """Return the rows as `Store.select` does."""
        return list(self.find(query).rows)

    def _counting(self, query: BoundQuery) -> Generation | None:
        """The data whose side index counts for the query; None where it does not, or is behind the data."""
        found = self._reader.now() if query.tally and self._reader else None
        return found if found and found.tag else None

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


def _begun(query: BoundQuery, counting: Generation) -> BoundQuery:
    """The query from what the side index counts on."""
    assert query.tally is not None
    since, until = (str(query.bindings.get(name, "")) for name in ("dateFrom", "dateTo"))
    counted = counting.side.tally_years(query.tally.name, since or _FIRST, until or _LAST)
    rows = ((f"<{subject}>", str(year), str(n)) for subject, year, n in counted)
    return replace(query, text=beginning(query.text, (*query.tally.by, query.tally.counted), rows))
