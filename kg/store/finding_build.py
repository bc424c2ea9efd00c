"""Filling what is searched: names of things with their places and years, and who held which post when."""

from __future__ import annotations

import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from kg.store.engine import Store, Term
from kg.store.spelling import folded_words, glued, toned_words
from kg.store.ties import DAYS, LEADS, MINOR, NAMES, PLACES, PREFIXES, ROLES, SHORT, TENURES
from kg.text import key
from kg.vocab import NS, VPO

SCHEMA = """
CREATE TABLE things (id INTEGER PRIMARY KEY, iri TEXT UNIQUE, kind TEXT, label_vi TEXT, label_en TEXT,
  key TEXT, number TEXT, late INTEGER, rank INTEGER);
CREATE TABLE called (id INTEGER, how TEXT, name TEXT, PRIMARY KEY (id, how, name)) WITHOUT ROWID;
CREATE TABLE placed (id INTEGER, place TEXT, PRIMARY KEY (id, place)) WITHOUT ROWID;
CREATE TABLE dated (id INTEGER, year TEXT, PRIMARY KEY (id, year)) WITHOUT ROWID;
CREATE VIRTUAL TABLE names USING fts5(toned, folded, via, facet, content='', prefix='1 2 3',
  tokenize="unicode61 remove_diacritics 0 tokenchars '_'");
CREATE TABLE roles (words TEXT, role TEXT, PRIMARY KEY (words, role)) WITHOUT ROWID;
CREATE TABLE held (id INTEGER PRIMARY KEY, tenure TEXT, person TEXT, post TEXT, since TEXT, until TEXT);
CREATE VIRTUAL TABLE posts USING fts5(role, body, person, facet, content='', prefix='1 2 3',
  tokenize="unicode61 remove_diacritics 0 tokenchars '_'");
"""
FINISH = """
CREATE INDEX things_by_key ON things(key);
CREATE INDEX things_by_kind ON things(kind, id);
INSERT INTO names(names) VALUES ('optimize');
INSERT INTO posts(posts) VALUES ('optimize');
"""

_Row = dict[str, Term]
_LATE = {VPO.Event: 1, VPO.Conference: 1, VPO.PersonnelEvent: 1, VPO.Article: 2}
_DATED = {1, 2}
_NOT_SHORTENED = {*_LATE, VPO.Person, VPO.Official}


@dataclass(slots=True)
class _Thing:
    """What is known of one thing: labels by language, names and leads by how they belong to it."""

    labels: dict[str, str] = field(default_factory=dict)
    names: set[tuple[str, str]] = field(default_factory=set)
    leads: set[tuple[str, str]] = field(default_factory=set)
    places: set[str] = field(default_factory=set)
    days: set[str] = field(default_factory=set)

    @property
    def vi(self) -> str:
        return self.labels.get("vi") or min(self.labels.values())

    @property
    def en(self) -> str:
        return self.labels.get("en", self.vi)

    @property
    def own(self) -> Iterator[str]:
        """All that it is called, its labels among it."""
        yield from self.labels.values()
        yield from (name for _, name in self.names)


@dataclass(frozen=True, slots=True)
class _Held:
    tenure: str
    person: str
    post: str
    role: str
    body: str
    since: str
    until: str

    @property
    def years(self) -> Iterator[str]:
        """The years in which the post was surely held."""
        if self.since:
            yield from map(str, range(int(self.since[:4]), int(self.until[:4]) + 1))


def token(letter: str, name: str) -> str:
    """Return the word by which things are kept to a class (`k`), a place (`p`) or a year (`y`)."""
    return (
        letter
        + re.sub(r"\W", "_", name.removeprefix(NS).partition("/id/")[2] or name.removeprefix(NS)).lower()
    )


def fill_search(
    database: sqlite3.Connection, store: Store, kinds: Mapping[str, str], ranks: Mapping[str, int]
) -> None:
    """Write what is searched; `kinds` and `ranks` are by thing.

    Rows are numbered by how likely somebody looks for them, so that the first found are the best: what has
    many ties, then events and articles, newest first, and words of the word lists last.
    """
    things = {iri: thing for iri, thing in _read_things(store).items() if thing.labels}
    tenures = tuple(_read_tenures(store))
    for iri, thing in things.items():
        if kinds.get(iri) == VPO.AdministrativeUnit:
            thing.places.add(iri)
        elif kinds.get(iri) == VPO.PositionWord:
            thing.names.clear()  # forms that rules look for in a text, nothing that somebody searches
    _add_tenures(things, tenures)
    short = _Short.of(store)

    def order(iri: str) -> tuple[int, int, str]:
        kind = kinds.get(iri, "")
        late = _late(kind)
        newest = int(max(things[iri].days, default="0")[:10].replace("-", ""))
        return late, -(newest if late in _DATED else ranks.get(iri, 0)), iri

    for number, iri in enumerate(sorted(things, key=order), 1):
        kind = kinds.get(iri, "")
        forms = () if kind in _NOT_SHORTENED else short.forms(things[iri].own)
        _write_thing(database, (number, iri, kind, ranks.get(iri, 0)), things[iri], forms)
    _write_roles(database, store)
    newest = sorted(tenures, key=lambda held: (held.until, held.since, held.tenure), reverse=True)
    for number, held in enumerate(newest, 1):
        _write_held(database, number, held, things, short)
    database.executescript(FINISH)


def _late(kind: str) -> int:
    """How late things of a class come: people, bodies, places and documents, events, articles, words."""
    return 3 if kind in MINOR else _LATE.get(kind, 0)


def _rows(store: Store, query: str) -> list[_Row]:
    return store.select(PREFIXES + query)


def _read_things(store: Store) -> dict[str, _Thing]:
    things: dict[str, _Thing] = defaultdict(_Thing)
    for row in _rows(store, NAMES):
        iri, name, how = str(row["thing"]), row["name"], str(row["how"])
        if "#" in iri:
            continue
        if how == "label":
            language = getattr(name, "language", None) or "vi"
            labels = things[iri].labels
            labels[language] = min(str(name), labels.get(language, str(name)))
        else:
            things[iri].names.add((how, str(name)))
    for row in _rows(store, LEADS):
        things[str(row["thing"])].leads.add((str(row["how"]), str(row["name"])))
    for row in _rows(store, PLACES):
        node, place = str(row["thing"]), str(row["place"])
        thing = things[node.partition("#")[0]]
        thing.places.add(place)
        if "governs" in row and "#" not in node:
            thing.leads |= things[place].leads
    for row in _rows(store, DAYS):
        if "#" not in str(row["thing"]):
            things[str(row["thing"])].days.add(str(row["day"]))
    return things


def _read_tenures(store: Store) -> Iterator[_Held]:
    for row in _rows(store, TENURES):
        names = ("tenure", "person", "post", "role", "body", "since", "until")
        yield _Held(*(str(row.get(name) or "") for name in names))


def _add_tenures(things: Mapping[str, _Thing], tenures: Iterable[_Held]) -> None:
    """Give people the places and years of their posts."""
    for held in tenures:
        if held.person in things:
            things[held.person].days.update(held.years)
            if held.body in things:
                things[held.person].places |= things[held.body].places


def _write_thing(
    database: sqlite3.Connection, known: tuple[int, str, str, int], thing: _Thing, forms: Iterable[str]
) -> None:
    number, iri, kind, rank = known
    numbers = sorted(name for how, name in thing.names if how == "number")
    database.execute(
        "INSERT INTO things VALUES (?,?,?,?,?,?,?,?,?)",
        (number, iri, kind, thing.vi, thing.en, key(thing.vi), " ".join(folded_words("".join(numbers[:1]))),
         _late(kind), rank),
    )  # fmt: skip
    labels = set(thing.labels.values())
    called = ((number, how, name) for how, name in thing.names | thing.leads if name not in labels)
    database.executemany("INSERT OR IGNORE INTO called VALUES (?,?,?)", called)
    database.executemany("INSERT INTO placed VALUES (?,?)", ((number, place) for place in thing.places))
    years = {day[:4] for day in thing.days}
    database.executemany("INSERT INTO dated VALUES (?,?)", ((number, year) for year in years))
    own = sorted({*thing.own, *forms})
    database.execute(
        "INSERT INTO names(rowid, toned, folded, via, facet) VALUES (?,?,?,?,?)",
        (number, _words(map(toned_words, own)), _words([*map(folded_words, own), map(glued, numbers)]),
         _words(folded_words(name) for _, name in thing.leads), _facets(kind, thing.places, years)),
    )  # fmt: skip


def _write_held(
    database: sqlite3.Connection, number: int, held: _Held, things: Mapping[str, _Thing], short: _Short
) -> None:
    body, person, role = (things.get(iri, _Thing()) for iri in (held.body, held.person, held.role))
    database.execute(
        "INSERT INTO held VALUES (?,?,?,?,?,?)",
        (number, held.tenure, held.person, held.post or held.body, held.since, held.until),
    )
    roles = f"{token('r', held.role)} {_words(map(folded_words, role.own))}"
    bodies = _words(map(folded_words, [*body.own, *short.forms(body.own)]))
    facets = _facets("", body.places, set(held.years))
    database.execute(
        "INSERT INTO posts(rowid, role, body, person, facet) VALUES (?,?,?,?,?)",
        (number, roles, bodies, _words(map(folded_words, person.own)), facets),
    )


def _write_roles(database: sqlite3.Connection, store: Store) -> None:
    for row in _rows(store, ROLES):
        words = folded_words(str(row["name"]))
        database.execute(
            "INSERT OR IGNORE INTO roles VALUES (?,?)", (" ".join(words), token("r", str(row["role"])))
        )


def _words(names: Iterable[Iterable[str]]) -> str:
    return " ".join(word for words in names for word in words)


def _facets(kind: str, places: Iterable[str], years: Iterable[str]) -> str:
    return " ".join(
        [token("k", kind), *(token("p", place) for place in places), *(token("y", year) for year in years)]
    )


@dataclass(frozen=True, slots=True)
class _Short:
    """Abbreviations with one meaning, by which names of bodies are typed: `UBND` for `Ủy ban nhân dân`."""

    pattern: re.Pattern[str]
    short: Mapping[str, str]

    @classmethod
    def of(cls, store: Store) -> _Short:
        short = {key(str(row["long"])): str(row["short"]) for row in _rows(store, SHORT)}
        longest = sorted((long for long in short if " " in long), key=lambda long: (-len(long), long))
        return cls(
            re.compile("|".join(rf"(?<!\w){re.escape(long)}(?!\w)" for long in longest) or r"(?!)"), short
        )

    def forms(self, names: Iterable[str]) -> Iterator[str]:
        """Yield the names that have another form with abbreviations, in that form."""
        for name in names:
            plain = key(name)
            form = self.pattern.sub(lambda match: self.short[match[0]], plain)
            if form != plain:
                yield form
