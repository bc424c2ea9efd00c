"""Requests to a server of ours: with a time limit, and with its refusals as our own errors."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http.client import HTTPException
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
_BUSY = (429, 503)


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
        request.add_header("Accept", f"{accept}, {_PROBLEM};q=0.9")
        request.add_header("User-Agent", "kg-vpo")
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
        try:
            problem = json.loads(error.read()) if error.headers.get_content_type() == _PROBLEM else {}
        except (OSError, HTTPException, ValueError):
            problem = {}
        if "detail" not in problem:
            return ServerError(f"{error.url}: {error.code} {error.reason}; is it a server of ours?")
        wait = error.headers.get("Retry-After")
        if error.code == 404 and "iri" not in problem:
            return ServerError(f"{error.url}: {problem['detail']} Is it a server of ours, of this release?")
        return _ours(error.code, problem, f"; try again in {wait} s" if wait and error.code in _BUSY else "")


def _ours(status: int, problem: Mapping[str, Any], wait: str) -> KgError:
    """Return the error that the server raised, as far as the problem tells (RFC 9457)."""
    detail, near = str(problem["detail"]), tuple(problem.get("near", ()))
    if "limit" in problem:
        return LimitError(detail + wait, limit=problem["limit"], value=problem.get("value", 0))
    if "iri" in problem:
        return UnknownEntityError(problem["iri"], near)
    if status in _BUSY:
        return StoreError(detail + wait)
    line, column = problem.get("line"), problem.get("column")
    return QueryError(detail.removesuffix(f" (line {line}, column {column})"), line=line, column=column)


def _opener() -> OpenerDirector:
    """Return what speaks HTTP and nothing else, so that no redirect leads to a file."""
    opener = OpenerDirector()
    for handler in (
        ProxyHandler, HTTPHandler, HTTPSHandler, HTTPRedirectHandler, HTTPDefaultErrorHandler,
        HTTPErrorProcessor,
    ):  # fmt: skip
        opener.add_handler(handler())
    return opener
