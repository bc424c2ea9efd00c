"""Facts about discipline: which sanction, for whom, by which body, on which day."""

from __future__ import annotations

import re
from functools import lru_cache

from kg.extract.match import Labels, labels
from kg.extract.spans import Name
from kg.link.bodies import link_body
from kg.link.book import Book, Handle
from kg.link.claim_bodies import claim_body
from kg.link.finds import Finds
from kg.link.handles import person_handle
from kg.load.sentences import Sentence
from kg.ontology import Lexicon, Term
from kg.text import key
from kg.vocab import VPO

# A sanction is read only where discipline is spoken of: "phê bình, cảnh cáo lũ" is a flood.
_DISCIPLINE = re.compile(r"kỷ luật|hình thức")


def claim_sanctions(book: Book, finds: Finds) -> None:
    """Note the sanctions, one for each person of a sentence that speaks of discipline."""
    words, _ = _words(finds.reading.lexicon)
    for sentence in finds.reading.sentences:
        match = next(finds.reading.each(words, sentence.start, sentence.end), None)
        if match and _DISCIPLINE.search(finds.reading.low, sentence.start, sentence.end):
            for name in finds.names_in(sentence.start, sentence.end):
                _claim(book, finds, sentence, match, name)


@lru_cache(maxsize=4)
def _words(lexicon: Lexicon) -> tuple[Labels, dict[str, Term]]:
    words = lexicon.words("sanction")
    return labels(form for term in words for form in term.forms), lexicon.by_form(words)


def _claim(book: Book, finds: Finds, sentence: Sentence, match: re.Match[str], name: Name) -> None:
    person = person_handle(finds, name)
    if person is None:
        return
    kind = _words(finds.reading.lexicon)[1][key(match[0])].one("sanctionKind")
    handle = Handle(VPO.SanctionObservation, (person.key[0], kind or ""))
    if not book.has(handle):
        day = next((finds.date_of(moment) for moment in finds.moments_in(sentence) if moment.day), None)
        decider = _decider(book, finds, sentence, match.start())
        roles = ((VPO.person, person), (VPO.sanctionKind, kind), (VPO.decidingBody, decider))
        book.add(handle, roles, ((VPO.startDate, day),))
    marks = [match.span(), (name.start, name.end)]
    book.rest(handle, match.start(), "sanctions.kind", "0.85", marks)


def _decider(book: Book, finds: Finds, sentence: Sentence, limit: int) -> str | Handle | None:
    """Return the body that punishes: the last one named before the sanction."""
    before = [body for body in finds.bodies if sentence.start <= body.start and body.end <= limit]
    return claim_body(book, finds, link_body(finds.context, before[-1])) if before else None
