"""Pages of rows: one turn of a page query, and how many rows all turns have."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rdflib import XSD, Literal, URIRef

from kg.queries import BoundQuery, NamedQuery
from kg.store import Term
from kg.store.leads import Wanted
from kg.views.bound import written_out
from kg.views.knowledge import Knowledge
from kg.views.lens import Lens

COUNTED = 20_000
"""Rows that are counted; of more it is only said that there are more."""
_SELECT = re.compile(r"^SELECT\b", re.MULTILINE)
_WHOLE = "\n"  # ends no part of a lead
_PART = {"event": " ", "article": "#"}  # what ends the name of an event or an article in a lead


@dataclass(frozen=True, slots=True)
class Turn:
    """Which rows: page `number`, counted from 1, of `size` rows."""

    number: int
    size: int


@dataclass(frozen=True, slots=True)
class Asked:
    """A page query about a thing, on the days that the query knows of."""

    spec: NamedQuery
    subject: URIRef
    on: str = ""
    known: str = ""

    @classmethod
    def of(cls, spec: NamedQuery, subject: URIRef, lens: Lens) -> Asked:
        """Return the query as the lens wants it."""
        days = {"on": lens.on, "known": lens.known}
        return cls(
            spec, subject, **{param.name: days[param.name] for param in spec.params if param.name in days}
        )

    @property
    def most(self) -> int:
        """How many rows the query gives at most; as many mean that there may be more."""
        return int(_parted(self.spec.text)[1])

    def bound(self, text: str) -> BoundQuery:
        """Return `text`, which is the query's or begins like it, with the values."""
        days = {"on": self.on, "known": self.known}
        values = {name: Literal(day, datatype=XSD.date) for name, day in days.items() if day}
        return BoundQuery(text, {self.spec.params[0].name: self.subject, **values})

    @property
    def wanted(self) -> Wanted | None:
        """The leads from which its rows come, None where it starts from the store."""
        leads = self.spec.leads
        until = self.on if leads and leads.order == "newest" else ""
        return Wanted(leads.name, str(self.subject), leads.order, until, leads.most) if leads else None

    @property
    def ordered(self) -> bool:
        """Whether its first rows come from the first leads."""
        wanted = self.wanted
        return wanted is not None and wanted.order != "" and wanted.until == self.on


def rows_of(knowledge: Knowledge, asked: Asked) -> list[dict[str, Term]]:
    """Return the rows of a page query, as many as it gives at most."""
    if (tallied := tally(knowledge, asked)) is not None:
        return tallied[: asked.most]
    return _select(knowledge, asked, asked.spec.text, asked.most)


def rows_at(knowledge: Knowledge, asked: Asked, turn: Turn) -> tuple[list[dict[str, Term]], bool]:
    """Return the rows of a turn, and whether another one follows."""
    before = (turn.number - 1) * turn.size
    if (tallied := tally(knowledge, asked)) is not None:
        return tallied[before : before + turn.size], len(tallied) > before + turn.size
    text = f"{_parted(asked.spec.text)[0]}LIMIT {turn.size + 1} OFFSET {before}"
    rows = _select(knowledge, asked, text, before + turn.size + 1)
    return rows[: turn.size], len(rows) > turn.size


def count(knowledge: Knowledge, asked: Asked, columns: tuple[str, ...]) -> int:
    """Return how many different values `columns` have in all rows; `COUNTED` stands for as many and more."""
    found = led(knowledge, asked, columns)
    if found is not None:
        return found
    if (tallied := tally(knowledge, asked)) is not None:
        return min(len(tallied), COUNTED)
    written = written_out(asked.bound(_unsorted(asked.spec.text)))
    at = _SELECT.search(written)
    head, body = written[: at.start() if at else 0], written[at.start() if at else 0 :]
    names = " ".join(f"?{name}" for name in columns)
    inner = f"SELECT DISTINCT {names} WHERE {{ {{ {body} }} }} LIMIT {COUNTED}"
    (row,) = knowledge.store.select(f"{head}SELECT (COUNT(*) AS ?rows) WHERE {{ {inner} }}")
    return int(str(row["rows"]))


def led(knowledge: Knowledge, asked: Asked, columns: tuple[str, ...]) -> int | None:
    """Return what `count` does where the leads alone tell how many events or articles there are."""
    part, wanted = _PART.get(columns[0]) if len(columns) == 1 else None, asked.wanted
    if part is None or wanted is None or knowledge.side is None or not asked.ordered:
        return None
    first = knowledge.side.leads(wanted, 1)
    named = part == " " and asked.spec.leads and asked.spec.leads.variables[0] == columns[0]
    if not named and not (first and part in first[0][0]):
        return None
    return min(knowledge.side.led(wanted, part), wanted.most or COUNTED, COUNTED)


def facts(knowledge: Knowledge, asked: Asked) -> int | None:
    """Return on how many facts all rows rest, None where no list has them."""
    wanted, leads, side = asked.wanted, asked.spec.leads, knowledge.side
    if wanted is None or leads is None or side is None or leads.variables[-1] != "item":
        return None
    return side.led(wanted, _WHOLE) if asked.on == wanted.until else None


def tally(knowledge: Knowledge, asked: Asked) -> list[dict[str, Term]] | None:
    """Return all rows of a query that the side index counts, None for others."""
    wish = asked.spec.tally
    if wish is None or knowledge.side is None:
        return None
    (by,) = wish.by
    yearly = by == "year"
    until = min((day for day in (asked.on, asked.known) if day), default="")
    wanted = Wanted(wish.name, str(asked.subject), until=until, dated=yearly or bool(asked.known))
    found = knowledge.side.tally(wanted, yearly=yearly)
    return [
        {by: Literal(name) if yearly else URIRef(name), wish.counted: Literal(n)}
        for name, n in (sorted(found, reverse=True) if yearly else found)
    ]


def _select(knowledge: Knowledge, asked: Asked, text: str, most: int) -> list[dict[str, Term]]:
    """The rows of `text`, which needs the first `most` rows only, from its leads."""
    wanted, written = asked.wanted, written_out(asked.bound(text))
    if wanted is None or knowledge.side is None:
        return knowledge.store.select(written)
    within = [wanted.most, most if asked.ordered else None]
    found = knowledge.side.leads(wanted, min((n for n in within if n is not None), default=None))
    return knowledge.store.select(asked.spec.starting(written, dict.fromkeys(found))) if found else []


def _parted(text: str) -> tuple[str, str]:
    """The query without its limit, and the limit."""
    unlimited, _, most = text.rstrip().rpartition("LIMIT ")
    return unlimited, most


def _unsorted(text: str) -> str:
    """The query without its last order, where it has one, and without its limit."""
    unlimited, _ = _parted(text)
    body, order, _ = unlimited.rpartition("} ORDER BY ")
    return f"{body}}}" if order else unlimited
