"""Page queries that start from a list of the side index answer what they answer from the store."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import URIRef

from kg.queries import NamedQuery, all_queries
from kg.store.generations import DataHome
from kg.views.knowledge import Knowledge
from kg.views.lens import Lens
from kg.views.parts import tone_of
from kg.views.turning import Asked, Turn, count, rows_at, rows_of
from kg.vocab import VPO
from tests.browser.world import BASE, world_reader

LED = [query for query in all_queries("pages") if query.leads]
UNTOLD = {
    "cluster-named",
    "cluster-rosters",
    "person-births",
    "person-titles",
}  # the small world has no rows for these
TALLIED = [query for query in all_queries("pages") if query.tally]
MOST = 60  # things of a family in the sample data


def both(home: Path | None) -> tuple[Knowledge, Knowledge]:
    """Return the world or the sample data set without its side index and with it."""
    now = DataHome(home).current_reader().now() if home else world_reader().now()
    return Knowledge(now.store, BASE), Knowledge(now.store, BASE, side=now.side)


def subjects(known: Knowledge, query: NamedQuery) -> list[URIRef]:
    """Return things of the family whose page has the query: those that it has leads of, then the others."""
    assert known.side is not None
    family = query.name.partition("-")[0]
    if family == "conflict":
        return sorted({URIRef(thing) for _, _, thing in known.store.match(None, URIRef(VPO.concerns))})
    kinds = [kind for kind in known.side.kinds() if tone_of(kind) == family]
    found = {hit for kind in kinds for hit in known.side.best(kind, 1000)}
    ranked = sorted(found, key=lambda hit: (not leads(known, query, hit.iri), -hit.rank, hit.iri))
    return [URIRef(hit.iri) for hit in ranked]


def leads(known: Knowledge, query: NamedQuery, thing: str) -> bool:
    wanted = Asked.of(query, URIRef(thing), Lens()).wanted
    return bool(known.side and wanted and known.side.leads(wanted, 1))


@pytest.mark.parametrize("query", LED, ids=lambda query: query.name)
def test_rows_are_those_of_the_store_in_their_order(query: NamedQuery):
    plain, led = both(None)
    seen = 0
    for subject in subjects(led, query):
        for on in ("", "2018-06-30"):
            asked = Asked.of(query, subject, Lens(on=on))
            rows = rows_of(led, asked)
            assert rows == rows_of(plain, asked), subject
            seen += len(rows)
            for turn in (Turn(1, 2), Turn(2, 2)):
                assert rows_at(led, asked, turn) == rows_at(plain, asked, turn), subject
    assert bool(seen) != (query.name in UNTOLD)


@pytest.mark.parametrize("query", LED, ids=lambda query: query.name)
def test_rows_of_the_samples_are_those_of_the_store(query: NamedQuery, demo: Path):
    plain, led = both(demo)
    seen = 0
    for subject in subjects(led, query)[:MOST]:
        asked = Asked.of(query, subject, Lens())
        rows = rows_of(led, asked)
        assert rows == rows_of(plain, asked), subject
        seen += len(rows)
        assert count(led, asked, query.columns[1:2]) == count(plain, asked, query.columns[1:2])
    assert seen


@pytest.mark.parametrize(
    "lens", [Lens(), Lens(on="2018-12-31"), Lens(on="2022-12-31", known="2018-12-31")], ids=str
)
@pytest.mark.parametrize("query", TALLIED, ids=lambda query: query.name)
def test_what_the_index_counts_is_what_the_store_counts(query: NamedQuery, lens: Lens, demo: Path):
    plain, led = both(demo)
    seen = 0
    for subject in subjects(led, query)[:MOST]:
        asked = Asked.of(query, subject, lens)
        told = [[str(row[name]) for name in query.columns[1:3]] for row in rows_of(plain, asked)]
        assert [[str(row[name]) for name in query.columns[1:3]] for row in rows_of(led, asked)] == told, (
            subject
        )
        assert rows_at(led, asked, Turn(2, 1))[1] == rows_at(plain, asked, Turn(2, 1))[1]
        assert count(led, asked, query.columns[1:2]) == count(plain, asked, query.columns[1:2])
        seen += len(told)
    assert seen


def test_each_list_is_one_that_a_page_query_starts_from():
    counted = {query.tally.name for query in TALLIED if query.tally}
    used = {query.leads.name for query in LED if query.leads} | counted | {"disputed-facts"}
    assert used == {query.name for query in all_queries("leads")}
    assert len(used) == 33
