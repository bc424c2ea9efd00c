"""Which reports of events must be looked at together, found in a store without reading all of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields
from datetime import date, timedelta
from functools import cache

from kg.derive.cited_steps import Cited
from kg.derive.dates_apart import ONE_EVENT, hosts_of
from kg.derive.event_rows import EventDocument, EventFact
from kg.derive.event_ties import link_of
from kg.derive.events import Event
from kg.derive.lifecycle import Implementation
from kg.derive.lookup import Lookup
from kg.derive.named import Named
from kg.derive.read import Attested
from kg.derive.reports import REACH, Report, closure, neighbourhood
from kg.derive.rewriting import Rewriting
from kg.vocab import VPO

_DAY = timedelta(days=1)
Complete = Callable[[Attested], Iterable[Report]]
"""What gives reports all that joins them, from the rows of their articles."""


class Near:
    """The reports of a store, by the keys of `kg.derive.reports.neighbourhood`."""

    def __init__(self, lookup: Lookup, complete: Complete, rows: Callable[[str], Attested]) -> None:
        self._up = lookup
        self._complete = complete
        self.rows = rows
        self._told = cache(self._find_told)
        self._bare = cache(self._find_bare)
        self._sharing = cache(self._find_sharing)
        self._event = cache(self._find_event)

    def around(self, nodes: Iterable[str], gone: Iterable[Report]) -> frozenset[Report]:
        """Return the reports to be grouped again, complete: those of `nodes` and near the `gone` ones."""
        changed = {report for node in nodes for report in self._whole(node)}
        for report in gone:
            for key in neighbourhood(report):
                changed |= set(self._sharing(key))
        return closure(changed, self._sharing, lambda one, other: link_of(one, other) is not None)

    def beside(self, event: Event) -> Iterator[Event]:
        """Yield the event, and the concluded ones of its hosts that begin within a few days of it."""
        yield event
        start = event.start
        if start is None or start.precision != "day":
            return
        hosts = hosts_of(event)
        for number in range(-ONE_EVENT, ONE_EVENT + 1):
            for name in sorted(self._up.dated(VPO.startDate, start.day + _DAY * number)):
                if name.startswith("id/event/") and name != event.iri and hosts & self._hosts(name):
                    yield self._event(name)

    def event_of(self, report: str) -> Event | None:
        """Return the event that is concluded from a report, None without one."""
        found = self._up.subjects(VPO.derivedFrom, report)
        name = min((name for name in found if name.startswith("id/event/")), default=None)
        return self._event(name) if name else None

    def rests(self, block: str) -> set[str]:
        """Return what the event of a block rests on."""
        return {str(value) for _, term, value in self._up.block(block) if term == VPO.derivedFrom}

    def _find_event(self, name: str) -> Event:
        local = name.removeprefix("id/event/")
        nodes = sorted(self.rests(f"event/{local}"))
        return Event(local, tuple(report for node in nodes for report in self._whole(node)))

    def _hosts(self, event: str) -> set[str]:
        named = self._up.values(event, VPO.cluster) | self._up.values(event, VPO.organizer)
        return {"/".join(host.split("/")[:4]) if host.startswith("id/cluster/") else host for host in named}

    def _whole(self, node: str) -> Iterator[Report]:
        told = self._told(node.partition("#")[0])
        if node in told:
            yield told[node]

    def _find_told(self, article: str) -> dict[str, Report]:
        return {report.node: report for report in self._complete(self.rows(article))}

    def _find_bare(self, node: str) -> Report | None:
        """Return when a report says that its event was, nothing else of it; None for what is no report."""
        up = self._up
        if (
            not node.startswith("id/article/")
            or not up.rows.keeps(node)
            or not up.values(node, VPO.eventKind)
        ):
            return None
        start, end = (up.values(node, term) for term in (VPO.startDate, VPO.endDate))
        precision, basis = (up.values(node, term) for term in (VPO.startPrecision, VPO.dateBasis))
        return Report(
            node,
            "",
            start=_day(start),
            end=_day(end),
            precision=min(precision, default=None),
            basis=min(basis, default=None),
        )

    def _find_sharing(self, key: str) -> tuple[Report, ...]:
        """Return the reports that have `key`; only these are completed."""
        nodes = sorted({node for day in _starts(key) for node in self._up.dated(VPO.startDate, day)})
        bare = filter(None, map(self._bare, nodes))
        near = [report.node for report in bare if key in neighbourhood(report)]
        return tuple(whole for node in near for whole in self._whole(node))


def _day(values: Iterable[str]) -> date | None:
    first = min(values, default=None)
    return date.fromisoformat(first[:10]) if first else None


def near_of(run: Rewriting) -> Near:
    """Return the reports of the store that a run works on."""

    def rows(article: str) -> Attested:
        if article not in run.told:
            run.told[article] = _told_in(run.up, article)
        return run.told[article]

    return Near(run.up, lambda rows: run.work(rows).reports(), rows)


def _told_in(up: Lookup, article: str) -> Attested:
    """Return what one article says of events and documents."""
    rows = up.rows.of_article(article)
    return Attested(
        people=rows.read("derive-people", Named),
        published=rows.published(),
        reports=rows.read("derive-reports", Report),
        taking_part=rows.taking_part(),
        openings=rows.openings(),
        event_documents=rows.read("derive-event-documents", EventDocument),
        event_facts=rows.read("derive-event-facts", EventFact),
        decision_numbers=rows.decision_numbers(),
        cited=rows.read("derive-document-citations", Cited),
        implementations=rows.every("derive-implementations", Implementation),
    )


def together(told: Iterable[Attested]) -> Attested:
    """Return the rows of several articles as one."""
    rows = list(told)
    return Attested(
        **{
            field.name: tuple(row for one in rows for row in getattr(one, field.name))
            for field in fields(Attested)
        }
    )


def _starts(key: str) -> Iterator[date]:
    """Yield the days that a report can begin on that has `key`; none where the key is an article."""
    if key.isdecimal():
        yield date(int(key), 1, 1)
    elif not key.startswith("id/"):
        day = date.fromisoformat(key)
        before, after = REACH
        yield from (day - before + _DAY * number for number in range((before + after).days + 1))
        yield from (day.replace(day=1), (day - _DAY).replace(day=1))
