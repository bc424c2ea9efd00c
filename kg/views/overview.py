"""What there is, in numbers: for the first page and for the page on quality."""

from __future__ import annotations

from dataclasses import dataclass

from rdflib import URIRef

from kg.store.side import Side
from kg.views.knowledge import Knowledge
from kg.views.parts import Ref
from kg.vocab import NS, VPO

_ATTESTED = (
    VPO.HoldingObservation, VPO.BodyObservation, VPO.PersonnelChange, VPO.ClusterObservation,
    VPO.ClusterMembershipObservation, VPO.ClusterLeadershipObservation, VPO.Citation, VPO.EventReport,
    VPO.Participation, VPO.GroupParticipation, VPO.SpeechAct, VPO.StatisticObservation,
    VPO.ImplementationReport, VPO.AwardObservation, VPO.SanctionObservation,
)  # fmt: skip
_DERIVED = (VPO.Person, VPO.Tenure, VPO.ClusterMembership, VPO.Conference, VPO.PersonnelEvent, VPO.Event)
_EVENTS = (VPO.Conference, VPO.PersonnelEvent, VPO.Event)


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts of one generation. An event is counted once, however many articles report it."""

    articles: int
    people: int
    bodies: int
    events: int
    facts: int
    evidence: int
    triples: int
    attested: tuple[tuple[Ref, int], ...]
    derived: tuple[tuple[Ref, int], ...]
    reference: tuple[tuple[Ref, int], ...]
    citations: tuple[tuple[Ref, int], ...]
    doubtful: tuple[tuple[Ref, int], ...]


def figures(knowledge: Knowledge, side: Side) -> Figures:
    """Return the counts of this generation. Reads aggregates: keep the answer with the generation."""
    counts = side.counts()
    bodies = sum(counts.get(kind, 0) for kind in _bodies())
    rest = sorted(
        kind for kind in counts if kind.startswith(NS) and kind not in {*_ATTESTED, *_DERIVED, VPO.Evidence}
    )
    return Figures(
        articles=counts.get("articles", 0),
        people=counts.get(VPO.Person, 0),
        bodies=bodies,
        events=sum(counts.get(kind, 0) for kind in _EVENTS),
        facts=sum(counts.get(kind, 0) for kind in _ATTESTED),
        evidence=counts.get(VPO.Evidence, 0),
        triples=counts.get("triples", 0),
        attested=_counted(knowledge, counts, _ATTESTED),
        derived=_counted(knowledge, counts, _DERIVED),
        reference=_counted(knowledge, counts, rest),
        citations=_grouped(knowledge, "quality-citations"),
        doubtful=_grouped(knowledge, "quality-status"),
    )


def _bodies() -> tuple[str, ...]:
    return (VPO.PartyCommittee, VPO.PartyOrgan, VPO.PartyDepartment, VPO.PartyGroup, VPO.StateBody,
            VPO.FrontOrMassBody, VPO.PartyOrganization, VPO.Organization)  # fmt: skip


def _counted(
    knowledge: Knowledge, counts: dict[str, int], kinds: tuple[str, ...] | list[str]
) -> tuple[tuple[Ref, int], ...]:
    return tuple((knowledge.ref(URIRef(kind)), counts[kind]) for kind in kinds if counts.get(kind))


def _grouped(knowledge: Knowledge, query: str) -> tuple[tuple[Ref, int], ...]:
    rows = knowledge.rows(query)
    return tuple((knowledge.ref(row["state"]), int(str(row["n"]))) for row in rows if "state" in row)
