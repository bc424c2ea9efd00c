"""Counts on pages: none stands without what it counts, and an event is never counted as an article."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient
from lxml import html

from kg.queries import all_queries, named
from kg.views import Knowledge
from kg.views.captions import column
from kg.views.parts import unit_of
from kg.views.sections import SECTIONS
from tests.browser.world import BASE, world_app, world_store

PERSON = "id/person/mac-van-thi-du"
PAGES = [
    "/", "/search?q=long+an", "/search?q=so+ket", f"/page/{PERSON}", "/page/id/org/tinh-uy-long-an",
    "/page/id/adm63/long-an", "/page/id/adm34/tay-ninh", "/page/id/cluster/btctw/4",
    "/page/id/event/so-ket_2018-08-10_long-an", "/page/id/doc/18-nq-tw_2017-10-25",
    "/page/id/article/44d8fa7c1fb99410", f"/graph?node={PERSON}", "/queries", "/quality", "/ontology",
    "/conflicts", "/decisions", "/changes", f"/queries/q12-fellow-participants?person={PERSON}",
]  # fmt: skip
_BARE = re.compile(r"[(\[]?\d[\d.,\s]*[)\]]?")
# Where a number alone is no count without a name: cells under a heading, values behind their label,
# footnotes, days, years, drawings and code.
_NAMED = (
    "self::td[@data-label]", "self::sup", "self::time", "self::th", "self::svg", "self::code", "self::pre",
    "self::option", "self::script", "contains(@class, 'number')", "self::ul[@class='said']",
    "self::dl[@class='facts']", "self::dl[@class='figures']", "self::table[@class='figured']",
)  # fmt: skip
_COUNTED = {
    "reportCount", "statedMemberCount", "listedCount", "unnamedCount", "observations", "articles", "count",
    "steps",
}  # fmt: skip


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return world_app().test_client()


def bare_numbers(page: str) -> list[str]:
    """Return the numbers that stand alone where nothing says what they count."""
    found = []
    for node in html.fromstring(page).xpath(f"//*[not(ancestor-or-self::*[{' or '.join(_NAMED)}])]"):
        for text in filter(None, (node.text, *(child.tail for child in node))):
            if _BARE.fullmatch(text.strip()):
                found.append(f"{node.tag}.{node.get('class', '')}: {text.strip()}")
    return found


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("address", PAGES)
def test_no_count_stands_without_what_it_counts(client: FlaskClient, prefix: str, address: str):
    response = client.get(prefix + address)
    assert response.status_code == 200
    assert bare_numbers(response.text) == []


def test_a_number_alone_is_found():
    assert bare_numbers("<body><h2>x <span class='tally'>3</span></h2></body>") == ["span.tally: 3"]
    assert bare_numbers("<body><li>Sự kiện <a>x</a> (3)</li></body>") == ["li.: (3)"]


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_column_of_counts_says_what_it_counts(lang: str):
    knowledge = Knowledge(world_store(), BASE, lang)
    shown = {name for queries in SECTIONS.values() for query in queries for name in named(query).columns}
    asked = {name for query in all_queries() for name in query.columns}
    for name in sorted((shown | asked) & _COUNTED):
        heading = column(knowledge, name).text
        assert heading.lower() not in {"count", "number", "n", "total", "số", "số lượng", "tổng"}, name


def test_classes_say_whether_their_members_are_events_or_articles():
    assert [unit_of(f"ontology#{name}") for name in ("Conference", "Article", "Tenure")] == [
        "event",
        "article",
        "",
    ]


def test_an_event_with_two_reports_is_one_event_from_two_articles(client: FlaskClient):
    text = client.get("/en/page/id/cluster/btctw/4").text
    heading = re.search(r'id="cluster-events-title">.*?</h2>', text, re.DOTALL)
    assert heading is not None
    assert "2 events" in heading[0]
    assert "from 3 articles" in heading[0]


def test_facets_of_a_search_say_what_they_count(client: FlaskClient):
    text = client.get("/en/search?q=long+an").text
    facets = re.findall(r"\((\d+ \w+)\)", text[text.index('class="legend"') : text.index('id="hits"')])
    assert {facet.split()[1].removesuffix("s") for facet in facets} >= {"event", "thing"}
