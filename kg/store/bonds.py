"""Ties between two people: the one definition for the relationship view, paths, networks and their exports.

kind          ties                                                 time               weight
same-body     two people in one body at one time (`vpo:CoTenure`)  the overlap        kg.derive.tieweight
same-event    two people at one event                              its days           1 / log2(people there),
                                                                                      half unless both led it
succession    who followed whom in a post (`vpo:Succession`)       from one to other  0.5
same-cluster  two people in bodies of one cluster in one year      the year           0.5 / log2(people)

In a body, event or cluster year with more than `CROWD` people the pairs are not listed: it is a `Crowd`, and
the ties of one person through it are found when asked, as the kind `crowd`.
"""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from math import log2
from typing import Protocol

from kg.queries import named
from kg.store.engine import Store
from kg.store.reach import Reach
from kg.store.together import held
from kg.vocab import VPO

CROWD = 60
"""More people than this at one event or in one cluster year are a crowd."""

KINDS = ("same-body", "same-event", "succession", "same-cluster")
"""The kinds of ties between people that are listed; `crowd` is found when asked for."""

PATTERNS = {
    "same-body": "?evidence a vpo:CoTenure ; vpo:tiedPerson ?source , ?target .",
    "same-event": "?evidence vpo:reportedBy ?article ; vpo:participant ?source , ?target .",
    "succession": "?evidence a vpo:Succession ; vpo:earlierTenure/vpo:holder ?source ;"
    " vpo:laterTenure/vpo:holder ?target .",
}
"""The kinds that the relationship view draws, each resting on one node, and how SPARQL asks for them."""

_IN_CLUSTER = """{{ ?{node} a vpo:ClusterLeadership ; vpo:leader ?{who} }} UNION {{
  ?{node} a vpo:ClusterMembership ; vpo:year ?{node}Year ; vpo:memberBody/^vpo:organization ?{node}Tenure .
  ?{node}Tenure vpo:holder ?{who} ; vpo:surelyFrom ?{node}From ; vpo:surelyUntil ?{node}Until
  FILTER(YEAR(?{node}From) <= ?{node}Year && ?{node}Year <= YEAR(?{node}Until)) }}"""
BESIDE = {
    "same-cluster": "?evidence vpo:cluster ?cluster ; vpo:year ?year ."
    " ?other vpo:cluster ?cluster ; vpo:year ?year ."
    f" {_IN_CLUSTER.format(node='evidence', who='source')} {_IN_CLUSTER.format(node='other', who='target')}",
    "crowd": "{ ?evidence vpo:participant ?source , ?target } UNION"
    " { ?evidence ^vpo:organization/vpo:holder ?source , ?target }",
}
"""The kinds that the relationship view draws between people who stand beside each other, and no others."""

DRAWN = frozenset(PATTERNS)
"""The kinds that the relationship view draws around a thing."""

MUTUAL = frozenset((*KINDS, "crowd")) - {"succession"}
"""The kinds that go both ways."""

_Row = dict[str, str]
_Year = tuple[str, str]  # a cluster and the year
Only = Collection[str] | None
"""Things to which reading is kept; None for all."""
_Span = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Bond:
    """A tie between two people. `since` and `until` are ISO days, empty where nothing is dated.

    `sure`: both were surely there at that time; else `since` and `until` are the window between two sights.
    `evidence` are the nodes that say so.
    """

    source: str
    target: str
    kind: str
    since: str
    until: str
    weight: float
    sure: bool
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Crowd:
    """A body, an event or a cluster of too many people, and who was there from when until when."""

    thing: str
    stays: tuple[_Span, ...]

    @property
    def people(self) -> int:
        """How many people."""
        return len({who for who, _, _ in self.stays})


def read_bonds(store: Store) -> tuple[tuple[Bond, ...], tuple[Crowd, ...]]:
    """Return all ties between people, sorted, and the crowds whose pairs are not among them."""
    stays = AllStays(read_stays(store))
    together = [*read_events(store), *read_clusters(store, stays)]
    bonds = [*read_co_tenures(store), *read_successions(store, stays)]
    bonds += [bond for group in together for bond in group.bonds()]
    crowds: dict[str, set[_Span]] = defaultdict(set)
    for group in together:
        if group.crowded:
            crowds[group.thing] |= set(group.stays())
    for row in tied(store, "ties-crowds"):
        held_there = (stay for _, stay in stays.inside(row["body"]))
        crowds[row["body"]] |= {(stay.person, stay.since, stay.until) for stay in held_there if stay.since}
    found = (Crowd(thing, tuple(sorted(there))) for thing, there in sorted(crowds.items()))
    return tuple(sorted(bonds, key=_order)), tuple(found)


def crowd_weight(people: int) -> float:
    """Return the weight of a tie through a crowd."""
    return round(0.25 / log2(max(2, people)), 3)


@dataclass(frozen=True, slots=True)
class Group:
    """People who were together: at an event, or in the bodies of a cluster in a year."""

    kind: str
    thing: str
    since: str
    until: str
    members: Mapping[str, frozenset[str]]  # who, and the nodes that say so
    leading: frozenset[str] = frozenset()

    @property
    def people(self) -> int:
        return len(self.members)

    @property
    def crowded(self) -> bool:
        """Whether these are so many that their pairs are not listed."""
        return self.people > CROWD

    def stays(self) -> Iterator[_Span]:
        """Yield who was there, from when until when."""
        return ((who, self.since, self.until) for who in self.members)

    def bonds(self) -> Iterator[Bond]:
        """Yield the ties of all pairs, none in a crowd."""
        if self.crowded:
            return
        size = log2(max(2, self.people))
        for one, other in combinations(sorted(self.members), 2):
            weight = (1.0 if {one, other} <= self.leading else 0.5) / size
            nodes = tuple(sorted(self.members[one] | self.members[other]))
            yield Bond(one, other, self.kind, self.since, self.until, round(weight, 3), True, nodes)


@dataclass(frozen=True, slots=True)
class Stay:
    """A tenure: who held it in which body, surely from when until when, as ISO days."""

    person: str
    body: str
    since: str
    until: str


class Stays(Protocol):
    """Tenures by name and by body."""

    def of(self, node: str) -> Stay: ...
    def inside(self, body: str) -> Iterable[tuple[str, Stay]]: ...


class AllStays:
    """All tenures, read from the store."""

    def __init__(self, stays: Mapping[str, Stay]) -> None:
        self._stays = stays
        self._inside: dict[str, list[tuple[str, Stay]]] = defaultdict(list)
        for node, stay in stays.items():
            self._inside[stay.body].append((node, stay))

    def of(self, node: str) -> Stay:
        """Return a tenure."""
        return self._stays[node]

    def inside(self, body: str) -> Iterable[tuple[str, Stay]]:
        """Return the tenures in a body with their names."""
        return self._inside.get(body, ())


def read_co_tenures(store: Store, only: Only = None) -> Iterator[Bond]:
    """Yield the ties of those who were in one body at one time; of the nodes `only` where they are given."""
    for node, rows in _grouped(tied(store, "ties-cotenures", "node", only), "node").items():
        first, people = rows[0], sorted({row["person"] for row in rows})
        if len(people) == 2:
            time = (first["since"], first["until"], float(first["weight"]), first["state"] == VPO.sure)
            yield Bond(people[0], people[1], "same-body", *time, (node,))


def read_successions(store: Store, stays: Stays, only: Only = None) -> Iterator[Bond]:
    """Yield the ties of those who followed each other in a post; of the nodes `only` where they are given."""
    for row in tied(store, "ties-successions", "node", only):
        if row["earlier"] != row["later"]:
            days = sorted(filter(None, (stays.of(row["before"]).until, stays.of(row["after"]).since)))
            since, until = (days[0], days[-1]) if days else ("", "")
            yield Bond(row["earlier"], row["later"], "succession", since, until, 0.5, True, (row["node"],))


def read_events(store: Store, only: Only = None) -> Iterator[Group]:
    """Yield the events with who took part and who led or spoke, however many there were."""
    leading: dict[str, set[str]] = defaultdict(set)
    for row in tied(store, "ties-leading", "node", only):
        leading[row["node"]].add(row["person"])
    for event, rows in _grouped(tied(store, "ties-events", "node", only), "node").items():
        spans = [_span(row["start"], row.get("precision", "")) for row in rows if "start" in row]
        since = min((first for first, _ in spans), default="")
        ends = [last for _, last in spans] + [row["end"][:10] for row in rows if since and "end" in row]
        until = max(ends, default="")
        members = {row["person"]: frozenset({event}) for row in rows}
        yield Group("same-event", event, since, until, members, frozenset(leading[event]))


def read_clusters(store: Store, stays: Stays, only: Collection[_Year] | None = None) -> Iterator[Group]:
    """Yield for each cluster and year who surely held a post in a member body that year, or led it."""
    members: dict[_Year, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    clusters = None if only is None else {cluster for cluster, _ in only}
    for row in tied(store, "ties-clusters", "cluster", clusters):
        if only is None or (row["cluster"], row["year"]) in only:
            for node, stay in stays.inside(row["body"]):
                if stay.since and stay.since[:4] <= row["year"] <= stay.until[:4]:
                    members[row["cluster"], row["year"]][stay.person] |= {row["node"], node}
    for row in tied(store, "ties-leaders", "cluster", clusters):
        if only is None or (row["cluster"], row["year"]) in only:
            members[row["cluster"], row["year"]][row["person"]].add(row["node"])
    for (cluster, year), people in members.items():
        nodes = {who: frozenset(found) for who, found in people.items()}
        yield Group("same-cluster", cluster, f"{year}-01-01", f"{year}-12-31", nodes)


def read_stays(store: Store, only: Only = None) -> dict[str, Stay]:
    """Return the tenures by name; of those `only` where they are given."""
    found = {}
    for node, rows in _grouped(tied(store, "ties-stays", "node", only), "node").items():
        time = held({row["term"]: row["value"] for row in rows if "term" in row})
        found[node] = Stay(rows[0]["person"], rows[0]["body"], time.since, time.until)
    return found


def tied(store: Store, name: str, column: str = "", only: Only = None) -> Iterator[_Row]:
    """Yield the rows of a query of the ties; those whose `column` is among `only` where that is given."""
    text = named(name).text
    asked = [text] if only is None else Reach.of(text).asked((column,), ((value,) for value in only))
    for query in asked:
        for row in store.select(query):
            yield {column: str(term) for column, term in row.items()}


def _span(day: str, precision: str) -> tuple[str, str]:
    """Return the first and last day that a date of this precision may mean."""
    year, month = day[:4], day[5:7]
    if precision == VPO.year:
        return f"{year}-01-01", f"{year}-12-31"
    if precision == VPO.month:
        return f"{year}-{month}-01", f"{year}-{month}-{monthrange(int(year), int(month))[1]}"
    return day[:10], day[:10]


def _grouped(rows: Iterable[_Row], column: str) -> dict[str, list[_Row]]:
    groups: dict[str, list[_Row]] = defaultdict(list)
    for row in rows:
        groups[row[column]].append(row)
    return groups


def _order(bond: Bond) -> tuple[str, ...]:
    return bond.source, bond.target, bond.kind, bond.since, *bond.evidence
