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
from tests.browser.world import BASE, world_reader

LED = [query for query in all_queries("pages") if query.leads]
UNTOLD = {"cluster-rosters", "person-births", "person-titles"}  # the small world has no rows for these
MOST = 60  # things of a family in the sample data


def both(home: Path | None) -> tuple[Knowledge, Knowledge]:
    """Return the world or the sample data set without its side index and with it."""
    now = DataHome(home).current_reader().now() if home else world_reader().now()
    return Knowledge(now.store, BASE), Knowledge(now.store, BASE, side=now.side)


def subjects(known: Knowledge, query: NamedQuery) -> list[URIRef]:
    """Return things of the family whose page has the query: those that it has leads of, then the others."""
    assert known.side is not None
    kinds = [kind for kind in known.side.kinds() if tone_of(kind) == query.name.partition("-")[0]]
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


def test_each_list_is_one_that_a_page_query_starts_from():
    used = {query.leads.name for query in LED if query.leads} | {"disputed-facts"}
    assert used == {query.name for query in all_queries("leads")}
    assert len(used) == 27
