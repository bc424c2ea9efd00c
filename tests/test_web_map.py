"""The page of the map as the server makes it: what can be drawn, what cannot, and why."""

from __future__ import annotations

import csv

import pytest
from flask.testing import FlaskClient

import kg_web.maps
from kg.queries import all_queries, named
from kg_web.asking import OWN
from kg_web.maps import _offered
from tests.answers import ANSWERS
from tests.browser.world import world_app


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return world_app().test_client()


def test_every_query_whose_answer_names_provinces_is_offered():
    naming = {
        path.stem
        for path in ANSWERS.glob("*.csv")
        for row in csv.DictReader(path.read_text("utf-8").splitlines())
        if any(row.get(name, "").startswith("id/adm") for name in ("place", "unit", "ofProvince", "present"))
    }
    asked_for_one = {"province-documents", "q26-conferences-in-province"}
    assert {query.name for query in _offered()} == naming - asked_for_one
    assert len(naming) > 7


def test_no_parameter_of_a_query_is_taken_for_one_of_the_page():
    assert {param.name for query in all_queries() for param in query.params} & set(OWN) == set()


def test_without_the_bundle_the_table_stands_and_says_why(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(kg_web.maps, "outline", lambda: None)
    page = client.get("/map?on=2025-06-30").text
    assert "bản cài này không có gói hình vẽ" in page
    assert "<figure" not in page
    assert '>Long An</a></td><td class="number">2</td>' in page


def test_a_query_without_provinces_leads_to_its_table(client: FlaskClient):
    page = client.get("/map?query=q09-unresolved-citations").text
    assert "không nêu tỉnh, thành nào nên không vẽ được bản đồ" in page


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("on=2018", "“2018” không phải là ngày (on)"),
        ("column=events", "“events” không phải là cột vẽ được bản đồ (column); chỉ có place"),
        ("query=q03-cluster-members&year=x", "“x” không phải là năm (year)"),
    ],
)
def test_a_wrong_value_is_told_on_the_page(client: FlaskClient, asked: str, told: str):
    answer = client.get(f"/map?{asked}")
    assert answer.status_code == 400
    assert told in answer.text
    assert 'role="alert"' in answer.text


def test_a_query_in_pages_says_which_page_is_counted(client: FlaskClient):
    assert named("q24-moved-between-provinces").page
    page = client.get("/map?query=q11-units-counted&date=2026-01-01&word=*").text
    assert "bản đồ chỉ đếm trang 1" in page or "không nêu tỉnh" in page
