"""Passages of our own writing, one class of phrase each: what is read of them is what a reader wrote down."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.bench.run import run
from kg.settings import Settings

PASSAGES = Path(__file__).parent / "data" / "passages"
GENRES = sorted(path for path in PASSAGES.iterdir() if path.is_dir())
# Classes that a gold file may leave out: what it does not list is not asked of the passage.
LISTED = {
    "person": "persons", "author": "authors", "province": "provinces", "document": "documents",
    **dict.fromkeys(("holder", "title", "body", "tuple", "status"), "positions"),
    **dict.fromkeys(("cluster", "cluster stated"), "clusters"),
    **dict.fromkeys(("event day", "event date", "event place"), "event"),
}  # fmt: skip


def test_no_passage_is_lost() -> None:
    assert len(list(PASSAGES.glob("*/*.json"))) >= 1  # goes up with each new passage


def test_every_passage_has_its_text_and_every_text_its_gold() -> None:
    golds = {path.with_suffix("") for path in PASSAGES.glob("*/*.json")}
    assert golds == {path.with_suffix("") for path in PASSAGES.glob("*/*.txt")}


def test_the_genre_of_a_passage_is_that_of_its_folder() -> None:
    said = {path: json.loads(path.read_text("utf-8"))["genre"] for path in PASSAGES.glob("*/*.json")}
    assert {path.name: genre for path, genre in said.items() if genre != path.parent.name} == {}


@pytest.mark.parametrize("folder", GENRES, ids=lambda folder: folder.name)
def test_passages_are_read_as_written_down(folder: Path) -> None:
    done = run(folder, Settings.from_env())
    assert not done.errors
    differences = [
        f"{one.document.gold.id}: {name}: {kind} {miss.item} {miss.trace.rules if miss.trace else ''}"
        for one in done.compared
        for name, outcome in one.outcomes.items()
        if LISTED[name] in json.loads((folder / f"{one.document.gold.id}.json").read_text("utf-8"))
        for kind, missed in (("wrong", outcome.wrong), ("missed", outcome.missed))
        for miss in missed
    ]
    assert not differences, "\n".join(differences)
