"""Look up in a store the rows of some keys and what points at a thing. Names are relative to its base."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from typing import Protocol, TypeVar

from rdflib import SDO, XSD, Literal, URIRef

from kg.derive.facts import Statement, relative
from kg.derive.read import Rows
from kg.store import Store, Triple
from kg.vocab import NS, VPO


class _Row(Protocol):
    @property
    def node(self) -> str: ...


_R = TypeVar("_R", bound=_Row)


class Lookup:
    """The store as the stages of an incremental run ask it."""

    def __init__(self, store: Store, base: str) -> None:
        self._store = store
        self._base = base
        self.rows = Rows(store, base)

    def each(self, query: str, kind: type[_R], column: str, keys: Iterable[str]) -> tuple[_R, ...]:
        """Return the rows of all `keys`, each node once."""
        return self.of_keys(query, kind, [{column: key} for key in sorted(keys)])

    def of_keys(self, query: str, kind: type[_R], keys: Iterable[Mapping[str, str]]) -> tuple[_R, ...]:
        """Return the rows of all `keys`, which may be of several columns each, each node once."""
        found: dict[str, _R] = {}
        for key in keys:
            found.update((row.node, row) for row in self.rows.read(query, kind, **key))
        return tuple(found.values())

    def has(self, thing: str, *predicates: str) -> bool:
        """Return whether `thing` has a value of any of these."""
        subject = URIRef(self._base + thing)
        return any(next(self._store.values(subject, URIRef(term)), None) for term in predicates)

    def subjects(self, predicate: str, thing: str) -> set[str]:
        """Return what has `thing` as a value of `predicate`."""
        return set(self.each_subject(predicate, thing))

    def each_subject(self, predicate: str, thing: str) -> Iterator[str]:
        """Yield what has `thing` as a value of `predicate`; the first costs no more for many."""
        for subject in self._store.subjects(URIRef(predicate), URIRef(self._base + thing)):
            yield subject.removeprefix(self._base)

    def dated(self, predicate: str, day: date) -> set[str]:
        """Return what has `day` as a value of `predicate`."""
        found = self._store.subjects(URIRef(predicate), Literal(day.isoformat(), datatype=XSD.date))
        return {subject.removeprefix(self._base) for subject in found}

    def values(self, thing: str, predicate: str) -> set[str]:
        """Return the values of `predicate` of `thing`."""
        found = self._store.values(URIRef(self._base + thing), URIRef(predicate))
        return {relative(value, self._base) for value in found}

    def value(self, thing: str, predicate: str) -> str | None:
        """Return the first value of `predicate` of `thing`, None without one."""
        return min(self.values(thing, predicate), default=None)

    def first_in(self, block: str, predicate: str) -> str | None:
        """Return a value of `predicate` in a derived block, None without one."""
        found = self._store.match(predicate=URIRef(predicate), graph=f"{self._base}graph/derived/{block}")
        return next((relative(value, self._base) for _, _, value in found), None)

    def texts(self, thing: str, predicate: str) -> Iterator[tuple[str, str]]:
        """Yield the languages in which `predicate` of `thing` is given, and the text."""
        for _, _, value in self._store.match(URIRef(self._base + thing), URIRef(predicate)):
            if isinstance(value, Literal) and value.language:
                yield value.language, str(value)

    def holds(self, block: str, thing: str, node: str) -> bool:
        """Return whether `thing` rests on a node in a block."""
        graph, rests = f"{self._base}graph/derived/{block}", URIRef(VPO.derivedFrom)
        found = self._store.match(URIRef(self._base + thing), rests, URIRef(self._base + node), graph)
        return next(found, None) is not None

    def holds_more(self, block: str, statements: frozenset[Statement]) -> bool:
        """Return whether a block says anything beside these statements."""
        found = self._store.match(graph=f"{self._base}graph/derived/{block}")
        return any(not self._statements([triple]) <= statements for triple in found)

    def thing_of(self, block: str) -> str | None:
        """Return a thing that a block speaks of, None where nothing is said."""
        found = next(self._store.match(graph=f"{self._base}graph/derived/{block}"), None)
        return relative(found[0], self._base) if found else None

    def rests(self, thing: str, block: str, without: Collection[str] = ()) -> Iterator[str]:
        """Yield what `thing` rests on in a block beside `without`; the first costs no more for many."""
        graph, rests = f"{self._base}graph/derived/{block}", URIRef(VPO.derivedFrom)
        found = self._store.match(URIRef(self._base + thing), rests, graph=graph)
        nodes = (relative(node, self._base) for _, _, node in found)
        yield from (node for node in nodes if node not in without)

    def first_of(self, thing: str) -> dict[str, str]:
        """Return all that is said of `thing`: for each term the first value."""
        found: dict[str, str] = {}
        for _, predicate, value in self._store.match(URIRef(self._base + thing)):
            text = relative(value, self._base)
            found[str(predicate)] = min(text, found.get(str(predicate), text))
        return found

    def published(self, article: str) -> date | None:
        """Return the day on which an article was published, None where it is not known."""
        day = self.value(article, str(SDO.datePublished))
        return date.fromisoformat(day[:10]) if day else None

    def said_in(self, article: str, predicate: str) -> Iterator[tuple[str, str]]:
        """Yield subject and value of `predicate` in what one article says, corrected where somebody did."""
        for name in (article.removeprefix("id/"), "curation"):
            graph = f"{self._base}graph/{name}"
            for subject, _, value in self._store.match(predicate=URIRef(predicate), graph=graph):
                if relative(subject, self._base).startswith(article):
                    yield relative(subject, self._base), relative(value, self._base)

    def block(self, name: str) -> frozenset[Statement]:
        """Return the statements of a derived block as it stands."""
        return self._statements(self._store.match(graph=f"{self._base}graph/derived/{name}"))

    def _statements(self, found: Iterable[Triple]) -> frozenset[Statement]:
        return frozenset(
            (
                relative(subject, self._base),
                str(predicate),
                value if isinstance(value, Literal) else relative(value, self._base),
            )
            for subject, predicate, value in found
        )

    def said_of(self, thing: str, block: str) -> frozenset[Statement]:
        """Return the statements about `thing` of one derived block."""
        graph = f"{self._base}graph/derived/{block}"
        return self._statements(self._store.match(URIRef(self._base + thing), graph=graph))

    def told_of(self, thing: str, block: str | None = None) -> Iterator[tuple[str, str, str]]:
        """Yield what is said of `thing`, in one derived block or in all graphs, with values as bare text.

        Several times quicker than `said_of`, for who reads and does not compare.
        """
        graph = f"{self._base}graph/derived/{block}" if block else None
        for term, value in self._store.said_of(URIRef(self._base + thing), graph):
            own = value.startswith(self._base) and not value.startswith(NS)
            yield thing, term, value[len(self._base) :] if own else value

    def blocks_about(self, things: Iterable[str]) -> set[str]:
        """Return the derived blocks that say something of any of `things`."""
        return self._blocks(
            graph for thing in things for graph in self._store.graphs_of(URIRef(self._base + thing))
        )

    def blocks_on(self, nodes: Iterable[str]) -> set[str]:
        """Return the derived blocks that rest on any of `nodes`."""
        rests = URIRef(VPO.derivedFrom)
        return self._blocks(
            graph
            for node in nodes
            for graph in self._store.graphs_of(predicate=rests, value=URIRef(self._base + node))
        )

    def _blocks(self, graphs: Iterable[str]) -> set[str]:
        root = f"{self._base}graph/derived/"
        return {graph.removeprefix(root) for graph in graphs if graph.startswith(root)}
