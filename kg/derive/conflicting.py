"""All conflicts between sources, block by block; each block is a function of the rows of its key alone.

block                              key                 conflicts
conflict/post/{post}               post                two people in one seat
conflict/person/{person}           person              one person in two provinces
conflict/births/{slug}             slug of the name    years of birth
conflict/dates/{slug}              slug of the name    dates of personnel changes
conflict/event/{event}             event               dates within one event
conflict/events/{one}/{other}      two events          dates of events that are one
conflict/cluster/{cluster}/{year}  cluster and year    members, counts, leaders
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from kg.derive.births_apart import find_births_apart
from kg.derive.careers import Change
from kg.derive.clusters_apart import ClusterRows, find_cluster_conflicts
from kg.derive.coholding import Stay
from kg.derive.dates_apart import find_changes_apart, find_events_apart, find_reports_apart, hosts_of
from kg.derive.disagreement import Conflict, state_conflicts
from kg.derive.events import Event
from kg.derive.facts import Reference, Statement, grouped
from kg.derive.named import Named
from kg.derive.seats import find_rivals, find_split

_Blocks = Iterable[tuple[str, frozenset[Statement]]]


@dataclass(frozen=True, slots=True)
class Sources:
    """What conflicts are looked for in: tenures, events, and rows of the articles.

    `stays` are the tenures with all that is known of their time, `stated` their blocks as they were stated.
    `clusters` holds the rows of all clusters, `who` gives the person behind a node, `province_of` the
    province of a provincial body.
    """

    stays: tuple[Stay, ...]
    stated: Iterable[tuple[str, frozenset[Statement]]]
    events: tuple[Event, ...]
    changes: tuple[Change, ...]
    people: tuple[Named, ...]
    clusters: ClusterRows
    who: Mapping[str, str]
    province_of: Callable[[str], str | None]
    reference: Reference


def conclude_conflicts(sources: Sources) -> Iterator[tuple[str, frozenset[Statement]]]:
    """Yield the blocks of all conflicts; a block without any is left out."""
    for block, conflicts in _all(sources):
        if statements := state_conflicts(conflicts):
            yield f"conflict/{block}", statements


def _all(sources: Sources) -> Iterator[tuple[str, Iterable[Conflict]]]:
    yield from _of_seats(sources)
    changes = {change.node: change for change in sources.changes}
    tenures = grouped((block.partition("/")[2], said) for block, said in sources.stated)
    for slug, said in tenures.items():
        found = find_changes_apart((statement for one in said for statement in one), changes)
        yield f"dates/{slug}", found
    named = ((sources.who[row.node], row) for row in sources.people if row.node in sources.who)
    for person, rows in grouped(named).items():
        slug = person.removeprefix("id/person/").partition(".")[0]
        yield f"births/{slug}", find_births_apart(person, rows)
    yield from _of_events(sources.events)
    yield from _of_clusters(sources.clusters, sources.who)


def _of_seats(sources: Sources) -> Iterator[tuple[str, Iterable[Conflict]]]:
    for post, held in grouped((stay.post, stay) for stay in sources.stays if stay.post).items():
        yield f"post/{post.removeprefix('id/post/')}", find_rivals(held, sources.reference)
    for person, held in grouped((stay.holder, stay) for stay in sources.stays).items():
        found = find_split(held, sources.province_of, sources.reference)
        yield f"person/{person.removeprefix('id/person/')}", found


def _of_events(events: Iterable[Event]) -> Iterator[tuple[str, Iterable[Conflict]]]:
    hosted: dict[tuple[str, str], list[Event]] = defaultdict(list)
    for event in events:
        yield f"event/{event.local}", find_reports_apart(event)
        for host in hosts_of(event):
            hosted[event.kind, host].append(event)
    for (_, host), held in hosted.items():
        for conflict in find_events_apart(host, held):
            yield f"events/{conflict.local.removeprefix('event/')}", [conflict]


def _of_clusters(rows: ClusterRows, who: Mapping[str, str]) -> Iterator[tuple[str, Iterable[Conflict]]]:
    listed = grouped(((row.cluster, row.year), row) for row in rows.listed)
    counts = grouped(((row.cluster, row.year), row) for row in rows.counts)
    leaders = grouped(((row.cluster, row.year), row) for row in rows.leaderships)
    for at in sorted(listed.keys() | counts.keys() | leaders.keys()):
        cluster, year = at
        own = ClusterRows(
            cluster, tuple(listed.get(at, ())), tuple(counts.get(at, ())), tuple(leaders.get(at, ()))
        )
        yield f"cluster/{cluster.removeprefix('id/cluster/')}/{year}", find_cluster_conflicts(own, who)
