"""Whom a sanction is for: who `bị kỷ luật cảnh cáo`, or whom somebody `kỷ luật cảnh cáo`; nobody else."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from kg.extract.spans import Name
from kg.link.finds import Finds
from kg.link.kin import YOUNGER
from kg.load.sentences import Sentence

_SUFFERS = re.compile(r"(?<!\w)(?:bị|nhận|chịu|lĩnh)(?!\w)")
_TOWARDS = re.compile(r"(?<!\w)(?:đối với|với|cho)(?!\w)")
_PUNISHES = re.compile(r"(?<!\w)kỷ luật(?!\w)[^;]*$")
_BY_MEANS = re.compile(
    r"(?:[^;]*(?<!\w)(?:bằng|với|ở|theo))?[ ]*(?:hình thức|mức)?(?: kỷ luật)?(?: là)?[ :]*$"
)
# What other persons of the sentence do, and what only may come.
_SAYS = re.compile(
    r"(?<!\w)(?:cho biết|cho hay|cho rằng|nói|khẳng định|nhấn mạnh|thông tin|phân tích|chỉ đạo|giải thích|"
    r"ký)(?!\w)|"
    r"(?<!\w)(?:một|hai|ba|nhiều|những|các)(?!\w)[^,;]*(?<!\w)khác(?!\w)"
)
_ASKED = re.compile(
    r"(?<!\w)(?:(?<!theo )đề nghị|kiến nghị|yêu cầu|đề xuất|dự kiến|có thể|nếu|cần|phải|sẽ|chưa|không|xin|"
    r"tránh|"
    r"kiểm điểm|(?<!lãnh đạo, )chỉ đạo|khoản \d+|điều \d+|hơn|thay vì|ngoài|rằng)(?!\w)"
)
_FROM_TO = re.compile(r"(?<!\w)từ $"), re.compile(r" (?:đến|tới|hoặc|hay) ")
_NOT_HIM = re.compile(rf"(?<!\w)(?:theo|của|thay|thay cho|sau khi|{YOUNGER}|cùng với) $")
_LISTED = re.compile(r"[ ,;]*(?:và|cùng)?[ ,]*(?:các )?")
_TOGETHER = re.compile(r"(?<!\w)(?:đều|cùng|cũng)[ ]*$")
_NEAR = 90  # characters from `bị` to the sanction, titles and bodies left out
_DISTANT = 160  # characters from a person to the sanction, titles left out


@dataclass(frozen=True, slots=True)
class Punished:
    """One person under one sanction: the word `match`, and `suffers` where the person `bị` stands."""

    name: Name
    match: re.Match[str]
    suffers: int | None = None


def punished_in(finds: Finds, sentence: Sentence, matches: tuple[re.Match[str], ...]) -> Iterator[Punished]:
    """Yield the persons of a sentence that the sanctions of `matches` are for, each with the nearest one."""
    low = finds.reading.low
    sure = tuple(match for match in matches if not _is_scale(low, match))
    given: list[Punished] = []
    for name in finds.names_in(sentence.start, sentence.end):
        if _NOT_HIM.search(low, max(sentence.start, name.lead - 14), name.lead):
            continue
        found = _suffered(finds, name, sure) or _dealt(finds, sentence, name, sure, given)
        if found:
            given.append(found)
            yield found


def _is_scale(low: str, match: re.Match[str]) -> bool:
    """Say whether sanctions are only compared: `từ khiển trách đến cách chức`."""
    start, end = match.span()
    return bool(_FROM_TO[0].search(low, max(0, start - 4), start) or _FROM_TO[1].match(low, end, end + 6))


def _suffered(finds: Finds, name: Name, matches: tuple[re.Match[str], ...]) -> Punished | None:
    """Return the sanction that the person bears: `ông A, Trưởng phòng, bị kỷ luật cảnh cáo`."""
    low = finds.reading.low
    match = next((match for match in matches if match.start() >= name.end), None)
    bears = _SUFFERS.search(low, name.end, match.start()) if match else None
    if match is None or bears is None:
        return None
    before = _without_titles(finds, name.end, bears.start())
    if len(before) > _DISTANT or _SAYS.search(before) or _ASKED.search(before):
        return None
    if ";" in before and not _TOGETHER.search(before):
        return None
    between = _without_titles(finds, bears.end(), match.start())
    if (
        len(between) > _NEAR
        or ";" in between
        or _ASKED.search(between)
        or _names(finds, bears.end(), match.start())
    ):
        return None
    return Punished(name, match, bears.end())


def _dealt(
    finds: Finds, sentence: Sentence, name: Name, matches: tuple[re.Match[str], ...], given: list[Punished]
) -> Punished | None:
    """Return the sanction dealt out to the person: `cảnh cáo đối với ông A`, `kỷ luật ông A ở mức …`."""
    low = finds.reading.low
    before = [
        match for match in matches if match.end() <= name.lead and not _is_suffered(low, sentence, match)
    ]
    if (
        before
        and not _is_asked(low, sentence, before[-1])
        and not _SUFFERS.search(low, before[-1].end(), name.lead)
    ):
        gap = _without_titles(finds, before[-1].end(), name.lead)
        last = given[-1] if given and given[-1].match is before[-1] and given[-1].suffers is None else None
        follows = last is not None and _LISTED.fullmatch(_without_titles(finds, last.name.end, name.lead))
        named = _TOWARDS.search(gap) or not gap.strip(" :,") or (name.lead < name.start and len(gap) < _NEAR)
        first = not _names(finds, before[-1].end(), name.start) and named
        if (first or follows) and not (_ASKED.search(gap) or _SAYS.search(gap)):
            return Punished(name, before[-1])
    after = next((match for match in matches if match.start() >= name.end), None)
    clause = max(low.rfind(";", sentence.start, name.start), sentence.start)
    if after is None or not _PUNISHES.search(low, clause, name.lead) or _is_asked(low, sentence, after):
        return None
    gap = _without_titles(finds, name.end, after.start())
    means = len(gap) < _DISTANT and _BY_MEANS.match(gap) and not _SAYS.search(gap)
    return Punished(name, after) if means and gap.strip() else None


def _is_suffered(low: str, sentence: Sentence, match: re.Match[str]) -> bool:
    """Say whether the sanction is of one who `bị` before it: it is not dealt out to the next one."""
    clause = max(low.rfind(";", sentence.start, match.start()), sentence.start, match.start() - _NEAR)
    return _SUFFERS.search(low, clause, match.start()) is not None and not _TOWARDS.match(
        low, match.end() + 1
    )


def _is_asked(low: str, sentence: Sentence, match: re.Match[str]) -> bool:
    """Say whether the sanction is only asked for, expected or denied in its clause."""
    clause = max(
        low.rfind(";", sentence.start, match.start()), low.rfind(", ", sentence.start, match.start())
    )
    return _ASKED.search(low, max(clause, sentence.start), match.start()) is not None


def _names(finds: Finds, start: int, end: int) -> tuple[Name, ...]:
    return finds.names_in(start, end)


def _without_titles(finds: Finds, start: int, end: int) -> str:
    """Return the text between two offsets without the titles in it."""
    low, parts, at = finds.reading.low, [], start
    first = bisect_left(finds.titles, start, key=lambda title: title.start)
    for title in finds.titles[first:]:
        if title.start >= end:
            break
        parts.append(low[at : title.start])
        at = max(at, min(title.end, end))
    return "".join((*parts, low[at:end]))
