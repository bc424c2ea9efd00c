"""Taking data away: the whole data set or one thing, in every format."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from typing import IO, cast

from flask import Blueprint, Response, render_template, send_file

from kg.export import export
from kg.export.views import export_view
from kg_web.paths import chosen
from kg_web.site import generation, knowledge, side, site

bp = Blueprint("export", __name__)

FORMATS = {
    "text/turtle": "ttl",
    "application/trig": "trig",
    "application/n-triples": "nt",
    "application/n-quads": "nq",
    "application/ld+json": "jsonld",
    "text/csv": "csv",
}
"""Media types on offer and the ending of each."""
_MIME = {
    **{ext: mime for mime, ext in FORMATS.items()},
    "graphml": "application/graphml+xml",
    "gexf": "application/gexf+xml",
}
_IN_MEMORY = 4_000_000  # bytes; a larger export waits in a temporary file


@bp.get("/export")
def formats() -> str:
    """Show what can be taken away."""
    return render_template("export.html", formats=_MIME, figures=site().figures(knowledge(), side()))


@bp.get("/export/all.<any(ttl, trig, nt, nq, jsonld, csv, graphml, gexf):ext>")
def everything(ext: str) -> Response:
    """Return the whole data set."""
    with site().export():
        return send(ext, f"vpo-{generation().number}")


@bp.get("/export/<any(persons, careers, events):view>.<any(gexf, graphml):ext>")
def network(view: str, ext: str) -> Response:
    """Return a network of people with times; the request chooses its ties as for paths."""
    choice = chosen()
    with site().export():
        return download(
            lambda out: export_view(generation().store, out, ext, view, choice),
            ext,
            f"{view}-{generation().number}",
        )


def send(ext: str, filename: str, *, graph: str | None = None, subject: str | None = None) -> Response:
    """Return data as a download; complete, or an error, never a part."""
    store, most = generation().store, site().settings.data_nodes
    return download(
        lambda out: export(store, out, ext, graph=graph, subject=subject, most=most), ext, filename
    )


def download(write: Callable[[IO[bytes]], object], ext: str, filename: str) -> Response:
    """Return what `write` writes as a download, once it is whole."""
    spool = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 - the response closes it
    out = cast(IO[bytes], spool)
    with ExitStack() as held:
        held.callback(spool.close)
        write(out)
        held.pop_all()
    size = out.tell()
    out.seek(0)
    response = send_file(out, _MIME[ext], download_name=f"{filename}.{ext}", etag=False)
    response.headers["Content-Type"] = _MIME[ext] + ("; charset=utf-8" if ext in {"ttl", "csv"} else "")
    response.content_length = size
    return response
