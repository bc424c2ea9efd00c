"""Codes of documents as printed: `18-NQ/TW`, `22/CT-TW`, `1387 / QĐ - CTN`, `30/2012/NĐ-CP`."""

from __future__ import annotations

import re
from dataclasses import dataclass

_TYPES = "NQ|CTHĐ|CTPH|CTr|CT|KL|QĐNS|QĐi|QĐ|QC|HD|KH|TBKL|TB|BC|TTr|TTLT|TT|CV|CĐ|ĐA|NĐ|PL|ThT"
_GAP = " {0,2}"
_SUFFIX = r"T\.Ư|[A-ZĐƯ][A-ZĐƯa-zđ0-9]{1,14}"
_PARTS = r"(?:(?<=[A-ZĐƯ]) {0,2}- {0,2}[A-ZĐƯ]{2,8}(?![\w]| [A-ZĐƯ]))?"  # "05/QĐ-MTTQ-BTT"
_DIGITS = re.compile(r"\d+")
_CODE = re.compile(
    rf"(\d{{1,5}}[a-d]?)(?:"
    rf"{_GAP}/{_GAP}((?:19|20)\d\d){_GAP}/{_GAP}(?:({_TYPES}){_GAP}-{_GAP}((?:{_SUFFIX})(?:-{_SUFFIX})*)|"
    rf"((?:UBTV)?QH\d{{1,2}}))"
    rf"|({_GAP}[-/]{_GAP}| )({_TYPES})(?:({_GAP}[-/]{_GAP})({_SUFFIX}{_PARTS})|()[ ](TW|TU|TTg|UBND|HĐND))"
    r")(?!\w)"
)
_CENTRAL = re.compile(r"T\.Ư|TƯ")
_OF_PARTY = re.compile(r"(?:TW|TU|HU|QU|ĐU|ĐUK|TU?Đ|ĐH|ĐTN)\Z")
# Boards of companies and courts number like the state does.
NOT_OURS = re.compile(r"HĐQT|HĐTV|ĐHĐCĐ|BPKCTT|HS|DS|PT|ST|TA|GĐT|TLĐ")


@dataclass(frozen=True, slots=True)
class Code:
    """A code in its parts; `text` is its normal form, `kind` the sign of its type."""

    end: int
    text: str
    number: int
    kind: str
    suffix: str
    year: int | None = None


def code_at(shadow: str, offset: int) -> Code | None:
    """Return the code whose number begins at `offset` of a shadow text, None where none does."""
    match = _CODE.match(shadow, offset)
    if match is None or (offset and _joins(shadow[offset - 1])):
        return None
    number = match[1]
    if match[5]:
        kind = "NQ" if match[5].startswith("UBTV") else "Luat"
        return Code(
            match.end(), f"{number}/{match[2]}/{match[5]}", _int(number), kind, match[5], int(match[2])
        )
    if match[2]:
        text = f"{number}/{match[2]}/{match[3]}-{match[4]}"
        return _ours(Code(match.end(), text, _int(number), match[3], match[4], int(match[2])))
    suffix = (match[9] or match[11] or "").replace(" ", "")
    return _ours(_undated(match, number, match[7], _CENTRAL.sub("TW", suffix)))


def _int(number: str) -> int:
    """Return a number without the letter behind it: of `30a` it is 30."""
    found = _DIGITS.match(number)
    return int(found[0]) if found else 0


def _undated(match: re.Match[str], number: str, kind: str, suffix: str) -> Code | None:
    """Return a code without year: of the Party by its end, else of the state by its first slash."""
    first, second = match[6].strip(), (match[8] or "").strip()
    if not first and not second:
        return None
    if not first and len(number) < 2:
        return None
    if _OF_PARTY.search(suffix) or (first == "-" and second == "/"):
        return Code(match.end(), f"{number.zfill(2)}-{kind}/{suffix}", _int(number), kind, suffix)
    return Code(match.end(), f"{number}/{kind}-{suffix}", _int(number), kind, suffix)


def _ours(code: Code | None) -> Code | None:
    return None if code is None or NOT_OURS.fullmatch(code.suffix) else code


def _joins(char: str) -> bool:
    """Say whether a character before a number makes it a part of something longer: `4/11`, `A12`, `1.200`."""
    return char in "/.-_" or char.isalnum()
