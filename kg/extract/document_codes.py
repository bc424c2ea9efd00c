"""Codes of documents as printed: `18-NQ/TW`, `22/CT-TW`, `1387 / QĐ - CTN`, `30/2012/NĐ-CP`."""

from __future__ import annotations

import re
from dataclasses import dataclass

_TYPES = "NQ|CTHĐ|CTHD|CTPH|CTr|CT|KL|QĐNS|QĐi|QĐ|QD|QC|HD|KH|TBKL|TB|BC|TTr|TTLT|TT|CV|CĐ|ĐA|NĐ|ND|PL|ThT"
_GAP = " {0,2}"
_SUFFIX = r"T\.Ư|[A-ZĐƯ][A-ZĐƯa-zđ0-9]{1,14}"
_PARTS = r"(?:(?<=[A-ZĐƯ]) {0,2}- {0,2}[A-ZĐƯ]{2,8}(?![\w]| [A-ZĐƯ]))?"  # "05/QĐ-MTTQ-BTT"
_DIGITS = re.compile(r"\d+")
_YEAR = r"(?:19|20)\d\d"
# "04/2018/NĐCP" leaves a dash out; "34/2018-QĐ" bears no issuer, "159/TB-2019" the year behind its type.
_DATED = (
    rf"{_GAP}[-/]{_GAP}({_YEAR}){_GAP}[-/]{_GAP}({_TYPES})"
    rf"(?:(?:{_GAP}-{_GAP}|(?=CP|TTg))((?:{_SUFFIX})(?:{_GAP}-{_GAP}(?:{_SUFFIX}))*))?"
)
_OF_ASSEMBLY = rf"{_GAP}/{_GAP}(?:({_YEAR}){_GAP}/{_GAP})?((?:UBTV)?QH ?\d{{1,2}})"
_UNDATED = (
    rf"({_GAP}[-/]{_GAP}| )({_TYPES})"
    rf"(?:({_GAP}[-/]{_GAP})({_SUFFIX}{_PARTS}|{_YEAR})|()[ ](TW|TU|TTg|UBND|HĐND|VPCP))"
)
_CODE = re.compile(rf"(\d{{1,5}}[a-d]?)(?:{_DATED}|{_OF_ASSEMBLY}|{_UNDATED})(?!\w)")
_CENTRAL = re.compile(r"T\.Ư|TƯ")
_SLIPS = {"QD": "QĐ", "ND": "NĐ", "CTHD": "CTHĐ"}
_COUNCIL = re.compile(r"(?<!\w)HDND(?!\w)")
_OF_PARTY = re.compile(r"(?:TW|TU|HU|QU|ĐU|ĐUK|TU?Đ|ĐH|ĐTN)\Z")
# Courts number like the state does.
NOT_OURS = re.compile(r"BPKCTT|HS|DS|PT|ST|TA|GĐT")


@dataclass(frozen=True, slots=True)
class Code:
    """A code in its parts; `text` is its normal form, `kind` the sign of its type, both without slips.

    `1819/QD-KTNN` is the document that others print as `1819/QĐ-KTNN`.
    """

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
    if match[6]:
        return _of_assembly(match, number)
    if match[2]:
        kind, suffix = _SLIPS.get(match[3], match[3]), _spelled(match[4] or "")
        sign = f"/{kind}-{suffix}" if suffix else f"-{kind}"
        text = f"{number}/{match[2]}{sign}"
        return _ours(Code(match.end(), text, _int(number), kind, suffix, int(match[2])))
    suffix = _CENTRAL.sub("TW", _spelled(match[10] or match[12] or ""))
    return _ours(_undated(match, number, _SLIPS.get(match[8], match[8]), suffix))


def _spelled(suffix: str) -> str:
    """Return the end of a code without spaces and with its Đ: `HĐND` for a slip `HDND`."""
    return _COUNCIL.sub("HĐND", suffix.replace(" ", ""))


def _of_assembly(match: re.Match[str], number: str) -> Code:
    """Return a law or resolution of the National Assembly: `100/2015/QH13`, without its year `38/QH14`."""
    suffix = match[6].replace(" ", "")
    year = int(match[5]) if match[5] else None
    text = "/".join((number, *((match[5],) if year else ()), suffix))
    return Code(match.end(), text, _int(number), "NQ" if suffix.startswith("UBTV") else "Luat", suffix, year)


def _int(number: str) -> int:
    """Return a number without the letter behind it: of `30a` it is 30."""
    found = _DIGITS.match(number)
    return int(found[0]) if found else 0


def _undated(match: re.Match[str], number: str, kind: str, suffix: str) -> Code | None:
    """Return a code without year: of the Party by its end, else of the state by its first slash."""
    first, second = match[7].strip(), (match[9] or "").strip()
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
