"""The benchmark of serving: answers are read whole, and each measurement runs."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from kg.store.generations import DataHome
from tests.bench.clients import exchange, rate
from tests.bench.mix import counts, long_ones, lookups, pages
from tests.bench.serve import hop, ours, spent
from tests.browser.world import world_store

WHOLE = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"
CHUNKED = b"HTTP/1.1 503 No\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> DataHome:
    home = DataHome(tmp_path_factory.mktemp("bench"))
    with home.writer() as store:
        for graph in world_store().graphs():
            store.replace_graph(graph, world_store().triples(graph))
        home.publish(store)
    return home


@pytest.mark.parametrize(("data", "status", "size"), [(WHOLE, 200, 5), (CHUNKED, 503, 15)])
def test_an_answer_is_read_to_its_end(data: bytes, status: int, size: int):
    here, there = socket.socketpair()
    with here, there:
        there.sendall(data)
        assert exchange(here, b"GET") == (status, size)
        there.sendall(data[:30])
        there.shutdown(socket.SHUT_WR)
        with pytest.raises(ConnectionError):
            exchange(here, b"GET")


def test_every_measurement_runs(home: DataHome):
    questions = [*pages(world_store(), 2), *lookups(world_store(), 2), *counts(), *long_ones()]
    assert [len(questions), min(map(len, questions)) > 40] == [2 * 3 + 2 * 3 + 5 + 2, True]
    assert hop(home, rounds=3) < 1_000
    with ours(Path(home.path)) as server:
        asked, seconds = rate(server, questions, 1, 0.3, fresh=True)
        assert asked > 0
        assert seconds > 0.3
        assert rate(server, questions, 1, 0.1, fresh=False)[0] > 0
        assert spent(server.pid) > 0
        with pytest.raises(RuntimeError, match="400"):
            rate(server, ["nonsense"], 1, 0.1, fresh=False)
