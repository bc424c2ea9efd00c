"""Decisions in words, one line each."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from kg.curation.deciding import Desk, describe
from kg.curation.model import Anchor, Decision
from kg.curation.standing import Standing
from kg.curation.values import plain

_QUOTE = 80  # characters of a sentence that are enough to know it by
_SIGNS = {"same": " = ", "different": " ≠ "}


def what(line: Decision) -> str:
    """Return what was decided: `Đỗ Hữu Lâm 5a272a689e86abfe#p1 ≠ …`."""
    if line.kind == "undone":
        return f"decision {line.undoes} taken back"
    sides = _SIGNS.get(line.kind, "").join(_places(side) for side in (line.on, line.other) if side)
    if line.kind == "wrong":
        return f"{sides} is wrong"
    return f"{sides}: {'; '.join(words_of(line.values))}" if line.values else sides


def state(standing: Standing) -> str:
    """Return how a decision stands."""
    if standing.undo:
        return f"undone by {standing.undo.by}, {standing.undo.at[:10]}: {standing.undo.why}"
    return {"inForce": "in force in part" if standing.missing else "in force"}.get(
        standing.state, standing.state
    )


def why_idle(standing: Standing, desk: Desk) -> Iterator[str]:
    """Yield why a decision does not apply, or only in part: a line for each node that is gone."""
    if standing.state == "contradicted":
        against = "; ".join(describe(desk.find(id_)) for id_ in standing.against)
        yield f"{describe(standing)} is not applied: it contradicts {against}; undo one of them"
    elif standing.state != "undone":
        applied = "applied in part" if standing.state == "inForce" else "not applied"
        for anchor in standing.missing:
            said = json.dumps(dict(anchor.says), ensure_ascii=False)
            sentence = f"{anchor.node} said {said} in {anchor.quote[:_QUOTE]!r}"
            yield f"{describe(standing)} is {applied}: {sentence}; {_now(anchor.article, desk)}"


def words_of(values: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """Yield each correction as `property=value`."""
    for name, found in values.items():
        yield f"{name}={', '.join(map(plain, found)) or '(none)'}"


def _now(article: str, desk: Desk) -> str:
    if not desk.attested.facts(article):
        return "the article is not there now, and the decision waits for it"
    return "the article is read otherwise now; decide anew, or undo it"


def _places(side: tuple[Anchor, ...]) -> str:
    said = dict(side[0].says)
    name = said.get("foaf:name") or said.get("printedTitle") or side[0].kind
    more = f" and {len(side) - 1} more" if len(side) > 1 else ""
    return f"{plain(name)} {side[0].node.removeprefix('id/article/')}{more}"
