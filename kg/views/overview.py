"""What there is, in numbers: for the first page and for the page on quality."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rdflib import URIRef

from kg.store.side import Side
from kg.views.knowledge import Knowledge
from kg.views.parts import Ref, tone_of
from kg.vocab import NS, VPO

_ATTESTED = (
    VPO.HoldingObservation, VPO.BodyObservation, VPO.PersonnelChange, VPO.ClusterObservation,
    VPO.ClusterMembershipObservation, VPO.ClusterLeadershipObservation, VPO.Citation, VPO.EventReport,
    VPO.Participation, VPO.GroupParticipation, VPO.SpeechAct, VPO.StatisticObservation,
    VPO.ImplementationReport, VPO.AwardObservation, VPO.SanctionObservation,
)  # fmt: skip
_NAMED = (VPO.NamedPerson, VPO.Author, VPO.DocumentSet)
_DERIVED = (
    VPO.Person, VPO.Official, VPO.Tenure, VPO.ClusterMembership, VPO.ClusterLeadership, VPO.Conference,
    VPO.PersonnelEvent, VPO.Event,
)  # fmt: skip
_EVENTS = (VPO.Conference, VPO.PersonnelEvent, VPO.Event)


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts of one generation. An event is counted once, however many articles report it.

    The classes stand in groups: read from articles, concluded, other things, and words and codes. The last
    four are counts by state: of citations, rows of the reference tables, ends of tenures, broken rules.
    """

    articles: int
    people: int
    bodies: int
    events: int
    tenures: int
    clusters: int
    facts: int
    evidence: int
    triples: int
    attested: tuple[tuple[Ref, int], ...]
    derived: tuple[tuple[Ref, int], ...]
    things: tuple[tuple[Ref, int], ...]
    words: tuple[tuple[Ref, int], ...]
    citations: tuple[tuple[Ref, int], ...]
    doubtful: tuple[tuple[Ref, int], ...]
    ends: tuple[tuple[Ref, int], ...]
    broken: tuple[tuple[Ref, int], ...]


def figures(knowledge: Knowledge, side: Side) -> Figures:
    """Return the counts of this generation. Reads what was counted when the index was made."""
    counts = side.counts()
    bodies = sum(counts.get(kind, 0) for kind in _bodies())
    told = {*_ATTESTED, *_NAMED, *_DERIVED, VPO.Evidence}
    rest = [kind for kind in counts if kind.startswith(NS) and kind not in told]
    return Figures(
        articles=counts.get("articles", 0),
        people=counts.get(VPO.Person, 0),
        bodies=bodies,
        events=sum(counts.get(kind, 0) for kind in _EVENTS),
        tenures=counts.get(VPO.Tenure, 0),
        clusters=counts.get(VPO.EmulationCluster, 0),
        facts=sum(counts.get(kind, 0) for kind in _ATTESTED),
        evidence=counts.get(VPO.Evidence, 0),
        triples=counts.get("triples", 0),
        attested=counted(knowledge, _of(counts, (*_ATTESTED, *_NAMED))),
        derived=counted(knowledge, _of(counts, _DERIVED)),
        things=counted(knowledge, _of(counts, [kind for kind in rest if tone_of(kind) != "other"])),
        words=counted(knowledge, _of(counts, [kind for kind in rest if tone_of(kind) == "other"])),
        citations=counted(knowledge, side.counted("citation")),
        doubtful=counted(knowledge, side.counted("row")),
        ends=counted(knowledge, side.counted("end")),
        broken=counted(knowledge, side.counted("broken")),
    )


def _bodies() -> tuple[str, ...]:
    return (VPO.PartyCommittee, VPO.PartyOrgan, VPO.PartyDepartment, VPO.PartyGroup, VPO.StateBody,
            VPO.FrontOrMassBody, VPO.PartyOrganization, VPO.Organization)  # fmt: skip


def counted(knowledge: Knowledge, counts: Mapping[str, int]) -> tuple[tuple[Ref, int], ...]:
    """Return things with their counts, most first; those without one are left out."""
    found = [(knowledge.ref(URIRef(iri)), n) for iri, n in counts.items() if n]
    return tuple(sorted(found, key=lambda one: (-one[1], one[0].label)))


def _of(counts: Mapping[str, int], kinds: Iterable[str]) -> dict[str, int]:
    return {kind: counts.get(kind, 0) for kind in kinds}
