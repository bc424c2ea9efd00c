"""From a question to an answer: guard, then worker. What HTTP adds is in `kg_web.sparql`."""

from __future__ import annotations

from typing import Self

from kg.errors import QueryError
from kg.kept import Kept
from kg.settings import Settings
from kg.sparql.afar import pool_over
from kg.sparql.answers import Answer, Question, packed, size_of, tag_of
from kg.sparql.budget import Budgets
from kg.sparql.formats import GRAPHS, TABLES
from kg.sparql.guard import check_query
from kg.sparql.limits import Limits
from kg.sparql.pool import Pool
from kg.sparql.protocol import Request
from kg.store.reader import Reader


class Endpoint:
    """Answers questions over one data set with one set of limits."""

    def __init__(self, pool: Pool, budgets: Budgets, *, base: str, union: bool = True, room: int = 0) -> None:
        self.pool = pool
        self._budgets = budgets
        self._kept = Kept(room, size_of)
        self.base = base
        self.union = union

    @classmethod
    def over(cls, reader: Reader, settings: Settings, budgets: Budgets | None = None) -> Self:
        """Return the endpoint over whatever `reader` gives, its workers not yet started.

        Without `budgets` no client is counted.
        """
        union = getattr(reader, "union", True)
        pool = pool_over(reader, Limits.of(settings))
        return cls(
            pool,
            budgets or Budgets.of(settings),
            base=settings.base_iri,
            union=union,
            room=settings.query_cache,
        )

    @property
    def limits(self) -> Limits:
        """What a query may use."""
        return self.pool.limits

    def tag(self, question: Question) -> str:
        """Return the tag that an answer to this question has now, if it has any."""
        return tag_of(self.pool.place().generation, question)

    def ask(self, question: Question, ticket: str = "") -> Answer:
        """Return the whole answer; raise `LimitError` or `QueryError` when there is none to give.

        Whoever knows the ticket may stop it.
        """
        place = self.pool.place()
        found = self._kept.find(place.generation, question)
        if found is not None:
            return found
        with self._budgets.query() as spend:
            checked = check_query(question.query, base=self.base, max_text=self.limits.text)
            reply = self.pool.run(self._request(question, checked.graphs), spend, ticket)
            if reply.kind == "format":
                offered = GRAPHS if reply.message == "triples" else TABLES
                raise QueryError(f"not acceptable: {reply.message} come as {', '.join(offered)}")
        body, coding = packed(reply.body, question.coding)
        if checked.volatile or reply.generation != place.generation:
            return Answer(body, reply.media, coding=coding)
        answer = Answer(body, reply.media, tag_of(place.generation, question), coding)
        self._kept.keep(place.generation, question, answer)
        return answer

    def _request(self, question: Question, graphs: tuple[str, ...]) -> Request:
        chosen = any(question.dataset)
        default, named = question.dataset
        return Request(
            query=question.query,
            table=question.table,
            graph=question.graph,
            rows=self.limits.rows,
            bytes=self.limits.bytes,
            seconds=self.limits.seconds,
            base=self.base,
            union=self.union,
            dataset=(list(default), list(named)) if chosen else None,
            graphs=[*default, *named] if chosen else list(graphs),
            foreign=not self.union,
        )

    def stop(self, ticket: str) -> bool:
        """End the question that runs with this ticket; return whether there was one."""
        return self.pool.stop(ticket)

    def close(self) -> None:
        """End all workers."""
        self.pool.close()
