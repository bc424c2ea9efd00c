"""What a conflict between sources is: a kind, what it touches, and sides that each rest on something.

A conflict is a result and no error: nothing is dropped or decided by it. Each side says what it says in two
languages and names what it alone puts forward.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rdflib import RDF, XSD, Literal

from kg.derive.facts import Statement
from kg.vocab import VPO


@dataclass(frozen=True, slots=True, order=True)
class Side:
    """What one side says (Vietnamese, English), the nodes it rests on, and the things that it alone names."""

    says: tuple[str, str]
    nodes: frozenset[str]
    names: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Conflict:
    """Sides that disagree. `local` is the end of the IRI, `concerns` the things that pages show it at.

    `span` are the first and last day concerned, `year` the year, where there is one.
    """

    local: str
    kind: str
    says: tuple[str, str]
    concerns: frozenset[str]
    sides: tuple[Side, ...]
    span: tuple[str, str] | None = None
    year: int | None = None


def state_conflicts(conflicts: Iterable[Conflict]) -> frozenset[Statement]:
    """Return what is said of conflicts and their sides."""
    return frozenset(statement for conflict in conflicts for statement in _state(conflict))


def _state(conflict: Conflict) -> Iterator[Statement]:
    iri = f"id/conflict/{conflict.local}"
    yield iri, str(RDF.type), VPO.Conflict
    yield iri, VPO.conflictKind, conflict.kind
    yield from _said(iri, conflict.says)
    for thing in conflict.concerns:
        yield iri, VPO.concerns, thing
    if conflict.span:
        for predicate, day in zip((VPO.overlapStart, VPO.overlapEnd), conflict.span, strict=True):
            yield iri, predicate, Literal(day, datatype=XSD.date)
    if conflict.year is not None:
        yield iri, VPO.year, Literal(str(conflict.year), datatype=XSD.integer)
    for number, side in enumerate(sorted(conflict.sides, key=_order), 1):
        name = f"{iri}/{number}"
        yield iri, VPO.side, name
        yield name, str(RDF.type), VPO.ConflictSide
        yield from _said(name, side.says)
        for thing in side.names:
            yield name, VPO.putsForward, thing
        for node in side.nodes:
            yield iri, VPO.conflicting, node
            yield iri, VPO.derivedFrom, node
            yield name, VPO.derivedFrom, node


def _said(iri: str, says: tuple[str, str]) -> Iterator[Statement]:
    for language, text in zip(("vi", "en"), says, strict=True):
        yield iri, VPO.reason, Literal(text, lang=language)


def _order(side: Side) -> tuple[tuple[str, str], list[str]]:
    return side.says, sorted(side.nodes)
