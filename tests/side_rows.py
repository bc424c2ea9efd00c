"""All that a side index holds, without the numbers that rows got by chance."""

from __future__ import annotations

import sqlite3
from array import array
from contextlib import closing

from kg.store import Store
from kg.store.finding_build import NAME
from kg.store.side_build import fill

_BY_THING = {
    "called": "iri, how, name",
    "placed": "iri, place",
    "dated": "iri, year",
    "named": "iri, toned, folded, via, facet",
}
_WHOLE = (
    "kinds",
    "supers",
    "ties",
    "bonds",
    "crowds",
    "crowd_stays",
    "stays",
    "waits",
    "counts",
    "kept",
    "roles",
)
_QUERIES = {
    **{table: f"SELECT * FROM {table}" for table in _WHOLE},
    **{
        table: f"SELECT {columns} FROM {table} JOIN things USING (id)" for table, columns in _BY_THING.items()
    },
    "things": f"SELECT iri, id >> {NAME}, kind, label_vi, label_en, key, number, late, rank FROM things",
    "held": "SELECT tenure, person, post, since, until FROM held",
    "posted": "SELECT tenure, role, body, posted.person, facet FROM posted JOIN held USING (id)",
    "leads": "SELECT list, subject, key, nodes FROM led LEFT JOIN leads USING (id)",
    "sources": "SELECT article, day FROM sources",
}


def rows_of(database: sqlite3.Connection) -> dict[str, list[tuple[object, ...]]]:
    """Return the rows of each table, sorted."""
    found = {table: sorted(database.execute(query), key=repr) for table, query in _QUERIES.items()}
    names = dict(database.execute("SELECT number, article FROM sources"))
    found["founded"] = sorted(
        (item, *rest, *sorted(names[number] for number in array("I", articles)))
        for item, *rest, articles in database.execute(
            "SELECT item, facts, first, since, until, disputed, articles FROM founded"
        )
    )
    return found


def tables(database: sqlite3.Connection) -> set[str]:
    """Return the tables of an index, without those that SQLite keeps for searching."""
    named = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    return {name for (name,) in named if not name.startswith(("names_", "posts_", "sqlite_"))}


def rows_made_anew(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """Return the rows of an index of `store` made anew."""
    with closing(sqlite3.connect(":memory:")) as database:
        fill(database, store)
        assert tables(database) == {*rows_of(database), "led", "names", "posts"}
        return rows_of(database)
