"""The history of decisions, as it stands in `graph/curation`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from rdflib import URIRef

from kg.store import Term
from kg.views.captions import caption
from kg.views.cells import part
from kg.views.knowledge import Knowledge
from kg.views.parts import Cell, Ref, Words
from kg.vocab import VPO

_LISTED = 5  # places of one side that are named; the others are counted


@dataclass(frozen=True, slots=True)
class Corrected:
    """A property whose value was corrected: what was read, and what is right."""

    label: Words
    before: Cell
    after: Cell


@dataclass(frozen=True, slots=True)
class Verdict:
    """One decision. `kind` and `state` are terms of the ontology; times are UTC in ISO form.

    `on` and `other` are the first places it speaks of, `more` counts the rest.
    """

    id: str
    kind: Ref
    state: Ref
    by: str
    at: str
    why: str
    on: tuple[Ref, ...] = ()
    other: tuple[Ref, ...] = ()
    more: int = 0
    corrected: tuple[Corrected, ...] = ()
    undone_by: str = ""
    undone_at: str = ""
    undone_why: str = ""


@dataclass(frozen=True, slots=True)
class DecisionsPage:
    """All decisions, newest first, and how many are in each state."""

    verdicts: tuple[Verdict, ...]
    states: tuple[tuple[Ref, int], ...]


def decisions_page(knowledge: Knowledge) -> DecisionsPage:
    """Return the history of decisions."""
    rows = knowledge.rows("decisions")
    states = knowledge.rows("decision-states")
    return DecisionsPage(
        tuple(_verdict(knowledge, URIRef(row["decision"])) for row in rows),
        tuple((knowledge.ref(row["state"]), int(str(row["decisions"]))) for row in states),
    )


def latest_verdicts(knowledge: Knowledge, most: int) -> tuple[Verdict, ...]:
    """Return the latest decisions that nobody took back."""
    rows = knowledge.rows("decisions")
    undone = set(knowledge.subjects(VPO.decisionState, URIRef(VPO.undone)))
    standing = (row["decision"] for row in rows if row["decision"] not in undone)
    return tuple(_verdict(knowledge, URIRef(node)) for node in islice(standing, most))


def idle_verdicts(knowledge: Knowledge) -> tuple[Verdict, ...]:
    """Return the decisions that do not apply although nobody took them back: what they speak of vanished, or
    others stand against them.
    """
    states = (VPO.stale, VPO.contradicted)
    nodes = {node for state in states for node in knowledge.subjects(VPO.decisionState, URIRef(state))}
    return tuple(_verdict(knowledge, URIRef(str(node))) for node in sorted(nodes, key=str))


def verdicts_on(knowledge: Knowledge, fact: Term) -> tuple[Verdict, ...]:
    """Return the decisions in force that put a fact out of force."""
    return tuple(
        _verdict(knowledge, URIRef(str(node)))
        for node in sorted(knowledge.subjects(VPO.rejects, fact), key=str)
    )


def _verdict(knowledge: Knowledge, node: URIRef) -> Verdict:
    def said(path: str) -> str:
        return str(knowledge.value(node, path) or "")

    sides = [_places(knowledge, node, path) for path in (VPO.target, VPO.otherTarget)]
    return Verdict(
        id=str(node).rpartition("/")[2],
        kind=knowledge.ref(URIRef(said(VPO.curationKind))),
        state=knowledge.ref(URIRef(said(VPO.decisionState))),
        by=said(VPO.decidedBy),
        at=said(VPO.decidedAt),
        why=said(VPO.reason),
        on=tuple(sides[0][:_LISTED]),
        other=tuple(sides[1][:_LISTED]),
        more=sum(max(0, len(side) - _LISTED) for side in sides),
        corrected=tuple(sorted(_corrected(knowledge, node), key=lambda one: one.label.text)),
        undone_by=said(VPO.revokedBy),
        undone_at=said(VPO.revokedAt),
        undone_why=said(VPO.revokedBecause),
    )


def _places(knowledge: Knowledge, node: URIRef, path: str) -> list[Ref]:
    found = sorted(map(str, knowledge.values(node, path)))
    return [knowledge.ref(URIRef(name)) for name in found if not name.endswith(".corrected")]


def _corrected(knowledge: Knowledge, node: URIRef) -> Iterator[Corrected]:
    for one in knowledge.values(node, VPO.correction):
        path = knowledge.value(one, VPO.onProperty)
        if path is not None:
            before, after = (
                tuple(part(knowledge, value) for value in sorted(knowledge.values(one, side), key=str))
                for side in (VPO.valueBefore, VPO.valueAfter)
            )
            yield Corrected(caption(knowledge, URIRef(str(path))), before, after)
