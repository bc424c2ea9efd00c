"""The answer of a saved query as a table of links and values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kg.queries import NamedQuery
from kg.views.captions import column
from kg.views.knowledge import Knowledge
from kg.views.parts import Cell, Words
from kg.views.sections import part

_SHOWN = 500  # rows on the page; the downloads hold all


@dataclass(frozen=True, slots=True)
class QueryTable:
    """Columns and rows of an answer; `total` counts all rows, `rows` holds those a page shows."""

    columns: tuple[Words, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: int


def query_table(knowledge: Knowledge, query: NamedQuery, values: Mapping[str, str]) -> QueryTable:
    """Return the answer of `query` with `values` bound; raise `ParameterError` for values that do not fit."""
    bound = query.bind(values, knowledge.base)
    found = knowledge.store.select(bound.text, **bound.bindings)
    given = {param.name for param in query.params if param.name in bound.bindings}
    names = [name for name in query.columns if name not in given] or list(query.columns)
    return QueryTable(
        columns=tuple(column(knowledge, name) for name in names),
        rows=tuple(
            tuple((part(knowledge, row[name]),) if name in row else () for name in names)
            for row in found[:_SHOWN]
        ),
        total=len(found),
    )
