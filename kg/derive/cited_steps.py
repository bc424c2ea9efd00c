"""Steps of a document that citations tell: issued, replaced, carried out, and the plans that carry it out."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from kg.derive.facts import Reference
from kg.derive.lifecycle import ISSUED, REPLACED, Step, When, issued_on
from kg.vocab import VPO

_PLAN_CLASSES = frozenset({VPO.Plan, VPO.Guidance})
# `Kế hoạch số 161-KH/TU thực hiện Nghị quyết số 21-NQ/TW`: the verb and small words stand between the two.
_GAP = 60  # code points
_CARRIES_OUT = re.compile(r"[^.;:]*?(?<!\w)(?:thực hiện|triển khai|quán triệt|cụ thể hóa)(?!\w)[^.;:]*")
_MARK = re.compile(r"#char=(\d+),(\d+)$")


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation and where it stands: `at` is the start of its sentence `quote`, `mark` its own span."""

    node: str
    document: str
    role: str
    at: int
    quote: str
    mark: str
    type: str | None = None
    issuer: str | None = None
    issued: date | None = None

    @property
    def span(self) -> tuple[int, int]:
        """Start and end of the citation, counted from the start of its sentence."""
        found = _MARK.search(self.mark)
        return (int(found[1]) - self.at, int(found[2]) - self.at) if found else (0, 0)


def cited_steps(
    rows: Iterable[Cited],
    told: Iterable[tuple[str, str]],
    published: Mapping[str, date],
    reference: Reference,
) -> Iterator[Step]:
    """Yield the steps that citations tell; `told` are pairs of article and document told better."""
    known = set(told)
    sentences: dict[tuple[str, int], list[Cited]] = defaultdict(list)
    for row in rows:
        sentences[row.node.partition("#")[0], row.at].append(row)
    for (article, _), found in sentences.items():
        said = When(published.get(article), VPO.day, VPO.publicationDate)
        ordered = sorted(found, key=lambda row: (row.span, row.node))
        yield from _plans(ordered, said, reference)
        for row in ordered:
            step = reference.one(row.role, VPO.lifecycleStep)
            if step and (step in {ISSUED, REPLACED} or (article, row.document) not in known):
                known_day = issued_on(row.document, reference) if step == ISSUED else When()
                yield _step(row, step, ordered, known_day if known_day.day else said)


def _step(row: Cited, kind: str, sentence: Sequence[Cited], said: When) -> Step:
    if kind == ISSUED:
        return Step(row.document, kind, (row.node,), When(row.issued) if row.issued else said, row.issuer)
    issued = [
        other for other in sentence if other.role.endswith("/issued") and other.document != row.document
    ]
    by = issued[0].document if kind == REPLACED and len(issued) == 1 else None
    return Step(row.document, kind, (row.node,), said, by=by)


def _plans(sentence: Sequence[Cited], said: When, reference: Reference) -> Iterator[Step]:
    """Yield the plans of a sentence, each with the document that it carries out: the next one it names."""
    for plan, target in pairwise(sentence):
        gap = plan.quote[plan.span[1] : target.span[0]].lower()
        kind = reference.one(plan.type, VPO.documentClass)
        if kind in _PLAN_CLASSES and len(gap) <= _GAP and _CARRIES_OUT.fullmatch(gap):
            when = When(plan.issued) if plan.issued else said
            nodes = (plan.node, target.node)
            yield Step(
                target.document, "scheme/lifecycle-step/ke-hoach", nodes, when, plan.issuer, by=plan.document
            )
