"""Passages of our own writing, one class of phrase each: their gold is sound, what is read stands."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from scoring import AGAIN, floors, measured

from kg.bench.floors import below
from kg.bench.gold import GoldDocument, read_gold
from kg.ontology import lexicon
from kg.settings import Settings
from kg.text import fold, normalise, shadow
from kg.vocab import VPO

PASSAGES = Path(__file__).parent / "data" / "passages"
GENRES = sorted(path.name for path in PASSAGES.iterdir() if path.is_dir())
AT_LEAST = 116  # goes up with each new passage
NAMES = ("persons", "optional_persons", "authors", "person_traps", "aliases")


@cache
def golds() -> dict[str, dict[str, Any]]:
    """Return every gold file by its path below the folder, without its ending."""
    paths = sorted(PASSAGES.glob("*/*.json"))
    return {f"{path.parent.name}/{path.stem}": json.loads(path.read_text("utf-8")) for path in paths}


def text_of(name: str) -> str:
    return normalise((PASSAGES / f"{name}.txt").read_text("utf-8"))


def test_no_passage_is_lost() -> None:
    assert len(golds()) >= AT_LEAST


def test_every_passage_has_its_text_and_every_text_its_gold() -> None:
    texts = {f"{path.parent.name}/{path.stem}" for path in PASSAGES.glob("*/*.txt")}
    assert texts == golds().keys()
    assert {
        name: gold["text"] for name, gold in golds().items() if f"{name.split('/')[1]}.txt" != gold["text"]
    } == {}


def test_the_genre_of_a_passage_is_that_of_its_folder() -> None:
    assert {
        name: gold["genre"] for name, gold in golds().items() if gold["genre"] != name.split("/")[0]
    } == {}


def test_every_gold_of_a_passage_can_be_read() -> None:
    results = list(read_gold(PASSAGES, Settings.from_env()))
    assert [str(result) for result in results if not isinstance(result, GoldDocument)] == []


def test_every_person_of_a_position_is_listed() -> None:
    strangers = [
        (name, held["person"])
        for name, gold in golds().items()
        for held in gold["positions"]
        if held["person"] not in {*gold["persons"], *gold.get("optional_persons", ())}
    ]
    assert strangers == []


@pytest.mark.parametrize("field", NAMES)
def test_every_name_of_a_passage_occurs_in_its_text(field: str) -> None:
    missing = [
        (name, said)
        for name, gold in golds().items()
        for said in gold.get(field, ())
        if fold(shadow(said)) not in fold(shadow(text_of(name)))
    ]
    assert missing == []


def test_every_province_of_a_passage_bears_its_name_of_the_tables() -> None:
    known = {unit.vi for unit in lexicon().of(VPO.AdministrativeUnit)}
    said = [
        (name, province)
        for name, gold in golds().items()
        for province in (*gold["provinces"], *(held["province"] for held in gold["positions"]))
        if province is not None
    ]
    assert [pair for pair in said if pair[1] not in known] == []


def test_every_document_of_a_passage_shows_its_number() -> None:
    missing = [
        (name, code)
        for name, gold in golds().items()
        for code in gold["documents"]
        if (number := re.match(r"\d+", code)) and not re.search(rf"(?<!\d){number[0]}(?!\d)", text_of(name))
    ]
    assert missing == []


def test_the_floors_were_measured_on_these_passages() -> None:
    assert floors("passages")["digest"] == measured("passages")["corpus"]["digest"], AGAIN


@pytest.mark.parametrize("genre", GENRES)
def test_every_genre_of_passages_has_its_floors(genre: str) -> None:
    assert {f"tuple, genre {genre}", f"status, genre {genre}"} <= floors("passages")["floors"].keys()


def test_no_score_on_the_passages_falls_below_its_floor() -> None:
    assert below(measured("passages"), {"passages": floors("passages")}) == []
