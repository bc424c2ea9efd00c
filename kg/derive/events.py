"""Events: several reports of one conference are one event, and what they disagree on stays side by side.

Two reports tell of one event when kind and day are equal and they share the cluster, the organiser or a
person who took part. A report that names a place only joins the one event of that kind, day and place, if
there is one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from rdflib import RDF, XSD, Literal

from kg.derive.facts import Statement, best, labels, local
from kg.vocab import VPO

_HANDOVERS = frozenset({"trao-quyet-dinh", "cong-bo-quyet-dinh"})  # events about persons


@dataclass(frozen=True, slots=True)
class Report:
    """What one article says of an event. `people` are the persons it names as taking part."""

    node: str
    kind: str
    start: date | None = None
    precision: str | None = None
    place: str | None = None
    organizer: str | None = None
    cluster: str | None = None
    topic: str | None = None
    people: frozenset[str] = frozenset()

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


@dataclass(frozen=True, slots=True)
class Event:
    """One real event and its reports, sorted. `local` is the end of the IRI."""

    local: str
    reports: tuple[Report, ...]

    @property
    def iri(self) -> str:
        """The event's name relative to the base IRI."""
        return f"id/event/{self.local}"


def group_reports(reports: Iterable[Report]) -> tuple[Event, ...]:
    """Return the events behind `reports`, sorted by IRI."""
    days: dict[tuple[str, date], list[Report]] = defaultdict(list)
    alone: list[list[Report]] = []
    for report in sorted(reports, key=lambda report: report.node):
        if report.start is None or report.precision not in {None, VPO.day}:
            alone.append([report])
        else:
            days[report.kind, report.start].append(report)
    groups = [*alone, *(group for day in days.values() for group in _same_day(day))]
    named: dict[str, list[list[Report]]] = defaultdict(list)
    for group in groups:
        named[_stem(group)].append(group)
    events = [event for stem, rivals in named.items() for event in _numbered(stem, rivals)]
    return tuple(sorted(events, key=lambda event: event.local))


def state_event(event: Event, names: Callable[[str], tuple[str, str]]) -> frozenset[Statement]:
    """Return what is said of an event; `names` gives the names of any thing in Vietnamese and English."""
    iri, first = event.iri, event.reports[0]
    kind = VPO.PersonnelEvent if local(first.kind) in _HANDOVERS else VPO.Conference
    articles = {report.article for report in event.reports}
    statements: list[Statement] = [
        *labels(iri, *_title(event, names)),
        (iri, str(RDF.type), kind),
        (iri, VPO.eventKind, first.kind),
        (iri, VPO.reportCount, Literal(str(len(articles)), datatype=XSD.integer)),
    ]
    if first.start is not None:
        statements.append((iri, VPO.startDate, Literal(first.start.isoformat(), datatype=XSD.date)))
        statements.append((iri, VPO.startPrecision, first.precision or VPO.day))
    for article in articles:
        statements.append((iri, VPO.reportedBy, article))
    for report in event.reports:
        statements += _state_report(iri, report)
    return frozenset(statements)


def _state_report(iri: str, report: Report) -> Iterator[Statement]:
    yield iri, VPO.derivedFrom, report.node
    pairs = ((VPO.place, report.place), (VPO.organizer, report.organizer), (VPO.cluster, report.cluster))
    for predicate, value in pairs:
        if value:
            yield iri, predicate, value
    if report.topic:
        yield iri, VPO.topic, Literal(report.topic, lang="vi")
    for person in report.people:
        yield iri, VPO.participant, person


def _same_day(reports: list[Report]) -> Iterator[list[Report]]:
    """Yield the groups among reports of one kind and day."""
    placed = [report for report in reports if report.host is None]
    groups = _joined([report for report in reports if report.host is not None])
    left = []
    for report in placed:
        fitting = [group for group in groups if _fits(report, group)]
        if len(fitting) == 1:
            fitting[0].append(report)
        else:
            left.append(report)
    by_place: dict[str | None, list[Report]] = defaultdict(list)
    for report in left:
        by_place[report.place or report.node].append(report)
    yield from (sorted(group, key=lambda report: report.node) for group in (*groups, *by_place.values()))


def _joined(reports: list[Report]) -> list[list[Report]]:
    """Return the reports grouped by host; two that share a person are joined unless both are clusters."""
    by_host: dict[str | None, list[Report]] = defaultdict(list)
    for report in reports:
        by_host[report.host].append(report)
    groups: list[list[Report]] = []
    for host in sorted(by_host, key=str):
        fitting = [group for group in groups if _meets(by_host[host], group)]
        if len(fitting) == 1:
            fitting[0].extend(by_host[host])
        else:
            groups.append(by_host[host])
    return groups


def _meets(left: list[Report], right: list[Report]) -> bool:
    clusters = {report.host for report in (*left, *right) if (report.host or "").startswith("id/cluster/")}
    people = [frozenset(person for report in side for person in report.people) for side in (left, right)]
    places = [{report.place for report in side if report.place} for side in (left, right)]
    apart = bool(places[0] and places[1]) and places[0] != places[1]
    return len(clusters) < 2 and not people[0].isdisjoint(people[1]) and not apart


def _fits(report: Report, group: list[Report]) -> bool:
    places = {other.place for other in group}
    shared = any(report.people & other.people for other in group)
    return shared or (report.place is not None and report.place in places)


def _stem(group: list[Report]) -> str:
    place = best(report.place for report in group)
    where = local(place) or local(best(report.host for report in group)) or group[0].article[-16:]
    start = group[0].start
    if start is None:
        return f"{local(group[0].kind)}_{group[0].article[-16:]}_{where}"
    shown = str(start)[: {VPO.year: 4, VPO.month: 7}.get(group[0].precision or "", 10)]
    return f"{local(group[0].kind)}_{shown}_{where}"


def _numbered(stem: str, rivals: list[list[Report]]) -> Iterator[Event]:
    """Yield the events of one stem: the first by host and report keeps it, the others add a number."""
    ordered = sorted(rivals, key=lambda group: (best(report.host for report in group) or "~", group[0].node))
    for number, group in enumerate(ordered, 1):
        yield Event(stem if number == 1 else f"{stem}.{number}", tuple(group))


def _title(event: Event, names: Callable[[str], tuple[str, str]]) -> tuple[str, str]:
    host = best(report.host for report in event.reports)
    place = best(report.place for report in event.reports)
    start = event.reports[0].start
    parts = [names(thing) for thing in (event.reports[0].kind, host, place) if thing]
    shown = [] if start is None else [str(start)]
    vi, en = (", ".join([*(part[side] for part in parts), *shown]) for side in (0, 1))
    return vi[:1].upper() + vi[1:], en[:1].upper() + en[1:]
