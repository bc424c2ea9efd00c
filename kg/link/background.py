"""What an opening verb tells of before the news: in passing, of a time that is named, as a step of a life."""

from __future__ import annotations

import re
from typing import Literal

from kg.link.finds import Finds
from kg.link.held import Held
from kg.link.past import Life, is_late, past_date
from kg.link.people import person_of
from kg.load.sentences import Sentence
from kg.quick import replace

Told = Literal["former", "held"]

# "Trước khi được bổ nhiệm, ông công tác ở A, sau đó được luân chuyển làm B"
_BEFORE_NOW = re.compile(r"[ •*+-]*trước khi [^.;]*, [^.;]*(?:sau đó|rồi|tiếp đó)")
# `từng được bầu làm`, `từng giữ chức A và được bầu làm B`
_ONCE = re.compile(r"(?<!\w)từng(?!\w)[^,;.()]{0,80}$")
# Said in passing: `sau khi được điều động`, `đang được phân công`, `để được bầu`, `vẫn được bổ nhiệm`.
_IN_PASSING = re.compile(
    r"(?<!\w)(?:(?:sau khi|từ khi|ngay từ khi) (?:đã )?(?:được |bị )?(?:[^,.;]{0,30} )?|"
    r"(?:đang|hiện|hiện đang|vẫn|sau \w+ (?:ngày|tháng|năm)) được (?:[^,.;]{0,24} )?|"
    r"(?:trong|vào|tại) (?:ngày|buổi|hôm|lễ) |để được (?:[^.;]{0,90} )?)$"
)
_WITHIN = 110  # characters before a verb
# Behind an office: `… được khoảng 10 tháng`, `… tại kỳ họp hồi tháng 5/2015`.
_SINCE_LONG = re.compile(
    r"[^.;,]{0,70}?(?<!\w)(?:hồi (?:đầu |giữa |cuối )?(?:tháng|năm)|từ [^.;,]{2,24} đến nay|"
    r"được (?:\w+ ){0,2}\d+ (?:ngày|tuần|tháng|năm))(?!\w)"
)
# "Trước đó, tại Đại hội Đảng bộ tỉnh, ông A được bầu làm …": he holds it since before the news.
_EARLIER = re.compile(r"[ •*+-]*trước (?:đó|đấy|đây),? [^.;]{0,30}?tại (?:đại hội|kỳ họp thứ nhất)")
_AT_ONE_TIME = re.compile(r"[ •*+-]*(?:lúc|khi|hồi|thời điểm) (?:đó|ấy)(?!\w)")
_REASON = re.compile(r"(?<!\w)do (?:ông |bà |đồng chí )?[^.;,]{0,30}được $")
_NEWS = re.compile(r"(?<!\w)(?:vừa|mới|hôm nay|sáng nay|chiều nay|theo đó|nay)(?!\w)")


def background(finds: Finds, held: Held, lives: tuple[Life, ...]) -> Told | None:
    """Return what an office is whose opening is told in the background; None where that is the news."""
    low, verb = finds.reading.low, (held.verb_span or (held.title.start,))[0]
    sentence = finds.reading.sentence_at(verb)
    if _BEFORE_NOW.match(low, sentence.start, verb) or _ONCE.search(low, sentence.start, verb):
        return "former"
    if _IN_PASSING.search(low, max(sentence.start, verb - _WITHIN), verb):
        return "held"
    if _SINCE_LONG.match(low, held.siblings[-1].end, sentence.end):
        return "held"
    return "former" if _is_of_life(finds, held, sentence, lives) else None


def _is_of_life(finds: Finds, held: Held, sentence: Sentence, lives: tuple[Life, ...]) -> bool:
    """Say whether a sentence goes on with the life that one before it began to tell."""
    if past_date(finds, held) is not None:
        return False
    person = person_of(finds.people, held.name)
    told = any(
        life.person == person
        and life.start < sentence.start
        and held.title.start < life.end
        and is_late(finds, life.start)
        for life in lives
    )
    return told and _NEWS.search(finds.reading.low, sentence.start, held.title.start) is None


def opened_before(finds: Finds, held: Held) -> Held:
    """Return an office as held or former where it was opened before the news.

    `Trước đó, tại đại hội …` and the reason for the news tell what goes on, `Lúc đó, …` what is long over.
    """
    low, verb = finds.reading.low, held.verb_span[0] if held.verb_span else held.title.start
    sentence = finds.reading.sentence_at(held.title.start)
    if held.effect != "opens" or not sentence.start <= verb < sentence.end:
        return held
    once = _AT_ONE_TIME.match(low, sentence.start) is not None
    if once or _EARLIER.match(low, sentence.start) or _REASON.search(low, sentence.start, verb):
        return replace(held, former=once, effect="none", rule="linking.office")
    return held
