"""Prizes as printed, with their class, their year and who gets them: `Huân chương Lao động hạng Nhất`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.extract.match import Labels
from kg.extract.spans import Body, Name
from kg.link.finds import Finds
from kg.load.sentences import Sentence
from kg.text import CAPITALS

_ANY = re.compile(r"huân chương|huy chương|kỷ niệm chương|huy hiệu|bằng khen|cờ thi đua|danh hiệu|giải ")
_HEAD = Labels(re.compile(
    rf"(?<!\w)(?:[Hh]uân chương|[Hh]uy chương|[Kk]ỷ niệm chương|[Hh]uy hiệu|[Cc]ờ [Tt]hi đua|[Dd]anh hiệu|"
    rf"[Bb]ằng khen|Giải thưởng|Giải) (?=[{CAPITALS}\"]|của |cấp |về )"),
    frozenset(("huân", "huy", "kỷ", "cờ", "danh", "bằng", "giải")), fold_case=False,
)  # fmt: skip
# Where the name of a prize is over: a sign, or a word that says when, by whom, for whom or why.
_END = re.compile(
    r"[.,;:()\n\"]| - ảnh|(?<!\w)(?:vào|từ|được|lần|(?:\d+ )?năm|cho|đến|và|tại|do|vì|nhân dịp|đối với|để|"
    r"với|trong|khi|ngày|là|có|đã|này|mà|"
    r"như|hay|hoặc|gắn|nhằm|thì|cùng|sẽ|bị|ở|theo|sau|trước|gồm|bao gồm|trao tặng|trong đó|khóa|mùa|"
    r"hằng|hàng)(?!\w)"
)
_CLASS = re.compile(r" hạng (?:nhất|nhì|ba|i{1,3})(?!\w)")
_YEAR = re.compile(r"[\") ]*,? ?(?:lần (?:thứ )?[\w]+,? )?(vào |trong )?năm ((?:19|20)\d\d)(?!\d| ?-)")
_OWN_YEAR = re.compile(r" năm (?:19|20)\d\d(?!\d)")
_GIVES = re.compile(
    r"(?<!\w)(?:trao tặng|trao|tặng|phong tặng|truy tặng|khen thưởng|tôn vinh|công nhận)(?!\w)"
)
_GETS = re.compile(r"(?<!\w)(?:được|đón nhận|nhận|đoạt|giành|vinh dự|đạt)(?!\w)")
_BESIDE = re.compile(r"(?<!\w)(?:của|với|do|cho|theo) $")
_AT_ONCE = re.compile(r"[ ,]*(?:(?:đã|vừa|cũng|từng|vinh dự|tỉnh|huyện|thành phố)[ ]*)*")
_FOR = re.compile(r"[^.;]{0,60}?(?<!\w)cho (?:các |ông |bà |đồng chí |đ/c |hai |\d+ )*")
_PLANNED = re.compile(
    r"(?<!\w)(?:đề nghị|đề xuất|phát động|sẽ|xét|hồ sơ|thu hồi|tước|không|chưa|trình|đăng ký|kiến nghị|"
    r"phấn đấu|thẩm định)(?!\w)[^,;]*$"
)
_SHORTEST = 12  # characters of the name of a prize
_WITHIN = 110  # characters before a prize in which the verb of giving stands
_SUBJECT = 90  # characters from who gets it to that verb


@dataclass(frozen=True, slots=True)
class Award:
    """A prize: its name between two offsets, its year, and who gets it. `given` says that it is given."""

    start: int
    end: int
    year: int | None
    takers: tuple[Name | Body, ...] = ()
    given: bool = True


def with_awards(finds: Finds) -> list[Sentence]:
    """Return the sentences that may name a prize."""
    return finds.reading.sentences_at(finds.reading.starts_of(_HEAD))


def awards_in(finds: Finds, sentence: Sentence) -> Iterator[Award]:
    """Yield the prizes that a sentence gives to somebody, and those named with their own year."""
    reading, last = finds.reading, sentence.start
    heads = tuple(reading.each(_HEAD, sentence.start, sentence.end))
    if not heads or not _ANY.search(reading.low, sentence.start, sentence.end):
        return
    for head in heads:
        end = _name_end(finds, head, sentence.end)
        if head.start() < last or end - head.start() < _SHORTEST:
            continue
        since = max(sentence.start, head.start() - _WITHIN)
        verbs = [
            *_GIVES.finditer(reading.low, since, head.start()),
            *_GETS.finditer(reading.low, since, head.start()),
        ]
        year = _YEAR.match(reading.low, end, sentence.end)
        own = _OWN_YEAR.match(reading.low, end, sentence.end) if head[0].startswith("Giải") else None
        given = verbs and not _PLANNED.search(reading.low, since, head.start())
        if not given and not own:
            continue
        last = end
        takers = (
            ()
            if not given
            else _takers(finds, sentence, head.start(), end, max(verb.start() for verb in verbs))
        )
        yield Award(
            head.start(), own.end() if own else end, int(year[2]) if year else None, takers, bool(given)
        )


def _name_end(finds: Finds, head: re.Match[str], limit: int) -> int:
    low = finds.reading.low
    stop = _END.search(low, head.end() + 1, limit)
    end = stop.start() if stop else limit
    rank = _CLASS.search(low, head.end(), min(end, limit))
    end = rank.end() if rank else end
    end = max(end, head.end())
    opened = low.startswith('"', head.end())
    if opened and low.startswith('"', end):
        return end + 1
    while low[end - 1] in ' "-':
        end -= 1
    return head.start() if opened else end  # a quotation that does not end is no name


def _takers(finds: Finds, sentence: Sentence, start: int, end: int, verb: int) -> tuple[Name | Body, ...]:
    """Return who gets the prize: after `cho`, else who stands before `được trao`, `nhận` or `đạt`."""
    low = finds.reading.low
    towards = _FOR.match(low, end, sentence.end)
    if towards:
        return _at(finds, towards.end())
    gets = list(_GETS.finditer(low, max(sentence.start, start - _WITHIN), start))
    if not gets:
        return ()
    limit = gets[0].start()
    if verb < limit:
        return ()
    persons = [
        name
        for name in finds.names_in(sentence.start, limit)
        if limit - name.end <= _SUBJECT
        and ";" not in low[name.end : limit]
        and not _is_of_another(finds, name)
    ]
    beside = [
        body
        for body in finds.bodies
        if sentence.start <= body.start and _AT_ONCE.fullmatch(low, body.end, limit)
        if not _is_of_another(finds, body)
    ]
    return tuple(persons[-1:]) or tuple(beside[-1:])


def _is_of_another(finds: Finds, span: Name | Body) -> bool:
    """Say whether the person is only spoken of beside another: `thành viên tổ tư vấn của Chủ tịch A`."""
    begin = span.lead if isinstance(span, Name) else span.start
    title = next((title for title in finds.titles if 0 <= begin - title.end <= 1), None)
    start = title.start if title else begin
    return _BESIDE.search(finds.reading.low, max(0, start - 8), start) is not None


def _at(finds: Finds, offset: int) -> tuple[Name | Body, ...]:
    """Return the person or body that begins at `offset`, a title before the name left out."""
    title = next((title for title in finds.titles if title.start == offset), None)
    since = title.end + 1 if title else offset
    name = next((name for name in finds.names if since <= name.start <= since + 1), None)
    if name:
        return (name,)
    return tuple(body for body in finds.bodies if body.start == offset)[:1]
