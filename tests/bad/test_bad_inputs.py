"""Every bad input that is known, by its id: a true input, and what happens instead of harm."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bad import auth, files, queries, rdf, stored, texts, web
from tests.bad.cases import CASES, Bench
from tests.bad.odd_world import odd_home
from tests.serving import Server, served

LIST = Path(__file__).parents[3] / "shared" / "bad_inputs.csv"
ROWS = 98
KINDS = (texts, files, queries, rdf, web, auth, stored)
"""The modules whose cases are registered when they are imported."""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with low limits over the made-up world and things with hostile names."""
    home = odd_home(tmp_path_factory.mktemp("odd"))
    with served(home.path, query_seconds=1, query_rows=5000, query_memory=600_000_000) as found:
        yield found


@pytest.fixture
def bench(server: Server, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> Bench:
    return Bench(tmp_path, server, capfdbinary)


def test_no_row_is_lost() -> None:
    assert len(CASES) == ROWS
    assert {look.__module__ for look in CASES.values()} == {kind.__name__ for kind in KINDS}


@pytest.mark.parametrize("id_", sorted(CASES))
def test_bad_input(bench: Bench, id_: str) -> None:
    CASES[id_](bench)


if LIST.is_file():

    def test_the_rows_are_those_of_the_list() -> None:
        with LIST.open(encoding="utf-8", newline="") as lines:
            assert sorted(row["id"] for row in csv.DictReader(lines)) == sorted(CASES)
