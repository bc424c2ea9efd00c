"""Filling the side index from a store."""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from kg.store.bonds import read_bonds, read_stays
from kg.store.bonds_follow import SCHEMA as STAYS
from kg.store.bonds_follow import insert_bond, write_stays
from kg.store.engine import Store, Term
from kg.store.finding_build import MOST_HELD, fill_search
from kg.store.finding_build import SCHEMA as SEARCH
from kg.store.finding_read import read_searched
from kg.store.founded import SCHEMA as FOUNDED
from kg.store.founded import fill_founded
from kg.store.kept import answers
from kg.store.leads import SCHEMA as LEADS
from kg.store.leads import fill_leads
from kg.store.ties import COUNTS, GROUPED, KINDS, PREFIXES, PROPERTIES, SUPERS, TIES
from kg.store.waits import SCHEMA as WAITS
from kg.store.waits import fill_waits
from kg.vocab import VPO

FORMAT = 12
"""The form of the index; one of another form is made anew."""
_SCHEMA = f"""
PRAGMA user_version = {FORMAT};
CREATE TABLE kinds (kind TEXT PRIMARY KEY, label_vi TEXT, label_en TEXT);
CREATE TABLE supers (kind TEXT, super TEXT, PRIMARY KEY (super, kind));
CREATE TABLE ties (source TEXT, target TEXT, kind TEXT, evidence TEXT,
  PRIMARY KEY (source, target, kind, evidence)) WITHOUT ROWID;
CREATE TABLE bonds (source TEXT, target TEXT, kind TEXT, since TEXT, until TEXT, weight REAL, sure INTEGER,
  evidence TEXT);
CREATE TABLE crowds (thing TEXT PRIMARY KEY, people INTEGER);
CREATE TABLE crowd_stays (thing TEXT, person TEXT, since TEXT, until TEXT);
CREATE TABLE counts (name TEXT PRIMARY KEY, n INTEGER);
CREATE TABLE kept (query TEXT PRIMARY KEY, answer TEXT);
"""
_FINISH = """
CREATE INDEX ties_by_target ON ties(target, source, kind, evidence);
CREATE INDEX bonds_by_source ON bonds(source);
CREATE INDEX bonds_by_target ON bonds(target);
CREATE INDEX crowd_stays_by_person ON crowd_stays(person);
CREATE INDEX crowd_stays_by_thing ON crowd_stays(thing);
"""
_SPREAD = f"""WITH articles AS (SELECT id FROM things WHERE kind = :article)
SELECT 'year ' || year, COUNT(*) FROM dated JOIN articles USING (id) GROUP BY year
UNION ALL SELECT 'place ' || place, COUNT(*) FROM placed JOIN articles USING (id) GROUP BY place
UNION ALL SELECT 'waits ' || queue, COUNT(*) FROM waits GROUP BY queue
UNION ALL SELECT 'post ' || post, n FROM ({MOST_HELD})"""
_RANKS = """SELECT thing, SUM(n) FROM (
  SELECT source AS thing, COUNT(*) AS n FROM ties GROUP BY source
  UNION ALL SELECT target, COUNT(*) FROM ties GROUP BY target) GROUP BY thing"""

Row = dict[str, Term]


def fill(database: sqlite3.Connection, store: Store) -> None:
    """Write the whole side index of `store` into an empty database."""
    with database:
        database.executescript("".join((_SCHEMA, SEARCH, LEADS, FOUNDED, STAYS, WAITS)))
        supers = {(str(row["kind"]), str(row["super"])) for row in _rows(store, SUPERS)}
        database.executemany("INSERT OR IGNORE INTO supers VALUES (?, ?)", sorted(supers))
        database.executemany("INSERT INTO kinds VALUES (?, ?, ?)", read_kinds(_rows(store, KINDS)))
        for kind in TIES:
            rows = shown_ties(kind, store.texts(tie_query(kind)))
            database.executemany("INSERT OR IGNORE INTO ties VALUES (?, ?, ?, ?)", rows)
        _fill_bonds(database, store)
        fill_waits(database, store)
        database.executescript(_FINISH)
        fill_search(database, store, read_searched(store, above(supers)), dict(database.execute(_RANKS)))
        database.executemany("INSERT INTO kept VALUES (?, ?)", answers(store))
        fill_leads(database, store)
        fill_founded(database, store)
        database.executemany("INSERT INTO counts VALUES (?, ?)", _counts(store, database).items())


def tie_query(kind: str) -> str:
    """Return the query for the ties of a kind."""
    return f"{PREFIXES}SELECT DISTINCT ?source ?target ?evidence WHERE {{ {TIES[kind]} }}"


def shown_ties(kind: str, rows: Iterable[tuple[str, ...]]) -> Iterator[tuple[str, str, str, str]]:
    """Yield the ties that the index holds, with their kind: none of nodes inside an article."""
    for source, target, evidence in rows:
        if not _of_article(source) and not _of_article(target):
            yield source, target, kind, evidence


def above(supers: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    """Return the classes above each class."""
    found: dict[str, set[str]] = defaultdict(set)
    for kind, upper in supers:
        found[kind].add(upper)
    return found


def read_kinds(rows: Iterable[Row]) -> list[tuple[str, str, str]]:
    """Return classes with their labels in Vietnamese and English."""
    labels: dict[str, dict[str, str]] = defaultdict(dict)
    for row in rows:
        labels[str(row["kind"])][getattr(row["label"], "language", None) or "en"] = str(row["label"])
    return [
        (kind, found.get("vi") or min(found.values()), found.get("en") or min(found.values()))
        for kind, found in sorted(labels.items())
    ]


def _fill_bonds(database: sqlite3.Connection, store: Store) -> None:
    """Write the ties between people; those that the relationship view draws stand among all ties too."""
    bonds, crowds = read_bonds(store)
    for bond in bonds:
        insert_bond(database, bond)
    for crowd in crowds:
        database.execute("INSERT INTO crowds VALUES (?, ?)", (crowd.thing, crowd.people))
        stays = ((crowd.thing, *stay) for stay in crowd.stays)
        database.executemany("INSERT INTO crowd_stays VALUES (?, ?, ?, ?)", stays)
    write_stays(database, read_stays(store))


def _rows(store: Store, query: str) -> list[Row]:
    return store.select(PREFIXES + query)


def _of_article(iri: str) -> bool:
    """Whether this is a node inside an article: known through what was concluded from it, not by itself."""
    return "/id/article/" in iri and "#" in iri


def _grouped(store: Store) -> Iterator[tuple[str, Row]]:
    for what, pattern in GROUPED.items():
        query = f"SELECT ?name (COUNT(DISTINCT ?x) AS ?n) WHERE {{ {pattern} }} GROUP BY ?name"
        yield from ((what, row) for row in _rows(store, query) if "name" in row)


def _counts(store: Store, database: sqlite3.Connection) -> dict[str, int]:
    counts = {str(row["kind"]): int(str(row["n"])) for row in _rows(store, COUNTS)}
    events = "SELECT (COUNT(DISTINCT ?e) AS ?n) WHERE { ?e vpo:reportedBy ?article }"
    properties = {f"property {row['property']}": int(str(row["n"])) for row in _rows(store, PROPERTIES)}
    layers = Counter(graph.partition("/graph/")[2].partition("/")[0] for graph in store.graphs())
    return {
        **counts,
        **properties,
        **{f"{what} {row['name']}": int(str(row["n"])) for what, row in _grouped(store)},
        **dict(database.execute(_SPREAD, {"article": VPO.Article})),
        **{f"graphs {layer}": n for layer, n in layers.items() if layer},
        "articles": counts.get(VPO.Article, 0),
        "events": int(str(_rows(store, events)[0]["n"])),
        "ties": database.execute("SELECT COUNT(*) FROM ties").fetchone()[0],
        "things": database.execute("SELECT COUNT(*) FROM things").fetchone()[0],
        "triples": store.count(),
    }
