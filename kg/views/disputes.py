"""Which facts of a page are disputed: those that a side of a conflict about its thing rests on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from rdflib import URIRef

from kg.store import Term
from kg.views.evidence import Footnotes
from kg.views.knowledge import Knowledge
from kg.views.page import Row
from kg.views.parts import Ref, Words
from kg.vocab import VPO

_READ = 200  # conflicts about one thing whose sides are looked at


@dataclass(frozen=True, slots=True)
class Disputes:
    """What sources disagree on about a thing: the `kinds`, each once, empty where they agree.

    `sides` has the conflict of each disputed fact and the side that it is on, by the name of the fact; `left`
    counts the conflicts whose facts were not looked up.
    """

    sides: Mapping[str, tuple[Ref, Term]] = field(default_factory=dict)
    kinds: tuple[Words, ...] = ()
    left: int = 0


def anchor_of(knowledge: Knowledge, conflict: Term) -> str:
    """Return the name of a conflict within the page of conflicts."""
    return knowledge.name(str(conflict)).removeprefix("id/conflict/").replace("/", "_")


def disputes(knowledge: Knowledge, notes: Footnotes, thing: URIRef) -> Disputes:
    """Return the disputed facts about `thing`; each with its first conflict, called by its kind."""
    rows = knowledge.rows("conflicts-about", thing=thing)
    kinds = {kind: knowledge.ref(kind) for kind in sorted({row["conflictKind"] for row in rows}, key=str)}
    found: dict[str, tuple[Ref, Term]] = {}
    for row in rows[:_READ]:
        kind = kinds[row["conflictKind"]]
        conflict = Ref(anchor_of(knowledge, row["conflict"]), kind.label, kind.lang)
        for side in knowledge.values(row["conflict"], VPO.side):
            for fact in notes.facts(side):
                found.setdefault(str(fact), (conflict, side))
    return Disputes(found, tuple(Words(kind.label, kind.lang) for kind in kinds.values()), len(rows[_READ:]))


def dispute_of(found: Disputes, notes: Footnotes, items: Iterable[Term]) -> Ref | None:
    """Return the conflict in which the facts behind `items` take a side, None where they take none or two."""
    facts = {str(fact) for item in items for fact in notes.facts(item)} if found.sides else set()
    sides = {found.sides[fact] for fact in facts & found.sides.keys()}
    return next(iter(sides))[0] if len(sides) == 1 else None


def together(rows: Iterable[Row]) -> tuple[Row, ...]:
    """Return the rows with those of one conflict beside each other, where the first of them stood."""
    groups: dict[object, list[Row]] = {}
    for row in rows:
        groups.setdefault(row.dispute.name if row.dispute else id(row), []).append(row)
    return tuple(row for group in groups.values() for row in group)
