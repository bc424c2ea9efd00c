"""A line in the log for each request, at the level `info`."""

from __future__ import annotations

import time

from flask import Flask, Response, g, request

from kg.logs import heard, say


def install(app: Flask) -> None:
    """Log every request that `app` answers, once it is answered."""
    app.before_request(_begin)
    app.after_request(_log)


def _begin() -> None:
    g.began = time.monotonic()


def _log(response: Response) -> Response:
    if not heard():
        return response
    held = g.get("generation")
    say(
        "request",
        method=request.method,
        path=request.path,
        route=request.endpoint,
        status=response.status_code,
        bytes=response.content_length,
        ms=round((time.monotonic() - g.began) * 1000, 1),
        generation=held and held.number,
        address=request.remote_addr,
        text=request.query_string.decode("utf-8", "replace"),
    )
    return response
