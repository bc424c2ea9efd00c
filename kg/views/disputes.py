"""Which facts of a page are disputed: those that a side of a conflict about its thing rests on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field

from rdflib import URIRef

from kg.queries import named
from kg.store import Term
from kg.store.founded import DISPUTED
from kg.views.evidence import Footnotes
from kg.views.knowledge import Knowledge
from kg.views.page import Row
from kg.views.parts import Ref, Words
from kg.views.turning import Asked, rows_of
from kg.vocab import VPO

_READ = 200  # conflicts about one thing whose sides are looked at where there is no list of their facts

Side = tuple[str, str]
"""A conflict and one of its sides."""


@dataclass(frozen=True, slots=True)
class Disputes:
    """What sources disagree on about a thing: the `kinds`, each once, empty where they agree.

    Without a side index `sides` has the first conflict of each disputed fact and the side that it is on;
    `left` counts the conflicts whose facts were not looked up.
    """

    thing: URIRef
    kinds: tuple[Words, ...] = ()
    sides: Mapping[str, Side] = field(default_factory=dict)
    left: int = 0


def anchor_of(knowledge: Knowledge, conflict: Term) -> str:
    """Return the name of a conflict within the page of conflicts."""
    return knowledge.name(str(conflict)).removeprefix("id/conflict/").replace("/", "_")


def disputes(knowledge: Knowledge, notes: Footnotes, thing: URIRef) -> Disputes:
    """Return what sources disagree on about `thing`."""
    rows = rows_of(knowledge, Asked(named("conflict-kinds-about"), thing))
    kinds = [knowledge.ref(row["conflictKind"]) for row in rows]
    words = tuple(Words(kind.label, kind.lang) for kind in kinds)
    if knowledge.side or not kinds:
        return Disputes(thing, words)
    conflicts = sorted(map(str, knowledge.subjects(VPO.concerns, thing)))
    found: dict[str, Side] = {}
    for conflict in conflicts[:_READ]:
        for side in sorted(map(str, knowledge.values(URIRef(conflict), VPO.side))):
            for fact in notes.facts(URIRef(side)):
                found.setdefault(str(fact), (conflict, side))
    return Disputes(thing, words, found, len(conflicts[_READ:]))


def disputes_of(knowledge: Knowledge, found: Disputes, rows: Sequence[Set[str]]) -> list[Ref | None]:
    """Return for the facts of each row the conflict in which they take a side, None where in none or two.

    A conflict is called by its kind.
    """
    if not found.kinds:
        return [None] * len(rows)
    sides = _listed(knowledge, found.thing, set().union(*rows)) if knowledge.side else found.sides
    taken = [{sides[fact] for fact in sides.keys() & facts} for facts in rows]
    return [_called(knowledge, next(iter(one))[0]) if len(one) == 1 else None for one in taken]


def _listed(knowledge: Knowledge, thing: URIRef, facts: Set[str]) -> dict[str, Side]:
    """The first conflict about `thing` of each disputed fact, and its side, from the side index."""
    told = knowledge.side.leads_of(DISPUTED, facts) if knowledge.side else []
    named = {one for _, (one, _) in told}
    about = {one for one in named if thing in knowledge.values(URIRef(one), VPO.concerns)}
    return {fact: (one, way) for fact, (one, way) in reversed(told) if one in about}


def _called(knowledge: Knowledge, conflict: str) -> Ref:
    kind = knowledge.ref(knowledge.value(URIRef(conflict), VPO.conflictKind) or URIRef(conflict))
    return Ref(anchor_of(knowledge, URIRef(conflict)), kind.label, kind.lang)


def together(rows: Iterable[Row]) -> tuple[Row, ...]:
    """Return the rows with those of one conflict beside each other, where the first of them stood."""
    groups: dict[object, list[Row]] = {}
    for row in rows:
        groups.setdefault(row.dispute.name if row.dispute else id(row), []).append(row)
    return tuple(row for group in groups.values() for row in group)
