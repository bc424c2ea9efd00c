"""Which reports of events must be looked at together, found in a store without reading all of it.

Of the reports of the days around only those are read whole that have something in common with the one asked
for (`kg.derive.event_groups.marks_of`): of a report that has nothing no link can come.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import cache

from rdflib import FOAF

from kg.derive.dates_apart import ONE_EVENT, hosts_of
from kg.derive.event_groups import marks_of
from kg.derive.event_rows import all_above, in_kinds
from kg.derive.event_ties import are_apart, link_of
from kg.derive.events import Event, regroup
from kg.derive.reports import Report, starts_near
from kg.derive.rewriting import Rewriting
from kg.text import key
from kg.vocab import VPO

_DAY = timedelta(days=1)
_DATES = (VPO.startDate, VPO.endDate)
_COLUMNS = {
    VPO.startPrecision: "precision", VPO.dateBasis: "basis", VPO.place: "place", VPO.organizer: "organizer",
    VPO.cluster: "cluster", VPO.topic: "topic",
}  # fmt: skip
"""What a report says of where and by whom, and the fields that hold it."""
_CITING = (VPO.citedDocument, VPO.decisionNumber)
JOINING = ("people", "reports", "taking_part", "event_documents", "decision_numbers")
"""The rows of an article that its reports are joined by."""


class Near:
    """The reports of the store that a run works on."""

    def __init__(self, run: Rewriting) -> None:
        self._run = run
        self._up = run.up
        self._told = cache(self._find_told)
        self._marked = cache(self._find_marked)
        self._starting = cache(self._find_starting)
        self._event = cache(self._find_event)

    def around(self, changed: Iterable[Report], stems: Iterable[str]) -> tuple[Event, ...]:
        """Return the events to be stated again: those of `changed` reports and those that bear `stems`."""
        named = [report for stem in stems for report in self._bearing(stem)]
        return regroup([*changed, *named], self.linked, self._bearing)

    def whole(self, nodes: Iterable[str]) -> list[Report]:
        """Return those of `nodes` that are reports, complete."""
        told = ((node, self._told(node.partition("#")[0])) for node in sorted(nodes) if _is_said(node))
        return [reports[node] for node, reports in told if node in reports]

    def linked(self, report: Report) -> list[Report]:
        """Return the reports that a report is linked to."""
        marks = marks_of(report)
        near = (bare.node for bare in self._meeting(report) if marks & self._marked(bare))
        return [other for other in self.whole(near) if link_of(report, other)]

    def meeting(self, report: Report) -> list[Report]:
        """Return the reports that tell of the same days as a report and of a like kind of event."""
        return self.whole(bare.node for bare in self._meeting(report))

    def beside(self, event: Event) -> Iterator[Event]:
        """Yield the event, and the concluded ones of its kind and hosts that begin a few days from it."""
        yield event
        start = event.start
        if start is None or start.precision != "day":
            return
        hosts = hosts_of(event)
        for number in range(-ONE_EVENT, ONE_EVENT + 1):
            for name in sorted(self._up.dated(VPO.startDate, start.day + _DAY * number)):
                if name.startswith("id/event/") and name != event.iri and self._like(name, event.kind, hosts):
                    yield self._event(name)

    def event_of(self, report: str) -> Event | None:
        """Return the event that is concluded from a report, None without one."""
        name = min(self._events_on(report), default=None)
        return self._event(name) if name else None

    def _meeting(self, report: Report) -> Iterator[Report]:
        for day in starts_near(report):
            for bare in self._starting(day):
                if bare.node != report.node and not are_apart(report, bare):
                    yield bare

    def _find_starting(self, day: date) -> list[Report]:
        return [bare for node in sorted(self._up.dated(VPO.startDate, day)) if (bare := self._bare(node))]

    def _bearing(self, stem: str) -> list[Report]:
        """Return the reports of the concluded events whose names have this stem."""
        when = stem.split("_")[1]
        names = self._dated(when) if when[4:5] in {"", "-"} else self._undated(f"id/article/{when}")
        bearers = (name for name in names if name.partition(".")[0] == f"id/event/{stem}")
        return [report for name in sorted(bearers) for report in self._find_event(name).reports]

    def _dated(self, when: str) -> set[str]:
        return self._up.dated(VPO.startDate, date.fromisoformat(f"{when}-01-01"[:10]))

    def _undated(self, article: str) -> set[str]:
        return {name for node in self._told(article) for name in self._events_on(node)}

    def _events_on(self, report: str) -> set[str]:
        found = self._up.subjects(VPO.derivedFrom, report)
        return {name for name in found if name.startswith("id/event/") and "/link/" not in name}

    def _find_event(self, name: str) -> Event:
        local = name.removeprefix("id/event/")
        rests = {str(value) for _, term, value in self._up.block(f"event/{local}") if term == VPO.derivedFrom}
        return Event(local, tuple(self.whole(rests)))

    def _like(self, event: str, kind: str, hosts: frozenset[str]) -> bool:
        if kind not in self._up.values(event, VPO.eventKind):
            return False
        named = self._up.values(event, VPO.cluster) | self._up.values(event, VPO.organizer)
        return any(Report("", "", organizer=host).host in hosts for host in named)

    def _find_told(self, article: str) -> dict[str, Report]:
        work = self._run.work(self._run.told([article], *JOINING))
        return {report.node: report for report in work.reports()}

    def _bare(self, node: str) -> Report | None:
        """Return when, where and of whom a report says that its event was; None for what is no report."""
        if not _is_said(node) or not self._up.rows.keeps(node):
            return None
        said = self._up.first_of(node)
        if VPO.eventKind not in said:
            return None
        start, end = (date.fromisoformat(said[term][:10]) if term in said else None for term in _DATES)
        told = {column: said.get(term) for term, column in _COLUMNS.items()}
        report = Report(node, said[VPO.eventKind], start, end=end, **told)  # type: ignore[arg-type]
        return in_kinds(report, self._run.reference)

    def _find_marked(self, bare: Report) -> frozenset[str]:
        """Return what another report can share with this one: at least its marks."""
        up, article = self._up, bare.node.partition("#")[0]
        agents = (agent for part in up.subjects(VPO.event, bare.node) for agent in up.values(part, VPO.agent))
        names = {key(name) for agent in agents for name in up.values(agent, str(FOAF.name))}
        cited = {value for term in _CITING for _, value in up.said_in(article, term)}
        above = all_above(bare.host, self._run.work().above)
        return frozenset({*marks_of(bare), *names, *cited, *above})


def _is_said(node: str) -> bool:
    return node.startswith("id/article/")
