"""Documents that are named and not numbered: of plenums, of national congresses, of local congresses."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.document_tails import issuer_after, more_terms, term_at
from kg.extract.numerals import WORDS, count, roman
from kg.extract.reading import Reading
from kg.extract.spans import Cited
from kg.quick import replace

# It begins with a class of letters: the engine skips a text much faster than along alternatives.
_HEAD = re.compile(r"[nk](?<!\w.)(?:(?<=n)(ghị quyết|q)|(?<=k)ết luận)[ ]?")
_HEADS = ("nghị quyết", "kết luận", "nq")
_CENTRAL = r"(?:trung ương|tw|t\.ư|tư)"
_NTH = rf"(\d{{1,2}}|[ivx]+|{WORDS})(?![\w/-])"
_PLENUM = re.compile(
    rf"(?:số[ ])?(?:(?:của[ ])?hội nghị[ ])?(?:lần thứ[ ])?{_CENTRAL}(?:[ ]lần thứ)?[ ]?{_NTH}"
    rf"|(?:(?:của[ ])?hội nghị[ ])(?:ban chấp hành )?{_CENTRAL}(?: đảng)?,?[ ](?:lần thứ[ ])?{_NTH}"
    rf"|(?:của[ ])?hội nghị[ ](?:lần thứ[ ])?{_NTH},?[ ]ban chấp hành trung ương(?: đảng)?"
    rf"(?: cộng sản việt nam)?"
)
_PLENUM_MORE = re.compile(rf"[ ]*(?:,|và)[ ]*(?:{_CENTRAL}[ ])?(\d{{1,2}})(?![\w/-]|[ ](?!khóa|\(|của|và))")
_CONGRESS = re.compile(
    r"(?:của[ ])?đại hội (?:đại biểu )?(?:toàn quốc )?(?:đảng )?(?:cộng sản việt nam )?(?:toàn quốc )?"
    r"(?:lần thứ |khóa )?([ivx]+|\d{1,2})(?![\w/-])(?: của đảng(?! bộ))?"
)
# The same words of another congress: `lần thứ XII Đảng bộ tỉnh`, `lần thứ XII Công đoàn Việt Nam`.
_OF_OTHERS = re.compile(
    r",?[ ](?:của[ ])?(?:đảng bộ|đảng ủy|chi bộ|hội|công đoàn|đoàn|mặt trận|mttq|tỉnh|thành phố|huyện|quận|"
    r"thị xã|xã|phường|phụ nữ|nông dân|cựu chiến binh|ngành|liên đoàn|nhiệm kỳ)(?!\w)"
)
_LOCAL = re.compile(
    r"(?:đại hội )?(?:đại biểu )?đảng bộ"
    r"(?: (?:tỉnh|thành phố|huyện|quận|thị xã|các cấp|các địa phương|xã|phường))?"
    r"[^.;,\n]{0,60}?(?:nhiệm kỳ \d{4} ?- ?\d{4}|lần thứ [ivx]+)(?: các địa phương)?"
)
_YEARS = re.compile(r",?[ ]\(?nhiệm kỳ ((?:19|20)\d\d)(?!\d)")
_FIRST_NUMBER, _FIRST_YEAR = 9, 2001  # from the 9th congress on, each is of five years
_LAST_CONGRESS = 20  # no congress of the Party has a higher number for a long time


def find_named_documents(reading: Reading) -> Iterator[Cited]:
    """Yield the documents that are told by their meeting, left to right."""
    for head in _HEAD.finditer(reading.low) if any(word in reading.low for word in _HEADS) else ():
        kind = "NQ" if head[1] else "KL"
        if match := _PLENUM.match(reading.low, head.end()):
            yield from _plenums(reading, head.start(), kind, match)
        elif kind == "NQ" and (match := _CONGRESS.match(reading.low, head.end())):
            yield from _congress(reading, head.start(), match)
        elif kind == "NQ" and (match := _LOCAL.match(reading.low, head.end())):
            yield _named(reading, head.start(), match.end(), kind, "documents.local")


def _named(reading: Reading, start: int, end: int, kind: str, rule: str) -> Cited:
    return Cited(start, end, kind, printed=reading.printed(start, end), rule=rule)


def _plenums(reading: Reading, start: int, kind: str, match: re.Match[str]) -> Iterator[Cited]:
    """Yield one document for each plenum and term: `Trung ương 4, 5 (khóa XI, XII)`."""
    spans = [(start, match.end(), count(match[1] or match[2] or match[3]))]
    end = match.end()
    while more := _PLENUM_MORE.match(reading.low, end):
        spans.append((more.start(1), more.end(), int(more[1])))
        end = more.end()
    said = term_at(reading, end)
    issuer = None if said else issuer_after(reading, end)
    if issuer and issuer.entity and (said := term_at(reading, issuer.end)) is None:
        end = issuer.end
    last = said[1] if said else end
    for at, (begin, stop, plenum) in enumerate(spans):
        if plenum is None:
            return
        cited = replace(
            _named(reading, begin, last if at == len(spans) - 1 else stop, kind, "documents.plenum"),
            plenum=plenum,
            term=said[0] if said else None,
        )
        yield cited
    for term, begin, stop in more_terms(reading, last) if said else ():
        yield replace(cited, start=begin, end=stop, term=term)


def _is_of_term(reading: Reading, offset: int, number: int) -> bool:
    """Say whether the years after a congress are its term: the 11th is of 2011-2015."""
    years = _YEARS.match(reading.low, offset)
    return years is not None and int(years[1]) == _FIRST_YEAR + 5 * (number - _FIRST_NUMBER)


def _congress(reading: Reading, start: int, match: re.Match[str]) -> Iterator[Cited]:
    number = count(match[1])
    if number is None or number > _LAST_CONGRESS:
        return
    if _OF_OTHERS.match(reading.low, match.end()) and not _is_of_term(reading, match.end(), number):
        return
    end = match.end()
    found = _named(reading, start, end, "NQ", "documents.congress")
    yield replace(found, plenum=0, term=roman(number))
    for term, begin, stop in more_terms(reading, end):
        yield replace(found, start=begin, end=stop, plenum=0, term=term)
