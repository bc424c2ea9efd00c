"""Who took part in an event, as articles name it."""

from __future__ import annotations

from rdflib import URIRef

from kg.store import Term
from kg.views.evidence import Footnotes
from kg.views.knowledge import Knowledge
from kg.vocab import VPO


class Attendance:
    """Who took part in the events of one page; each event is read once, whoever is asked about."""

    def __init__(self, knowledge: Knowledge, notes: Footnotes) -> None:
        self.notes = notes
        self._knowledge = knowledge
        self._events: dict[str, list[tuple[URIRef, set[Term]]]] = {}

    def participations(self, event: URIRef, who: URIRef) -> list[URIRef]:
        """Return the participations of `who` in the reports of an event, sorted."""
        if event not in self._events:
            self._events[event] = [(at, self._people(at)) for at in self._all(event)]
        return [at for at, people in self._events[event] if who in people]

    def presences(self, crowd: URIRef, who: URIRef) -> list[URIRef]:
        """Return the tenures of `who` in a crowded body, or the participations in a crowded event, sorted."""
        nodes = self._knowledge.subjects(VPO.holder, who)
        held = sorted(node for node in nodes if isinstance(node, URIRef))
        there = [node for node in held if crowd in set(self._knowledge.values(node, VPO.organization))]
        return there + self.participations(crowd, who)

    def _all(self, event: URIRef) -> list[URIRef]:
        reports = self.notes.facts(event)
        found = (at for report in reports for at in self._knowledge.subjects(VPO.event, report))
        return sorted({at for at in found if isinstance(at, URIRef)})

    def _people(self, participation: URIRef) -> set[Term]:
        """Who is named, by the name in the article and as the person it is."""
        named = set(self._knowledge.values(participation, VPO.agent))
        return named.union(*(self._knowledge.subjects(VPO.namedAs, agent) for agent in named))
