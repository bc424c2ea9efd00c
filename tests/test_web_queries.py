"""Saved queries as an interface for programs: formats, parameters, addresses, the list."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from rdflib import URIRef

from kg.parameters import WANTED
from kg.queries import PUBLIC, all_queries, public_queries
from kg.settings import Settings
from kg.store import Store
from kg.store.generations import DataHome
from kg.store.reader import FixedGeneration
from kg_web import create_app
from kg_web.saved import SUBJECTS
from tests.browser.world import BASE, world_app, world_store

MEMBERS = "/queries/q03-cluster-members"
HELD = "/queries/q02-posts-of-person"
TABLES = {
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
}
GRAPHS = {
    "ttl": "text/turtle",
    "nt": "application/n-triples",
    "rdf": "application/rdf+xml",
    "jsonld": "application/ld+json",
    "trig": "application/trig",
    "nq": "application/n-quads",
}


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return world_app().test_client()


@pytest.mark.parametrize(
    ("name", "ext", "mime"),
    [("q03-cluster-members", *pair) for pair in TABLES.items()]
    + [("person-graph", *pair) for pair in GRAPHS.items()],
)
def test_a_format_is_chosen_by_ending_by_parameter_and_by_accept(
    client: FlaskClient, name: str, ext: str, mime: str
):
    person = "?person=id/person/mac-van-thi-du&" if name == "person-graph" else "?"
    answers = [
        client.get(f"/queries/{name}.{ext}{person}"),
        client.get(f"/queries/{name}{person}format={ext}"),
        client.get(f"/queries/{name}{person}", headers={"Accept": f"{mime}, text/html;q=0.5"}),
    ]
    assert [(answer.status_code, answer.mimetype) for answer in answers] == [(200, mime)] * 3
    assert len({answer.data for answer in answers}) == 1
    assert len(answers[0].data) > 200


@pytest.mark.parametrize("accept", ["", "*/*", "text/html,application/xml;q=0.9,*/*;q=0.8"])
def test_people_get_a_page(client: FlaskClient, accept: str):
    answer = client.get(MEMBERS, headers={"Accept": accept} if accept else {})
    assert answer.mimetype == "text/html"
    assert "Accept" in answer.vary


@pytest.mark.parametrize("address", [f"{MEMBERS}.ttl", f"{MEMBERS}?format=ttl", "/queries/person-graph.csv"])
def test_triples_are_not_to_be_had_of_rows_nor_rows_of_triples(client: FlaskClient, address: str):
    answer = client.get(address)
    assert answer.status_code == 406
    assert answer.json["detail"].startswith("offered are ")


def test_what_nobody_writes_is_not_acceptable(client: FlaskClient):
    assert client.get(MEMBERS, headers={"Accept": "image/png"}).status_code == 406


@pytest.mark.parametrize(
    ("address", "told"),
    [
        (f"{MEMBERS}.json?yer=2018", {"parameter": "yer", "given": "2018", "near": ["year"]}),
        (f"{MEMBERS}.json?year=18", {"parameter": "year", "given": "18", "wanted": WANTED["year"]}),
        (f"{MEMBERS}.json?lang=fr", {"parameter": "lang", "given": "fr", "wanted": "vi or en"}),
        (f"{MEMBERS}?format=cvs", {"parameter": "format", "given": "cvs", "near": ["csv"]}),
        (
            f"{MEMBERS}.json?cluster=id/cluster/long-an",
            {"parameter": "cluster", "given": "id/cluster/long-an", "near": ["id/adm63/long-an"]},
        ),
        ("/queries/q01-who-held-post.csv?date=mai", {"parameter": "date", "given": "mai"}),
        ("/queries/q01-who-held-post.csv?page=0", {"parameter": "page", "given": "0"}),
    ],
)  # fmt: skip
def test_a_refusal_names_parameter_value_and_what_would_do(
    client: FlaskClient, address: str, told: dict[str, object]
):
    answer = client.get(address)
    assert (answer.status_code, answer.mimetype) == (400, "application/problem+json")
    said = {name: answer.json[name] for name in told}
    said["near"] = [near for near in said.get("near", []) if near in told.get("near", [])]
    assert said == {"near": [], **told}
    assert repr(told["parameter" if told["parameter"] == "yer" else "given"]) in answer.json["detail"]


def test_programs_that_ask_for_rows_get_refusals_that_they_can_read(client: FlaskClient):
    answer = client.get(f"{MEMBERS}?year=x", headers={"Accept": "text/csv"})
    assert (answer.status_code, answer.mimetype) == (400, "application/problem+json")


@pytest.mark.parametrize("value", ['" } UNION { ?s ?p ?o } #', "> } #", "2018); DROP ALL", "\x00"])
@pytest.mark.parametrize("name", ["word", "date", "page"])
def test_no_value_becomes_a_part_of_the_query(client: FlaskClient, name: str, value: str):
    answer = client.get("/queries/q11-units-counted.json", query_string={name: value})
    if name == "word":
        assert answer.json["results"]["bindings"] == []
    else:
        assert answer.status_code == 400


def test_queries_of_our_own_are_not_for_everybody(client: FlaskClient):
    assert client.get("/queries/derive-holdings.json").status_code == 404
    assert client.get("/queries/person-tenures.json?person=id/x").status_code == 404


@pytest.mark.parametrize(
    ("asked", "canonical"),
    [
        (f"{MEMBERS}.csv?year=2018&lang=vi&cluster=", MEMBERS),
        (f"{MEMBERS}.csv?year=2019&lang=en", f"{MEMBERS}?year=2019&lang=en"),
        (f"{MEMBERS}.json?lang=en&year=2019", f"{MEMBERS}?year=2019&lang=en"),
        (f"/en{MEMBERS}?lang=en", f"/en{MEMBERS}"),
        (f"{HELD}.json?person=ninh+the+gia+su", f"{HELD}?person=id/person/ninh-the-gia-su"),
        (f"{HELD}?person={BASE}id/person/ninh-the-gia-su", f"{HELD}?person=id/person/ninh-the-gia-su"),
        (f"{MEMBERS}?cluster=*", f"{MEMBERS}?cluster=*"),
    ],
)
def test_an_answer_names_its_one_permanent_address(client: FlaskClient, asked: str, canonical: str):
    answer = client.get(asked)
    assert answer.headers["Link"] == f'<{canonical}>; rel="canonical"'
    assert client.get(canonical).headers["Link"] == answer.headers["Link"]


def test_the_page_shows_its_permanent_address(client: FlaskClient):
    page = client.get(f"{MEMBERS}?year=2019&lang=vi").text
    assert f'<link rel="canonical" href="{MEMBERS}?year=2019">' in page
    assert f'<a href="{MEMBERS}?year=2019" rel="bookmark">' in page


def test_answers_are_kept_by_generation_and_open_to_other_sites(client: FlaskClient):
    first = client.get(f"{MEMBERS}.json")
    assert first.headers["Access-Control-Allow-Origin"] == "*"
    assert "ETag" in first.headers["Access-Control-Expose-Headers"]
    again = client.get(f"{MEMBERS}.json", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    page = client.get(MEMBERS, headers={"If-None-Match": first.headers["ETag"], "Accept": "text/html"})
    assert (page.status_code, page.mimetype) == (200, "text/html")


def test_the_list_holds_every_query_in_both_languages(client: FlaskClient):
    found = client.get("/queries.json").json
    assert [query["id"] for query in found["queries"]] == [query.name for query in public_queries()]
    held = next(query for query in found["queries"] if query["id"] == "q01-who-held-post")
    assert held["title"]["en"] == "Who held a post on a day, and which sentence says so?"
    assert held["parameters"][1] == {
        "name": "date",
        "kind": "date",
        "label": {"vi": "ngày", "en": "day"},
        "required": False,
        "default": "2018-08-10",
        "example": "2018-08-10",
        "wanted": "a day, such as 2018-08-10",
    }
    assert {"name": "quote", "label": {"vi": "câu làm chứng", "en": "evidence sentence"}} in held["columns"]
    assert set(held["links"]) == {"html", *TABLES}


@pytest.mark.parametrize(("root", "heading"), [("", "Các cụm thi đua"), ("/en", "Emulation clusters")])
def test_the_questions_stand_by_subject(client: FlaskClient, root: str, heading: str):
    listed, edited = client.get(f"{root}/queries").text, client.get(f"{root}/query").text
    assert f'<h2 id="clusters">{heading} <span class="tally">5 ' in listed
    assert f'<optgroup label="{heading}"><option value="cluster-years">' in edited
    for query in public_queries():
        assert (listed.count(f'/queries/{query.name}"'), edited.count(f'"{query.name}"')) == (1, 1)


def test_questions_are_found_by_words_of_their_titles(client: FlaskClient):
    found = client.get("/queries?q=truong cum nam").text
    assert re.findall(r"<code>([\w-]+)</code>", found) == ["cluster-years"]
    assert "Không câu hỏi nào có đủ các từ “khongcogi”." in client.get("/queries?q=khongcogi").text


def test_every_link_of_the_list_leads_to_an_answer(client: FlaskClient):
    links = [
        link for query in client.get("/queries.json").json["queries"] for link in query["links"].values()
    ]
    assert len(links) > 200
    dead = {link: client.get(link).status_code for link in links}
    assert {link for link, status in dead.items() if status not in {200, 400}} == set()


@pytest.mark.parametrize("folder", PUBLIC)
def test_every_query_for_everybody_says_how_to_read_it(folder: str):
    assert all_queries(folder)
    assert [query.name for query in all_queries(folder) if not (query.about_vi and query.about_en)] == []
    assert {query.subject for query in all_queries(folder)} <= set(SUBJECTS)


def test_every_example_is_answered(demo: Path):
    client = create_app(DataHome(demo).current_reader(), Settings(home=demo)).test_client()
    refused = {}
    for query in public_queries():
        values = {param.name: param.example for param in query.params if param.example}
        for lang in ("vi", "en"):
            ext = "ttl" if query.graph else "csv"
            answer = client.get(
                f"/queries/{query.name}.{ext}",
                query_string={**values, "lang": lang} if "lang" in values else values,
            )
            if answer.status_code != 200:
                refused[query.name] = answer.json["detail"]
    assert refused == {}


def test_every_address_parameter_has_an_example():
    bare = {
        f"{query.name}.{param.name}"
        for query in public_queries()
        for param in query.params
        if param.kind in {"iri", "year"} and not param.example
    }
    assert bare == set()


def test_a_graph_can_be_read_on_its_page(client: FlaskClient):
    page = client.get("/queries/person-graph?person=id/person/mac-van-thi-du").text
    assert re.search(r'href="/page/id/tenure/mac-van-thi-du', page)
    assert (
        "&lt;https://vpo.example/id/person/mac-van-thi-du&gt;"
        in client.get(re.search(r'href="(/query\?[^"]*)"', page)[1].replace("&amp;", "&")).text
    )


@pytest.mark.parametrize(
    ("settings", "status", "limit"),
    [
        (Settings(query_rows=3), 400, {"limit": "rows", "value": 3}),
        (Settings(query_bytes=500), 400, {"limit": "bytes", "value": 500}),
    ],
)
def test_an_answer_over_a_limit_is_an_error_that_names_it(
    settings: Settings, status: int, limit: dict[str, object]
):
    client = create_app(FixedGeneration(world_store()), settings).test_client()
    answer = client.get(f"{MEMBERS}.csv")
    assert answer.status_code == status
    assert {name: answer.json[name] for name in limit} == limit
    assert client.get(MEMBERS).status_code == status


@pytest.mark.parametrize("ext", GRAPHS)
def test_a_graph_answers_with_what_is_said_of_the_person(client: FlaskClient, ext: str):
    body = client.get(f"/queries/person-graph.{ext}?person=id/person/mac-van-thi-du").data
    store = Store.in_memory()
    store.load(body, GRAPHS[ext], graph=None if ext in {"trig", "nq", "jsonld"} else "urn:g")
    assert list(store.match(URIRef(f"{BASE}id/person/mac-van-thi-du")))


def test_a_name_that_several_bear_is_refused_with_all_of_them(demo: Path):
    client = create_app(DataHome(demo).current_reader(), Settings(home=demo)).test_client()
    both = ["id/person/nguyen-van-nen", "id/person/nguyen-van-nen.b85805ee0344045a"]
    answer = client.get("/queries/q02-posts-of-person.json?person=nguyen+van+nen")
    assert (answer.status_code, sorted(answer.json["near"])) == (400, both)
    page = client.get("/queries/q02-posts-of-person?person=Nguyễn+Văn+Nên&lang=en&name=x")
    assert "Nhiều đối tượng tên là “Nguyễn Văn Nên” (person)" in page.text
    for person in both:
        link = f"/queries/q02-posts-of-person?person={person}&amp;lang=en"
        assert f'<a href="{link}">' in page.text
        assert client.get(link.replace("&amp;", "&")).status_code == 200


def test_the_view_of_a_map_is_the_map_itself(client: FlaskClient):
    answer = client.get("/queries/province-events?view=map&dateFrom=2018-01-01")
    assert (answer.status_code, answer.location) == (303, "/map?query=province-events&dateFrom=2018-01-01")
