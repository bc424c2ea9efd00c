"""Which facts of a page are disputed: those that a side of a conflict about its thing rests on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import islice

from rdflib import URIRef

from kg.store import Term
from kg.views.evidence import Footnotes
from kg.views.knowledge import Knowledge
from kg.views.page import Row
from kg.views.parts import Ref
from kg.vocab import VPO

_READ = 50  # conflicts about one thing
Disputes = Mapping[str, tuple[Ref, Term]]
"""The conflict of each disputed fact and the side that it is on, by the name of the fact."""


def anchor_of(knowledge: Knowledge, conflict: Term) -> str:
    """Return the name of a conflict within the page of conflicts."""
    return knowledge.name(str(conflict)).removeprefix("id/conflict/").replace("/", "_")


def disputes(knowledge: Knowledge, notes: Footnotes, thing: URIRef) -> Disputes:
    """Return the disputed facts about `thing`; each with its first conflict, called by its kind."""
    found: dict[str, tuple[Ref, Term]] = {}
    for row in islice(knowledge.rows("conflicts-about", thing=thing), _READ):
        kind = knowledge.ref(row["conflictKind"])
        conflict = Ref(anchor_of(knowledge, row["conflict"]), kind.label, kind.lang)
        for side in knowledge.values(row["conflict"], VPO.side):
            for fact in notes.facts(side):
                found.setdefault(str(fact), (conflict, side))
    return found


def dispute_of(found: Disputes, notes: Footnotes, items: Iterable[Term]) -> Ref | None:
    """Return the conflict in which the facts behind `items` take a side, None where they take none or two."""
    facts = {str(fact) for item in items for fact in notes.facts(item)} if found else set()
    sides = {found[fact] for fact in facts & found.keys()}
    return next(iter(sides))[0] if len(sides) == 1 else None


def together(rows: Iterable[Row]) -> tuple[Row, ...]:
    """Return the rows with those of one conflict beside each other, where the first of them stood."""
    groups: dict[object, list[Row]] = {}
    for row in rows:
        groups.setdefault(row.dispute.name if row.dispute else id(row), []).append(row)
    return tuple(row for group in groups.values() for row in group)
