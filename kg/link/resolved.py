"""What a citation was resolved to: a document, or why none, with those that may be meant."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from kg.ontology import Term
from kg.vocab import VPO


@dataclass(frozen=True, slots=True)
class Resolved:
    """The document that is meant: its name, how sure, why in words.

    `known` is its reference row, if any; `candidates` are the rows among which nothing decides.
    """

    name: str | None
    state: str
    reason: str
    known: Term | None = None
    candidates: tuple[Term, ...] = ()


def known(term: Term, reason: str) -> Resolved:
    """Return a document of the reference tables."""
    return Resolved(term.name, VPO.resolved, reason, term)


def several(terms: Iterable[Term], reason: str) -> Resolved:
    """Return documents among which nothing decides, the oldest first."""
    ordered = tuple(sorted(terms, key=lambda term: (term.one("issueDate") or "", term.name)))
    names = ", ".join(term.local for term in ordered)
    return Resolved(None, VPO.ambiguous, f"{reason}: {names}", None, ordered)


def not_later(term: Term, day: date | None) -> bool:
    """Say whether a document had been issued by `day`; nothing speaks against it where a day is unknown."""
    issued = term.one("issueDate")
    return day is None or issued is None or issued[:10] <= day.isoformat()
