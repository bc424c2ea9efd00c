"""Articles over HTTP: taken in, asked about, taken out. Off unless there is a token."""

from __future__ import annotations

import re
from typing import Any

from flask import Blueprint, Response, jsonify, request, url_for
from werkzeug.exceptions import NotFound

from kg.errors import UnknownEntityError
from kg.jobs.spool import Job
from kg.store.archive import Archive
from kg.store.generations import DataHome
from kg_web import sent, working
from kg_web.site import site
from kg_web.tokens import guard

bp = Blueprint("ingest", __name__, url_prefix="/ingest")
guard(bp, lambda settings: settings.ingest_token, "KG_INGEST_TOKEN")

_ID = 16  # digits of an article's id, the first of the hash of its canonical text
_FATE = ("outcome", "reason", "cure")
_KEY = re.compile(r"[0-9a-f]{16}|[0-9a-f]{64}")


@bp.post("")
def take_in() -> Response:
    """Take articles in, one or many; what is known already is unchanged."""
    request.max_content_length = site().settings.ingest_bytes
    job = working.hand_in("load", sent.articles())
    response = working.answer(job, url_for("ingest.job", job_id=job.id), _shown)
    if response.status_code == 200 and all(one["outcome"] == "refused" for one in working.outcomes(job)):
        response.status_code = 422
    return response


@bp.get("/<job_id>")
def job(job_id: str) -> Response:
    """Return how far a job got, and what became of each of its articles."""
    return jsonify(_shown(working.find(job_id, ("load", "withdraw"))))


@bp.get("/articles/<key>")
def article(key: str) -> Response:
    """Return what became of an article, known by the hash of what was sent or by its id."""
    found = working.runner().spool.find(key)
    entry = _entry(*found) if found else {"sha256": None, **dict.fromkeys(_FATE), **working.about(key[:_ID])}
    status = _status(entry["id"])
    if found is None and (not _KEY.fullmatch(key) or status["state"] is None):
        raise NotFound("nothing of this hash or id was received; send it again")
    return jsonify(**entry, **status, job=found[0].id if found else None)


@bp.delete("/articles/<article_id>")
def take_out(article_id: str) -> Response:
    """Take an article out again, with all that rests on it alone."""
    known = _KEY.fullmatch(article_id) and len(article_id) == _ID and _status(article_id)["state"]
    if not known:
        raise UnknownEntityError(f"id/article/{article_id}")
    job = working.hand_in("withdraw", [{"id": article_id}])
    return working.answer(job, url_for("ingest.job", job_id=job.id), _shown)


def _shown(job: Job) -> dict[str, Any]:
    return {**working.state(job), "articles": [_entry(job, at) for at in range(len(job.tasks))]}


def _entry(job: Job, position: int) -> dict[str, Any]:
    """What became of one article of a job."""
    told, task = working.outcomes(job)[position], job.tasks[position]
    return {
        "sha256": task.get("sha256"),
        **{name: told.get(name) for name in _FATE},
        **working.about(told.get("id") or task.get("id")),
    }


def _status(id_: str | None) -> dict[str, Any]:
    """How an article stands in the archive; the state is None for one that is not there."""
    path = DataHome(site().settings.home).path / "archive.sqlite"
    try:
        if not id_ or not path.is_file():
            raise UnknownEntityError(str(id_))
        with Archive(path, readonly=True) as archive:
            state, generation, _ = archive.status(id_)
    except UnknownEntityError:
        return {"state": None, "generation": None}
    return {"state": state, "generation": generation}
