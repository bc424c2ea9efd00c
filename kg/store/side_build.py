"""Filling the side index from a store."""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from kg.store.bonds import DRAWN, Bond, Crowd, read_bonds
from kg.store.engine import Store, Term
from kg.store.finding_build import SCHEMA, fill_search
from kg.store.founded import SCHEMA as FOUNDED
from kg.store.founded import fill_founded
from kg.store.kept import answers
from kg.store.leads import SCHEMA as LEADS
from kg.store.leads import fill_leads
from kg.store.ties import CLASSES, COUNTS, GROUPED, KINDS, PREFIXES, PROPERTIES, SUPERS, TIES, WAITS
from kg.vocab import VPO

FORMAT = 11
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
CREATE TABLE waits (queue TEXT, number INTEGER, node TEXT, PRIMARY KEY (queue, number)) WITHOUT ROWID;
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
_SPREAD = """WITH articles AS (SELECT id FROM things WHERE kind = :article)
SELECT 'year ' || year, COUNT(*) FROM dated JOIN articles USING (id) GROUP BY year
UNION ALL SELECT 'place ' || place, COUNT(*) FROM placed JOIN articles USING (id) GROUP BY place
UNION ALL SELECT 'waits ' || queue, COUNT(*) FROM waits GROUP BY queue
UNION ALL SELECT * FROM (SELECT 'post ' || post, COUNT(DISTINCT person) AS n FROM held
  WHERE post LIKE '%/id/post/%' GROUP BY post ORDER BY n DESC, post LIMIT 1)"""
_RANKS = """SELECT thing, SUM(n) FROM (
  SELECT source AS thing, COUNT(*) AS n FROM ties GROUP BY source
  UNION ALL SELECT target, COUNT(*) FROM ties GROUP BY target) GROUP BY thing"""

Row = dict[str, Term]


def fill(database: sqlite3.Connection, store: Store) -> None:
    """Write the whole side index of `store` into an empty database."""
    with database:
        database.executescript(_SCHEMA + SCHEMA + LEADS + FOUNDED)
        supers = {(str(row["kind"]), str(row["super"])) for row in _rows(store, SUPERS)}
        database.executemany("INSERT OR IGNORE INTO supers VALUES (?, ?)", sorted(supers))
        database.executemany("INSERT INTO kinds VALUES (?, ?, ?)", _kinds(store))
        database.executemany("INSERT OR IGNORE INTO ties VALUES (?, ?, ?, ?)", _ties(store))
        _fill_bonds(database, *read_bonds(store))
        for queue, query in WAITS.items():
            nodes = ((queue, number, str(row["node"])) for number, row in enumerate(_rows(store, query)))
            database.executemany("INSERT INTO waits VALUES (?, ?, ?)", nodes)
        database.executescript(_FINISH)
        fill_search(database, store, _most_special(store, supers), dict(database.execute(_RANKS)))
        database.executemany("INSERT INTO kept VALUES (?, ?)", answers(store))
        fill_leads(database, store)
        fill_founded(database, store)
        database.executemany("INSERT INTO counts VALUES (?, ?)", _counts(store, database).items())


def _rows(store: Store, query: str) -> list[Row]:
    return store.select(PREFIXES + query)


def _of_article(iri: str) -> bool:
    """Whether this is a node inside an article: known through what was concluded from it, not by itself."""
    return "/id/article/" in iri and "#" in iri


def _most_special(store: Store, supers: set[tuple[str, str]]) -> dict[str, str]:
    """The class of each thing that has no subclass among the thing's other classes."""
    above = defaultdict(set)
    for kind, upper in supers:
        above[kind].add(upper)
    classes: dict[str, set[str]] = defaultdict(set)
    for row in _rows(store, CLASSES):
        classes[str(row["thing"])].add(str(row["kind"]))
    return {
        iri: min(found - set().union(*(above[kind] for kind in found)) or found)
        for iri, found in classes.items()
    }


def _kinds(store: Store) -> list[tuple[str, str, str]]:
    labels: dict[str, dict[str, str]] = defaultdict(dict)
    for row in _rows(store, KINDS):
        labels[str(row["kind"])][getattr(row["label"], "language", None) or "en"] = str(row["label"])
    return [
        (kind, found.get("vi") or min(found.values()), found.get("en") or min(found.values()))
        for kind, found in sorted(labels.items())
    ]


def _ties(store: Store) -> Iterator[tuple[str, str, str, str]]:
    for kind, pattern in TIES.items():
        for row in _rows(store, f"SELECT DISTINCT ?source ?target ?evidence WHERE {{ {pattern} }}"):
            source, target, evidence = (str(row[name]) for name in ("source", "target", "evidence"))
            if not _of_article(source) and not _of_article(target):
                yield source, target, kind, evidence


def _fill_bonds(database: sqlite3.Connection, bonds: Iterable[Bond], crowds: Iterable[Crowd]) -> None:
    """Write the ties between people; those that the relationship view draws stand among all ties too."""
    for bond in bonds:
        row = (bond.source, bond.target, bond.kind, bond.since, bond.until, bond.weight, bond.sure)
        database.execute("INSERT INTO bonds VALUES (?,?,?,?,?,?,?,?)", (*row, " ".join(bond.evidence)))
        if bond.kind in DRAWN:
            database.execute("INSERT OR IGNORE INTO ties VALUES (?,?,?,?)", (*row[:3], bond.evidence[0]))
    for crowd in crowds:
        database.execute("INSERT INTO crowds VALUES (?, ?)", (crowd.thing, crowd.people))
        stays = ((crowd.thing, *stay) for stay in crowd.stays)
        database.executemany("INSERT INTO crowd_stays VALUES (?, ?, ?, ?)", stays)


def _grouped(store: Store) -> Iterator[tuple[str, Row]]:
    for what, pattern in GROUPED.items():
        query = f"SELECT ?name (COUNT(?x) AS ?n) WHERE {{ {pattern} }} GROUP BY ?name"
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
