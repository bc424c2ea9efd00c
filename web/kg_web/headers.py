"""Headers of every answer: what a browser may load, and how long an answer stays good."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from flask import Flask, Response, g, request

import kg.changes
import kg.views
from kg.settings import resource
from kg_web.site import generation, site

_POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}


def _written(policy: Mapping[str, str]) -> str:
    return "; ".join(f"{name} {value}" for name, value in policy.items())


FIXED = {
    "Content-Security-Policy": _written(_POLICY),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
_NEVER_KEPT = {
    "static",
    "service.health",
    "service.live",
    "service.limits",
    "service.bounds",
    "course.step",
    "editor.editor",
    "sparql.sparql",
}
_OF_LOADS = {"changes", "home"}  # blueprints that tell of loads: data may come back, loads not
_CHOOSING = {"dataset.void", "ontology.terms", "queries.one"}  # one address, several forms
_TAGGED = {
    "sparql",
    "graph_store",
    "ingest",
    "deciding",
    "reporting",
    "review",
}  # blueprints that tag each answer themselves, or none
# Blueprints whose data anyone's page may read.
_OPEN = {"changes", "entity", "export", "graph", "graph_files", "openapi", "paths", "queries", "search"}


def install(app: Flask) -> None:
    """Answer what a browser already has with 304, and add the headers to all else."""
    app.before_request(_unchanged)
    app.after_request(_add)


def nonce() -> str:
    """Return a nonce that lets this answer carry a style of its own; the editor needs one."""
    if "nonce" not in g:
        g.nonce = secrets.token_urlsafe(16)
    return str(g.nonce)


def _kept() -> bool:
    return (
        request.method in {"GET", "HEAD"}
        and request.endpoint is not None
        and request.endpoint not in _NEVER_KEPT
        and request.blueprint not in _TAGGED
    )


def tag() -> str:
    """Return what stands for all that decides this answer beside its address; empty where more does.

    That is the data, the code and the settings; what the client accepts, the number of the load and what was
    measured, where these are shown. Raises `StoreError` where there are no data: ask it of no error.
    """
    if not _kept() or not generation().tag:
        return ""
    parts = [generation().tag, _code(), site().chosen]
    if request.endpoint in _CHOOSING:
        parts.append(hashlib.sha256(request.headers.get("Accept", "").encode()).hexdigest()[:16])
    if request.blueprint in _OF_LOADS:
        parts.append(str(generation().number))
    if request.endpoint == "home.quality":
        parts.append(site().measured_tag())
    return "-".join(parts)


def _unchanged() -> Response | None:
    if (name := tag()) and request.if_none_match.contains_weak(name):
        return Response(status=304)
    return None


def _add(response: Response) -> Response:
    response.headers.extend(FIXED)
    if "nonce" in g:
        styles = f"{_POLICY['style-src']} 'nonce-{g.nonce}'"
        # browsers write attributes themselves when typing over coloured text
        policy = {**_POLICY, "style-src": styles, "style-src-attr": "'unsafe-inline'"}
        response.headers["Content-Security-Policy"] = _written(policy)
    if request.endpoint in _CHOOSING:
        response.vary.add("Accept")
    if request.blueprint in _OPEN:
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Access-Control-Expose-Headers"] = "ETag, Link, Retry-After"
    if request.path.startswith("/static/dist/") and response.status_code == 200:
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    elif response.status_code in {200, 304} and (name := tag()):
        response.set_etag(name, weak=True)
        response.headers["Cache-Control"] = "no-cache"
    elif "Cache-Control" not in response.headers:
        response.headers["Cache-Control"] = "no-store"
    return response


@cache
def _code() -> str:
    """A digest of what makes pages out of data."""
    digest = hashlib.sha256()
    code = [Path(file).parent for file in (__file__, kg.views.__file__, kg.changes.__file__)]
    for folder in (*code, resource("queries")):
        for path in sorted(folder.rglob("*")):
            if path.suffix in {".py", ".html", ".svg", ".mo", ".json", ".rq"}:
                digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
