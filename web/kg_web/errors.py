"""Errors as HTTP: one HTML page for people, `application/problem+json` (RFC 9457) for programs."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from flask import Flask, Response, jsonify, render_template, request
from werkzeug.exceptions import HTTPException

from kg.errors import KgError, LimitError, QueryError, StoreError, UnknownEntityError, UnknownQueryError
from kg_web.wording import in_words

_STATUS: tuple[tuple[type[KgError], int], ...] = (
    (UnknownEntityError, 404),
    (UnknownQueryError, 404),
    (QueryError, 400),
    (StoreError, 503),
    (KgError, 500),
)
_MEMBERS = ("line", "column", "limit", "value", "retry", "near", "iri", "parameter", "given", "wanted")
_RETRY = 5  # seconds
_API = {"ingest", "deciding"}  # blueprints that no person looks at
_FOR_PROGRAMS = (".json", ".xml", ".csv", ".tsv", ".ttl", ".nt", ".nq", ".rdf", ".trig", ".jsonld")


def install(app: Flask) -> None:
    """Turn our errors and HTTP's into answers."""
    app.register_error_handler(KgError, refused)
    app.register_error_handler(HTTPException, _http)


def status_of(error: KgError) -> int:
    """Return the status that an error has over HTTP."""
    if isinstance(error, LimitError):
        if error.limit.startswith("client_"):
            return 429
        return 503 if error.retry else 413 if error.limit == "text" else 400
    return next(status for kind, status in _STATUS if isinstance(error, kind))


def told_of(error: KgError) -> dict[str, Any]:
    """Return what an error holds beside its words, for programs."""
    return {key: found for key in _MEMBERS if (found := getattr(error, key, None)) not in (None, (), "", 0)}


def say_when(response: Response, told: Mapping[str, Any]) -> None:
    """Name the seconds after which the same request may be answered."""
    if response.status_code in (429, 503):
        response.headers["Retry-After"] = str(told.get("retry", _RETRY))


def refused(error: KgError) -> Response:
    """Return one of our errors as HTTP."""
    return problem(status_of(error), str(error), **told_of(error))


def _http(error: HTTPException) -> Response:
    told = error.description != type(error).description  # else only what the status says
    answer = problem(error.code or 500, error.description or "", told=told)
    if error.response is None:
        for name, value in error.get_headers():
            if name.lower() not in {"content-type", "content-length"}:
                answer.headers[name] = value
    return answer


def problem(status: int, detail: str, *, told: bool = True, **extra: object) -> Response:
    """Return an error in the form that the client asked for; a page has `detail` only when it is `told`."""
    if _wants_page():
        words = in_words(detail if told else "")
        page = render_template("error.html", status=status, detail=words, extra=extra)
        response = Response(page, status)
    else:
        response = jsonify(type="about:blank", title=_title(status), status=status, detail=detail, **extra)
        response.status_code = status
        response.mimetype = "application/problem+json"
    response.headers["Vary"] = "Accept"
    say_when(response, extra)
    return response


def _wants_page() -> bool:
    asked = request.path.endswith(_FOR_PROGRAMS) or "format" in request.args
    if asked or request.blueprint in _API:
        return False
    accept = request.accept_mimetypes
    forms = ["text/html", "application/problem+json", "application/json"]
    return not accept or accept.best_match(forms) == "text/html"


def _title(status: int) -> str:
    return HTTPStatus(status).phrase
