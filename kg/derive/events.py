"""Events: several reports of one conference are one event, and what they disagree on stays side by side.

Two reports tell of one event when kind and day are equal and they share the cluster, the organiser or a
person who took part. A report that names a place only joins the one event of that kind, day and place, if
there is one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from rdflib import RDF, XSD, Literal

from kg.dates import PartialDate, Precision, in_words
from kg.derive.facts import Statement, best, labels, local
from kg.vocab import VPO

_PRECISIONS: dict[str, Precision] = {VPO.month: "month", VPO.year: "year"}


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


def state_event(
    event: Event, names: Callable[[str], tuple[str, str]], kind: str | None = None
) -> frozenset[Statement]:
    """Return what is said of an event; `names` gives the names of any thing in Vietnamese and English.

    `kind` is the class of the ontology that events of its kind get.
    """
    iri, first = event.iri, event.reports[0]
    articles = {report.article for report in event.reports}
    statements: list[Statement] = [
        *labels(iri, *_title(event, names)),
        (iri, str(RDF.type), kind or VPO.Event),
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
    """Yield the groups among reports of one kind and day: by host, then by place, then those left alone."""
    groups = _paired(_told_apart(reports, _host))
    for told in (_place, _itself):
        groups = _joined(groups, _told_apart(reports, told))
    yield from (sorted(group, key=_itself) for group in groups)


def _told_apart(reports: list[Report], told: Callable[[Report], str]) -> list[list[Report]]:
    """Return the reports that `told` tells apart best, grouped by it."""
    groups: dict[str, list[Report]] = defaultdict(list)
    for report in reports:
        best_told = _host if report.host else _place if report.place else _itself
        if best_told is told:
            groups[told(report)].append(report)
    return [groups[name] for name in sorted(groups)]


def _paired(groups: list[list[Report]]) -> list[list[Report]]:
    """Return the groups, two of different hosts joined where they are each other's only match.

    They match by a person who took part; two clusters never do.
    """
    pairs = [(i, j) for i, j in combinations(range(len(groups)), 2) if _meets(groups[i], groups[j])]
    degree = Counter(number for pair in pairs for number in pair)
    joined = {j: i for i, j in pairs if degree[i] == degree[j] == 1}
    merged = {i: groups[i] + groups[j] for j, i in joined.items()}
    return [merged.get(number, group) for number, group in enumerate(groups) if number not in joined]


def _meets(group: list[Report], other: list[Report]) -> bool:
    clusters = all(_host(side[0]).startswith("id/cluster/") for side in (group, other))
    return not clusters and not _apart(group, other) and bool(_people(group) & _people(other))


def _host(report: Report) -> str:
    return report.host or ""


def _place(report: Report) -> str:
    return report.place or ""


def _itself(report: Report) -> str:
    return report.node


def _joined(groups: list[list[Report]], fresh: list[list[Report]]) -> list[list[Report]]:
    """Return the groups with each fresh one added to the only group that it fits, else standing alone."""
    joined: list[list[Report]] = [list(group) for group in groups]
    left = []
    for group in fresh:
        fitting = [number for number, other in enumerate(groups) if _fits(group, other)]
        if len(fitting) == 1:
            joined[fitting[0]] += group
        else:
            left.append(group)
    return joined + left


def _fits(group: list[Report], other: list[Report]) -> bool:
    """Return whether a group without host tells of the event of `other`: by place, else by a person."""
    shared = _places(group) & _places(other) or _people(group) & _people(other)
    return bool(shared) and not _apart(group, other)


def _apart(group: list[Report], other: list[Report]) -> bool:
    """Return whether the places make two events of two groups; an unknown place does not."""
    places, others = _places(group), _places(other)
    return bool(places and others and not places & others)


def _places(group: list[Report]) -> set[str]:
    return {report.place for report in group if report.place}


def _people(group: list[Report]) -> set[str]:
    return {person for report in group for person in report.people}


def _stem(group: list[Report]) -> str:
    place = best(report.place for report in group)
    host = best(report.host for report in group)
    where = local(place) or _slug_of(host) or group[0].article[-16:]
    return f"{local(group[0].kind)}_{_start(group[0]) or group[0].article[-16:]}_{where}"


def _slug_of(host: str | None) -> str:
    """Return a host as a part of an IRI: `btctw-4` of a cluster, `tinh-uy-long-an` of a body."""
    return "-".join((host or "").split("/")[2:])


def _numbered(stem: str, rivals: list[list[Report]]) -> Iterator[Event]:
    """Yield the events of one stem: the first by host and report keeps it, the others add a number."""
    ordered = sorted(rivals, key=lambda group: (best(report.host for report in group) or "~", group[0].node))
    for number, group in enumerate(ordered, 1):
        yield Event(stem if number == 1 else f"{stem}.{number}", tuple(group))


def _title(event: Event, names: Callable[[str], tuple[str, str]]) -> tuple[str, str]:
    host = best(report.host for report in event.reports)
    place = best(report.place for report in event.reports)
    parts = [names(thing) for thing in (event.reports[0].kind, host, place) if thing]
    if start := _start(event.reports[0]):
        parts.append(in_words(start))
    vi, en = (", ".join(part[side] for part in parts) for side in (0, 1))
    return vi[:1].upper() + vi[1:], en[:1].upper() + en[1:]


def _start(report: Report) -> PartialDate | None:
    """Return the start, as precise as the report gives it."""
    if report.start is None:
        return None
    return PartialDate(report.start, _PRECISIONS.get(report.precision or "", "day"))
