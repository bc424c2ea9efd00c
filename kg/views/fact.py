"""One fact for who doubts it: what it says, the sentences of each article, and what curators decided."""

from __future__ import annotations

from dataclasses import dataclass

from rdflib import URIRef

from kg.errors import UnknownEntityError
from kg.store import Term
from kg.views.article import Statement, statement
from kg.views.evidence import Footnotes
from kg.views.knowledge import Knowledge
from kg.views.page import Note
from kg.views.parts import Ref

_GROUNDS = 20  # articles' own words for one fact; of more the rest is counted
_SENTENCES = 3


@dataclass(frozen=True, slots=True)
class Ground:
    """What one article said: the node that decisions are about, its values and its sentences."""

    ref: Ref
    said: Statement
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class FactPage:
    """A fact: `said` is what is concluded, None where it is an article's own.

    `more` counts grounds that are not listed.
    """

    ref: Ref
    kind: Ref
    said: Statement | None
    grounds: tuple[Ground, ...]
    more: int


def fact_page(knowledge: Knowledge, name: str) -> FactPage:
    """Return the page of the fact called `name`; raise `UnknownEntityError` when nothing is said of it."""
    iri = knowledge.iri(name)
    if not knowledge.knows(iri):
        raise UnknownEntityError(str(iri))
    notes = Footnotes(knowledge)
    facts = notes.facts(iri)
    return FactPage(
        ref=knowledge.ref(iri),
        kind=knowledge.ref(URIRef(knowledge.kind(iri))),
        said=statement(knowledge, iri) if facts != [iri] else None,
        grounds=tuple(ground_of(knowledge, fact) for fact in facts[:_GROUNDS]),
        more=max(0, len(facts) - _GROUNDS),
    )


def ground_of(knowledge: Knowledge, fact: Term) -> Ground:
    """Return what an article said with one of its nodes."""
    notes = Footnotes(knowledge)
    notes.cite([fact], _SENTENCES)
    return Ground(knowledge.ref(fact), statement(knowledge, fact), notes.notes())
