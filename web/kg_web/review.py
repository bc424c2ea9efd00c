"""Decisions of people in the browser: what waits for one, with the sentences of both sides, and forms."""

from __future__ import annotations

from flask import Blueprint, Response, redirect, render_template, request, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response as Redirect

from kg.tokens import fits
from kg.views.conflicts import conflicts_of_kind, kinds_of_conflict
from kg.views.review import possible_pairs
from kg_web import sessions, working
from kg_web.deciding import read_decision
from kg_web.site import knowledge, site

bp = Blueprint("review", __name__, url_prefix="/review")

_LAST = 10**6  # there are fewer pages
_NAME = 200  # characters; the cookie carries it


@bp.before_request
def _check() -> None:
    if not _token():
        raise NotFound("this is off here; whoever runs the server turns it on with KG_REVIEW_TOKEN")


@bp.get("")
def page() -> str:
    """Show what waits for a decision to who is signed in, to others the form to sign in."""
    session = sessions.current(_token())
    if session is None:
        return render_template("review_sign_in.html", refused=False)
    known, kind = knowledge(), request.args.get("kind", "")
    number = min(max(1, request.args.get("page", 1, type=int)), _LAST)
    offset = min(max(0, request.args.get("offset", 0, type=int)), _LAST)
    shown = {
        "session": session,
        "seal": sessions.form_seal(_token(), session),
        "job": working.runner().spool.get(request.args.get("job", "")),
        "kinds": kinds_of_conflict(known),
        "conflicts": conflicts_of_kind(known, kind, offset) if kind else None,
        "found": None if kind else possible_pairs(known, number),
    }
    return render_template("review.html", **shown)


@bp.post("/sign-in")
def sign_in() -> Redirect | tuple[str, int]:
    """Begin a session for who knows the token and says a name."""
    sessions.check_origin()
    name = request.form.get("name", "").strip()
    if not 0 < len(name) <= _NAME or not fits(request.form.get("token", "").strip(), _token()):
        return render_template("review_sign_in.html", refused=True), 403
    response = redirect(url_for("review.page"), 303)
    sessions.begin(response, _token(), name)
    return response


@bp.post("/sign-out")
def sign_out() -> Redirect:
    """End the session."""
    response = redirect(url_for("review.page"), 303)
    sessions.end(response)
    return response


@bp.post("/decide")
def decide() -> Redirect | Response:
    """Take the decision of a form, or apply those that were written down; go back to where it came from."""
    session = sessions.current(_token())
    if session is None:
        return redirect(url_for("review.page"), 303)
    sessions.check_form(_token(), session)
    form = request.form
    if form.get("kind") == "apply":
        job = working.hand_in("derive", [])
    else:
        values = [line.strip() for line in form.get("values", "").splitlines() if line.strip()]
        said = {name: form.get(name, "") for name in ("kind", "on", "other", "why")}
        more = {"values": values, "by": session.name, "later": "later" in form}
        job = working.hand_in("decide", [read_decision({**said, **more})])
    return redirect(url_for("review.page", job=job.id, kind=form.get("back") or None), 303)


def _token() -> str:
    return site().settings.review_token
