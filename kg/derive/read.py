"""Read from the store what conclusions are drawn from: rows of the attested layer, the reference layer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass, fields
from datetime import date
from functools import cache
from itertools import chain
from sys import intern
from typing import Any, TypeVar

from rdflib import Literal, URIRef

from kg.derive.bodies import Body
from kg.derive.careers import Change, Holding
from kg.derive.cited_steps import Cited
from kg.derive.cluster_years import Leadership, Membership
from kg.derive.clusters import Cluster
from kg.derive.clusters_apart import Count, Listed
from kg.derive.documents import Citation
from kg.derive.event_rows import EventDocument, EventFact
from kg.derive.facts import Reference, Value, relative
from kg.derive.lifecycle import Implementation
from kg.derive.named import Named
from kg.derive.reports import Report
from kg.queries import named
from kg.settings import resource
from kg.store import Store, Term
from kg.vocab import VPO

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Attested:
    """What all articles say, as rows; the order means nothing.

    `published` is the day of each article, `taking_part` pairs of event report and agent, `openings` where
    articles open an event (code points), `decision_numbers` pairs of change and number, `same` and
    `different` pairs of named persons that a curator joined or kept apart, `decided` pairs of a node and a
    decision in force by which it is what it is.
    """

    people: tuple[Named, ...] = ()
    published: tuple[tuple[str, date], ...] = ()
    holdings: tuple[Holding, ...] = ()
    changes: tuple[Change, ...] = ()
    bodies: tuple[Body, ...] = ()
    clusters: tuple[Cluster, ...] = ()
    memberships: tuple[Membership, ...] = ()
    leaderships: tuple[Leadership, ...] = ()
    listed: tuple[Listed, ...] = ()
    counts: tuple[Count, ...] = ()
    reports: tuple[Report, ...] = ()
    taking_part: tuple[tuple[str, str], ...] = ()
    openings: tuple[tuple[str, int], ...] = ()
    event_documents: tuple[EventDocument, ...] = ()
    event_facts: tuple[EventFact, ...] = ()
    decision_numbers: tuple[tuple[str, str], ...] = ()
    citations: tuple[Citation, ...] = ()
    cited: tuple[Cited, ...] = ()
    implementations: tuple[Implementation, ...] = ()
    same: tuple[tuple[str, str], ...] = ()
    different: tuple[tuple[str, str], ...] = ()
    decided: tuple[tuple[str, str], ...] = ()


_QUERIES: Mapping[str, tuple[str, type[object]]] = {
    "people": ("derive-people", Named),
    "holdings": ("derive-holdings", Holding),
    "changes": ("derive-changes", Change),
    "bodies": ("derive-bodies", Body),
    "clusters": ("derive-clusters", Cluster),
    "memberships": ("derive-memberships", Membership),
    "leaderships": ("derive-leaderships", Leadership),
    "listed": ("derive-listed", Listed),
    "counts": ("derive-counts", Count),
    "reports": ("derive-reports", Report),
    "event_documents": ("derive-event-documents", EventDocument),
    "event_facts": ("derive-event-facts", EventFact),
    "citations": ("derive-citations", Citation),
    "cited": ("derive-document-citations", Cited),
}
"""The query of each kind of rows that has one row a node."""


def read_attested(store: Store, base: str) -> Attested:
    """Return what all articles say, without the nodes that a curator called wrong."""
    rows = Rows(store, base)
    return Attested(
        **{kind: rows.all(kind) for kind in (*_QUERIES, *_PLAIN)},
        same=rows.same,
        different=rows.different,
        decided=rows.decided,
    )


def _pairs(decisions: list[dict[str, str]], kind: str) -> tuple[tuple[str, str], ...]:
    """Return the pairs that decisions of this kind speak of, each once, the smaller name first."""
    asked = (row for row in decisions if row["kind"] == kind and "other" in row)
    pairs = {(min(row["target"], row["other"]), max(row["target"], row["other"])) for row in asked}
    return tuple(sorted(pairs))


def read_reference(store: Store, base: str) -> Reference:
    """Return the reference layer, read whole."""
    values: dict[tuple[str, str], set[Value]] = defaultdict(set)
    for graph in _reference_graphs(base):
        for subject, predicate, value in store.match(graph=graph):
            values[relative(subject, base), str(predicate)].add(_kept(value, base))
    return Reference({pair: tuple(sorted(found, key=_sortable)) for pair, found in values.items()})


class StoredReference(Reference):
    """The reference layer, looked up in the store when asked: what a run over few rows needs of it."""

    def __init__(self, store: Store, base: str) -> None:
        super().__init__()
        graphs = _reference_graphs(base)

        def all_of(thing: str, predicate: str) -> tuple[Value, ...]:
            found = store.values_in(graphs, URIRef(base + thing), URIRef(predicate))
            return tuple(sorted({_kept(value, base) for value in found}, key=_sortable))

        def having(predicate: str) -> list[str]:
            found = (store.match(predicate=URIRef(predicate), graph=graph) for graph in graphs)
            return sorted({relative(subject, base) for subject, _, _ in chain.from_iterable(found)})

        def labelled(predicate: str) -> list[tuple[str, str]]:
            rows = store.select(_LABELLED, predicate=URIRef(predicate))
            return [(str(row["label"]), str(row["value"])) for row in rows]

        self._all, self._of, self._labelled = cache(all_of), cache(having), cache(labelled)

    def all(self, thing: str, predicate: str) -> tuple[Value, ...]:
        """Return the values, none where nothing is known."""
        return self._all(thing, predicate)

    def having(self, predicate: str) -> list[str]:
        """Return the things that have a value of `predicate`, sorted."""
        return self._of(predicate)

    def labelled(self, predicate: str) -> list[tuple[str, str]]:
        """Return the labels in one query: names are weighed by hundreds of syllables."""
        return self._labelled(predicate)


_LABELLED = """PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?label ?value ?predicate WHERE {
  ?thing ?predicate ?value ; skos:prefLabel ?label .
  FILTER(LANG(?label) = "vi")
} ORDER BY ?thing DESC(?value)"""


def _reference_graphs(base: str) -> list[str]:
    """Return the graphs that the reference tables are loaded into; a store may lack some."""
    return [f"{base}graph/reference/{path.stem}" for path in sorted(resource("ontology").glob("*.ttl"))]


def _kept(value: Term, base: str) -> Value:
    return value if isinstance(value, Literal) else relative(value, base)


class Rows:
    """The rows of the attested layer, all of them or those of one key, without what a curator called wrong.

    A key is given as a parameter of the query: `rows.read("derive-holdings", Holding, key="do-huu-lam")`.
    """

    def __init__(self, store: Store, base: str) -> None:
        self._store = store
        self._base = base
        self._article = ""
        decisions = list(self._table("derive-decisions"))
        self._wrong = {row["target"] for row in decisions if row["kind"] == VPO.wrong}
        self._wrong |= {row["rejected"] for row in self._table("derive-rejected")}
        self.same = _pairs(decisions, VPO.same)
        self.different = _pairs(decisions, VPO.different)
        self.decided = tuple(sorted(self._decided(decisions)))

    def keeps(self, node: str) -> bool:
        """Return whether a node counts: no curator called it wrong."""
        return node not in self._wrong

    def of_article(self, article: str) -> Rows:
        """Return the rows of one article, by itself; decisions about it count as they do in the whole."""
        names = (article.removeprefix("id/"), "curation")
        alone = copy(self)
        alone._article = article
        alone._store = self._store.part(f"{self._base}graph/{name}" for name in names)
        return alone

    def all(self, kind: str) -> tuple[Any, ...]:
        """Return the rows of one field of `Attested` that articles tell."""
        return _PLAIN[kind](self) if kind in _PLAIN else self.read(*_QUERIES[kind])

    def published(self) -> tuple[tuple[str, date], ...]:
        """Return article and day of publication."""
        rows = self._plain("derive-articles")
        return tuple((row["node"], date.fromisoformat(row["published"][:10])) for row in rows)

    def taking_part(self) -> tuple[tuple[str, str], ...]:
        """Return event report and agent."""
        return tuple((row["event"], row["agent"]) for row in self._plain("derive-participations"))

    def openings(self) -> tuple[tuple[str, int], ...]:
        """Return event report and where its article opens it."""
        return tuple((row["node"], int(row["at"])) for row in self._plain("derive-event-openings"))

    def decision_numbers(self) -> tuple[tuple[str, str], ...]:
        """Return personnel change and the number of its decision."""
        return tuple((row["node"], row["number"]) for row in self._plain("derive-decision-numbers"))

    def read(self, name: str, kind: type[_T], **key: str) -> tuple[_T, ...]:
        """Return the rows as values of `kind`, whose fields are columns, once a node, sorted by node."""
        types = _types(kind)
        found: dict[str, dict[str, str]] = {}
        for row in self._plain(name, **key):
            present = found.get(row["node"])
            if present is None or sorted(row.items()) < sorted(present.items()):
                found[row["node"]] = row
        return tuple(_make(kind, types, row.items()) for _, row in sorted(found.items()))

    def implementations(self) -> tuple[Implementation, ...]:
        """Return what is reported of carrying documents out; a node may have several rows."""
        types = _types(Implementation)
        found = {tuple(sorted(row.items())) for row in self._plain("derive-implementations")}
        return tuple(_make(Implementation, types, row) for row in sorted(found))

    def _decided(self, decisions: Iterable[dict[str, str]]) -> Iterator[tuple[str, str]]:
        """Yield the nodes of persons joined or kept apart and of corrected facts, each with its decision."""
        for row in decisions:
            if row["kind"] in {VPO.same, VPO.different}:
                yield from ((row[side], row["node"]) for side in ("target", "other") if side in row)
        yield from ((row["introduced"], row["node"]) for row in self._table("derive-introduced"))

    def _plain(self, name: str, **key: str) -> Iterator[dict[str, str]]:
        for row in self._table(name, **key):
            if row["node"] not in self._wrong and row["node"].startswith(self._article):
                yield row

    def _table(self, name: str, **key: str) -> Iterator[dict[str, str]]:
        query = named(name).bind(key, self._base)
        for row in self._store.select(query.text, **query.bindings):
            yield {column: intern(relative(term, self._base)) for column, term in row.items()}


_PLAIN: Mapping[str, Callable[[Rows], tuple[object, ...]]] = {
    "published": Rows.published,
    "taking_part": Rows.taking_part,
    "openings": Rows.openings,
    "decision_numbers": Rows.decision_numbers,
    "implementations": Rows.implementations,
}
"""What gives each kind of rows that are no values of a class with one row a node."""


def _types(kind: type[object]) -> dict[str, str]:
    return {field.name: str(field.type) for field in fields(kind)}  # type: ignore[arg-type]


def _make(kind: type[_T], types: dict[str, str], row: Iterable[tuple[str, str]]) -> _T:
    return kind(**{column: _value(text, types[column]) for column, text in row if column in types})


def _value(text: str, kind: str) -> object:
    match kind.partition(" ")[0]:
        case "date":
            return date.fromisoformat(text[:10])
        case "int":
            return int(text)
        case "bool":
            return text in {"true", "1"}
        case _:
            return text


def _sortable(value: str | Literal) -> tuple[str, str]:
    return str(value), (value.language or "") if isinstance(value, Literal) else ""
