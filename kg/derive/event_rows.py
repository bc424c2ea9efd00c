"""What reports of events are joined by, taken together from the rows of their articles.

Reads beside the reports: who takes part, by name; documents cited in the opening sentence; numbers of
personnel decisions of the same article; kinds and bodies above, from the reference layer and rows of bodies.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from rdflib import SKOS

from kg.derive.facts import Reference
from kg.derive.reports import Report
from kg.text import key

_BROADER = str(SKOS.broader)
_HIGHEST = 8  # bodies above each other; a circle of parents ends here


@dataclass(frozen=True, slots=True)
class EventDocument:
    """A document that the opening sentence of an event cites. `node` is the citation."""

    node: str
    report: str
    document: str
    role: str | None = None


@dataclass(frozen=True, slots=True)
class EventFact:
    """Something told beside an event. `at` is where it stands, `report` its event where the article says."""

    node: str
    at: int
    report: str | None = None


@dataclass(frozen=True, slots=True)
class EventRows:
    """The rows that complete reports: pairs of report and agent, of node and name, of change and number."""

    taking_part: Iterable[tuple[str, str]] = ()
    people: Iterable[tuple[str, str]] = ()
    documents: Iterable[EventDocument] = ()
    numbers: Iterable[tuple[str, str]] = ()
    who: Mapping[str, str] = field(default_factory=dict)


def complete_reports(
    reports: Iterable[Report], rows: EventRows, reference: Reference, parent: Callable[[str], str | None]
) -> Iterator[Report]:
    """Yield the reports with what joins them; `parent` gives the body or sponsor above a host."""
    called = dict(rows.people)
    people, names, documents = (defaultdict[str, set[str]](set) for _ in range(3))
    for node, agent in rows.taking_part:
        if agent in called:
            names[node].add(key(called[agent]))
        if agent in rows.who:
            people[node].add(rows.who[agent])
    for cited in rows.documents:
        documents[cited.report].add(cited.document)
    for change, number in rows.numbers:
        documents[change.partition("#")[0]].add(number)
    for report in reports:
        yield replace(
            in_kinds(report, reference),
            people=frozenset(people[report.node]),
            names=frozenset(names[report.node]),
            documents=frozenset(documents[report.node] | documents[report.article]),
            above=frozenset(all_above(report.host, parent)),
        )


def in_kinds(report: Report, reference: Reference) -> Report:
    """Return a report with the kinds that its kind belongs to."""
    wider = _wider(report.kind, reference)
    family = frozenset(kind for kind in wider if reference.one(kind, _BROADER))
    return replace(report, wider=frozenset(wider), family=family)


def facts_of(facts: Iterable[EventFact], openings: Mapping[str, int]) -> Mapping[str, frozenset[str]]:
    """Return what is told beside each report: what names it, else what stands after its opening sentence.

    An article speaks of the event opened last; what stands before all of them is of the first.
    """
    opened: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for node, at in openings.items():
        opened[node.partition("#")[0]].append((at, node))
    told: dict[str, set[str]] = defaultdict(set)
    for fact in facts:
        starts = sorted(opened.get(fact.node.partition("#")[0], ()))
        if fact.report in openings:
            told[fact.report or ""].add(fact.node)
        elif starts:
            last = bisect_right(starts, fact.at, key=lambda start: start[0]) - 1
            told[starts[max(last, 0)][1]].add(fact.node)
    return {node: frozenset(nodes) for node, nodes in told.items()}


def _wider(kind: str, reference: Reference) -> set[str]:
    """Return the kinds that a kind belongs to; the widest is that of events whose kind no word names."""
    found: set[str] = set()
    waiting = [kind]
    while waiting:
        above = reference.all(waiting.pop(), _BROADER)
        fresh = {str(value) for value in above} - found
        found |= fresh
        waiting += fresh
    return found


def all_above(host: str | None, parent: Callable[[str], str | None]) -> Iterator[str]:
    """Yield what stands above a host, the nearest first; `parent` gives the next."""
    for _ in range(_HIGHEST):
        host = parent(host) if host else None
        if host is None:
            return
        yield host
