"""Bringing the side index from one state of a store to the next, by what changed.

Each table is a set of rows that follow from the store. The module that fills it also follows it, so that the
rows equal those of an index made anew, but for the numbers of leads and of sources. What the ontology and
the reference tables say reaches everything: where that changed the index is made anew.
"""

from __future__ import annotations

import sqlite3
from collections import Counter

from rdflib import RDF, URIRef

from kg.queries import all_queries
from kg.store.bonds_follow import follow_bonds
from kg.store.delta import Delta
from kg.store.engine import Store
from kg.store.finding_follow import follow_search
from kg.store.founded import DISPUTED, follow_founded
from kg.store.kept import answer
from kg.store.leads import follow_leads
from kg.store.reach import Change, Reach
from kg.store.side_build import above, read_kinds, shown_ties, tie_query
from kg.store.ties import GROUPED, KINDS, PREFIXES, TIES
from kg.store.waits import follow_waits
from kg.vocab import VPO

_EVERYWHERE = ("/graph/ontology", "/graph/reference/")
_ADD = """INSERT INTO counts VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET n = n + excluded.n"""
_NONE = "DELETE FROM counts WHERE n = 0 AND (name LIKE '% %' OR name LIKE '%:%')"  # not the totals
_TIE = "source = ? AND target = ? AND kind = ? AND evidence = ?"


def can_follow(delta: Delta) -> bool:
    """Return whether the index need not be made anew: neither ontology nor reference tables changed."""
    return not any(part in graph for graph in delta.graphs for part in _EVERYWHERE)


def follow(database: sqlite3.Connection, old: Store, new: Store, delta: Delta) -> None:
    """Bring the index of `old` to what `new` holds, which comes from it by the changes of `delta`."""
    change = Change.of(old, new, delta)
    with database:
        ranks = _follow_ties(database, change)
        ranks.update(follow_bonds(database, change))
        counts = Counter({"ties": ranks.total() // 2})
        supers = above(database.execute("SELECT kind, super FROM supers"))
        counts.update(follow_search(database, change, supers, ranks))
        counts.update(follow_waits(database, change))
        _follow_kinds(database, change)
        _follow_kept(database, change)
        leads = follow_leads(database, change)
        follow_founded(database, change, leads[DISPUTED])
        counts.update(_counted(change))
        database.executemany(_ADD, ((name, n) for name, n in counts.items() if n))
        database.execute(_NONE)


def _follow_ties(database: sqlite3.Connection, change: Change) -> Counter[str]:
    """Bring the ties between things to what the store holds; return how many things gained."""
    ranks: Counter[str] = Counter()
    for kind in TIES:
        gone, come = Reach.of(tie_query(kind)).difference(change)
        for row in shown_ties(kind, gone):
            database.execute(f"DELETE FROM ties WHERE {_TIE}", row)
            ranks.subtract(row[:2])
        for row in shown_ties(kind, come):
            database.execute("INSERT INTO ties VALUES (?, ?, ?, ?)", row)
            ranks.update(row[:2])
    return ranks


def _follow_kinds(database: sqlite3.Connection, change: Change) -> None:
    """Bring the classes in use to what the store holds."""
    for kind in {kind for _, kind in change.triples.get(f"<{RDF.type}>", ())}:
        iri = kind[1:-1]
        used = next(change.new.subjects(RDF.type, URIRef(iri)), None) is not None
        known = database.execute("SELECT 1 FROM kinds WHERE kind = ?", (iri,)).fetchone() is not None
        if known and not used:
            database.execute("DELETE FROM kinds WHERE kind = ?", (iri,))
        if used and not known:
            (query,) = Reach.of(PREFIXES + KINDS).asked(("kind",), [(iri,)])
            rows = read_kinds(change.new.select(query))
            database.executemany("INSERT INTO kinds VALUES (?, ?, ?)", rows)


def _follow_kept(database: sqlite3.Connection, change: Change) -> None:
    """Ask page queries again whose patterns anything fits that changed."""
    for query in all_queries("pages"):
        if not query.params and Reach.of(query.text).meets(change):
            database.execute("REPLACE INTO kept VALUES (?, ?)", (query.name, answer(change.new, query)))


def _counted(change: Change) -> Counter[str]:
    """Return by how much counts of the whole store change."""
    counts = Counter({"triples": len(change.delta.come) - len(change.delta.gone)})
    counts.update(_things(change))
    for lines, sign in ((change.delta.come, 1), (change.delta.gone, -1)):
        for line in lines:
            counts[f"property {line.split(' ', 2)[1][1:-1]}"] += sign
    for what, pattern in GROUPED.items():
        query = f"{PREFIXES}SELECT DISTINCT ?x ?name WHERE {{ {pattern} }}"
        gone, come = Reach.of(query).difference(change, "x")
        counts.update(f"{what} {name}" for _, name in come if name)
        counts.subtract(f"{what} {name}" for _, name in gone if name)
    for graph in change.delta.graphs:
        layer = graph.partition("/graph/")[2].partition("/")[0]
        counts[f"graphs {layer}"] += change.new.holds(graph) - change.old.holds(graph)
    return counts


def _things(change: Change) -> Counter[str]:
    """Return of which classes there are more or fewer things, and whether of articles and events."""
    counts: Counter[str] = Counter()
    for thing, kind in change.triples.get(f"<{RDF.type}>", ()):
        counts[kind[1:-1]] += _more(change, thing, RDF.type, URIRef(kind[1:-1]))
    counts["articles"] = counts[VPO.Article]
    for event in {event for event, _ in change.triples.get(f"<{VPO.reportedBy}>", ())}:
        counts["events"] += _more(change, event, URIRef(VPO.reportedBy), None)
    return counts


def _more(change: Change, thing: str, predicate: URIRef, value: URIRef | None) -> int:
    """Return 1 where such a triple came, -1 where it went, 0 where it is or is not there as before."""
    new, old = (
        next(store.match(URIRef(thing[1:-1]), predicate, value), None) is not None
        for store in (change.new, change.old)
    )
    return new - old
