"""Meetings as the article reports them: the opening sentence with kind and day, and what is reviewed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from kg.extract.match import any_of
from kg.extract.reading import Reading
from kg.extract.spans import Moment
from kg.load.sentences import Sentence
from kg.ontology import Lexicon, Term
from kg.text import key
from kg.vocab import VPO

_HALF = re.compile(r"(?:sáu|6) tháng đầu năm ((?:19|20)\d\d)")
_LATER_HALF = re.compile(r"(?:sáu|6) tháng cuối năm ((?:19|20)\d\d)")
_MONTHS = re.compile(r"([1-9]) tháng đầu năm ((?:19|20)\d\d)")
_QUARTER = re.compile(r"quý (i{1,3}|iv)[ /-]*(?:năm )?((?:19|20)\d\d)")
_YEAR = re.compile(r"năm ((?:19|20)\d\d)(?![ ]?[-–][ ]?\d)")
_PERIOD_WORD = re.compile(r"sơ kết|tổng kết|kết quả|đánh giá|phong trào")
_TOPIC_END = re.compile(r"[,.;:\n]|(?:6 tháng|sáu tháng|\d tháng|quý [ivx]+|năm) ")
_OPENING = re.compile(
    r"(?:(?:vào )?(?:sáng|chiều|tối|trưa|hôm|ngày|trong|từ|sau|trong hai|trong 2)|hội nghị|tại|lễ|đại hội|"
    r"kỳ họp)"
)
_NO_DAY = re.compile(
    r"(?:từ|đến|trước|sau|kể từ|hết|hạn|sinh|số [^ ]+|quyết định|nghị quyết|văn bản) (?:ngày )?(?:\(?)$"
)
# Words that name no meeting of their own unless nothing else does.
# "Ủy ban Kiểm tra", "Ban Tổ chức": a kind of meeting inside the name of a body is none.
_IN_BODY = re.compile(r"(?:ủy ban|ban|phòng|đoàn) $")
_GENERIC = (
    "hoi-nghi",
    "hop",
    "trien-khai",
    "quan-triet",
    "kiem-tra",
    "tham",
    "ban-giao",
    "bau-cu",
    "phat-dong",
    "trao-tang",
)


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting as one sentence reports it. `kind_start` is where the word for its kind stands."""

    sentence: Sentence
    kind: Term
    kind_start: int
    kind_end: int
    moment: Moment | None


@lru_cache(maxsize=4)
def _kinds(lexicon: Lexicon) -> tuple[re.Pattern[str], dict[str, Term]]:
    kinds = [term for term in lexicon.of(VPO.EventKind) if term.vi]
    return re.compile(any_of(form for term in kinds for form in term.forms)), lexicon.by_form(kinds)


def find_meetings(reading: Reading, moments: tuple[Moment, ...]) -> Iterator[Meeting]:
    """Yield the meetings of the article: sentences that open with a day and name a kind of meeting.

    Only the lead and the body are read. Where none does, the first sentence that names a kind of meeting.
    """
    first = _first_dated(reading, moments)
    found = [meeting for sentence in _content(reading) if (meeting := _dated(reading, sentence, moments))]
    if first and (not found or first.sentence.start <= found[0].sentence.start):
        found = [first, *found]
    if found:
        yield from _apart(found)
        return
    for sentence in (*_content(reading), *(s for s in reading.sentences if s.zone == "headline")):
        kind = _kind_in(reading, sentence)
        if kind:
            yield Meeting(sentence, *kind, _day_in(moments, sentence.start, sentence.end))
            return


def _content(reading: Reading) -> tuple[Sentence, ...]:
    return tuple(sentence for sentence in reading.sentences if sentence.zone in ("lead", "body"))


def _apart(found: list[Meeting]) -> Iterator[Meeting]:
    """Yield the meetings that are not the same one again: another day, or another kind after the first."""
    seen: set[tuple[int | None, int | None]] = set()
    for meeting in found:
        day = (meeting.moment.day, meeting.moment.month) if meeting.moment else (None, None)
        if day not in seen:
            seen.add(day)
            yield meeting


def _first_dated(reading: Reading, moments: tuple[Moment, ...]) -> Meeting | None:
    """Return the meeting of the opening: the first day in the first sentences that is of no document."""
    for sentence in _content(reading)[:3]:
        for moment in moments:
            here = moment.day and sentence.start <= moment.start < sentence.end
            if here and not _NO_DAY.search(reading.low[max(0, moment.start - 40) : moment.start]):
                return Meeting(sentence, *_opening_kind(reading, sentence, moment), moment)
    return None


def _opening_kind(reading: Reading, sentence: Sentence, moment: Moment) -> tuple[Term, int, int]:
    """Return the kind of meeting that the sentence names, else the headline, else a meeting of any kind."""
    kind = _kind_in(reading, sentence)
    if kind:
        return kind
    headline = next((other for other in reading.sentences if other.zone == "headline"), None)
    named = _kind_in(reading, headline) if headline else None
    term = named[0] if named else reading.lexicon.terms["scheme/event-kind/hop"]
    return term, moment.start, moment.end


def _dated(reading: Reading, sentence: Sentence, moments: tuple[Moment, ...]) -> Meeting | None:
    day = _day_in(moments, sentence.start, min(sentence.start + 61, sentence.end))
    if day is None or not _OPENING.match(reading.low, sentence.start):
        return None
    kind = _kind_in(reading, sentence)
    return Meeting(sentence, *kind, day) if kind else None


def _day_in(moments: tuple[Moment, ...], start: int, end: int) -> Moment | None:
    return next((moment for moment in moments if moment.day and start <= moment.start < end), None)


def _kind_in(reading: Reading, sentence: Sentence) -> tuple[Term, int, int] | None:
    pattern, by_form = _kinds(reading.lexicon)
    found = [
        (by_form[key(match[0])], match.start(), match.end())
        for match in pattern.finditer(reading.low, sentence.start, sentence.end)
        if not _IN_BODY.search(reading.low[max(0, match.start() - 8) : match.start()])
    ]
    special = [item for item in found if item[0].local not in _GENERIC]
    return next(iter(special or found), None)


def review_period(reading: Reading, sentence: Sentence) -> tuple[date, date] | None:
    """Return the first and last day of the period that the meeting looks back on."""
    text = reading.low[sentence.start : sentence.end]
    if not _PERIOD_WORD.search(text):
        return None
    if match := _HALF.search(text):
        return date(int(match[1]), 1, 1), date(int(match[1]), 6, 30)
    if match := _LATER_HALF.search(text):
        return date(int(match[1]), 7, 1), date(int(match[1]), 12, 31)
    if match := _QUARTER.search(text):
        quarter = {"i": 0, "ii": 1, "iii": 2, "iv": 3}[match[1]]
        return date(int(match[2]), quarter * 3 + 1, 1), _month_end(int(match[2]), quarter * 3 + 3)
    if match := _MONTHS.search(text):
        return date(int(match[2]), 1, 1), _month_end(int(match[2]), int(match[1]))
    if match := _YEAR.search(text):
        return date(int(match[1]), 1, 1), date(int(match[1]), 12, 31)
    return None


def _month_end(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1).replace(day=1) - date.resolution


def topic_of(reading: Reading, meeting: Meeting) -> tuple[int, int] | None:
    """Return the span of what the meeting is about: the words after its kind, up to a sign or a period."""
    end = _TOPIC_END.search(reading.low, meeting.kind_end, meeting.sentence.end)
    stop = end.start() if end else meeting.sentence.end
    start = meeting.kind_end
    while start < stop and reading.shadow[start] in " :":
        start += 1
    while stop > start and reading.shadow[stop - 1] == " ":
        stop -= 1
    return (start, stop) if stop - start >= 8 else None
