"""The period that an article states with an office: `Từ 6/2010 đến 9/2015: Bí thư …`, `(từ 10/2010)`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.dates import PartialDate
from kg.link.finds import Finds
from kg.link.held import Held


def _date(name: str) -> str:
    """Return the pattern of a date with its parts as groups: `10/8/2018`, `tháng 3 năm 2018`, `2010`."""
    return (
        r"(?:(?:đầu|giữa|cuối|hết|ngày|tháng|năm) )*"
        rf"(?:(?P<{name}_day>\d{{1,2}})(?:[/.-]| tháng ))?"
        rf"(?:(?P<{name}_month>\d{{1,2}})(?: ?[/.-] ?| năm ))?"
        rf"(?P<{name}_year>(?:19|20)\d\d)(?![\d/])"
    )


_SINCE = r"(?P<since>(?:kể từ|từ|giai đoạn|thời gian|thời kỳ|(?:trong )?(?:các|những) năm)[ ]+(?:từ )?)?"
_TO = r"[ ]*(?:-|–|cho đến|đến|tới)[ ]*"
_PERIOD = rf"(?<![\w/.-]){_SINCE}{_date('first')}(?:{_TO}(?:{_date('last')}|(?P<now>nay|hiện nay)(?!\w)))?"
_WITHIN = re.compile(_PERIOD)
_BEHIND = re.compile(rf"[ ]*,?[ ]*\(?(?:trong )?{_PERIOD}")
# A term of office is no period of its holder.
_TERM = re.compile(r"(?:nhiệm kỳ|khóa)[ ]*\(?$")
_TERM_WITHIN = 24  # characters before a period
# Nothing but a person and a verb of holding between a period and the office.
_GLUE = re.compile(
    r"[ ]*[):,]?[ ]*(?:[^\d.;:()]{0,50}? )?"
    r"(?:là|làm|giữ|giữ chức|giữ chức vụ|giữ các chức vụ|đảm nhiệm|đảm nhiệm chức vụ|đảm nhận|công tác|"
    r"lần lượt giữ các chức vụ|tham gia|trên cương vị|với cương vị)?[ ]*:?[ ]*"
)
_LATER = re.compile(r"(?<!\w)(?:sau đó|rồi|tiếp đó|nay|hiện|trước đó)(?!\w)")


@dataclass(frozen=True, slots=True)
class Period:
    """From when and until when an office was held, as the article states; None for an end it leaves open."""

    since: PartialDate | None = None
    until: PartialDate | None = None

    def __str__(self) -> str:
        return f"{self.since}/{self.until}"


NONE = Period()
"""No period is stated."""


def stated_period(finds: Finds, held: Held) -> Period:
    """Return the period printed behind an office or before its list; one that is not over says nothing.

    An office that the sentence opens or closes has the dates of the change.
    """
    if held.effect in ("opens", "closes"):
        return NONE
    low, sentence = finds.reading.low, finds.reading.sentence_at(held.title.start)
    behind = _BEHIND.match(low, held.title.end, sentence.end)
    if behind and (period := _read(finds, behind, low)):
        return period
    first = held.siblings[0].start
    told = finds.reading.has_year(sentence.start, first)
    before = list(_WITHIN.finditer(low, sentence.start, first)) if told else []
    if not before or not _GLUE.fullmatch(low, before[-1].end(), first):
        return NONE
    if _LATER.search(low, before[-1].end(), first):
        return NONE
    return _read(finds, before[-1], low) or NONE


def _read(finds: Finds, match: re.Match[str], low: str) -> Period | None:
    """Return the period of a match, None where it is a term, one date alone or not over yet."""
    since, until = (_part(match, name) for name in ("first", "last"))
    begin = match.start("since") if match["since"] else _at(match)
    if since is None or _TERM.search(low, max(0, begin - _TERM_WITHIN), begin):
        return None
    day = finds.reading.day
    if day is None or since.day > day:
        return None
    if until is not None:
        return Period(since, until) if since.day <= until.last_day < day else None
    return Period(since) if match["since"] or match["now"] else None


def _at(match: re.Match[str]) -> int:
    """Return where the first date of a match begins."""
    return min(match.start(f"first_{part}") for part in ("day", "month", "year") if match[f"first_{part}"])


def _part(match: re.Match[str], name: str) -> PartialDate | None:
    parts = dict(_parts(match, name))
    if "year" not in parts:
        return None
    if "day" in parts and "month" not in parts:  # the one number before a year is a month
        parts["month"] = parts.pop("day")
    try:
        return PartialDate.of(parts["year"], parts.get("month"), parts.get("day"))
    except ValueError:
        return None


def _parts(match: re.Match[str], name: str) -> Iterator[tuple[str, int]]:
    for part in ("day", "month", "year"):
        if match[f"{name}_{part}"]:
            yield part, int(match[f"{name}_{part}"])
