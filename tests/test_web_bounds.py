"""No page can be made slow by what it is asked: each has a cap on its work, and says so."""

from __future__ import annotations

import threading
from contextlib import ExitStack

import pytest
from flask import Flask

from kg.errors import LimitError
from kg.settings import Settings
from kg.store import Store
from kg.store.side import Side
from kg_web import create_app, site
from tests.browser.world import world_app, world_reader

PERSON, OTHER = "id/person/mac-van-thi-du", "id/person/ninh-the-gia-su"
ENDLESS = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT COUNT(*) FROM n"
LONG = "a " * 101


def limited(**changed) -> Flask:
    return create_app(world_reader(), Settings(**changed))


def test_a_question_to_the_index_ends_at_its_time():
    side = Side.of(Store.in_memory()).within(0.05)
    with pytest.raises(LimitError, match=r"longer than 0\.05 s") as caught:
        side._all(ENDLESS)
    assert (caught.value.limit, caught.value.value, caught.value.retry) == ("index", 0.05, 5)
    assert side.counts() is not None


def test_the_time_of_the_index_binds_the_thread_that_asked_for_it():
    side = Side.of(Store.in_memory()).within(1e-9)
    found: list[object] = []
    counting = ENDLESS.replace("FROM n)", "FROM n WHERE x < 300000)")
    thread = threading.Thread(target=lambda: found.append(side._all(counting)))
    thread.start()
    thread.join()
    assert found == [[(300000,)]]
    with pytest.raises(LimitError):
        side._all(counting)


@pytest.mark.parametrize(
    "path", ["/search?q=", "/search.json?q=", "/en/search?q=", f"/paths?to={PERSON}&from="]
)
def test_a_name_that_is_too_long_is_refused(path):
    answer = world_app().test_client().get(path + LONG, headers={"Accept": "application/json"})
    assert answer.status_code == 400
    told = answer.get_json(force=True)
    assert (told["limit"], told["value"]) == ("name", 200)


def test_a_name_of_all_the_length_allowed_is_looked_for():
    assert world_app().test_client().get("/search?q=" + "a" * 200).status_code == 200


@pytest.mark.parametrize("path", ["/export/all.ttl", "/export/all.gexf", "/export/persons.gexf"])
def test_exports_of_all_are_made_a_few_at_once(monkeypatch, path):
    monkeypatch.setattr(site, "_PATIENCE", 0.05)
    app = limited(exports=2)
    client = app.test_client()
    with ExitStack() as held:
        for _ in range(2):
            held.enter_context(app.extensions["kg"].export())
        refused = client.get(path, headers={"Accept": "application/json"})
        assert (refused.status_code, refused.headers["Retry-After"]) == (503, "60")
        assert refused.get_json(force=True)["limit"] == "exports"
        for other in ("/export", f"/data/{PERSON}.ttl", "/"):
            assert client.get(other, buffered=True).status_code == 200
    assert client.get(path, buffered=True).status_code == 200


def test_a_thing_that_very_much_tells_of_is_not_described_whole():
    client = limited(data_nodes=5).test_client()
    refused = client.get(f"/data/{PERSON}.ttl")
    assert (refused.status_code, refused.mimetype) == (400, "application/problem+json")
    assert (refused.get_json(force=True)["limit"], refused.get_json(force=True)["value"]) == ("data_nodes", 5)
    assert client.get("/ontology", headers={"Accept": "text/turtle"}, buffered=True).status_code == 200


def test_a_search_for_paths_says_that_it_stopped():
    address = f"/paths?from={PERSON}&to={OTHER}"
    stopped = "Việc tìm dừng sớm"
    assert stopped in limited(path_steps=1).test_client().get(address).text
    assert stopped not in limited().test_client().get(address).text


def test_a_limit_is_told_in_both_languages():
    client = limited().test_client()
    page = {"headers": {"Accept": "text/html"}}
    assert "Tên dài nhất 200 ký tự" in client.get("/search?q=" + LONG, **page).text
    assert "a name has at most 200 characters" in client.get("/en/search?q=" + LONG, **page).text
