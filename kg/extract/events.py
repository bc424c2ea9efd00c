"""Events as the article reports them: the opening sentence with kind and day, and what is reviewed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from kg.extract.days import Day, Relative, days_in, find_days, find_relative
from kg.extract.event_kinds import names_event, topic_after
from kg.extract.main_day import is_held, main_day
from kg.extract.match import Labels, begins, labels
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
_OPENING = re.compile(
    r"(?:(?:vào )?(?:sáng|chiều|tối|trưa|hôm|ngày|trong|từ|sau|trong hai|trong 2)|hội nghị|tại|lễ|đại hội|"
    r"kỳ họp)"
)
# "Ủy ban Kiểm tra", "Ban Tổ chức": a kind of meeting inside the name of a body is none.
_IN_BODY = re.compile(r"(?:ủy ban|ban|phòng|đoàn) $")
_JUST = begins(r"(?<![\w])(?:vừa(?! qua)|mới đây)(?![\w])", "vừa", "mới")
_BEGINS = re.compile(
    r"(?:^|[.,;:\n\"] ?)(?:vào |trong |từ )?(?:(?:ngày|hôm|sáng|trưa|chiều|tối|đêm) ?)*$|"
    r"(?<!\w)(?:sáng|trưa|chiều|tối|đêm|khuya|hôm nay|ngày hôm nay) ?\(?$"
)
# Kinds that name no meeting of their own unless nothing else does, and those that any sentence may hold.
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
UNNAMED = "su-kien"
"""The kind of an event whose kind the text does not name."""
PLAIN = ("quyet-dinh", "ky-luat", "to-tung", "tu-tran", "hoi-dam", "bo-nhiem", "thong-bao")
_LEAD = 3  # sentences that say what an article reports
_EARLY = 6  # sentences in which an event without a day is looked for


@dataclass(frozen=True, slots=True)
class Meeting:
    """An event as one sentence reports it. `kind_start` is where the word for its kind stands.

    `relative` is the `hôm nay` that stands instead of a date.
    """

    sentence: Sentence
    kind: Term
    kind_start: int
    kind_end: int
    moment: Moment | None
    relative: Relative | None = None


@lru_cache(maxsize=4)
def _kinds(lexicon: Lexicon) -> tuple[Labels, dict[str, Term]]:
    kinds = [term for term in lexicon.of(VPO.EventKind) if term.vi and term.local != UNNAMED]
    return labels(form for term in kinds for form in term.forms), lexicon.by_form(kinds)


def find_meetings(reading: Reading, moments: tuple[Moment, ...]) -> Iterator[Meeting]:
    """Yield the events of the article: the main one, then meetings of another day, in the order of the text.

    The main one is that of the first day that can be of an event. A meeting of its own is a sentence that
    opens with a day and names a kind of meeting. Where no day is printed, the first sentence that names one.
    """
    days = find_days(reading, moments)
    content = _content(reading)
    first = main_day(reading, _reported(reading, content, days))
    main = Meeting(first.sentence, *_main_kind(reading, first), first.moment) if first else None
    relative = find_relative(reading, content[:3]) if reading.day else None
    if relative and (main is None or first is None or first.retold or relative.start < first.moment.start):
        main = _of_today(reading, relative)
    main = main or _undated(reading, content)
    if main is None:
        return
    yield main
    seen = {_day_of(main)}
    told = {day.sentence.start for day in days}
    for sentence in content:
        later = sentence.start in told and sentence.start > main.sentence.start
        meeting = _dated(reading, sentence, days) if later else None
        if meeting and _day_of(meeting) not in seen:
            seen.add(_day_of(meeting))
            yield meeting


def _reported(reading: Reading, content: tuple[Sentence, ...], days: tuple[Day, ...]) -> tuple[Day, ...]:
    """Return the days that may be the report's own.

    A report of what has just happened, on no day, comes to other days only later. A clause that opens with a
    day, and a meeting of the day, may still begin the report itself.
    """
    opening = content[:_LEAD]
    headline = (sentence for sentence in reading.sentences if sentence.zone == "headline")
    today = None if reading.day else find_relative(reading, (*headline, *opening))
    if not today and not any(reading.has(_JUST, sentence.start, sentence.end) for sentence in opening):
        return days
    end = max((sentence.end for sentence in opening), default=0)  # a headline may stand alone
    return tuple(
        day
        for day in days
        if day.moment.start < end
        or day.sentence.zone == "headline"
        or (_is_today(reading, day, today) if today else _may_begin(reading, day))
    )


def _is_today(reading: Reading, day: Day, today: Relative) -> bool:
    """Say whether a day is that of `sáng nay`: said of the same part of a day, or of a decision's effect."""
    if day.effect:
        return True
    part = reading.low[today.start : today.end].split(" ")[0]
    before = reading.low[max(day.sentence.start, day.moment.start - 16) : day.moment.start]
    return not day.planned and part != "hôm" and part in before.split()


def _may_begin(reading: Reading, day: Day) -> bool:
    if day.planned:
        return False
    if day.told or day.retold or day.effect or is_held(reading, day):
        return True
    start = max(day.sentence.start - 2, day.moment.start - 24)
    return day.moment.year is None and _BEGINS.search(reading.low, start, day.moment.start) is not None


def _content(reading: Reading) -> tuple[Sentence, ...]:
    return tuple(sentence for sentence in reading.sentences if sentence.zone in ("lead", "body"))


def _day_of(meeting: Meeting) -> tuple[int | None, int | None]:
    return (meeting.moment.day, meeting.moment.month) if meeting.moment else (None, None)


def _main_kind(reading: Reading, day: Day) -> tuple[Term, int, int]:
    return _kind_or_meeting(reading, day.sentence, (day.moment.start, day.moment.end))


def _of_today(reading: Reading, relative: Relative) -> Meeting:
    kind = _kind_or_meeting(reading, relative.sentence, (relative.start, relative.end))
    return Meeting(relative.sentence, *kind, None, relative)


def _kind_or_meeting(reading: Reading, sentence: Sentence, span: tuple[int, int]) -> tuple[Term, int, int]:
    """Return the kind that the sentence names, else the headline, else an event of no named kind at `span`.

    A deed that the sentence names gives way to a meeting of its own in the headline.
    """
    here = _kind_in(reading, sentence)
    if here and here[0].local not in PLAIN:
        return here
    headline = next((other for other in reading.sentences if other.zone == "headline"), None)
    named = _kind_in(reading, headline) if headline else None
    if here and (named is None or _rank(named[0])):
        return here
    return named[0] if named else reading.lexicon.terms[f"scheme/event-kind/{UNNAMED}"], *span


def _undated(reading: Reading, content: tuple[Sentence, ...]) -> Meeting | None:
    """Return the event of an article that prints no day: the first that is named, or has just happened."""
    headline = tuple(sentence for sentence in reading.sentences if sentence.zone == "headline")
    for sentence in (*content[:_EARLY], *headline):
        kind = _kind_in(reading, sentence)
        if kind and (kind[0].local not in PLAIN or reading.has(_JUST, sentence.start, sentence.end)):
            return Meeting(sentence, *kind, None)
    return None


def _dated(reading: Reading, sentence: Sentence, days: tuple[Day, ...]) -> Meeting | None:
    day = next(days_in(days, sentence.start, min(sentence.start + 61, sentence.end)), None)
    if day is None or day.retold or day.signed or not _OPENING.match(reading.low, sentence.start):
        return None
    kind = _kind_in(reading, sentence)
    return Meeting(sentence, *kind, day.moment) if kind and kind[0].local not in PLAIN else None


def _kind_in(reading: Reading, sentence: Sentence) -> tuple[Term, int, int] | None:
    """Return the kind that a sentence names: rather one of its own than a general one than a plain deed."""
    words, by_form = _kinds(reading.lexicon)
    found = [
        (by_form[key(match[0])], match.start(), match.end())
        for match in reading.each(words, sentence.start, sentence.end)
        if not _IN_BODY.search(reading.low[max(0, match.start() - 8) : match.start()])
        and names_event(reading, by_form[key(match[0])].local, *match.span())
    ]
    return min(found, key=lambda item: _rank(item[0]), default=None)


def _rank(kind: Term) -> int:
    return 1 if kind.local in _GENERIC else 2 if kind.local in PLAIN else 0


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
    if meeting.kind.local == UNNAMED:
        return None
    end = reading.sentence_at(meeting.kind_start).end
    return topic_after(reading, meeting.kind.local, meeting.kind_end, end)


def kind_confidence(meeting: Meeting) -> str:
    """Return how sure the kind of an event is: estimates from outside news, by how special the word is."""
    kind = meeting.kind.local
    if kind == UNNAMED:
        return "0.5"
    if kind == "thong-bao":
        return "0.6"
    return "0.7" if kind in (*PLAIN, *_GENERIC) else "0.85"
