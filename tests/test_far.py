"""Data on a SPARQL server: read and written like a folder, and whatever goes wrong is said."""

from __future__ import annotations

import re
import shutil
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from rdflib import RDFS, SKOS, Literal, URIRef

import kg.store.far
from kg.cli import commands
from kg.commands.errors import DONE, REFUSED, run
from kg.errors import LockedError, StoreError
from kg.pipeline import load
from kg.queries import NamedQuery, all_queries
from kg.settings import Settings, resource
from kg.store import Store
from kg.store.far import FarReader, far_store, reader_of
from kg.store.generations import DataHome
from kg.store.publishing_far import publish_far
from kg.store.server import Server
from kg_web import close, create_app
from tests.answers import WORLD_VALUES, world
from tests.bad.queries import Listener
from tests.far_servers import at_home, oxigraph, virtuoso
from tests.faults.shapes import HIDDEN

BASE = "https://vpo.example/"
FOLDERS = sorted(path.name for path in resource("queries").iterdir() if path.is_dir())
QUERIES = [query for folder in FOLDERS for query in all_queries(folder)]
EXAMPLES = {"iri": "id/adm63/long-an", "year": "2018", "date": "2019-01-01"}
ONE_SERVER = pytest.mark.parametrize("far_world", [oxigraph], indirect=True, ids=["oxigraph"])
UNSORTED = re.compile(r"LIMIT \d+ OFFSET 0")  # of pages that SPARQL gives no order all is asked for
PAGES = [
    "/",
    "/page/id/org/ban-to-chuc-trung-uong",
    "/queries/q02-posts-of-person",
    "/search?q=long+an",
    "/map",
    "/changes",
]


@pytest.fixture(scope="module", params=[oxigraph, virtuoso], ids=lambda server: server.__name__)
def far(request: pytest.FixtureRequest, demo: Path) -> Iterator[Settings]:
    """A server that holds the sample data set."""
    with request.param() as settings:
        asked = at_home(settings, demo)
        publish_far(asked)
        yield asked


@pytest.fixture(scope="module")
def near(demo: Path) -> Store:
    """The sample data set in its folder."""
    return DataHome(demo).current_reader().store()


@pytest.fixture(scope="module")
def clients(far: Settings) -> Iterator[tuple[FlaskClient, FlaskClient]]:
    """The pages over the folder, and the same over the server."""
    apps = [create_app(reader_of(settings), settings) for settings in (replace(far, store=""), far)]
    yield apps[0].test_client(), apps[1].test_client()
    for app in apps:
        close(app)


@pytest.fixture(scope="module")
def made_up() -> Store:
    """The made-up world, in memory."""
    return world()


@pytest.fixture(scope="module", params=[oxigraph, virtuoso], ids=lambda server: server.__name__)
def far_world(request: pytest.FixtureRequest, made_up: Store) -> Iterator[Settings]:
    """A server that holds the made-up world."""
    with request.param() as settings:
        server = Server.of(settings)
        for graph in made_up.graphs():
            out = BytesIO()
            made_up.dump(out, "application/n-triples", graph)
            server.put(graph, out.getvalue().decode().splitlines())
        yield settings


def answers(store: Store, query: NamedQuery, values: Mapping[str, str] | None = None) -> list[str]:
    """The rows in one order, values as they compare: that of a number, of a text its letters."""
    needed = {param.name: param for param in query.params if param.required and not param.default}
    given = {name: param.example or EXAMPLES[param.kind] for name, param in needed.items()}
    bound = query.bind({**given, **(values or {})})
    text = UNSORTED.sub("LIMIT 9000", bound.text)
    if query.graph:
        return sorted(
            " ".join(term.n3() for term in triple) for triple in store.construct(text, **bound.bindings)
        )
    return sorted(
        repr(sorted((name, comparable(term)) for name, term in row.items()))
        for row in store.select(text, **bound.bindings)
    )


def comparable(term):
    number = str(getattr(term, "datatype", "")).endswith(("#decimal", "#integer", "#double"))
    return f"{float(term):g}" if number else term.n3()


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
def test_a_named_query_has_the_answer_of_the_folder(far, near, query):
    assert answers(far_store(Server.of(far), BASE), query) == answers(near, query)


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
def test_a_named_query_has_the_answer_of_the_made_up_world(far_world, made_up, query):
    values = WORLD_VALUES.get(query.name)
    assert answers(far_store(Server.of(far_world), BASE), query, values) == answers(made_up, query, values)


@pytest.mark.parametrize("address", PAGES)
def test_a_page_looks_as_over_the_folder(clients, address):
    near, there = (client.get(address) for client in clients)
    assert (there.status_code, there.text) == (200, near.text)


def test_a_public_query_is_answered_in_every_form(clients):
    ours = "FILTER(STRSTARTS(STR(?p), STR(<ontology#>)))"
    query = quote(f"SELECT ?p (COUNT(*) AS ?n) {{ ?s ?p ?o {ours} }} GROUP BY ?p ORDER BY ?p LIMIT 3")
    for form in ("json", "csv", "tsv", "xml"):
        near, there = (client.get(f"/sparql?format={form}&query={query}") for client in clients)
        assert (there.status_code, there.data) == (200, near.data), form


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("SELECT (<https://vpo.example/ontology#fold>('x') AS ?y) {}", "#fold> is no SPARQL 1.1"),
        ("DEFINE get:soft 'x' SELECT * { ?s ?p ?o }", "DEFINE is no SPARQL 1.1"),
        ("SELECT * FROM <http://x/> { ?s ?p ?o }", "no graph <http://x/>"),
        ("SELECT * { ?s ?p ", "the server refuses the query"),
    ],
)
def test_a_public_query_that_only_some_servers_know_is_refused(clients, query, told):
    answer = clients[1].get(f"/sparql?query={quote(query)}", headers={"Accept": "application/json"})
    assert answer.status_code == 400
    assert told in answer.json["detail"]


def test_no_public_query_makes_the_server_ask_another(clients):
    with Listener() as listener:
        for query in HIDDEN.values():
            asked = quote(query.format(there=listener.address))
            assert clients[1].get(f"/sparql?query={asked}").status_code == 400, query
        assert listener.quiet()
    assert clients[1].get("/sparql?query=ASK%7B%7D").status_code == 200


def test_the_index_made_from_the_server_is_that_of_the_folder(far, tmp_path):
    made = FarReader(replace(far, home=tmp_path)).now().side
    near = DataHome(far.home).current_reader().now().side
    assert made.search("long an") == near.search("long an")
    assert made.bonds(f"{BASE}id/person/do-huu-lam") == near.bonds(f"{BASE}id/person/do-huu-lam")
    assert len(list((tmp_path / "far").iterdir())) == 1


@pytest.fixture
def own(far_world: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """A server for data of another base, of which it holds none; readers look at it each time."""
    monkeypatch.setattr("kg.store.far._LOOK", 0.0)
    return replace(far_world, home=tmp_path, base_iri=f"https://{tmp_path.name}.example/")


def write(settings: Settings, words: dict[str, str]) -> None:
    """Make a generation of the folder that says a word in each graph."""
    home = DataHome(settings.home)
    with home.writer() as store:
        for graph in store.graphs():
            store.remove_graph(graph)
        for name, word in words.items():
            labels = [
                (URIRef(f"{settings.base_iri}id/x"), naming, Literal(word, lang="vi"))
                for naming in (RDFS.label, SKOS.prefLabel)
            ]
            store.replace_graph(f"{settings.base_iri}graph/{name}", labels)
        home.publish(store)


def said(settings: Settings) -> dict[str, str]:
    """What each graph of the server says."""
    store, start = reader_of(settings).store(), f"{settings.base_iri}graph/"
    return {graph.removeprefix(start): str(store.triples(graph)[0][2]) for graph in store.graphs()}


@pytest.mark.parametrize("one", [100_000, 0], ids=["at once", "graph by graph"])
def test_a_generation_takes_the_place_of_the_one_before(own, monkeypatch, one):
    monkeypatch.setattr("kg.store.publishing_far.LONGEST", one)
    reader, node = FarReader(own), URIRef(f"{own.base_iri}id/x")
    with pytest.raises(StoreError, match="kg publish"):
        reader.now()
    write(own, {"a": "Cụm", "b": "Tỉnh ủy"})
    publish_far(own)
    assert (reader.now().number, said(own)) == (1, {"a": "Cụm", "b": "Tỉnh ủy"})
    assert sorted(map(str, reader.store().values(node, RDFS.label))) == ["Cụm", "Tỉnh ủy"]
    write(own, {"b": "Thành ủy", "c": 'Đảng "bộ"'})
    assert reader.now().number == 1
    publish_far(own)
    assert (reader.now().number, said(own)) == (2, {"b": "Thành ủy", "c": 'Đảng "bộ"'})
    assert sorted(map(str, reader.store().values(node, RDFS.label))) == ["Thành ủy", 'Đảng "bộ"']


def test_a_reader_elsewhere_follows_once_its_index_is_made(own, tmp_path):
    write(own, {"a": "Quỳnh"})
    publish_far(own)
    reader = FarReader(replace(own, home=tmp_path / "elsewhere"))
    assert reader.now().side.search("quỳnh").total == 1
    write(own, {"a": "Xoài"})
    publish_far(own)
    until = time.monotonic() + 20
    while reader.now().number == 1 and time.monotonic() < until:
        time.sleep(0.02)
    assert (reader.now().number, reader.now().side.search("xoài").total) == (2, 1)
    assert len(list((tmp_path / "elsewhere" / "far").iterdir())) == 2


@ONE_SERVER
def test_an_index_of_two_states_is_not_kept(own, tmp_path, monkeypatch):
    def build(store, path, **given):
        if len(made) < 2:
            write(own, {"a": "Xoài", "b": str(len(made))})
            publish_far(own)
        made.append(path)
        build_side(store, path, **given)

    made, build_side = [], kg.store.far.build_side
    write(own, {"a": "Quỳnh"})
    publish_far(own)
    elsewhere = replace(own, home=tmp_path / "elsewhere")
    monkeypatch.setattr("kg.store.far.build_side", build)
    for _ in range(2):
        with pytest.raises(StoreError, match="changed while their search index was made"):
            FarReader(elsewhere).now()
        assert list((elsewhere.home / "far").iterdir()) == []
    assert FarReader(elsewhere).now().side.search("xoài").total == 1


@ONE_SERVER
def test_an_index_that_cannot_be_made_is_not_tried_at_every_look(own, tmp_path, monkeypatch):
    def fail(*_, **__):
        tries.append(time.monotonic())
        raise StoreError("no room")

    tries = []
    write(own, {"a": "Quỳnh"})
    publish_far(own)
    reader = FarReader(replace(own, home=tmp_path / "elsewhere"))
    reader.now()
    write(own, {"a": "Xoài"})
    publish_far(own)
    monkeypatch.setattr("kg.store.far.build_side", fail)
    for _ in range(5):
        assert reader.now().tag == ""
        reader._making.join()
    assert len(tries) == 1
    monkeypatch.setattr("kg.store.far._PAUSE", 0.0)
    reader.now()
    reader._making.join()
    assert len(tries) == 2


@ONE_SERVER
def test_the_generation_whose_index_is_read_is_not_pruned(own):
    write(own, {"a": "Quỳnh"})
    publish_far(own)
    reader, found = FarReader(own), []
    reader.now()
    for word in "bcde":  # loads that could not publish to the server
        write(own, {"a": word})
    assert DataHome(own.home).numbers() == [1, 3, 4, 5]
    thread = threading.Thread(target=lambda: found.append(reader.now().side.search("quỳnh").total))
    thread.start()
    thread.join()
    assert found == [1]
    publish_far(own)
    assert reader.now().number == 5
    write(own, {"a": "f"})
    assert DataHome(own.home).numbers() == [4, 5, 6]
    reader.close()


@ONE_SERVER
def test_an_old_generation_that_is_damaged_keeps_nobody_from_reading(own):
    write(own, {"a": "Quỳnh"})
    write(own, {"a": "Xoài"})
    publish_far(own)
    (own.home / "generations" / "1" / "manifest.json").write_text("{", "utf-8")
    assert FarReader(own).now().side.search("xoài").total == 1


def test_a_publication_that_was_ended_is_finished_by_the_next(own, monkeypatch):
    monkeypatch.setattr("kg.store.publishing_far.LONGEST", 0)
    write(own, {"a": "một", "b": "hai", "c": "ba"})
    put, written = Server.put, []

    def fail(server, graph, triples):
        if len(written) == 3:
            raise StoreError("ended")
        written.append(graph)
        put(server, graph, triples)

    monkeypatch.setattr(Server, "put", fail)
    with pytest.raises(StoreError, match="ended"):
        publish_far(own)
    with pytest.raises(StoreError, match="being published"):
        FarReader(own).now()
    written.clear()
    monkeypatch.setattr(Server, "put", lambda *given: (written.append(given[1]), put(*given)))
    publish_far(own)
    assert [graph.rpartition("/")[2] for graph in written] == ["published", "c", "published"]
    assert said(own) == {"a": "một", "b": "hai", "c": "ba"}


@ONE_SERVER
@pytest.mark.parametrize("done", [1, 3, 5])
def test_an_update_of_which_a_part_was_done_leaves_nothing(own, monkeypatch, done):
    write(own, {"a": "một", "b": "hai"})
    publish_far(own)
    write(own, {"a": "hai", "c": "lạc"})
    update = Server.update

    def fail(server, text):
        update(server, " ;\n".join(text.split(" ;\n")[:done]))
        raise StoreError("ended")

    monkeypatch.setattr(Server, "update", fail)
    with pytest.raises(StoreError, match="ended"):
        publish_far(own)
    monkeypatch.setattr(Server, "update", update)
    with pytest.raises(StoreError, match=r"kg publish"):
        FarReader(own).now()
    write(own, {"a": "ba"})
    publish_far(own)
    assert said(own) == {"a": "ba"}


@ONE_SERVER
def test_two_publish_one_after_the_other(own, monkeypatch):
    monkeypatch.setattr("kg.store.publishing_far.LONGEST", 0)
    write(own, {"a": "một", "b": "một"})
    put, reached, go = Server.put, threading.Event(), threading.Event()

    def wait(server, graph, triples):
        if graph.endswith("/b") and not reached.is_set():
            reached.set()
            go.wait(20)
        put(server, graph, triples)

    monkeypatch.setattr(Server, "put", wait)
    first = threading.Thread(target=publish_far, args=(own,))
    first.start()
    assert reached.wait(20)
    for other in (lambda: publish_far(own), lambda: write(own, {"a": "hai", "b": "hai"})):
        with pytest.raises(LockedError, match="is writing"):
            other()
    go.set()
    first.join()
    assert said(own) == {"a": "một", "b": "một"}
    write(own, {"a": "hai", "b": "hai"})
    publish_far(own)
    assert said(own) == {"a": "hai", "b": "hai"}


def test_a_large_graph_is_written_by_updates_that_a_server_compiles(own, monkeypatch):
    sizes, update = [], Server.update
    monkeypatch.setattr(Server, "update", lambda *given: (sizes.append(len(given[1])), update(*given)))
    graph = f"{own.base_iri}graph/a"
    lines = [f'<{own.base_iri}id/{at}> <{RDFS.label}> "{at:050}" .' for at in range(2000)]
    server = Server.of(replace(own, store_graphs=""))
    server.put(graph, [f"<{graph}> <{graph}> <{graph}> ."])
    server.put(graph, lines)
    assert (len(sizes), max(sizes) < 100_500) == (5, True)
    assert far_store(server, own.base_iri).count() == 2000


def test_many_small_changes_are_no_update_that_is_too_long(own, monkeypatch):
    sizes, update = [], Server.update
    write(own, {f"a{at}": "một" for at in range(20)})
    publish_far(own)
    write(own, {f"a{at}": "hai" for at in range(20)})
    lines = len(
        f'<{own.base_iri}id/x> <{RDFS.label}> "một"@vi .<{own.base_iri}id/x> <{SKOS.prefLabel}> "một"@vi .'
    )
    monkeypatch.setattr("kg.store.publishing_far.LONGEST", 41 * lines)
    monkeypatch.setattr(Server, "update", lambda *given: (sizes.append(len(given[1])), update(*given)))
    publish_far(own)
    assert max(sizes, default=0) < 42 * lines
    assert set(said(own).values()) == {"hai"}


COUNT = "SELECT (COUNT(*) AS ?n) { GRAPH <graph/a> { ?s ?p ?o } }"


def half_publish(settings: Settings) -> None:
    """Leave the server as one does who is ended while publishing."""
    published = f"{settings.base_iri}published"
    Server.of(settings).put(published, [f'<{published}> <{published}> "begun" .'])
    Server.of(settings).put(f"{settings.base_iri}graph/a", [])


@pytest.fixture
def served(own: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Settings, FlaskClient]]:
    """Pages over a generation, of which the reader has just seen that it is there."""
    write(own, {"a": "Quỳnh"})
    publish_far(own)
    app = create_app(FarReader(own), own)
    app.extensions["kg"].reader.now()
    monkeypatch.setattr("kg.store.far._LOOK", 60.0)
    yield own, app.test_client()
    close(app)


@ONE_SERVER
@pytest.mark.parametrize(
    "address", [f"/sparql?format=csv&query={quote(COUNT)}", "/page/id/x", "/export/all.nt"]
)
def test_what_is_half_published_is_no_answer(served, monkeypatch, address):
    settings, client = served
    half_publish(settings)
    half = client.get(address, headers={"Accept": "application/json"})
    assert (half.status_code, half.headers["Retry-After"]) == (503, "5")
    assert "being published" in half.json["detail"]
    monkeypatch.setattr("kg.store.far._LOOK", 0.0)
    publish_far(settings)
    whole = client.get(address)
    assert whole.status_code == 200
    assert whole.text.strip().endswith("2") if "sparql" in address else "Quỳnh" in whole.text
    assert whole.headers["ETag"]
    whole.close()


@ONE_SERVER
@pytest.mark.parametrize("command", [["export", "all.nq"], ["query", "./all.rq"], ["validate"], ["network"]])
@pytest.mark.parametrize("begun", [True, False])
def test_a_command_gives_nothing_that_changed_while_it_read(own, monkeypatch, capfd, command, begun):
    def change(reader):
        found = now(reader)
        if begun:
            half_publish(own)
        else:
            write(own, {"a": "Xoài"})
            publish_far(own)
        return found

    write(own, {"a": "Quỳnh", "b": "Cụm"})
    publish_far(own)
    for name, value in (("HOME", str(own.home)), ("STORE", own.store), ("BASE_IRI", own.base_iri)):
        monkeypatch.setenv(f"KG_{name}", value)
    monkeypatch.chdir(own.home)
    Path("all.rq").write_text("SELECT * { ?s ?p ?o }", "utf-8")
    assert run(commands, command) == DONE
    Path("all.nq").unlink(missing_ok=True)
    capfd.readouterr()
    now = FarReader.now
    monkeypatch.setattr(FarReader, "now", change)
    assert run(commands, command) == REFUSED
    told = capfd.readouterr()
    assert (told.out, Path("all.nq").exists()) == ("", False)
    assert ("being published" if begun else "changed while they were read") in told.err


@ONE_SERVER
def test_a_page_is_not_kept_where_the_data_changed_while_it_was_made(served):
    settings, client = served
    write(settings, {"a": "Xoài"})
    publish_far(settings)
    first, second = (client.get("/page/id/x") for _ in range(2))
    assert ("Xoài" in first.text, "ETag" in first.headers) == (True, False)
    assert "ETag" in second.headers


@ONE_SERVER
def test_a_query_sees_the_new_state_also_where_the_last_look_was_before(served):
    settings, client = served
    write(settings, {"a": "Xoài"})
    publish_far(settings)
    query = f"SELECT ?o {{ <id/x> <{RDFS.label}> ?o }}"
    answer = client.get(f"/sparql?format=csv&query={quote(query)}")
    assert (answer.status_code, answer.text.split()) == (200, ["o", "Xoài"])


@ONE_SERVER
def test_while_an_index_is_made_answers_have_no_tag_of_the_data_before(served, monkeypatch, tmp_path):
    settings, _ = served
    monkeypatch.setattr("kg.store.far._LOOK", 0.0)
    ready, make = threading.Event(), FarReader._make
    elsewhere = replace(settings, home=tmp_path / "elsewhere")
    reader = FarReader(elsewhere)
    app = create_app(reader, elsewhere)
    client = app.test_client()
    assert "ETag" in client.get("/page/id/x").headers
    monkeypatch.setattr(FarReader, "_make", lambda *given: ready.wait(20) and make(*given))
    write(settings, {"a": "Xoài"})
    publish_far(settings)
    between = client.get("/page/id/x")
    assert ("Xoài" in between.text, "ETag" in between.headers) == (True, False)
    asked = client.get(f"/sparql?query={quote(COUNT)}")
    assert (asked.status_code, "ETag" in asked.headers) == (200, True)
    ready.set()
    until = time.monotonic() + 20
    while not reader.now().tag and time.monotonic() < until:
        time.sleep(0.02)
    assert reader.now().number == 2
    assert "ETag" in client.get("/page/id/x").headers
    close(app)


def test_what_another_loader_wrote_is_only_told(own):
    write(own, {"a": "một"})
    with pytest.raises(StoreError, match="holds 0 triples of ours, the generation 2"):
        publish_far(own, loaded=True)
    publish_far(own)
    Server.of(own).put(f"{own.base_iri}published", [])
    assert publish_far(own, loaded=True).number == 1
    assert said(own) == {"a": "một"}


@pytest.mark.parametrize("far", [oxigraph], indirect=True)
def test_an_article_that_is_loaded_is_seen_there(far, tmp_path, monkeypatch):
    monkeypatch.setattr("kg.store.far._LOOK", 0.0)
    settings = replace(far, home=tmp_path / "home")
    shutil.copytree(far.home, settings.home)
    reader, home = FarReader(settings), DataHome(settings.home)
    before = reader.now().number
    (tmp_path / "a.txt").write_text("Bà Trần Thị Mận giữ chức Bí thư Tỉnh ủy Long An từ năm 2011.", "utf-8")
    assert load([tmp_path / "a.txt"], settings).loaded == 1
    seen = reader.now()
    assert (seen.number, seen.store.graphs()) == (before + 1, home.current_reader().store().graphs())
    assert seen.side.search("trần thị mận").hits[0].label_vi == "Trần Thị Mận"
    home.rollback(before)
    publish_far(settings)
    assert reader.now().tag == home.manifest(before).hash[:16]
