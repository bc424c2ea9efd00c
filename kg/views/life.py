"""The life of a document, step by step: what happened, by whom, on which day, and who says so."""

from __future__ import annotations

from dataclasses import dataclass

from rdflib import URIRef

from kg.store import Term
from kg.views.cells import day_of
from kg.views.evidence import Footnotes
from kg.views.knowledge import Knowledge
from kg.views.page import Life, LifeStep
from kg.views.parts import Ref
from kg.views.reading import Reading
from kg.views.sections import title
from kg.vocab import VPO

QUERY = "document-steps"
_READ = 100  # rows for the first steps; a step of several units has as many
_SHOWN = 40  # steps; what provinces did stands in the tables below, all of it


@dataclass(frozen=True, slots=True)
class _Told:
    rows: list[dict[str, Term]]

    def refs(self, knowledge: Knowledge, column: str) -> tuple[Ref, ...]:
        return tuple(dict.fromkeys(knowledge.ref(row[column]) for row in self.rows if column in row))


def life(reading: Reading, document: URIRef) -> Life | None:
    """Return the steps of a document, oldest first and those without a day last; None where none is known."""
    knowledge, notes = reading.knowledge, reading.notes
    found = reading.first(QUERY, document, _READ)
    steps: dict[Term, _Told] = {}
    for row in found.rows:
        steps.setdefault(row["item"], _Told([])).rows.append(row)
    if not steps and not found.weak + found.late:
        return None
    shown = list(steps)[:_SHOWN]
    return Life(
        title=title(knowledge, QUERY),
        steps=tuple(_step(knowledge, notes, item, steps[item]) for item in shown),
        articles=notes.articles(shown),
        more=max(len(steps), found.items) - len(shown),
        cut=found.cut and not found.items,
        weak=found.weak,
        late=found.late,
    )


def _step(knowledge: Knowledge, notes: Footnotes, item: Term, told: _Told) -> LifeStep:
    row = told.rows[0]
    numbers, more = notes.cite([item])
    return LifeStep(
        step=knowledge.ref(row["lifecycleStep"]),
        day=day_of(row["stepDate"], row.get("stepPrecision")) if "stepDate" in row else None,
        stated=str(row.get("stepBasis")) == VPO.statedDate,
        units=told.refs(knowledge, "unit") or told.refs(knowledge, "ofProvince"),
        by=told.refs(knowledge, "byDocument"),
        events=told.refs(knowledge, "stepEvent"),
        polarity=next(iter(told.refs(knowledge, "polarity")), None),
        ratios=tuple(dict.fromkeys(str(each["ratio"]) for each in told.rows if "ratio" in each)),
        notes=numbers,
        more=more,
        standing=notes.stand([item]),
        fact=knowledge.name(str(item)),
    )
