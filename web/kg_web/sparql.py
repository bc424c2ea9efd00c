"""The SPARQL endpoint: SPARQL 1.1 Protocol, the query half, over disposable workers."""

from __future__ import annotations

import hashlib
import re
from http import HTTPStatus
from typing import cast
from urllib.parse import parse_qsl

from flask import Blueprint, Response, current_app, jsonify, redirect, request
from flask.blueprints import BlueprintSetupState
from werkzeug.exceptions import HTTPException

from kg.errors import KgError, LimitError, QueryError, StoreError
from kg.iris import fits_iri
from kg.sparql.description import WRITTEN, describe
from kg.sparql.endpoint import Endpoint, Question
from kg.sparql.formats import GRAPHS, SHORT, TABLES, choose

bp = Blueprint("sparql", __name__)

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_FORM = "application/x-www-form-urlencoded"
_DIRECT = "application/sparql-query"
_CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "GET, HEAD, POST, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, Content-Type",
    "Access-Control-Expose-Headers": "Content-Type, ETag, Retry-After",
    "Access-Control-Max-Age": "86400",
}
_KNOWN = {"query", "default-graph-uri", "named-graph-uri", "format"}
_ERROR_FORMS = {
    "application/problem+json": ("application/problem+json", "application/json", "text/html"),
    "text/plain": ("text/plain",),
}
_STATUS = {"time": 503, "queue": 503, "text": 413}


@bp.record_once
def _open(state: BlueprintSetupState) -> None:
    """Make the endpoint over what the application reads, unless it was given one."""
    if "sparql" not in state.app.extensions:
        held = state.app.extensions["kg"]
        state.app.extensions["sparql"] = Endpoint.over(held.reader, held.settings)


@bp.route("/sparql", methods=["PUT", "PATCH", "DELETE"], provide_automatic_options=False)
def refuse() -> Response:
    """Refuse what would write."""
    response = _problem(405, f"{request.method} is not allowed: this endpoint is read-only")
    response.headers["Allow"] = _CORS["Access-Control-Allow-Methods"]
    return response


@bp.route("/sparql", methods=["GET", "POST"], provide_automatic_options=False)
def sparql() -> Response:
    """Answer a query, or describe the service to a GET without one."""
    parameters = _parameters()
    if request.method != "POST" and not any(name in _KNOWN - {"format"} for name, _ in parameters):
        return _describe()
    question = _question(parameters)
    answer = _endpoint().ask(question)
    response = Response(answer.body, content_type=_content_type(answer.media))
    if not answer.volatile:
        response.set_etag(
            hashlib.sha256(f"{answer.generation} {question!r}".encode()).hexdigest()[:20], weak=True
        )
        response.headers["Cache-Control"] = "no-cache"
        response.make_conditional(request)
    return response


@bp.route("/sparql", methods=["OPTIONS"], provide_automatic_options=False)
def options() -> Response:
    """Say which methods there are, to a browser that asks before a request from another site."""
    return Response(status=204, headers={"Allow": _CORS["Access-Control-Allow-Methods"]})


@bp.after_request
def _open_to_all(response: Response) -> Response:
    response.headers.update(_CORS)
    response.vary.add("Accept")
    return response


@bp.errorhandler(KgError)
def _refused(error: KgError) -> Response:
    if isinstance(error, LimitError):
        return _problem(_STATUS.get(error.limit, 400), str(error), limit=error.limit, value=error.value)
    if isinstance(error, QueryError):
        place = {} if error.line is None else {"line": error.line, "column": error.column}
        return _problem(406 if error.args[0].startswith("not acceptable") else 400, str(error), **place)
    return _problem(503 if isinstance(error, StoreError) else 500, str(error))


@bp.errorhandler(HTTPException)
def _not_http(error: HTTPException) -> Response:
    return _problem(error.code or 500, error.description or "")


def _problem(status: int, detail: str, **extra: object) -> Response:
    """Return an error as RFC 9457 wants it, or as a line of text to who asks for text only."""
    if choose(request.headers.get("Accept", ""), _ERROR_FORMS) == "text/plain":
        response = Response(detail + "\n", content_type="text/plain; charset=utf-8")
    else:
        title = HTTPStatus(status).phrase
        response = jsonify(type="about:blank", title=title, status=status, detail=detail, **extra)
        response.mimetype = "application/problem+json"
    response.status_code = status
    response.headers["Cache-Control"] = "no-store"
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        response.headers["Retry-After"] = "5"
    return response


def _endpoint() -> Endpoint:
    return cast(Endpoint, current_app.extensions["sparql"])


def _describe() -> Response:
    accept = request.headers.get("Accept", "")
    form = choose(accept, {**WRITTEN, "text/html": ("text/html", "application/xhtml+xml")})
    if form == "text/html":
        return cast(Response, redirect(f"{request.script_root}/query", 303))
    if not form:
        raise QueryError(f"not acceptable: a service description comes as {', '.join(WRITTEN)}")
    served = _endpoint()
    body = describe(request.base_url, served.limits, union=served.union, media=form)
    return Response(body, content_type=_content_type(form))


def _content_type(media: str) -> str:
    return f"{media}; charset=utf-8" if media.startswith("text/") else media


def _parameters() -> list[tuple[str, str]]:
    """The parameters of the URL and of a form, and the query of a direct POST; an `update` is refused."""
    pairs = _pairs(request.query_string)
    if request.method == "POST":
        request.max_content_length = 4 * _endpoint().limits.text
        if request.mimetype == _FORM:
            pairs += _pairs(request.get_data())
        elif request.mimetype == _DIRECT:
            pairs.append(("query", _text(request.get_data())))
        else:
            raise QueryError(f"a query is posted as {_DIRECT} or {_FORM}, in UTF-8")
    if any(name in ("update", "using-graph-uri", "using-named-graph-uri") for name, _ in pairs):
        raise QueryError("this endpoint is read-only: updates are refused")
    return pairs


def _pairs(raw: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(_text(raw), keep_blank_values=True, errors="strict", max_num_fields=200)
    except ValueError as error:
        raise QueryError(f"the parameters cannot be read: {error}") from error


def _text(raw: bytes) -> str:
    charset = request.mimetype_params.get("charset", "utf-8").lower()
    try:
        if charset not in ("utf-8", "utf8"):
            raise QueryError(f"queries are read in UTF-8, not in {charset}")
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise QueryError(f"the query is not UTF-8 at byte {error.start}") from error


def _question(pairs: list[tuple[str, str]]) -> Question:
    queries = [value for name, value in pairs if name == "query"]
    if len(queries) != 1:
        raise QueryError(f"there must be one parameter query, not {len(queries)}")
    default = [value for name, value in pairs if name == "default-graph-uri"]
    named = [value for name, value in pairs if name == "named-graph-uri"]
    for graph in (*default, *named):
        if not _SCHEME.match(graph) or not fits_iri(graph):
            raise QueryError(f"{graph!r} is no absolute IRI of a graph")
    accept = request.headers.get("Accept", "")
    short = next((value for name, value in pairs if name == "format"), "")
    table, graph = SHORT.get(short) or (choose(accept, TABLES), choose(accept, GRAPHS))
    return Question(queries[0], table, graph, (tuple(default), tuple(named)))
