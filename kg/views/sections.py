"""Tables of an entity page: one page query each, every row with its footnotes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from rdflib import URIRef

from kg.queries import NamedQuery, named
from kg.store import Term
from kg.views.captions import column
from kg.views.cells import PRECISION_OF, cell_of, doubt, source_of
from kg.views.disputes import disputes_of, together
from kg.views.knowledge import Knowledge
from kg.views.looking_back import as_known
from kg.views.page import Row, Section
from kg.views.parts import Cell, Ref
from kg.views.reading import Reading
from kg.views.turning import COUNTED, Asked, Turn, count, facts, led, rows_at
from kg.vocab import VPO

SECTIONS: dict[str, tuple[str, ...]] = {
    "person": (
        "person-tenures", "person-titles", "person-successions", "person-changes", "person-births",
        "person-events", "person-speeches", "person-colleagues", "person-coattendees", "person-names",
        "person-identity", "person-possible", "person-apart", "person-namesakes",
    ),
    "body": (
        "body-holders", "body-successions", "body-predecessors", "body-parts", "body-clusters", "body-events",
        "body-documents", "body-observations",
    ),
    "post": ("post-holders", "post-successions"),
    "place": (
        "place-successors", "place-predecessors", "place-officials", "place-bodies", "place-clusters",
        "place-events", "place-documents",
    ),
    "event": (
        "event-reports", "event-participants", "event-groups", "event-speeches", "event-statistics",
        "event-awards", "event-documents", "event-links",
    ),
    "cluster": ("cluster-turnover", "cluster-named", "cluster-counts", "cluster-leaders", "cluster-events"),
    "document": (
        "document-by-province", "document-implementation", "document-years", "document-places",
        "document-citations", "document-namesakes",
    ),
    "other": ("used-by",),
}  # fmt: skip
"""The page queries of each family, in the order shown."""

_PERIOD = frozenset(
    (
        "startState", "startDate", "startPrecision", "endState", "endDate", "endPrecision",
        "firstObserved", "firstObservedPrecision", "lastObserved", "lastObservedPrecision", "tenureKind",
    )
)  # fmt: skip
_ASIDE = frozenset({"item", "status", "source", *PRECISION_OF.values()})
_FOLDED = frozenset({"linkReason", "memberChange", "shared", "organizer", "participationRole", "requests"})
"""Columns whose values stand together in one row."""
_APART = {"event-reports": frozenset({"eventKind", "startDate", "endDate", "place", "organizer"})}
"""Columns in which the rows of a table should say the same."""
_MAIN = frozenset({"person-tenures", "body-holders", "post-holders", "place-predecessors"})
_MAIN_ROWS, _FIRST_ROWS = 40, 10  # of a table on its page; the rest is turned to
_BEGINNING = Turn(1, 200)  # read and counted for that; the whole is counted where a table stands alone
_FEW = 3  # times the rows shown are read where they come in the order of their leads, for some make one row
_GATHERED = frozenset({"person-names"})  # tables whose few rows gather very many


@dataclass(slots=True)
class _Merged:
    """Rows of the answer that are one row of the page."""

    rows: list[dict[str, Term]] = field(default_factory=list)
    items: list[Term] = field(default_factory=list)

    @property
    def row(self) -> dict[str, Term]:
        """The first of them; the others differ in what is folded."""
        return self.rows[0]


@dataclass(frozen=True, slots=True)
class _Read:
    """What was read of a table: its columns, all its rows, those told of by then, those sure enough.

    `further`: there are more rows than were read; `led`: they come in the order of their leads.
    """

    shown: tuple[str, ...]
    merged: list[_Merged]
    told: list[_Merged]
    sure: list[_Merged]
    further: bool
    led: bool

    @property
    def unit(self) -> str:
        """What is counted of it."""
        return self.shown[0] if self.shown[0] in {"event", "article"} else "row"


def section(reading: Reading, query: str, subject: URIRef, turn: Turn | None = None) -> Section | None:
    """Return the table that the page query `query` makes of `subject`, None when it is empty.

    Rows that show the same, but for columns that are folded, are one row with the evidence of all. Without a
    `turn` it is the first rows.
    """
    knowledge, notes = reading.knowledge, reading.notes
    asked = Asked.of(named(query), subject, reading.lens)
    shortly = _MAIN_ROWS if query in _MAIN else _FIRST_ROWS
    read = _read(reading, asked, shortly, turn)
    if read is None:
        return None
    listed = read.sure if turn else read.sure[:shortly]
    unit, things, many = _counted(reading, asked, read, turn)
    cut = read.further or len(listed) < len(read.sure)
    made = together(
        _row(reading, one, read.shown, dispute)
        for one, dispute in zip(listed, _disputes(reading, listed), strict=True)
    )
    return Section(
        name=query,
        title=title(knowledge, query),
        columns=tuple(column(knowledge, name) for name in read.shown),
        rows=made,
        apart=_apart(made, [n for n, name in enumerate(read.shown) if name in _APART.get(query, ())]),
        articles=0 if cut else notes.articles(item for one in listed for item in one.items),
        unit=unit,
        things=things,
        many=many,
        turn=turn.number if turn else 1,
        next=cut,
        weak=len(read.told) - len(read.sure),
        late=len(read.merged) - len(read.told),
    )


def _read(reading: Reading, asked: Asked, shortly: int, turn: Turn | None) -> _Read | None:
    """Return the rows of a turn, else enough of them to show `shortly`; None where there are none."""
    spec, knowledge = asked.spec, reading.knowledge
    led_by = bool(asked.ordered and knowledge.side and not reading.lens.hides) and spec.name not in _GATHERED
    rows, further = rows_at(knowledge, asked, turn or (Turn(1, _FEW * shortly) if led_by else _BEGINNING))
    if not rows:
        return None
    shown = tuple(name for name in _shown(spec) if name == "period" or any(name in row for row in rows))
    merged = _merge(rows, _telling(shown, spec))
    told = [one for one in merged if not one.items or reading.told(one.items)]
    sure = [one for one in told if not reading.weak(one.items)]
    return _Read(shown, merged, told, sure, further, led_by)


def _counted(reading: Reading, asked: Asked, read: _Read, turn: Turn | None) -> tuple[str, int, bool]:
    """Return what is counted of a table, how many all its pages have, and whether there are more.

    The number is 0 where that was not counted. Of very many rows the facts are counted that they rest on.
    """
    knowledge, unit = reading.knowledge, read.unit
    things = len({one.row.get(unit, number) for number, one in enumerate(read.told)})
    if not (read.further or (turn and turn.number > 1)):
        return unit, things, things >= COUNTED
    if reading.lens.known:
        return unit, 0 if turn else things, not turn
    whole = led(knowledge, asked, (unit,))
    if whole is None and (found := facts(knowledge, asked)) is not None:
        return "fact" if "#" in str(read.merged[0].items[0]) else "conclusion", found, False
    if whole is None and turn:
        whole = count(knowledge, asked, (unit,) if unit != "row" else _telling(read.shown, asked.spec))
    return (unit, things, True) if whole is None else (unit, whole, whole >= COUNTED)


def _apart(rows: tuple[Row, ...], columns: Iterable[int]) -> frozenset[int]:
    """Those of the columns in which rows that fill them say different things."""
    return frozenset(n for n in columns if len({row.cells[n] for row in rows if row.cells[n]}) > 1)


def title(knowledge: Knowledge, query: str) -> str:
    """Return the title of a page query in the language of the page."""
    spec = named(query)
    return spec.title_en if knowledge.lang == "en" else spec.title_vi


def _shown(spec: NamedQuery) -> tuple[str, ...]:
    names: list[str] = []
    given = {param.name for param in spec.params}
    for name in spec.columns:
        if name in _PERIOD and "startState" in spec.columns:
            name = "period"
        if name not in {*given, *_ASIDE, *names}:
            names.append(name)
    return tuple(name for name in names if name != "weight" or "linkReason" not in names)


def _telling(shown: tuple[str, ...], spec: NamedQuery) -> tuple[str, ...]:
    """The columns that make two rows different."""
    period = _PERIOD if "period" in shown else frozenset()
    wanted = {*shown, "status", "source", *period} - _FOLDED
    return tuple(name for name in spec.columns if name in wanted)


def _merge(rows: Iterable[dict[str, Term]], telling: tuple[str, ...]) -> list[_Merged]:
    merged: dict[tuple[Term | None, ...], _Merged] = {}
    for row in rows:
        one = merged.setdefault(tuple(row.get(name) for name in telling), _Merged())
        one.rows.append(row)
        if "item" in row and row["item"] not in one.items:
            one.items.append(row["item"])
    return list(merged.values())


def _cells(reading: Reading, one: _Merged, shown: tuple[str, ...]) -> tuple[Cell, ...]:
    row = as_known(reading, one.row) if "period" in shown else one.row
    return tuple(
        tuple(dict.fromkeys(part for each in one.rows for part in cell_of(reading.knowledge, each, name)))
        if name in _FOLDED
        else cell_of(reading.knowledge, row, name)
        for name in shown
    )


def _row(reading: Reading, one: _Merged, shown: tuple[str, ...], dispute: Ref | None) -> Row:
    knowledge, notes = reading.knowledge, reading.notes
    numbers, more = notes.cite(one.items)
    fact = knowledge.name(str(one.items[0])) if one.items else ""
    status = one.row.get("status") or _status(knowledge, one.items)
    return Row(
        cells=_cells(reading, one, shown),
        notes=numbers,
        more=more,
        status=doubt(knowledge, status),
        checked=knowledge.ref(status) if status is not None else None,
        source=source_of(knowledge, one.row.get("source")),
        standing=notes.stand(one.items),
        dispute=dispute,
        rejected=bool(one.items) and all(_rejected(knowledge, item) for item in one.items),
        fact=fact,
        anchor=_anchor(fact),
    )


def _disputes(reading: Reading, listed: Sequence[_Merged]) -> list[Ref | None]:
    """The conflict in which the facts behind each row take a side."""
    facts = [reading.notes.disputable(one.items) if reading.disputes.kinds else set() for one in listed]
    return disputes_of(reading.knowledge, reading.disputes, facts)


def _anchor(fact: str) -> str:
    """The name of the row in its page, for what has a time of its own to point at."""
    kind, _, rest = fact.removeprefix("id/").partition("/")
    return f"pos-{rest.replace('/', '_')}" if kind == "tenure" else ""


def _rejected(knowledge: Knowledge, item: Term) -> bool:
    return next(knowledge.subjects(VPO.rejects, item), None) is not None


def _status(knowledge: Knowledge, items: Iterable[Term]) -> Term | None:
    """The check status of what a row shows; its items are of one sort."""
    first = next(iter(items), None)
    return knowledge.value(first, VPO.checkStatus) if first is not None else None
