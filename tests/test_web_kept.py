"""Pages that are kept and packed: what is sent is what would be made again."""

from __future__ import annotations

import gzip
import shutil
from pathlib import Path

import pytest
from flask import Flask, template_rendered
from flask.testing import FlaskClient

from kg.queries import BoundQuery
from kg.settings import Settings
from kg.sparql.named import NamedQueries
from kg.store.generations import DataHome
from kg_web import close, create_app
from tests.browser.world import world_reader
from tests.moving import Moving

PAGES = (
    "/",
    "/en/",
    "/quality",
    "/page/id/person/mac-van-thi-du",
    "/graph.json?node=id/person/mac-van-thi-du",
)


class Made:
    """Counts the templates rendered by an application."""

    def __init__(self, app: Flask) -> None:
        self.names: list[str] = []
        template_rendered.connect(self._note, app)

    def _note(self, sender: Flask, template, **rest: object) -> None:
        self.names.append(template.name)


@pytest.fixture
def app(tmp_path: Path):
    made = create_app(world_reader(), Settings(home=tmp_path))
    yield made
    close(made)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.mark.parametrize("path", PAGES)
def test_what_is_kept_is_sent_as_it_was(client: FlaskClient, path: str):
    first, again = client.get(path), client.get(path)
    assert first.data == again.data
    assert first.headers.to_wsgi_list() == again.headers.to_wsgi_list()


def test_a_page_during_which_another_generation_came_is_not_kept(demo: Path, tmp_path: Path, monkeypatch):
    shutil.copytree(demo, tmp_path / "home")
    home = DataHome(tmp_path / "home")
    app = create_app(home.current_reader(), Settings(home=home.path))
    client, find = app.test_client(), NamedQueries.find

    def publish_first(queries: NamedQueries, query: BoundQuery):
        with home.writer() as store:
            store.remove_graph(next(graph for graph in store.graphs() if "/graph/article/" in graph))
            home.publish(store)
        monkeypatch.undo()
        return find(queries, query)

    monkeypatch.setattr(NamedQueries, "find", publish_first)
    tagged = ["ETag" in client.get("/queries/q03-cluster-members").headers for _ in range(2)]
    assert tagged == [False, True]
    close(app)


def test_a_page_is_made_once_for_all_who_ask_the_same(app: Flask, client: FlaskClient):
    made = Made(app)
    for _ in range(3):
        assert "Chất lượng" in client.get("/quality").text
    assert made.names == ["quality.html"]


def test_each_language_address_and_host_has_its_own(client: FlaskClient):
    assert len({client.get(path).data for path in ("/", "/en/", "/search?q=an", "/search?q=du")}) == 4
    feeds = {
        client.get("/changes.atom", headers={"Host": host}).data for host in ("a.localhost", "localhost")
    }
    assert len(feeds) == 2


def test_a_page_comes_packed_to_who_takes_it_so(client: FlaskClient):
    plain = client.get("/")
    small = client.get("/", headers={"Accept-Encoding": "gzip"})
    assert small.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in small.headers["Vary"]
    assert gzip.decompress(small.data) == plain.data
    assert len(small.data) < len(plain.data) / 2


@pytest.mark.parametrize("path", ["/limits", "/page/id/person/nobody", "/search?q=" + 300 * "x"])
def test_what_more_than_the_data_decides_is_made_anew(app: Flask, client: FlaskClient, path: str):
    made = Made(app)
    client.get(path)
    assert client.get(path).headers["Cache-Control"] == "no-store"
    assert len(made.names) == 2


def test_a_new_measurement_makes_a_new_page(tmp_path: Path, client: FlaskClient):
    before = client.get("/quality")
    (tmp_path / "quality.json").write_text("{}")
    after = client.get("/quality")
    assert before.headers["ETag"] != after.headers["ETag"]
    assert ["quality.json" in page.text for page in (before, after)] == [False, True]


def test_another_generation_forgets_the_pages(tmp_path: Path):
    reader = Moving()
    app = create_app(reader, Settings(home=tmp_path))
    client, made = app.test_client(), Made(app)
    for number in (1, 2):
        reader.publish(number)
        assert client.get("/").data == client.get("/").data
    assert made.names == ["home.html"] * 2
    close(app)


def test_without_room_nothing_is_kept(tmp_path: Path):
    app = create_app(world_reader(), Settings(home=tmp_path, page_cache=1))
    client, made = app.test_client(), Made(app)
    assert client.get("/").data == client.get("/").data
    assert made.names == ["home.html"] * 2
    close(app)


def test_a_wish_that_looks_like_another_to_a_checksum_gets_its_own_form(client: FlaskClient):
    forged = "text/csv;x=bbbbaaabaaaaababaaaaaaaaaaaabaaaaaaaaaaa"  # has the CRC-32 of text/html
    forms = [
        client.get("/queries/q03-cluster-members", headers={"Accept": wish}) for wish in (forged, "text/html")
    ]
    assert [form.mimetype for form in forms] == ["text/csv", "text/html"]


def test_other_settings_make_other_pages(tmp_path: Path, client: FlaskClient):
    app = create_app(world_reader(), Settings(home=tmp_path, article_text=1))
    address = "/page/id/article/44d8fa7c1fb99410"
    shown = app.test_client().get(address)
    again = client.get(address, headers={"If-None-Match": shown.headers["ETag"]})
    assert (shown.status_code, again.status_code) == (200, 200)
    close(app)


def test_pages_that_tell_of_loads_change_with_them(tmp_path: Path):
    reader = Moving()
    app = create_app(reader, Settings(home=tmp_path))
    client = app.test_client()
    tags = {path: client.get(path).headers["ETag"] for path in ("/", "/quality", "/ontology")}
    reader.number(7)
    kept = {path: client.get(path, headers={"If-None-Match": tag}).status_code for path, tag in tags.items()}
    assert kept == {"/": 200, "/quality": 200, "/ontology": 304}
    close(app)
