"""Graphs under addresses (Graph Store Protocol, reading), and what the endpoint refuses, as a page."""

import pytest

import hatch_build
from kg.settings import Settings
from kg.sparql.formats import GRAPHS
from kg.store import Store
from kg.store.reader import FixedGeneration
from kg_web import create_app
from tests.browser.world import BASE, world_store

ARTICLE = f"{BASE}graph/article/44d8fa7c1fb99410"
NTRIPLES = "application/n-triples"
BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}


@pytest.fixture(scope="module")
def client():
    hatch_build.compile_catalogues()
    app = create_app(FixedGeneration(world_store()), Settings(query_rows=600, query_workers=1))
    yield app.test_client()
    app.extensions["sparql"].close()


def by_name(client, graph: str, **headers: str):
    return client.get("/store", query_string={"graph": graph}, headers=headers)


@pytest.mark.parametrize("media", GRAPHS)
def test_a_graph_comes_whole_in_every_form_of_triples(client, media: str):
    answer = by_name(client, ARTICLE, Accept=media)
    assert (answer.status_code, answer.mimetype) == (200, media)
    assert answer.content_length == len(answer.data)
    found = Store.in_memory()
    found.load(answer.data, media)
    assert set(found.match()) == set(world_store().triples(ARTICLE))


def test_a_graph_has_its_own_address(client):
    direct, indirect = client.get("/graph/article/44d8fa7c1fb99410"), by_name(client, ARTICLE)
    assert direct.mimetype == "text/turtle"
    assert direct.data == indirect.data
    assert client.get("/graph/article/44d8fa7c1fb99410", headers=BROWSER).mimetype == "text/turtle"
    assert by_name(client, ARTICLE, Accept="text/csv").status_code == 406
    assert client.get("/store", query_string={"graph": ARTICLE, "format": "nt"}).mimetype == NTRIPLES


def test_head_tells_without_a_body(client):
    answer = client.head("/store", query_string={"graph": ARTICLE})
    assert (answer.status_code, answer.data) == (200, b"")
    assert answer.content_length == len(by_name(client, ARTICLE).data)


def test_a_graph_already_held_is_not_sent_again(client):
    first = by_name(client, ARTICLE)
    again = by_name(client, ARTICLE, **{"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    other = by_name(client, ARTICLE, Accept=NTRIPLES, **{"If-None-Match": first.headers["ETag"]})
    assert other.status_code == 200


@pytest.mark.parametrize("address", ["/graph/article/none", "/graph/%ff", f"/store?graph={BASE}graph/none"])
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_an_absent_graph_is_missing(client, address: str, method: str):
    assert client.open(address, method=method).status_code == 404


def test_the_default_graph_is_whole_or_refused_with_where_all_is(client):
    answer = client.get("/store?default", headers={"Accept": NTRIPLES})
    problem = answer.get_json(force=True)
    assert answer.status_code == 400
    assert (problem["limit"], problem["value"], problem["dump"]) == ("rows", 600, "/export")


@pytest.mark.parametrize("address", ["/store", f"/store?default&graph={ARTICLE}", "/store?graph=relative"])
def test_one_graph_must_be_named(client, address: str):
    assert client.get(address).status_code == 400


@pytest.mark.parametrize("method", ["PUT", "POST", "PATCH", "DELETE"])
@pytest.mark.parametrize("address", ["/store?default", "/graph/article/44d8fa7c1fb99410"])
def test_writing_is_refused_in_words(client, address: str, method: str):
    answer = client.open(address, method=method, data=b"<urn:s> <urn:p> <urn:o> .")
    assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, HEAD, OPTIONS")
    assert "kg load" in answer.get_json(force=True)["detail"]
    assert client.options(address).headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize(
    ("address", "status", "vietnamese", "english"),
    [
        ("/sparql?query=SELECT *%0A{ ?s ?p }", 400, "Lỗi cú pháp ở dòng 2, cột 10", "line 2, column 10"),
        ("/sparql?query=DROP ALL", 400, "Không nhận DROP (dòng 1, cột 1)", "DROP is refused"),
        ("/store?default", 400, "Có hơn 600 dòng hoặc bộ ba", "more than 600 rows or triples"),
        (f"/store?graph={BASE}graph/none", 404, f"Không có đồ thị {BASE}graph/none", "there is no graph"),
    ],
)
def test_a_browser_gets_refusals_as_pages_in_its_language(client, address, status, vietnamese, english):
    page = client.get(address, headers=BROWSER)
    assert (page.status_code, page.mimetype) == (status, "text/html")
    assert vietnamese.lower() in page.text.lower()
    assert english in client.get(f"/en{address}", headers=BROWSER).text
