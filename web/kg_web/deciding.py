"""Decisions of people for programs: what waits, decisions to be taken, how far they got."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args

from flask import Blueprint, Response, jsonify, request, url_for
from werkzeug.exceptions import UnsupportedMediaType

from kg.curation.asking import Ask
from kg.errors import ParameterError
from kg.jobs.spool import Job, Task
from kg.views.conflicts import ShownConflict, conflicts_of_kind, kinds_of_conflict
from kg.views.fact import Ground
from kg.views.page import Note
from kg.views.parts import Ref
from kg.views.review import QUEUES, ShownPair, possible_pairs, waiting_facts
from kg.views.values import sentence_value, thing_value
from kg_web import working
from kg_web.render import page_url
from kg_web.site import knowledge, side
from kg_web.tokens import guard

bp = Blueprint("deciding", __name__)
guard(bp, lambda settings: settings.review_token, "KG_REVIEW_TOKEN")

KINDS: tuple[str, ...] = get_args(Ask)
"""What can be decided."""

_LONGEST = 2000  # characters of a text that says who or why
_PAIRS = {"same", "different"}
_LAST = 10**6


@bp.get("/review.json")
def queue() -> Response:
    """Return what waits for a decision: pairs that may be one, conflicts of a kind, or facts of a queue."""
    known, kind, queue = knowledge(), request.args.get("kind", ""), request.args.get("queue", "")
    page = min(max(1, request.args.get("page", 1, type=int)), _LAST)
    if queue in QUEUES:
        facts = waiting_facts(known, side(), queue, page)
        found = {"facts": [_fact(one) for one in facts.grounds], "next": facts.next}
    elif kind:
        offset = min(max(0, request.args.get("offset", 0, type=int)), _LAST)
        conflicts = conflicts_of_kind(known, kind, offset)
        found = {"conflicts": [_conflict(one) for one in conflicts.conflicts], "next": conflicts.next}
    else:
        pairs = possible_pairs(known, side(), page)
        found = {"pairs": [_pair(one) for one in pairs.pairs], "next": pairs.next}
    kinds = [
        {"name": one.name, "label": one.label.text, "count": one.count} for one in kinds_of_conflict(known)
    ]
    waits = side().counted("waits")
    queues = [{"name": name, "count": waits.get(name, 0)} for name in QUEUES]
    return jsonify({"pairs": [], "conflicts": [], "facts": [], "kinds": kinds, "queues": queues, **found})


@bp.post("/review/decisions")
def decide() -> Response:
    """Take a decision and apply it, unless later."""
    if request.mimetype != "application/json":
        raise UnsupportedMediaType("a decision is sent as application/json")
    said = request.get_json()
    if not isinstance(said, dict):
        raise ParameterError("a decision is a JSON object")
    return _answer(working.hand_in("decide", [read_decision(said)]))


@bp.post("/review/derivations")
def derive() -> Response:
    """Apply all decisions that were only written down."""
    return _answer(working.hand_in("derive", []))


@bp.get("/review/jobs/<job_id>")
def job(job_id: str) -> Response:
    """Return how far a job got, and what came of its decision."""
    return jsonify(_shown(working.find(job_id, ("decide", "derive"))))


def read_decision(said: Mapping[str, Any]) -> Task:
    """Return the decision that was sent; raise `ParameterError` that names the member which does not do."""
    names = {"kind", "on", "other", "values", "by", "why", "later"}
    for name in said.keys() - names:
        raise ParameterError(f"a decision has no {name!r}", parameter=name, wanted=", ".join(sorted(names)))
    if said.get("kind") not in KINDS:
        raise _unfit("kind", said.get("kind"), f"one of {', '.join(KINDS)}")
    pair = said["kind"] in _PAIRS
    for name in ("on", "by", "why", *(("other",) if pair else ())):
        if not isinstance(said.get(name), str) or not 0 < len(said[name].strip()) <= _LONGEST:
            raise _unfit(name, said.get(name), f"a text of at most {_LONGEST} characters")
    values = said.get("values", [])
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise _unfit("values", values, "a list of PROPERTY=VALUE")
    if bool(values) != (said["kind"] == "correct"):
        raise _unfit("values", values, "PROPERTY=VALUE, with a correction and nothing else")
    texts = {name: str(said.get(name) or "").strip() for name in ("kind", "on", "other", "by", "why")}
    return {**texts, "values": values, "later": said.get("later") is True}


def _unfit(name: str, given: object, wanted: str) -> ParameterError:
    return ParameterError(
        f"{name}={given!r} does not do; write {wanted}", parameter=name, given=str(given or ""), wanted=wanted
    )


def _answer(job: Job) -> Response:
    return working.answer(job, url_for("deciding.job", job_id=job.id), _shown)


def _shown(job: Job) -> dict[str, Any]:
    told = next(iter(working.outcomes(job)), None)
    fields = ("outcome", "id", "number", "what", "reason")
    return {**working.state(job), "decision": {name: told.get(name) for name in fields} if told else None}


def _pair(pair: ShownPair) -> dict[str, Any]:
    return {
        "score": pair.score,
        "reasons": [_thing(ref) for ref in pair.reasons],
        "shared": [_thing(ref) for ref in pair.shared],
        "persons": [
            {"person": _thing(side.person), "sentences": list(map(_sentence, side.notes)), "more": side.more}
            for side in pair.sides
        ],
    }


def _thing(ref: Ref) -> dict[str, object]:
    return thing_value(ref, page_url)


def _sentence(note: Note) -> dict[str, object]:
    return sentence_value(note, page_url)


def _fact(ground: Ground) -> dict[str, Any]:
    said = ground.said
    return {
        "fact": _thing(ground.ref),
        "class": said.kind.label,
        "confidence": float(said.confidence) if said.confidence else None,
        "sentences": list(map(_sentence, ground.notes)),
    }


def _conflict(conflict: ShownConflict) -> dict[str, Any]:
    sides = [
        {
            "says": side.says,
            "names": [_thing(ref) for ref in side.names],
            "facts": [_thing(fact) for fact in side.facts],
            "sentences": list(map(_sentence, side.notes)),
            "more": side.more,
        }
        for side in conflict.sides
    ]
    return {
        "kind": conflict.kind.name,
        "says": conflict.says,
        "concerns": [_thing(ref) for ref in conflict.concerns],
        "year": conflict.year,
        "sides": sides,
    }
