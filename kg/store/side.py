"""The side index of a generation: search over folded names, ties between things, counts.

Derived from the store and never the source of a fact. One SQLite file, read from many threads.
"""

from __future__ import annotations

import json
import logging
import sqlite3
from collections.abc import Collection, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from typing import Any

from kg.errors import StoreError
from kg.logs import say
from kg.store.blocks import SUFFIX, changing, write_blocks
from kg.store.bonds import KINDS, Bond, crowd_weight
from kg.store.connections import Connections
from kg.store.delta import Delta
from kg.store.engine import Store, Term
from kg.store.files import clone_file
from kg.store.finding import Among, Finder, Found, Hit, Holders, Only
from kg.store.finding_build import NAME
from kg.store.founded import Founded, numbers_of, read_founded
from kg.store.kept import rows_of
from kg.store.leads import Wanted, count_leads, leads_of, read_leads, tally_leads, tally_years
from kg.store.side_build import FORMAT, fill
from kg.store.side_follow import can_follow, follow

EVERYTHING = Only()
"""A search that keeps all it finds."""
_RELATION = "source, target, kind"
_TIED = """FROM (
  SELECT source, target, kind, evidence, target AS other FROM ties WHERE source = ?1
  UNION SELECT source, target, kind, evidence, source FROM ties WHERE target = ?2)"""
_KINDS = f"""SELECT kind, COUNT(*) AS n FROM (SELECT DISTINCT {_RELATION} {_TIED})
GROUP BY kind ORDER BY n DESC, kind"""
_KNOWN = """SELECT value, (SELECT COUNT(*) FROM (SELECT DISTINCT source, target, kind FROM (
  SELECT source, target, kind FROM ties WHERE source = value
  UNION ALL SELECT source, target, kind FROM ties WHERE target = value AND source != value) LIMIT ?1))
FROM json_each(?2)"""
_NEIGHBOURS = f"""WITH tied AS (SELECT * {_TIED}),
best AS (
  SELECT {_RELATION}, other, COALESCE((SELECT rank FROM things WHERE iri = other), 0) AS rank
  FROM tied WHERE ?4 = '[]' OR kind IN (SELECT value FROM json_each(?4))
  GROUP BY {_RELATION}, other ORDER BY rank DESC, other, kind, source LIMIT ?3)
SELECT {_RELATION}, evidence FROM best JOIN tied USING ({_RELATION}, other)
ORDER BY rank DESC, other, kind, source, evidence"""
_BONDS = "source, target, kind, since, until, weight, sure, evidence"
_BESIDE = """WITH chosen AS (SELECT value AS person FROM json_each(?))
SELECT source, target, kind, evidence FROM bonds
WHERE kind = 'same-cluster' AND source IN chosen AND target IN chosen
UNION SELECT a.person, b.person, 'crowd', a.thing FROM crowd_stays a JOIN crowd_stays b ON a.thing = b.thing
WHERE a.person IN chosen AND b.person IN chosen AND a.person < b.person
AND MAX(a.since, b.since) <= MIN(a.until, b.until)
ORDER BY 1, 2, 3, 4"""
_IN_CROWDS = """SELECT DISTINCT a.thing, b.person, MAX(a.since, b.since), MIN(a.until, b.until), people
FROM crowd_stays a JOIN crowd_stays b ON a.thing = b.thing AND b.person != a.person
JOIN crowds ON crowds.thing = a.thing
WHERE a.person = ? AND MAX(a.since, b.since) <= MIN(a.until, b.until) ORDER BY 1, 2, 3"""


@dataclass(frozen=True, slots=True)
class Tie:
    """Two things that belong together, how (`kind`), and the node in the store that says so."""

    source: str
    target: str
    kind: str
    evidence: str


def build_side(store: Store, path: Path, *, sums: bool = True) -> None:
    """Write the side index of `store` to a new file; raise `StoreError` where the disk does not take it.

    The sums of its blocks lie beside it, where it may be followed later (`follow_side`) or checked.
    """
    try:
        with closing(sqlite3.connect(path)) as database:
            fill(database, store)
        if sums:
            write_blocks(path)
    except sqlite3.Error as error:
        raise StoreError(f"{path}: {error}; make room on the disk and try again") from error


def follow_side(before: Path, path: Path, old: Store, new: Store, delta: Delta) -> bool:
    """Write the side index of `new` to a new file, from that of `old`; return whether it could.

    It cannot where the index before is of another release or broken, and where what changed reaches all.
    """
    if not can_follow(delta) or of_other_form(before):
        return False
    try:
        for suffix in ("", SUFFIX):
            clone_file(before.with_name(before.name + suffix), path.with_name(path.name + suffix))
        with changing(path) as database:
            follow(database, old, new, delta)
    except (OSError, ValueError, sqlite3.Error, StoreError) as error:
        say("index made anew", logging.WARNING, reason=str(error))
        for part in path.parent.glob(f"{path.name}*"):
            part.unlink()
        return False
    return True


def of_other_form(path: Path) -> bool:
    """Return whether there is an index that another release made, which this one cannot search."""
    try:
        with path.open("rb") as file:
            head = file.read(100)
    except OSError:
        return False
    return head.startswith(b"SQLite format 3\0") and int.from_bytes(head[60:64], "big") != FORMAT


class Side:
    """The opened side index."""

    def __init__(self, path: Path | str) -> None:
        self._file = Connections.to(path)
        self._finder = Finder(self._all)
        form = self._all("PRAGMA user_version")[0][0]
        if form != FORMAT:
            raise StoreError(f"{path}: is the search index of another release; kg serve makes it anew")

    @classmethod
    def of(cls, store: Store) -> Side:
        """Return the side index of a store, made in memory."""
        side = cls.__new__(cls)
        database = sqlite3.connect(":memory:", check_same_thread=False)
        fill(database, store)
        side._file = Connections.only(database)
        side._finder = Finder(side._all)
        return side

    def within(self, seconds: float) -> Side:
        """Return the index, which from now on gives this thread no answer that takes longer."""
        self._file.within(seconds)
        return self

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def __del__(self) -> None:
        if hasattr(self, "_file"):
            self.close()

    def search(
        self, text: str, only: Only = EVERYTHING, *, limit: int = 20, offset: int = 0, prefix: bool = True
    ) -> Found:
        """Return things whose names hold all words of `text`, whatever the marks, the case and the spelling.

        With `prefix` the last word may be a beginning. Whole names come first, then names with these tone
        marks, then things with more ties; words of the word lists come last. What a unit was or became leads
        to it, too. A text without a word finds nothing.
        """
        return self._finder.things(text, self._widened(only), limit, offset, prefix)

    def among(self, text: str, only: Only = EVERYTHING) -> Among:
        """Return the classes, places and years among what `search` finds."""
        return self._finder.among(text, self._widened(only))

    def holders(self, text: str, only: Only = EVERYTHING, *, limit: int = 10, offset: int = 0) -> Holders:
        """Return the posts held that `text` asks for (`bí thư tỉnh ủy long an 2018`), the latest first."""
        return self._finder.holders(text, only, limit, offset)

    def best(self, kind: str, limit: int) -> tuple[Hit, ...]:
        """Return the things of a class likeliest to be looked for; of events and articles the newest."""
        kinds = sorted(self._subkinds([kind]))
        marks = ",".join("?" * len(kinds))
        first = f"SELECT * FROM things WHERE kind IN ({marks}) ORDER BY id LIMIT ?"
        query = f"SELECT iri, kind, label_vi, label_en, rank FROM ({first}) ORDER BY id >> {NAME}, iri"
        return tuple(Hit(*row) for row in self._all(query, *kinds, limit))

    def waiting(self, queue: str, limit: int, offset: int = 0) -> tuple[str, ...]:
        """Return what waits for a decision in a queue: `pairs`, `uncertain` facts, `unresolved` citations."""
        query = "SELECT node FROM waits WHERE queue = ? ORDER BY key, node LIMIT ? OFFSET ?"
        return tuple(node for (node,) in self._all(query, queue, limit, offset))

    def thing(self, iri: str) -> Hit | None:
        """Return what the index knows of `iri`, None when it has no label."""
        rows = self._all("SELECT iri, kind, label_vi, label_en, rank FROM things WHERE iri = ?", iri)
        return Hit(*rows[0]) if rows else None

    def neighbours(
        self, iri: str, *, limit: int = 50, kinds: Collection[str] = ()
    ) -> tuple[tuple[Tie, ...], ...]:
        """Return the relations of a thing in both directions, those to the best tied things first.

        A relation is all ties of one kind between two things. `relations` counts them without the limit.
        `kinds` keeps only relations of these kinds.
        """
        rows = self._all(_NEIGHBOURS, iri, iri, limit, json.dumps(sorted(kinds)))
        groups = groupby((Tie(*row) for row in rows), key=lambda tie: (tie.source, tie.target, tie.kind))
        return tuple(tuple(ties) for _, ties in groups)

    def relations(self, iri: str) -> int:
        """Return how many relations a thing has."""
        return sum(self.relation_kinds(iri).values())

    def relation_kinds(self, iri: str) -> dict[str, int]:
        """Return how many relations of each kind a thing has, most first."""
        return dict(self._all(_KINDS, iri, iri))

    def known(self, iris: Iterable[str], most: int) -> dict[str, int]:
        """Return how many relations each thing has, none counted further than `most`."""
        return dict(self._all(_KNOWN, most, json.dumps(sorted(set(iris)))))

    def ties_between(self, iris: Iterable[str]) -> tuple[Tie, ...]:
        """Return all ties whose two ends are among `iris`."""
        chosen = sorted(set(iris))
        marks = ",".join("?" * len(chosen))
        rows = self._all(
            "SELECT source, target, kind, evidence FROM ties"
            f" WHERE source IN ({marks}) AND target IN ({marks}) ORDER BY 1, 2, 3, 4",
            *chosen,
            *chosen,
        )
        return tuple(Tie(*row) for row in rows)

    def ties_beside(self, people: Iterable[str]) -> tuple[Tie, ...]:
        """Return the ties among people that `neighbours` leaves out: by a cluster's year, through a crowd."""
        chosen = json.dumps(sorted(set(people)))
        return tuple(
            Tie(source, target, kind, node)
            for source, target, kind, nodes in self._all(_BESIDE, chosen)
            for node in nodes.split()
        )

    def bonds(self, person: str, kinds: Collection[str] = KINDS) -> tuple[Bond, ...]:
        """Return the ties of a person with others, of these kinds, sorted by the other and the day.

        With `crowd` among the kinds also those through bodies and events of too many people, found now.
        """
        marks = ",".join("?" * len(kinds))
        rows = self._all(
            f"SELECT {_BONDS} FROM bonds WHERE source = ? AND kind IN ({marks})"
            f" UNION ALL SELECT {_BONDS} FROM bonds WHERE target = ? AND kind IN ({marks})"
            " ORDER BY 1, 2, 3, 4, 8",
            *(person, *kinds, person, *kinds),
        )
        found = [
            Bond(one, other, kind, since, until, weight, bool(sure), tuple(nodes.split()))
            for one, other, kind, since, until, weight, sure, nodes in rows
        ]
        return (*found, *self._crowded(person)) if "crowd" in kinds else tuple(found)

    def crowds(self, person: str) -> dict[str, int]:
        """Return the bodies and events of too many people in which a person was, and how many were there."""
        return dict(
            self._all(
                "SELECT DISTINCT thing, people FROM crowds JOIN crowd_stays USING (thing) WHERE person = ?"
                " ORDER BY 1",
                person,
            )
        )

    def _crowded(self, person: str) -> Iterator[Bond]:
        for thing, other, since, until, people in self._all(_IN_CROWDS, person):
            one, two = sorted((person, other))
            yield Bond(one, two, "crowd", since, until, crowd_weight(people), True, (thing,))

    def counts(self) -> dict[str, int]:
        """Return how many things each class has in the whole store; and totals by name."""
        return dict(self._all("SELECT name, n FROM counts WHERE name NOT LIKE '% %'"))

    def counted(self, what: str) -> dict[str, int]:
        """Return counts by name.

        Triples of a `property`, `graphs` of a layer, articles of a `year`, about a `place`, of an `outlet`,
        states of each `citation`, `row` of a table and `end` of a tenure, rules `broken`, what `waits` in a
        queue, and how many people held the `post` that most have held.
        """
        found = self._all("SELECT name, n FROM counts WHERE name LIKE ? || ' %' ORDER BY name", what)
        return {name.partition(" ")[2]: n for name, n in found}

    def kept(self, query: str) -> list[dict[str, Term]] | None:
        """Return the answer to a page query without parameters; None for one that is not kept."""
        found = self._all("SELECT answer FROM kept WHERE query = ?", query)
        return rows_of(found[0][0]) if found else None

    def leads(self, wanted: Wanted, most: int | None = None) -> list[tuple[str, ...]]:
        """Return the first `most` leads of a subject, each a node or two from which a page query starts."""
        return read_leads(self._all, wanted, most)

    def leads_of(self, name: str, subjects: Collection[str]) -> list[tuple[str, tuple[str, ...]]]:
        """Return all leads of several subjects in one list, each with its subject, sorted."""
        return leads_of(self._all, name, subjects)

    def led(self, wanted: Wanted, part: str = " ") -> int:
        """Return how many different first nodes the leads have; with `#` as `part` how many articles."""
        return count_leads(self._all, wanted, part)

    def tally(self, wanted: Wanted, *, yearly: bool) -> list[tuple[str, int]]:
        """Return how many articles leads name by year of their keys, or by first node, most first."""
        return tally_leads(self._all, wanted, yearly=yearly)

    def tally_years(self, name: str, since: str, until: str) -> list[tuple[str, int, int]]:
        """Return how much each subject of a list has in each year, between two days."""
        return tally_years(self._all, name, since, until)

    def founded(self, item: str) -> Founded | None:
        """Return what a conclusion of very many facts rests on; None for others."""
        return read_founded(self._all, item)

    def numbers_of(self, articles: Collection[str]) -> set[int]:
        """Return the numbers by which `founded` knows articles."""
        return numbers_of(self._all, articles)

    def kinds(self) -> dict[str, tuple[str, str]]:
        """Return the Vietnamese and English label of each class in use."""
        return {kind: (vi, en) for kind, vi, en in self._all("SELECT kind, label_vi, label_en FROM kinds")}

    def _widened(self, only: Only) -> Only:
        return replace(only, kinds=self._subkinds(only.kinds)) if only.kinds else only

    def _subkinds(self, kinds: Collection[str]) -> set[str]:
        marks = ",".join("?" * len(kinds))
        below = self._all(f"SELECT kind FROM supers WHERE super IN ({marks})", *kinds)
        return {*kinds, *(row[0] for row in below)}

    def _all(self, query: str, *values: object) -> list[Any]:
        return self._file.rows(query, *values)
