"""The derived checks of the seed article, from its text to the answers of named queries."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.derive import derive_all
from kg.entering import Reader
from kg.load import load_paths
from kg.model import Article
from kg.queries import named
from kg.reference import load_reference
from kg.settings import Settings
from kg.store import Store
from kg.vocab import NS, VPO

BASE = "https://vpo.example/"


@pytest.fixture(scope="module")
def store(seed: Path) -> Store:
    store, settings = Store.in_memory(), Settings()
    load_reference(store, settings)
    for article in load_paths([seed / "article-2018-08-10.txt"], settings):
        assert isinstance(article, Article)
        reading = Reader(settings).read(article)
        store.replace_text(reading.graph, reading.quads)
    derive_all(store, settings)
    return store


def ask(store: Store, name: str, **values: str) -> list[dict[str, str]]:
    bound = named(name).bind(values)
    return [
        {column: str(term).removeprefix(BASE) for column, term in row.items()}
        for row in store.select(bound.text, **bound.bindings)
    ]


def units(store: Store, pattern: str) -> set[str]:
    rows = store.select(f"PREFIX vpo: <{NS}> SELECT ?unit WHERE {{ {pattern} }}")
    return {str(row["unit"]).removeprefix(BASE) for row in rows}


@pytest.fixture(scope="module")
def members(store: Store) -> list[dict[str, str]]:
    return ask(store, "q03-cluster-members")


def test_no_derived_check_is_forgotten(seed: Path):
    checks = json.loads((seed / "gold.json").read_text("utf-8"))["derived_checks"]
    assert [check["id"] for check in checks] == ["D01", "D02", "D03", "D04", "D05", "D06"]


def test_d01_the_members_are_as_many_as_stated(store: Store, members: list[dict[str, str]]):
    stated = store.select(
        f"PREFIX vpo: <{NS}> SELECT ?n WHERE {{ ?k vpo:statedMemberCount ?n ; a vpo:ClusterObservation }}"
    )
    assert {int(str(row["n"])) for row in stated} == {len(members)} == {11}
    assert ask(store, "q05-cluster-disagreements") == []


def test_d02_counted_and_presenting_units_are_members(store: Store, members: list[dict[str, str]]):
    inside = {row["unit"] for row in members}
    counted = units(store, "?s a vpo:StatisticObservation ; vpo:countedUnit ?unit")
    presenting = units(
        store, f"?t vpo:agent ?unit ; vpo:participationRole <{BASE}scheme/participation-role/presenter>"
    )
    assert (len(counted), len(presenting)) == (4, 5)
    assert counted | presenting <= inside


def test_d03_the_listed_units_match_the_ratio(store: Store, members: list[dict[str, str]]):
    (row,) = ask(store, "q27-statistics")
    assert (row["numerator"], row["listed"], row["check"]) == ("4", "4", "match")
    assert int(row["denominator"]) == len(members)


@pytest.mark.parametrize("person", ["do-huu-lam", "phan-van-nhiem"])
def test_d04_a_holding_gives_a_tenure_seen_once_with_both_ends_unknown(store: Store, person: str):
    (row,) = ask(store, "q02-posts-of-person", person=f"id/person/{person}")
    assert row["firstObserved"] == row["lastObserved"] == "2018-08-10"
    assert f"{BASE}{row['startState']}" == f"{BASE}{row['endState']}" == VPO.unknown
    assert "startDate" not in row
    assert "endDate" not in row


def test_d05_the_commission_behind_every_member_exists(members: list[dict[str, str]]):
    assert all(row["memberBodyLabel"].startswith("Ban Tổ chức") for row in members)
    assert len({row["memberBody"] for row in members}) == 11


def test_d06_every_province_is_one_of_the_63(members: list[dict[str, str]]):
    assert {row["unit"].rsplit("/", 1)[0] for row in members} == {"id/adm63"}


def test_one_speech_one_conference_and_two_officials(store: Store):
    assert {row["other"] for row in ask(store, "q12-fellow-participants")} == {"id/person/phan-van-nhiem"}
    (event,) = ask(store, "q26-conferences-in-province")
    assert (event["person"], event["role"]) == (
        "id/person/phan-van-nhiem",
        "scheme/participation-role/directive-speaker",
    )
