"""Sums of a database by blocks."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from kg.errors import StoreError
from kg.store.blocks import blocks_agree, changing, write_blocks

_ROWS = 4000  # of a thousand characters: about four blocks


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "a.sqlite"
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("CREATE TABLE a (id INTEGER PRIMARY KEY, text TEXT)")
        database.executemany("INSERT INTO a VALUES (?, ?)", ((n, "x" * 1000) for n in range(_ROWS)))
    write_blocks(path)
    return path


def flip(path, at: int) -> None:
    data = bytearray(path.read_bytes())
    data[at] ^= 1
    path.write_bytes(data)


@pytest.mark.parametrize(
    "query", ["UPDATE a SET text = 'y' WHERE id = 2500", "DELETE FROM a WHERE id > 9", "VACUUM"]
)
def test_the_sums_follow_what_changes(path, query):
    before = path.with_name("a.sqlite.blocks").read_text().split()
    with changing(path) as database:
        database.execute(query)
        database.commit()
    assert blocks_agree(path)
    after = path.with_name("a.sqlite.blocks").read_text().split()
    write_blocks(path)
    assert path.with_name("a.sqlite.blocks").read_text().split() == after
    assert len(before) >= 4


def test_only_blocks_that_change_are_read(path):
    flip(path, 2 << 20)
    with changing(path) as database, database:
        database.execute("UPDATE a SET text = 'y' WHERE id = 1")
    assert not blocks_agree(path)


@pytest.mark.parametrize("at", [40, (3 << 20) + 2000])
def test_a_flipped_bit_is_not_taken_for_what_was_written(path, at):
    flip(path, at)
    with pytest.raises(StoreError, match="not as it was written"), changing(path) as database, database:
        database.execute("UPDATE a SET text = replace(text, 'x', 'y')")


def test_a_file_without_sums_does_not_agree(path):
    path.with_name("a.sqlite.blocks").unlink()
    assert not blocks_agree(path)
