"""A course of ten steps in asking the data: each says one thing, shows it, and asks to be tried."""

from __future__ import annotations

from collections import Counter

from flask import Blueprint, Response, render_template, request, url_for
from werkzeug.exceptions import NotFound

from kg.queries import all_queries, named
from kg.sparql.results import Found
from kg.views.bound import written_out
from kg_web.editor import given_text, run
from kg_web.headers import nonce
from kg_web.site import knowledge, site

bp = Blueprint("course", __name__, url_prefix="/course")

_SOLUTION = "-answer"
STEPS = tuple(query.name for query in all_queries("course") if not query.name.endswith(_SOLUTION))


@bp.get("")
def start() -> str:
    """List the steps."""
    return render_template("course.html", steps=[named(name) for name in STEPS])


@bp.route("/<int:number>", methods=["GET", "POST"])
def step(number: int) -> Response:
    """Show a step; and the answer to what was tried, with whether it answers the step's question."""
    if not 1 <= number <= len(STEPS):
        raise NotFound
    query, solution = (named(STEPS[number - 1] + ending) for ending in ("", _SOLUTION))
    text, solved = given_text() or _text(query.name), _text(solution.name)
    shown, status = run(text, whole=True) if "run" in request.values else ({}, 200)
    right = "found" in shown and _same(shown["found"], site().named.find(solution.bind({}, knowledge().base)))
    if "part" in request.values:
        return Response(render_template("_answer.html", right=right, **shown), status)
    page = render_template(
        "course_step.html", number=number, last=len(STEPS), query=query, solution=solution, text=text,
        solved=solved, right=right, nonce=nonce(), limits=site().settings,
        action=url_for("course.step", number=number), **shown,
    )  # fmt: skip
    return Response(page, status)


def _text(name: str) -> str:
    """A query of the course, with names in the language of the page."""
    text = written_out(named(name).bind({}, knowledge().base))
    return text.replace('= "vi")', f'= "{knowledge().lang}")')


def _same(found: Found, wanted: Found) -> bool:
    """Whether two answers say the same, whatever their columns are called and in whatever order they come."""
    return 0 < found.total == wanted.total and _said(found) == _said(wanted)


def _said(found: Found) -> Counter[frozenset[str]]:
    return Counter(frozenset(map(str, row.values())) for row in found.rows)
