"""A line in the log for each request, at the level `info`."""

from __future__ import annotations

import time
from typing import Any

from flask import Flask, Response, g, request

from kg.logs import heard, say


def install(app: Flask) -> None:
    """Log every request that `app` answers, once it is answered."""
    app.before_request(_begin)
    app.after_request(_log)


def note(began: float, **told: Any) -> None:
    """Log a request that began at this time of `time.monotonic`."""
    say("request", ms=round((time.monotonic() - began) * 1000, 1), **told)


def _begin() -> None:
    g.began = time.monotonic()


def _log(response: Response) -> Response:
    if not heard():
        return response
    held = g.get("generation")
    note(
        g.began,
        method=request.method,
        path=request.path,
        route=request.endpoint,
        status=response.status_code,
        bytes=response.content_length,
        generation=held and held.number,
        address=request.remote_addr,
        text=request.query_string.decode("utf-8", "replace"),
    )
    return response
