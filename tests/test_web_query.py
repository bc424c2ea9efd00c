"""The query page as the server makes it: views that fit, downloads, limits, mistakes in plain words."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient
from lxml import html

from kg.queries import public_queries
from kg.settings import Settings
from kg.store.reader import FixedGeneration
from kg_web import create_app
from tests.browser.world import world_app, world_store

PREFIX = "PREFIX vpo: <https://vpo.example/ontology#>\n"
EVENTS = f"{PREFIX}SELECT ?p (COUNT(?e) AS ?n) {{ ?e vpo:reportCount ?r ; vpo:place ?p }} GROUP BY ?p"

DATED = f"{PREFIX}SELECT ?event ?day {{ ?event vpo:reportCount ?r ; vpo:startDate ?day }}"
TIED = f"{PREFIX}CONSTRUCT {{ ?c vpo:memberUnit ?u }} {{ ?y vpo:cluster ?c ; vpo:memberUnit ?u }}"
TEXTS = f"{PREFIX}SELECT ?l {{ ?c a vpo:Tenure ; ?p ?l FILTER(isLiteral(?l)) }} LIMIT 9"
SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return world_app().test_client()


def shown(client: FlaskClient, query: str, root: str = "", **more: str) -> html.HtmlElement:
    page = client.get(f"{root}/query", query_string={"query": query, "run": "1", **more})
    return html.fromstring(page.text)


def texts(page: html.HtmlElement, path: str) -> list[str]:
    return [" ".join(found.text_content().split()) for found in page.xpath(path)]


def test_a_chart_offers_each_column_of_numbers(client: FlaskClient):
    page = shown(client, EVENTS.replace("AS ?n)", "AS ?n) (SUM(?r) AS ?reports)"), view="chart")
    (other,) = page.xpath("//p[contains(., 'Cột vẽ')]/a/@href")
    assert texts(page, "//p[contains(., 'Cột vẽ')]/strong") == ["n"]
    drawn = html.fromstring(client.get(other).text)
    assert texts(drawn, "//p[contains(., 'Cột vẽ')]/strong") == ["reports"]


@pytest.mark.parametrize(
    ("query", "fitting"),
    [
        (EVENTS, ["Bảng", "Biểu đồ", "Bản đồ"]),
        (DATED, ["Bảng", "Trục thời gian"]),
        (TIED, ["Bảng", "Hình quan hệ", "Bản đồ"]),
        (TEXTS, []),
        ("ASK { ?s ?p ?o }", []),
    ],
)
def test_only_views_that_fit_the_answer_are_offered(client: FlaskClient, query: str, fitting: list[str]):
    page = shown(client, query)
    assert texts(page, "//nav[@class='tabs']//a") == fitting
    assert re.search(r"\d+ ms$", texts(page, "//*[@class='tally']")[0])


def test_every_offered_view_is_what_its_link_gives(client: FlaskClient):
    marks = {"table": "//table[contains(@class, 'answer')]", "chart": "//table[contains(@class, 'chart')]"}
    marks |= {"map": "//figure[@class='map']", "timeline": "//table[contains(@class, 'timeline')]"}
    marks["graph"] = "//*[@data-net]"
    for query in (EVENTS, DATED, TIED):
        for link in shown(client, query).xpath("//nav[@class='tabs']//a/@href"):
            page = html.fromstring(client.get(link).text)
            (view,) = re.findall(r"view=(\w+)", link)
            assert [name for name, mark in marks.items() if page.xpath(mark)] == [view]


def test_a_chart_tells_once_how_much_it_leaves_out(client: FlaskClient):
    many = "SELECT ?s (STRLEN(STR(?o)) AS ?n) WHERE { ?s ?p ?o } LIMIT 600"
    page = shown(client, many, view="chart")
    told = "Ở đây vẽ 100 trong 600 dòng; bản tải về có đủ."
    assert [hint for hint in texts(page, "//p[@class='hint']") if " trong " in hint] == [told]


def test_a_timeline_stands_in_the_order_of_time(client: FlaskClient):
    dots = shown(client, DATED, view="timeline").xpath("//table[contains(@class, 'timeline')]//circle/@cx")
    places = [float(x.rstrip("%")) for x in dots]
    assert len(places) > 3
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("query", "forms"),
    [
        (EVENTS, {"json": "application/sparql-results+json", "xml": "application/sparql-results+xml",
                  "csv": "text/csv", "tsv": "text/tab-separated-values"}),
        (TIED, {"ttl": "text/turtle", "nt": "application/n-triples", "rdf": "application/rdf+xml",
                "jsonld": "application/ld+json", "trig": "application/trig", "nq": "application/n-quads"}),
    ],
)  # fmt: skip
def test_an_answer_is_to_be_had_in_every_form(client: FlaskClient, query: str, forms: dict[str, str]):
    links = shown(client, query, "/en").xpath("//a[@download]")
    answers = {link.get("download"): client.get(link.get("href")) for link in links}
    assert {name: answer.mimetype for name, answer in answers.items()} == {
        f"query.{short}": form for short, form in forms.items()
    }
    assert all(answer.status_code == 200 and b"long-an" in answer.data for answer in answers.values())


@pytest.mark.parametrize(("root", "told"), [("", "chạy quá 0.2 giây"), ("/en", "ran longer than 0.2 s")])
def test_a_query_that_takes_too_long_says_so_and_keeps_its_text(root: str, told: str):
    app = create_app(FixedGeneration(world_store()), Settings(query_seconds=0.2, free_clients="127.0.0.0/8"))
    answer = app.test_client().get(f"{root}/query", query_string={"query": SLOW, "run": "1"})
    page = html.fromstring(answer.text)
    assert answer.status_code == 503
    assert told in texts(page, "//*[@role='alert']")[0]
    assert page.xpath("//textarea")[0].text == SLOW


@pytest.mark.parametrize(
    ("root", "query", "told"),
    [
        (
            "",
            "SELECT ?x\n{ ?x a vpo:Tenure }",
            "Tiền tố vpo: (dòng 2) chưa được khai báo. Thêm ở đầu:",
        ),
        ("/en", "SELECT ?x {\n ?x ?y ?z", "The { on line 1 is not closed."),
        ("/en", "SELECT ?x ?y { ?x a ?y } GROUP BY ?x", "The variable ?y on line 1 is not in GROUP BY"),
        ("", "DELETE WHERE { ?x ?y ?z }", "Không nhận DELETE (dòng 1, cột 1): ở đây chỉ đọc kho này"),
    ],
)
def test_a_mistake_is_told_in_plain_words(client: FlaskClient, root: str, query: str, told: str):
    answer = client.get(f"{root}/query", query_string={"query": query, "run": "1"})
    assert answer.status_code == 400
    assert told in texts(html.fromstring(answer.text), "//*[@role='alert']")[0]


@pytest.mark.parametrize("root", ["", "/en"])
def test_every_example_opens_with_a_title_of_its_language(client: FlaskClient, root: str):
    options = html.fromstring(client.get(f"{root}/query").text).xpath("//select[@name='name']//option")
    titles = {query.name: query.title_en if root else query.title_vi for query in public_queries()}
    assert {option.get("value"): option.text for option in options} == titles
    assert len(titles) >= 12
    empty = [name for name in titles if "SELECT" not in _text(client, root, name) and titles[name]]
    assert empty == ["person-graph"]


def _text(client: FlaskClient, root: str, name: str) -> str:
    return str(html.fromstring(client.get(f"{root}/query?name={name}").text).xpath("//textarea")[0].text)


def test_nothing_is_stopped_without_its_ticket(client: FlaskClient):
    asked = {"ticket": "0" * 36}
    assert client.post("/query/stop", data=asked).status_code == 404
    assert client.post("/query/stop", data={"ticket": ""}).status_code == 404
