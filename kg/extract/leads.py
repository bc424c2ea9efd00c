"""Forms of address, academic titles and ranks before names."""

from __future__ import annotations

import re

from kg.extract.name_words import SEPARATOR, NameWords, name_words
from kg.extract.reading import Reading
from kg.text import LETTERS, key

_BEHIND_LEAD = re.compile(rf"\.?{SEPARATOR}")
_WORD = re.compile(r"[^ ]+")
_LAST_WORD = re.compile(rf"[{LETTERS}]+ $")
_INSIDE = re.compile(rf"[{LETTERS}] $")  # "Chủ tịch UBND tỉnh Ông Văn Bửu": here `Ông` is a surname
_OWN, _MIN = 3, 2  # syllables of a run with a whole name behind its first, and of the shortest name with one
MIDDLE = frozenset({"văn", "thị"})
"""Surnames that mostly stand inside a name."""
_MEN = "đàn "  # "ba người đàn ông Hà Tĩnh"
_SIGNS = re.compile(r"[,/:-]")
_AROUND = 24  # characters before a form of address in which the end of a name stands
_BEFORE = 60  # characters before a name in which its forms of address stand
_LED = ("behind forms of address", 0)


def lead_before(reading: Reading, start: int, words: NameWords) -> re.Match[str] | None:
    """Return the forms of address that stand directly before `start`."""
    if start not in after_leads(reading):
        return None
    lead = words.leads.search(reading.low[max(0, start - _BEFORE) : start])
    begin = start - len(lead[0]) if lead else start
    return (
        lead
        if lead and not (reading.low.endswith(_MEN, 0, begin) or _ends_name(reading, begin, start))
        else None
    )


def _ends_name(reading: Reading, start: int, end: int) -> bool:
    """Say whether a form of address is the end of a name before a comma: `huyện Kỳ Anh, Hà Tĩnh`."""
    if "," not in reading.shadow[start:end] or not reading.shadow[start].isupper():
        return False
    word = _LAST_WORD.search(reading.shadow, max(0, start - _AROUND), start)
    return word is not None and word[0][0].isupper()


def after_leads(reading: Reading) -> frozenset[int]:
    """Return the offsets behind forms of address, and behind each of their words, looked up once."""
    held = reading.memo.get(_LED)
    if not isinstance(held, frozenset):
        leads, low = name_words(reading.lexicon).lead, reading.low
        spans = [match.span() for start in reading.starts_of(leads) if (match := leads.match(low, start))]
        ends = [word.end() for span in spans for word in _WORD.finditer(low, *span)]
        held = reading.memo[_LED] = frozenset(reading.over(_BEHIND_LEAD, end) for end in ends)
    return held


def after_lead(reading: Reading, start: int, syllables: list[str], words: NameWords) -> int:
    """Return where the name begins in a run that opens with a capital form of address: `Ông Nguyễn Văn A`."""
    led = lead_before(reading, start, words) is not None
    led = led or (
        _INSIDE.search(reading.shadow, max(0, start - 2), start) is not None
        and _may_be_surname(syllables, words)
    )
    while len(syllables) > 1 and key(syllables[0]) in words.by_lead:
        if led and key(syllables[0]) in words.surnames:
            break  # "bà Ông Thị Mẫn": here it is the surname
        start += len(syllables[0]) + 1
        syllables = syllables[1:]
    return start


def _may_be_surname(syllables: list[str], words: NameWords) -> bool:
    """Say whether a form of address may be the surname: of `Ông Văn Bửu`, not of `Ông Phan Văn Thưởng`."""
    own = len(syllables) > _OWN and key(syllables[1]) in words.surnames and key(syllables[1]) not in MIDDLE
    return len(syllables) > _MIN and not own


def leads_in(text: str, words: NameWords) -> list[str]:
    """Return the forms of address in `text`, the longest at each place."""
    parts = _SIGNS.sub(" ", text).split()
    found, at = [], 0
    while at < len(parts):
        span = next((n for n in (4, 3, 2, 1) if key(" ".join(parts[at : at + n])) in words.by_lead), 0)
        if span:
            found.append(" ".join(parts[at : at + span]))
        at += span or 1
    return found
