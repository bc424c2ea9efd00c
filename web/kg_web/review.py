"""Decisions of people in the browser: what waits for one, with the sentences of both sides, and forms."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, Response, redirect, render_template, request, url_for
from rdflib import URIRef
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response as Redirect

from kg.errors import ParameterError
from kg.jobs.spool import Task
from kg.tokens import fits
from kg.views.conflicts import conflicts_of_kind, kinds_of_conflict
from kg.views.decisions import idle_verdicts, latest_verdicts
from kg.views.review import QUEUES, possible_pairs, waiting_facts
from kg_web import sessions, working
from kg_web.deciding import read_decision
from kg_web.site import knowledge, side, site

bp = Blueprint("review", __name__, url_prefix="/review")

_LAST = 10**6  # there are fewer pages
_LATEST = 5  # decisions that can be taken back at once
_AT_ONCE = 100
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
    known = knowledge()
    shown = {
        "session": session,
        "seal": sessions.form_seal(_token(), session),
        "job": working.runner().spool.get(request.args.get("job", "")),
        "kinds": kinds_of_conflict(known),
        "waits": side().counted("waits"),
        "idle": idle_verdicts(known),
        "latest": latest_verdicts(known, _LATEST),
        **_queue(),
    }
    return render_template("review.html", **shown)


def _queue() -> dict[str, object]:
    """What is shown of the queue asked for, each under its own name: of the others there is none."""
    known, kind, queue = knowledge(), request.args.get("kind", ""), request.args.get("queue", "")
    number = min(max(1, request.args.get("page", 1, type=int)), _LAST)
    offset = min(max(0, request.args.get("offset", 0, type=int)), _LAST)
    if kind:
        return {"conflicts": conflicts_of_kind(known, kind, offset)}
    if queue in QUEUES:
        return {"facts": waiting_facts(known, side(), queue, number)}
    return {"vanished": True} if queue == "vanished" else {"found": possible_pairs(known, side(), number)}


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
        job = working.hand_in("decide", _wishes(form, session.name))
    back = {name: form.get(name) or None for name in ("back", "queue")}
    return redirect(url_for("review.page", job=job.id, kind=back["back"], queue=back["queue"]), 303)


def _wishes(form: MultiDict[str, str], by: str) -> list[Task]:
    """Return the decisions of a form: one, or the same of all that was ticked."""
    values = [line.strip() for line in form.get("values", "").splitlines() if line.strip()]
    more = {"kind": form.get("kind", ""), "why": form.get("why", ""), "by": by, "later": "later" in form}
    pairs = [pair.partition(" ")[::2] for pair in form.getlist("pair")]
    sides = pairs or [(on, form.get("other", "")) for on in form.getlist("on") or [""]]
    _check_number(sides)
    if not pairs:
        _check_alike([on for on, _ in sides])
    return [read_decision({**more, "on": on, "other": other, "values": values}) for on, other in sides]


def _check_number(sides: Sequence[object]) -> None:
    if len(sides) > _AT_ONCE:
        raise ParameterError(
            f"on={len(sides)} at once are too many; choose {_AT_ONCE} at most", parameter="on",
            given=str(len(sides)), wanted=f"at most {_AT_ONCE}",
        )  # fmt: skip


def _check_alike(names: Sequence[str]) -> None:
    """Raise `ParameterError` where one decision would be of facts of several classes."""
    known = knowledge()
    kinds = {known.kind(known.iri(name)) for name in names} if len(names) > 1 else set()
    if len(kinds) > 1:
        labels = ", ".join(sorted(known.ref(URIRef(kind)).label for kind in kinds if kind))
        raise ParameterError(
            f"on={labels!r} are facts of several classes; decide of each class apart", parameter="on",
            given=labels, wanted="facts of one class",
        )  # fmt: skip


def _token() -> str:
    return site().settings.review_token
