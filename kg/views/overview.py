"""What there is, in numbers: for the first page and for the page on quality."""

from __future__ import annotations

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

    The classes stand in groups: read from articles, concluded, other things, and words and codes.
    """

    articles: int
    people: int
    bodies: int
    events: int
    facts: int
    evidence: int
    triples: int
    attested: tuple[tuple[Ref, int], ...]
    derived: tuple[tuple[Ref, int], ...]
    things: tuple[tuple[Ref, int], ...]
    words: tuple[tuple[Ref, int], ...]
    citations: tuple[tuple[Ref, int], ...]
    doubtful: tuple[tuple[Ref, int], ...]


def figures(knowledge: Knowledge, side: Side) -> Figures:
    """Return the counts of this generation. Reads aggregates: keep the answer with the generation."""
    counts = side.counts()
    bodies = sum(counts.get(kind, 0) for kind in _bodies())
    told = {*_ATTESTED, *_NAMED, *_DERIVED, VPO.Evidence}
    rest = [kind for kind in counts if kind.startswith(NS) and kind not in told]
    return Figures(
        articles=counts.get("articles", 0),
        people=counts.get(VPO.Person, 0),
        bodies=bodies,
        events=sum(counts.get(kind, 0) for kind in _EVENTS),
        facts=sum(counts.get(kind, 0) for kind in _ATTESTED),
        evidence=counts.get(VPO.Evidence, 0),
        triples=counts.get("triples", 0),
        attested=_counted(knowledge, counts, (*_ATTESTED, *_NAMED)),
        derived=_counted(knowledge, counts, _DERIVED),
        things=_counted(knowledge, counts, [kind for kind in rest if tone_of(kind) != "other"]),
        words=_counted(knowledge, counts, [kind for kind in rest if tone_of(kind) == "other"]),
        citations=_grouped(knowledge, "quality-citations"),
        doubtful=_grouped(knowledge, "quality-status"),
    )


def _bodies() -> tuple[str, ...]:
    return (VPO.PartyCommittee, VPO.PartyOrgan, VPO.PartyDepartment, VPO.PartyGroup, VPO.StateBody,
            VPO.FrontOrMassBody, VPO.PartyOrganization, VPO.Organization)  # fmt: skip


def _counted(
    knowledge: Knowledge, counts: dict[str, int], kinds: tuple[str, ...] | list[str]
) -> tuple[tuple[Ref, int], ...]:
    """The classes that have members with their counts, most first."""
    found = [(knowledge.ref(URIRef(kind)), counts[kind]) for kind in kinds if counts.get(kind)]
    return tuple(sorted(found, key=lambda one: (-one[1], one[0].label)))


def _grouped(knowledge: Knowledge, query: str) -> tuple[tuple[Ref, int], ...]:
    rows = knowledge.rows(query)
    return tuple((knowledge.ref(row["state"]), int(str(row["n"]))) for row in rows if "state" in row)
