"""Documents as printed: codes, short forms, resolutions of plenums, congresses and local organisations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from kg.extract.bodies import body_at
from kg.extract.match import any_of
from kg.extract.reading import Reading
from kg.extract.spans import Body, Cited, Moment
from kg.ontology import Lexicon, Term
from kg.text import key
from kg.vocab import VPO

# The patterns passed every variant seen in print and reject 4/11, 2015-2020, 30/6/2018 and 461/465.
_PARTY = re.compile(
    r"(?<![\w/.-])(\d{1,4})\s*[-/]\s*(NQ|CTHĐ|CTr|CT|KL|QĐNS|QĐi|QĐ|QC|HD|KH|TB|BC|TTr|CV|ĐA)\s*[-/]\s*"
    r"(TW|TƯ|T\.Ư|TU|HU|QU|ĐUK|ĐU|[A-ZĐƯ]{2,10}(?:TW|TU|TƯ))(?!\w)"
)
_SWAPPED = re.compile(r"(?<![\w/.-])(\d{1,4})\s*/\s*(NQ|CT|KL|QĐ|HD|KH)\s*-\s*(TW|TƯ|TU)(?!\w)")
_STATE = re.compile(
    r"(?<![\w/.-])(\d{1,5})/(?:(\d{4})/)?"
    r"(?:(NQ|QĐ|NĐ|TT|CT|KH|TB)-([A-ZĐa-zđ0-9]{2,12})|(QH\d{1,2}|UBTVQH\d{1,2}))(?!\w)"
)
_TERM = re.compile(r"[ ]*[,(]?[ ]*(?:nhiệm kỳ |đại hội )?(?:đảng )?(?:lần thứ |khóa |khóa thứ )([ivx]+)\)?")
_TERMS_MORE = re.compile(r"[ ]*(?:,|và)[ ]*([ivx]+)(?![\w])")
_ISSUER = re.compile(r"[ ]*(?:của |do )")
_DATED = re.compile(r"[ ]*[,(]?[ ]*(?:ban hành )?(?:ra )?ngày ")
_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-]((?:19|20)\d\d)")
_JOINED = re.compile(r"[ ]*(?:,|;|và)[ ]*(?:(?:và )?số )?")
_TOPIC = re.compile(r"[ ]*(?:,? ?ngày [\d/]+,? ?)?(?:của [^.;,\"]{3,60})?[ ]*(?:về|\")[ ]?([^.;\n]{5,160})")
_LOCAL = re.compile(
    r"nghị quyết (?:đại hội )?(?:đại biểu )?đảng bộ"
    r"(?: (?:tỉnh|thành phố|huyện|quận|thị xã|các cấp|các địa phương|xã|phường))?"
    r"[^.;,\n]{0,60}?(?:nhiệm kỳ \d{4} ?- ?\d{4}|lần thứ [ivx]+)(?: các địa phương)?"
)
_PLENUM = re.compile(
    r"nghị quyết (?:hội nghị )?(?:lần thứ )?(?:trung ương|tw|t\.ư|hội nghị trung ương) (\d{1,2}|[ivx]+)"
    r"(?![\w/-])"
)
_PLENUM_LONG = re.compile(r"nghị quyết hội nghị lần thứ (\w+),? ban chấp hành trung ương(?: đảng)?")
_CONGRESS = re.compile(
    r"nghị quyết đại hội (?:đại biểu )?(?:toàn quốc )?(?:đảng )?(?:toàn quốc )?"
    r"(?:lần thứ )?([ivx]+)(?: của đảng)?(?![\w])"
)
_ORDINALS = {
    "nhất": 1,
    "hai": 2,
    "ba": 3,
    "tư": 4,
    "bốn": 4,
    "năm": 5,
    "sáu": 6,
    "bảy": 7,
    "tám": 8,
    "chín": 9,
    "mười": 10,
}


@dataclass(frozen=True, slots=True)
class DocumentWords:
    """The words for kinds of document, compiled. A short form is the kind, `số` and a number without code."""

    head: re.Pattern[str]
    short: re.Pattern[str]
    by_kind: dict[str, Term]


@lru_cache(maxsize=4)
def document_words(lexicon: Lexicon) -> DocumentWords:
    """Return the compiled words of `lexicon`."""
    kinds = [term for term in lexicon.of(VPO.DocumentType) if term.vi]
    names = any_of(form for term in kinds for form in term.forms if len(form) > 4)
    return DocumentWords(
        re.compile(rf"({names})(?: số:?| số)?[ ]*$"),
        re.compile(rf"({names})(?: số)? (\d{{1,4}})(?![\d]|\s*[-/.]\s*[\w])"),
        lexicon.by_form(kinds),
    )


def find_documents(reading: Reading) -> Iterator[Cited]:
    """Yield the documents of the article, left to right, each stretch read once, codes before short forms."""
    found: list[Cited] = []
    finders = (_codes, _plenums, _congresses, _locals, _short_forms)
    for finder in finders:
        for cited in finder(reading):
            if not any(cited.start < other.end and other.start < cited.end for other in found):
                found.append(cited)
    yield from _share(reading, sorted(found, key=lambda cited: cited.start))


def _codes(reading: Reading) -> Iterator[Cited]:
    for pattern, build in ((_PARTY, _party), (_SWAPPED, _party), (_STATE, _state)):
        for match in pattern.finditer(reading.shadow):
            kind, code, number, suffix = build(match)
            start, said = _head(reading, match.start())
            printed = reading.article.text[match.start() : match.end()]
            cited = Cited(
                start, match.end(), said or kind.replace("Đ", "D"), code, number, suffix, printed=printed
            )
            yield _tail(reading, cited)


def _party(match: re.Match[str]) -> tuple[str, str, int, str]:
    suffix = match[3].replace("T.Ư", "TW").replace("TƯ", "TW")
    return match[2], f"{match[1].zfill(2)}-{match[2]}/{suffix}", int(match[1]), suffix


def _state(match: re.Match[str]) -> tuple[str, str, int, str]:
    kind, suffix = (
        match[3] or ("Luat" if match[5] and match[5].startswith("QH") else "NQ"),
        match[4] or match[5],
    )
    return kind, match[0].replace(" ", ""), int(match[1]), suffix


def _head(reading: Reading, offset: int) -> tuple[int, str | None]:
    """Return where the words before a code begin (`Nghị quyết số`) and the kind they say."""
    words = document_words(reading.lexicon)
    match = words.head.search(reading.low[:offset], max(0, offset - 40))
    if match is None:
        return offset, None
    return match.start(), words.by_kind[key(match[1])].local


def _tail(reading: Reading, cited: Cited) -> Cited:
    """Return `cited` with the date, issuer, term and topic that follow it."""
    topic = _TOPIC.match(reading.low, cited.end)
    end, issuer, term, dated = cited.end, cited.issuer, cited.term, cited.dated
    for _ in range(3):
        said = _TERM.match(reading.low, end)
        moment, body = _day_after(reading, end), _issuer_after(reading, end)
        if said:
            term, end = said[1].upper(), said.end()
        elif moment:
            dated, end = moment, moment.end
        elif body:
            issuer, end = body, body.end
    return replace(cited, end=end, issuer=issuer, term=term, dated=dated, topic=topic[1] if topic else "")


def _issuer_after(reading: Reading, offset: int) -> Body | None:
    gap = _ISSUER.match(reading.low, offset)
    return body_at(reading, gap.end()) if gap else None


def _day_after(reading: Reading, offset: int) -> Moment | None:
    gap = _DATED.match(reading.low, offset)
    return _moment(reading, gap.end()) if gap else None


def _moment(reading: Reading, offset: int) -> Moment | None:
    match = _DAY.match(reading.low, offset)
    return Moment(match.start(), match.end(), int(match[1]), int(match[2]), int(match[3])) if match else None


def _share(reading: Reading, found: list[Cited]) -> Iterator[Cited]:
    """Yield `found` where an issuer or a term stands once for several codes joined by commas or `và`."""
    shared = list(found)
    for at in range(len(shared) - 1, 0, -1):
        left, right = shared[at - 1], shared[at]
        bare = left.issuer is None and left.term is None and left.suffix == right.suffix == "TW"
        same = reading.low[right.start].isdigit() or right.kind == left.kind
        if bare and same and _JOINED.fullmatch(reading.low, left.end, right.start):
            shared[at - 1] = replace(left, issuer=right.issuer, term=right.term)
    yield from shared


def _plenums(reading: Reading) -> Iterator[Cited]:
    for pattern in (_PLENUM, _PLENUM_LONG):
        for match in pattern.finditer(reading.low):
            plenum = _count(match[1])
            if plenum is not None:
                yield from _with_terms(reading, _named(reading, match, "documents.plenum", plenum))


def _named(reading: Reading, match: re.Match[str], rule: str, plenum: int | None = None) -> Cited:
    """Return a resolution that is printed by name, without a code."""
    start, end = match.span()
    return Cited(start, end, "NQ", plenum=plenum, printed=reading.article.text[start:end], rule=rule)


def _with_terms(reading: Reading, base: Cited) -> Iterator[Cited]:
    """Yield a resolution once for each term after it: `(khóa XI, XII)` are two."""
    said = _TERM.match(reading.low, base.end)
    if said is None:
        yield base
        return
    yield replace(base, end=said.end(), term=said[1].upper())
    offset = said.end()
    while more := _TERMS_MORE.match(reading.low, offset):
        yield replace(base, start=more.start(1), end=more.end(), term=more[1].upper())
        offset = more.end()


def _count(text: str) -> int | None:
    if text.isdigit():
        return int(text)
    if text in _ORDINALS:
        return _ORDINALS[text]
    values = [{"i": 1, "v": 5, "x": 10}.get(char) for char in text]
    if None in values:
        return None
    numbers = [value or 0 for value in values]
    return sum(-value if value < max(numbers[at:]) else value for at, value in enumerate(numbers))


def _congresses(reading: Reading) -> Iterator[Cited]:
    for match in _CONGRESS.finditer(reading.low):
        yield replace(_named(reading, match, "documents.congress", 0), term=match[1].upper())


def _locals(reading: Reading) -> Iterator[Cited]:
    for match in _LOCAL.finditer(reading.low):
        yield _named(reading, match, "documents.local")


def _short_forms(reading: Reading) -> Iterator[Cited]:
    words = document_words(reading.lexicon)
    for match in words.short.finditer(reading.low):
        if not reading.shadow[match.start()].isupper():
            continue
        kind = words.by_kind[key(match[1])].local
        named = _named(reading, match, "documents.short")
        yield _tail(reading, replace(named, kind=kind, number=int(match[2])))
