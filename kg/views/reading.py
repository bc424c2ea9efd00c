"""What all parts of one page share: the data, the sentences cited, and what the reader wants of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rdflib import URIRef

from kg.queries import named
from kg.store import Term
from kg.views.disputes import Disputes, disputes
from kg.views.evidence import Footnotes
from kg.views.knowledge import Knowledge
from kg.views.lens import ALL, Lens
from kg.views.turning import Asked, Turn, rows_at, rows_of


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of a page query that the reader wants.

    `weak` and `late` count the facts that are hidden: too little sure, or told later than is looked back to.
    `last` is the last row read where the query has more than it may give; then `items` counts the facts of
    all rows, where the side index does.
    """

    rows: list[dict[str, Term]]
    weak: int
    late: int
    last: Mapping[str, Term] | None = None
    items: int = 0

    @property
    def cut(self) -> bool:
        """Whether the query has more than it may give."""
        return self.last is not None


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading of the data for one page."""

    knowledge: Knowledge
    notes: Footnotes
    lens: Lens
    disputes: Disputes

    @classmethod
    def of(cls, knowledge: Knowledge, thing: URIRef, lens: Lens = ALL) -> Reading:
        """Return a reading for the page of `thing` that has cited nothing yet."""
        notes = Footnotes(knowledge, lens)
        return cls(knowledge, notes, lens, disputes(knowledge, thing))

    def rows(self, query: str, subject: URIRef) -> Rows:
        """Return the rows of a page query about `subject`, without those that the lens hides."""
        asked = Asked.of(named(query), subject, self.lens)
        rows = rows_of(self.knowledge, asked)
        items = {row["item"] for row in rows if "item" in row} if self.lens else set()
        late = {item for item in items if not self.told([item])}
        weak = {item for item in items - late if self.weak([item])}
        kept = [row for row in rows if row.get("item") not in late | weak]
        return Rows(kept, len(weak), len(late), rows[-1] if len(rows) >= asked.most else None)

    def first(self, query: str, subject: URIRef, most: int) -> Rows:
        """Return the first rows, as many as are wanted where the side index has them in order, else all."""
        asked, side = Asked.of(named(query), subject, self.lens), self.knowledge.side
        if self.lens.hides or side is None or asked.wanted is None or not asked.ordered:
            return self.rows(query, subject)
        rows, further = rows_at(self.knowledge, asked, Turn(1, most))
        return Rows(rows, 0, 0, rows[-1], side.led(asked.wanted)) if further else Rows(rows, 0, 0)

    def told(self, items: Iterable[Term]) -> bool:
        """Return whether any article told of a fact by the day looked back to."""
        return not self.lens.known or any(map(self.notes.facts, items))

    def weak(self, items: Iterable[Term]) -> bool:
        """Return whether a fact is less sure than is wanted; a row of the tables has no such measure."""
        sure = self.notes.stand(items).confidence if self.lens.least else None
        return sure is not None and sure < self.lens.least
