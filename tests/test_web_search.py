"""The search page and its suggestions: who held a post, what matched, by what finds are narrowed."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from lxml import html

from kg.views.marking import marker
from tests.browser.world import world_app

POST = "phó bí thư thường trực tỉnh ủy long an"


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return world_app().test_client()


def words(client: FlaskClient, address: str, path: str) -> list[str]:
    """Return the texts of the parts of a page."""
    found = html.fromstring(client.get(address).text).xpath(path)
    return [" ".join(part.text_content().split()) for part in found]


def test_a_post_with_a_year_leads_to_who_held_it(client: FlaskClient):
    address = f"/search?q={POST} 2018"
    (title,) = words(client, address, "//*[@id='holders-title']")
    assert title == "Ai giữ chức này năm 2018 1 lần giữ chức"
    (row,) = words(client, address, "//*[@id='holders']//tbody/tr")
    assert row.startswith("Mạc Văn Thí Dụ")
    assert row.endswith("Phó Bí thư Thường trực Tỉnh ủy Long Antừ 10/8/2018 đến 1/3/2019")


def test_a_year_in_which_nobody_is_known_is_said_so(client: FlaskClient):
    text = client.get(f"/en/search?q={POST} 1999").text
    assert "No article tells who held this post in 1999" in text
    assert "Mac Van Thi Du" in text


def test_programs_get_the_holders_too(client: FlaskClient):
    told = client.get(f"/search.json?q={POST} 2018").json
    assert told["year"] == "2018"
    assert told["holders"][0]["person"]["name"] == "id/person/mac-van-thi-du"
    assert (told["more"], told["holders"][0]["post"]["label"]) == (
        False,
        "Phó Bí thư Thường trực Tỉnh ủy Long An",
    )


@pytest.mark.parametrize(
    ("asked", "name", "marked"),
    [
        ("long an", "Sở Tài nguyên and Môi trường Long An", ["Long An"]),
        ("tinh uy long a", "Tỉnh ủy Long An", ["Tỉnh ủy Long A"]),
        ("an", "Ban An ninh", ["An"]),
        ("ni", "Ban An ninh", ["ni"]),
    ],
)
def test_words_are_marked_whole_before_their_beginnings(asked: str, name: str, marked: list[str]):
    assert [text for text, found in marker(asked)(name) if found] == marked


def test_what_matched_is_marked_or_named(client: FlaskClient):
    assert "Long An" in words(client, "/search?q=long an", "//ol[@id='hits']//a/mark")
    hits = words(client, "/search?q=long an&place=id/adm34/tay-ninh", "//ol[@id='hits']/li")
    assert any("nối tiếp: Long An" in hit for hit in hits)
    found = {hit["label"]: hit["matched"] for hit in client.get("/en/search.json?q=long an").json["results"]}
    assert found["Long An"] == ""


def test_a_choice_stays_while_another_is_made(client: FlaskClient):
    page = html.fromstring(
        client.get("/search?q=long an&kind=ontology%23Conference&year=2018&place=id/adm63/long-an").text
    )
    assert page.xpath("//select/option[@selected]/@value") == ["id/adm63/long-an", "2018"]
    assert page.xpath("//form[@class='narrow']/input/@value") == ["long an", "ontology#Conference"]
    everything = page.xpath("//ul[@class='legend']/li[1]/a/@href")
    assert everything == ["/search?q=long+an&place=id/adm63/long-an&year=2018"]


def test_nothing_left_by_a_choice_leads_back(client: FlaskClient):
    text = client.get("/search?q=long an&year=1901").text
    assert "Không có gì khớp cả chữ lẫn bộ lọc." in text
    assert 'href="/search?q=long+an">Bỏ bộ lọc' in text
