"""Who took part in an event, as articles name it."""

from __future__ import annotations

from rdflib import URIRef

from kg.views.evidence import Footnotes
from kg.views.knowledge import Knowledge
from kg.vocab import VPO


def participations(knowledge: Knowledge, notes: Footnotes, event: URIRef, who: URIRef) -> list[URIRef]:
    """Return the participations of `who` in the reports of an event, sorted."""
    reports = set(notes.facts(event))
    names = [who, *knowledge.values(who, VPO.namedAs)]
    found = {at for name in names for at in knowledge.subjects(VPO.agent, name) if isinstance(at, URIRef)}
    return sorted(at for at in found if reports & set(knowledge.values(at, VPO.event)))
