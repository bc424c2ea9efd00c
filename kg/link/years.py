"""On which date an event was: the year of a day without one, from publication or from the text itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from kg.dates import PartialDate
from kg.extract.events import Meeting
from kg.extract.match import begins
from kg.extract.reading import Reading
from kg.extract.spans import Moment
from kg.extract.times import dated, last_dated, nearest_year
from kg.link.ages import year_of_ages
from kg.link.finds import Finds
from kg.link.year_signs import FUTURE, Ground, Sign, ground_of
from kg.quick import replace
from kg.vocab import VPO

_JOINS = re.compile(r" ?(?:đến|-|và) ?(?:hết )?(?:ngày )?")
_NAMED = (
    r"(?:tổng kết|sơ kết|công tác|phong trào|nhiệm vụ|phương hướng|kế hoạch|hội nghị|đại hội|hội thi|"
    r"hội thao|gặp gỡ|gặp mặt|họp mặt|tọa đàm|tập huấn|chương trình|lễ |đợt |tuần lễ|ngày hội|quyết định|"
    r"quý |tháng đầu|tháng cuối|xuân |tết )"
)
_YEAR = r"((?:19|20)\d\d)(?! ?- ?\d)(?!\d)"
_OTHER = r"đến năm|từ năm|giai đoạn|nhiệm kỳ|khóa|luật|hiến pháp|xảy ra|sinh năm|tầm nhìn"
_NAME_YEAR = re.compile(
    rf"{_NAMED}(?:(?!{_OTHER})[^.;\n]){{0,100}}?(?:năm |quý i{{1,3}}[ /-]*|quý iv[ /-]*){_YEAR}"
)
_SEASON_YEAR = re.compile(rf"(?<!\w)(?:tết|(?:mừng|đón|chúc|hội|chào) xuân)(?!\w)[^.;,(\n]{{0,30}}? {_YEAR}")
# A congress that is held elects for a term that begins with its year.
_CONGRESS = re.compile(
    r"(?<!\w)(?:tổ chức|khai mạc|bế mạc|diễn ra|dự|tiến hành|tại|phiên|[\d)],) đại hội (?:đại biểu |điểm )?"
    r"(?:đảng bộ|đảng viên|chi bộ|đoàn|hội|công đoàn|mặt trận|lần thứ)[^.;\n]{0,90}?"
    r"nhiệm kỳ (20\d\d) ?- ?(20\d\d)"
)
_TERM_YEARS = 5
# "Tại Đại hội Đảng XII hồi tháng 1": the last January before the article.
_PARTY_CONGRESS = begins(
    r"(?<!\w)đại hội (?:đảng )?(?:toàn quốc )?(?:lần thứ )?(xi{0,3}|1[1-3])(?!\w)"
    r"[^.;,]{0,20} tháng 1(?![\d/-])",
    "đại",
)
_CONGRESS_YEARS = {"xi": 2011, "11": 2011, "xii": 2016, "12": 2016, "xiii": 2021, "13": 2021}
_WORK_YEAR = begins(
    rf"(?<!\w)(?:(?<!hoàn thành )(?<!xuất sắc )(?<!tốt )nhiệm vụ|nội dung|chương trình|kế hoạch|sơ kết|"
    rf"tổng kết|chỉ tiêu)(?!\w)"
    rf"(?:(?!{_OTHER})[^.;\n]){{0,35}}? năm {_YEAR}",
    "nhiệm", "nội", "chương", "kế", "sơ", "tổng", "chỉ",
)  # fmt: skip
# A meeting of every year that bears its year without a word for it.
_YEARLY = begins(
    rf"(?<!\w)(?:apec|asean|asem|asiad|wef|sea games) {_YEAR}", "apec", "asean", "asem", "asiad", "wef", "sea"
)
_SCHOOL_YEAR = begins(
    r"(?<!\w)(?:kết quả|tổng kết|bế giảng) năm học (20\d\d) ?- ?(20\d\d)", "kết", "tổng", "bế"
)
_SO_FAR = begins(
    rf"(?<!\w)(?:từ đầu năm {_YEAR}(?= đến nay)|([1-9]|1[0-2]) tháng(?: đầu)?(?: của)?(?: năm)?[ /]{_YEAR})",
    "từ", *map(str, range(1, 13)),
)  # fmt: skip
_COMPARED = begins(rf"(?:so với|tăng|giảm)[^.;\n]{{0,40}} năm {_YEAR}", "so", "tăng", "giảm")
_WORD = re.compile(
    r"(?P<half>tháng đầu|quý i{1,3}(?!\w))|(?P<review>tổng kết|sơ kết|kết quả|quý iv)|"
    r"(?P<feast>xuân|tết)|"
    r"(?P<plan>triển khai|nhiệm vụ|phương hướng|kế hoạch|nội dung|chương trình|chỉ tiêu)"
)
_FIRST = 1990  # what is older is told as history
_PLANS_FROM = 5  # the month from which on the plan of a year may be that of the next
_SOON_AFTER = 3  # months after those told of in which a report is written
# Days after publication that an event may lie, and one of which it is said that it will be.
_AHEAD, _FAR_AHEAD = 10, 183
_FOLLOWING = 2  # sentences after the opening that may name the event with its year


@dataclass(frozen=True, slots=True)
class When:
    """The date of an event, what it rests on (a state of the ontology), and how sure it is."""

    date: PartialDate | None
    basis: str | None = None
    confidence: str = "0.9"


def when_held(finds: Finds, meeting: Meeting) -> When:
    """Return when an event was.

    A day without a year is of the year of publication, else of one that the text gives a ground for; without
    ground there is no date.
    """
    reading, moment = finds.reading, meeting.moment
    if moment is None:
        return _of_publication(finds, meeting)
    if moment.year:
        return When(dated(moment, None), VPO.statedDate)
    closing = _closing(finds, meeting, moment)
    if closing and closing.year and closing.month:
        year = closing.year - ((moment.month or 0) > closing.month)
        return When(dated(moment, year), VPO.statedDate)
    if reading.day:
        ahead = FUTURE.search(reading.low, meeting.sentence.start, meeting.sentence.end)
        year = nearest_year(moment, reading.day, _FAR_AHEAD if ahead else _AHEAD)
        return When(dated(moment, year), VPO.yearFromHeader)
    inferred, confidence = _year_in_text(finds, meeting, moment)
    found = dated(moment, inferred) if inferred else None
    return When(found, VPO.yearFromText, confidence) if found else When(None)


def last_day(finds: Finds, meeting: Meeting, first: PartialDate) -> PartialDate | None:
    """Return the last day of an event that is printed as a span of days, None for a single day."""
    moment = meeting.moment
    if moment is None or moment.end_day is not None:
        return last_dated(moment, first) if moment else None
    after = _closing(finds, meeting, moment)
    last = dated(after, first.day.year) if after else None
    return last if last and last.day > first.day else None


def _closing(finds: Finds, meeting: Meeting, moment: Moment) -> Moment | None:
    """Return the other end of the span of days that `moment` begins."""
    after = next((other for other in finds.moments_in(meeting.sentence) if other.start > moment.start), None)
    joined = after and after.day and _JOINS.fullmatch(finds.reading.low, moment.end, after.start)
    return after if joined else None


def _of_publication(finds: Finds, meeting: Meeting) -> When:
    observed = finds.observed
    if observed is None:
        return When(None)
    if meeting.relative is None or observed.precision != "day":
        return When(observed, VPO.publicationDate)
    return When(PartialDate(observed.day - timedelta(meeting.relative.ago)), VPO.relativeDay, "0.8")


def _year_in_text(finds: Finds, meeting: Meeting, moment: Moment) -> tuple[int | None, str]:
    """Return the year that the text gives a ground for, and how sure that ground is.

    The same day printed in full; the name of the event; other dates; the name of a piece of work. A date
    behind the article later than the guess leaves no guess.
    """
    ground = ground_of(finds)
    again = {other.year for other in finds.moments if other.year and _is_same_day(other, moment)}
    if len(again) == 1 and _fits(moment, max(again), ground):
        return again.pop(), "0.85"
    named = next(filter(None, _named_years(finds.reading, meeting, moment)), 0)
    if named and _fits(moment, named, ground):
        return named, "0.8"
    year = _by_signs(moment, ground)
    if year:
        return year, "0.65"
    told = {year for year in _told_years(finds.reading, moment, ground) if _fits(moment, year, ground)}
    if len(told) == 1:
        return told.pop(), "0.6"
    aged = year_of_ages(finds)
    return (aged if aged and _fits(moment, aged, ground) else None), "0.6"


def _is_same_day(other: Moment, moment: Moment) -> bool:
    return (other.day, other.month) == (moment.day, moment.month)


def _named_years(reading: Reading, meeting: Meeting, moment: Moment) -> Iterator[int]:
    """Yield the years in the name of the event."""
    congress = _CONGRESS.search(reading.low, meeting.sentence.start, meeting.sentence.end)
    if congress and int(congress[2]) - int(congress[1]) == _TERM_YEARS:
        yield int(congress[1])
    headline = [sentence for sentence in reading.sentences if sentence.zone == "headline"]
    content = [s for s in reading.sentences if s.start > meeting.sentence.start and s.zone == "body"]
    for sentence in (meeting.sentence, *headline, *content[:_FOLLOWING]):
        named = reading.has_year(sentence.start, sentence.end)
        for pattern in (_NAME_YEAR, _SEASON_YEAR) if named else ():
            for match in pattern.finditer(reading.low, sentence.start, sentence.end):
                yield _held(match, moment)


def _held(named: re.Match[str], moment: Moment) -> int:
    """Return the year of an event that is named with one: a year is summed up in the next January.

    It is planned at the end of the one before; in between a plan may be of either, which gives 0.
    """
    year, month = int(named[1]), moment.month or 0
    words = {word.lastgroup: word.end() for word in _WORD.finditer(named[0])}
    if "half" in words:
        return year
    if words.get("review", 0) > words.get("plan", 0):
        return year + 1 if month <= 3 else year
    if not words.get("plan"):
        return year - 1 if "feast" in words and month >= 11 else year
    return year if month < _PLANS_FROM else year - 1 if month >= 11 else 0


def _told_years(reading: Reading, moment: Moment, ground: Ground) -> Iterator[int]:
    """Yield the years that work, figures and meetings of a year tell, wherever the text speaks of them."""
    month = moment.month or 0
    for match in reading.each(_WORK_YEAR):
        yield _held(match, moment)
    for match in reading.each(_YEARLY):
        yield int(match[1])
    for match in reading.each(_PARTY_CONGRESS) if month > 1 else ():
        yield _CONGRESS_YEARS.get(match[1], 0)
    for match in reading.each(_SO_FAR):
        first, last, year = (int(group or 0) for group in match.group(1, 2, 3))
        if first or last < month <= last + _SOON_AFTER:
            yield first or year
        elif last == 12 and month <= _SOON_AFTER:
            yield year + 1
    for match in reading.each(_SCHOOL_YEAR):
        if 5 <= month <= 8:
            yield int(match[2])
    told = ground.youngest
    compared = reading.each(_COMPARED) if month <= _SOON_AFTER else ()
    if told - 1 in {int(match[1]) for match in compared}:
        yield told + 1
    turned = _turn_of_year(moment, ground)
    if turned:
        yield turned


def _by_signs(moment: Moment, ground: Ground) -> int | None:
    """Return the year that puts the event nearest to another date of the text, on the side where it lies.

    Of the dates behind the article only the last is tried. What another date contradicts is no year, nor what
    a year or a term of the text contradicts.
    """
    found = sorted(
        (gap, year, int(sign.kind != "past"))
        for sign in set(ground.signs)
        if sign.kind != "old" and (sign.kind != "past" or sign.day == ground.floor)
        for gap, year in _nearest(moment, sign)
    )
    return next((year for _, year, ahead in found if _fits(moment, year, ground, ahead)), None)


def _nearest(moment: Moment, sign: Sign) -> Iterator[tuple[int, int]]:
    """Yield the years that put `moment` on the right side of `sign` and within its reach, with the gap."""
    for year in (sign.day.year - 1, sign.day.year, sign.day.year + 1):
        when = dated(replace(moment, year=year), None)
        gap = (when.day - sign.day).days if when else None
        if gap is None or (sign.kind == "past" and gap < 0) or (sign.kind == "ahead" and gap > 0):
            continue
        same_month = sign.day.day == 1 and (sign.day.month, sign.day.year) == (moment.month, year)
        if abs(gap) <= sign.reach and not (sign.kind == "past" and same_month):
            yield abs(gap), year


def _fits(moment: Moment, year: int, ground: Ground, ahead: int = 0) -> bool:
    """Say whether nothing in the text is later than the event would be, nor of a later term.

    A year that is spoken of may lie `ahead` of it.
    """
    when = dated(replace(moment, year=year), None)
    if when is None or (ground.floor and when.day < ground.floor) or year < _FIRST:
        return False
    if ground.ceiling and when.day > ground.ceiling:
        return False
    return year + ahead >= ground.youngest and year + 1 >= ground.term


def _turn_of_year(moment: Moment, ground: Ground) -> int | None:
    """Return the year around New Year of a text that speaks of two: the old one told, the new one planned."""
    last = max(ground.years, default=0)
    if last - 1 not in ground.years or ground.youngest == last:
        return None
    return {1: last, 2: last, 12: last - 1}.get(moment.month or 0)
