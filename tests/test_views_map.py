"""Answers as maps: provinces in time, a scale that can be read, counts that stay counts."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from rdflib import Literal, URIRef

from kg.errors import ParameterError
from kg.settings import resource
from kg.store import Store
from kg.store.generations import DataHome
from kg.views import Knowledge
from kg.views.choropleth import Choropleth, Wish, choropleth, scale
from kg.views.territory import territory

BASE = "https://vpo.example/"
BEFORE, AFTER = date(2025, 6, 30), date(2025, 7, 1)


@pytest.fixture(scope="module")
def known(demo: Path) -> Knowledge:
    return Knowledge(DataHome(demo).current_reader().now().store, BASE)


def rows(*units: str, **more: int) -> list[dict[str, URIRef | Literal]]:
    numbers = {name: Literal(value) for name, value in more.items()}
    return [{"unit": URIRef(f"{BASE}id/{unit}"), **numbers} for unit in units]


def drawn(known: Knowledge, *units: str, day: date | None = None, **more: int) -> Choropleth:
    found = choropleth(known, ["unit", *more], rows(*units, **more), Wish(day=day))
    assert found is not None
    return found


def counts(map_: Choropleth) -> dict[str, int]:
    return {area.unit.name: area.count for area in map_.areas}


def test_data_of_another_base_have_their_provinces_too():
    base = "https://kg.test/"
    told = (resource("ontology") / "provinces.ttl").read_text("utf-8")
    store = Store.in_memory()
    store.load(told.replace(f"@base <{BASE}>", f"@base <{base}>").encode(), "text/turtle")
    known = Knowledge(store, base)
    assert len(territory(known).units(AFTER)) == 34


@pytest.mark.parametrize(
    ("day", "units"),
    [(BEFORE, 63), (AFTER, 34), (date(2026, 11, 1), 34), (None, 34)],
)
def test_a_day_has_its_provinces(known: Knowledge, day: date | None, units: int):
    found = territory(known).units(day)
    assert len(found) == units
    assert sum(map(len, found.values())) == 63


def test_a_unit_that_only_changed_its_name_keeps_its_land(known: Knowledge):
    hue = f"{BASE}id/adm63/hue", f"{BASE}id/adm63/thua-thien-hue"
    land = territory(known)
    assert land.units(date(2024, 12, 31))[hue[1]] == (hue[1],)
    assert land.units(date(2025, 1, 1))[hue[0]] == (hue[1],)


def test_former_provinces_are_counted_where_they_are_now(known: Knowledge):
    found = drawn(known, "adm63/long-an", "adm63/tay-ninh", "adm63/long-an", "adm34/tay-ninh", day=AFTER)
    assert counts(found) == {"id/adm34/tay-ninh": 4}
    assert [part.label for part in found.areas[0].parts] == ["Long An", "Tây Ninh"]
    assert len(found.empty) == 33


def test_a_merged_province_is_not_divided_among_its_parts(known: Knowledge):
    found = drawn(known, "adm63/long-an", "adm34/tay-ninh", "adm34/tay-ninh", day=BEFORE)
    assert counts(found) == {"id/adm63/long-an": 1}
    assert [(ref.name, n) for ref, n in found.undrawn] == [("id/adm34/tay-ninh", 2)]


def test_rows_without_a_province_are_told(known: Knowledge):
    assert drawn(known, "adm63/long-an", "org/tinh-uy-long-an").unplaced == 1


def test_the_one_column_of_counts_is_added_up_and_years_are_not(known: Knowledge):
    found = drawn(known, "adm63/long-an", "adm63/long-an", day=BEFORE, events=3, year=2018)
    assert (found.summed, [name for name, _ in found.sums]) == ("events", ["events"])
    assert counts(found) == {"id/adm63/long-an": 6}


def test_an_answer_without_provinces_has_no_map(known: Knowledge):
    assert choropleth(known, ["unit"], rows("person/do-huu-lam")) is None


def test_a_column_that_names_no_province_is_refused(known: Knowledge):
    with pytest.raises(ParameterError, match="it takes unit"):
        choropleth(known, ["unit", "year"], rows("adm63/long-an", year=2018), Wish(column="year"))


@pytest.mark.parametrize(
    ("found", "steps"),
    [
        ([], []),
        ([4, 4], [(3, 4, 4, 2)]),
        ([9, 1, 1, 3], [(1, 1, 1, 2), (3, 3, 3, 1), (5, 9, 9, 1)]),
        (
            [1, 2, 3, 4, 5, 6, 7, 8, 9, 500],
            [(1, 1, 2, 2), (2, 3, 4, 2), (3, 5, 6, 2), (4, 7, 8, 2), (5, 9, 500, 2)],
        ),
        ([1] * 20 + [2, 3, 4, 5, 6], [(2, 1, 1, 20), (4, 2, 6, 5)]),
    ],
)
def test_a_scale_has_few_shades_and_equal_counts_share_one(
    found: list[int], steps: list[tuple[int, int, int, int]]
):
    assert [(one.shade, one.least, one.most, one.units) for one in scale(found)] == steps
