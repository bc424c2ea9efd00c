"""Requests to a server of ours: with a time limit, and with its refusals as our own errors."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http.client import HTTPException
from time import monotonic, sleep
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import (
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPRedirectHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
)

from kg.client.source import Reply
from kg.errors import (
    KgError,
    LimitError,
    QueryError,
    ServerError,
    StoreError,
    UnknownEntityError,
)

_PROBLEM = "application/problem+json"
_TURNS = frozenset({"queue", "client_queries"})
"""Limits that are over as soon as another query ends."""


@dataclass(frozen=True, slots=True)
class Http:
    """A server at `site`, whose address ends in `/`; `seconds` is how long it may stay silent."""

    site: str
    seconds: float

    def get(self, path: str, parameters: Mapping[str, str | Sequence[str]], accept: str) -> Reply:
        """Return what stands at `path`; empty parameters are left out."""
        given = urlencode({name: value for name, value in parameters.items() if value}, doseq=True)
        return self._send(Request(f"{self.site}{path}{'?' if given else ''}{given}"), accept)

    def post(self, path: str, form: Mapping[str, str | Sequence[str]], accept: str) -> Reply:
        """Return the answer to a form."""
        data = urlencode(form, doseq=True).encode()
        return self._send(Request(f"{self.site}{path}", data), accept)

    def _send(self, request: Request, accept: str) -> Reply:
        """Return the answer; wait for a turn as the server asks, no longer than it may stay silent."""
        request.add_header("Accept", f"{accept}, {_PROBLEM};q=0.9")
        request.add_header("User-Agent", "kg-vpo")
        until = monotonic() + self.seconds
        while True:
            try:
                return self._sent(request)
            except LimitError as error:
                if error.limit not in _TURNS or monotonic() + error.retry > until:
                    raise
                sleep(error.retry)

    def _sent(self, request: Request) -> Reply:
        try:
            with _opener().open(request, timeout=self.seconds) as response:
                return Reply(response.read(), response.headers.get_content_type())
        except HTTPError as error:
            with error:
                raise self._refusal(error) from error
        except TimeoutError as error:
            raise ServerError(f"{self.site}: no answer within {self.seconds:g} s; try again later") from error
        except (OSError, HTTPException) as error:
            reason = error.reason if isinstance(error, URLError) else error
            raise ServerError(f"{self.site}: {reason or type(error).__name__}; check the address") from error

    def _refusal(self, error: HTTPError) -> KgError:
        """Return what a refusal of the server says."""
        problem = _problem(error)
        if "detail" not in problem:
            return ServerError(f"{error.url}: {error.code} {error.reason}; is it a server of ours?")
        if error.code == 404 and "iri" not in problem:
            return ServerError(f"{error.url}: {problem['detail']} Is it a server of ours, of this release?")
        return _ours(error.code, problem)


def _problem(error: HTTPError) -> dict[str, Any]:
    """What a refusal says for programs, empty where it says nothing that can be read."""
    try:
        problem = json.loads(error.read()) if error.headers.get_content_type() == _PROBLEM else {}
    except (OSError, HTTPException, ValueError):
        return {}
    return problem if isinstance(problem, dict) else {}


def _ours(status: int, problem: Mapping[str, Any]) -> KgError:
    """Return the error that the server raised, as far as the problem tells (RFC 9457)."""
    detail, near = str(problem["detail"]), tuple(problem.get("near", ()))
    if "limit" in problem:
        value, retry = problem.get("value", 0), problem.get("retry", 0)
        return LimitError(detail, limit=problem["limit"], value=value, retry=retry)
    if "iri" in problem:
        return UnknownEntityError(problem["iri"], near)
    if status == 503:
        return StoreError(detail)
    line, column = problem.get("line"), problem.get("column")
    return QueryError(detail.removesuffix(f" (line {line}, column {column})"), line=line, column=column)


class _Redirects(HTTPRedirectHandler):
    """Follows redirects of questions without a form; with one they would be asked without it."""

    def redirect_request(self, req: Request, fp: Any, code: int, msg: str, headers: Any, newurl: str) -> Any:
        """Return the request to make instead; raise `ServerError` with the new address for a form."""
        if req.data is None:
            return super().redirect_request(req, fp, code, msg, headers, newurl)
        fp.close()
        site = newurl.partition("?")[0].removesuffix("sparql")
        raise ServerError(f"{req.full_url} has moved; use {site}")


def _opener() -> OpenerDirector:
    """Return what speaks HTTP and nothing else, so that no redirect leads to a file."""
    opener = OpenerDirector()
    for handler in (
        ProxyHandler, HTTPHandler, HTTPSHandler, _Redirects, HTTPDefaultErrorHandler,
        HTTPErrorProcessor,
    ):  # fmt: skip
        opener.add_handler(handler())
    return opener
