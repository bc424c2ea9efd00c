"""Jobs over HTTP: handed in, waited for, told as JSON. What ingest and review share."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import Any, cast

from flask import Flask, Response, current_app, jsonify, request
from werkzeug.exceptions import NotFound

from kg.jobs.runner import Runner
from kg.jobs.spool import Job, Kind, Task
from kg_web.errors import problem
from kg_web.site import site

_WAIT, _LONGEST = 5, 30  # seconds that an answer waits for the end of its job
_WAITING = threading.BoundedSemaphore(2)  # more waiting requests would keep pages from being served
_REFUSED = {"LossError": 409, "DecisionError": 409, "UnknownEntityError": 404}


def install(app: Flask) -> None:
    """Give the application a runner where anything may change the data."""
    settings = app.extensions["kg"].settings
    if settings.ingest_token or settings.review_token:
        app.extensions["jobs"] = Runner(settings)


def runner() -> Runner:
    """Return what does the jobs."""
    return cast(Runner, current_app.extensions["jobs"])


def hand_in(kind: Kind, tasks: Sequence[Task]) -> Job:
    """Have a job done; return it as it is when it ends or when the client has waited long enough."""
    job = runner().submit(kind, tasks)
    if (seconds := _patience()) and _WAITING.acquire(blocking=False):
        try:
            return runner().wait(job, seconds)
        finally:
            _WAITING.release()
    return job


def find(id_: str, kinds: Sequence[Kind]) -> Job:
    """Return the job of this id and of one of these kinds."""
    job = runner().spool.get(id_)
    if job is None or job.kind not in kinds:
        raise NotFound(f"there is no job {id_}")
    return job


def answer(job: Job, address: str, shown: Callable[[Job], dict[str, Any]]) -> Response:
    """Return 200 with what came of a job, 202 where it goes on, an error where it failed as a whole."""
    error = job.result.get("error")
    if error:
        told = {name: error[name] for name in ("near",) if error.get(name)}
        response = problem(_REFUSED.get(error["kind"], 503), error["detail"], job=job.id, **told)
    else:
        response = jsonify(shown(job))
        response.status_code = 200 if job.finished else 202
    response.headers["Location"] = address
    if not job.finished:
        response.headers["Retry-After"] = "1"
    return response


def state(job: Job) -> dict[str, Any]:
    """Return what is told of every job."""
    return {
        "job": job.id,
        "kind": job.kind,
        "state": job.state,
        "received": job.received,
        "generation": job.result.get("generation"),
        "error": (job.result.get("error") or {}).get("detail"),
    }


def outcomes(job: Job) -> list[dict[str, Any]]:
    """Return what became of each task so far."""
    if job.result.get("outcomes"):
        return list(job.result["outcomes"])
    return [{"outcome": "failed" if job.finished else job.state} for _ in job.tasks]


def about(id_: str | None) -> dict[str, str | None]:
    """Return the id and the IRI of an article; nothing for one that did not become any."""
    return {"id": id_, "iri": f"{site().settings.base_iri}id/article/{id_}" if id_ else None}


def _patience() -> int:
    """How long the client wants to wait: `Prefer: wait=N` or `respond-async` (RFC 7240)."""
    for wish in request.headers.get("Prefer", "").split(","):
        name, _, value = wish.strip().partition("=")
        if name == "respond-async":
            return 0
        if name == "wait" and value.isdecimal():
            return min(int(value), _LONGEST)
    return _WAIT
