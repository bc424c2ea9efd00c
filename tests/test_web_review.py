"""Decisions over HTTP: who may decide, what other sites cannot do, and decisions taken and applied."""

from __future__ import annotations

import hashlib
import re
import shutil
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.commands.jobs import do
from kg.curation.file import read_decisions
from kg.errors import ParameterError
from kg.jobs.runner import Runner
from kg.settings import Settings
from kg.store.files import writer_lock
from kg.store.generations import DataHome
from kg_web import close, create_app, sessions
from kg_web.deciding import read_decision
from tests.described import check

TOKEN = hashlib.sha256(b"of these tests").hexdigest()
BEARER = {"Authorization": f"Bearer {TOKEN}"}
ONE, OTHER = "id/person/nguyen-van-nen", "id/person/nguyen-van-nen.b85805ee0344045a"
SAME = {"kind": "same", "on": ONE, "other": OTHER, "by": "Lan", "why": "cùng một người"}
API = [("GET", "/review.json"), ("POST", "/review/decisions"), ("POST", "/review/derivations"),
       ("GET", "/review/jobs/0123456789abcdef")]  # fmt: skip
FORMS = ["/review/decide", "/review/sign-in", "/review/sign-out"]


@pytest.fixture(scope="module")
def home(demo, tmp_path_factory):
    return shutil.copytree(demo, tmp_path_factory.mktemp("review") / "home")


@pytest.fixture(scope="module")
def app(home):
    made = create_app(DataHome(home).current_reader(), Settings(home=home, review_token=TOKEN))
    yield made
    close(made)


@pytest.fixture
def client(app):
    return app.test_client()


@pytest.fixture(scope="module")
def told(app):
    return app.test_client().get("/openapi.json").json


def sign_in(client, name="Lan", token=TOKEN, **headers):
    return client.post("/review/sign-in", data={"name": name, "token": token}, headers=headers)


def seal_in(page):
    return re.search(r'name="seal" value="(\w+)"', page)[1]


@pytest.fixture(scope="module")
def life(app, home):
    """A pair decided with a form, then all applied over the API."""
    client = app.test_client()
    sign_in(client, "Lan Nguyễn")
    answers = {"before": client.get("/review.json", headers=BEARER).json}
    answers["queue"] = client.get("/review").text
    form = {"kind": "same", "on": ONE, "other": OTHER, "why": "cùng một người", "later": "on"}
    answers["form"] = client.post("/review/decide", data={**form, "seal": seal_in(answers["queue"])})
    jobs = app.extensions["jobs"]
    jobs.wait(jobs.spool.get(answers["form"].location.partition("job=")[2]), 120)
    answers["told"] = client.get(answers["form"].location).text
    answers["sent"] = client.post("/review/derivations", headers=BEARER)
    jobs.wait(jobs.spool.get(answers["sent"].json["job"]), 120)
    answers["applied"] = client.get(answers["sent"].headers["Location"], headers=BEARER)
    answers["after"] = client.get("/review.json", headers=BEARER).json
    answers["history"] = client.get("/decisions").text
    answers["lines"] = read_decisions(home)
    return answers


@pytest.mark.parametrize(("method", "address"), [*API, ("GET", "/review"), *(("POST", one) for one in FORMS)])
def test_it_is_off_without_a_token(demo, method, address):
    off = create_app(DataHome(demo).current_reader(), Settings(home=demo)).test_client()
    answer = off.open(address, method=method, headers={**BEARER, "Accept": "application/json"})
    assert answer.status_code == 404
    assert "KG_REVIEW_TOKEN" in answer.json["detail"]


@pytest.mark.parametrize(("method", "address"), API)
def test_programs_come_in_with_the_token_and_no_cookie_counts(client, method, address):
    sign_in(client)
    for headers in ({}, {"Authorization": f"Bearer {TOKEN}x"}):
        answer = client.open(address, method=method, headers=headers, json={} if method == "POST" else None)
        assert answer.status_code == 401
        assert answer.headers["WWW-Authenticate"].startswith("Bearer")


def test_who_is_not_signed_in_sees_the_form_to_sign_in_and_nothing_else(client):
    page = client.get("/review").text
    assert 'name="token"' in page
    assert ONE not in page
    assert client.post("/review/decide", data=SAME).location == "/review"
    assert client.application.extensions["jobs"].spool.waiting() == 0


@pytest.mark.parametrize(
    ("name", "token"), [("", TOKEN), ("x" * 201, TOKEN), ("Lan", ""), ("Lan", TOKEN[:-1]), ("Lan", "đ")]
)
def test_nobody_signs_in_without_name_and_token(client, name, token):
    answer = sign_in(client, name, token)
    assert answer.status_code == 403
    assert "Set-Cookie" not in answer.headers


def test_the_cookie_is_for_review_alone_and_out_of_reach_of_scripts_and_other_sites(client):
    cookies = sign_in(client).headers.getlist("Set-Cookie")
    assert [re.search(r"Path=([^;]*)", cookie)[1] for cookie in cookies] == ["/review", "/en/review"]
    assert all("HttpOnly" in cookie and "SameSite=Strict" in cookie for cookie in cookies)
    assert not any("Secure" in cookie or TOKEN in cookie for cookie in cookies)
    secure = client.post("/review/sign-in", data={"name": "a", "token": TOKEN}, base_url="https://localhost")
    assert all("Secure" in cookie for cookie in secure.headers.getlist("Set-Cookie"))
    assert client.get("/en/review").status_code == 200
    assert "Set-Cookie" not in client.get("/review").headers


def test_signing_out_ends_the_session(client):
    sign_in(client)
    assert ONE in client.get("/review").text
    client.post("/review/sign-out")
    assert ONE not in client.get("/review").text


@pytest.mark.parametrize("change", ["later", "name", "seal", "other token", "rubbish", "old"])
def test_a_cookie_that_was_not_given_does_not_hold(app, client, change, monkeypatch):
    sign_in(client)
    cookie = client.get_cookie("review", path="/review").value
    until, name, seal = cookie.split(".")
    forged = {
        "later": f"{int(until) + 9999}.{name}.{seal}",
        "name": f"{until}.QQ==.{seal}",
        "seal": f"{until}.{name}.{'0' * 64}",
        "other token": f"{until}.{name}.{sessions._seal('x' * 43, f'{until}.{name}').decode()}",
        "rubbish": "đ.x",
        "old": cookie,
    }
    if change == "old":
        now = time.time()
        monkeypatch.setattr(sessions.time, "time", lambda: now + 9 * 3600)
    client.set_cookie("review", forged[change], path="/review")
    assert ONE not in client.get("/review").text


@pytest.mark.parametrize(
    "headers", [{"Origin": "https://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"},
                {"Sec-Fetch-Site": "same-site"}]
)  # fmt: skip
def test_forms_of_other_sites_are_refused(client, headers):
    sign_in(client)
    seal = seal_in(client.get("/review").text)
    assert client.post("/review/decide", data={**SAME, "seal": seal}, headers=headers).status_code == 403
    assert sign_in(client, **headers).status_code == 403
    assert client.application.extensions["jobs"].spool.waiting() == 0


@pytest.mark.parametrize("origin", ["http://localhost", "https://localhost"])
def test_forms_of_our_own_are_taken_also_behind_a_proxy_that_ends_tls(client, origin):
    assert sign_in(client, Origin=origin).status_code == 303


@pytest.mark.parametrize("seal", ["", "0" * 64, "đ"])
def test_a_form_without_the_seal_of_its_session_is_refused(app, client, seal):
    sign_in(client)
    assert client.post("/review/decide", data={**SAME, "seal": seal}).status_code == 403
    other = app.test_client()
    sign_in(other, "Minh")
    foreign = seal_in(other.get("/review").text)
    assert client.post("/review/decide", data={**SAME, "seal": foreign}).status_code == 403


@pytest.mark.parametrize(
    ("said", "parameter"),
    [
        ({}, "kind"),
        ({**SAME, "kind": "merge"}, "kind"),
        ({**SAME, "on": ""}, "on"),
        ({**SAME, "other": 7}, "other"),
        ({**SAME, "by": " "}, "by"),
        ({**SAME, "why": "x" * 2001}, "why"),
        ({**SAME, "when": "now"}, "when"),
        ({**SAME, "values": ["a=b"]}, "values"),
        ({**SAME, "kind": "correct"}, "values"),
        ({**SAME, "kind": "correct", "values": "a=b"}, "values"),
    ],
)
def test_a_decision_that_is_none_is_refused_with_what_is_missing(client, told, said, parameter):
    answer = client.post("/review/decisions", json=said, headers=BEARER)
    assert (answer.status_code, answer.json["parameter"]) == (400, parameter)
    check(told, told["paths"]["/review/decisions"]["post"], answer)


@pytest.mark.parametrize(
    ("form", "status"), [("text/plain", 415), ("application/x-www-form-urlencoded", 415)]
)
def test_a_decision_comes_as_json(client, form, status):
    answer = client.post("/review/decisions", data=b"{}", content_type=form, headers=BEARER)
    assert answer.status_code == status


def test_another_writer_means_come_back_later(client, home):
    with writer_lock(home / "lock"):
        answer = client.post("/review/decisions", json=SAME, headers=BEARER)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")


@pytest.mark.parametrize(
    ("kind", "status"),
    [("DecisionError", 409), ("UnknownEntityError", 404), ("LossError", 409), ("StoreError", 503)],
)
def test_what_the_writing_process_refuses_is_told(client, told, monkeypatch, kind, status):
    error = {"kind": kind, "detail": "words", "near": ["id/person/x"]}
    monkeypatch.setattr(Runner, "_ask", lambda self, work: {"error": error})
    answer = client.post("/review/decisions", json=SAME, headers=BEARER)
    assert (answer.status_code, answer.json["detail"], answer.json["near"]) == (
        status,
        "words",
        ["id/person/x"],
    )
    check(told, told["paths"]["/review/decisions"]["post"], answer)
    again = client.get(answer.headers["Location"], headers=BEARER)
    assert (again.json["state"], again.json["error"]) == ("failed", "words")
    check(told, told["paths"]["/review/jobs/{job_id}"]["get"], again)


def test_the_queue_shows_both_persons_with_their_sentences(life, told):
    pair = next(pair for pair in life["before"]["pairs"] if pair["persons"][0]["person"]["name"] == ONE)
    assert [side["person"]["name"] for side in pair["persons"]] == [ONE, OTHER]
    quotes = [side["sentences"][0]["quote"] for side in pair["persons"]]
    assert all("Nguyễn Văn Nên" in quote for quote in quotes)
    for person in (ONE, OTHER):
        assert f'<code class="small">{person}</code>' in life["queue"]


def test_a_form_writes_a_decision_with_who_and_why(life):
    assert (life["form"].status_code, life["form"].location[:12]) == (303, "/review?job=")
    assert "Đã ghi lại, chưa áp dụng" in life["told"]
    (line,) = life["lines"]
    assert (line.kind, line.by, line.why) == ("same", "Lan Nguyễn", "cùng một người")


def test_what_was_written_down_is_applied_at_a_word(life, told):
    assert (life["applied"].status_code, life["applied"].json["generation"]) == (200, 2)
    check(told, told["paths"]["/review/derivations"]["post"], life["sent"])
    check(told, told["paths"]["/review/jobs/{job_id}"]["get"], life["applied"])
    assert len(life["after"]["pairs"]) == len(life["before"]["pairs"]) - 1
    assert "Lan Nguyễn" in life["history"]


@pytest.mark.parametrize(
    "query",
    ["", "?page=99", "?kind=countAndListDiffer", "?kind=leadersDiffer&offset=7", "?queue=uncertain",
     "?queue=unresolved&page=2"],
)  # fmt: skip
def test_the_queue_is_as_described(client, told, query):
    answer = client.get(f"/review.json{query}", headers=BEARER)
    check(told, told["paths"]["/review.json"]["get"], answer)
    page = client.get("/review" + query)
    assert page.status_code == 200


def test_each_side_of_a_conflict_names_the_facts_that_can_be_decided_of(client):
    sign_in(client)
    found = client.get("/review.json?kind=countAndListDiffer", headers=BEARER).json["conflicts"]
    facts = [fact for conflict in found for side in conflict["sides"] for fact in side["facts"]]
    assert facts
    assert all(re.fullmatch(r"id/article/[0-9a-f]{16}#[a-z]\d+", fact["name"]) for fact in facts)
    assert "Krông Búk" in " ".join(fact["label"] for fact in facts)
    page = client.get("/review?kind=countAndListDiffer").text
    assert all(f'<option value="{fact["name"]}">' in page for fact in facts)


@pytest.fixture
def work(demo, tmp_path):
    """Does work as the writing process does it, over a copy of the data set."""
    home = shutil.copytree(demo, tmp_path / "home")
    settings = {"home": str(home)}

    def ask(kind, *tasks):
        return do({"kind": kind, "tasks": tasks, "settings": settings})

    return ask, home


def test_decisions_are_checked_as_by_the_commands(work):
    ask, home = work
    later = {**SAME, "later": True}
    first = ask("decide", later)
    assert (first["generation"], first["outcomes"][0]["outcome"], first["outcomes"][0]["number"]) == (
        None,
        "decided",
        1,
    )
    assert ask("decide", later)["outcomes"][0]["outcome"] == "unchanged"
    against = ask("decide", {**later, "kind": "different"})
    assert against["error"]["kind"] == "DecisionError"
    assert "kg undo 1" in against["error"]["detail"]
    unknown = ask("decide", {**later, "on": "nguyen-van-nenn"})
    assert (unknown["error"]["kind"], ONE in unknown["error"]["near"]) == ("UnknownEntityError", True)
    assert ask("decide", {**later, "kind": "undo", "on": "1"})["outcomes"][0]["outcome"] == "decided"
    assert ask("decide", {**later, "kind": "wrong", "on": f"{ONE}"})["error"]["kind"] == "DecisionError"
    assert [line.kind for line in read_decisions(home)] == ["same", "undone"]
    with writer_lock(home / "lock"):
        assert ask("derive")["error"]["kind"] == "LockedError"


def picked(page):
    """The facts that can be chosen on a page of a queue."""
    return re.findall(r'name="on" value="([^"]+)" form="bulk"', page)


@pytest.mark.parametrize(("queue", "kind"), [("uncertain", "quan sát"), ("unresolved", "viện dẫn văn bản")])
def test_a_queue_shows_facts_beside_their_sentences(client, app, queue, kind):
    sign_in(client)
    page = client.get(f"/review?queue={queue}").text
    total = app.extensions["kg"].reader.now().side.counted("waits")[queue]
    assert len(picked(page)) == min(total, 20)
    cards = re.findall(r'<section class="card" aria-labelledby="fact-\d+">.*?</section>', page, re.DOTALL)
    assert len(cards) == len(picked(page))
    assert all("<blockquote" in card and "<dt>" in card for card in cards)
    assert kind in cards[0]
    assert f"({total} " in page
    if total > 20:
        behind = client.get(f"/review?queue={queue}&page=2").text
        assert set(picked(behind)).isdisjoint(picked(page))


def test_programs_get_the_facts_of_a_queue(client):
    told = client.get("/review.json?queue=uncertain", headers=BEARER).json
    assert told["pairs"] == told["conflicts"] == []
    assert [queue["name"] for queue in told["queues"]] == ["uncertain", "unresolved"]
    assert all(fact["confidence"] < 0.7 and fact["sentences"] for fact in told["facts"])
    assert len(told["facts"]) == 20


def test_the_least_certain_facts_come_first(client):
    sign_in(client)
    told = re.findall(r"độ tin ([0-9.]+)", client.get("/review?queue=uncertain").text)
    assert told == sorted(told)
    assert float(told[-1]) < 0.7


def test_facts_of_several_classes_are_not_decided_at_once(client):
    sign_in(client)
    facts = [picked(client.get(f"/review?queue={queue}").text)[0] for queue in ("uncertain", "unresolved")]
    seal = seal_in(client.get("/review").text)
    form = {"kind": "wrong", "why": "thử", "seal": seal, "on": facts}
    answer = client.post("/review/decide", data=form)
    assert answer.status_code == 400
    assert "Các dữ kiện thuộc nhiều loại" in answer.text
    for many in ({"on": [facts[0]] * 101}, {"pair": [f"{ONE} {OTHER}"] * 101}):
        answer = client.post("/review/decide", data={**form, **many})
        assert (answer.status_code, "nhiều nhất 100" in answer.text) == (400, True)
    assert client.application.extensions["jobs"].spool.waiting() == 0


def test_all_that_was_ticked_becomes_decisions_of_one_job(client, monkeypatch):
    sign_in(client)
    page = client.get("/review").text
    asked = {}
    monkeypatch.setattr(Runner, "_ask", lambda self, work: asked.update(work) or {"outcomes": []})
    pair, other = f"{ONE} {OTHER}", "id/cluster/btctw/4 id/person/x"  # pairs may be of several classes
    form = {"kind": "different", "why": "khác năm sinh", "seal": seal_in(page), "pair": [pair, other]}
    answer = client.post("/review/decide", data={**form, "queue": "uncertain"})
    assert answer.location.endswith("&queue=uncertain")
    assert f'value="{pair}" form="bulk"' in page or ONE not in page
    told = [(task["kind"], task["on"], task["other"], task["by"]) for task in asked["tasks"]]
    assert told == [
        ("different", ONE, OTHER, "Lan"),
        ("different", "id/cluster/btctw/4", "id/person/x", "Lan"),
    ]


def test_of_several_decisions_one_that_cannot_be_taken_holds_up_no_other(work):
    ask, home = work
    wrong = {**SAME, "later": True, "on": "id/person/nobody"}
    told = ask("decide", wrong, {**SAME, "later": True})
    assert [one["outcome"] for one in told["outcomes"]] == ["refused", "decided"]
    assert "nobody" in told["outcomes"][0]["reason"]
    assert (told["generation"], len(read_decisions(home))) == (None, 1)


def test_a_decision_is_taken_back_where_it_stands(life, app):
    client = app.test_client()
    sign_in(client)
    page = client.get("/review").text
    (line,) = life["lines"]
    assert f'name="on" value="{line.id}"' in page
    assert "cùng một người" in page


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5), lambda inner: st.lists(inner, max_size=2)
)


@given(
    st.dictionaries(
        st.sampled_from([*SAME, "values", "later", "x"]), _JSON | st.sampled_from(["same", "undo"])
    )
)
def test_whatever_is_sent_becomes_a_decision_or_is_refused(said):
    try:
        task = read_decision(said)
    except ParameterError:
        return
    assert task["kind"] in ("same", "undo")
    assert all(task[name] for name in ("on", "by", "why"))
