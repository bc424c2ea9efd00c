"""What waits for a person: pairs that may be one, facts in doubt, citations of unknown documents."""

from __future__ import annotations

from dataclasses import dataclass

from rdflib import URIRef

from kg.queries import named
from kg.store import Term
from kg.store.side import Side
from kg.views.evidence import Footnotes
from kg.views.fact import Ground, ground_of
from kg.views.knowledge import Knowledge
from kg.views.page import Note
from kg.views.parts import Ref
from kg.vocab import VPO

QUEUES = ("uncertain", "unresolved")
"""Queues of facts: read with little confidence, citing a document that is not known."""
_FACTS = 20
_SENTENCES = 3  # of one side; the person's own page lists more


@dataclass(frozen=True, slots=True)
class ShownPerson:
    """One side of a pair: who, the first sentences about them, and how many more there are."""

    person: Ref
    notes: tuple[Note, ...]
    more: int


@dataclass(frozen=True, slots=True)
class ShownPair:
    """Two persons of one name, why they may be one or not, and how likely that is."""

    score: float | None
    reasons: tuple[Ref, ...]
    shared: tuple[Ref, ...]
    sides: tuple[ShownPerson, ShownPerson]


@dataclass(frozen=True, slots=True)
class PairsPage:
    """Pairs that wait for a decision, the likeliest first; `next` is the number of the next page, if any."""

    pairs: tuple[ShownPair, ...]
    next: int | None


@dataclass(frozen=True, slots=True)
class WaitingPage:
    """Facts of one queue that wait; `total` of all, `next` is the number of the next page, if any."""

    queue: str
    grounds: tuple[Ground, ...]
    total: int
    next: int | None


def waiting_facts(knowledge: Knowledge, side: Side, queue: str, page: int = 1) -> WaitingPage:
    """Return one page of a queue of facts, those that are surest wrong first."""
    nodes = side.waiting(queue, _FACTS, (page - 1) * _FACTS)
    total = side.counted("waits").get(queue, 0)
    grounds = tuple(ground_of(knowledge, URIRef(node)) for node in nodes)
    return WaitingPage(queue, grounds, total, page + 1 if page * _FACTS < total else None)


def possible_pairs(knowledge: Knowledge, page: int = 1) -> PairsPage:
    """Return the pairs of one page."""
    query = named("review-pairs")
    bound = query.bind({"page": str(page)}, knowledge.base)
    rows = knowledge.store.select(bound.text, **bound.bindings)
    pairs = tuple(_pair(knowledge, row) for row in rows)
    return PairsPage(pairs, page + 1 if len(pairs) == query.page else None)


def _pair(knowledge: Knowledge, row: dict[str, Term]) -> ShownPair:
    return ShownPair(
        score=float(str(row["score"])) if "score" in row else None,
        reasons=_refs(knowledge, row["item"], VPO.linkReason),
        shared=_refs(knowledge, row["item"], VPO.shared),
        sides=(_person(knowledge, row["person"]), _person(knowledge, row["other"])),
    )


def _person(knowledge: Knowledge, person: Term) -> ShownPerson:
    notes = Footnotes(knowledge)
    _, more = notes.cite([person], most=_SENTENCES)
    return ShownPerson(knowledge.ref(person), notes.notes(), more)


def _refs(knowledge: Knowledge, item: Term, path: str) -> tuple[Ref, ...]:
    return tuple(sorted(map(knowledge.ref, knowledge.values(item, path)), key=lambda ref: ref.name))
