"""Who belongs to a cluster and who leads it, year by year."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from rdflib import RDF, XSD, Literal

from kg.derive.facts import Statement
from kg.vocab import VPO


@dataclass(frozen=True, slots=True)
class Membership:
    """A member of a cluster in one year, as one article lists it."""

    node: str
    cluster: str
    unit: str
    year: int
    complete: bool | None = None
    observed: date | None = None


@dataclass(frozen=True, slots=True)
class Leadership:
    """The leader of a cluster in one year, as one article names it: a person, a body or a unit."""

    node: str
    cluster: str
    leader: str
    year: int


def year_block(cluster: str, year: int) -> str:
    """Return the block that holds one year of a cluster."""
    return f"cluster-year/{cluster.removeprefix('id/cluster/')}/{year}"


def state_members(
    memberships: Iterable[Membership], member_body: Mapping[tuple[str, str], str]
) -> frozenset[Statement]:
    """Return the members by year; `member_body` is the body that takes part for a cluster and a unit.

    One member of one year is one node, whatever the number of articles. A list that one article calls
    complete stays so; another that differs shows in the observations.
    """
    statements: set[Statement] = set()
    for seen in memberships:
        name = f"{_inside('cluster-membership', seen.cluster)}/{seen.year}/{_flat(seen.unit)}"
        statements |= {
            (name, str(RDF.type), VPO.ClusterMembership),
            (name, VPO.cluster, seen.cluster),
            (name, VPO.memberUnit, seen.unit),
            (name, VPO.year, Literal(str(seen.year), datatype=XSD.integer)),
            (name, VPO.derivedFrom, seen.node),
        }
        if seen.complete:
            statements.add((name, VPO.listComplete, Literal("true", datatype=XSD.boolean)))
        if body := member_body.get((seen.cluster, seen.unit)):
            statements.add((name, VPO.memberBody, body))
    return frozenset(statements | _incomplete(statements))


def state_leaders(leaderships: Iterable[Leadership], who: Mapping[str, str]) -> frozenset[Statement]:
    """Return the leaders by year; `who` gives the person behind a node.

    Two leaders of one year are two nodes.
    """
    statements: set[Statement] = set()
    for seen in leaderships:
        leader = who.get(seen.leader, seen.leader)
        name = f"{_inside('cluster-leadership', seen.cluster)}/{seen.year}/{_flat(leader)}"
        statements |= {
            (name, str(RDF.type), VPO.ClusterLeadership),
            (name, VPO.cluster, seen.cluster),
            (name, VPO.leader, leader),
            (name, VPO.year, Literal(str(seen.year), datatype=XSD.integer)),
            (name, VPO.derivedFrom, seen.node),
        }
    return frozenset(statements)


def _incomplete(statements: Iterable[Statement]) -> set[Statement]:
    done = {subject for subject, predicate, _ in statements if predicate == VPO.listComplete}
    no = Literal("false", datatype=XSD.boolean)
    return {(subject, VPO.listComplete, no) for subject, _, _ in statements if subject not in done}


def _inside(kind: str, cluster: str) -> str:
    return f"id/{kind}/{cluster.removeprefix('id/cluster/')}"


def _flat(name: str) -> str:
    return name.removeprefix("id/").replace("/", "-").replace("#", "-")
