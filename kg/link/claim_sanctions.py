"""Facts about discipline: which sanction, for whom, by which body, on which day."""

from __future__ import annotations

import re
from functools import lru_cache

from kg.dates import PartialDate
from kg.extract.match import Labels, labels
from kg.link.bodies import link_body
from kg.link.book import Book, Handle
from kg.link.claim_bodies import claim_body
from kg.link.finds import Finds
from kg.link.handles import person_handle
from kg.link.punished import Punished, punished_in
from kg.load.sentences import Sentence
from kg.ontology import Lexicon, Term
from kg.text import key
from kg.vocab import VPO

# A sanction is read only where discipline is spoken of: "phê bình, cảnh cáo lũ" is a flood.
_DISCIPLINE = re.compile(r"kỷ luật|hình thức")
# What the body that punishes does, next to its name; after `của` or `theo` it has only issued a paper.
_PUNISHES = re.compile(
    r"[ ,]*(?:(?:cũng|đã|vừa|còn|mới|tỉnh|thành phố|huyện|và|xem xét|họp|tiến hành|đồng ý|khóa [ivx]+)[ ,]*)*"
    r"(?:ra |có |ký |ban hành )?(?:quyết định|thi hành|kỷ luật|thống nhất|xử lý|biểu quyết|áp dụng)"
)
_NOT_ACTING = re.compile(r"(?:của|theo|căn cứ|thuộc|đề nghị|với|tại|về) $")
_AFTER_PAPER = 14  # characters from a document to its day


def claim_sanctions(book: Book, finds: Finds) -> None:
    """Note the sanctions of sentences that speak of discipline, each for the person it is dealt out to."""
    words, _ = _words(finds.reading.lexicon)
    low = finds.reading.low
    if "kỷ luật" not in low and "hình thức" not in low:
        return
    for sentence in finds.reading.sentences:
        if _DISCIPLINE.search(low, sentence.start, sentence.end):
            matches = tuple(finds.reading.each(words, sentence.start, sentence.end))
            for found in punished_in(finds, sentence, matches) if matches else ():
                _claim(book, finds, sentence, found)


@lru_cache(maxsize=4)
def _words(lexicon: Lexicon) -> tuple[Labels, dict[str, Term]]:
    words = lexicon.words("sanction")
    return labels(form for term in words for form in term.forms), lexicon.by_form(words)


def _claim(book: Book, finds: Finds, sentence: Sentence, found: Punished) -> None:
    person = person_handle(finds, found.name)
    if person is None:
        return
    match, name = found.match, found.name
    kind = _words(finds.reading.lexicon)[1][key(match[0])].one("sanctionKind")
    handle = Handle(VPO.SanctionObservation, (person.key[0], kind or ""))
    if not book.has(handle):
        decider = _decider(book, finds, sentence, found)
        roles = ((VPO.person, person), (VPO.sanctionKind, kind), (VPO.decidingBody, decider))
        book.add(handle, roles, ((VPO.startDate, _day(finds, sentence, match.start())),))
    marks = [match.span(), (name.start, name.end)]
    book.rest(handle, match.start(), "sanctions.kind", "0.9", marks)


def _day(finds: Finds, sentence: Sentence, limit: int) -> PartialDate | None:
    """Return the day of the sanction: the last one before it in its clause, no day of a document."""
    low = finds.reading.low
    papers = [cited.end for cited in finds.documents if sentence.start <= cited.start < limit]
    days = [
        moment
        for moment in finds.moments_in(sentence)
        if moment.day and moment.end <= limit and ";" not in low[moment.end : limit]
    ]
    fits = [
        day for day in days if not any(0 <= day.end - end < _AFTER_PAPER or end >= day.end for end in papers)
    ]
    return finds.date_of(fits[-1]) if fits else None


def _decider(book: Book, finds: Finds, sentence: Sentence, found: Punished) -> str | Handle | None:
    """Return the body that punishes: the one after `bị`, else the last one before that is said to do so."""
    low, limit = finds.reading.low, found.match.start()
    since = sentence.start if found.suffers is None else found.suffers
    bodies = [body for body in finds.bodies if since <= body.start and body.end <= limit]
    acting = [
        body
        for body in bodies
        if found.suffers is not None
        or (
            _PUNISHES.match(low, body.end, limit + 1)
            and not _NOT_ACTING.search(low, max(sentence.start, body.start - 10), body.start)
        )
    ]
    return claim_body(book, finds, link_body(finds.context, acting[-1])) if acting else None
