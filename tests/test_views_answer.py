"""Answers as pages: which views fit, what they draw, and where a drawing ends."""

from __future__ import annotations

import json

import pytest
from rdflib import Literal, URIRef

from kg.queries import named
from kg.sparql.results import JSON, TRIPLES, Found, read_found
from kg.views import Knowledge
from kg.views.answer import READ, Look, answer_page, named_grid
from kg.views.drawn import Bars
from kg.views.net import Net
from kg.views.parts import Words
from tests.browser.world import BASE, world_store

ID = f"{BASE}id/"


@pytest.fixture(scope="module")
def known() -> Knowledge:
    return Knowledge(world_store(), BASE)


def found(*rows: dict[str, object]) -> Found:
    """An answer: a text that begins with `id/` is a thing, anything else a literal."""
    read = tuple(
        {name: URIRef(BASE + v) if str(v).startswith("id/") else Literal(v) for name, v in row.items()}
        for row in rows
    )
    return Found(tuple(rows[0]), read, len(rows))


def bars(known: Knowledge, answer: Found, view: str) -> list[tuple[int, int]]:
    drawn = answer_page(known, answer, Look(view)).drawn
    assert isinstance(drawn, Bars)
    return [(bar.start, bar.length) for bar in drawn.bars]


def test_bars_begin_at_zero_whatever_their_sign(known: Knowledge):
    answer = found({"who": "a", "n": 6}, {"who": "b", "n": -2}, {"who": "c", "n": 0})
    assert bars(known, answer, "chart") == [(250, 750), (0, 250), (250, 0)]


def test_a_column_that_holds_a_text_or_no_finite_number_is_no_chart(known: Knowledge):
    for value in ("nhiều", float("inf"), True, 10**400):
        answer = found({"who": "a", "n": 1}, {"who": "b", "n": value})
        assert "chart" not in answer_page(known, answer, Look()).views


def test_years_are_time_and_no_number(known: Knowledge):
    answer = found({"who": "a", "year": 2018}, {"who": "b", "year": 2020})
    page = answer_page(known, answer, Look("timeline"))
    assert page.views == ("table", "timeline")
    assert [start for start, _ in bars(known, answer, "timeline")] == [0, 666]


def test_a_span_of_time_reaches_from_its_first_day_to_its_last(known: Knowledge):
    day = Literal("2018-01-01", datatype=URIRef("http://www.w3.org/2001/XMLSchema#date"))
    last = Literal("2019-01-01", datatype=day.datatype)
    rows = ({"since": day, "until": last}, {"since": last})
    answer = Found(("since", "until"), rows, 2)
    assert bars(known, answer, "timeline") == [(0, 500), (500, 0)]


def test_a_view_that_does_not_fit_gives_the_table(known: Knowledge):
    page = answer_page(known, found({"who": "a"}), Look("map"))
    assert (page.view, page.views, page.drawn) == ("table", ("table",), None)


def test_a_drawing_has_room_for_so_many_things_and_counts_the_rest(known: Knowledge):
    rows = [{"a": "id/person/x", "b": f"id/person/{n}"} for n in range(200)]
    page = answer_page(known, found(*rows), Look("graph"))
    assert isinstance(page.drawn, Net)
    assert (len(page.drawn.things), len(page.drawn.lines), page.drawn.left) == (150, 149, 51)


def test_a_line_is_called_as_its_column_is(known: Knowledge):
    page = answer_page(known, found({"holder": "id/person/x", "body": "id/org/y"}), Look("graph"))
    assert isinstance(page.drawn, Net)
    assert [line.label for line in page.drawn.lines] == [Words("body")]  # not a term that is called so


def test_columns_that_no_row_fills_are_named_below_the_table(known: Knowledge):
    query = named("q16-posts-changed")
    row = {"date": Literal("2019-04-01"), "person": URIRef(f"{BASE}id/person/x")}
    grid = named_grid(known, query, query.bind({}, BASE), Found(tuple(query.columns), (row,), 1))
    assert (grid.names, [len(cells) for cells in grid.cells]) == (("date", "person"), [2])
    assert "số quyết định" in [head.text for head in grid.void]


def test_only_the_first_rows_are_shown_and_all_are_counted():
    said = [{"x": {"type": "literal", "value": str(n)}} for n in range(READ + 1)]
    body = json.dumps({"head": {"vars": ["x"]}, "results": {"bindings": said}}).encode()
    answer = read_found(body, JSON, READ)
    assert (len(answer.rows), answer.total) == (READ, READ + 1)


def test_triples_are_rows():
    answer = read_found(f'<{ID}b> <{ID}p> "x"@vi .\n<{ID}a> <{ID}p> <{ID}b> .\n'.encode(), TRIPLES)
    assert (answer.names, answer.total, answer.triples) == (("subject", "predicate", "object"), 2, True)
    assert [str(row["subject"]) for row in answer.rows] == [f"{ID}a", f"{ID}b"]


def test_statements_about_statements_are_shown_as_texts():
    line = f'<{ID}a> <{ID}says> <<( <{ID}b> <{ID}p> "x" )>> .\n'
    (row,) = read_found(line.encode(), TRIPLES).rows
    assert row["object"] == Literal(f'<<( <{ID}b> <{ID}p> "x" )>>')
    parts = {"subject": {"type": "uri", "value": "urn:a"}, "predicate": {"type": "uri", "value": "urn:b"}}
    said = {"type": "triple", "value": {**parts, "object": {"type": "literal", "value": "c"}}}
    body = json.dumps({"head": {"vars": ["t"]}, "results": {"bindings": [{"t": said}]}}).encode()
    assert read_found(body, JSON).rows == ({"t": Literal('<<( <urn:a> <urn:b> "c" )>>')},)


def test_a_truth_has_no_view(known: Knowledge):
    page = answer_page(known, read_found(b'{"head":{},"boolean":false}', JSON), Look())
    assert (page.truth, page.views) == (False, ())
