"""What takes bytes from outside: each target reads them, and lets nothing out but the errors that users
see."""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import cache
from pathlib import Path
from urllib.parse import quote_from_bytes

from flask.testing import FlaskClient

from kg.changes.model import read_entry
from kg.curation.file import parse_decisions
from kg.errors import KgError
from kg.load import load_paths
from kg.settings import Settings
from kg.sparql.guard import check_query
from kg.store import Store
from kg.store.record import read_article
from kg.store.sums import unsealed
from tests.browser.world import world_app

Target = Callable[[bytes], None]
_SMALL = Settings(max_input_bytes=100_000, max_articles=20)
_READ_WRONG = (ValueError, KeyError, TypeError, AttributeError)  # what their callers turn into words
_PARAMETERS = (
    "/search?q=", "/search.json?q=a&page=", "/graph?node=", "/graph.json?node=id/person/mac-van-thi-du&offset=",  # noqa: E501
    "/paths?from=", "/page/", "/id/", "/data/id/", "/queries/q02-posts-of-person.json?person=",
    "/queries/q03-cluster-members.json?year=", "/changes?about=", "/conflicts?about=", "/store?graph=", "/query?name=",  # noqa: E501
)  # fmt: skip


def text(data: bytes) -> None:
    """Read an article that is given as text, page, lines or archive, told by its first bytes."""
    list(load_paths(["-"], _SMALL, io.BytesIO(data)))


def page(data: bytes) -> None:
    """Read a web page with an article in it."""
    list(load_paths(["-"], _SMALL, io.BytesIO(b"<!doctype html><html><body>" + data)))


def lines(data: bytes) -> None:
    """Read JSON Lines."""
    list(load_paths(["-"], _SMALL, io.BytesIO(b'{"text": "' + data)))


def guard(data: bytes) -> None:
    """Look at a query before the engine does."""
    try:
        check_query(data.decode("utf-8", "surrogateescape"))
    except KgError:
        return


def http(data: bytes) -> None:
    """Ask a page with these bytes as a parameter or a part of its path, chosen by the first."""
    path = _PARAMETERS[data[0] % len(_PARAMETERS)] if data else "/"
    answer = _client().get(path + quote_from_bytes(data[1:], safe=b"/?&=%"), buffered=True)
    assert answer.status_code < 500, (path, data, answer.status_code)


@cache
def _client() -> FlaskClient:
    return world_app().test_client()


def archive(data: bytes) -> None:
    """Read what the archive keeps beside a text."""
    try:
        read_article("Tỉnh ủy họp", unsealed(data.decode()))
    except _READ_WRONG:
        return


def decisions(data: bytes) -> None:
    """Read a file of decisions."""
    try:
        parse_decisions(data, "decisions.jsonl")
    except KgError:
        return


def changes(data: bytes) -> None:
    """Read an entry of the log of changes."""
    try:
        read_entry(unsealed(data.decode()))
    except _READ_WRONG:
        return


def turtle(data: bytes) -> None:
    """Read Turtle from outside."""
    try:
        Store.in_memory().load(data, "text/turtle")
    except KgError:
        return


TARGETS: dict[str, Target] = {
    target.__name__: target
    for target in (text, page, lines, guard, http, archive, decisions, changes, turtle)
}


def seeds(name: str) -> list[bytes]:
    """Return inputs that a target reads without complaint, to begin from."""
    article = "Tỉnh ủy Long An họp\n\nNgày 10/8/2018, đồng chí Nguyễn Văn Bình dự.\n"
    world = Path(__file__).parents[1] / "data" / "world.trig"
    given = {
        "text": [article, f"<html><body><p>{article}</p></body></html>", '{"text": "Tỉnh ủy họp", "published": "2018"}'],  # noqa: E501
        "page": [f"<h1>Tỉnh ủy</h1><p>{article}</p><table><tr><td>x</td></tr></table>"],
        "lines": ['Tỉnh ủy họp", "url": "http://x/2018/08/10/", "authors": ["a"], "published": "2018-08-10T10:00"}\n'],  # noqa: E501
        "guard": ["SELECT * FROM <g> { ?s a x:y ; <p> 'a'@vi , \"\"\"b\"\"\"^^<t> FILTER(?a < 3 && !BOUND(?b)) } # c"],  # noqa: E501
        "http": ["\0long an", "\3id/person/mac-van-thi-du", "\5id/org/tinh-uy-long-an", "\11" + "2018"],
        "archive": ['{"authors":[],"id":"a","language":"vi","published":["day","2018-08-10"],"source":"","url":null,'  # noqa: E501
                    '"zones":[["body",0,3]]}'],
        "decisions": ['{"id": "x", "kind": "same", "by": "a", "at": "2026-01-01T00:00:00Z", "why": "b", "on": [{"node": "n",'  # noqa: E501
                      ' "class": "c", "says": {"p": ["v"]}, "spans": [[0, 1]], "quote": "q"}], "other": []}\n'],  # noqa: E501
        "changes": ['{"number":1,"previous":null,"run":{"command":"load","at":"t","extractor":"e","ontology":"o",'  # noqa: E501
                    '"outcomes":{}},"articles":1,"triples":1,"changes":[]}'],
        "turtle": [world.read_text("utf-8")[:3000], "<a> <b> [ <c> (1 2.0 true 'x'@vi) ] ."],
    }  # fmt: skip
    return [one.encode() for one in given[name]]
