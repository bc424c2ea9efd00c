"""What the page on quality says of extraction: the shipped files are what the bench gives, and are shown."""

from __future__ import annotations

import json
import re

import pytest
from lxml import html
from scoring import AGAIN, CORPORA, SHIPPED, measured, shipped

import hatch_build
from kg.bench.compare import CLASSES
from kg.settings import Settings
from kg.store import Store
from kg.store.reader import FixedGeneration
from kg.views.quality import Measured, Unread, read_measured
from kg.vocab import VPO
from kg_web import create_app
from kg_web.render import worded
from tests.browser.world import world_app, world_reader

OWN = {**shipped("samples"), "name": "báo của tôi", "command": "kg bench extraction <của tôi>"}


@pytest.fixture
def client(tmp_path):
    """The pages of an empty store whose data folder is `tmp_path`."""
    hatch_build.compile_catalogues()
    return create_app(FixedGeneration(Store.in_memory()), Settings(home=tmp_path)).test_client()


def write_own(folder, text):
    (folder / "quality.json").write_text(text, "utf-8")


@pytest.mark.parametrize("corpus", CORPORA)
def test_the_shipped_measurement_is_what_the_bench_gives_today(corpus):
    today, then = ({**held, "measured": ""} for held in (measured(corpus), shipped(corpus)))
    differing = [name for name in {**today, **then} if today.get(name) != then.get(name)]
    assert differing == [], AGAIN


def test_nothing_else_is_shipped():
    assert {path.stem for path in SHIPPED.iterdir()} == set(CORPORA)


@pytest.mark.parametrize("corpus", CORPORA)
def test_the_shipped_measurement_names_no_place_of_a_machine(corpus):
    assert not re.search(r'"/|: "[^"]* /', (SHIPPED / f"{corpus}.json").read_text("utf-8"))


def test_a_measurement_is_read_whole():
    (one,) = read_measured([SHIPPED / "samples.json"])
    assert isinstance(one, Measured)
    told = shipped("samples")
    assert [row.name for row in one.classes] == [name for name in CLASSES if name in told["classes"]]
    assert one.documents == told["corpus"]["documents"]
    assert [genre.tuple or 0 for genre in one.genres] == sorted(genre.tuple or 0 for genre in one.genres)
    assert {genre.name for genre in one.genres} == told["genres"].keys()
    assert [beside.name for beside in one.beside] == ["naive"]


def test_a_file_that_is_not_there_is_passed_over(tmp_path):
    assert list(read_measured([tmp_path / "none.json"])) == []


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_page_shows_date_corpus_counts_and_command(client, prefix):
    text = client.get(f"{prefix}/quality").text
    for corpus in CORPORA:
        told = shipped(corpus)
        with client.application.test_request_context(environ_overrides={"SCRIPT_NAME": prefix}):
            measured = worded(told["measured"])
        for said in (measured, told["corpus"]["digest"], told["command"], told["version"]):
            assert said in text
        assert f">{told['classes']['tuple']['right']}<" in text


def test_shares_are_written_as_the_language_writes_them(client):
    share = f"{shipped('samples')['classes']['tuple']['f1']:.1%}"
    assert share in client.get("/en/quality").text
    assert share.replace(".", ",") in client.get("/quality").text


def test_a_measurement_of_the_data_folder_is_shown_as_well(client, tmp_path):
    assert "báo của tôi" not in client.get("/quality").text
    write_own(tmp_path, json.dumps(OWN))
    text = client.get("/quality").text
    assert "báo của tôi" in text
    assert "&lt;của tôi&gt;" in text
    assert "kg/samples" in text


def test_a_new_measurement_is_shown_although_the_data_stay(client, tmp_path):
    before = client.get("/quality").headers.get("ETag", "none")
    write_own(tmp_path, json.dumps(OWN))
    assert "báo của tôi" in client.get("/quality", headers={"If-None-Match": before}).text


@pytest.mark.parametrize(
    "text", ["{", "[]", "{}", '{"format": "kg-bench-speed/1"}', json.dumps({**OWN, "classes": {"tuple": {}}}),
             json.dumps({**OWN, "corpus": None}), json.dumps({**OWN, "genres": [1]})],
)  # fmt: skip
def test_a_file_that_cannot_be_shown_is_named_with_the_reason(client, tmp_path, text):
    write_own(tmp_path, text)
    (one,) = read_measured([tmp_path / "quality.json"])
    assert isinstance(one, Unread)
    response = client.get("/en/quality")
    assert response.status_code == 200
    assert "The measurement quality.json in the data folder cannot be read." in response.text


def test_values_of_another_kind_are_no_numbers(tmp_path):
    write_own(tmp_path, json.dumps({**OWN, "classes": {"tuple": {**OWN["classes"]["tuple"], "f1": "<b>"}}}))
    (one,) = read_measured([tmp_path / "quality.json"])
    assert isinstance(one, Unread)


def test_a_file_is_read_once_for_each_of_its_states(tmp_path, monkeypatch):
    write_own(tmp_path, json.dumps(OWN))
    path = tmp_path / "quality.json"
    (first,) = read_measured([path])
    with monkeypatch.context() as patched:
        patched.setattr("kg.views.quality.json.loads", lambda _: pytest.fail("read again"))
        assert list(read_measured([path])) == [first]
    write_own(tmp_path, json.dumps({**OWN, "name": "khác"}))
    (second,) = read_measured([path])
    assert second.name == "khác"


@pytest.fixture(scope="module")
def page():
    return html.fromstring(world_app().test_client().get("/quality").text)


def bars(page, name):
    rows = page.xpath(f"//section[@aria-labelledby='{name}']//tr")
    return [
        (row[0].text_content(), row[1].text_content(), row[2].xpath("svg/rect/@width")[0]) for row in rows
    ]


def test_articles_are_counted_by_year_and_province(page):
    years = bars(page, "by-year")
    assert [year for year, _, _ in years] == sorted(year for year, _, _ in years)
    assert ("2018", "2 bài báo") in [row[:2] for row in years]
    assert max(int(width) for _, _, width in years) == 100
    assert bars(page, "by-place")[0][0] == "Long An"


def test_what_is_missing_is_counted(page):
    missing = " ".join(page.xpath("//section[@aria-labelledby='gaps']")[0].text_content().split())
    assert "còn chờ quyết định" in missing
    assert "bài không rõ cơ quan báo chí" in missing
    ends = page.xpath("//section[h3='Lúc kết thúc của các lần giữ chức']//dd/text()")
    assert sum(int(text.split()[0]) for text in ends) == world_reader().now().side.counts()[VPO.Tenure]
