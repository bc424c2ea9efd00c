"""What conclusions of very many facts rest on: how many, the first of them, from which articles and days.

A page tells of each row how well it is founded; reading thousands of facts for that would take the time of
the whole page. Conclusions of fewer facts, and those from other conclusions, are read from the store.
"""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from rdflib import RDF, SDO, URIRef

from kg.store.engine import Store
from kg.store.reach import Change, Reach
from kg.vocab import VPO

SCHEMA = """
CREATE TABLE sources (number INTEGER PRIMARY KEY, article TEXT UNIQUE, day TEXT);
CREATE TABLE founded (item TEXT PRIMARY KEY, facts INTEGER, first TEXT, since TEXT, until TEXT, articles BLOB,
  disputed TEXT)
  WITHOUT ROWID;
"""
FEW = 20
"""A conclusion of fewer facts is not listed."""
_FIRST = 6  # facts of which the sentences are shown
_MANY = f"""SELECT ?item WHERE {{ ?item <{VPO.derivedFrom}> ?fact }}
GROUP BY ?item HAVING (COUNT(?fact) >= %s)"""
_DAYS = f"""SELECT ?article (MIN(STR(?day)) AS ?first) WHERE {{
  ?article a <{VPO.Article}> OPTIONAL {{ ?article <https://schema.org/datePublished> ?day }}
}} GROUP BY ?article ORDER BY ?article"""
_ARTICLES = f"""SELECT ?article WHERE {{
  ?article a <{VPO.Article}> OPTIONAL {{ ?article <{SDO.datePublished}> ?day }}
}}"""
_RESTING = f"SELECT ?item ?fact WHERE {{ ?item <{VPO.derivedFrom}> ?fact }}"
_SOURCE = """INSERT INTO sources (article, day) VALUES (?, ?)
ON CONFLICT (article) DO UPDATE SET day = excluded.day"""
_KNOWN = "SELECT number, day FROM sources WHERE article IN (SELECT value FROM json_each(?))"
_NUMBERS = "SELECT number FROM sources WHERE article IN (SELECT value FROM json_each(?))"
DISPUTED = "disputed-facts"
"""The list of the facts on which sides of conflicts rest."""
_DISPUTED = "SELECT subject FROM led WHERE list = ? AND subject IN (SELECT value FROM json_each(?))"
_NODE = "/id/article/"

Rows = Callable[..., list[Any]]


@dataclass(frozen=True, slots=True)
class Founded:
    """What a conclusion rests on: how many facts, the first of them, its articles by number, their days.

    `disputed` are those of its facts on which a side of any conflict rests.
    """

    facts: int
    first: tuple[str, ...]
    since: str
    until: str
    articles: frozenset[int]
    disputed: tuple[str, ...]


def fill_founded(database: sqlite3.Connection, store: Store) -> None:
    """Write what the conclusions of many facts rest on; the lists of leads stand there already."""
    days = ((number, article, day[:10]) for number, (article, day) in enumerate(store.texts(_DAYS)))
    database.executemany("INSERT INTO sources VALUES (?, ?, ?)", days)
    items = (item for (item,) in store.texts(_MANY % FEW))
    database.executemany("INSERT INTO founded VALUES (?, ?, ?, ?, ?, ?, ?)", _founded(database, store, items))


def follow_founded(database: sqlite3.Connection, change: Change, disputed: Iterable[str]) -> None:
    """Bring what conclusions rest on to what the store holds; of facts `disputed` that is another now."""
    articles = Reach.of(_ARTICLES).touched(change, "article")
    for (article,) in articles:
        _follow_source(database, change.new, article)
    typed = (iri[1:-1] for iri, _ in change.triples.get(f"<{RDF.type}>", ()))
    facts = {*disputed, *(iri for iri in typed if _NODE in iri)}
    items = {item for (item,) in Reach.of(_RESTING).touched(change, "item")}
    items |= {item for fact in facts for item in change.new.subjects(URIRef(VPO.derivedFrom), URIRef(fact))}
    database.executemany("DELETE FROM founded WHERE item = ?", ((item,) for item in items))
    rows = _founded(database, change.new, sorted(items))
    database.executemany("INSERT INTO founded VALUES (?, ?, ?, ?, ?, ?, ?)", rows)


def _follow_source(database: sqlite3.Connection, store: Store, article: str) -> None:
    """Write an article and its day under the number that it has, or the next one."""
    days = [str(day) for day in store.values(URIRef(article), SDO.datePublished)]
    if URIRef(VPO.Article) not in store.values(URIRef(article), RDF.type):
        database.execute("DELETE FROM sources WHERE article = ?", (article,))
        return
    database.execute(_SOURCE, (article, min(days, default="")[:10]))


def _founded(
    database: sqlite3.Connection, store: Store, items: Iterable[str]
) -> Iterator[tuple[object, ...]]:
    for item in items:
        facts = sorted({str(fact) for fact in store.values(URIRef(item), URIRef(VPO.derivedFrom))})
        if len(facts) < FEW or not all(_NODE in fact for fact in facts):
            continue
        articles = json.dumps(sorted({fact.partition("#")[0] for fact in facts}))
        known = database.execute(_KNOWN, (articles,)).fetchall()
        if len(known) == articles.count(_NODE):
            numbers = array("I", sorted(number for number, _ in known))
            days = sorted(day for _, day in known if day) or [""]
            told = database.execute(_DISPUTED, (DISPUTED, json.dumps(facts))).fetchall()
            disputed = " ".join(sorted(fact for (fact,) in told))
            first = " ".join(facts[:_FIRST])
            yield item, len(facts), first, days[0], days[-1], numbers.tobytes(), disputed


def read_founded(rows: Rows, item: str) -> Founded | None:
    """Return what a conclusion of many facts rests on; None for others."""
    found = rows("SELECT facts, first, since, until, articles, disputed FROM founded WHERE item = ?", item)
    if not found:
        return None
    facts, first, since, until, articles, disputed = found[0]
    numbers = frozenset(array("I", articles))
    return Founded(facts, tuple(first.split()), since, until, numbers, tuple(disputed.split()))


def numbers_of(rows: Rows, articles: Collection[str]) -> set[int]:
    """Return the numbers of articles."""
    return {number for (number,) in rows(_NUMBERS, json.dumps(sorted(articles)))}
