"""An answer to a query as a page shows it: as a table, and in each other way that fits what it holds."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from kg.queries import BoundQuery, NamedQuery
from kg.sparql.results import Found
from kg.views.captions import column
from kg.views.cells import part
from kg.views.choropleth import Choropleth, Wish, choropleth
from kg.views.drawn import Bars, Cells, chart, timeline
from kg.views.knowledge import Knowledge
from kg.views.net import Net, net
from kg.views.parts import Words
from kg.views.table import named_cells

READ = 500
"""Rows that a page shows; maps and downloads hold all."""


@dataclass(frozen=True, slots=True)
class Look:
    """What a reader wants to see of an answer: a view, the column of a chart, the day of a map."""

    view: str = "table"
    column: str = ""
    day: date | None = None


@dataclass(frozen=True, slots=True)
class AnswerPage:
    """An answer: the `views` that fit it, the one shown, and what that draws (nothing for a table).

    `total` counts all rows, of which a table holds the first; `void` are columns that these leave empty. A
    `truth` has no view.
    """

    view: str
    views: tuple[str, ...]
    drawn: Bars | Net | Choropleth | None
    names: tuple[str, ...]
    heads: tuple[Words, ...]
    rows: Cells
    total: int
    void: tuple[Words, ...] = ()
    triples: bool = False
    truth: bool | None = None

    @property
    def called(self) -> dict[str, str]:
        """The heading of each column by its name."""
        return {name: head.text for name, head in zip(self.names, self.heads, strict=True)}


@dataclass(frozen=True, slots=True)
class Grid:
    """The columns of an answer that a page shows, their headings, and the cells of its first rows.

    `void` are the headings of columns that are left out because none of these rows fills them.
    """

    names: tuple[str, ...]
    heads: tuple[Words, ...]
    cells: Cells
    void: tuple[Words, ...] = ()


def answer_page(knowledge: Knowledge, found: Found, look: Look, grid: Grid | None = None) -> AnswerPage:
    """Return an answer as it looks in one view, as a table where the view does not fit.

    `grid` is that of a named query, which knows more of its columns than their values tell.
    """
    grid, first = grid or _plain(knowledge, found), found.rows[:READ]
    drawn = {
        "chart": chart(grid.names, first, grid.cells, look.column),
        "graph": net(knowledge, replace(found, rows=first), dict(zip(grid.names, grid.heads, strict=True))),
        "map": choropleth(knowledge, found.names, found.rows, Wish(day=look.day)),
        "timeline": timeline(grid.names, first, grid.cells),
    }
    fitting = {name: view for name, view in drawn.items() if view is not None}
    return AnswerPage(
        view=look.view if look.view in fitting else "table",
        views=("table", *fitting) if found.truth is None else (),
        drawn=fitting.get(look.view),
        names=grid.names,
        heads=grid.heads,
        rows=grid.cells,
        total=found.total,
        void=grid.void,
        triples=found.triples,
        truth=found.truth,
    )


def named_grid(knowledge: Knowledge, query: NamedQuery, bound: BoundQuery, found: Found) -> Grid:
    """Return the grid of a named query."""
    names, cells = named_cells(knowledge, query, bound, found.rows[:READ])
    heads = [column(knowledge, name) for name in names]
    filled = [n for n in range(len(names)) if not cells or any(row[n] for row in cells)]
    return Grid(
        names=tuple(names[n] for n in filled),
        heads=tuple(heads[n] for n in filled),
        cells=tuple(tuple(row[n] for n in filled) for row in cells),
        void=tuple(head for n, head in enumerate(heads) if n not in filled),
    )


def _plain(knowledge: Knowledge, found: Found) -> Grid:
    """The grid of any query: its variables as they are called, things with their labels."""
    cells = tuple(
        tuple((part(knowledge, row[name]),) if name in row else () for name in found.names)
        for row in found.rows[:READ]
    )
    return Grid(found.names, tuple(Words(name) for name in found.names), cells)
