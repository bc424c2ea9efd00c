"""Which facts of a page are disputed: those that a side of a conflict about its thing rests on."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from rdflib import URIRef

from kg.store import Term
from kg.store.founded import DISPUTED
from kg.store.side import Side
from kg.views.evidence import Footnotes
from kg.views.knowledge import Knowledge
from kg.views.page import Row
from kg.views.parts import Ref, Words
from kg.vocab import VPO

_READ = 200  # conflicts about one thing whose sides are looked at where there is no list of their facts


@dataclass(frozen=True, slots=True)
class Disputes:
    """What sources disagree on about a thing: the `kinds`, each once, empty where they agree.

    `conflicts` has all of them by their IRIs. Without a side index `sides` has the conflict of each disputed
    fact and the side that it is on; `left` counts the conflicts whose facts were not looked up.
    """

    conflicts: Mapping[str, Ref] = field(default_factory=dict)
    sides: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    kinds: tuple[Words, ...] = ()
    left: int = 0


def anchor_of(knowledge: Knowledge, conflict: Term) -> str:
    """Return the name of a conflict within the page of conflicts."""
    return knowledge.name(str(conflict)).removeprefix("id/conflict/").replace("/", "_")


def disputes(knowledge: Knowledge, notes: Footnotes, thing: URIRef) -> Disputes:
    """Return the disputed facts about `thing`; each with its first conflict, called by its kind."""
    rows = knowledge.rows("conflicts-about", thing=thing)
    kinds = {kind: knowledge.ref(kind) for kind in sorted({row["conflictKind"] for row in rows}, key=str)}
    words = tuple(Words(kind.label, kind.lang) for kind in kinds.values())
    conflicts = {str(row["conflict"]): _called(knowledge, row, kinds) for row in rows}
    if knowledge.side:
        return Disputes(conflicts, kinds=words)
    found: dict[str, tuple[str, str]] = {}
    for conflict in list(conflicts)[:_READ]:
        for side in sorted(map(str, knowledge.values(URIRef(conflict), VPO.side))):
            for fact in notes.facts(URIRef(side)):
                found.setdefault(str(fact), (conflict, side))
    return Disputes(conflicts, found, words, len(rows[_READ:]))


def _called(knowledge: Knowledge, row: Mapping[str, Term], kinds: Mapping[Term, Ref]) -> Ref:
    kind = kinds[row["conflictKind"]]
    return Ref(anchor_of(knowledge, row["conflict"]), kind.label, kind.lang)


def dispute_of(found: Disputes, side: Side | None, facts: Collection[str]) -> Ref | None:
    """Return the conflict in which `facts` take a side, None where they take none or two."""
    sides = found.sides
    if side and found.conflicts:
        told = side.leads_of(DISPUTED, facts)
        sides = {fact: (one, way) for fact, (one, way) in reversed(told) if one in found.conflicts}
    taken = {sides[fact] for fact in sides.keys() & facts}
    return found.conflicts[next(iter(taken))[0]] if len(taken) == 1 else None


def together(rows: Iterable[Row]) -> tuple[Row, ...]:
    """Return the rows with those of one conflict beside each other, where the first of them stood."""
    groups: dict[object, list[Row]] = {}
    for row in rows:
        groups.setdefault(row.dispute.name if row.dispute else id(row), []).append(row)
    return tuple(row for group in groups.values() for row in group)
