"""What conclusions of very many facts rest on: how many, the first of them, from which articles and days.

A page tells of each row how well it is founded; reading thousands of facts for that would take the time of
the whole page. Conclusions of fewer facts, and those from other conclusions, are read from the store.
"""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections.abc import Callable, Collection, Iterator, Mapping, Set
from dataclasses import dataclass
from typing import Any

from rdflib import URIRef

from kg.store.engine import Store
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
GROUP BY ?item HAVING (COUNT(?fact) >= {FEW})"""
_DAYS = f"""SELECT ?article (MIN(STR(?day)) AS ?first) WHERE {{
  ?article a <{VPO.Article}> OPTIONAL {{ ?article <https://schema.org/datePublished> ?day }}
}} GROUP BY ?article ORDER BY ?article"""
_NUMBERS = "SELECT number FROM sources WHERE article IN (SELECT value FROM json_each(?))"
DISPUTED = "disputed-facts"
"""The list of the facts on which sides of conflicts rest."""
_DISPUTED = "SELECT subject FROM led WHERE list = ?"
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
    known = {article: (number, day) for number, article, day in database.execute("SELECT * FROM sources")}
    disputed = {fact for (fact,) in database.execute(_DISPUTED, (DISPUTED,))}
    rows = _founded(store, known, disputed)
    database.executemany("INSERT INTO founded VALUES (?, ?, ?, ?, ?, ?, ?)", rows)


def _founded(
    store: Store, known: Mapping[str, tuple[int, str]], disputed: Set[str]
) -> Iterator[tuple[object, ...]]:
    for (item,) in store.texts(_MANY):
        facts = sorted({str(fact) for fact in store.values(URIRef(item), URIRef(VPO.derivedFrom))})
        articles = {fact.partition("#")[0] for fact in facts}
        if len(facts) >= FEW and all(_NODE in fact for fact in facts) and articles <= known.keys():
            numbers = array("I", sorted(known[article][0] for article in articles))
            days = sorted(day for article in articles if (day := known[article][1])) or [""]
            told = " ".join(fact for fact in facts if fact in disputed)
            yield item, len(facts), " ".join(facts[:_FIRST]), days[0], days[-1], numbers.tobytes(), told


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
