"""What the blueprints that speak a protocol of SPARQL share: how they answer, refuse, and open to all."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from http import HTTPStatus
from types import MappingProxyType
from typing import Any, cast

from flask import Blueprint, Response, current_app, jsonify, request, url_for
from werkzeug.datastructures import Accept
from werkzeug.exceptions import HTTPException
from werkzeug.http import parse_accept_header

from kg.errors import KgError, LimitError, QueryError
from kg.iris import fits_iri
from kg.sparql.answers import Question
from kg.sparql.endpoint import Endpoint
from kg.sparql.formats import choose
from kg_web import errors

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_ERROR_FORMS = {
    "application/problem+json": ("application/problem+json", "application/json"),
    "text/html": ("text/html", "application/xhtml+xml"),
    "text/plain": ("text/plain",),
}
_TOO_LARGE = ("rows", "bytes")


def speak(bp: Blueprint, methods: str) -> None:
    """Let a blueprint tell its errors and open it to pages of other sites, which may use `methods`."""
    headers = opening(methods)

    def open_to_all(response: Response) -> Response:
        response.headers.update(headers)  # a kept page has them
        return response

    bp.after_request(open_to_all)
    bp.register_error_handler(KgError, _refused)
    bp.register_error_handler(HTTPException, _not_http)


def opening(methods: str) -> dict[str, str]:
    """Return the headers that open an address to pages of other sites, which may use `methods`."""
    return {
        "Access-Control-Allow-Origin": "*",
        "Access-Control-Allow-Methods": methods,
        "Access-Control-Allow-Headers": "Accept, Content-Type, If-None-Match",
        "Access-Control-Expose-Headers": "Content-Type, ETag, Retry-After",
        "Access-Control-Max-Age": "86400",
        "Vary": "Accept, Accept-Encoding",
    }


def endpoint() -> Endpoint:
    """Return what answers queries."""
    return cast(Endpoint, current_app.extensions["sparql"])


def absolute(graph: str) -> str:
    """Return the IRI of a graph as it is; raise `QueryError` for what is none."""
    if not _SCHEME.match(graph) or not fits_iri(graph):
        raise QueryError(f"{graph!r} is no absolute IRI of a graph")
    return graph


def coding() -> str:
    """Return the coding that the answer may have: `gzip`, or empty for none."""
    return coding_of(request.headers.get("Accept-Encoding", ""))


@lru_cache(maxsize=256)
def coding_of(accepted: str) -> str:
    """Return the coding that an answer may have where a request says this in `Accept-Encoding`."""
    return "gzip" if accepted and parse_accept_header(accepted, Accept)["gzip"] > 0 else ""


def send(question: Question) -> Response:
    """Return the answer to a question; 304, without asking, to who has it."""
    reading = request.method in ("GET", "HEAD")
    held = request.if_none_match.as_set(include_weak=True) if reading else ()  # `*` is no answer that one has
    if held and (tag := endpoint().tag(question)) in held:
        response = Response(status=304)
    else:
        answer = endpoint().ask(question)
        tag = answer.tag
        response = Response(answer.body, content_type=content_type(answer.media))
        if answer.coding:
            response.content_encoding = answer.coding
    if tag:
        response.set_etag(tag, weak=True)
        response.headers["Cache-Control"] = "no-cache"
    return response


def content_type(media: str) -> str:
    """Return a media type with the charset where it is a text."""
    return f"{media}; charset=utf-8" if media.startswith("text/") else media


def problem(status: int, detail: str, told: Mapping[str, Any] = MappingProxyType({})) -> Response:
    """Return an error as RFC 9457 wants it, as a page to a browser, as a line to who asks for text only.

    `told` are its further members.
    """
    form = choose(request.headers.get("Accept", ""), _ERROR_FORMS)
    if form == "text/html":
        response = errors.problem(status, detail, **told)
    elif form == "text/plain":
        response = Response(detail + "\n", content_type="text/plain; charset=utf-8")
    else:
        title = HTTPStatus(status).phrase
        response = jsonify(type="about:blank", title=title, status=status, detail=detail, **told)
        response.mimetype = "application/problem+json"
    response.status_code = status
    response.headers["Cache-Control"] = "no-store"
    errors.say_when(response, told)
    return response


def _refused(error: KgError) -> Response:
    if isinstance(error, LimitError):
        told = errors.told_of(error)
        if error.limit in _TOO_LARGE and "export" in current_app.blueprints:
            told["dump"] = url_for("export.formats")
        return problem(errors.status_of(error), str(error), told)
    if isinstance(error, QueryError):
        status = 406 if error.args[0].startswith("not acceptable") else 400
        return problem(status, str(error), errors.told_of(error))
    return problem(errors.status_of(error), str(error))


def _not_http(error: HTTPException) -> Response:
    return problem(error.code or 500, error.description or "")
