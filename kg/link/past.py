"""When a post of the past was held: by the years printed with it, or as a step of a life told in order."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from kg.dates import PartialDate
from kg.extract.match import begins
from kg.extract.spans import Moment
from kg.link.finds import Finds
from kg.link.held import Held
from kg.link.people import person_of

_DATED = ("linking.office", "linking.opens", "linking.closes", "linking.career")
_YEAR = r"(?:19|20)\d\d"
_UPON = rf"{_YEAR} ?(?:-|đến)(?: ngày| tháng| năm)? ?(?:\d{{1,2}}[/.-]){{0,2}}({_YEAR})"
_BEGIN = (
    r"(?:nhiệm kỳ|giai đoạn|các năm|thời kỳ|khóa|\(|từ(?: ngày| tháng| năm)?) ?"
    rf"(?:\d{{1,2}}[/.-]){{0,2}}{_UPON}"
)
_SPAN = re.compile(_BEGIN)
_SPAN_AFTER = re.compile(rf" ?,? ?{_BEGIN}")
# A stretch between two days is behind: `(giai đoạn 18-1-2012 đến 18-1-2017)`.
_CLOSED = re.compile(
    rf"[ ]*,?[ ]*\(?(?:trong )?(?:giai đoạn|thời gian|từ)(?: từ)?(?: ngày|"
    rf" tháng)? \d{{1,2}}[/.-](?:\d{{1,2}}[/.-])?{_YEAR} ?"
    rf"(?:-|đến)(?: ngày| tháng| hết)* ?(?:\d{{1,2}}[/.-]){{1,2}}{_YEAR}|"
    rf"[ ]*,?[ ]*\(?(?:trong )?từ (?:năm )?{_YEAR} (?:cho )?đến (?:hết )?(?:năm )?{_YEAR}"
)
# `Trưởng ban … (2010-2016)`, `giai đoạn 2011-2014`: nobody writes so of an office that goes on.
_YEARS = re.compile(
    rf"[ ]*,?[ ]*(?:\(|\(?giai đoạn (?:từ )?){_YEAR} ?(?:-|đến) ?({_YEAR})[ ]*(?:\)|,|;|$|\.| )"
)
_ON_DAY = re.compile(
    r"(?: khóa [\divx]+)?(?:,? \(?nhiệm kỳ [\d -]+\)?)?,?[ (]*(?:vào |từ |kể từ )*(?=ngày |tháng |năm |\d)"
)
_SPAN_WITHIN = 80  # characters before an office in which its years stand
_BORN = begins(
    r"(?<!\w)(?:sinh (?:ngày|năm|tháng|ra)|quê(?: quán| gốc)?(?: ở| tại| xã| huyện| tỉnh|:)|nguyên quán|"
    r"sn \d{4}|"
    r"tốt nghiệp|có trình độ|trình độ (?:chuyên môn|học vấn|lý luận)|bắt đầu (?:công tác|sự nghiệp))",
    "sinh", "quê", "nguyên", "sn", "tốt", "có", "trình", "bắt",
)  # fmt: skip
_STEP = re.compile(
    r"[-–•+* ]*(?:vào |đến |từ |tới |trong |cuối |đầu |giữa )*(?:năm|tháng|ngày|sau đó|tiếp đó|tiếp theo|"
    r"rồi|trước đó|"
    r"trước khi|trước đây|\w+ năm sau|giai đoạn|thời gian|ít lâu sau|kể từ|lúc đầu|ban đầu|về sau)"
)
_OF_LIFE = re.compile(
    r"(?<!\w)(?:sinh|sn|kết nạp đảng|vào đảng(?: cộng sản việt nam)?)[ :(]*(?:vào )?(?:năm |ngày |tháng )?$"
)
_LIFE_WITHIN = 32  # characters
_STILL = re.compile(r"(?<!\w)(?:hiện|nay|đang|vẫn|vừa|mới)(?!\w)")
_TILL_NOW = re.compile(r"(?<!\w)(?:đến nay|tới nay|cho đến nay|hiện nay|hiện là|hiện đang)(?!\w)")
_GOES_ON = re.compile(r"[ ]*\(?từ [^,;.)]{1,30} (?:cho )?đến nay")
_END = re.compile(
    rf"(?:đến|tới|trước|-) ?(?:ngày |tháng |năm |hết |đầu |cuối )*(?:\d{{1,2}}[/.-]){{0,2}}{_YEAR}"
)
_OPENING = 3  # sentences that tell the news
_LONGEST = 14  # sentences of one biography


@dataclass(frozen=True, slots=True)
class Life:
    """A stretch of the article that tells one person's life: its span, and the key of the person."""

    start: int
    end: int
    person: str


def past_date(finds: Finds, held: Held) -> PartialDate | None:
    """Return the date before an office when it lies in a year before the article's.

    Then the sentence tells a step of a career, not the news. A title beside a name has no date of its own.
    """
    if held.rule not in _DATED:
        return None
    sentence = finds.reading.sentence_at(held.title.start)
    dated = [
        moment for moment in finds.moments_in(sentence) if moment.year and not _is_of_life(finds, moment)
    ]
    before = [moment for moment in dated if moment.start < held.title.start]
    day = finds.reading.day
    behind = _ON_DAY.match(finds.reading.low, held.siblings[-1].end, sentence.end)
    if behind and held.effect == "opens":
        before = [
            moment for moment in dated if moment.start in range(behind.end(), behind.end() + 6)
        ] or before
    if _TILL_NOW.search(finds.reading.low, before[-1].end if before else sentence.start, held.title.start):
        return None
    if _GOES_ON.match(finds.reading.low, held.siblings[-1].end):
        return None
    said = finds.date_of(before[-1]) if before else None
    if said and day is None and said.precision != "day" and is_late(finds, sentence.start):
        return said
    if said is None or said.precision == "day" or day is None:
        return said if said and finds.year and said.day.year < finds.year else None
    return said if said.last_day < day else None


def _is_of_life(finds: Finds, moment: Moment) -> bool:
    """Say whether a day is that of a birth or of joining the Party: what follows it is not of that time."""
    return _OF_LIFE.search(finds.reading.low, max(0, moment.start - _LIFE_WITHIN), moment.start) is not None


def is_late(finds: Finds, offset: int) -> bool:
    """Say whether a sentence stands behind those that tell the news.

    News has a day, no month or year alone.
    """
    content = (sentence.end for sentence in finds.reading.sentences if sentence.zone in ("lead", "body"))
    opening = tuple(islice(content, _OPENING))
    return bool(opening) and offset >= opening[-1]


def is_end(finds: Finds, held: Held) -> bool:
    """Say whether the date before an office is where it ends: `Từ 8/2006 đến 5/2010: …`."""
    start = finds.reading.sentence_at(held.title.start).start
    return _END.search(finds.reading.low, start, held.title.start) is not None


def ended_before(finds: Finds, held: Held) -> bool:
    """Say whether the years printed with an office ended before the article's year."""
    year, low = finds.year, finds.reading.low
    if _CLOSED.match(low, held.title.end):
        return True
    if finds.reading.day is None and _YEARS.match(low, held.title.end):
        return True  # the latest year that the text tells may be the end of these
    if year is None:
        return False
    spans = [_SPAN_AFTER.match(low, held.title.end), _SPAN.search(low, held.title.start, held.title.end)]
    if held.rule in ("linking.office", "linking.prefix-comma"):
        first = held.siblings[0].start
        since = max(finds.reading.sentence_at(first).start, first - _SPAN_WITHIN)
        spans.append(_SPAN.search(low, since, held.title.start))
    return any(int(span[1]) < year for span in spans if span)


def lives(finds: Finds) -> Iterator[Life]:
    """Yield the stretches that tell a life: from birth, home or studies on, until somebody else is named."""
    reading = finds.reading
    told = [(name, person) for name in finds.names if (person := finds.people.person(name))]
    ends = [name.end for name, _ in told]
    for sentence in reading.sentences_at(reading.starts_of(_BORN)):
        born = next(reading.each(_BORN, sentence.start, sentence.end), None)
        if born is None:
            continue
        first = bisect_right(ends, born.start())
        if not first:
            continue
        who = told[first - 1][1]
        following = (told[at] for at in range(first, len(told)))
        others = (name.start for name, person in following if name.start > born.start() and person != who)
        at = bisect_left(reading.starts, sentence.start)
        last = reading.sentences[min(at + _LONGEST, len(reading.sentences) - 1)]
        yield Life(born.start(), min(next(others, last.end), last.end), who)


def is_step(finds: Finds, held: Held, told: tuple[Life, ...]) -> bool:
    """Say whether an office is a step of a life without a date of its own: `Sau đó ông làm …`."""
    start, person = held.title.start, person_of(finds.people, held.name)
    if not any(life.start <= start < life.end and life.person == person for life in told):
        return False
    sentence = finds.reading.sentence_at(start)
    if _STILL.search(finds.reading.low, sentence.start, start):
        return False
    return _STEP.match(finds.reading.low, sentence.start) is not None and past_date(finds, held) is None
