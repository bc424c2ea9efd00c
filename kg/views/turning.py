"""Pages of rows: one turn of a page query, and how many rows all turns have."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rdflib import XSD, Literal, URIRef

from kg.queries import BoundQuery, NamedQuery
from kg.store import Term
from kg.views.bound import written_out
from kg.views.knowledge import Knowledge
from kg.views.lens import Lens

COUNTED = 20_000
"""Rows that are counted; of more it is only said that there are more."""
_SELECT = re.compile(r"^SELECT\b", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Turn:
    """Which rows: page `number`, counted from 1, of `size` rows."""

    number: int
    size: int


def bound_to(spec: NamedQuery, subject: URIRef, lens: Lens) -> BoundQuery:
    """Return a page query about `subject`, on the days of the lens that the query knows of."""
    days = {"on": lens.on, "known": lens.known}
    asked = [param.name for param in spec.params if days.get(param.name)]
    values = {name: Literal(days[name], datatype=XSD.date) for name in asked}
    return BoundQuery(spec.text, {spec.params[0].name: subject, **values})


def rows_at(knowledge: Knowledge, query: BoundQuery, turn: Turn) -> tuple[list[dict[str, Term]], bool]:
    """Return the rows of a turn, and whether another one follows."""
    text = f"{_unlimited(query.text)}LIMIT {turn.size + 1} OFFSET {(turn.number - 1) * turn.size}"
    rows = knowledge.store.select(text, **query.bindings)
    return rows[: turn.size], len(rows) > turn.size


def most_of(query: BoundQuery) -> int:
    """Return how many rows a page query gives at most; as many mean that there may be more."""
    return int(query.text.rstrip().rpartition("LIMIT ")[2])


def count(knowledge: Knowledge, query: BoundQuery, columns: tuple[str, ...]) -> int:
    """Return how many different values `columns` have in all rows; `COUNTED` stands for as many and more."""
    written = written_out(BoundQuery(_unlimited(query.text).rpartition("ORDER BY ")[0], query.bindings))
    at = _SELECT.search(written)
    head, body = written[: at.start() if at else 0], written[at.start() if at else 0 :]
    names = " ".join(f"?{name}" for name in columns)
    inner = f"SELECT DISTINCT {names} WHERE {{ {{ {body} }} }} LIMIT {COUNTED}"
    text = f"{head}SELECT (COUNT(*) AS ?rows) WHERE {{ {inner} }}"
    (row,) = knowledge.store.select(text)
    return int(str(row["rows"]))


def _unlimited(text: str) -> str:
    return text.rstrip().rpartition("LIMIT ")[0]
