"""The course: every step runs on the sample data, and the answer to its question is the one that was read."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask.testing import FlaskClient

import hatch_build
from kg.queries import all_queries, named
from kg.settings import Settings
from kg.store import Store
from kg.store.generations import DataHome
from kg_web import create_app
from kg_web.course import STEPS
from tests.browser.world import BASE

SHOWN = {1: 13, 2: 6, 3: 337, 4: 39, 5: 5, 6: 90, 7: 33, 8: 8, 9: 56, 10: 6}
"""Rows of each example; what an answer holds is below."""
ANSWERS: dict[int, tuple[int, dict[str, str]]] = {
    1: (6, {"region": "scheme/region/tay-nguyen"}),
    2: (12, {"region": "scheme/region/tay-nguyen", "name": "Central Highlands"}),
    3: (3, {"person": "id/person/do-huu-lam", "post": "id/post/tinh-uy-long-an/pho-bi-thu-thuong-truc"}),
    4: (6, {"event": "id/event/hoi-nghi_2019-12-27_ninh-thuan", "day": "2019-12-27"}),
    5: (1, {"article": "id/article/23d266f779063932", "published": "2015-08-18T09:05:00+07:00"}),
    6: (34, {"unit": "id/adm34/tay-ninh"}),
    7: (16, {"kind": "scheme/event-kind/trao-quyet-dinh", "events": "8"}),
    8: (5, {"cluster": "id/cluster/btctw/3"}),
    9: (2, {"unit": "id/adm63/long-an"}),
    10: (1, {"post": "id/post/tinh-uy-long-an/pho-bi-thu-thuong-truc"}),
}


@pytest.fixture(scope="module")
def store(demo: Path) -> Store:
    return DataHome(demo).current_reader().now().store


@pytest.fixture(scope="module")
def client(demo: Path) -> FlaskClient:
    hatch_build.compile_catalogues()
    app = create_app(DataHome(demo).current_reader(), Settings(home=demo, free_clients="127.0.0.0/8"))
    return app.test_client()


def rows(store: Store, name: str) -> list[dict[str, str]]:
    bound = named(name).bind({})
    found = store.select(bound.text, **bound.bindings)
    return [{key: str(value).removeprefix(BASE) for key, value in row.items()} for row in found]


def test_there_are_ten_steps_in_both_languages():
    assert len(STEPS) == 10
    texts = [(q.title_vi, q.title_en, q.about_vi, q.about_en) for q in all_queries("course")]
    assert len(texts) == 20
    assert all(all(text) for text in texts)
    assert len(set(texts)) == 20


@pytest.mark.parametrize("number", SHOWN)
def test_a_step_shows_something(store: Store, number: int):
    assert len(rows(store, STEPS[number - 1])) == SHOWN[number]


@pytest.mark.parametrize("number", ANSWERS)
def test_the_question_of_a_step_has_its_answer(store: Store, number: int):
    count, told = ANSWERS[number]
    found = rows(store, f"{STEPS[number - 1]}-answer")
    assert len(found) == count
    assert any(told.items() <= row.items() for row in found)


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("number", ANSWERS)
def test_the_solution_is_right_and_the_example_is_not(client: FlaskClient, prefix: str, number: int):
    right = "Right: this is" if prefix else "Đúng rồi"
    page = f"{prefix}/course/{number}"
    solution = named(f"{STEPS[number - 1]}-answer").text
    assert right in client.post(page, data={"query": solution, "run": "1", "part": "1"}).text
    assert right not in client.get(f"{page}?run=1").text


def test_a_step_that_is_none_is_not_found(client: FlaskClient):
    assert [client.get(f"/course/{number}").status_code for number in (0, 11)] == [404, 404]


def test_an_answer_of_more_rows_than_are_shown_is_found_right(client: FlaskClient, monkeypatch):
    monkeypatch.setattr("kg_web.editor.READ", 1)
    told = client.post("/course/4", data={"query": named(f"{STEPS[3]}-answer").text, "run": "1", "part": "1"})
    assert "Đúng rồi" in told.text
