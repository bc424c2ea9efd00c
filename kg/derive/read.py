"""Read from the store what conclusions are drawn from: rows of the attested layer, the reference layer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date
from sys import intern
from typing import TypeVar

from rdflib import Literal, URIRef

from kg.derive.bodies import Body
from kg.derive.careers import Change, Holding
from kg.derive.cited_steps import Cited
from kg.derive.cluster_years import Leadership, Membership
from kg.derive.clusters import Cluster
from kg.derive.clusters_apart import Count, Listed
from kg.derive.documents import Citation
from kg.derive.event_rows import EventDocument, EventFact
from kg.derive.facts import Reference
from kg.derive.lifecycle import Implementation
from kg.derive.named import Named
from kg.derive.reports import Report
from kg.queries import named
from kg.store import Store, Term
from kg.vocab import NS, VPO

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


def read_attested(store: Store, base: str) -> Attested:
    """Return what all articles say, without the nodes that a curator called wrong."""
    decisions = list(_table(store, "derive-decisions", base))
    wrong = {row["target"] for row in decisions if row["kind"] == VPO.wrong}
    wrong |= {row["rejected"] for row in _table(store, "derive-rejected", base)}
    tables = _Tables(store, base, frozenset(wrong))
    return Attested(
        people=tables.rows("derive-people", Named),
        published=tuple(
            (row["node"], date.fromisoformat(row["published"][:10]))
            for row in tables.plain("derive-articles")
        ),
        holdings=tables.rows("derive-holdings", Holding),
        changes=tables.rows("derive-changes", Change),
        bodies=tables.rows("derive-bodies", Body),
        clusters=tables.rows("derive-clusters", Cluster),
        memberships=tables.rows("derive-memberships", Membership),
        leaderships=tables.rows("derive-leaderships", Leadership),
        listed=tables.rows("derive-listed", Listed),
        counts=tables.rows("derive-counts", Count),
        reports=tables.rows("derive-reports", Report),
        taking_part=tuple((row["event"], row["agent"]) for row in tables.plain("derive-participations")),
        openings=tuple((row["node"], int(row["at"])) for row in tables.plain("derive-event-openings")),
        event_documents=tables.rows("derive-event-documents", EventDocument),
        event_facts=tables.rows("derive-event-facts", EventFact),
        decision_numbers=tuple(
            (row["node"], row["number"]) for row in tables.plain("derive-decision-numbers")
        ),
        citations=tables.rows("derive-citations", Citation),
        cited=tables.rows("derive-document-citations", Cited),
        implementations=tables.every("derive-implementations", Implementation),
        same=_pairs(decisions, VPO.same),
        different=_pairs(decisions, VPO.different),
        decided=_decided(store, decisions, base),
    )


def _decided(store: Store, decisions: list[dict[str, str]], base: str) -> tuple[tuple[str, str], ...]:
    """Return the nodes of persons joined or kept apart and of corrected facts, each with its decision."""
    persons = (row for row in decisions if row["kind"] in {VPO.same, VPO.different})
    pairs = {(row[side], row["node"]) for row in persons for side in ("target", "other") if side in row}
    corrected = _table(store, "derive-introduced", base)
    return tuple(sorted(pairs | {(row["introduced"], row["node"]) for row in corrected}))


def _pairs(decisions: list[dict[str, str]], kind: str) -> tuple[tuple[str, str], ...]:
    """Return the pairs that decisions of this kind speak of, each once, the smaller name first."""
    asked = (row for row in decisions if row["kind"] == kind and "other" in row)
    pairs = {(min(row["target"], row["other"]), max(row["target"], row["other"])) for row in asked}
    return tuple(sorted(pairs))


def read_reference(store: Store, base: str) -> Reference:
    """Return the reference layer."""
    values: dict[tuple[str, str], set[str | Literal]] = defaultdict(set)
    for graph in store.graphs():
        if graph.startswith(f"{base}graph/reference/"):
            for subject, predicate, value in store.match(graph=graph):
                kept: str | Literal = value if isinstance(value, Literal) else relative(value, base)
                values[relative(subject, base), str(predicate)].add(kept)
    return Reference({pair: tuple(sorted(found, key=_sortable)) for pair, found in values.items()})


def relative(term: Term, base: str) -> str:
    """Return a term as rows hold it: names relative to the base, terms of the ontology and literals whole."""
    text = str(term)
    if isinstance(term, URIRef) and text.startswith(base) and not text.startswith(NS):
        return text[len(base) :]
    return text


@dataclass(frozen=True, slots=True)
class _Tables:
    store: Store
    base: str
    wrong: frozenset[str]

    def plain(self, name: str) -> Iterator[dict[str, str]]:
        for row in _table(self.store, name, self.base):
            if row["node"] not in self.wrong:
                yield row

    def every(self, name: str, kind: type[_T]) -> tuple[_T, ...]:
        """Return all rows as values of `kind`; a node may have several."""
        types = {field.name: str(field.type) for field in fields(kind)}  # type: ignore[arg-type]
        found = {tuple(sorted(row.items())) for row in self.plain(name)}
        return tuple(
            kind(**{column: _value(text, types[column]) for column, text in row}) for row in sorted(found)
        )

    def rows(self, name: str, kind: type[_T]) -> tuple[_T, ...]:
        """Return the rows as values of `kind`, whose fields are the columns, once a node."""
        types = {field.name: str(field.type) for field in fields(kind)}  # type: ignore[arg-type]
        found: dict[str, dict[str, str]] = {}
        for row in self.plain(name):
            present = found.get(row["node"])
            if present is None or sorted(row.items()) < sorted(present.items()):
                found[row["node"]] = row
        return tuple(
            kind(**{column: _value(text, types[column]) for column, text in row.items()})
            for _, row in sorted(found.items())
        )


def _table(store: Store, name: str, base: str) -> Iterator[dict[str, str]]:
    query = named(name).bind({}, base)
    for row in store.select(query.text, **query.bindings):
        yield {column: intern(relative(term, base)) for column, term in row.items()}


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
