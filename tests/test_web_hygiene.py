"""Rules that hold for every address there is, also for those that come later: their map is walked."""

from __future__ import annotations

import re
from collections import defaultdict
from urllib.parse import quote, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import html
from werkzeug.routing import Rule

from kg.settings import Settings
from kg.store import Store
from kg.store.reader import FixedGeneration
from kg.vocab import NS
from kg_web import create_app
from tests.browser.world import BASE, WORLD, world_app

PERSON = "id/person/mac-van-thi-du"
VALUES = {
    "name": PERSON, "rest": "person/mac-van-thi-du", "kind": "memberListsDiffer", "number": 1,
    "view": "persons", "filename": "icon.svg",
}  # fmt: skip
"""What stands for the parts of an address; the first of a choice for the others."""
OTHERS = {"queries": {"name": "q03-cluster-members"}, "graph_store": {"name": "article/44d8fa7c1fb99410"}}
ONE = f"graph={BASE}graph/article/44d8fa7c1fb99410"
QUERY = f"?node={PERSON}&q=long+an&from={PERSON}&to=id/person/ninh-the-gia-su&{ONE}"
FIXED = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
CLOSED = {"default-src": "'none'", "base-uri": "'none'", "frame-ancestors": "'none'", "form-action": "'self'"}
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND")
FORMS = ("text/html", "application/json", "text/turtle")
BODIES = ("application/x-www-form-urlencoded", "application/sparql-query", "text/plain")


def address(rule: Rule) -> str:
    """A real address of a rule, with what its parameters may need."""
    own = OTHERS.get(rule.endpoint.partition(".")[0], {})
    parts = {name: own.get(name, VALUES.get(name)) for name in rule.arguments}
    for name, choice in re.findall(r"<any\(([^,)]*)[^)]*\):(\w+)>", rule.rule):
        parts[choice] = parts.get(choice) or name
    built = rule.build({name: value or "x" for name, value in parts.items()})
    assert built is not None
    return str(built[1])


RULES = sorted(world_app().url_map.iter_rules(), key=lambda rule: (rule.rule, rule.endpoint))
ADDRESSES = sorted({address(rule) for rule in RULES})
ALLOWED: dict[str, set[str]] = defaultdict(set)
for _rule in RULES:
    if not _rule.endpoint.endswith(".refuse"):
        ALLOWED[address(_rule)] |= _rule.methods or set()


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return world_app().test_client()


def test_there_are_addresses_to_walk():
    assert len(ADDRESSES) > 40
    answers = [world_app().test_client().get(path + QUERY, buffered=True).status_code for path in ADDRESSES]
    assert sum(status in (200, 302, 303) for status in answers) > 35


@pytest.mark.parametrize("path", [*ADDRESSES, "/khong-co", "/sparql?query=x", "/data/id/x.ttl"])
@pytest.mark.parametrize("method", ["GET", "OPTIONS"])
def test_every_answer_carries_the_headers_and_no_cookie(client: FlaskClient, path: str, method: str):
    client.set_cookie("session", "x")
    for root in ("", "/en"):
        headers = client.open(root + path, method=method, buffered=True).headers
        assert {name: headers.get(name) for name in FIXED} == FIXED
        policy = dict(part.split(" ", 1) for part in headers["Content-Security-Policy"].split("; "))
        assert {name: policy[name] for name in CLOSED} == CLOSED
        sources = {source for values in policy.values() for source in values.split()}
        assert {source for source in sources if not source.startswith("'nonce-")} <= {
            "'none'", "'self'", "'unsafe-inline'",
        }  # fmt: skip
        assert ("'unsafe-inline'" in sources) == ("style-src-attr" in policy) == ("nonce" in str(policy))
        assert "Set-Cookie" not in headers
        assert "Server" not in headers
        assert "Cache-Control" in headers


@pytest.mark.parametrize("path", ADDRESSES)
def test_every_method_that_is_not_there_is_405_with_those_that_are(client: FlaskClient, path: str):
    for method in set(METHODS) - ALLOWED[path]:
        answer = client.open(path, method=method)
        assert answer.status_code == 405, method
        assert set(answer.headers["Allow"].split(", ")) >= ALLOWED[path]


@pytest.mark.parametrize("path", ADDRESSES)
def test_what_accept_decides_is_told_to_caches(client: FlaskClient, path: str):
    answers = [client.get(path + QUERY, headers={"Accept": form}, buffered=True) for form in FORMS]
    chosen = {(answer.status_code, answer.mimetype, answer.location) for answer in answers}
    if len(chosen) > 1:
        assert all("Accept" in answer.vary for answer in answers)


@pytest.mark.parametrize("path", ADDRESSES)
def test_no_address_is_answered_under_a_foreign_name(client: FlaskClient, path: str):
    answer = client.get(path, headers={"Host": "evil.example"}, buffered=True)
    assert answer.status_code == 400
    assert "Location" not in answer.headers


@pytest.mark.parametrize("path", [path for path in ADDRESSES if "POST" in ALLOWED[path]])
@pytest.mark.parametrize(
    "media", ["application/x-www-form-urlencoded", "application/sparql-query", "text/plain"]
)
def test_a_body_beyond_the_limit_is_not_read(client: FlaskClient, path: str, media: str):
    answer = client.post(path, data=b"x" * (Settings().body_bytes + 1), content_type=media)
    assert answer.status_code in (400, 401, 403, 404, 413, 415)  # 404: it is off without a token
    if media != "text/plain" and answer.status_code != 404:
        assert answer.status_code == 413


EVIL = "evil.example"
FOREIGN = [
    f"/id//{EVIL}/", f"/id/{EVIL}", f"//{EVIL}/", f"//{EVIL}/export", f"/en//{EVIL}/", f"/page//{EVIL}",
    f"/page/http://{EVIL}/", f"/id/http://{EVIL}/", f"/\\{EVIL}", f"/%5C{EVIL}/", f"/ontology//{EVIL}",
    f"/%2F{EVIL}/", "/id/person/moved-out", "/page/id/person/moved-out", "/changes?about=id/person/moved-out",
    "/id/person/moved-aside", "/page/id/person/moved-aside", f"/sparql?url=//{EVIL}",
    f"/changes?about=http://{EVIL}/", f"/id/x%0d%0aLocation:%20http://{EVIL}/", "/page/id/%0d%0aSet-Cookie:a",
]  # fmt: skip
HOSTILE = f"""
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix schema: <https://schema.org/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix vpo: <{NS}> .
@base <{BASE}> .
<graph/hostile> {{
  <id/person/moved-out> vpo:mergedInto <http://{EVIL}/x> ; skos:prefLabel "a"@vi .
  <id/person/moved-aside> vpo:mergedInto <https://vpo.example//{EVIL}/> ; skos:prefLabel "b"@vi .
  <{PERSON}> skos:altLabel "\\"><script>alert(1)</script>"@vi , "javascript:alert(2)"@vi ;
    skos:exactMatch <javascript:alert(3)> , <data:text/html,x> , <vbscript:x> , <JavaScript:alert(4)> ,
      <http://{EVIL}/%22onclick=%22alert(5)> , <http://{EVIL}/'onclick='alert(6)> ;
    vpo:organization <javascript:alert(7)> ;
    dcterms:source "javascript:alert(8)" , "\\" onmouseover=\\"alert(9)" , <javascript:alert(10)> ;
    schema:url <javascript:alert(11)> , "javascript:alert(12)" .
  <javascript:alert(7)> skos:prefLabel "Xấu"@vi ; a vpo:Organization .
  <id/article/44d8fa7c1fb99410> schema:url "javascript:alert(13)" , "\\njavascript:alert(14)" ;
    schema:publisher <javascript:alert(7)> ; skos:prefLabel "</title><script>alert(15)</script>"@vi .
  <id/org/hostile> a vpo:Organization ; skos:prefLabel "<img src=x onerror=alert(16)>"@vi ;
    skos:altLabel "long an"@vi ; dcterms:source "http://{EVIL}/\\"onclick=\\"alert(17)" .
}}
"""


@pytest.fixture(scope="module")
def hostile() -> Flask:
    """The application over data in which much is meant to hurt who looks at it."""
    store = Store.in_memory()
    store.load(WORLD.read_bytes(), "application/trig")
    store.load(HOSTILE.encode(), "application/trig")
    return create_app(FixedGeneration(store), Settings(free_clients="127.0.0.0/8"))


def check_page(text: str) -> None:
    """Fail unless a page links to http(s) and itself only, and runs nothing but our own files."""
    page = html.fromstring(text)
    for element in page.iter():
        for name, value in element.attrib.items():
            assert not name.startswith("on"), (element.tag, name)
            if name in ("href", "src", "action", "formaction", "xlink:href", "poster", "srcset"):
                parts = urlsplit(value.strip())
                assert parts.scheme in ("", "http", "https"), value
                assert not (parts.netloc and not parts.scheme), value
                if element.tag != "a" and element.tag != "link":
                    assert not parts.netloc, value
    assert {script.get("src", "")[:8] for script in page.iter("script")} <= {"/static/"}
    assert not list(page.iter("style"))


PAGES = [
    f"/page/{PERSON}", "/page/id/article/44d8fa7c1fb99410", "/page/id/org/hostile", f"/graph?node={PERSON}",
    f"/graph.node?node={PERSON}", "/search?q=long+an", "/", "/conflicts", "/queries/q03-cluster-members",
    "/decisions", "/page/javascript:alert(7)", "/graph?node=javascript:alert(7)",
]  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("root", ["", "/en"])
def test_only_http_addresses_in_the_data_become_links(hostile: Flask, root: str, path: str):
    check_page(hostile.test_client().get(root + path).text)


def test_the_hostile_data_are_shown(hostile: Flask):
    client = hostile.test_client()
    person = client.get(f"/page/{PERSON}").text
    assert "javascript:alert(3)" in person
    assert "&lt;script&gt;alert(1)" in person
    assert "&lt;img src=x" in client.get("/page/id/org/hostile").text


PARAMETERS = (
    "q", "node", "from", "to", "about", "kind", "name", "query", "source", "target", "offset", "page",
    "kinds", "since", "graph", "format", "before", "lang", "limit", "date", "on", "known", "min_conf",
    "section",
)  # fmt: skip
WRONG = (
    "javascript:alert(1)", '"><script>alert(1)</script>', "'onclick='x", "a\r\nSet-Cookie: a",
    f"//{EVIL}", "\x00", b"\xed\xa0\x80", "${7*7}{{7*7}}", "../../etc/passwd", "9" * 40,
)  # fmt: skip
LIGHT = [path for path in ADDRESSES if not re.search(r"/(all|persons|data|static)[./]", path)]


@pytest.mark.parametrize("turn", range(3))
@pytest.mark.parametrize("path", LIGHT)
def test_no_parameter_hurts_who_follows_the_link(client: FlaskClient, path: str, turn: int):
    values = [WRONG[(number + 3 * turn) % len(WRONG)] for number in range(len(PARAMETERS))]
    query = "&".join(f"{name}={quote(value)}" for name, value in zip(PARAMETERS, values, strict=True))
    answer = client.get(f"{path}?{query}", headers={"Accept": "text/html"}, buffered=True)
    assert answer.status_code < 500
    assert "Set-Cookie" not in answer.headers
    if answer.mimetype == "text/html" and answer.status_code not in (302, 303):
        check_page(answer.text)
        assert "49{{" not in answer.text


@pytest.mark.parametrize("path", [*FOREIGN, *LIGHT])
def test_no_redirect_leads_elsewhere(hostile: Flask, path: str):
    for root in ("", "/en"):
        answer = hostile.test_client().get(root + path, headers={"Accept": "text/html"}, buffered=True)
        parts = urlsplit(answer.headers.get("Location", ""))
        assert parts.netloc in ("", "localhost")
        assert "Set-Cookie" not in answer.headers
        if answer.mimetype == "text/html" and answer.status_code >= 400:
            check_page(answer.text)
