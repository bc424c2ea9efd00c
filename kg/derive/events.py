"""Events: several reports of one conference are one event, and what they disagree on stays side by side.

An event has one kind, one day and one name; places, organisers, topics and who took part are those of all
reports. What each report says stays with the report, which the event names (`vpo:derivedFrom`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from rdflib import RDF, XSD, Literal

from kg.dates import PartialDate, Precision, in_words
from kg.derive.event_groups import find_groups
from kg.derive.event_ties import SCHEME, Link
from kg.derive.facts import Statement, best, is_nameless, labels, local
from kg.derive.reports import Report, closure
from kg.vocab import VPO

_PRECISIONS: dict[str, Precision] = {VPO.month: "month", VPO.year: "year"}


@dataclass(frozen=True, slots=True)
class Event:
    """One real event and its reports, sorted. `local` is the end of the IRI, `links` what joined them."""

    local: str
    reports: tuple[Report, ...]
    links: tuple[Link, ...] = ()

    @property
    def iri(self) -> str:
        """The event's name relative to the base IRI."""
        return f"id/event/{self.local}"

    @property
    def stem(self) -> str:
        """What its name has in common with those of the same kind, day and place."""
        return self.local.partition(".")[0]

    @property
    def kind(self) -> str:
        """The kind that most reports give, a narrower one before a wider one."""
        return _kind(self.reports)

    @property
    def start(self) -> PartialDate | None:
        """The day that most reports state; without one the month or year."""
        return _start(self.reports)

    @property
    def end(self) -> date | None:
        """The last day where reports give one."""
        start = self.start
        ends = [report.end for report in self.reports if report.end and start and report.end > start.day]
        return _most(ends)


def group_reports(reports: Iterable[Report]) -> tuple[Event, ...]:
    """Return the events behind `reports`, sorted by IRI."""
    by_node = {report.node: report for report in reports}
    named: dict[str, list[Event]] = defaultdict(list)
    for nodes, links in find_groups(by_node.values()):
        told = tuple(by_node[node] for node in sorted(nodes))
        named[_stem(told)].append(Event("", told, links))
    events = [event for stem, rivals in named.items() for event in _numbered(stem, rivals)]
    return tuple(sorted(events, key=lambda event: event.local))


def regroup(
    changed: Iterable[Report],
    linked: Callable[[Report], Iterable[Report]],
    bearing: Callable[[str], Iterable[Report]],
) -> tuple[Event, ...]:
    """Return the events of the changed reports, of all that these are linked to and of all named like them.

    `linked` gives the reports that a report is linked to, `bearing` those of the events that bear a stem:
    events of one stem share the numbers in their names.
    """
    reports, more = frozenset[Report](), frozenset(changed)
    events: tuple[Event, ...] = ()
    while more - reports:
        reports |= closure(more, linked)
        events = group_reports(reports)
        more = frozenset(report for event in events for report in bearing(event.stem))
    return events


def disagreements(event: Event) -> Iterator[tuple[str, Mapping[str, tuple[str, ...]]]]:
    """Yield what the reports of an event differ on: a property, and for each value the reports that say it.

    Only days that a report states itself differ; a month that holds the day does not.
    """
    days = [(report.start.isoformat(), report) for report in event.reports if report.start and report.exact]
    places = [(report.place, report) for report in event.reports if report.place]
    for predicate, told in ((VPO.startDate, days), (VPO.place, places)):
        values: dict[str, list[str]] = defaultdict(list)
        for value, report in told:
            values[value].append(report.node)
        if len(values) > 1:
            yield predicate, {value: tuple(nodes) for value, nodes in sorted(values.items())}


def state_event(
    event: Event,
    names: Callable[[str], tuple[str, str]],
    kind: str | None = None,
    facts: Iterable[str] = (),
) -> frozenset[Statement]:
    """Return what is said of an event; `names` gives the names of any thing in Vietnamese and English.

    `kind` is the class of the ontology that events of its kind get, `facts` what the reports tell beside.
    """
    iri, start, end = event.iri, event.start, event.end
    articles = {report.article for report in event.reports}
    statements: list[Statement] = [
        *labels(iri, *_title(event, names)),
        (iri, str(RDF.type), kind or VPO.Event),
        (iri, VPO.eventKind, event.kind),
        (iri, VPO.reportCount, Literal(str(len(articles)), datatype=XSD.integer)),
    ]
    if start is not None:
        precision = next((term for term, word in _PRECISIONS.items() if word == start.precision), VPO.day)
        statements.append((iri, VPO.startDate, Literal(start.day.isoformat(), datatype=XSD.date)))
        statements.append((iri, VPO.startPrecision, precision))
    if end is not None:
        statements.append((iri, VPO.endDate, Literal(end.isoformat(), datatype=XSD.date)))
    statements += [(iri, VPO.reportedBy, article) for article in articles]
    statements += [(iri, VPO.tellsOf, fact) for fact in facts]
    for report in event.reports:
        statements += _state_report(iri, report)
    for number, link in enumerate(sorted(event.links, key=lambda link: link.reports), 1):
        statements += _state_link(event, f"{iri}/link/{number}", link)
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


def _state_link(event: Event, name: str, link: Link) -> Iterator[Statement]:
    """Yield why two reports were taken for reports of one event."""
    yield name, str(RDF.type), VPO.EventLink
    yield name, VPO.linkOf, event.iri
    yield name, VPO.linkScore, Literal(str(link.score), datatype=XSD.decimal)
    for reason, _ in link.ties:
        yield name, VPO.linkReason, f"{SCHEME}{reason}"
    for node in link.reports:
        yield name, VPO.linkedReport, node
        yield name, VPO.derivedFrom, node


def _kind(reports: Iterable[Report]) -> str:
    told = list(reports)
    wider = frozenset().union(*(report.wider for report in told))
    return best(report.kind for report in told if report.kind not in wider) or told[0].kind


def _start(reports: Iterable[Report]) -> PartialDate | None:
    """Return the day that most reports state, the earliest of equals; else what is nearest to a day."""
    dated = [report for report in reports if report.start]
    days = [report.start for report in dated if report.exact] or [
        report.start for report in dated if report.precision in {None, VPO.day}
    ]
    if day := _most(days):
        return PartialDate(day)
    vague = {PartialDate(r.start, _PRECISIONS.get(r.precision or "", "day")) for r in dated if r.start}
    return min(vague, key=lambda start: (start.precision, start.day), default=None)


def _most(days: Iterable[date | None]) -> date | None:
    counts = Counter(day for day in days if day)
    return min(counts, key=lambda day: (-counts[day], day)) if counts else None


def _stem(reports: tuple[Report, ...]) -> str:
    own = reports[0].article[-16:]
    where = local(best(report.place for report in reports)) or _slug_of(_host(reports)) or own
    return f"{local(_kind(reports))}_{_start(reports) or own}_{where}"


def _host(reports: Iterable[Report]) -> str | None:
    """Return the host that most reports give and that has a name of its own."""
    return best(report.host for report in reports if not is_nameless(report.host))


def _slug_of(host: str | None) -> str:
    """Return a host as a part of an IRI: `btctw-4` of a cluster, `tinh-uy-long-an` of a body."""
    return "-".join((host or "").split("/")[2:])


def _numbered(stem: str, rivals: list[Event]) -> Iterator[Event]:
    """Yield the events of one stem: the first by host and report keeps it, the others add host or number."""
    ordered = sorted(rivals, key=lambda event: (_host(event.reports) or "~", event.reports[0].node))
    hosts = Counter(_slug_of(_host(event.reports)) for event in ordered)
    for number, event in enumerate(ordered, 1):
        host = _slug_of(_host(event.reports))
        mark = host if host and hosts[host] == 1 else str(number)
        yield Event(stem if number == 1 else f"{stem}.{mark}", event.reports, event.links)


def _title(event: Event, names: Callable[[str], tuple[str, str]]) -> tuple[str, str]:
    host, place = _host(event.reports), best(report.place for report in event.reports)
    parts = [names(thing) for thing in (event.kind, host) if thing]
    where = names(place) if place else ("", "")
    if where[0] not in parts[-1][0]:  # "Tỉnh ủy Long An" tells where
        parts.append(where)
    if event.start:
        parts.append(in_words(event.start))
    vi, en = (", ".join(part[side] for part in parts) for side in (0, 1))
    return vi[:1].upper() + vi[1:], en[:1].upper() + en[1:]
