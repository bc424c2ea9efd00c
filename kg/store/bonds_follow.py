"""Following with the ties between people what changed in a store."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain

from rdflib import RDF

from kg.queries import named
from kg.store.bonds import (
    DRAWN,
    Bond,
    Stay,
    read_clusters,
    read_co_tenures,
    read_events,
    read_stays,
    read_successions,
    tied,
)
from kg.store.engine import Store
from kg.store.reach import Change, Reach
from kg.store.together import DATING
from kg.vocab import VPO

SCHEMA = """
CREATE TABLE stays (node TEXT PRIMARY KEY, person TEXT, body TEXT, since TEXT, until TEXT) WITHOUT ROWID;
CREATE INDEX stays_by_body ON stays(body);
"""
_TELLING = frozenset(f"<{term}>" for term in (VPO.holder, VPO.organization, RDF.type, *DATING))
_STAY = "SELECT person, body, since, until FROM stays WHERE node = ?"
_INSIDE = "SELECT node, person, body, since, until FROM stays WHERE body = ?"
_THERE = "SELECT DISTINCT ?1, person, since, until FROM stays WHERE body = ?1 AND since != '' AND ?2"
_LISTED = "SELECT thing, person, since, until FROM crowd_stays WHERE thing = ?1"
_PEOPLE = "SELECT COUNT(DISTINCT person) FROM crowd_stays WHERE thing = ?"
_BOND = "source = ? AND target = ? AND kind = ? AND since = ? AND evidence = ?"
_CrowdStay = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class WrittenStays:
    """The tenures as the index holds them."""

    database: sqlite3.Connection

    def of(self, node: str) -> Stay:
        """Return a tenure."""
        return Stay(*self.database.execute(_STAY, (node,)).fetchone())

    def some(self, nodes: Iterable[str]) -> dict[str, Stay]:
        """Return those of the nodes that are tenures."""
        found = ((node, self.database.execute(_STAY, (node,)).fetchone()) for node in nodes)
        return {node: Stay(*row) for node, row in found if row is not None}

    def inside(self, body: str) -> Iterable[tuple[str, Stay]]:
        """Return the tenures in a body with their names."""
        return [(node, Stay(*rest)) for node, *rest in self.database.execute(_INSIDE, (body,))]


@dataclass(frozen=True, slots=True)
class _Touched:
    """What may be tied otherwise: nodes by kind, clusters with the year, tenures, bodies."""

    co_tenures: set[str]
    successions: set[str]
    events: set[str]
    clusters: set[tuple[str, str]]
    tenures: set[str]
    bodies: set[str]


def follow_bonds(database: sqlite3.Connection, change: Change) -> Counter[str]:
    """Bring the ties between people to what the store holds; return how many drawn ones things gained."""
    touched = _touched(database, change)
    before, was = _read(database, change.old, touched)
    write_stays(database, read_stays(change.new, touched.tenures), gone=touched.tenures)
    after, there = _read(database, change.new, touched)
    _list(database, was - there, there - was)
    crowded = {row["body"] for row in tied(change.new, "ties-crowds", "body", touched.bodies)}
    for body in sorted(touched.bodies):
        _list_body(database, body, body in crowded)
    for thing in sorted({stay[0] for stay in was ^ there} - crowded):
        _count(database, thing, at_least=1)
    return _write(database, before - after, after - before)


def write_stays(database: sqlite3.Connection, stays: Mapping[str, Stay], gone: Iterable[str] = ()) -> None:
    """Write tenures in the place of those that are `gone`."""
    database.executemany("DELETE FROM stays WHERE node = ?", ((node,) for node in gone))
    rows = ((node, stay.person, stay.body, stay.since, stay.until) for node, stay in stays.items())
    database.executemany("INSERT INTO stays VALUES (?, ?, ?, ?, ?)", rows)


def insert_bond(database: sqlite3.Connection, bond: Bond) -> bool:
    """Write a tie between people, and whether it stands among all ties, too."""
    row = (bond.source, bond.target, bond.kind, bond.since, bond.until, bond.weight, bond.sure)
    database.execute("INSERT INTO bonds VALUES (?,?,?,?,?,?,?,?)", (*row, " ".join(bond.evidence)))
    if bond.kind not in DRAWN:
        return False
    tie = (*row[:3], bond.evidence[0])
    return database.execute("INSERT OR IGNORE INTO ties VALUES (?,?,?,?)", tie).rowcount > 0


def _write(database: sqlite3.Connection, gone: Iterable[Bond], come: Iterable[Bond]) -> Counter[str]:
    ranks: Counter[str] = Counter()
    for bond in gone:
        which = (bond.source, bond.target, bond.kind, bond.since, " ".join(bond.evidence))
        database.execute(f"DELETE FROM bonds WHERE {_BOND}", which)
        tie = (*which[:3], bond.evidence[0])
        removed = "DELETE FROM ties WHERE source = ? AND target = ? AND kind = ? AND evidence = ?"
        if bond.kind in DRAWN and database.execute(removed, tie).rowcount:
            ranks.subtract((bond.source, bond.target))
    for bond in come:
        if insert_bond(database, bond):
            ranks.update((bond.source, bond.target))
    return ranks


def _touched(database: sqlite3.Connection, change: Change) -> _Touched:
    tenures = {subject[1:-1] for term in _TELLING for subject, _ in change.triples.get(term, ())}
    old = WrittenStays(database).some(tenures)
    new = read_stays(change.new, tenures)
    tenures = old.keys() | new.keys()
    stays = (*old.values(), *new.values())
    both = (change.old, change.new)
    successions = _nodes(change, "ties-successions")
    for store in both:
        for end in ("before", "after"):
            successions |= {row["node"] for row in tied(store, "ties-successions", end, tenures)}
    crowds = _nodes(change, "ties-crowds")
    told = (row["body"] for store in both for row in tied(store, "ties-crowds", "node", crowds))
    return _Touched(
        co_tenures=_nodes(change, "ties-cotenures"),
        successions=successions,
        events=_nodes(change, "ties-events") | _nodes(change, "ties-leading"),
        clusters=_clusters(change, stays),
        tenures=set(tenures),
        bodies={*told, *(stay.body for stay in stays)},
    )


def _clusters(change: Change, stays: Iterable[Stay]) -> set[tuple[str, str]]:
    """Return the clusters and years of which others may have been members, leaders or in member bodies."""
    spans = [(stay.body, stay.since[:4], stay.until[:4]) for stay in stays if stay.since]
    found = set()
    for store in (change.old, change.new):
        for name in ("ties-clusters", "ties-leaders"):
            rows = tied(store, name, "node", _nodes(change, name))
            found |= {(row["cluster"], row["year"]) for row in rows}
        for row in tied(store, "ties-clusters", "body", {body for body, _, _ in spans}):
            if any(body == row["body"] and since <= row["year"] <= until for body, since, until in spans):
                found.add((row["cluster"], row["year"]))
    return found


def _nodes(change: Change, name: str) -> set[str]:
    return {node for (node,) in Reach.of(named(name).text).touched(change, "node")}


def _read(database: sqlite3.Connection, store: Store, touched: _Touched) -> tuple[set[Bond], set[_CrowdStay]]:
    """Return the ties that rest on what is touched, and who was in crowds at events and in clusters."""
    stays = WrittenStays(database)
    groups = [*read_events(store, touched.events), *read_clusters(store, stays, touched.clusters)]
    bonds = {
        *read_co_tenures(store, touched.co_tenures),
        *read_successions(store, stays, touched.successions),
        *chain.from_iterable(group.bonds() for group in groups),
    }
    return bonds, {(group.thing, *stay) for group in groups if group.crowded for stay in group.stays()}


def _list(database: sqlite3.Connection, gone: Iterable[_CrowdStay], come: Iterable[_CrowdStay]) -> None:
    which = "thing = ? AND person = ? AND since = ? AND until = ?"
    database.executemany(f"DELETE FROM crowd_stays WHERE {which}", gone)
    database.executemany("INSERT INTO crowd_stays VALUES (?, ?, ?, ?)", come)


def _list_body(database: sqlite3.Connection, body: str, crowded: bool) -> None:
    """List who was in a body where it is a crowd; little is written where little changed."""
    there, listed = (database.execute(query, (body, crowded)[:n]) for query, n in ((_THERE, 2), (_LISTED, 1)))
    now, before = set(there), set(listed)
    _list(database, before - now, now - before)
    _count(database, body, at_least=0 if crowded else 1)


def _count(database: sqlite3.Connection, thing: str, *, at_least: int) -> None:
    (people,) = database.execute(_PEOPLE, (thing,)).fetchone()
    database.execute("DELETE FROM crowds WHERE thing = ?", (thing,))
    if people >= at_least:
        database.execute("INSERT INTO crowds VALUES (?, ?)", (thing, people))
