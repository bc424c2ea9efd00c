"""What waits for a decision of a person, by queue, the first to look at first."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator

from kg.store.engine import Store
from kg.store.reach import Change, Reach
from kg.store.ties import PREFIXES, WAITS

SCHEMA = """
CREATE TABLE waits (queue TEXT, key TEXT, node TEXT, PRIMARY KEY (queue, key, node)) WITHOUT ROWID;
"""
_DOWN = frozenset({"pairs"})
_BEYOND = 10**6  # more than any score or confidence


def fill_waits(database: sqlite3.Connection, store: Store) -> None:
    """Write all queues."""
    for queue, query in WAITS.items():
        _insert(database, queue, _keys(queue, store.texts(PREFIXES + query)))


def follow_waits(database: sqlite3.Connection, change: Change) -> Counter[str]:
    """Bring all queues to what the store holds; return by how much the count of each changes."""
    counts: Counter[str] = Counter()
    for queue, query in WAITS.items():
        asked = Reach.of(PREFIXES + query)
        touched = asked.touched(change, "node")
        before, after = (
            set(_keys(queue, asked.rows(store, ("node",), touched))) for store in (change.old, change.new)
        )
        which = "queue = ? AND key = ? AND node = ?"
        rows = ((queue, *row) for row in before - after)
        database.executemany(f"DELETE FROM waits WHERE {which}", rows)
        _insert(database, queue, after - before)
        counts[f"waits {queue}"] = len(after) - len(before)
    return counts


def _insert(database: sqlite3.Connection, queue: str, keys: Iterable[tuple[str, str]]) -> None:
    database.executemany("INSERT INTO waits VALUES (?, ?, ?)", ((queue, *row) for row in keys))


def _keys(queue: str, rows: Iterable[tuple[str, ...]]) -> Iterator[tuple[str, str]]:
    """Yield the key of each node, the first of several, and the node."""
    found: dict[str, str] = {}
    for node, *rest in rows:
        number = float(rest[0]) if rest and rest[0] else 0.0
        key = " ".join((f"{_BEYOND + (-number if queue in _DOWN else number):.9f}", *rest[1:]))
        found[node] = min(key, found.get(node, key))
    return ((key, node) for node, key in found.items())
