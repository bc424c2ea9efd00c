"""The relationship view: nodes to expand, edges with their evidence, and the same as tables."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, render_template, request, url_for

from kg.views import edge_page, entity_page, neighbourhood
from kg.views.clusters import Overview
from kg.views.graph import Edge, Neighbourhood
from kg.views.parts import Ref
from kg.views.sections import newest
from kg_web.render import page_url
from kg_web.site import knowledge, side, site

bp = Blueprint("graph", __name__)

_LAST = 10**9  # no thing has so many relations


def overview() -> Overview:
    """Return the picture of clusters and provinces, as `_overview.html` draws it."""
    return site().overview(knowledge())


@bp.get("/graph")
def view() -> str:
    """Show the relations of one thing; without one, ways to choose it."""
    name = request.args.get("node", "")
    if not name:
        people = newest(knowledge(), "best-known-people")
        return render_template("graph_start.html", people=people, overview=overview())
    near = neighbourhood(knowledge(), side(), name, offset=_offset())
    return render_template("graph.html", near=near, part=False)


@bp.get("/graph.json")
def data() -> Response:
    """Return one thing's relations, for the drawing."""
    near = neighbourhood(knowledge(), side(), request.args.get("node", ""), offset=_offset())
    return jsonify(_as_json(near))


@bp.get("/graph.edge")
def edge() -> str:
    """Show the evidence of one relation."""
    ends = (request.args.get(name, "") for name in ("source", "target", "kind"))
    return render_template(
        "edge.html", page=edge_page(knowledge(), side(), *ends), part=bool(request.args.get("part"))
    )


@bp.get("/graph.node")
def node() -> str:
    """Show a thing in short, for the panel beside the drawing."""
    page = entity_page(knowledge(), request.args.get("node", ""))
    return render_template("node.html", page=page, counts=side().tie_counts(page.iri))


def _offset() -> int:
    return min(max(0, request.args.get("offset", 0, type=int)), _LAST)


def _as_json(near: Neighbourhood) -> dict[str, object]:
    return {
        "nodes": [_node(ref) for ref in near.nodes],
        "edges": [_edge(edge) for edge in near.edges],
        "total": near.total,
        "next": near.next,
        "more": near.more,
    }


def _node(ref: Ref) -> dict[str, str]:
    return {
        "id": ref.name,
        "label": f"{ref.label} ({ref.hint})" if ref.hint else ref.label,
        "tone": ref.tone,
        "page": page_url(ref),
        "about": url_for("graph.node", node=ref.name),
    }


def _edge(edge: Edge) -> dict[str, object]:
    address = url_for("graph.edge", source=edge.source.name, target=edge.target.name, kind=edge.kind)
    return {
        "id": edge.id,
        "source": edge.source.name,
        "target": edge.target.name,
        "label": edge.label.text,
        "span": edge.span,
        "weight": edge.weight,
        "doubt": edge.doubt,
        "mutual": edge.mutual,
        "evidence": address,
    }
