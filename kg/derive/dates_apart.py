"""Conflicts about days: articles that give different days for one personnel change or for one event.

`find_changes_apart` has the block key slug of the name (that of the tenures) and reads the tenures of that
block and the changes that opened and closed them. `find_reports_apart` has the block key event and reads its
reports. `find_events_apart` has the block key event kind and host (a cluster, else an organiser) and reads
the events of that kind and host alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

from kg.derive.careers import Change
from kg.derive.disagreement import Conflict, Side
from kg.derive.events import Event, disagreements
from kg.derive.facts import Statement
from kg.store.together import length
from kg.vocab import VPO

_ONE_CHANGE = 31
"""Days further apart than a month are two changes: somebody named in August is elected anew in October."""

ONE_EVENT = 3
"""Events of one kind and host further apart than this are two; weekly meetings must not be one."""

_DAYS = (
    ("decision", "quyết định ngày {}", "decided on {}"),
    ("ceremony", "công bố ngày {}", "announced on {}"),
    ("effect", "có hiệu lực ngày {}", "in force on {}"),
)
_EVENT = ("ngày diễn ra khác nhau", "days of the event differ")
_WHAT = {
    VPO.openedBy: ("ngày nhận chức vụ khác nhau", "days of taking up the post differ"),
    VPO.closedBy: ("ngày thôi chức vụ khác nhau", "days of leaving the post differ"),
}


def find_changes_apart(statements: Iterable[Statement], changes: Mapping[str, Change]) -> Iterator[Conflict]:
    """Yield where articles date the start or the end of a tenure differently."""
    made: dict[tuple[str, str], set[str]] = defaultdict(set)
    ends: dict[str, dict[str, str]] = defaultdict(dict)
    for subject, predicate, value in statements:
        if predicate in _WHAT:
            made[subject, predicate].add(str(value))
        elif predicate in {VPO.holder, VPO.post}:
            ends[subject][predicate] = str(value)
    for (tenure, predicate), nodes in sorted(made.items()):
        found = [changes[node] for node in sorted(nodes) if node in changes]
        for what, vi, en in _DAYS:
            sides = _sides(found, what, (vi, en))
            if len(sides) > 1:
                turn = "start" if predicate == VPO.openedBy else "end"
                yield Conflict(
                    local=f"change/{tenure.removeprefix('id/tenure/')}/{turn}/{what}",
                    kind=VPO.changeDatesDiffer,
                    says=_WHAT[predicate],
                    concerns=frozenset({tenure, *ends[tenure].values()}),
                    sides=tuple(sides),
                )


def _sides(changes: Iterable[Change], what: str, words: tuple[str, str]) -> list[Side]:
    """Return one side for each day that articles give, where they are near and from different articles."""
    said: dict[str, set[str]] = defaultdict(set)
    for change in changes:
        if day := getattr(change, what):
            said[day.isoformat()].add(change.node)
    near = {
        day
        for one, other in combinations(sorted(said), 2)
        if length((one, other)) <= _ONE_CHANGE and _articles(said[one]) != _articles(said[other])
        for day in (one, other)
    }
    vi, en = words
    return [Side((vi.format(day), en.format(day)), frozenset(said[day])) for day in sorted(near)]


def _articles(nodes: Iterable[str]) -> set[str]:
    return {node.partition("#")[0] for node in nodes}


def find_reports_apart(event: Event) -> Iterator[Conflict]:
    """Yield where the reports of one event give different days for it."""
    for predicate, values in disagreements(event):
        if predicate == VPO.startDate and len(_told_by(event)) > 1:
            days = sorted(values)
            yield Conflict(
                local=f"event/{event.local}",
                kind=VPO.eventDatesDiffer,
                says=_EVENT,
                concerns=frozenset({event.iri, *hosts_of(event)}),
                sides=tuple(_held_on(day, values[day]) for day in days),
                span=(days[0], days[-1]),
            )


def find_events_apart(host: str, events: Iterable[Event]) -> Iterator[Conflict]:
    """Yield pairs of events of one kind and host that seem to be one and are dated differently.

    Different articles tell of them; they are at most three days apart, their places do not differ, and they
    share the cluster or two people. Of two shared hosts the lesser one speaks.
    """
    dated = [event for event in events if event.start and event.start.precision == "day"]
    for one, other in _near(sorted(dated, key=lambda event: (_day(event), event.local))):
        if host == min(hosts_of(one) & hosts_of(other), default=None) and _same(one, other, host):
            yield Conflict(
                local=f"event/{one.local}/{other.local}",
                kind=VPO.eventDatesDiffer,
                says=_EVENT,
                concerns=frozenset({one.iri, other.iri, host}),
                sides=tuple(
                    _held_on(_day(side), (report.node for report in side.reports), side.iri)
                    for side in (one, other)
                ),
                span=(_day(one), _day(other)),
            )


def hosts_of(event: Event) -> frozenset[str]:
    """Return the hosts that the reports of an event name."""
    return frozenset(report.host for report in event.reports if report.host)


def _held_on(day: str, nodes: Iterable[str], *names: str) -> Side:
    return Side((f"diễn ra ngày {day}", f"held on {day}"), frozenset(nodes), frozenset(names))


def _day(event: Event) -> str:
    return event.start.day.isoformat() if event.start else ""


def _near(events: list[Event]) -> Iterator[tuple[Event, Event]]:
    """Yield the pairs that are near in time; `events` are sorted by day."""
    for at, one in enumerate(events):
        for other in events[at + 1 :]:
            if length((_day(one), _day(other))) > ONE_EVENT:
                break
            yield one, other


def _same(one: Event, other: Event, host: str) -> bool:
    if _day(one) == _day(other) or _told_by(one) & _told_by(other):
        return False
    here, there = _places(one), _places(other)
    if here and there and not here & there:
        return False
    return host.startswith("id/cluster/") or len(_people(one) & _people(other)) > 1


def _told_by(event: Event) -> set[str]:
    return {report.article for report in event.reports}


def _places(event: Event) -> set[str]:
    return {report.place for report in event.reports if report.place}


def _people(event: Event) -> set[str]:
    return {person for report in event.reports for person in report.people}
