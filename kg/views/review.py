"""What waits for a person: pairs that may be one, facts in doubt, citations of unknown documents."""

from __future__ import annotations

from dataclasses import dataclass

from rdflib import URIRef

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
_A_PAGE = 20
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
    """Return one page of a queue of facts, those that are surest wrong first.

    Those that are gone since the index was made are left out.
    """
    nodes, total, following = _waiting(side, queue, page)
    grounds = tuple(ground_of(knowledge, node) for node in nodes if knowledge.knows(node))
    return WaitingPage(queue, grounds, total, following)


def possible_pairs(knowledge: Knowledge, side: Side, page: int = 1) -> PairsPage:
    """Return the pairs of one page, without those that are gone since the index was made."""
    nodes, _, following = _waiting(side, "pairs", page)
    compared = {node: sorted(knowledge.values(node, VPO.compared), key=str) for node in nodes}
    shown = (_pair(knowledge, node, (ends[0], ends[1])) for node, ends in compared.items() if len(ends) == 2)
    return PairsPage(tuple(shown), following)


def _waiting(side: Side, queue: str, page: int) -> tuple[list[URIRef], int, int | None]:
    """What waits on one page of a queue, how much waits in all, and the number of the next page, if any."""
    total = side.counted("waits").get(queue, 0)
    nodes = side.waiting(queue, _A_PAGE, (page - 1) * _A_PAGE)
    return [URIRef(node) for node in nodes], total, page + 1 if page * _A_PAGE < total else None


def _pair(knowledge: Knowledge, node: URIRef, sides: tuple[Term, Term]) -> ShownPair:
    score = knowledge.value(node, VPO.score)
    return ShownPair(
        score=float(str(score)) if score is not None else None,
        reasons=_refs(knowledge, node, VPO.linkReason),
        shared=_refs(knowledge, node, VPO.shared),
        sides=(_person(knowledge, sides[0]), _person(knowledge, sides[1])),
    )


def _person(knowledge: Knowledge, person: Term) -> ShownPerson:
    notes = Footnotes(knowledge)
    _, more = notes.cite([person], most=_SENTENCES)
    return ShownPerson(knowledge.ref(person), notes.notes(), more)


def _refs(knowledge: Knowledge, item: Term, path: str) -> tuple[Ref, ...]:
    return tuple(sorted(map(knowledge.ref, knowledge.values(item, path)), key=lambda ref: ref.name))
