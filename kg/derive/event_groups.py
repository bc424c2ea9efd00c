"""Which reports tell of one event: sure links first, then possible ones that leave no choice.

A group never holds two reports that something forbids to be one, whatever lies between them. A report that
two groups could have equally is left alone: an event counted twice can be joined later, a false one misleads.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import combinations, product

from kg.derive.event_ties import POSSIBLE, SURE, Link, are_rivals, compare, link_of, may_be_one
from kg.derive.reports import Report, by_key

_CLEARLY = Decimal("1")  # points by which one of two rivals must be ahead

Group = tuple[frozenset[str], tuple[Link, ...]]
"""The nodes of one event's reports, and the links that joined them: one fewer."""


def find_groups(reports: Iterable[Report]) -> tuple[Group, ...]:
    """Return the groups of reports that tell of one event, sorted; the order of `reports` does not matter."""
    known = {report.node: report for report in reports}
    links = sorted(_links(known.values()), key=lambda link: (-link.score, link.reports))
    work = _Groups(known)
    work.join(_uncontested([link for link in links if link.score >= SURE], known))
    work.join(_without_choice(links, work))
    return work.all()


class _Groups:
    """Reports on their way into groups."""

    def __init__(self, reports: dict[str, Report]) -> None:
        self.reports = reports
        self.of = {node: node for node in reports}  # the group of a report is called by one of them
        self.members = {node: [node] for node in reports}
        self.links: dict[str, list[Link]] = defaultdict(list)

    def join(self, links: Iterable[Link]) -> None:
        """Join the groups that each link ties, unless something forbids it."""
        for link in links:
            one, two = sorted(self.of[node] for node in link.reports)
            if one != two and self.fit(one, two):
                for node in self.members[two]:
                    self.of[node] = one
                self.members[one] += self.members.pop(two)
                self.links[one] += [*self.links.pop(two, []), link]

    def fit(self, one: str, two: str) -> bool:
        """Return whether every report of one group may be one event with every report of the other.

        Between groups of several reports the pairs must speak for it on average, not one of them alone.
        """
        pairs = [
            (self.reports[left], self.reports[right])
            for left, right in product(self.members[one], self.members[two])
        ]
        if not all(may_be_one(*pair) for pair in pairs):
            return False
        return len(pairs) == 1 or sum(compare(*pair).score for pair in pairs) >= POSSIBLE * len(pairs)

    def all(self) -> tuple[Group, ...]:
        """Return the groups, sorted by their first report."""
        found = [(frozenset(nodes), tuple(self.links.get(name, ()))) for name, nodes in self.members.items()]
        return tuple(sorted(found, key=lambda group: min(group[0])))


def _links(reports: Iterable[Report]) -> Iterator[Link]:
    """Yield the links of all pairs that share a day and something that may tie them."""
    seen: set[tuple[str, str]] = set()
    for sharing in by_key(reports).values():
        tied: dict[str, list[Report]] = defaultdict(list)
        for report in sharing:
            for mark in marks_of(report):
                tied[mark].append(report)
        for marked in tied.values():
            for pair in combinations(sorted(marked, key=lambda report: report.node), 2):
                names = (pair[0].node, pair[1].node)
                if names not in seen:
                    seen.add(names)
                    if link := link_of(*pair):
                        yield link


def marks_of(report: Report) -> set[str]:
    """Return what another report must share for a link: host, names, documents; for its topic, the place."""
    own = {report.host} if report.host else set()
    place = {report.place} if report.place and report.topic else set()
    return {*own, *report.above, *report.names, *report.documents, *place}


def _uncontested(links: list[Link], reports: dict[str, Report]) -> list[Link]:
    """Return the links without those of a report that fits two others equally that cannot be one."""
    near: dict[str, list[tuple[Link, str]]] = defaultdict(list)
    for link in links:
        for node, other in (link.reports, link.reports[::-1]):
            near[node].append((link, other))
    contested: set[tuple[str, str]] = set()
    for found in near.values():
        for (link, other), (rival, third) in _unlike(found, reports):
            if abs(link.score - rival.score) < _CLEARLY and _rival(reports[other], reports[third]):
                contested |= {link.reports, rival.reports}
    return [link for link in links if link.reports not in contested]


def _rival(report: Report, other: Report) -> bool:
    return are_rivals(report, other) or not may_be_one(report, other)


def _unlike(
    found: list[tuple[Link, str]], reports: dict[str, Report]
) -> Iterator[tuple[tuple[Link, str], tuple[Link, str]]]:
    """Yield pairs of links of one report whose other ends may have to stay apart: few of a large event."""
    kinds: dict[object, list[tuple[Link, str]]] = defaultdict(list)
    for each in found:
        report = reports[each[1]]
        kinds[report.host, report.kind, report.days].append(each)
    for one, two in combinations(kinds.values(), 2):
        if are_rivals(reports[one[0][1]], reports[two[0][1]]):
            yield from product(one, two)
    articles: dict[str, list[tuple[Link, str]]] = defaultdict(list)
    for each in found:
        articles[reports[each[1]].article].append(each)
    for same in articles.values():
        yield from combinations(same, 2)


def _without_choice(links: list[Link], work: _Groups) -> list[Link]:
    """Return the best links of pairs of groups that are each other's only match."""
    best: dict[tuple[str, str], Link] = {}
    for link in links:
        one, two = sorted(work.of[node] for node in link.reports)
        if one != two and work.fit(one, two):
            best.setdefault((one, two), link)
    degree = Counter(name for pair in best for name in pair)
    return [link for (one, two), link in best.items() if degree[one] == degree[two] == 1]
