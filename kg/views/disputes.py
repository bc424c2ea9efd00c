"""Which facts of a page are disputed: those that a side of a conflict about its thing rests on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass

from rdflib import URIRef

from kg.queries import named
from kg.store import Term
from kg.store.founded import DISPUTED
from kg.views.knowledge import Knowledge
from kg.views.page import Row
from kg.views.parts import Ref, Words
from kg.views.turning import Asked, rows_of
from kg.vocab import VPO


@dataclass(frozen=True, slots=True)
class Disputes:
    """What sources disagree on about a thing: the `kinds`, each once, empty where they agree."""

    thing: URIRef
    kinds: tuple[Words, ...] = ()


def anchor_of(knowledge: Knowledge, conflict: Term) -> str:
    """Return the name of a conflict within the page of conflicts."""
    return knowledge.name(str(conflict)).removeprefix("id/conflict/").replace("/", "_")


def disputes(knowledge: Knowledge, thing: URIRef) -> Disputes:
    """Return what sources disagree on about `thing`."""
    rows = rows_of(knowledge, Asked(named("conflict-kinds-about"), thing))
    kinds = (knowledge.ref(row["conflictKind"]) for row in rows)
    return Disputes(thing, tuple(Words(kind.label, kind.lang) for kind in kinds))


def disputes_of(knowledge: Knowledge, found: Disputes, rows: Sequence[Set[str]]) -> list[Ref | None]:
    """Return for the facts of each row the conflict in which they take a side, None where in none or two.

    A conflict is called by its kind. The side index tells which facts are disputed.
    """
    side = knowledge.side
    if not side or not found.kinds:
        return [None] * len(rows)
    told = side.leads_of(DISPUTED, set().union(*rows))
    named = {one for _, (one, _) in told}
    about = {one for one in named if found.thing in knowledge.values(URIRef(one), VPO.concerns)}
    sides = {fact: (one, way) for fact, (one, way) in reversed(told) if one in about}
    taken = [{sides[fact] for fact in sides.keys() & facts} for facts in rows]
    return [_called(knowledge, next(iter(one))[0]) if len(one) == 1 else None for one in taken]


def _called(knowledge: Knowledge, conflict: str) -> Ref:
    kind = knowledge.ref(knowledge.value(URIRef(conflict), VPO.conflictKind) or URIRef(conflict))
    return Ref(anchor_of(knowledge, URIRef(conflict)), kind.label, kind.lang)


def together(rows: Iterable[Row]) -> tuple[Row, ...]:
    """Return the rows with those of one conflict beside each other, where the first of them stood."""
    groups: dict[object, list[Row]] = {}
    for row in rows:
        groups.setdefault(row.dispute.name if row.dispute else id(row), []).append(row)
    return tuple(row for group in groups.values() for row in group)
