"""Facts about changes of posts: of what kind, which posts open and close, who decides, on which days."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.dates import PartialDate
from kg.extract.spans import Cited
from kg.link.bodies import link_body
from kg.link.book import Book, Handle
from kg.link.claim_bodies import claim_body
from kg.link.finds import Finds
from kg.link.held import Held
from kg.load.sentences import Sentence
from kg.vocab import VPO

_CEREMONY = re.compile(r"(?:công bố|trao)(?: và trao)?(?: các)? (?:nghị quyết|quyết định)")
_SINCE = re.compile(r"(?:kể từ|từ|có hiệu lực từ|bắt đầu từ) ngày $")
_DECISION_OF = re.compile(r"(?:quyết định|nghị quyết)[^.;]{0,40}? của $")
_BESIDE = 40  # characters: "Bộ Chính trị quyết định phân công" is one phrase
_DECISIONS = ("QD", "QDi", "QDNS", "NQ")


@dataclass(frozen=True, slots=True)
class Step:
    """One post opened or closed for one person. `past` is its date when it lies before the article's year."""

    held: Held
    person: Handle
    holding: Handle
    past: PartialDate | None


def claim_change(book: Book, finds: Finds, step: Step) -> None:
    """Note a change of posts: all that one article says of one person at one time is one change."""
    held = step.held
    handle = Handle(VPO.PersonnelChange, (step.person.key[0], str(step.past or "")))
    first = not book.has(handle)
    sentence = finds.reading.sentence_at(held.title.start)
    side = VPO.opens if held.effect == "opens" else VPO.closes
    book.add(handle, ((VPO.person, step.person), (side, step.holding)), _decision(finds, sentence))
    if first:
        kind = held.verb.one("changeKind") if held.verb else None
        book.add(
            handle,
            ((VPO.changeKind, kind), (VPO.decidingBody, _decider(book, finds, held, sentence))),
            _dates(finds, step, sentence),
        )
    marks = [(held.title.start, held.title.end), (held.name.start, held.name.end)]
    if held.verb_span:
        marks.append(held.verb_span)
    book.rest(handle, held.title.start, held.rule, held.confidence, marks)


def _decision(finds: Finds, sentence: Sentence) -> Iterator[tuple[str, str | PartialDate | None]]:
    """Yield number and date of the decision that the sentence cites."""
    cited = next((cited for cited in finds.documents if _is_decision(cited, sentence)), None)
    if cited:
        yield VPO.decisionNumber, cited.code
        yield VPO.decisionDate, finds.date_of(cited.dated) if cited.dated else None


def _is_decision(cited: Cited, sentence: Sentence) -> bool:
    return sentence.start <= cited.start < sentence.end and cited.kind in _DECISIONS


def _dates(finds: Finds, step: Step, sentence: Sentence) -> Iterator[tuple[str, PartialDate | None]]:
    """Yield the dates of a change apart: of the ceremony, and of effect where the text says `từ ngày`."""
    if step.past:
        yield VPO.effectDate, step.past
        return
    for moment in finds.moments_in(sentence):
        if moment.day and _SINCE.search(finds.reading.low, max(0, moment.start - 24), moment.start):
            yield VPO.effectDate, finds.date_of(moment)
    if _CEREMONY.search(finds.reading.low):
        days = (moment for moment in finds.moments if moment.day and _is_told(finds, moment.start))
        lead = next(days, None)
        yield VPO.ceremonyDate, finds.date_of(lead) if lead else None


def _is_told(finds: Finds, offset: int) -> bool:
    told = offset >= finds.reading.sentences[0].start
    return told and finds.reading.sentence_at(offset).zone in ("lead", "body")


def _decider(book: Book, finds: Finds, held: Held, sentence: Sentence) -> str | Handle | None:
    """Return the body that decides: the one a decision is said to be `của`, else the one beside the verb."""
    limit, low = held.verb_span[0] if held.verb_span else held.title.start, finds.reading.low
    before = [body for body in finds.bodies if sentence.start <= body.start and body.end <= limit]
    of = [body for body in before if _DECISION_OF.search(low, sentence.start, body.start)]
    near = [body for body in before if limit - body.end <= _BESIDE]
    chosen = (of or near)[-1:]
    return claim_body(book, finds, link_body(finds.context, chosen[0])) if chosen else None
