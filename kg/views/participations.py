"""Who took part in an event, as articles name it."""

from __future__ import annotations

from rdflib import URIRef

from kg.store import Term
from kg.views.evidence import Footnotes
from kg.views.knowledge import Knowledge
from kg.vocab import VPO


def participations(knowledge: Knowledge, notes: Footnotes, event: URIRef, who: URIRef) -> list[URIRef]:
    """Return the participations of `who` in the reports of an event, sorted."""
    parts = (at for report in notes.facts(event) for at in knowledge.subjects(VPO.event, report))
    found = {at for at in parts if isinstance(at, URIRef) and _names(knowledge, at, who)}
    return sorted(found)


def _names(knowledge: Knowledge, participation: URIRef, who: URIRef) -> bool:
    """Whether it names `who`. Asked from this end, because many participations may name one person."""

    def is_who(agent: Term) -> bool:
        named = knowledge.store.match(who, URIRef(VPO.namedAs), agent)
        return agent == who or next(iter(named), None) is not None

    return any(is_who(agent) for agent in knowledge.values(participation, VPO.agent))
