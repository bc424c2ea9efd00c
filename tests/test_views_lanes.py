"""Lanes of time: a lane a row, and ends no surer than their source."""

from __future__ import annotations

import pytest

from kg.views import Knowledge, Page, entity_page
from kg.views.lanes import Lanes, lanes
from kg.views.page import Row, Section
from kg.views.parts import Ref, Words
from kg.views.period import Bound, Day, Period
from tests.browser.world import BASE, world_store

FIRST, LAST = Day("2018-03-01"), Day("2019-09-01")
NOTHING = Bound("unknown")


def drawn(*periods: Period) -> Lanes | None:
    """The drawing of a person's tenures at these times."""
    rows = tuple(
        Row(((Ref(f"r{n}", f"chức {n}", "vi"),), (when,)), anchor=f"pos-{n}")
        for n, when in enumerate(periods)
    )
    table = Section("person-tenures", "", (Words(""), Words("")), rows)
    return lanes(Page(Ref("x", "x", ""), "", None, Ref("", "", ""), sections=(table,)))


@pytest.mark.parametrize(
    ("start", "end", "kinds"),
    [
        (Bound("known", Day("2017-06-01")), Bound("known", Day("2020-01-01")), ["seen"]),
        (NOTHING, NOTHING, ["unknown", "seen", "unknown"]),
        (Bound("before", FIRST), Bound("ongoingAtLastSight"), ["unknown", "seen", "open"]),
        (NOTHING, Bound("before", Day("2021-05-01")), ["unknown", "seen", "bounded"]),
        (Bound("after", Day("2016-01-01")), NOTHING, ["bounded", "seen", "unknown"]),
        (NOTHING, Bound("before", LAST), ["unknown", "seen"]),
    ],
)
def test_an_end_is_drawn_as_it_is_known(start: Bound, end: Bound, kinds: list[str]):
    found = drawn(Period(start, end, FIRST, LAST))
    assert found is not None
    (lane,) = found.lanes
    assert [piece.kind for piece in lane.pieces] == kinds
    edges = [edge for piece in lane.pieces for edge in (piece.start, piece.end)]
    assert edges == sorted(edges)
    assert edges[1:-1:2] == edges[2::2]
    assert (edges[0] >= 0, edges[-1] <= 1000) == (True, True)


def test_a_start_that_was_past_is_surely_held_from_then():
    bounds = (Bound("before", Day("2017-01-01")), NOTHING)
    found = drawn(Period(*bounds, FIRST, LAST), Period(NOTHING, NOTHING, FIRST, LAST))
    assert found is not None
    told, seen = (lane.pieces[1] for lane in found.lanes)
    assert told.start < seen.start
    assert told.end == seen.end


def test_a_row_without_any_day_has_a_lane_of_which_nothing_is_known():
    found = drawn(Period(NOTHING, NOTHING, FIRST, LAST), Period(NOTHING, NOTHING))
    assert found is not None
    assert [piece.kind for piece in found.lanes[1].pieces] == ["unknown"]
    assert drawn(Period(NOTHING, NOTHING)) is None


def test_one_sighting_can_be_seen():
    found = drawn(Period(NOTHING, NOTHING, FIRST, FIRST))
    assert found is not None
    assert found.lanes[0].pieces[1].end - found.lanes[0].pieces[1].start == 6


@pytest.mark.parametrize(("last", "ticks"), [("2018-12-01", 5), ("2030-01-01", 7), ("2052-01-01", 12)])
def test_years_of_a_lane_fit_the_drawing(last: str, ticks: int):
    found = drawn(Period(NOTHING, NOTHING, FIRST, Day(last)))
    assert found is not None
    assert len(found.ticks) == ticks
    assert all(0 <= x <= 1000 for _, x in found.ticks)


@pytest.mark.parametrize("name", ["id/person/mac-van-thi-du", "id/org/tinh-uy-long-an"])
def test_there_are_as_many_lanes_as_rows_and_each_leads_to_its_row(name: str):
    page = entity_page(Knowledge(world_store(), BASE), name)
    found = lanes(page)
    assert found is not None
    assert [lane.anchor for lane in found.lanes] == [row.anchor for row in page.sections[0].rows]
    assert all(lane.anchor.startswith("pos-") for lane in found.lanes)
