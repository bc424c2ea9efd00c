"""Costly queries end, the server does not grow, nothing calls out; with the guard and without it."""

import pytest

from tests.bad.odd_world import odd_home
from tests.deadlines import ends
from tests.faults.limits import over_http, without_guard
from tests.faults.shapes import CALLS, CRASHES, SHAPES
from tests.serving import served

LIMIT = 0.05


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return odd_home(tmp_path_factory.mktemp("limits"))


def test_there_are_many_costly_queries():
    assert (len(SHAPES), len(CRASHES), len(CALLS)) == (40, 11, 10)


def test_over_http_each_ends_and_the_server_does_not_grow(home):
    with served(home.path, query_seconds=LIMIT, query_rows=5000) as server, ends(within=120):
        found = over_http(server, LIMIT)
    assert found.asked == 61
    assert found.ends["503"] > 20
    assert found.grown < 20_000_000
    assert found.quiet


def test_without_the_guard_each_ends_and_nothing_calls_out(home):
    with ends(within=120):
        found = without_guard(home, LIMIT)
    assert found.asked == 61
    assert found.ends["answered"] < 30
    assert found.quiet
