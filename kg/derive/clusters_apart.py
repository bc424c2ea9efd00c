"""Conflicts about a cluster in one year: its members, how many they are, who leads it.

Block key: cluster and year. Read are the member, count and leadership rows of that year and the person
behind each named leader. A list that does not call itself complete contradicts nobody by what it leaves out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from kg.derive.cluster_years import Leadership
from kg.derive.disagreement import Conflict, Side
from kg.vocab import VPO

_R = TypeVar("_R", Leadership, "Count", "Listed")
_Lists = Mapping[str, list["Listed"]]


@dataclass(frozen=True, slots=True)
class Count:
    """How many members a cluster has in a year, as one article states it."""

    node: str
    cluster: str
    year: int
    stated: int


@dataclass(frozen=True, slots=True)
class Listed:
    """A member of a cluster in a year, as one article lists it, recognised or not."""

    node: str
    cluster: str
    year: int
    unit: str | None = None
    body: str | None = None
    complete: bool | None = None

    @property
    def member(self) -> str | None:
        """What the member was recognised as."""
        return self.unit or self.body


@dataclass(frozen=True, slots=True)
class ClusterRows:
    """All that articles say of one cluster."""

    cluster: str
    listed: tuple[Listed, ...] = ()
    counts: tuple[Count, ...] = ()
    leaderships: tuple[Leadership, ...] = ()


def find_cluster_conflicts(rows: ClusterRows, who: Mapping[str, str]) -> Iterator[Conflict]:
    """Yield what articles disagree on, year by year; `who` gives the person behind a node."""
    lists, counts = _years(rows.listed), _years(rows.counts)
    for year in sorted(lists.keys() | counts.keys()):
        by_article = _by_article(lists.get(year, ()))
        yield from _lists_apart(rows.cluster, year, by_article)
        yield from _counts_apart(rows.cluster, year, counts.get(year, []), by_article)
    for year, leaderships in sorted(_years(rows.leaderships).items()):
        yield from _leaders_apart(rows.cluster, year, leaderships, who)


def _lists_apart(cluster: str, year: int, lists: _Lists) -> Iterator[Conflict]:
    """Yield a conflict where complete lists differ, one side for each different list.

    A list with a member that was not recognised is not compared: it may be the one that is missing.
    """
    said: dict[frozenset[str], set[str]] = defaultdict(set)
    for members in lists.values():
        named = [row.member for row in members if row.member]
        if len(named) == len(members) and all(row.complete for row in members):
            said[frozenset(named)] |= {row.node for row in members}
    if len(said) < 2:
        return
    in_all = frozenset.intersection(*said)
    sides = [
        Side(
            (f"kể đủ {len(units)} đơn vị", f"gives {len(units)} members as all"),
            frozenset(nodes),
            units - in_all,
        )
        for units, nodes in said.items()
    ]
    says = ("danh sách thành viên khác nhau", "the lists of members differ")
    name = f"{_inside(cluster)}/{year}/members"
    concerns = frozenset({cluster, *(unit for units in said for unit in units - in_all)})
    yield Conflict(name, VPO.memberListsDiffer, says, concerns, tuple(sides), year=year)


def _counts_apart(cluster: str, year: int, counts: list[Count], lists: _Lists) -> Iterator[Conflict]:
    """Yield a conflict where a stated number differs from another, or from a list.

    A list that is not complete differs only when it is longer than the number.
    """
    stated: dict[int, set[str]] = defaultdict(set)
    listed: dict[int, set[str]] = defaultdict(set)
    for count in counts:
        stated[count.stated].add(count.node)
    for members in lists.values():
        size = len({row.member or row.node for row in members})
        if all(row.complete for row in members) or size > min(stated, default=size):
            listed[size] |= {row.node for row in members}
    if stated and len(stated.keys() | listed.keys()) > 1:
        numbers = sorted(stated.keys() | listed.keys())
        sides = [_counted(number, stated.get(number, set()), listed.get(number, set())) for number in numbers]
        says = ("số thành viên không khớp", "the numbers of members do not fit")
        name = f"{_inside(cluster)}/{year}/count"
        yield Conflict(name, VPO.countAndListDiffer, says, frozenset({cluster}), tuple(sides), year=year)


def _counted(number: int, stated: set[str], listed: set[str]) -> Side:
    vi = " và ".join(word for word, nodes in (("nêu", stated), ("kể", listed)) if nodes)
    en = " and ".join(word for word, nodes in (("states", stated), ("lists", listed)) if nodes)
    return Side((f"{vi} {number} đơn vị", f"{en} {number} members"), frozenset(stated | listed))


def _leaders_apart(
    cluster: str, year: int, leaderships: list[Leadership], who: Mapping[str, str]
) -> Iterator[Conflict]:
    """Yield a conflict where articles name quite different leaders of one sort.

    A person and a body are not compared: the one may well stand for the other.
    """
    for sort in ("person", "org", "adm"):
        said: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for row in leaderships:
            leader = who.get(row.leader, row.leader)
            if leader.startswith(f"id/{sort}"):
                said[_article(row.node)][leader].add(row.node)
        groups = _apart({article: frozenset(leaders) for article, leaders in said.items()})
        if len(groups) > 1:
            sides = [
                Side(
                    ("nêu cụm trưởng khác", "names another leader"),
                    frozenset(n for a in said.values() for leader in group for n in a.get(leader, ())),
                    group,
                )
                for group in groups
            ]
            concerns = frozenset({cluster}.union(*groups))
            says = ("người đứng đầu khác nhau", "the leaders differ")
            name = f"{_inside(cluster)}/{year}/leader-{sort}"
            yield Conflict(name, VPO.leadersDiffer, says, concerns, tuple(sides), year=year)


def _apart(said: Mapping[str, frozenset[str]]) -> list[frozenset[str]]:
    """Return the leaders in groups of which no article names two."""
    groups: list[frozenset[str]] = []
    for leaders in sorted(said.values(), key=sorted):
        touching = [group for group in groups if group & leaders]
        groups = [group for group in groups if group not in touching]
        groups.append(leaders.union(*touching))
    return sorted(groups, key=sorted)


def _years(rows: Iterable[_R]) -> dict[int, list[_R]]:
    years: dict[int, list[_R]] = defaultdict(list)
    for row in rows:
        years[row.year].append(row)
    return years


def _by_article(rows: Iterable[Listed]) -> _Lists:
    lists: dict[str, list[Listed]] = defaultdict(list)
    for row in rows:
        lists[_article(row.node)].append(row)
    return lists


def _article(node: str) -> str:
    return node.partition("#")[0]


def _inside(cluster: str) -> str:
    return f"cluster/{cluster.removeprefix('id/cluster/')}"
