"""What the web side refuses, how it says so, and under which names it answers."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from kg.queries import all_queries
from kg.settings import Settings
from kg.store import Store
from kg.store.reader import FixedGeneration
from kg.vocab import VPO
from kg_web import create_app
from tests.browser.world import BASE, world_app

PERSON = "id/person/mac-van-thi-du"


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return world_app().test_client()


@pytest.mark.parametrize(
    "address", ["/page/id/person/khong-co", "/id/x", "/data/id/x.ttl", "/queries/khong", "/x"]
)
def test_what_is_not_there_is_said_to_be_missing(client: FlaskClient, address: str):
    assert client.get(address).status_code == 404


def test_errors_for_programs_are_problem_json(client: FlaskClient):
    response = client.get("/page/id/x", headers={"Accept": "application/json"})
    assert response.mimetype == "application/problem+json"
    assert response.json["status"] == 404


def test_errors_for_people_are_a_page_that_hides_nothing_and_runs_nothing(client: FlaskClient):
    response = client.get("/page/id/<script>alert(1)</script>", headers={"Accept": "text/html"})
    assert response.status_code == 404
    assert "<script>alert" not in response.text


def test_a_wrong_parameter_is_refused_in_words(client: FlaskClient):
    query = next(query for query in all_queries() if query.params)
    response = client.get(f"/queries/{query.name}.json?khong=1")
    assert response.status_code == 400
    assert "khong" in response.json["detail"]


def test_a_wrong_parameter_on_a_page_is_a_form_and_400(client: FlaskClient):
    response = client.get("/queries/q03-cluster-members?year=nhi%C3%AAn")
    assert response.status_code == 400
    assert "<form" in response.text


@pytest.mark.parametrize("address", ["/search?q=an&page=", f"/graph?node={PERSON}&offset="])
def test_a_page_far_beyond_the_last_is_empty(client: FlaskClient, address: str):
    assert client.get(address + "9" * 30).status_code == 200


@pytest.mark.parametrize(
    "address", ["/id/x/%ff", "/page/%ff", "/data/id/%ff.ttl", "/graph/%ff", "/graph?node=%ff"]
)
def test_bytes_that_are_no_letters_name_nothing(client: FlaskClient, address: str):
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("value", ["xyz", "id/cluster/xyz"])
def test_an_unknown_thing_as_parameter_is_refused_with_the_form(client: FlaskClient, value: str):
    page = client.get(f"/queries/q03-cluster-members?cluster={value}")
    assert page.status_code == 400
    assert "<form" in page.text
    assert f"Không biết đối tượng nào là “{value}”" in page.text
    answer = client.get(f"/queries/q03-cluster-members.json?cluster={value}")
    assert answer.status_code == 400
    assert "unknown thing" in answer.json["detail"]


def test_a_thing_known_only_as_a_value_may_be_a_parameter():
    store = Store.in_memory()
    said = f"<{BASE}id/e> <{VPO.extractor}> <{BASE}id/extractor/0> ."
    store.load(said.encode(), "application/n-triples", graph=f"{BASE}graph/x")
    client = create_app(FixedGeneration(store), Settings()).test_client()
    statuses = [
        client.get(f"/queries/q19-facts-by-rule.json?extractor=id/extractor/{number}").status_code
        for number in (0, 1)
    ]
    assert statuses == [200, 400]


@pytest.mark.parametrize(
    ("address", "vietnamese"),
    [
        ("/queries/q03-cluster-members?year=nhi%C3%AAn", "“nhiên” không phải là năm (year)"),
        ("/queries/q03-cluster-members?khong=1", "Câu hỏi này không có tham số “khong”"),
        ("/queries/q03-cluster-members?lang=fr", "“fr” không phải là ngôn ngữ ở đây (lang)"),
        ("/queries/q01-who-held-post?date=mai", "“mai” không phải là ngày (date)"),
        ("/page/id/x", "Kho chưa có gì về https://vpo.example/id/x"),
        ("/queries/khong", "Không có câu hỏi nào tên là “khong”"),
        ("/page/id/person/mac-van-thi-du?section=khong", "không có bảng nào tên “khong”"),
        ("/graph/khong", "Không có đồ thị https://vpo.example/graph/khong"),
    ],
)
def test_errors_for_people_are_in_their_language(client: FlaskClient, address: str, vietnamese: str):
    browser = {"Accept": "text/html"}
    assert vietnamese in client.get(address, headers=browser).text
    assert vietnamese not in client.get(f"/en{address}", headers=browser).text


def test_an_error_that_http_words_is_told_by_its_heading_only(client: FlaskClient):
    assert "The requested URL" not in client.get("/khong-co").text


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "evil.example:8000", "[::1"])
def test_this_machine_is_answered_under_local_names_only(client: FlaskClient, host: str):
    response = client.get("/export", headers={"Host": host})
    assert response.status_code == 400
    assert "curl" not in response.text


@pytest.mark.parametrize("host", ["localhost", "localhost:8000", "127.0.0.1:8000", "127.0.1.1", "[::1]:8000"])
def test_local_names_are_answered(client: FlaskClient, host: str):
    assert client.get("/export", headers={"Host": host}).status_code == 200


def test_trusted_names_are_the_ones_answered_to():
    settings = Settings(trusted_hosts="kho.example")
    named = create_app(FixedGeneration(Store.in_memory()), settings).test_client()
    assert named.get("/export", headers={"Host": "kho.example"}).status_code == 200
    assert named.get("/export", headers={"Host": "evil.example"}).status_code == 400


def test_other_machines_may_use_any_name_where_none_is_trusted(client: FlaskClient):
    away = {"REMOTE_ADDR": "192.0.2.7"}
    assert client.get("/", headers={"Host": "kho.example"}, environ_base=away).status_code == 200


@pytest.mark.parametrize("name", ["id/%25zz", "id/%ED%A0%80", "id/%EE%80%80"])
def test_what_can_be_no_iri_is_said_to_be_missing(client: FlaskClient, name: str):
    assert client.get(f"/{name}").status_code == 404
    assert client.get(f"/page/{name}").status_code == 404
