"""Reports of events: what one article says of one event, and on which days that event may have begun.

The block key of events is a day. Two reports can be joined, directly or through others, only if they share
a key of `neighbourhood`: the members of an event are compatible with each other two by two, and compatible
days share a key.
"""

from __future__ import annotations

import calendar
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from kg.vocab import VPO

_DAY = timedelta(days=1)
# An article whose sentence names no day tells of the day before it came out, or of the one before that.
_BEFORE_PUBLICATION = timedelta(days=2)
_LONGEST = timedelta(days=10)  # a printed span of days that is longer is a campaign, not a meeting


@dataclass(frozen=True, slots=True)
class Report:
    """What one article says of an event.

    `people` are the persons it names as taking part, `names` the keys of their names, `documents` the
    documents and decisions it ties to the event, `wider` the kinds that the kind belongs to, `family` those
    of them that a word names, `above` the bodies that the host is part of; for a cluster its sponsor.
    """

    node: str
    kind: str
    start: date | None = None
    precision: str | None = None
    place: str | None = None
    organizer: str | None = None
    cluster: str | None = None
    topic: str | None = None
    end: date | None = None
    basis: str | None = None
    review: date | None = None
    people: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    documents: frozenset[str] = frozenset()
    wider: frozenset[str] = frozenset()
    family: frozenset[str] = frozenset()
    above: frozenset[str] = frozenset()

    @property
    def article(self) -> str:
        """The name of the article that speaks."""
        return self.node.partition("#")[0]

    @property
    def host(self) -> str | None:
        """The cluster, else the organiser: what tells two events of one day apart."""
        if self.cluster:
            return self.cluster
        if self.organizer and self.organizer.startswith("id/cluster/"):
            return "/".join(self.organizer.split("/")[:4])
        return self.organizer

    @property
    def band(self) -> str | None:
        """The cluster that holds the event, by either way of naming it; None when no cluster does."""
        host = self.host
        return host if host and host.startswith("id/cluster/") else None

    @property
    def exact(self) -> bool:
        """Whether the article states the day itself."""
        return (
            self.start is not None and self.precision in {None, VPO.day} and self.basis != VPO.publicationDate
        )

    @property
    def days(self) -> tuple[date, date] | None:
        """The first and the last day on which the event may have begun; None when only a year is known."""
        if self.start is None or self.precision == VPO.year:
            return None
        if self.precision == VPO.month:
            last = calendar.monthrange(self.start.year, self.start.month)[1]
            return self.start, self.start.replace(day=last)
        if self.basis == VPO.publicationDate:
            return self.start - _BEFORE_PUBLICATION, self.start
        return self.start, max(self.start, min(self.end or self.start, self.start + _LONGEST))


def meet_in_time(report: Report, other: Report) -> bool:
    """Return whether two reports may tell of one event by their days: these overlap or are neighbours."""
    one, two = report.days, other.days
    return bool(one and two and one[0] <= two[1] + _DAY and two[0] <= one[1] + _DAY)


def neighbourhood(report: Report) -> frozenset[str]:
    """Return the keys of a report: days (`2018-08-10`), of a report that stands alone its year or article.

    Reports that `meet_in_time` share a key. An exact day gives two keys, a month some thirty.
    """
    days = report.days
    if days is None:
        return frozenset({str(report.start.year) if report.start else report.article})
    return frozenset((days[0] + _DAY * n).isoformat() for n in range((days[1] - days[0]).days + 2))


def closure(changed: Iterable[Report], linked: Callable[[Report], Iterable[Report]]) -> frozenset[Report]:
    """Return the reports that must be grouped together with the changed ones, these included.

    `linked` gives the reports that a report is linked to.
    """
    found: set[Report] = set()
    waiting = list(changed)
    while waiting:
        report = waiting.pop()
        if report not in found:
            found.add(report)
            waiting += linked(report)
    return frozenset(found)


def starts_near(report: Report) -> Iterator[date]:
    """Yield the days that another report can give as its start and meet this one in time."""
    if days := report.days:
        first, last = days[0] - _DAY - _LONGEST, days[1] + _DAY + _BEFORE_PUBLICATION
        found = {first + _DAY * number for number in range((last - first).days + 1)}
        yield from sorted(found | {(days[0] - _DAY).replace(day=1)})


def by_key(reports: Iterable[Report]) -> dict[str, list[Report]]:
    """Return the reports that have each key of `neighbourhood`."""
    found: dict[str, list[Report]] = defaultdict(list)
    for report in reports:
        for day in neighbourhood(report):
            found[day].append(report)
    return found
