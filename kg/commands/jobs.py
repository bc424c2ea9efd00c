"""One piece of work asked for over HTTP, done as the commands do it: `python -m kg.commands.jobs`.

Standard input holds the work as JSON, standard output gets what came of it. Who serves the pages never opens
what is written, so a bad article or a crash here harms no reader.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from kg import pipeline
from kg.commands.decided import apply_now, write_down
from kg.curation.asking import Wish
from kg.curation.model import Signature
from kg.curation.saying import what
from kg.errors import AlreadyDecidedError, DecisionError, KgError, UnknownEntityError
from kg.load import Refusal, load_record
from kg.model import Article
from kg.settings import Settings

Tasks = Sequence[Mapping[str, Any]]
Told = dict[str, Any]


def _load(tasks: Tasks, settings: Settings) -> Told:
    """Take articles in; tell of each what became of it."""
    read = [load_record(task["line"].encode(), f"sha256:{task['sha256']}", settings) for task in tasks]
    report = pipeline.take_in(read, settings)
    broken = {refusal.where: refusal for refusal in report.refused}
    came = {id_: outcome for outcome, ids in report.came.items() for id_ in ids}
    return {"outcomes": [_became(result, came, broken) for result in read], "generation": report.generation}


def _became(result: Article | Refusal, came: Mapping[str, str], broken: Mapping[str, Refusal]) -> Told:
    """Return what became of what was read: by id how it came in, by source why it broke a shape."""
    refusal = result if isinstance(result, Refusal) else broken.get(result.source)
    if isinstance(result, Refusal) or refusal is not None:
        assert refusal is not None
        return {"outcome": "refused", "reason": refusal.reason, "cure": refusal.cure}
    return {"outcome": came[result.id], "id": result.id}


def _withdraw(tasks: Tasks, settings: Settings) -> Told:
    """Take articles out; one that is gone already is said to be."""
    outcome = "withdrawn"
    try:
        generation = pipeline.withdraw([task["id"] for task in tasks], settings)
    except UnknownEntityError:
        outcome, generation = "unknown", None
    return {"outcomes": [{"outcome": outcome, "id": task["id"]} for task in tasks], "generation": generation}


def _decide(tasks: Tasks, settings: Settings) -> Told:
    """Write decisions down and apply them, unless later; one that was taken before is only applied.

    Of several one that cannot be taken is told as refused and holds up no other.
    """
    outcomes = [_decided(task, settings, several=len(tasks) > 1) for task in tasks]
    later = all(task.get("later") for task in tasks)
    return {"outcomes": outcomes, "generation": None if later else apply_now(settings)}


def _decided(task: Mapping[str, Any], settings: Settings, *, several: bool) -> Told:
    wish = Wish(task["kind"], task["on"], task.get("other", ""), tuple(task.get("values", ())))
    signed = Signature.now(task["by"], task["why"])
    try:
        number, line = write_down(settings, lambda desk: wish.take(desk, signed))
    except AlreadyDecidedError as error:
        return {"outcome": "unchanged", "reason": str(error)}
    except (DecisionError, UnknownEntityError) as error:
        if not several:
            raise
        return {"outcome": "refused", "reason": str(error)}
    return {"outcome": "decided", "id": line.id, "number": number, "what": what(line)}


def _derive(_: Tasks, settings: Settings) -> Told:
    """Apply all decisions that were only written down."""
    return {"outcomes": [], "generation": apply_now(settings)}


_WORK: dict[str, Callable[[Tasks, Settings], Told]] = {
    "load": _load,
    "withdraw": _withdraw,
    "decide": _decide,
    "derive": _derive,
}


def do(asked: Mapping[str, Any]) -> Told:
    """Return what came of a piece of work: outcomes in the order of its tasks, or an error."""
    settings = Settings(**{**asked["settings"], "home": Path(asked["settings"]["home"])})
    try:
        return _WORK[asked["kind"]](asked["tasks"], settings)
    except KgError as error:
        near = list(getattr(error, "near", ()))
        return {"error": {"kind": type(error).__name__, "detail": str(error), "near": near}}


if __name__ == "__main__":
    json.dump(do(json.load(sys.stdin)), sys.stdout)
