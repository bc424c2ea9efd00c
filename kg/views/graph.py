"""The relationship view: what a thing is tied to, and the evidence of one tie."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rdflib import Literal, URIRef
from rdflib.namespace import DCTERMS

from kg.errors import UnknownEntityError
from kg.rdf import SCHEMA
from kg.store import Term
from kg.store.bonds import BESIDE, MUTUAL
from kg.store.side import Side, Tie
from kg.views.captions import tie_caption, unknown_time
from kg.views.cells import doubt, source_of
from kg.views.evidence import Footnotes
from kg.views.knowledge import Knowledge
from kg.views.page import Note
from kg.views.participations import Attendance
from kg.views.parts import Ref, Words
from kg.vocab import VPO

_DATED = (VPO.firstObserved, VPO.lastObserved, VPO.startDate, VPO.year, str(SCHEMA.datePublished))
_DATING = {"same-body": (VPO.overlapStart, VPO.overlapEnd), "same-cluster": (VPO.year,)}
_IN_EVENT = {"participant", "same-event"}
_OF_EVENTS = _IN_EVENT | {"organizer", "cluster", "place", "reported-by"}


@dataclass(frozen=True, slots=True)
class Edge:
    """A relation between two things. `weight` counts the nodes that say so, such as tenures or meetings.

    `since` and `until` are years, empty where nothing dates it; `sources` counts articles, 0 for tables.
    `doubt`: a row of the tables that nobody checked, or two in one body who may never have met there.
    """

    source: Ref
    target: Ref
    kind: str
    label: Words
    since: str
    until: str
    unseen: str  # words for two who were never seen together at one time
    weight: int
    sources: int
    doubt: bool

    @property
    def span(self) -> str:
        """The years in which it was seen: `2018` or `2018-2020`; empty when nothing is dated."""
        return "-".join(dict.fromkeys(filter(None, (self.since, self.until)))) or self.unseen

    @property
    def id(self) -> str:
        """A name for the edge that stays from one request to the next."""
        return f"{self.source.name} {self.kind} {self.target.name}"

    @property
    def counts(self) -> str:
        """What `weight` counts: events, each once, or other nodes that are grounds of the edge."""
        return "event" if self.kind in _OF_EVENTS else "ground"

    @property
    def mutual(self) -> bool:
        """Whether it goes both ways, so that an arrow would say too much."""
        return self.kind in MUTUAL


@dataclass(frozen=True, slots=True)
class EdgePage:
    """The evidence of one edge: the nodes that say so and their sentences, or the row of a table.

    `reasons` say why two people count as tied, where that was concluded.
    """

    edge: Edge
    grounds: tuple[tuple[Ref, tuple[int, ...], int], ...]
    reasons: tuple[Words, ...]
    notes: tuple[Note, ...]
    status: Ref | None
    source: str
    articles: int


def edge_page(knowledge: Knowledge, side: Side, source: str, target: str, kind: str) -> EdgePage:
    """Return the evidence of the edge; raise `UnknownEntityError` when there is no such edge."""
    ends = (str(knowledge.iri(source)), str(knowledge.iri(target)))
    among = side.ties_beside(ends) if kind in BESIDE else side.ties_between(ends)
    ties = [tie for tie in among if (tie.source, tie.target, tie.kind) == (*ends, kind)]
    if not ties:
        raise UnknownEntityError(f"{ends[0]} {kind} {ends[1]}")
    notes = Footnotes(knowledge)
    seen = Attendance(knowledge, notes)
    items = {tie.evidence: _grounds(seen, tie) for tie in ties}
    grounds = tuple((_ground(knowledge, URIRef(node)), *notes.cite(found)) for node, found in items.items())
    said_by = URIRef(ties[0].evidence)
    return EdgePage(
        edge=edge_of(knowledge, seen, ties),
        grounds=grounds,
        reasons=tuple(words for node in items for words in reasons(knowledge, URIRef(node))),
        notes=notes.notes(),
        status=doubt(knowledge, knowledge.value(said_by, VPO.checkStatus)),
        source=source_of(knowledge, *knowledge.values(said_by, str(DCTERMS.source))),
        articles=notes.articles(item for found in items.values() for item in found),
    )


def reasons(knowledge: Knowledge, node: Term) -> tuple[Words, ...]:
    """Return why a node was concluded, in the language of the page, sorted."""
    texts = [value for value in knowledge.values(node, VPO.reason) if isinstance(value, Literal)]
    return tuple(
        Words(str(text), knowledge.lang) for text in sorted(texts) if text.language == knowledge.lang
    )


def _ground(knowledge: Knowledge, node: URIRef) -> Ref:
    """The node itself, or the body that it is about where it has no name."""
    body = knowledge.value(node, VPO.organization)
    return knowledge.ref(node if body is None or knowledge.labels(node) else body)


def edge_of(knowledge: Knowledge, seen: Attendance, ties: Sequence[Tie]) -> Edge:
    """Return the relation that all ties of one kind between two things are."""
    first = ties[0]
    status = doubt(knowledge, knowledge.value(URIRef(first.evidence), VPO.checkStatus))
    together = first.kind == "same-body"
    years = _years(knowledge, ties, _DATING.get(first.kind, _DATED))
    return Edge(
        source=knowledge.ref(URIRef(first.source)),
        target=knowledge.ref(URIRef(first.target)),
        kind=first.kind,
        label=_label(knowledge, ties),
        since=min(years, default=""),
        until=max(years, default=""),
        unseen=unknown_time(knowledge) if together else "",
        weight=len(ties),
        sources=seen.notes.articles(item for tie in ties for item in _grounds(seen, tie)),
        doubt=not years if together else status is not None,
    )


def _label(knowledge: Knowledge, ties: Sequence[Tie]) -> Words:
    """The roles held, where the tie is a tenure; else what the kind of tie is called."""
    if ties[0].kind == "tenure":
        roles = {role for tie in ties for role in knowledge.values(URIRef(tie.evidence), VPO.role)}
        labels = sorted(knowledge.ref(role).label for role in roles)
        if labels:
            return Words(", ".join(labels), knowledge.lang)
    return tie_caption(knowledge, ties[0].kind)


def _years(knowledge: Knowledge, ties: Sequence[Tie], terms: Sequence[str]) -> set[str]:
    """The years in which the tie was seen; of a citation, when its article was published."""
    nodes = [URIRef(tie.source if tie.kind == "cites" else tie.evidence) for tie in ties]
    return {str(value)[:4] for node in nodes for term in terms for value in knowledge.values(node, term)}


def _grounds(seen: Attendance, tie: Tie) -> list[Term]:
    """The nodes to cite for a tie: who was at an event rests on the participations, not on the event."""
    ends = [URIRef(tie.source), URIRef(tie.target)]
    if tie.kind in _IN_EVENT:
        return [at for end in ends for at in seen.participations(URIRef(tie.evidence), end)]
    if tie.kind == "crowd":
        return [at for end in ends for at in seen.presences(URIRef(tie.evidence), end)]
    return [URIRef(tie.evidence)]
