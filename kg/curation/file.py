"""The decisions file: JSON Lines, one decision a line, lines are only ever added.

`{KG_HOME}/decisions.jsonl` may lie under version control or be a link to a file that a team shares. The
number of a decision is that of its line. Written as a whole and moved into place: a kill leaves the old lines
or the new ones, never half a line.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from kg.curation.model import KINDS, Anchor, Decision
from kg.errors import DecisionFileError
from kg.store.files import write_file

FILE = "decisions.jsonl"
_TEXTS = ("by", "at", "why")


def read_decisions(home: Path) -> tuple[Decision, ...]:
    """Return the decisions of a data folder in the order of the file; none without one."""
    path = home / FILE
    return parse_decisions(path.read_bytes(), str(path)) if path.exists() else ()


def parse_decisions(data: bytes, where: str) -> tuple[Decision, ...]:
    """Return the decisions of a file; raise `DecisionFileError` that names the line which is none."""
    try:
        lines = data.decode("utf-8").splitlines()
    except UnicodeDecodeError as error:
        raise DecisionFileError("not readable as UTF-8", where=where) from error
    return tuple(_parse(line, f"{where}:{number}") for number, line in enumerate(lines, 1) if line.strip())


def append_decisions(home: Path, decisions: Iterable[Decision]) -> None:
    """Add decisions at the end of the file, on disk when this returns."""
    home.mkdir(parents=True, exist_ok=True)
    path = (home / FILE).resolve()
    before = path.read_text("utf-8") if path.exists() else ""
    if before and not before.endswith("\n"):
        before += "\n"
    write_file(path, before + "".join(write_decision(decision) for decision in decisions))


def write_decision(decision: Decision) -> str:
    """Return a decision as one line of JSON, equal for equal decisions."""
    fields: dict[str, object] = {"id": decision.id, "kind": decision.kind}
    fields |= {name: getattr(decision, name) for name in _TEXTS}
    for side in ("on", "other"):
        if anchors := getattr(decision, side):
            fields[side] = [_write_anchor(anchor) for anchor in anchors]
    if decision.values:
        fields["values"] = {name: list(found) for name, found in sorted(decision.values.items())}
    if decision.undoes:
        fields["undoes"] = decision.undoes
    return json.dumps(fields, ensure_ascii=False, separators=(", ", ": ")) + "\n"


def _write_anchor(anchor: Anchor) -> dict[str, object]:
    says: dict[str, list[str]] = {}
    for name, value in anchor.says:
        says.setdefault(name, []).append(value)
    spans = [list(span) for span in anchor.spans]
    return {"node": anchor.node, "class": anchor.kind, "says": says, "spans": spans, "quote": anchor.quote}


def _parse(line: str, where: str) -> Decision:
    try:
        fields = json.loads(line)
        decision = _decision(fields)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise DecisionFileError(f"is no decision: {type(error).__name__}: {error}", where=where) from error
    if fields.get("id", decision.id) != decision.id:
        raise DecisionFileError("was changed after it was decided; undo it and decide anew", where=where)
    return decision


def _decision(fields: Mapping[str, Any]) -> Decision:
    kind = fields["kind"]
    if kind not in KINDS:
        raise ValueError(f"there is no kind {kind!r}")
    by, at, why = (_text(fields[name]) for name in _TEXTS)
    if datetime.fromisoformat(at).tzinfo is None:
        raise ValueError(f"{at!r} has no time zone")
    decision = Decision(
        kind, by, at, why,
        on=tuple(map(_anchor, fields.get("on", ()))),
        other=tuple(map(_anchor, fields.get("other", ()))),
        values={name: tuple(map(_text, found)) for name, found in fields.get("values", {}).items()},
        undoes=_text(fields.get("undoes", "")),
    )  # fmt: skip
    _check_whole(decision)
    return decision


def _check_whole(decision: Decision) -> None:
    needs = {
        "same": bool(decision.on and decision.other),
        "different": bool(decision.on and decision.other),
        "wrong": len(decision.on) == 1,
        "corrected": len(decision.on) == 1 and bool(decision.values),
        "undone": bool(decision.undoes),
    }
    if not needs[decision.kind]:
        raise ValueError(f"a decision of the kind {decision.kind!r} lacks what it speaks of")


def _anchor(fields: Mapping[str, Any]) -> Anchor:
    says = ((name, _text(value)) for name, values in fields["says"].items() for value in values)
    return Anchor(
        node=_text(fields["node"]),
        kind=_text(fields["class"]),
        says=tuple(sorted(says)),
        spans=tuple(sorted((int(start), int(end)) for start, end in fields["spans"])),
        quote=_text(fields["quote"]),
    )


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is no text")
    return value
