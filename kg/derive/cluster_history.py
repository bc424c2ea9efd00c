"""A cluster over the years: who was a member by all lists, whether that is everybody, who came and who went.

A year is complete when one source lists all its members, every one recognised, and no source states more
than are listed. Only a complete list tells that somebody is missing from it: nobody leaves or joins by an
incomplete one. A province that was merged goes on in its successor. The block key is the cluster and the
year, of a change the later one; the years read the lists and numbers of articles and the rosters of the
reference layer that stand in a source.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from rdflib import RDF, XSD, Literal

from kg.derive.cluster_years import year_block
from kg.derive.clusters_apart import Count, Listed
from kg.derive.facts import Reference, Statement
from kg.derive.mergers import Mergers
from kg.vocab import VPO

FAR = 20
"""Years between two lists of members that tell nothing of each other: four terms of office."""

_SCHEME = "scheme/member-change/"
JOINED, LEFT, STAYED, MERGED, CONTINUED, UNKNOWN = (
    f"{_SCHEME}{word}" for word in ("vao", "ra", "o-lai", "nhap-vao", "tiep-noi", "chua-ro")
)
_STATED = frozenset({VPO.verified, VPO.attestedInSource})  # other rosters stand in no source


@dataclass(frozen=True, slots=True)
class Roster:
    """The members of a cluster in a year by one source: an article or a row of the reference layer.

    `nodes` gives for each member what says so; `unnamed` counts members that were not recognised.
    """

    year: int
    nodes: Mapping[str, frozenset[str]]
    complete: bool
    unnamed: int = 0


@dataclass(frozen=True, slots=True)
class ClusterYear:
    """All that sources say of the members of a cluster in a year. `stated` are the numbers they give."""

    cluster: str
    year: int
    members: Mapping[str, frozenset[str]]
    complete: bool
    stated: tuple[int, ...] = ()
    unnamed: int = 0
    grounds: frozenset[str] = frozenset()

    @property
    def iri(self) -> str:
        """The name of the node relative to the base IRI."""
        return f"id/cluster-year/{_inside(self.cluster)}/{self.year}"


@dataclass(frozen=True, slots=True)
class MemberChange:
    """What became of one member between two years of which members are known. `later` is its successor."""

    unit: str
    kind: str
    earlier: ClusterYear
    later_year: ClusterYear
    later: str | None = None


@dataclass(slots=True)
class _Seen:
    rosters: list[Roster] = field(default_factory=list)
    counts: list[tuple[int, str]] = field(default_factory=list)


def conclude_histories(
    listed: Iterable[Listed], counts: Iterable[Count], mergers: Mergers, reference: Reference
) -> Iterator[tuple[str, frozenset[Statement]]]:
    """Yield the years of each cluster and what became of its members: the block of the year, statements."""
    lists: dict[str, list[Listed]] = defaultdict(list)
    numbers: dict[str, list[Count]] = defaultdict(list)
    for row in listed:
        lists[row.cluster].append(row)
    for count in counts:
        numbers[count.cluster].append(count)
    tables = _rosters(reference)
    for cluster in sorted(lists.keys() | numbers.keys() | tables.keys()):
        rosters = [*_of_articles(lists[cluster]), *_of_tables(tables.get(cluster, ()), reference)]
        stated = [(count.year, count.stated, count.node) for count in numbers[cluster]]
        stated += _stated_by_tables(tables.get(cluster, ()), reference)
        years = find_years(cluster, rosters, stated)
        yield from ((year_block(cluster, year.year), state_years([year])) for year in years)
        for change in find_changes(years, mergers.after.get):
            yield year_block(cluster, change.later_year.year), state_changes([change])


def find_years(
    cluster: str, rosters: Iterable[Roster], stated: Iterable[tuple[int, int, str]]
) -> tuple[ClusterYear, ...]:
    """Return the years of a cluster of which anything is known, oldest first.

    `stated` are years with the number of members that a source gives, and that source.
    """
    seen: dict[int, _Seen] = defaultdict(_Seen)
    for roster in rosters:
        seen[roster.year].rosters.append(roster)
    for year, number, node in stated:
        seen[year].counts.append((number, node))
    return tuple(_year(cluster, year, seen[year]) for year in sorted(seen))


def find_changes(
    years: Iterable[ClusterYear], successor: Callable[[str], str | None]
) -> Iterator[MemberChange]:
    """Yield what became of members from each year with members to the next one; `successor` is one step.

    Of years further apart than `FAR` nothing is said.
    """
    for earlier, later in pairwise(year for year in years if year.members):
        if later.year - earlier.year > FAR:
            continue
        follows = {unit: heir for unit in earlier.members if (heir := _heir(unit, later, successor))}
        for unit in sorted(earlier.members):
            if unit in later.members:
                yield MemberChange(unit, STAYED, earlier, later)
            elif unit in follows:
                yield MemberChange(unit, MERGED, earlier, later, follows[unit])
            else:
                yield MemberChange(unit, LEFT if later.complete else UNKNOWN, earlier, later)
        for unit in sorted(later.members.keys() - earlier.members.keys()):
            kind = CONTINUED if unit in follows.values() else JOINED if earlier.complete else UNKNOWN
            yield MemberChange(unit, kind, earlier, later)


def state_years(years: Iterable[ClusterYear]) -> frozenset[Statement]:
    """Return what is said of the years of a cluster."""
    return frozenset(statement for year in years for statement in _state_year(year))


def state_changes(changes: Iterable[MemberChange]) -> frozenset[Statement]:
    """Return what is said of the changes between years."""
    return frozenset(statement for change in changes for statement in _state_change(change))


def _of_articles(listed: Iterable[Listed]) -> Iterator[Roster]:
    by_article: dict[tuple[str, int], list[Listed]] = defaultdict(list)
    for row in listed:
        by_article[row.node.partition("#")[0], row.year].append(row)
    for (_, year), rows in sorted(by_article.items()):
        nodes: dict[str, set[str]] = defaultdict(set)
        for row in rows:
            if row.member:
                nodes[row.member].add(row.node)
        unnamed = sum(row.member is None for row in rows)
        complete = all(row.complete for row in rows) and not unnamed
        yield Roster(year, {unit: frozenset(found) for unit, found in nodes.items()}, complete, unnamed)


def _of_tables(names: Iterable[str], reference: Reference) -> Iterator[Roster]:
    for name in names:
        units = reference.all(name, VPO.memberUnit)
        printed = len(reference.all(name, VPO.memberPrinted))
        complete = reference.one(name, VPO.listComplete) in {"true", "1"} and not printed
        year = int(reference.one(name, VPO.year) or 0)
        yield Roster(
            year, {str(unit): frozenset({name}) for unit in units}, complete and bool(units), printed
        )


def _stated_by_tables(names: Iterable[str], reference: Reference) -> Iterator[tuple[int, int, str]]:
    for name in names:
        if stated := reference.one(name, VPO.statedMemberCount):
            yield int(reference.one(name, VPO.year) or 0), int(stated), name


def _rosters(reference: Reference) -> dict[str, list[str]]:
    """Return by cluster the rosters of the reference layer that give a year and stand in a source."""
    found: dict[str, list[str]] = defaultdict(list)
    for name in reference.having(VPO.cluster):
        known = name.startswith("id/roster/") and reference.one(name, VPO.year)
        if known and reference.one(name, VPO.checkStatus) in _STATED:
            for cluster in reference.all(name, VPO.cluster):
                found[str(cluster)].append(name)
    return found


def _year(cluster: str, year: int, seen: _Seen) -> ClusterYear:
    members: dict[str, frozenset[str]] = {}
    for roster in seen.rosters:
        for unit, nodes in roster.nodes.items():
            members[unit] = members.get(unit, frozenset()) | nodes
    stated = tuple(sorted({number for number, _ in seen.counts}))
    whole = any(roster.complete for roster in seen.rosters)
    grounds = {node for _, node in seen.counts}.union(*members.values())
    return ClusterYear(
        cluster,
        year,
        members,
        complete=whole and max(stated, default=0) <= len(members),
        stated=stated,
        unnamed=max((roster.unnamed for roster in seen.rosters), default=0),
        grounds=frozenset(grounds),
    )


def _heir(unit: str, later: ClusterYear, successor: Callable[[str], str | None]) -> str | None:
    """Return the unit that goes on for `unit` in the later year, along the chain of successors."""
    heir, passed = successor(unit), {unit}
    while heir and heir not in passed:
        if heir in later.members:
            return heir
        passed.add(heir)
        heir = successor(heir)
    return None


def _state_year(year: ClusterYear) -> Iterator[Statement]:
    iri = year.iri
    yield iri, str(RDF.type), VPO.ClusterYear
    yield iri, VPO.cluster, year.cluster
    yield iri, VPO.year, _number(year.year)
    yield iri, VPO.listComplete, Literal("true" if year.complete else "false", datatype=XSD.boolean)
    yield iri, VPO.listedCount, _number(len(year.members))
    if year.unnamed:
        yield iri, VPO.unnamedCount, _number(year.unnamed)
    for number in year.stated:
        yield iri, VPO.statedMemberCount, _number(number)
    for unit in year.members:
        yield iri, VPO.memberUnit if unit.startswith("id/adm") else VPO.memberBody, unit
    for node in year.grounds:
        yield iri, VPO.derivedFrom, node


def _state_change(change: MemberChange) -> Iterator[Statement]:
    earlier, later = change.earlier, change.later_year
    unit = change.unit.removeprefix("id/").replace("/", "-")
    iri = f"id/cluster-change/{_inside(earlier.cluster)}/{earlier.year}-{later.year}/{unit}"
    yield iri, str(RDF.type), VPO.ClusterChange
    yield iri, VPO.cluster, earlier.cluster
    yield iri, VPO.yearFrom, _number(earlier.year)
    yield iri, VPO.yearTo, _number(later.year)
    yield iri, VPO.memberChange, change.kind
    yield iri, VPO.memberUnit if change.unit.startswith("id/adm") else VPO.memberBody, change.unit
    if change.later:
        yield iri, VPO.continuedAs, change.later
    for node in _grounds(change):
        yield iri, VPO.derivedFrom, node


def _grounds(change: MemberChange) -> frozenset[str]:
    """Return what a change rests on: the lists that name the member, and the list that lacks it."""
    before = change.earlier.members.get(change.unit, frozenset())
    after = change.later_year.members.get(change.later or change.unit, frozenset())
    lacking = {LEFT: change.later_year, JOINED: change.earlier}.get(change.kind)
    return (before | after).union(*(lacking.members.values() if lacking else ()))


def _number(value: int) -> Literal:
    return Literal(str(value), datatype=XSD.integer)


def _inside(cluster: str) -> str:
    return cluster.removeprefix("id/cluster/")
