"""Writing what is searched: names of things with their places and years, and who held which post when.

Rows are numbered by how likely somebody looks for them, so that the first found are the best: what has many
ties, then events and articles, newest first, and words of the word lists last. The number of a thing is made
of these alone and of its name, so that it does not depend on what else there is.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any, TypeVar

from kg.store.engine import Store
from kg.store.finding_read import Searched, Short, Tenure, Thing
from kg.store.spelling import folded_words, glued, toned_words
from kg.store.ties import MINOR, PREFIXES, ROLES
from kg.text import key
from kg.vocab import NS, VPO

SCHEMA = """
CREATE TABLE things (id INTEGER PRIMARY KEY, iri TEXT UNIQUE, kind TEXT, label_vi TEXT, label_en TEXT,
  key TEXT, number TEXT, late INTEGER, rank INTEGER);
CREATE TABLE called (id INTEGER, how TEXT, name TEXT, PRIMARY KEY (id, how, name)) WITHOUT ROWID;
CREATE TABLE placed (id INTEGER, place TEXT, PRIMARY KEY (id, place)) WITHOUT ROWID;
CREATE TABLE dated (id INTEGER, year TEXT, PRIMARY KEY (id, year)) WITHOUT ROWID;
CREATE TABLE named (id INTEGER PRIMARY KEY, toned TEXT, folded TEXT, via TEXT, facet TEXT);
CREATE VIRTUAL TABLE names USING fts5(toned, folded, via, facet, content='named', content_rowid='id',
  prefix='1 2 3', tokenize="unicode61 remove_diacritics 0 tokenchars '_'");
CREATE TABLE roles (words TEXT, role TEXT, PRIMARY KEY (words, role)) WITHOUT ROWID;
CREATE TABLE held (id INTEGER PRIMARY KEY, tenure TEXT, person TEXT, post TEXT, since TEXT, until TEXT);
CREATE TABLE posted (id INTEGER PRIMARY KEY, role TEXT, body TEXT, person TEXT, facet TEXT);
CREATE VIRTUAL TABLE posts USING fts5(role, body, person, facet, content='posted', content_rowid='id',
  prefix='1 2 3', tokenize="unicode61 remove_diacritics 0 tokenchars '_'");
"""
MOST_HELD = """SELECT post, COUNT(DISTINCT person) AS n FROM held
WHERE post LIKE '%/id/post/%' GROUP BY post ORDER BY n DESC, post LIMIT 1"""
"""The post that most people have held, and how many."""
FINISH = """
CREATE INDEX things_by_key ON things(key);
CREATE INDEX things_by_kind ON things(kind, id);
CREATE INDEX held_by_tenure ON held(tenure);
CREATE INDEX held_by_post ON held(post, person);
INSERT INTO names(names) VALUES ('optimize');
INSERT INTO posts(posts) VALUES ('optimize');
"""

_T = TypeVar("_T", str, Tenure)
_LATE = {VPO.Event: 1, VPO.Conference: 1, VPO.PersonnelEvent: 1, VPO.Article: 2}
_DATED = {1, 2}
_NOT_SHORTENED = {*_LATE, VPO.Person, VPO.Official}
NAME = 34
"""Bits of a number that are made of the name: without them it is equal for things that are equally likely."""
_LIKELY = 27  # bits of what makes a thing likely to be looked for
_DAY = 18  # bits of a day since 1800
_NAMED = ("toned", "folded", "via", "facet")
_POSTED = ("role", "body", "person", "facet")


@dataclass(frozen=True, slots=True)
class ThingRow:
    """What is written of a thing; `at` is the number that it gets when that is free.

    `said` are IRI, class, labels, key, number of a document, how late it comes and rank; `words` the columns
    in which words are searched.
    """

    at: int
    said: tuple[Any, ...]
    called: frozenset[tuple[str, str]]
    placed: frozenset[str]
    dated: frozenset[str]
    words: tuple[str, ...]

    @property
    def rank(self) -> int:
        """How many ties it has."""
        return int(self.said[-1])


@dataclass(frozen=True, slots=True)
class HeldRow:
    """What is written of a post held."""

    at: int
    said: tuple[str, ...]
    words: tuple[str, ...]


def token(letter: str, name: str) -> str:
    """Return the word by which things are kept to a class (`k`), a place (`p`) or a year (`y`)."""
    return (
        letter
        + re.sub(r"\W", "_", name.removeprefix(NS).partition("/id/")[2] or name.removeprefix(NS)).lower()
    )


def fill_search(
    database: sqlite3.Connection, store: Store, found: Searched, ranks: Mapping[str, int]
) -> None:
    """Write all that is searched; `ranks` are by thing."""
    short = Short.of(store)
    places = {iri: _place(iri, found, ranks.get(iri, 0)) for iri in found.things}
    for number, iri in _numbered(places):
        insert_thing(database, number, thing_row(iri, found, ranks.get(iri, 0), short))
    held = {one: _held_place(one) for one in found.tenures}
    for number, one in _numbered(held):
        insert_held(database, number, held_row(one, found.things, short))
    for row in store.select(PREFIXES + ROLES):
        words = " ".join(folded_words(str(row["name"])))
        database.execute("INSERT OR IGNORE INTO roles VALUES (?,?)", (words, token("r", str(row["role"]))))
    database.executescript(FINISH)


def thing_row(iri: str, found: Searched, rank: int, short: Short) -> ThingRow:
    """Return what is written of a thing that has labels."""
    thing, kind = found.things[iri], found.kinds.get(iri, "")
    numbers = sorted(name for how, name in thing.names if how == "number")
    number = " ".join(folded_words("".join(numbers[:1])))
    labels = set(thing.labels.values())
    years = frozenset(day[:4] for day in thing.days)
    own = sorted({*thing.own, *(() if kind in _NOT_SHORTENED else short.forms(thing.own))})
    return ThingRow(
        at=_place(iri, found, rank),
        said=(iri, kind, thing.vi, thing.en, key(thing.vi), number, _late(kind), rank),
        called=frozenset((how, name) for how, name in thing.names | thing.leads if name not in labels),
        placed=frozenset(thing.places),
        dated=years,
        words=(
            _words(map(toned_words, own)),
            _words([*map(folded_words, own), map(glued, numbers)]),
            _words(folded_words(name) for _, name in sorted(thing.leads)),
            _facets(kind, thing.places, years),
        ),
    )


def held_row(held: Tenure, things: Mapping[str, Thing], short: Short) -> HeldRow:
    """Return what is written of a post held; `things` are the person, the body and the role."""
    body, person, role = (things.get(iri, Thing()) for iri in (held.body, held.person, held.role))
    bodies = sorted({*body.own, *short.forms(body.own)})
    words = (
        f"{token('r', held.role)} {_words(map(folded_words, sorted(set(role.own))))}",
        _words(map(folded_words, bodies)),
        _words(map(folded_words, sorted(set(person.own)))),
        _facets("", body.places, set(held.years)),
    )
    said = (held.tenure, held.person, held.post or held.body, held.since, held.until)
    return HeldRow(_held_place(held), said, words)


def insert_thing(database: sqlite3.Connection, number: int, row: ThingRow) -> None:
    """Write a thing under a number that is free."""
    database.execute("INSERT INTO things VALUES (?,?,?,?,?,?,?,?,?)", (number, *row.said))
    called = ((number, how, name) for how, name in row.called)
    database.executemany("INSERT INTO called VALUES (?,?,?)", called)
    database.executemany("INSERT INTO placed VALUES (?,?)", ((number, place) for place in row.placed))
    database.executemany("INSERT INTO dated VALUES (?,?)", ((number, year) for year in row.dated))
    _insert_words(database, ("named", "names", _NAMED), number, row.words)


def stored_thing(database: sqlite3.Connection, iri: str) -> tuple[int, ThingRow] | None:
    """Return the number of a thing and what is written of it, None where nothing is."""
    found = database.execute("SELECT * FROM things WHERE iri = ?", (iri,)).fetchone()
    if found is None:
        return None
    number, *said = found
    called, placed, dated, words = (
        database.execute(f"SELECT {columns} FROM {table} WHERE id = ?", (number,)).fetchall()
        for columns, table in (
            ("how, name", "called"), ("place", "placed"), ("year", "dated"), (", ".join(_NAMED), "named"),
        )
    )  # fmt: skip
    places, years = (frozenset(value for (value,) in rows) for rows in (placed, dated))
    return number, ThingRow(number, tuple(said), frozenset(called), places, years, words[0])


def remove_thing(database: sqlite3.Connection, number: int) -> None:
    """Remove what is written of a thing."""
    for table in ("things", "called", "placed", "dated"):
        database.execute(f"DELETE FROM {table} WHERE id = ?", (number,))
    _remove_words(database, ("named", "names", _NAMED), number)


def insert_held(database: sqlite3.Connection, number: int, row: HeldRow) -> None:
    """Write a post held under a number that is free."""
    database.execute("INSERT INTO held VALUES (?,?,?,?,?,?)", (number, *row.said))
    _insert_words(database, ("posted", "posts", _POSTED), number, row.words)


def remove_held(database: sqlite3.Connection, number: int) -> None:
    """Remove what is written of a post held."""
    database.execute("DELETE FROM held WHERE id = ?", (number,))
    _remove_words(database, ("posted", "posts", _POSTED), number)


def free(database: sqlite3.Connection, table: str, number: int) -> int:
    """Return the first number from `number` on that no row of `table` has."""
    while database.execute(f"SELECT 1 FROM {table} WHERE id = ?", (number,)).fetchone():
        number += 1
    return number


def _insert_words(
    database: sqlite3.Connection, where: tuple[str, str, tuple[str, ...]], number: int, words: tuple[str, ...]
) -> None:
    kept, searched, columns = where
    database.execute(f"INSERT INTO {kept} VALUES (?,?,?,?,?)", (number, *words))
    database.execute(
        f"INSERT INTO {searched}(rowid, {', '.join(columns)}) VALUES (?,?,?,?,?)", (number, *words)
    )


def _remove_words(database: sqlite3.Connection, where: tuple[str, str, tuple[str, ...]], number: int) -> None:
    kept, searched, columns = where
    names = ", ".join(columns)
    database.execute(
        f"INSERT INTO {searched}({searched}, rowid, {names})"
        f" SELECT 'delete', id, {names} FROM {kept} WHERE id = ?",
        (number,),
    )
    database.execute(f"DELETE FROM {kept} WHERE id = ?", (number,))


def _numbered(places: Mapping[_T, int]) -> Iterator[tuple[int, _T]]:
    """Yield all with their numbers, upwards: their place, or the first behind it that is free."""
    last = -1
    for one, place in sorted(places.items(), key=lambda pair: (pair[1], str(pair[0]))):
        last = max(place, last + 1)
        yield last, one


def _place(iri: str, found: Searched, rank: int) -> int:
    """Return the number that a thing gets when that is free."""
    late = _late(found.kinds.get(iri, ""))
    newest = max(found.things[iri].days, default="0")[:10].replace("-", "")
    likely = int(newest) if late in _DATED else rank
    least = (1 << _LIKELY) - 1 - min(likely, (1 << _LIKELY) - 1)
    return (late << _LIKELY | least) << NAME | _hashed(iri, NAME)


def _held_place(held: Tenure) -> int:
    """Return the number that a post held gets when that is free: what was held last stands first."""
    until, since = ((1 << _DAY) - 1 - _day(day) for day in (held.until, held.since))
    bits = _LIKELY + NAME - 2 * _DAY + 2
    return (until << _DAY | since) << bits | _hashed(held.tenure, bits)


def _day(day: str) -> int:
    """Return a number that grows with an ISO day; 0 without one."""
    year, month, of_month = (int(part) for part in (day[:4] or "0", day[5:7] or "0", day[8:10] or "0"))
    return min(max((year - 1800) * 372 + month * 31 + of_month, 0), (1 << _DAY) - 1)


def _hashed(name: str, bits: int) -> int:
    return int.from_bytes(blake2b(name.encode(), digest_size=8).digest()) >> (64 - bits)


def _late(kind: str) -> int:
    """How late things of a class come: people, bodies, places and documents, events, articles, words."""
    return 3 if kind in MINOR else _LATE.get(kind, 0)


def _words(names: Iterable[Iterable[str]]) -> str:
    return " ".join(word for words in names for word in words)


def _facets(kind: str, places: Iterable[str], years: Iterable[str]) -> str:
    told = (*(token("p", place) for place in sorted(places)), *(token("y", year) for year in sorted(years)))
    return " ".join((token("k", kind), *told))
