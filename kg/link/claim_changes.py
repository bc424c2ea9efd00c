"""Facts about changes of posts: of what kind, which posts open and close, who decides, on which days."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.dates import PartialDate
from kg.extract.spans import Cited
from kg.link.bodies import link_body
from kg.link.book import Book, Handle
from kg.link.changed import Step, changes_in
from kg.link.claim_bodies import claim_body
from kg.link.deciding import decider_of
from kg.link.finds import Finds
from kg.link.precision import roughness
from kg.link.verb_words import effect_of, verb_words
from kg.load.sentences import Sentence
from kg.text import key
from kg.vocab import VPO

_CEREMONY = re.compile(r"(?:công bố|trao)(?: và trao)?(?: các)? (?:nghị quyết|quyết định)")
_SINCE = re.compile(r"(?:kể từ|từ|có hiệu lực từ|bắt đầu từ) ngày $")
# What follows is later than the date before it, or goes on all the same.
_LATER = re.compile(r"(?<!\w)(?:sau đó|rồi|vẫn|tiếp đó|tiếp tục|nay|hiện)(?!\w)")
_BORN = re.compile(r"(?<!\w)(?:sinh|sn|sinh năm|sinh ngày)[ :]*(?:năm |ngày )?$")
_UNDER = re.compile(r"(?:theo|căn cứ|quy định tại|vi phạm)(?: các)? $")
_SOON = re.compile(r"(?<!\w)(?:sẽ|dự kiến|chuẩn bị|sắp)(?!\w)[^,;]{0,30}$")
_DECISIONS = ("QD", "QDi", "QDNS", "NQ")
_NAMED_NEAR = 160  # characters from the number of a decision to what it does
# How sure a step is, by its rule: measured on outside news. A post left behind by a move is inferred.
_CONFIDENCE = {"linking.header": "0.7", "linking.opens": "0.85", "linking.closes": "0.85"}
_INFERRED, _PLANNED = "0.75", "0.6"


@dataclass(frozen=True, slots=True)
class _Told:
    """The sentence that tells a change, and the step it tells first."""

    sentence: Sentence
    step: Step


def claim_changes(book: Book, finds: Finds, steps: Sequence[Step]) -> None:
    """Note the changes of posts, each of one person by one decision."""
    for number, group in enumerate(changes_in(finds, steps)):
        _claim(book, finds, group, str(number))


def _claim(book: Book, finds: Finds, group: Sequence[Step], number: str) -> None:
    first = next((step for step in group if step.held.verb_span), group[0])
    handle = Handle(VPO.PersonnelChange, (first.person.key[0], number))
    book.add(handle, ((VPO.person, first.person),))
    for step in group:
        book.add(handle, ((VPO.opens if step.held.effect == "opens" else VPO.closes, step.holding),))
    kinds = [_kind(finds, step) for step in group if step.held.verb]
    days = _days(finds, (first, *group))
    roles = (
        (VPO.changeKind, kinds[0] if kinds else None),
        (VPO.decidingBody, _decider(book, finds, group)),
        (VPO.precision, roughness(days.get(VPO.effectDate) or days.get(VPO.decisionDate))),
    )
    book.add(handle, roles, tuple(days.items()))
    for step in group:
        held = step.held
        marks = [(held.title.start, held.title.end), (held.name.start, held.name.end)]
        if held.verb_span:
            marks.append(held.verb_span)
        book.rest(handle, held.title.start, held.rule, _confidence(finds, step), marks)


def _days(finds: Finds, steps: Sequence[Step]) -> dict[str, str | PartialDate | None]:
    """Return the number of the decision and the days, each by the first step whose sentence tells it."""
    found: dict[str, str | PartialDate | None] = {}
    read: set[int] = set()
    for step in steps:
        here = _Told(finds.reading.sentence_at(step.held.title.start), step)
        if here.sentence.start in read:
            continue
        read.add(here.sentence.start)
        for name, value in (*_decision(finds, here), *_dates(finds, here)):
            if found.get(name) is None:
                found[name] = value
    return found


def _kind(finds: Finds, step: Step) -> str | None:
    """Return the kind of change: of the verb, or of the one printed before the post where none is marked."""
    held, reading = step.held, finds.reading
    words = verb_words(reading.lexicon)
    if held.verb and held.verb_span is None and held.effect == "closes":
        since = reading.sentence_at(held.title.start).start
        printed = [
            words.by_verb[key(match[0])] for match in reading.each(words.verbs, since, held.title.start)
        ]
        closing = [verb for verb in printed if effect_of(verb) == "closes"]
        if closing:
            return closing[-1].one("changeKind")
    return held.verb.one("changeKind") if held.verb else None


def _confidence(finds: Finds, step: Step) -> str:
    held = step.held
    if held.verb_span is None:
        return _INFERRED
    since = finds.reading.sentence_at(held.title.start).start
    if _SOON.search(finds.reading.low, since, max(since, held.verb_span[0])):
        return _PLANNED
    return _CONFIDENCE.get(held.rule, _INFERRED)


def _decider(book: Book, finds: Finds, group: Sequence[Step]) -> str | Handle | None:
    """Return the body that decides, of the first clause that tells it."""
    for step in group:
        body = decider_of(finds, step.held, finds.reading.sentence_at(step.held.title.start))
        if body:
            return claim_body(book, finds, link_body(finds.context, body))
    return None


def _decision(finds: Finds, told: _Told) -> Iterator[tuple[str, str | PartialDate | None]]:
    """Yield number and date of the decision that the sentence cites."""
    cited = next((cited for cited in finds.documents if _is_decision(finds, cited, told)), None)
    if cited:
        yield VPO.decisionNumber, cited.code
        yield VPO.decisionDate, finds.date_of(cited.dated) if cited.dated else None


def _is_decision(finds: Finds, cited: Cited, told: _Told) -> bool:
    low, sentence = finds.reading.low, told.sentence
    if cited.kind not in _DECISIONS or not sentence.start <= cited.start < sentence.end:
        return False
    near = abs(told.step.held.title.start - cited.end) <= _NAMED_NEAR
    return near and not _UNDER.search(low, max(sentence.start, cited.start - 20), cited.start)


def _dates(finds: Finds, told: _Told) -> Iterator[tuple[str, PartialDate | None]]:
    """Yield the dates of a change apart: of the ceremony, and of effect where the text says `từ ngày`."""
    past, low, sentence = told.step.past, finds.reading.low, told.sentence
    moments = finds.moments_in(sentence)
    if past:
        said = [moment for moment in moments if finds.date_of(moment) == past]
        since = said[-1].end if said else sentence.start
        title = told.step.held.title.start
        born = said and _BORN.search(low, max(sentence.start, said[-1].start - 20), said[-1].start)
        until = said and low.endswith(("đến ", "đến ngày ", "đến tháng ", "đến năm "), 0, said[-1].start)
        if not born and not until and not (said and since < title and _LATER.search(low, since, title)):
            yield VPO.effectDate, past
        return
    for moment in moments:
        if moment.day and _SINCE.search(low, max(0, moment.start - 24), moment.start):
            yield VPO.effectDate, finds.date_of(moment)
            break
    yield from _ceremony(finds, told)


def _ceremony(finds: Finds, told: _Told) -> Iterator[tuple[str, PartialDate | None]]:
    """Yield the day on which the decision was handed over: that of the sentence, else of the opening."""
    low, sentence = finds.reading.low, told.sentence
    content = [each for each in finds.reading.sentences if each.zone in ("lead", "body")]
    for place in (sentence, *content[:2]):
        if not _CEREMONY.search(low, place.start, place.end):
            continue
        days = (moment for moment in finds.moments_in(place) if moment.day)
        day = next((day for day in days if not _SINCE.search(low, max(0, day.start - 24), day.start)), None)
        if day:
            yield VPO.ceremonyDate, finds.date_of(day)
            return
