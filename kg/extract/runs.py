"""Runs of capitalised syllables, cut down to what may be a person's name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import cast

from kg.extract.leads import MIDDLE, after_leads
from kg.extract.name_words import name_words
from kg.extract.places import gazetteer
from kg.extract.reading import Reading
from kg.extract.syllables import is_odd
from kg.text import CAPITALS, LETTERS, LOWERS, key

_REST = rf"[{LETTERS}]*(?:['’][{LETTERS}]+)*"
_SYLLABLE = rf"[{CAPITALS}]{_REST}"
# "Hoàng thị Lộ Thủy": the middle name slips into lower case.
_NEXT = rf"(?:{_SYLLABLE}|(?:thị|văn)(?= [{CAPITALS}]))"
# The edge before is looked at behind the first letter: so the engine skips to capitals.
_RUN = re.compile(rf"[{CAPITALS}](?<![{LETTERS}0-9].){_REST}(?: {_NEXT})*(?![{LETTERS}0-9])")
_OURS = "Việt Nam "
_BOARDS = ("HĐQT", "HĐTV")
# A line break that was lost. The letter before is looked at last: so the engine skips to capitals.
_GLUED = re.compile(
    rf"(?:Nguyên(?<=[{LOWERS}]Nguyên)|(?:Cựu|Ông|Ảnh)(?<=[{LOWERS}]...)|Bà(?<=[{LOWERS}]..))(?= |$)"
)
_SHORTEST = 5  # letters of a brand: four may be of a minority's name, `Ksor`
_TOWN = ("TP", "TX")  # the end of a body: `Bí thư Thành ủy TP Nguyễn Văn A`
_LETTERS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZĐ")
_HYPHENED = re.compile(rf"-[a-z]{{2,5}}(?![{LETTERS}])")
_FIRM = re.compile(r"(?<!\w)(?:Group|GROUP|Holdings?|Corp|CTCP|HĐQT|TNHH|JSC)(?!\w)", re.IGNORECASE)
_OF_FIRMS = ("group", "holding", "corp", "ctcp", "hđqt", "tnhh", "jsc")
_PLACE = 2  # syllables of the name of a place
_MEMO = ("runs of capitals", 0)


def free_runs(reading: Reading, covered: bytearray) -> Iterator[tuple[int, int]]:
    """Yield the stretches of capitals outside what is covered: `UBND tỉnh Khánh Hòa | Sử Đức Tuệ`."""
    for start, end in _runs(reading):
        if covered.find(1, start, end) < 0:
            yield start, end
        else:
            yield from _free(start, end, covered, reading.shadow)


def _runs(reading: Reading) -> list[tuple[int, int]]:
    """Return the spans of capitalised syllables, found once."""
    held = reading.memo.get(_MEMO)
    if held is None:
        surnames = name_words(reading.lexicon).surnames
        firms, led = any(word in reading.low for word in _OF_FIRMS), after_leads(reading)
        # Three in five have one syllable and no form of address: they only tell what stands before a name.
        spans = (
            _of_person(reading, run, surnames, firms=firms)
            if " " in run[0] or run.start() in led
            else run.span()
            for run in _RUN.finditer(reading.shadow)
        )
        held = reading.memo[_MEMO] = [span for span in spans if span]
    return cast("list[tuple[int, int]]", held)


def _of_person(
    reading: Reading, run: re.Match[str], surnames: frozenset[str], *, firms: bool
) -> tuple[int, int] | None:
    """Return the part of a run that may be of a person, None without one.

    `Nguyễn Văn M.` hides who it is, `Kim Jong-un` is of elsewhere, `Đồng Tâm Group` a company. The letters of
    a company before a name are no part of it: `SAGRI Lê Tấn Hùng`. `firms` says that the text names some.
    """
    text, (start, end) = reading.shadow, run.span()
    if glued := _GLUED.search(text, start, end):
        end = glued.start()
    first, *rest = text[start:end].split(" ")
    if rest and first == "C" and text.startswith("Đ/", start - 2):  # "Đ/C Lê Văn Tám"
        start += len("C ")
        first, *rest = rest
    if rest and first in _BOARDS:  # "Chủ tịch HĐQT Lê Văn Tám"
        start += len(first) + 1
        first, *rest = rest
    if len(rest) > 2 and text.startswith(_OURS, start) and key(rest[1]) in surnames:
        return _behind_place(reading, start + len(_OURS), end)  # "Chủ tịch nước Việt Nam Lê Văn Tám"
    last, after = rest[-1] if rest else first, text[end : end + 1]
    if after == "." and last in _LETTERS:
        return None
    if after == "-" and _HYPHENED.match(text, end):
        return None
    if firms and _FIRM.search(text, start, end):
        return None
    if len(rest) < _PLACE:
        return start, end
    if _is_of_firm(first) and not last.isupper() and key(rest[0]) in surnames and key(first) not in surnames:
        return _behind_place(reading, start + len(first) + 1, end)
    return _behind_place(reading, start, end)


def _is_of_firm(word: str) -> bool:
    """Say whether a word before a name is the letters of a body or a brand, unless it is a surname."""
    return (word.isupper() and (len(word) > 2 or word in _TOWN)) or _is_brand(word)


def _is_brand(word: str) -> bool:
    """Say whether a word is none of a name, not even of a minority's: `Vinatex`, `Sabeco`."""
    return len(word) >= _SHORTEST and is_odd(word)


def _behind_place(reading: Reading, start: int, end: int) -> tuple[int, int]:
    """Return the span of a run without the place before a name: `Phó ban Dân vận Đà Nẵng Nguyễn Bá Mốt`."""
    if reading.shadow.count(" ", start, end) < _PLACE + 1:
        return start, end
    syllables = reading.shadow[start:end].split(" ")
    place, surname = " ".join(syllables[:_PLACE]), key(syllables[_PLACE])
    words, places = name_words(reading.lexicon), gazetteer(reading.lexicon)
    if surname not in words.surnames or surname in MIDDLE or key(f"{place} {surname}") in words.others:
        return start, end
    district = key(syllables[0]) not in words.surnames and places.locals.named(place, "district")
    if district or key(place) in places.by_label:
        start += len(place) + 1
    return start, end


def _free(start: int, end: int, covered: bytearray, text: str) -> Iterator[tuple[int, int]]:
    """Yield the stretches of a run of capitalised syllables that nothing else has claimed."""
    while 0 <= start < end:
        stop = covered.find(1, start, end)
        stop = end if stop < 0 else stop
        held = text[start:stop]
        if held.strip(" "):
            yield start + len(held) - len(held.lstrip(" ")), start + len(held.rstrip(" "))
        start = covered.find(0, stop, end)


def cover(length: int, taken: Iterable[tuple[int, int]]) -> bytearray:
    """Return a map of a text of so many characters: 1 where something has been read already."""
    covered = bytearray(length + 1)
    for start, end in taken:
        covered[start:end] = b"\1" * (end - start)
    return covered
