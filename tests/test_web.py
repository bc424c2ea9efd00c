"""The web side through a test client, over the made-up world."""

from __future__ import annotations

import json
import re

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from flask import url_for
from flask.testing import FlaskClient
from lxml import html
from rdflib import URIRef

from kg.queries import all_queries
from kg.settings import Settings
from kg.store import Store
from kg.store.reader import FixedGeneration
from kg.views import Ref
from kg_web import __file__ as package
from kg_web import create_app
from kg_web.export import FORMATS
from kg_web.render import page_url
from kg_web.site import Site
from tests.browser.world import BASE, world_app, world_store

PERSON = "id/person/mac-van-thi-du"
ARTICLE = "id/article/44d8fa7c1fb99410"
PAGES = [
    "/", "/search?q=long+an", "/search?q=khongcogi", f"/page/{PERSON}", "/page/id/org/tinh-uy-long-an",
    "/page/id/post/tinh-uy-long-an/pho-bi-thu-thuong-truc", "/page/id/adm63/long-an",
    "/page/id/cluster/btctw/4",
    "/page/id/event/so-ket_2018-08-10_long-an", "/page/id/doc/18-nq-tw_2017-10-25",
    "/page/scheme/role/bi-thu",
    f"/page/{ARTICLE}", "/graph", f"/graph?node={PERSON}", "/queries", "/query", "/export",
    "/quality", "/ontology", "/conflicts", "/conflicts/memberListsDiffer", "/conflicts/leadersDiffer",
    "/conflicts?about=id/cluster/btctw/4", "/paths", f"/paths?from={PERSON}&to=id/person/ninh-the-gia-su",
    "/changes", f"/changes?about={PERSON}", "/decisions", "/limits", "/api",
]  # fmt: skip


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return world_app().test_client()


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_every_page_is_served_in_both_languages(client: FlaskClient, prefix: str, address: str):
    response = client.get(prefix + address)
    assert response.status_code == 200
    assert f'<html lang="{"en" if prefix else "vi"}">' in response.text


@pytest.mark.parametrize("address", PAGES)
def test_no_page_asks_for_anything_elsewhere(client: FlaskClient, address: str):
    loads = re.findall(r'<(?:script|img|iframe|link)\b[^>]*(?:src|href)="([^"]*)"', client.get(address).text)
    assert [url for url in loads if not url.startswith("/")] == []


@pytest.mark.parametrize("address", PAGES)
def test_no_page_carries_inline_code_or_style(client: FlaskClient, address: str):
    text = client.get(address).text
    assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)|javascript:", text)


@pytest.mark.parametrize("address", PAGES)
def test_every_link_within_leads_somewhere(client: FlaskClient, address: str):
    links = set(re.findall(r'<a [^>]*href="(/[^"#]*)', client.get(address).text))
    dead = [
        link for link in links if client.get(link.replace("&amp;", "&"), buffered=True).status_code >= 400
    ]
    assert dead == []


@pytest.mark.parametrize("address", [f"/page/{PERSON}", "/page/id/cluster/btctw/4", f"/page/{ARTICLE}"])
def test_every_footnote_named_is_there(client: FlaskClient, address: str):
    text = client.get(address).text
    assert set(re.findall(r'href="#(note-\d+)"', text)) <= set(re.findall(r'id="(note-\d+)"', text))


def test_a_footnote_leads_to_the_sentence_on_the_page_of_its_article(client: FlaskClient):
    link = re.search(r'href="(/page/id/article/\w+)#(char=\d+,\d+)"', client.get(f"/page/{PERSON}").text)
    assert link is not None
    assert f'id="{link[2]}"' in client.get(link[1]).text


def test_unsure_ends_are_said_in_words(client: FlaskClient):
    assert "bắt đầu: chưa rõ" in client.get(f"/page/{PERSON}").text
    assert "start: not known" in client.get(f"/en/page/{PERSON}").text


def test_a_row_from_knowledge_wears_a_badge(client: FlaskClient):
    text = client.get("/page/id/adm63/ninh-thuan").text
    assert re.search(r'class="badge doubt"[^>]*>theo hiểu biết<', text)


def test_links_of_an_english_page_stay_english(client: FlaskClient):
    text = client.get(f"/en/page/{PERSON}").text
    assert 'href="/en/page/id/org/tinh-uy-long-an"' in text


@pytest.mark.parametrize(
    ("accept", "location"),
    [
        ("text/html,*/*;q=0.8", f"/page/{PERSON}"),
        ("", f"/page/{PERSON}"),
        ("text/turtle", f"/data/{PERSON}.ttl"),
        ("application/ld+json", f"/data/{PERSON}.jsonld"),
        ("application/trig;q=0.9, application/n-triples;q=0.2", f"/data/{PERSON}.trig"),
    ],
)
def test_a_thing_redirects_to_what_accept_asks_for(client: FlaskClient, accept: str, location: str):
    response = client.get(f"/{PERSON}", headers={"Accept": accept} if accept else {})
    assert (response.status_code, response.location) == (303, location)
    assert "Accept" in response.vary


def test_a_form_that_is_not_on_offer_is_not_acceptable(client: FlaskClient):
    assert client.get(f"/{PERSON}", headers={"Accept": "image/png"}).status_code == 406


def test_a_merged_thing_redirects_to_what_it_became(client: FlaskClient):
    response = client.get("/id/person/mac-thi-du-cu")
    assert (response.status_code, response.location) == (302, f"/{PERSON}")
    assert client.get("/page/id/person/mac-thi-du-cu").location == f"/page/{PERSON}"


@pytest.mark.parametrize(("mime", "ext"), FORMATS.items())
def test_one_thing_can_be_taken_away(client: FlaskClient, mime: str, ext: str):
    response = client.get(f"/data/{PERSON}.{ext}", buffered=True)
    assert (response.status_code, response.mimetype) == (200, mime)
    assert "Mạc Văn Thí Dụ" in response.text


@pytest.mark.parametrize(("mime", "ext"), [pair for pair in FORMATS.items() if pair[1] != "csv"])
def test_what_is_taken_away_can_be_read_back(client: FlaskClient, mime: str, ext: str):
    store = Store.in_memory()
    graph = f"{BASE}graph/x" if ext in {"ttl", "nt"} else None
    store.load(client.get(f"/data/{PERSON}.{ext}", buffered=True).data, mime, graph=graph)
    assert list(store.match(URIRef(BASE + PERSON)))


@pytest.mark.parametrize("ext", [*FORMATS.values(), "graphml", "gexf"])
def test_everything_can_be_taken_away(client: FlaskClient, ext: str):
    response = client.get(f"/export/all.{ext}", buffered=True)
    assert response.status_code == 200
    assert response.content_length == len(response.data) > 2_000


def test_a_graph_has_its_address(client: FlaskClient):
    response = client.get("/graph/article/44d8fa7c1fb99410", headers={"Accept": "text/turtle"}, buffered=True)
    assert response.mimetype == "text/turtle"


def test_suggestions_fold_marks(client: FlaskClient):
    labels = [hit["label"] for hit in client.get("/search.json?q=mac+van").json["results"]]
    assert "Mạc Văn Thí Dụ" in labels


def test_the_drawing_gets_the_edges_of_the_table(client: FlaskClient):
    edges = client.get(f"/graph.json?node={PERSON}").json["edges"]
    page = client.get(f"/graph?node={PERSON}").text
    assert all(edge["evidence"].replace("&", "&amp;") in page for edge in edges)


def test_the_evidence_of_an_edge_is_a_page_and_a_part(client: FlaskClient):
    address = client.get(f"/graph.json?node={PERSON}").json["edges"][0]["evidence"]
    assert "<html" in client.get(address).text
    part = client.get(address + "&part=1").text
    assert "<html" not in part
    assert "<blockquote" in part


@pytest.mark.parametrize("name", [query.name for query in all_queries()])
def test_every_saved_query_has_its_form(client: FlaskClient, name: str):
    text = client.get(f"/queries/{name}").text
    missing = [
        p.name for p in next(q for q in all_queries() if q.name == name).params if f'"{p.name}"' not in text
    ]
    assert missing == []


def test_a_parameter_may_be_a_name_without_marks(client: FlaskClient):
    named_text = client.get("/queries/q02-posts-of-person.json?person=ninh+the+gia+su").json
    by_address = client.get("/queries/q02-posts-of-person.json?person=id/person/ninh-the-gia-su").json
    assert named_text == by_address
    assert by_address["results"]["bindings"]


def test_the_editor_gets_the_query_with_its_values(client: FlaskClient):
    page = client.get(f"/queries/q02-posts-of-person?person={PERSON}").text
    link = re.search(r'href="(/query\?[^"]*)"', page)
    assert link is not None
    assert f"&lt;{BASE}{PERSON}&gt;" in client.get(link[1].replace("&amp;", "&")).text


@pytest.mark.parametrize("address", ["/ontology", "/graph/article/44d8fa7c1fb99410"])
def test_one_form_of_a_page_never_passes_for_another(client: FlaskClient, address: str):
    first = client.get(address, headers={"Accept": "application/trig"}, buffered=True)
    assert "Accept" in first.vary
    tag = {"If-None-Match": first.headers["ETag"]}
    assert client.get(address, headers={"Accept": "application/trig", **tag}).status_code == 304
    other = client.get(address, headers={"Accept": "text/turtle", **tag}, buffered=True)
    assert (other.status_code, other.mimetype) == (200, "text/turtle")


def test_counts_are_those_of_the_generation_that_is_read():
    readers = [FixedGeneration(world_store(), number=1), FixedGeneration(Store.in_memory(), number=2)]
    site = Site(readers[0], Settings())
    one, two = (reader.now() for reader in readers)
    old = site.knowledge(one, "vi")
    new = site.knowledge(two, "vi")
    assert site.figures(old, one.side).people > 0
    assert site.figures(new, two.side).people == 0


def test_a_page_is_not_made_twice_for_one_reader(client: FlaskClient):
    first = client.get("/")
    assert client.get("/", headers={"If-None-Match": first.headers["ETag"]}).status_code == 304


def test_other_data_give_another_tag(client: FlaskClient):
    store = Store.in_memory()
    other = create_app(FixedGeneration(store), Settings()).test_client()
    assert other.get("/").headers["ETag"] != client.get("/").headers["ETag"]


def test_an_empty_store_is_served(client: FlaskClient):
    other = create_app(FixedGeneration(Store.in_memory()), Settings()).test_client()
    pages = ["/", "/search?q=a", "/graph", "/queries", "/query", "/export", "/quality", "/ontology"]
    assert {other.get(page).status_code for page in pages} == {200}


def test_the_policy_lets_nothing_foreign_in(client: FlaskClient):
    policy = client.get("/").headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert "http" not in policy


def test_only_the_editor_has_a_nonce_and_each_time_another(client: FlaskClient):
    policies = {client.get(page).headers["Content-Security-Policy"] for page in ("/query", "/query")}
    assert len(policies) == 2
    assert "nonce" not in client.get("/").headers["Content-Security-Policy"]


def test_every_message_is_in_the_english_catalogue():
    folder = package.rsplit("/", 1)[0]
    methods = [("**/templates/**.html", "jinja2"), ("**.py", "python")]
    used = {json.dumps(message[2]) for message in extract_from_dir(folder, method_map=methods)}
    with open(f"{folder}/translations/en/LC_MESSAGES/messages.po", "rb") as lines:
        catalogue = read_po(lines)
    told = {json.dumps(message.id): message for message in catalogue if message.id}
    assert set(told) == used
    assert [
        m.id for m in told.values() if m.fuzzy or not all([m.string] if isinstance(m.id, str) else m.string)
    ] == []


@pytest.mark.parametrize(
    ("path", "said"),
    [
        (f"/en/page/{PERSON}?known=2025-01-01", "Mac Van Thi Du (official)."),
        ("/page/id/article/44d8fa7c1fb99410", "Đọc trong Sổ tri thức Tổ chức Đảng, dữ liệu "),
    ],
)
def test_a_page_tells_how_to_cite_what_it_shows(client: FlaskClient, path: str, said: str):
    line = html.fromstring(client.get(path).text).get_element_by_id("citation").text_content()
    assert said in line
    assert line.endswith(f"<http://localhost{path}>")


@pytest.mark.parametrize("root", ["", "/en"])
@pytest.mark.parametrize(
    "name", ["id/doc/18-nq-tw_2017-10-25", "scheme/role/bí-thư", "id/a?b%c d", "id/!\"$&'()*+,:;<=>@[]^`{|}~"]
)
def test_the_address_of_a_page_is_that_of_its_route(root, name):
    with world_app().test_request_context(environ_overrides={"SCRIPT_NAME": root}):
        assert page_url(Ref(name, "", "")) == url_for("entity.page", name=name)
