"""`kg bench linking`: pairs counted, gold read, floors that only rise, populations that stay the same."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from kg.bench.linking import Pairs, measure, results
from kg.bench.linking_gold import read_gold_persons
from kg.bench.linking_run import measure_mentions, measure_population, measure_samples
from kg.bench.mentions import Known, Mention, read_mentions, to_json
from kg.cli import commands
from kg.commands.errors import run
from kg.errors import GoldError
from tests.linking import COMMON, LONG_AN, RARE, judge, person, reference, seat
from tests.population import Population

DATA = Path(__file__).parent / "data"
CHECKOUT = Path(__file__).resolve().parents[1]
FLOORS = json.loads((DATA / "linking-floors.json").read_text("utf-8"))


def test_pairs_are_counted_together_and_apart():
    post = seat("tinh-uy-long-an", "bi-thu", LONG_AN, date(2018, 8, 10))
    people = [person(n, RARE, post) for n in range(3)] + [person(3, RARE), person(4, COMMON)]
    known = Known(people, dict(zip((one.node for one in people), "aabac", strict=True)))
    measured = measure(known, judge())
    assert measured.pairs == Pairs(right=1, found=3, real=3)
    assert (round(measured.precision.value, 2), round(measured.recall.value, 2)) == (0.33, 0.33)
    assert results(measured)["f1"] == 0.3333


@pytest.mark.parametrize(
    ("name", "measured"),
    [
        ("samples", lambda: measure_samples(DATA / "linking")),
        ("population of 2000", lambda: measure_population(2000, 1, CHECKOUT)),
    ],
)
def test_linking_stands_on_its_floors(name, measured):
    found = results(measured())
    for what, floor in FLOORS[name].items():
        value = found[what]
        assert (value[0] if isinstance(value, list) else value) >= floor, what


def test_the_samples_name_more_than_one_person_of_one_name():
    gold = read_gold_persons(DATA / "linking")
    assert len(gold) == FLOORS["gold"]["places"]
    assert len(set(gold.values())) == FLOORS["gold"]["persons"]


def test_a_population_is_the_same_each_time_and_goes_through_a_file(tmp_path):
    mentions = list(Population(reference(), 7).mentions(60))
    assert list(Population(reference(), 7).mentions(60)) == mentions
    path = tmp_path / "mentions.jsonl"
    path.write_text("".join(json.dumps(to_json(one), ensure_ascii=False) + "\n" for one in mentions), "utf-8")
    assert list(read_mentions(path)) == mentions
    assert measure_mentions(path) == measure_population(60, 7, CHECKOUT)


def test_the_population_is_as_hard_as_the_samples():
    mentions: list[Mention] = list(Population(reference(), 3).mentions(400))
    bare = sum(not any(seat.organization for seat in one.positions) for one in mentions) / len(mentions)
    addressed = sum(one.gender is not None for one in mentions) / len(mentions)
    assert 0.02 < bare < 0.08
    assert 0.4 < addressed < 0.5


@pytest.mark.parametrize("text", ["{}", '{"persons": 1}', '{"persons": [{"name": "A"}]}', "x"])
def test_gold_that_cannot_be_used_is_refused(tmp_path, text):
    (tmp_path / "a.json").write_text(text, "utf-8")
    with pytest.raises(GoldError, match=r"a\.json"):
        read_gold_persons(tmp_path)


def test_gold_that_names_nobody_is_refused(tmp_path):
    gold = {"persons": [{"name": "Ngụy Hữu Tạo", "articles": ["0" * 16]}]}
    (tmp_path / "a.json").write_text(json.dumps(gold), "utf-8")
    with pytest.raises(GoldError, match="nobody"):
        measure_samples(tmp_path)


def test_a_line_that_is_no_mention_is_refused_with_its_place(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text('{"person": "1"}\n', "utf-8")
    with pytest.raises(GoldError, match=r"a\.jsonl:1"):
        list(read_mentions(path))


def test_a_population_outside_a_checkout_is_refused_with_the_cure(tmp_path):
    with pytest.raises(GoldError, match="checkout"):
        measure_population(10, 1, tmp_path)


def test_the_command_tells_and_writes(tmp_path, capfdbinary, monkeypatch):
    monkeypatch.chdir(CHECKOUT)
    target = tmp_path / "a.json"
    code = run(commands, ["bench", "linking", "--population", "30", "--json", str(target)])
    assert code == 0
    assert b"precision" in capfdbinary.readouterr().out
    assert json.loads(target.read_text("utf-8"))["format"] == "kg-bench-linking/1"
    assert run(commands, ["bench", "linking"]) == 2
