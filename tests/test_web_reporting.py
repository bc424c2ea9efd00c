"""From a fact that a reader finds wrong to those who can put it right."""

from __future__ import annotations

import hashlib
import html
import re

import pytest
from flask.testing import FlaskClient

from kg.errors import UnknownEntityError
from kg.settings import Settings
from kg.views import Knowledge
from kg.views.fact import fact_page
from kg_web import create_app
from tests.browser.world import BASE, world_app, world_reader, world_store

PERSON = "id/person/mac-van-thi-du"
TENURE = "id/tenure/mac-van-thi-du/tinh-uy-long-an/pho-bi-thu-thuong-truc"
REPORT = f"/review/fact?fact={TENURE}"
TOKEN = hashlib.sha256(b"of these tests").hexdigest()


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return world_app().test_client()


def test_a_conclusion_rests_on_what_each_article_says():
    page = fact_page(Knowledge(world_store(), BASE), TENURE)
    assert (page.kind.label, page.said is not None, page.more) == ("thời gian giữ chức", True, 0)
    assert len(page.grounds) == 3
    assert all(ground.notes and ground.ref.name.startswith("id/article/") for ground in page.grounds)


def test_what_an_article_says_is_its_own_ground():
    page = fact_page(Knowledge(world_store(), BASE), "id/article/44d8fa7c1fb99410#h1")
    assert page.said is None
    assert [ground.ref.name for ground in page.grounds] == ["id/article/44d8fa7c1fb99410#h1"]


def test_a_fact_that_is_not_there_is_refused(client: FlaskClient):
    with pytest.raises(UnknownEntityError):
        fact_page(Knowledge(world_store(), BASE), "id/tenure/khong-co")
    assert client.get("/review/fact").status_code == 404


def test_each_row_leads_to_its_report(client: FlaskClient):
    links = re.findall(
        r'href="(/review/fact\?fact=[^"]+)" rel="nofollow">Báo dữ kiện sai',
        client.get(f"/page/{PERSON}").text,
    )
    assert REPORT in links
    assert {client.get(link).status_code for link in links} == {200}
    article = client.get("/page/id/article/44d8fa7c1fb99410").text
    assert "/review/fact?fact=id/article/44d8fa7c1fb99410%23h1" in article


def test_without_a_token_a_reader_learns_what_to_send(client: FlaskClient):
    text = client.get(REPORT).text
    sent = [html.unescape(block) for block in re.findall(r"<pre>(.*?)</pre>", text, re.DOTALL)]
    assert len(sent) == 3
    assert sent[0].startswith(f"http://localhost{REPORT}\n“Đến dự có Phó Bí thư Thường trực")
    assert 'kg wrong id/article/44d8fa7c1fb99410#h1 --why "…"' in sent[0]
    assert "<form method" not in text
    assert "Vào biên tập" not in text


@pytest.mark.parametrize(
    ("contact", "shown"),
    [
        ("phong-so-lieu@vi-du.vn", "<strong>phong-so-lieu@vi-du.vn</strong>"),
        ("https://vi-du.vn/bao", 'href="https://vi-du.vn/bao"'),
    ],
)
def test_the_operator_may_say_to_whom(contact: str, shown: str):
    assert shown in create_app(world_reader(), Settings(contact=contact)).test_client().get(REPORT).text


def test_a_reviewer_decides_at_once():
    client = create_app(world_reader(), Settings(review_token=TOKEN)).test_client()
    assert 'href="/review">Vào biên tập' in client.get(REPORT).text
    client.post("/review/sign-in", data={"name": "Lan", "token": TOKEN})
    answer = client.get(REPORT)
    assert re.findall(r'name="on" value="([^"]+)"', answer.text)[0] == "id/article/44d8fa7c1fb99410#h1"
    assert answer.text.count('<form method="post" action="/review/decide"') == 3
    assert answer.headers["Cache-Control"] == "no-store"
