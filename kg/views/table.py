"""The answer of a saved query as a table of links and values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from kg.queries import NamedQuery
from kg.store import Term
from kg.views.captions import column
from kg.views.knowledge import Knowledge
from kg.views.parts import Cell, Ref, Words
from kg.views.sections import part

_OFFSETS = {"start", "end"}
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
    names = _shown(query, given)
    return QueryTable(
        columns=tuple(column(knowledge, name) for name in names),
        rows=tuple(tuple(_cell(knowledge, row, name, names) for name in names) for row in found[:_SHOWN]),
        total=len(found),
    )


def _cell(knowledge: Knowledge, row: dict[str, Term], name: str, names: list[str]) -> Cell:
    """A value; an article's link leads to the very sentence when the row tells where that stands."""
    if name not in row:
        return ()
    shown = part(knowledge, row[name])
    if name == "article" and isinstance(shown, Ref) and row.keys() >= _OFFSETS and "start" not in names:
        return (replace(shown, name=f"{shown.name}#char={row['start']},{row['end']}"),)
    return (shown,)


def _shown(query: NamedQuery, given: set[str]) -> list[str]:
    """The columns without what was asked with, and without labels: a link carries its own."""
    names = [name for name in query.columns if name not in given] or list(query.columns)
    apart = _OFFSETS if "article" in names else set()
    return [n for n in names if n not in apart and n.removesuffix("Label") not in set(names) - {n}]
