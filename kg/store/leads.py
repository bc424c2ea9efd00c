"""Lists of the side index from which page queries start, so that a thing of which much is said costs no more.

Each list is a query of the folder `queries/leads`: a `subject`, a `key` by which its leads are sorted, and
the one or two nodes of a lead. Asked about one subject or one node it gives the leads of that one.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from kg.queries import all_queries
from kg.store.engine import Store
from kg.store.reach import Change, Reach

SCHEMA = """
CREATE TABLE led (id INTEGER PRIMARY KEY, list TEXT, subject TEXT, UNIQUE (list, subject));
CREATE TABLE leads (id INTEGER, key TEXT, nodes TEXT, PRIMARY KEY (id, key, nodes)) WITHOUT ROWID;
"""
_LOOSE = "CREATE TEMP TABLE loose (subject TEXT, key TEXT, nodes TEXT)"
_LED = "INSERT INTO led (list, subject) SELECT DISTINCT ?, subject FROM loose ORDER BY 2"
_SORTED = """INSERT INTO leads SELECT DISTINCT id, key, nodes FROM loose JOIN led USING (subject)
WHERE list = ? ORDER BY 1, 2, 3"""
_FROM = "FROM leads WHERE id = (SELECT id FROM led WHERE list = ? AND subject = ?)"
_MANY = """SELECT subject, nodes FROM led JOIN leads USING (id)
WHERE list = ? AND subject IN (SELECT value FROM json_each(?)) ORDER BY subject, key, nodes"""
_YEARLY = "substr(key, 1, 4)", "substr(nodes, 1, instr(nodes || '#', '#') - 1)"
_PAIRS = "substr(nodes, 1, instr(nodes, ' ') - 1)", "nodes"
_SUBJECTS = """SELECT subject, CAST(substr(key, 1, 4) AS INTEGER) AS year, COUNT(DISTINCT nodes)
FROM led JOIN leads USING (id) WHERE list = ? AND key BETWEEN ? AND ? GROUP BY subject, year ORDER BY 1, 2"""
_EMPTY = """DELETE FROM led WHERE list = ? AND subject = ?
AND NOT EXISTS (SELECT 1 FROM leads WHERE leads.id = led.id)"""
_ORDERS = {"": "key, nodes", "up": "key, nodes", "down": "key DESC, nodes", "newest": "key DESC, nodes"}

Rows = Callable[..., list[Any]]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which leads of a subject: of which list, in which order, with keys up to `until` where it is given.

    Of them only the first `most` count, where it is given; with `dated` those that have a key.
    """

    name: str
    subject: str
    order: str = ""
    until: str = ""
    most: int | None = None
    dated: bool = False


def fill_leads(database: sqlite3.Connection, store: Store) -> None:
    """Write all lists."""
    database.execute(_LOOSE)
    for query in all_queries("leads"):
        rows = ((subject, key, " ".join(nodes)) for subject, key, *nodes in store.texts(query.text))
        database.executemany("INSERT INTO loose VALUES (?, ?, ?)", rows)
        database.execute(_LED, (query.name,))
        database.execute(_SORTED, (query.name,))
        database.execute("DELETE FROM loose")
    database.execute("DROP TABLE loose")


def follow_leads(database: sqlite3.Connection, change: Change) -> dict[str, set[str]]:
    """Bring all lists to what the store holds; return the subjects of which other leads are told, by list."""
    changed: dict[str, set[str]] = {}
    for query in all_queries("leads"):
        gone, come = Reach.of(query.text).difference(change)
        changed[query.name] = {subject for subject, *_ in gone | come}
        for subject, key, *nodes in gone:
            row = (_number(database, query.name, subject), key, " ".join(nodes))
            database.execute("DELETE FROM leads WHERE id = ? AND key = ? AND nodes = ?", row)
        for subject, key, *nodes in come:
            row = (_number(database, query.name, subject), key, " ".join(nodes))
            database.execute("INSERT OR IGNORE INTO leads VALUES (?, ?, ?)", row)
        for subject in changed[query.name]:
            database.execute(_EMPTY, (query.name, subject))
    return changed


def _number(database: sqlite3.Connection, name: str, subject: str) -> int:
    """Return the number of the leads of a subject in a list, made where it had none."""
    database.execute("INSERT OR IGNORE INTO led (list, subject) VALUES (?, ?)", (name, subject))
    query = "SELECT id FROM led WHERE list = ? AND subject = ?"
    return int(database.execute(query, (name, subject)).fetchone()[0])


def read_leads(rows: Rows, wanted: Wanted, most: int | None = None) -> list[tuple[str, ...]]:
    """Return the first `most` leads, or all."""
    query, values = _query("nodes", wanted)
    found = rows(f"{query} ORDER BY {_ORDERS[wanted.order]} LIMIT ?", *values, -1 if most is None else most)
    return [tuple(nodes.split()) for (nodes,) in found]


def leads_of(rows: Rows, name: str, subjects: Collection[str]) -> list[tuple[str, tuple[str, ...]]]:
    """Return all leads of several subjects, each with its subject, sorted."""
    found = rows(_MANY, name, json.dumps(sorted(subjects)))
    return [(subject, tuple(nodes.split())) for subject, nodes in found]


def count_leads(rows: Rows, wanted: Wanted, part: str = " ") -> int:
    """Return how many different beginnings up to `part` the leads have: nodes, or with `#` articles."""
    query, values = _query("COUNT(DISTINCT substr(nodes, 1, instr(nodes || ?, ?) - 1))", wanted)
    (found,) = rows(query, part, part, *values)
    return int(found[0])


def tally_leads(rows: Rows, wanted: Wanted, *, yearly: bool) -> list[tuple[str, int]]:
    """Return how many articles the leads name by year of their keys, or by first node, most first."""
    named, article = _YEARLY if yearly else _PAIRS
    query, values = _query(f"{named} AS name, COUNT(DISTINCT {article}) AS n", wanted)
    return rows(f"{query} GROUP BY name ORDER BY n DESC, name", *values)


def tally_years(rows: Rows, name: str, since: str, until: str) -> list[tuple[str, int, int]]:
    """Return how many first nodes each subject of a list has in each year, of keys between two days."""
    return rows(_SUBJECTS, name, since, until)


def _query(what: str, wanted: Wanted) -> tuple[str, list[str]]:
    """A query for `what` without its order, and its values."""
    until = " AND key <= ?" if wanted.until else ""
    until += " AND key != ''" if wanted.dated else ""
    values = [wanted.name, wanted.subject, *([wanted.until] if wanted.until else [])]
    return f"SELECT {what} {_FROM}{until}", values
