"""The relationship view: a state in the address, drawn on the server, shown as tables and as a picture."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response as Redirect

from kg.queries import named
from kg.views import edge_page
from kg.views.asking import sparql_of
from kg.views.captions import tie_caption
from kg.views.clusters import Overview
from kg.views.drawing import Dot, Drawing, draw
from kg.views.entity import short_page
from kg.views.graph import Edge
from kg.views.home import best
from kg.views.scene import MANY, MOST, Scene, asks, changed, read_scene
from kg.vocab import VPO
from kg_web.render import page_url
from kg_web.site import knowledge, side, site

bp = Blueprint("graph", __name__)

_PEOPLE = 8
_OVERVIEW = named("cluster-overview").text


def overview() -> Overview:
    """Return the picture of clusters and provinces, as `_overview.html` draws it."""
    return site().overview(knowledge())


def drawn() -> Drawing:
    """Return what the address of this request shows."""
    return draw(knowledge(), side(), read_scene(request.args.to_dict(flat=False)))


@bp.get("/graph")
def view() -> str | Redirect:
    """Show the relations of one thing; without one, the clusters and ways to choose."""
    said = request.args.to_dict(flat=False)
    if not request.args.get("node", "").strip():
        people = best(knowledge(), side(), VPO.Person, _PEOPLE)
        return render_template("graph_start.html", people=people, overview=overview(), sparql=_OVERVIEW)
    scene = read_scene(said)
    if not asks(said):
        return _shown(draw(knowledge(), side(), scene))
    if _must_choose():
        return _choices(scene)
    params: dict[str, Any] = {**changed(scene, said).params()}
    return redirect(url_for("graph.view", **params), 303)


@bp.get("/graph.json")
def data() -> Response:
    """Return the things and relations that the view shows."""
    return jsonify(graph_value(drawn()))


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
    return render_template("node.html", page=short_page(knowledge(), request.args.get("node", "")))


def _shown(drawing: Drawing) -> str:
    return render_template(
        "graph.html", drawing=drawing, edge_columns=edge_columns(), edge_cells=edge_cells,
        sparql=sparql_of(drawing, site().settings.base_iri),
    )  # fmt: skip


def _must_choose() -> bool:
    """Whether a thing of many relations is to be expanded and nothing says how far."""
    name = request.args.get("expand", "").strip()
    if not name or request.args.get("most"):
        return False
    iri = str(knowledge().iri(name))
    return side().known([iri], MANY + 1)[iri] > MANY


def _choices(scene: Scene) -> str:
    name = request.args["expand"].strip()
    iri = knowledge().iri(name)
    counts = side().relation_kinds(str(iri))
    return render_template(
        "graph_choose.html", scene=scene, ref=knowledge().ref(iri), most=MOST,
        kinds=[(tie_caption(knowledge(), kind), kind, n) for kind, n in counts.items()],
    )  # fmt: skip


def graph_value(drawing: Drawing) -> dict[str, object]:
    """Return what is shown, for programs."""
    return {
        "nodes": [_node(dot) for dot in drawing.dots],
        "edges": [_edge(edge) for edge in drawing.edges],
        "counts": {"nodes": len(drawing.dots), "edges": len(drawing.edges), "more": drawing.more},
    }


def _node(dot: Dot) -> dict[str, object]:
    return {
        "id": dot.ref.name,
        "label": dot.ref.full,
        "tone": dot.ref.tone,
        "x": dot.place[0],
        "y": dot.place[1],
        "page": page_url(dot.ref),
        "about": url_for("graph.node", node=dot.ref.name),
    }


def _edge(edge: Edge) -> dict[str, object]:
    return {
        "id": edge.id,
        "source": edge.source.name,
        "target": edge.target.name,
        "kind": edge.kind,
        "label": edge.label.text,
        "span": edge.span,
        "weight": edge.weight,
        "sources": edge.sources,
        "doubt": edge.doubt,
        "mutual": edge.mutual,
        "evidence": _evidence_url(edge),
    }


def _evidence_url(edge: Edge) -> str:
    """Return the address of the sentences of a relation."""
    return url_for("graph.edge", source=edge.source.name, target=edge.target.name, kind=edge.kind)


def edge_columns() -> dict[str, str]:
    """Return the columns of the table of relations: what they are sorted by, and their headings."""
    return {
        "source": _("Từ"),
        "relation": _("Quan hệ"),
        "target": _("Đến"),
        "time": _("Thời gian"),
        "grounds": _("Căn cứ"),
        "sources": _("Nguồn"),
    }


def edge_cells(edge: Edge) -> list[str]:
    """Return the cells of a relation under these columns."""
    grounds = (
        ngettext("%(num)s sự kiện", "%(num)s sự kiện", edge.weight)
        if edge.counts == "event"
        else ngettext("%(num)s căn cứ", "%(num)s căn cứ", edge.weight)
    )
    sources = ngettext("%(num)s bài báo", "%(num)s bài báo", edge.sources)
    tables = _("Dữ liệu tham chiếu")
    return [
        edge.source.full,
        edge.label.text,
        edge.target.full,
        edge.span,
        grounds,
        sources if edge.sources else tables,
    ]
