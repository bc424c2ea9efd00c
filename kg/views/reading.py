"""What all parts of one page share: the data, the sentences cited, and what the reader wants of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from rdflib import URIRef

from kg.queries import named
from kg.store import Term
from kg.views.disputes import Disputes, disputes
from kg.views.evidence import Footnotes
from kg.views.knowledge import Knowledge
from kg.views.lens import ALL, Lens
from kg.views.turning import bound_to


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading of the data for one page."""

    knowledge: Knowledge
    notes: Footnotes
    lens: Lens = ALL
    disputes: Disputes = field(default_factory=dict)

    @classmethod
    def of(cls, knowledge: Knowledge, thing: URIRef, lens: Lens = ALL) -> Reading:
        """Return a reading for the page of `thing` that has cited nothing yet."""
        notes = Footnotes(knowledge, lens)
        return cls(knowledge, notes, lens, disputes(knowledge, notes, thing))

    def rows(self, query: str, subject: URIRef) -> list[dict[str, Term]]:
        """Return the rows of a page query about `subject` that were told by the day looked back to."""
        bound = bound_to(named(query), subject, self.lens)
        rows = self.knowledge.store.select(bound.text, **bound.bindings)
        if not self.lens.known:
            return rows
        return [row for row in rows if "item" not in row or self.notes.facts(row["item"])]
