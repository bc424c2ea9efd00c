"""The health check tells the truth; the limits are all told."""

from __future__ import annotations

import re
import shutil
from contextlib import ExitStack
from dataclasses import fields
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from rdflib import Literal, URIRef

from kg.commands.serving import graphs_of
from kg.model import Article
from kg.settings import Settings
from kg.sparql.places import Place
from kg.store.generations import DataHome
from kg_web import checks, close, create_app
from kg_web.limits import SECTIONS
from tests.browser.world import world_app

P = URIRef("https://vpo.example/p")
GRAPH = "https://vpo.example/graph/article/1"
NO_LIMITS = {
    "home", "base_iri", "max_input_bytes", "max_articles", "keep_generations", "curator", "max_loss",
    "gate_sample", "processes",
    "contact", "article_text",
    "free_clients", "licence", "ingest_token", "review_token", "proxies", "trusted_hosts", "log_level",
    "log_with", "store", "store_update", "store_graphs", "store_auth", "store_user", "store_password",
    "store_token", "store_seconds", "store_bytes",
}  # fmt: skip


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """An application over a data folder of one generation and one article; every check is a new one."""
    monkeypatch.setattr(checks, "_FRESH", -1.0)
    home = DataHome(tmp_path / "home")
    with home.archive() as archive:
        archive.put(Article("0" * 16, "Bài"), "a.txt")
    with home.writer() as store:
        store.replace_graph(GRAPH, [(P, P, Literal("a", lang="vi"))])
        home.publish(store)
    made = create_app(home.current_reader(), Settings(home=home.path))
    yield made
    close(made)


@pytest.fixture
def home(app: Flask) -> Path:
    return app.extensions["kg"].settings.home


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def health(client: FlaskClient) -> tuple[int, str, dict[str, str]]:
    answer = client.get("/health")
    return answer.status_code, answer.json["status"], answer.json["checks"]


def test_all_is_looked_at(client: FlaskClient):
    told = client.get("/health").json
    names = ["archive", "disk", "index", "named_workers", "store", "workers"]
    assert told["checks"] == dict.fromkeys(names, "ok")
    assert (told["status"], told["generation"], told["pending"]) == ("ok", 1, 1)
    assert 0 <= told["age_seconds"] < 600
    assert told["free_bytes"] > 0
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00", told["created"])


def test_a_data_set_in_memory_has_no_folder_to_look_at():
    told = world_app().test_client().get("/health").json
    assert (told["status"], told["articles"], told["pending"], told["created"]) == ("ok", 5, None, None)
    assert set(told["checks"]) == {"store", "index", "workers", "named_workers"}


def test_a_file_that_is_served_alone_is_well(tmp_path: Path):
    (tmp_path / "a.ttl").write_text("<a> <b> <c> .")
    with graphs_of(tmp_path / "a.ttl") as graphs:
        app = create_app(graphs, Settings())
        assert app.test_client().get("/health").json["status"] == "ok"
        close(app)


@pytest.mark.parametrize(
    "gone", [".", "generations", "generations/1", "generations/1/store", "generations/1/side.sqlite", "*.sst"]
)
def test_data_that_is_gone_is_told_although_open_files_still_answer(client: FlaskClient, home: Path, gone):
    assert health(client)[:2] == (200, "ok")
    path = next((home / "generations/1/store").glob(gone)) if "*" in gone else home / gone
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    status, said, found = health(client)
    assert (status, said) == (503, "down")
    assert found["store"].startswith("fault: ")
    assert client.get("/health/live").json == {"status": "ok"}


def test_a_pointer_to_nowhere_is_down(client: FlaskClient, home: Path):
    (home / "current").write_text("7\n")
    assert health(client)[:2] == (503, "down")
    (home / "current").write_text("1\n")
    assert health(client)[:2] == (200, "ok")


@pytest.mark.parametrize("pool", ["workers", "named_workers"])
def test_workers_that_cannot_open_the_data_are_down(app: Flask, client: FlaskClient, tmp_path, pool):
    held = {"workers": app.extensions["sparql"].pool, "named_workers": app.extensions["kg"].named.pool}[pool]
    held._locate = lambda: Place("2", tmp_path / "none")
    status, said, found = health(client)
    assert (status, said) == (503, "down")
    assert {name for name, words in found.items() if words != "ok"} == {pool}


def test_workers_at_work_are_busy_and_no_fault(app: Flask, client: FlaskClient):
    with ExitStack() as held:
        for _ in range(2):
            held.enter_context(app.extensions["sparql"].pool._turns.turn())
        status, said, found = health(client)
    assert (status, said, found["workers"], found["named_workers"]) == (200, "ok", "busy", "ok")


def test_a_disk_that_is_full_is_told_while_pages_are_right(client: FlaskClient, monkeypatch):
    monkeypatch.setattr(checks, "MIN_FREE", 10**18)
    status, said, found = health(client)
    assert (status, said) == (200, "degraded")
    assert found["disk"].startswith("fault: a load needs")


def test_a_damaged_archive_is_told_while_pages_are_right(client: FlaskClient, home: Path):
    (home / "archive.sqlite").write_bytes(b"nonsense" * 1000)
    status, said, found = health(client)
    assert (status, said) == (200, "degraded")
    assert "archive.sqlite" in found["archive"]


def test_however_often_it_is_asked_it_looks_now_and_then(app: Flask, client: FlaskClient, monkeypatch):
    looks: list[int] = []
    watch = app.extensions["watch"]
    monkeypatch.setattr(watch, "_look", lambda: looks.append(1) or checks.Health("ok", {}))
    monkeypatch.setattr(checks, "_FRESH", 1000.0)
    for _ in range(5):
        assert client.get("/health").status_code == 200
    assert len(looks) == 1


def test_a_look_that_does_not_end_is_down(app: Flask, client: FlaskClient, monkeypatch):
    monkeypatch.setattr(checks, "_ENDS", 0.05)
    with app.extensions["watch"]._lock:
        assert health(client)[:2] == (503, "down")


def test_every_setting_is_a_limit_or_known_to_be_none():
    told = [limit.setting for _, _, limits in SECTIONS for limit in limits]
    assert len(told) == len(set(told)) == 25
    assert {field.name for field in fields(Settings)} == {*told, *NO_LIMITS}


@pytest.mark.parametrize(("root", "words"), [("", "thời gian của một truy vấn"), ("/en", "time of a query")])
def test_the_page_tells_all_limits(root, words):
    text = world_app().test_client().get(f"{root}/limits").text
    assert words in text
    assert all(f"KG_{limit.setting.upper()}" in text for _, _, limits in SECTIONS for limit in limits)
    assert "client_seconds" in text


def test_programs_get_the_same():
    told = {one["name"]: one for one in world_app().test_client().get("/limits.json").json["limits"]}
    assert told["query_seconds"] == {
        "name": "query_seconds", "section": "SPARQL queries", "bounds": "time of a query", "value": 10.0,
        "unit": "s", "status": 503, "limit": "time", "variable": "KG_QUERY_SECONDS",
    }  # fmt: skip
    assert (told["nesting"]["value"], told["nesting"]["variable"]) == (32, None)
    assert told["name"]["value"] == 200


@pytest.mark.parametrize(
    ("changed", "path", "name"),
    [
        ({"query_text": 10}, "/sparql?query=SELECT%20*%20%7B%7D", "query_text"),
        ({"query_rows": 1}, "/sparql?query=SELECT%20*%20%7B%3Fs%20%3Fp%20%3Fo%7D", "query_rows"),
        ({"data_nodes": 1}, "/data/id/person/mac-van-thi-du.ttl", "data_nodes"),
        ({}, "/search.json?q=" + "x" * 201, "name"),
        ({}, "/sparql?query=ASK" + "%7B" * 40 + "%7D" * 40, "nesting"),
    ],
)
def test_an_error_names_its_limit_as_the_list_does(changed, path, name):
    app = create_app(world_app().extensions["kg"].reader, Settings(**changed))
    client = app.test_client()
    refused = client.get(path)
    told = next(one for one in client.get("/limits.json").json["limits"] if one["name"] == name)
    assert (refused.status_code, refused.get_json(force=True)["limit"]) == (told["status"], told["limit"])
    assert refused.get_json(force=True)["value"] == told["value"]
    close(app)
