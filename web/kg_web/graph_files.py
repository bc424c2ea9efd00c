"""What the relationship view shows, taken away: a picture, a table, statements, a network."""

from __future__ import annotations

import csv
from collections.abc import Callable
from io import BytesIO, StringIO

from flask import Blueprint, Response, render_template

from kg.export.drawn import Line, network_of_lines, turtle_of
from kg.export.network import write_form
from kg.export.table import safe_cell
from kg.views.drawing import Drawing
from kg.views.graph import Edge
from kg_web.graph import drawn, edge_cells, edge_columns
from kg_web.site import knowledge

bp = Blueprint("graph_files", __name__)

_MIME = {
    "svg": "image/svg+xml",
    "csv": "text/csv; charset=utf-8",
    "ttl": "text/turtle; charset=utf-8",
    "graphml": "application/graphml+xml",
    "gexf": "application/gexf+xml",
}


@bp.get(f"/graph.<any({', '.join(_MIME)}):ext>")
def take(ext: str) -> Response:
    """Return what the view shows as a file."""
    response = Response(_WRITERS[ext](drawn()), content_type=_MIME[ext])
    response.headers["Content-Disposition"] = f'inline; filename="graph.{ext}"'
    return response


def _svg(drawing: Drawing) -> bytes:
    return render_template("graph.svg", drawing=drawing).encode()


def _csv(drawing: Drawing) -> bytes:
    text = StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(edge_columns().values())
    writer.writerows(map(safe_cell, edge_cells(edge)) for edge in drawing.edges)
    return text.getvalue().encode()


def _turtle(drawing: Drawing) -> bytes:
    return turtle_of(map(_line, drawing.edges))


def _network(form: str) -> Callable[[Drawing], bytes]:
    def write(drawing: Drawing) -> bytes:
        things = {
            str(knowledge().iri(dot.ref.name)): {"label": dot.ref.full, "kind": dot.ref.tone}
            for dot in drawing.dots
        }
        out = BytesIO()
        write_form(network_of_lines(things, map(_line, drawing.edges)), out, form)
        return out.getvalue()

    return write


def _line(edge: Edge) -> Line:
    source, target = (str(knowledge().iri(ref.name)) for ref in (edge.source, edge.target))
    said: dict[str, str | int] = {
        "label": edge.label.text,
        "years": edge.span,
        "weight": edge.weight,
        "sources": edge.sources,
    }
    return Line(source, target, edge.kind, said)


_WRITERS: dict[str, Callable[[Drawing], bytes]] = {
    "svg": _svg,
    "csv": _csv,
    "ttl": _turtle,
    "graphml": _network("graphml"),
    "gexf": _network("gexf"),
}
