"""Companies that a title names by letters or a brand alone: `Tổng Giám đốc PVN`, `Chủ tịch VPBank`."""

from __future__ import annotations

import re

from kg.extract.reading import Reading
from kg.extract.spans import Body
from kg.extract.syllables import is_odd
from kg.ontology import Term

_WORD = re.compile(r" ?([A-Z][A-Za-z]{2,14})(?!\w)")
# How brands of ours begin or end: a word in small letters of this kind is no foreigner's name.
_BRAND = re.compile(
    r"(?:vina|petro|viet|saigon|mobi)[a-z]{2,}|"
    r"[a-z]{2,}(?:bank|tel|imex|lime|land|group|corp|lines|pharma|foods?|milk|gas|coop|mart|invest|holdings?)"
)
_GOES_ON = ("Bank", "Group", "Holdings")
# Letters of the State and of places are read as such elsewhere.
_NO_COMPANY = re.compile(r"U[BN]|H[ĐD]|MT|CT|NXB|DN|NH|TP|TX|TT|CA|BCH|BTC|BQL|BTV|HCM|TƯ|TW")
_OURS = " Việt Nam"
_HEADS = ("Công ty", "Tổng công ty", "Tập đoàn")
_PLAIN = ("chu-tich", "pho-chu-tich", "giam-doc", "pho-giam-doc")


def letters_body(reading: Reading, term: Term, offset: int) -> Body | None:
    """Return the company whose letters or brand stand at `offset`, behind the title of one who may head it.

    `Chủ tịch Fidel`, `Tổng Giám đốc Tedros Adhanom` name persons of elsewhere, `Giám đốc Marketing` a task.
    """
    head = reading.lexicon.get(term.one("deputyOf")) or term
    firm = set(_HEADS).intersection(head.all("headedWord"))
    return brand_at(reading, offset, plain=term.local not in _PLAIN) if firm else None


def brand_at(reading: Reading, offset: int, *, plain: bool = True) -> Body | None:
    """Return the company whose letters or brand stand at `offset`.

    `plain` says that a word in small letters that looks like no brand may be one: `Fidel` is none.
    """
    first = _WORD.match(reading.shadow, offset)
    if first is None or _NO_COMPANY.match(first[1]) or not is_odd(first[1]):
        return None
    in_letters = first[1][1:] != first[1][1:].lower() or _BRAND.fullmatch(first[1].lower())
    second = _WORD.match(reading.shadow, first.end())
    more = second is not None and is_odd(second[1])
    known = second is not None and second[1] in _GOES_ON
    if not in_letters and ((more and not known) or not plain):
        return None
    end = second.end() if second and more and (known or first[1].isupper()) else first.end()
    end += len(_OURS) if reading.shadow.startswith(_OURS, end) else 0
    name = reading.printed(offset, end)
    return Body(offset, end, name, name, "brand")
