"""Pages and feeds of changes, and the history of decisions, through a test client."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from lxml import etree
from rdflib import RDF, URIRef

import hatch_build
from kg.changes.log import Log
from kg.changes.model import Change, Entry, Run, Thing
from kg.curation import apply_decisions
from kg.curation.correcting import Corrector
from kg.curation.deciding import Desk
from kg.curation.file import append_decisions
from kg.curation.model import Signature
from kg.derive import derive_all
from kg.settings import Settings
from kg.store import Store
from kg.store.reader import FixedGeneration, Generation
from kg.store.side import Side
from kg.vocab import VPO
from kg_web import create_app
from tests.browser.world import BASE, world_store

ATOM = {"a": "http://www.w3.org/2005/Atom"}
PERSON, PLACE = "id/person/mac-van-thi-du", "id/adm63/long-an"
GRAMMAR = Path(__file__).parent / "data" / "atom.rng"
POST = Thing("id/post/tinh-uy-long-an/bi-thu", "Bí thư <Long An>", "Secretary & Long An")
CHANGES = (
    Change(
        "appointed", (Thing(PERSON, "Mạc Văn Thị Dư", "Mac Van Thi Du"), POST), (PLACE, PERSON), "2018-08-10"
    ),
    *(Change("personNew", (Thing(f"id/person/x{n}", f"Người {n}", f"Person {n}"),)) for n in range(12)),
)


class Standing:
    """Reads one generation that has a folder."""

    def __init__(self, now: Generation) -> None:
        self._now = now

    def now(self) -> Generation:
        return self._now


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return log_of(tmp_path)


def log_of(home: Path) -> Path:
    """Return a data folder whose log tells of three loads."""
    log, run = Log(home), Run("load", "2026-01-01T00:00:00Z", "0.1.0", "abc", {"new": 2})
    log.write(Entry(1, None, run, 3, 400))
    log.write(Entry(2, 1, replace(run, at="2026-01-02T00:00:00Z"), 5, 800, CHANGES))
    log.write(Entry(3, 2, replace(run, at="2026-01-03T00:00:00Z"), 5, 800, CHANGES[1:2]))
    return home


@pytest.fixture
def client(home: Path) -> FlaskClient:
    return client_of(home, world_store())


def client_of(home: Path, store: Store) -> FlaskClient:
    hatch_build.compile_catalogues()
    folder = home / "generations" / "3"
    folder.mkdir(parents=True)
    (folder / "manifest.json").write_text(json.dumps({"hash": "0" * 64}), "utf-8")
    return create_app(
        Standing(Generation(3, store, Side.of(store), folder)), Settings(home=home)
    ).test_client()


def client_of_again(client: FlaskClient) -> FlaskClient:
    """A new application over the same data."""
    site = client.application.extensions["kg"]
    return create_app(site.reader, site.settings).test_client()


def feed(client: FlaskClient, address: str) -> etree._Element:
    response = client.get(address)
    assert (response.status_code, response.content_type) == (200, "application/atom+xml; charset=utf-8")
    root = etree.fromstring(response.data)
    etree.RelaxNG(etree.parse(GRAMMAR)).assertValid(root.getroottree())
    return root


@pytest.mark.parametrize(
    "address",
    ["/changes.atom", "/en/changes.atom", f"/changes.atom?about={PERSON}", f"/changes.atom?about={PLACE}"],
)
def test_a_feed_keeps_the_grammar_of_atom(client: FlaskClient, address: str):
    root = feed(client, address)
    ids = root.xpath("//a:id/text()", namespaces=ATOM)
    assert len(ids) == len(set(ids))
    self_, page = root.xpath("a:link/@href", namespaces=ATOM)
    assert self_ == f"http://localhost{address}"
    assert client.get(page.removeprefix("http://localhost")).status_code == 200


def test_a_feed_has_an_entry_for_each_load_newest_first(client: FlaskClient):
    root = feed(client, "/en/changes.atom")
    titles = root.xpath("a:entry/a:title/text()", namespaces=ATOM)
    assert titles == [
        "Load 3: new persons 1",
        "Load 2: appointments 1, new persons 12",
        "Load 1: first load: 3 articles",
    ]
    assert root.xpath("string(a:updated)", namespaces=ATOM) == "2026-01-03T00:00:00Z"
    content = root.xpath("string(a:entry[2]/a:content)", namespaces=ATOM)
    assert "Mac Van Thi Du took up: Secretary &amp; Long An, 2018-08-10" in content


def test_the_feed_of_a_person_or_a_province_has_what_concerns_it_alone(client: FlaskClient):
    for name in (PERSON, PLACE):
        root = feed(client, f"/changes.atom?about={name}")
        assert root.xpath("a:entry/a:title/text()", namespaces=ATOM) == ["Lần nạp 2: nhận chức 1"]
    root = feed(client, "/changes.atom?about=id/doc/18-nq-tw_2017-10-25")
    assert root.xpath("a:entry", namespaces=ATOM) == []


def test_ids_of_entries_stay_and_differ_by_language_and_subject(client: FlaskClient):
    ids = [
        feed(client, address).xpath("string(a:entry[a:title[contains(., '2:')]]/a:id)", namespaces=ATOM)
        for address in ("/changes.atom", "/changes.atom", "/en/changes.atom", f"/changes.atom?about={PERSON}")
    ]
    assert ids[0] == ids[1] == f"{BASE}id/load/2?lang=vi"
    assert len(set(ids)) == 3


def test_the_page_lists_some_and_leads_to_all(client: FlaskClient):
    text = client.get("/changes").text
    told = re.search(r"<li>(<a [^>]*>Mạc Văn Thị Dư.*?)</li>", text)
    assert told is not None
    assert re.sub(r"<[^>]*>", "", told[1]) == "Mạc Văn Thị Dư giữ chức Bí thư &lt;Long An&gt;, 10/8/2018"
    assert "và 4 thay đổi nữa" in text
    whole = client.get("/changes/2").text
    assert len(re.findall(r"<li><a [^>]*>Người \d+</a></li>", whole)) == 12  # the title says what they are
    assert "người mới: " not in whole
    assert 'href="/changes.atom"' in text


def test_the_page_of_a_thing_leads_to_its_changes_and_their_feed(client: FlaskClient):
    text = client.get(f"/page/{PERSON}").text
    assert f'href="/changes?about={PERSON}"' in text
    assert f'href="/changes.atom?about={PERSON}"' in text
    assert "Người 0" not in client.get(f"/changes?about={PERSON}").text


@pytest.mark.parametrize("address", ["/changes", "/changes.atom"])
def test_a_merged_person_leads_to_the_changes_of_the_one_it_became(client: FlaskClient, address: str):
    response = client.get(f"{address}?about=id/person/mac-thi-du-cu")
    assert (response.status_code, response.headers["Location"]) == (302, f"{address}?about={PERSON}")


@pytest.mark.parametrize(
    "address", ["/changes?about=id/person/khong-co", "/changes/9", "/changes.atom?about=<x>", "/changes/4"]
)
def test_what_is_not_there_is_not_found(client: FlaskClient, address: str):
    assert client.get(address).status_code == 404


def test_other_loads_give_another_tag_though_the_data_came_back(client: FlaskClient, home: Path):
    tag = client.get("/changes").headers["ETag"]
    assert client.get("/changes", headers={"If-None-Match": tag}).status_code == 304
    assert tag != client.get("/queries").headers["ETag"]


def test_without_a_log_the_page_says_so_and_the_feed_is_empty(tmp_path: Path):
    bare = create_app(FixedGeneration(world_store()), Settings(home=tmp_path)).test_client()
    assert "Chưa ghi thay đổi nào." in bare.get("/changes").text
    assert feed(bare, "/changes.atom").xpath("a:entry", namespaces=ATOM) == []


# ---- decisions


@pytest.fixture
def decided(home: Path) -> FlaskClient:
    """The world with a wrong fact, a corrected one, and two persons told apart and again not."""
    store = Store.in_memory()
    for graph in world_store().graphs():
        store.replace_graph(graph, world_store().triples(graph))
    lines: list[object] = []
    asked = (
        lambda at, by: at.wrong("id/article/44d8fa7c1fb99410#h1", by),
        lambda at, by: at.correct(
            "id/article/1d828efcdd5ff6f9#h1",
            Corrector(at.data, at.attested).read("id/article/1d828efcdd5ff6f9#h1", ["assertedStatus=former"]),
            by,
        ),
        lambda at, by: at.different(PERSON, "mac-van-thi-du.ninh-thuan", by),
        lambda at, by: at.undo("3", by),
    )
    for number, make in enumerate(asked):
        at = Desk.of(FixedGeneration(store).now(), BASE, lines)  # type: ignore[arg-type]
        lines.append(
            make(at, Signature(f"người {number}", f"2026-01-01T00:00:0{number}Z", f"lý do {number}"))
        )
    append_decisions(home, lines)  # type: ignore[arg-type]
    apply_decisions(store, home, BASE)
    derive_all(store, Settings())
    return client_of(home, store)


def test_the_history_shows_who_decided_what_when_and_why(decided: FlaskClient):
    text = decided.get("/decisions").text
    for said in (
        "người 0, 1/1/2026",
        "lý do 1",
        "đã thu hồi",
        "người 3, 1/1/2026",
        "lý do 3",
        "có hiệu lực",
    ):
        assert said in text
    assert "taken back" in decided.get("/en/decisions").text


def test_a_wrong_fact_stays_on_the_page_of_its_article_struck_out(decided: FlaskClient):
    text = decided.get("/page/id/article/44d8fa7c1fb99410").text
    assert '<li id="h1"><s>' in text
    assert "lý do 0" in text


def test_a_row_that_rests_on_rejected_facts_alone_is_struck_out(decided: FlaskClient):
    body = "/page/id/org/tinh-uy-long-an"
    assert "bị người biên tập loại" not in decided.get(body).text
    store = decided.application.extensions["kg"].reader.now().store
    fact = next(s for s, _, o in store.match(None, RDF.type, URIRef(VPO.BodyObservation)) if "#" in s)
    graph = f"{BASE}graph/curation"
    store.replace_graph(graph, [(URIRef(f"{BASE}id/decision/0"), URIRef(VPO.rejects), fact)])
    name = str(next(store.match(fact, URIRef(VPO.organization)))[2]).removeprefix(BASE)
    assert "<s>" in client_of_again(decided).get(f"/page/{name}").text


def test_a_corrected_fact_shows_both_values(decided: FlaskClient):
    text = decided.get("/page/id/article/1d828efcdd5ff6f9").text
    assert "<ins>" in text
    assert "lý do 1" in text


def test_what_rests_on_a_corrected_fact_says_so_at_the_sentence(decided: FlaskClient):
    person = next(
        str(s).removeprefix(BASE)
        for s, p, o in decided.application.extensions["kg"].reader.now().store.match()
        if str(o) == f"{BASE}id/article/1d828efcdd5ff6f9#h1.corrected" and "/id/tenure/" in str(s)
    ).split("/")[2]
    assert "đã được người biên tập sửa" in decided.get(f"/page/id/person/{person}").text


def test_every_link_of_the_history_leads_somewhere(decided: FlaskClient):
    _, _, page = decided.get("/decisions").text.partition("<main")
    links = set(re.findall(r'<a [^>]*href="(/[^"#]*)', page.partition("</main>")[0]))
    asked = (link.replace("&amp;", "&") for link in links)
    assert [link for link in asked if decided.get(link, buffered=True).status_code >= 400] == []


def test_a_load_says_first_how_many_changes_of_each_kind_it_brought(client: FlaskClient):
    text = client.get("/changes/2").text
    summary = re.search(r"<p>Trong lần này: .*?</p>", text)
    assert summary is not None
    said = re.sub(r"<[^>]+>", "", summary[0])
    assert said == "Trong lần này: nhận chức (1 thay đổi), người mới (12 thay đổi)."
    assert [
        anchor for anchor in re.findall('href="#([^"]+)"', summary[0]) if f'id="{anchor}"' not in text
    ] == []
    assert "Trong lần này" not in client.get("/changes/3").text


def test_a_name_leads_to_the_changes_of_what_is_called_so(client: FlaskClient):
    answer = client.get("/changes?watch=mac van thi du")
    assert (answer.status_code, answer.location) == (302, f"/changes?about={PERSON}")
    page = client.get(answer.location).text
    assert f"http://localhost/changes.atom?about={PERSON}" in page
    assert "Không có gì tên là “khongcogi”." in client.get("/changes?watch=khongcogi").text


def test_the_first_page_tells_the_latest_load_and_stays_without_it(client: FlaskClient, home: Path):
    page = client.get("/").text
    assert "Lần nạp mới nhất" in page
    assert 'người mới: <a href="/id/person/x0">Người 0</a>' in page
    (home / "changes" / "3.json").write_text("junk", "utf-8")
    again = client_of_again(client)
    assert (again.get("/").status_code, "Lần nạp mới nhất" in again.get("/").text) == (200, False)
    assert again.get("/quality").status_code == 200
    assert again.get("/changes").status_code == 503
