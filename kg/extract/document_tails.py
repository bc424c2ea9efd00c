"""What stands around a document: the date, issuer, term and topic after it, the issuer before it."""

from __future__ import annotations

import re

from kg.extract.bodies import body_at
from kg.extract.body_words import body_words
from kg.extract.numerals import WORDS, count, roman
from kg.extract.reading import Reading
from kg.extract.spans import Body, Cited, Moment
from kg.ontology import Lexicon
from kg.quick import replace

_CENTRAL_COMMITTEE = "id/org/ban-chap-hanh-trung-uong"
_NUMERAL = r"([ivx]+|\d{1,2})(?![\w/-])"
_TERM = re.compile(rf"[ ]*[,(-]?[ ]*(?:của )?(?:đảng )?(?:lần thứ|khóa thứ|khóa)[ ]+{_NUMERAL}\)?")
_TERM_MORE = re.compile(rf"[ ]*(?:,|và)[ ]*(?:khóa[ ]+)?{_NUMERAL}\)?")
_ISSUER = re.compile(r"[ ]*[,(]?[ ]*(?:của|do)[ ]+(?:chủ tịch (?=ủy ban|ubnd))?(?:bộ trưởng (?=bộ ))?")
_WHOLE_PARTY = re.compile(r"(?:ban chấp hành )?(?:trung ương|t\.ư|tw)(?: đảng)?(?![\w])")
_PLENUM = re.compile(
    rf"[ ]*[,(]?[ ]*(?:của )?hội nghị (?:lần thứ )?(?:trung ương |tw )?(?:lần thứ )?"
    rf"(\d{{1,2}}|{WORDS})(?![\w/])"
)
_DATED = re.compile(r"[ ]*[,(]?[ ]*(?:được )?(?:ban hành |ra |ký |ký ban hành )?(?:vào )?ngày[ ]+")
_DAY = re.compile(
    r"(\d{1,2})(?: ?[/.-] ?| tháng )(\d{1,2})(?:(?: ?[/.-] ?| năm )((?:19|20)\d\d))?(?![\d/.-]*\d)"
)
_TOPIC = re.compile(r"[ ]*,?[ ]*(?:(?:quy định )?về|\")[ ]?((?:(?<=tp)\.|[^.;\n]){5,160})")
_ISSUING = re.compile(
    r"(?: \(khóa [ivx]+\))?(?:,? (?:đã|vừa|mới|cũng|tiếp tục))*[ ](?:ký )?(?:ban hành|có|ra|thông qua)"
    r"(?: (?:các|bản))?[ ]$"
)
# "Thường trực Ban Bí thư A vừa ký ban hành Chỉ thị 41", "thay mặt Bộ Chính trị, ông A ký Quy định 114"
_SIGNED_FOR = re.compile(
    r"(?<!\w)(?:thường trực|thay mặt) (ban bí thư|bộ chính trị)[^.;]{0,60}(?<!\w)ký(?: ban hành)?(?: các)? $"
)
_BEFORE_ISSUER = 110  # code points from an issuer to its document: "Ban Thường vụ Tỉnh ủy … đã ban hành"
_BEFORE_DATE = re.compile(r"ngày[ ]+([\d/. -]{8,14}|\d{1,2} tháng \d{1,2} năm \d{4}),?[ ]$")


def with_tail(reading: Reading, cited: Cited) -> Cited:
    """Return `cited` with what stands after it, and with the issuer and the date before it."""
    end, found = cited.end, cited
    for _ in range(4):
        part = _part(reading, found, end)
        if part is None:
            break
        found, end = part
    topic = _TOPIC.match(reading.low, end)
    found = replace(found, end=end, topic=topic[1] if topic else "")
    return found if found.issuer else _with_issuer_before(reading, found)


def _part(reading: Reading, cited: Cited, end: int) -> tuple[Cited, int] | None:
    """Return `cited` with the next part of its tail, and where that part ends."""
    if plenum := _PLENUM.match(reading.low, end):
        issuer = cited.issuer
        if cited.number and issuer is None and "hội nghị" in plenum[0]:
            issuer = central_committee(reading.lexicon, *plenum.span())
        return replace(cited, plenum=cited.plenum or count(plenum[1]), issuer=issuer), plenum.end()
    if term := term_at(reading, end):
        return (replace(cited, term=term[0]), term[1]) if cited.term is None else None
    if moment := _day_after(reading, end):
        return replace(cited, dated=moment), moment.end
    if cited.issuer is None and (body := issuer_after(reading, end)):
        return replace(cited, issuer=body), body.end
    return None


def term_at(reading: Reading, offset: int) -> tuple[str, int] | None:
    """Return the term printed at `offset` as a Roman numeral, and where it ends."""
    return _as_term(_TERM.match(reading.low, offset))


def more_terms(reading: Reading, offset: int) -> tuple[tuple[str, int, int], ...]:
    """Return the further terms of `(khóa XI, XII)` with their offsets."""
    found: list[tuple[str, int, int]] = []
    while match := _TERM_MORE.match(reading.low, offset):
        term = _as_term(match)
        if term is None or reading.shadow[match.start(1)].islower():
            break
        found.append((term[0], match.start(1), term[1]))
        offset = match.end()
    return tuple(found)


def _as_term(match: re.Match[str] | None) -> tuple[str, int] | None:
    number = count(match[1]) if match else None
    return (roman(number), match.end()) if match and number and number < 30 else None


def issuer_after(reading: Reading, offset: int) -> Body | None:
    """Return the body after `của` or `do` at `offset`."""
    gap = _ISSUER.match(reading.low, offset)
    if gap is None:
        return None
    body = body_at(reading, gap.end())
    if body:
        return body
    party = _WHOLE_PARTY.match(reading.low, gap.end())
    return central_committee(reading.lexicon, gap.end(), party.end()) if party else None


def central_committee(lexicon: Lexicon, start: int, end: int) -> Body | None:
    """Return the Central Committee as printed between two offsets: `của Trung ương`."""
    term = lexicon.get(_CENTRAL_COMMITTEE)
    return Body(start, end, term.vi, term.en, "known", None, "central", None, term.name) if term else None


def _day_after(reading: Reading, offset: int) -> Moment | None:
    gap = _DATED.match(reading.low, offset)
    return moment_at(reading, gap.end()) if gap else None


def moment_at(reading: Reading, offset: int) -> Moment | None:
    """Return the day printed at `offset`."""
    match = _DAY.match(reading.low, offset)
    if match is None:
        return None
    return Moment(*match.span(), int(match[1]), int(match[2]), int(match[3]) if match[3] else None)


def _with_issuer_before(reading: Reading, cited: Cited) -> Cited:
    """Return `cited` with the body that issues it: `Ban Bí thư ban hành Chỉ thị 19`."""
    since = max(reading.sentence_at(cited.start).start, cited.start - _BEFORE_ISSUER)
    signed = _SIGNED_FOR.search(reading.low, since, cited.start)
    if signed:
        return replace(cited, issuer=body_at(reading, signed.start(1)))
    if not _ISSUING.search(reading.low, max(since, cited.start - 40), cited.start):
        return cited
    body = None
    for head in reading.each(body_words(reading.lexicon).heads, since, cited.start):
        found = body_at(reading, head.start()) if reading.shadow[head.start()].isupper() else None
        if found and _ISSUING.fullmatch(reading.low, found.end, cited.start):
            body = found
            break
    if body is None:
        return cited
    said = _BEFORE_DATE.search(reading.low, max(since - 30, 0), body.start)
    dated = moment_at(reading, said.start(1)) if said and cited.dated is None else cited.dated
    return replace(cited, issuer=body, dated=dated)
