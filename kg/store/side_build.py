"""Filling the side index from a store."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from kg.store.engine import Store, Term
from kg.store.ties import (
    CLASSES,
    COUNTS,
    KINDS,
    MINOR,
    NAMES,
    PREFIXES,
    SHARED,
    SHARED_LIMIT,
    SUPERS,
    TENURES,
    TIES,
)
from kg.store.together import Held, apart, held
from kg.text import fold, key
from kg.vocab import NS, VPO

_SCHEMA = """
CREATE TABLE things (id INTEGER PRIMARY KEY, iri TEXT UNIQUE, kind TEXT, label_vi TEXT, label_en TEXT,
  key TEXT, minor INTEGER, rank INTEGER DEFAULT 0);
CREATE VIRTUAL TABLE names USING fts5(folded, content='', tokenize="unicode61 remove_diacritics 0");
CREATE TABLE kinds (kind TEXT PRIMARY KEY, label_vi TEXT, label_en TEXT);
CREATE TABLE supers (kind TEXT, super TEXT, PRIMARY KEY (super, kind));
CREATE TABLE ties (source TEXT, target TEXT, kind TEXT, evidence TEXT,
  PRIMARY KEY (source, target, kind, evidence)) WITHOUT ROWID;
CREATE TABLE counts (name TEXT PRIMARY KEY, n INTEGER);
"""
_FINISH = """
CREATE INDEX ties_by_target ON ties(target, source, kind, evidence);
UPDATE things SET rank = (SELECT COUNT(*) FROM ties WHERE source = iri)
  + (SELECT COUNT(*) FROM ties WHERE target = iri);
INSERT INTO names(names) VALUES ('optimize');
"""

Row = dict[str, Term]


def fill(database: sqlite3.Connection, store: Store) -> None:
    """Write the whole side index of `store` into an empty database."""
    with database:
        database.executescript(_SCHEMA)
        supers = {(str(row["kind"]), str(row["super"])) for row in _rows(store, SUPERS)}
        database.executemany("INSERT OR IGNORE INTO supers VALUES (?, ?)", sorted(supers))
        database.executemany("INSERT INTO kinds VALUES (?, ?, ?)", _kinds(store))
        for number, (thing, folded) in enumerate(_things(store, supers), 1):
            database.execute(
                "INSERT INTO things(id, iri, kind, label_vi, label_en, key, minor) VALUES (?,?,?,?,?,?,?)",
                (number, *thing, thing[1] in MINOR),
            )
            database.execute("INSERT INTO names(rowid, folded) VALUES (?, ?)", (number, folded))
        database.executemany("INSERT OR IGNORE INTO ties VALUES (?, ?, ?, ?)", _ties(store))
        database.executescript(_FINISH)
        database.executemany("INSERT INTO counts VALUES (?, ?)", _counts(store, database).items())


def _rows(store: Store, query: str) -> list[Row]:
    return store.select(PREFIXES + query)


def _of_article(iri: str) -> bool:
    """Whether this is a node inside an article: known through what was concluded from it, not by itself."""
    return "/id/article/" in iri and "#" in iri


def _things(store: Store, supers: set[tuple[str, str]]) -> Iterator[tuple[tuple[str, ...], str]]:
    labels: dict[str, dict[str, str]] = defaultdict(dict)
    names: dict[str, set[str]] = defaultdict(set)
    for row in _rows(store, NAMES):
        iri, name = str(row["thing"]), row["name"]
        if _of_article(iri) or iri.startswith(NS):
            continue
        names[iri].add(fold(str(name)))
        if str(row["main"]) == "true":
            language = getattr(name, "language", None) or "vi"
            labels[iri][language] = min(str(name), labels[iri].get(language, str(name)))
    kinds = _most_special(store, supers)
    for iri in sorted(labels):
        vi = labels[iri].get("vi") or min(labels[iri].values())
        en = labels[iri].get("en", vi)
        yield (iri, kinds.get(iri, ""), vi, en, key(vi)), " | ".join(sorted(names[iri]))


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
    shared: dict[tuple[str, str], set[str]] = defaultdict(set)
    for kind, pattern in TIES.items():
        for row in _rows(store, f"SELECT DISTINCT ?source ?target ?evidence WHERE {{ {pattern} }}"):
            source, target, evidence = (str(row[name]) for name in ("source", "target", "evidence"))
            if _of_article(source) or _of_article(target):
                continue
            yield source, target, kind, evidence
            shared[kind, target].add(source)
    persons = {str(row["who"]) for row in _rows(store, "SELECT DISTINCT ?who WHERE { ?who a vpo:Person }")}
    times = _times(store)
    for kind, through in SHARED.items():
        for (tie, target), sources in shared.items():
            people = sorted(sources & persons)
            if tie == through and len(people) <= SHARED_LIMIT:
                for one, other in combinations(people, 2):
                    if not apart(times[one, target], times[other, target]):
                        yield one, other, kind, target


def _times(store: Store) -> dict[tuple[str, str], list[Held]]:
    """The bounds of the tenures of each person in each body; an event has none."""
    said: dict[tuple[str, str, str], dict[str, str]] = defaultdict(dict)
    for row in _rows(store, TENURES):
        values = said[str(row["holder"]), str(row["body"]), str(row["tenure"])]
        if "term" in row:
            values[str(row["term"])] = str(row["value"])
    times: dict[tuple[str, str], list[Held]] = defaultdict(list)
    for (holder, body, _), values in said.items():
        times[holder, body].append(held(values))
    return times


def _counts(store: Store, database: sqlite3.Connection) -> dict[str, int]:
    counts = {str(row["kind"]): int(str(row["n"])) for row in _rows(store, COUNTS)}
    events = "SELECT (COUNT(DISTINCT ?e) AS ?n) WHERE { ?e vpo:reportedBy ?article }"
    return {
        **counts,
        "articles": counts.get(VPO.Article, 0),
        "events": int(str(_rows(store, events)[0]["n"])),
        "ties": database.execute("SELECT COUNT(*) FROM ties").fetchone()[0],
        "things": database.execute("SELECT COUNT(*) FROM things").fetchone()[0],
        "triples": store.count(),
    }
