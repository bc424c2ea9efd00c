"""Answers to page queries without parameters, kept with a generation."""

from __future__ import annotations

from kg.queries import all_queries, named
from kg.store import Store
from kg.store.side import Side
from kg.views.knowledge import Knowledge
from tests.browser.world import BASE, world_store

PLAIN = sorted(query.name for query in all_queries("pages") if not query.params)


def test_each_kept_answer_is_the_one_that_the_store_gives():
    store, side = world_store(), Side.of(world_store())
    assert "cluster-overview" in PLAIN
    for name in PLAIN:
        assert side.kept(name) == store.select(named(name).text), name


def test_a_query_that_asks_about_something_is_not_kept():
    assert Side.of(world_store()).kept("body-observations") is None


def test_pages_take_the_kept_answer_and_ask_the_store_without_one():
    empty, side = Store.in_memory(), Side.of(world_store())
    assert Knowledge(empty, BASE, "vi", side).rows("conflict-kinds") == side.kept("conflict-kinds")
    assert Knowledge(world_store(), BASE).rows("province-units") == side.kept("province-units")
