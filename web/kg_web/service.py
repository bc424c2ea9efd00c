"""How the service is and what it bounds."""

from __future__ import annotations

from dataclasses import asdict
from typing import cast

from flask import Blueprint, Response, current_app, jsonify, render_template
from flask.blueprints import BlueprintSetupState

from kg_web.checks import Watch
from kg_web.limits import FIXED, SECTIONS, listed
from kg_web.site import site

bp = Blueprint("service", __name__)


@bp.record_once
def _watch(state: BlueprintSetupState) -> None:
    held = state.app.extensions
    pools = {"workers": held["sparql"].pool, "named_workers": held["kg"].named.pool}
    held["watch"] = Watch(held["kg"].reader, pools)


@bp.get("/health")
def health() -> tuple[Response, int]:
    """Return whether the service can do its work, and what was looked at; 503 when it cannot."""
    found = cast(Watch, current_app.extensions["watch"]).health()
    return jsonify(asdict(found)), 503 if found.status == "down" else 200


@bp.get("/health/live")
def live() -> Response:
    """Return that the process answers, whatever becomes of its data."""
    return jsonify(status="ok")


@bp.get("/limits")
def limits() -> str:
    """Show what is bounded, and what going over a bound leads to."""
    return render_template("limits.html", sections=SECTIONS, fixed=FIXED, settings=site().settings)


@bp.get("/limits.json")
def bounds() -> Response:
    """Return all limits with their values."""
    return jsonify(limits=list(listed(site().settings)))
