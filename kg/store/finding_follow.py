"""Following with what is searched what changed in a store."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping, Set
from dataclasses import replace

from kg.store.finding_build import (
    MOST_HELD,
    ThingRow,
    free,
    held_row,
    insert_held,
    insert_thing,
    remove_held,
    remove_thing,
    stored_thing,
    thing_row,
)
from kg.store.finding_read import Searched, Short, Tenure, Thing, read_searched, read_tenures, touched_things
from kg.store.reach import Change, Reach
from kg.store.ties import PREFIXES, TENURES
from kg.vocab import VPO

_NEAR = 1024  # how far behind its place a number may be
_PEOPLE = "SELECT COUNT(DISTINCT person) FROM held WHERE post = ?"
_RANK = "SELECT (SELECT COUNT(*) FROM ties WHERE source = ?1) + (SELECT COUNT(*) FROM ties WHERE target = ?1)"


def follow_search(
    database: sqlite3.Connection, change: Change, above: Mapping[str, Set[str]], ranks: Counter[str]
) -> Counter[str]:
    """Write anew what is searched of the things that changed; return by how much the counts of articles do.

    `ranks` says how many ties things gained or lost.
    """
    things = touched_things(change)
    before, after = (read_searched(store, above, things) for store in (change.old, change.new))
    moved = {iri for iri in things if _known(before, iri) != _known(after, iri)}
    old, new = (set(_tenures(change, store is change.new, moved)) for store in (change.old, change.new))
    people = {held.person for held in old | new}
    wanted = things | people | set(ranks) | {iri for held in new for iri in (held.body, held.role)}
    found = read_searched(change.new, above, wanted)
    short = Short.of(change.new)
    counts: Counter[str] = Counter()
    for iri in sorted(things | people | set(ranks)):
        counts.update(_write_thing(database, iri, found, ranks[iri], short))
    _write_held(database, old, new, found.things, short)
    _follow_most_held(database, {held.post for held in old | new if "/id/post/" in held.post})
    return counts


def _known(found: Searched, iri: str) -> tuple[Set[str], Set[str]] | None:
    """What others tell of a thing: all that it is called, and its places."""
    thing = found.things.get(iri)
    return None if thing is None else (set(thing.own), thing.places)


def _tenures(change: Change, now: bool, moved: Set[str]) -> Iterator[Tenure]:
    """Yield the posts held, as they were or as they are, of which other may be told now."""
    store = change.new if now else change.old
    touched = {tenure for (tenure,) in Reach.of(PREFIXES + TENURES).touched(change, "tenure")}
    for column, only in (("tenure", touched), ("person", moved), ("body", moved)):
        yield from read_tenures(store, column, only)


def _write_thing(
    database: sqlite3.Connection, iri: str, found: Searched, ranked: int, short: Short
) -> Counter[str]:
    """Write a thing anew where it changed; return by how much the counts of articles do."""
    stored = stored_thing(database, iri)
    fresh = None
    if iri in found.things:
        (rank,) = database.execute(_RANK, (iri,)).fetchone() if stored is None else (stored[1].rank + ranked,)
        fresh = thing_row(iri, found, rank, short)
    counts: Counter[str] = Counter()
    if stored is not None and fresh is not None and _same(stored[1], fresh):
        return counts
    if stored is not None:
        remove_thing(database, stored[0])
        counts.subtract(Counter(_counted(stored[1])))
    if fresh is not None:
        insert_thing(database, free(database, "things", fresh.at), fresh)
        counts.update(_counted(fresh))
    return counts


def _same(stored: ThingRow, fresh: ThingRow) -> bool:
    """Whether both are written alike; the number of what is stored may be one behind its place."""
    near = 0 <= stored.at - fresh.at < _NEAR
    return near and replace(stored, at=fresh.at) == fresh


def _counted(row: ThingRow) -> Iterator[str]:
    """Yield the names of the counts to which a thing adds one."""
    yield "things"
    if row.said[1] == VPO.Article:
        yield from (f"year {year}" for year in row.dated)
        yield from (f"place {place}" for place in row.placed)


def _write_held(
    database: sqlite3.Connection,
    old: Set[Tenure],
    new: Set[Tenure],
    things: Mapping[str, Thing],
    short: Short,
) -> None:
    for tenure in sorted({held.tenure for held in old | new}):
        rows = database.execute("SELECT id FROM held WHERE tenure = ?", (tenure,)).fetchall()
        for (number,) in rows:
            remove_held(database, number)
    for held in sorted(new, key=lambda held: (held.tenure, held.since)):
        row = held_row(held, things, short)
        insert_held(database, free(database, "held", row.at), row)


def _follow_most_held(database: sqlite3.Connection, posts: Set[str]) -> None:
    """Bring the count of the people who held the post that most have held to what is written.

    All posts are counted only where that one has lost some of them.
    """
    found = database.execute("SELECT substr(name, 6), n FROM counts WHERE name LIKE 'post %'").fetchall()
    counts = dict(found)
    for post in posts:
        (counts[post],) = database.execute(_PEOPLE, (post,)).fetchone()
    if all(counts[post] >= n for post, n in found):
        held = (pair for pair in counts.items() if pair[1])
        most = sorted(held, key=lambda pair: (-pair[1], pair[0]))[:1]
    else:
        most = database.execute(MOST_HELD).fetchall()
    database.execute("DELETE FROM counts WHERE name LIKE 'post %'")
    database.executemany("INSERT INTO counts VALUES ('post ' || ?, ?)", most)
