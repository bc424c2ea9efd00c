"""The benchmark of pages: it draws from what there is, asks for each page and tells the spread."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.settings import Settings
from kg.store.reader import FixedGeneration
from kg.store.side import build_side
from kg_web import create_app
from tests.bench.pages import Timing, addresses, measure, table
from tests.browser.world import world_store


def test_pages_of_each_family_are_drawn_and_those_most_is_said_of_come_apart(tmp_path: Path):
    build_side(world_store(), tmp_path / "side.sqlite")
    found = addresses(tmp_path, "https://vpo.example/")
    assert found["cluster, hot"][0] == "/page/id/cluster/btctw/4"
    assert not set(found["person"]) & set(found["person, hot"])
    assert "/page/id/cluster/btctw/4?section=cluster-events" in found["hot tables"]


def test_each_page_is_timed_and_one_that_fails_ends_it():
    app = create_app(FixedGeneration(world_store()), Settings(page_cache=0))
    (timing,) = measure(app, {"cluster": ["/page/id/cluster/btctw/4"]})
    assert timing.group == "cluster"
    assert 0 < timing.again < 10_000
    with pytest.raises(RuntimeError, match="/page/id/nobody: 404"):
        list(measure(app, {"none": ["/page/id/nobody"]}))


def test_the_table_has_the_spread_of_each_group_and_of_all():
    lines = list(table([Timing("home", "/", 9.0, float(again)) for again in range(1, 22)]))
    assert [line.split() for line in lines[1:]] == [
        ["all", "21", "9.0", "9.0", "9.0", "11.0", "20.0", "21.0"],
        ["home", "21", "9.0", "9.0", "9.0", "11.0", "20.0", "21.0"],
    ]
