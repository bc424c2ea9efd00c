"""Articles over HTTP: what is refused, and one whole life of an article in the process that writes."""

from __future__ import annotations

import hashlib
import json
import threading
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.exceptions import BadRequest, RequestEntityTooLarge

from kg import pipeline
from kg.jobs.runner import Runner
from kg.jobs.spool import Spool
from kg.settings import Settings
from kg.store.files import writer_lock
from kg.store.generations import DataHome
from kg_web import close, create_app
from kg_web.sent import FORMS, articles
from tests.described import check

SAMPLE = Path(__file__).resolve().parents[1] / "kg" / "samples" / "cum-thi-dua-4-2018.txt"
TOKEN = hashlib.sha256(b"of these tests").hexdigest()  # the same in every process, for the names of tests
BEARER = {"Authorization": f"Bearer {TOKEN}"}
FIRST = "Ngày 10/8/2018, tại Long An, đồng chí Mạc Văn Thí Dụ, Bí thư Tỉnh ủy Long An, phát biểu."
SECOND = "Ngày 11/8/2018, tại Tây Ninh, đồng chí Ninh Thế Gia Sử, Bí thư Tỉnh ủy Tây Ninh, phát biểu."
HASH = hashlib.sha256(FIRST.encode()).hexdigest()
ADDRESSES = [
    ("POST", "/ingest"), ("GET", "/ingest/0123456789abcdef"), ("GET", f"/ingest/articles/{HASH}"),
    ("DELETE", "/ingest/articles/0123456789abcdef"),
]  # fmt: skip


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    folder = tmp_path_factory.mktemp("ingest")
    pipeline.load([SAMPLE], Settings(home=folder))
    return folder


@pytest.fixture(scope="module")
def app(home):
    settings = Settings(home=home, ingest_token=TOKEN, ingest_bytes=2_000)
    made = create_app(DataHome(home).current_reader(), settings)
    yield made
    close(made)


@pytest.fixture(scope="module")
def client(app):
    return app.test_client()


@pytest.fixture(scope="module")
def told(client):
    return client.get("/openapi.json").json


@pytest.fixture(scope="module")
def life(app, home):
    """The answers over the life of an article, from a job that a killed server left to its withdrawal."""
    left = Spool(home).put("load", [{"sha256": HASH, "line": json.dumps({"text": FIRST})}])
    Spool(home).claim(1)
    made = create_app(DataHome(home).current_reader(), app.extensions["kg"].settings)
    client = made.test_client()
    answers = {}
    made.extensions["jobs"].wait(left, 120)
    answers["left"] = client.get(f"/ingest/{left.id}", headers=BEARER)
    answers["hash"] = client.get(f"/ingest/articles/{HASH}", headers=BEARER)
    wait = made.extensions["jobs"].wait

    def done(answer):
        wait(made.extensions["jobs"].spool.get(answer.json["job"]), 120)
        return client.get(answer.headers["Location"], headers=BEARER)

    many = [{"text": FIRST}, {"text": SECOND, "url": "https://a.example/2"}, {"text": ""}, {"tex": "x"}, 7]
    answers["sent"] = client.post("/ingest", json=many, headers=BEARER)
    answers["many"] = done(answers["sent"])
    article = answers["hash"].json["id"]
    answers["page"] = client.get(f"/page/id/article/{article}")
    answers["out"] = done(client.delete(f"/ingest/articles/{article}", headers=BEARER))
    answers["gone"] = client.get(f"/page/id/article/{article}")
    answers["after"] = client.get(f"/ingest/articles/{HASH}", headers=BEARER)
    answers["twice"] = client.delete(f"/ingest/articles/{article}", headers=BEARER)
    close(made)
    return answers


@pytest.mark.parametrize(("method", "address"), ADDRESSES)
def test_it_is_off_without_a_token(home, method, address):
    off = create_app(DataHome(home).current_reader(), Settings(home=home)).test_client()
    for headers in ({}, BEARER, {"Authorization": "Bearer "}):
        answer = off.open(address, method=method, headers=headers)
        assert answer.status_code == 404
        assert "KG_INGEST_TOKEN" in answer.json["detail"]


@pytest.mark.parametrize(("method", "address"), ADDRESSES)
@pytest.mark.parametrize(
    "authorization",
    ["", f"Bearer {TOKEN[:-1]}", f"Bearer {TOKEN}x", "Bearer", "Bearer đ", f"Basic {TOKEN}", TOKEN],
)
def test_nobody_without_the_token_comes_in(client, method, address, authorization):
    answer = client.open(address, method=method, headers={"Authorization": authorization})
    assert (answer.status_code, answer.mimetype) == (401, "application/problem+json")
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")


def test_a_token_counts_nowhere_else(client):
    client.set_cookie("token", TOKEN)
    for address in (f"/ingest?token={TOKEN}", f"/ingest?access_token={TOKEN}"):
        assert client.post(address, json={"text": FIRST}).status_code == 401
    client.delete_cookie("token")


@pytest.mark.parametrize(
    ("form", "body", "status"),
    [
        ("application/x-www-form-urlencoded", b"text=a", 415),
        ("multipart/form-data; boundary=x", b"--x--", 415),
        ("", b"{}", 415),
        ("application/xml", b"<a/>", 415),
        ("text/plain; charset=utf-16", b"a", 415),
        ("text/plain", b"\xff\xfe", 400),
        ("application/json", b"{", 400),
        ("application/json", b"[" * 1900, 400),
        ("application/json", b"[]", 400),
        ("application/x-ndjson", b"\n \n", 400),
        ("application/json", b'{"text": "' + b"a" * 2_000 + b'"}', 413),
        ("application/x-ndjson", b"{\n" * 1001, 413),
    ],
)
def test_what_cannot_be_read_is_refused_at_once(client, told, form, body, status):
    answer = client.post("/ingest", data=body, content_type=form, headers=BEARER)
    assert answer.status_code == status
    check(told, told["paths"]["/ingest"]["post"], answer)
    assert client.application.extensions["jobs"].spool.waiting() == 0


def test_another_writer_means_come_back_later(client, home):
    with writer_lock(home / "lock"):
        answer = client.post("/ingest", json={"text": FIRST}, headers=BEARER)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")


@pytest.mark.parametrize(
    ("method", "address"),
    [("GET", "/ingest/khong"), ("GET", f"/ingest/articles/{'0' * 64}"), ("GET", "/ingest/articles/khong"),
     ("GET", f"/ingest/articles/{'0' * 16}"), ("DELETE", f"/ingest/articles/{'0' * 16}"),
     ("DELETE", f"/ingest/articles/{HASH}"), ("DELETE", "/ingest/articles/khong")],
)  # fmt: skip
def test_what_was_never_received_is_said_to_be_missing(client, method, address):
    answer = client.open(address, method=method, headers=BEARER)
    assert (answer.status_code, answer.mimetype) == (404, "application/problem+json")


def test_an_article_of_the_command_line_is_known_by_its_id(client, told):
    answer = client.get("/ingest/articles/5a272a689e86abfe", headers=BEARER)
    assert (answer.json["state"], answer.json["generation"], answer.json["job"]) == ("loaded", 1, None)
    check(told, told["paths"]["/ingest/articles/{key}"]["get"], answer)


def test_no_answer_is_kept_or_open_to_other_sites(client):
    for headers in (BEARER, {}):
        answer = client.get("/ingest/articles/5a272a689e86abfe", headers=headers)
        assert answer.headers["Cache-Control"] == "no-store"
        assert "ETag" not in answer.headers
        assert "Access-Control-Allow-Origin" not in answer.headers


def test_what_a_killed_server_left_is_taken_in(life):
    (one,) = life["left"].json["articles"]
    assert (one["outcome"], one["sha256"]) == ("new", HASH)
    assert one["iri"] == f"https://vpo.example/id/article/{one['id']}"
    assert life["page"].status_code == 200


def test_a_client_that_gave_up_can_ask_by_hash(life, told):
    answer = life["hash"].json
    assert (answer["outcome"], answer["state"], answer["generation"]) == ("new", "loaded", 2)
    check(told, told["paths"]["/ingest/articles/{key}"]["get"], life["hash"])


def test_each_article_has_its_own_outcome(life, told):
    found = life["many"].json["articles"]
    assert [one["outcome"] for one in found] == ["unchanged", "new", "refused", "refused", "refused"]
    assert all(one["reason"] and one["cure"] for one in found[2:])
    assert life["many"].json["generation"] == 3
    assert life["sent"].headers["Location"] == f"/ingest/{life['many'].json['job']}"
    check(told, told["paths"]["/ingest"]["post"], life["sent"])
    check(told, told["paths"]["/ingest/{job_id}"]["get"], life["many"])


@pytest.mark.parametrize(
    ("prefer", "outcomes", "status"),
    [
        ("wait=20", ["new", "refused"], 200),
        ("wait=20", ["refused", "refused"], 422),
        ("respond-async", ["new", "new"], 202),
        ("wait=0", ["new", "new"], 202),
    ],
)
def test_the_status_tells_whether_it_is_done(client, told, monkeypatch, prefer, outcomes, status):
    began = threading.Event()

    def answer(runner, work):
        if status == 202:
            began.wait(20)
        return {"generation": 1, "outcomes": [{"outcome": outcome} for outcome in outcomes]}

    monkeypatch.setattr(Runner, "_ask", answer)
    both = [{"text": FIRST}, {"text": SECOND}]
    sent = client.post("/ingest", json=both, headers={**BEARER, "Prefer": prefer})
    began.set()
    assert sent.status_code == status
    assert (sent.headers.get("Retry-After") is not None) == (status == 202)
    check(told, told["paths"]["/ingest"]["post"], sent)
    jobs = client.application.extensions["jobs"]
    assert jobs.wait(jobs.spool.get(sent.json["job"]), 20).state == "done"


def test_an_article_is_taken_out_and_gone(life, told):
    assert [one["outcome"] for one in life["out"].json["articles"]] == ["withdrawn"]
    assert life["gone"].status_code == 404
    assert life["after"].json["state"] is None
    assert life["twice"].status_code == 404


@pytest.mark.parametrize(
    ("form", "body", "line"),
    [
        ("text/plain", FIRST, {"text": FIRST, "url": "https://a.example/1"}),
        ("text/html; charset=UTF-8", "<p>a</p>", {"html": "<p>a</p>", "url": "https://a.example/1"}),
        ("application/jsonl", '{"text": "a\u2028b"}\r\n', {"text": "a\u2028b"}),
    ],
)
def test_what_is_sent_becomes_lines_as_the_command_line_reads_them(app, home, form, body, line):
    spool = app.extensions["jobs"].spool
    with app.test_request_context(
        "/ingest?url=https://a.example/1", method="POST", data=body.encode(), content_type=form
    ):
        (task,) = articles()
    assert json.loads(task["line"]) == line
    text = line.get("text") or line["html"]
    assert task["sha256"] == hashlib.sha256(text.encode()).hexdigest()
    assert spool.waiting() == 0


@given(st.sampled_from(FORMS), st.binary(max_size=300) | st.text(max_size=100).map(str.encode))
def test_whatever_is_sent_becomes_articles_or_is_refused(form, body):
    bare = Flask(__name__)
    with bare.test_request_context("/ingest", method="POST", data=body, content_type=form):
        try:
            found = articles()
        except (BadRequest, RequestEntityTooLarge):
            return
    assert found
    assert all(len(task["sha256"]) == 64 and "\n" not in task["line"] for task in found)
