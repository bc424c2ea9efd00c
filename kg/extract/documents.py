"""Documents as printed: codes, short forms, resolutions of plenums, congresses and local organisations."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.document_codes import NOT_OURS, code_at
from kg.extract.document_merge import complete
from kg.extract.document_names import find_named_documents
from kg.extract.document_tails import with_tail
from kg.extract.document_words import document_words, head_before
from kg.extract.reading import Reading
from kg.extract.spans import Cited, Moment
from kg.ontology import Term
from kg.quick import replace

# "quyết định số 74/2008/CP", "Nghị định 61/CP": printed without its type.
_BARE = re.compile(
    r"(\d{1,5})[a-d]?(?:[/-]((?:19|20)\d\d)(?!\d))?(?:[ ]?/[ ]?(cp|ttg|hđbt)(?!\w))?"
    r"(?![\w%]|[.,/-]\d|[ ]?[/-][ ]?(?!khóa)[\w]|\.\d)"
)
_JOINED = re.compile(r"[ ]*(?:,|;|và|, và)[ ]*(?:số )?$")
_YEAR = re.compile(r"(?:19|20)\d\d")
# What is counted is no number of a document: `quyết định 20 năm tù`, `kết luận 12 đảng viên vi phạm`.
_COUNTED = re.compile(
    r"[ ]+(?:năm(?! (?:19|20)\d\d)|tháng|ngày(?![ ]+\d)|giờ|phút|tuần|người|tỷ|triệu|nghìn|ngàn|"
    r"đồng(?! ý| thời| chí)|điểm|nội dung|trường hợp|"
    r"cán bộ|đảng viên|đơn vị|dự án|xã|huyện|tỉnh|phường|vấn đề|nhóm|loại|bước|mục|chương trình|"
    r"lần|quý|kỳ|km|ha|m2?)(?!\w)"
)
# After a word that is a verb as well (`quy định`, `thông báo`) only what goes on about a document may follow.
_GOES_ON = re.compile(
    r"[ ]*(?:[.,;:)\"(!?]|$|\n|[ ](?:của|do|về|ngày|và|khóa|ban hành|được|đã|có|cũng|vẫn|sẽ|thì|là|nêu|"
    r"cho|trong|tại|vào|diễn ra|hội nghị|nhằm|để|từ|đến|còn|này|trên|phê duyệt|quy định|đi|với|theo|"
    r"thì|không|chưa|mà|hiện|phải|triển khai|thực hiện|hướng dẫn|chỉ đạo|đồng ý|duyệt|công bố|có hiệu lực|"
    r"thay thế|bổ sung|điều chỉnh|sửa đổi|gửi|yêu cầu|ghi|ký|năm (?:19|20)\d\d)(?!\w)|[ ]?-[ ]?khóa)"
)
# An official letter bears its sender for a type: `công văn số 7047/BCT-TCCB`.
_LETTER_HEAD = re.compile(
    r"(?<!\w)(?:công văn|văn bản)(?: hỏa tốc| khẩn| trả lời| chỉ đạo)?(?: \(?(?:cũng |cùng )?số)? $"
)
_LETTER = re.compile(
    r"(\d{1,5}) {0,2}/ {0,2}([A-ZĐƯ][A-Za-zĐđƯư]{1,9}(?: {0,2}- "
    r"{0,2}[A-ZĐƯ][A-Za-zĐđƯư0-9]{0,9}(?:\.[IVX]+)?){0,3})(?![\w/])"
)
_HEAD_WITHIN = 40  # characters
_BEFORE_SIGN = " /-abcd"  # what follows the number of a code: `30a/2008/NQ-CP`
_SENDERS = {"cp": "CP", "ttg": "TTg", "hđbt": "HĐBT"}
_NAMES = frozenset({"NQ", "CT", "ND", "TT", "PL", "Luat", "ThT"})
_NO_NUMBERS = frozenset({"Luat", "DL", "VK", "PL"})  # told by name, not by a bare number


def find_documents(reading: Reading) -> Iterator[Cited]:
    """Yield the documents of the article, left to right, each stretch read once, codes before short forms."""
    taken = bytearray(len(reading.low))
    found: list[Cited] = []
    for cited in (*_numbered(reading), *find_named_documents(reading)):
        if not any(taken[cited.start : cited.end]):
            taken[cited.start : cited.end] = b"\1" * (cited.end - cited.start)
            found.append(cited)
    yield from complete(reading, sorted(found, key=lambda cited: cited.start))


def _numbered(reading: Reading) -> Iterator[Cited]:
    """Yield codes and short forms at the numbers of the text, each with its tail."""
    before: Cited | None = None
    for start, end in reading.digits:
        if before and start < before.end:
            continue
        coded = reading.low[end : end + 1] in _BEFORE_SIGN and (
            _coded(reading, start) or _letter(reading, start)
        )
        cited = coded or _short(reading, start, before)
        if cited:
            before = with_tail(reading, cited)
            yield before


def _letter(reading: Reading, offset: int) -> Cited | None:
    """Return the official letter whose number begins here: `văn bản số 2729/UBND-BTCD`."""
    code = _LETTER.match(reading.shadow, offset)
    head = _LETTER_HEAD.search(reading.low, max(0, offset - _HEAD_WITHIN), offset) if code else None
    if head is None or code is None:
        return None
    suffix = code[2].replace(" ", "")
    if any(NOT_OURS.fullmatch(part) for part in suffix.split("-")):
        return None
    text = f"{code[1]}/{suffix}"
    printed = reading.printed(head.start(), code.end())
    return Cited(head.start(), code.end(), "CV", text, int(code[1]), suffix, printed=printed)


def _coded(reading: Reading, offset: int) -> Cited | None:
    code = code_at(reading.shadow, offset)
    if code is None:
        return None
    words = document_words(reading.lexicon)
    start, kind = head_before(reading, offset) or (offset, words.by_sign.get(code.kind))
    local = kind.local if kind else code.kind
    printed = reading.printed(offset, code.end)
    dated = Moment(offset, code.end, None, None, code.year) if code.year else None
    if code.kind == "Luat":
        local = "NQ" if local == "NQ" else "Luat"
    return Cited(start, code.end, local, code.text, code.number, code.suffix, dated=dated, printed=printed)


def _short(reading: Reading, offset: int, before: Cited | None) -> Cited | None:
    """Return a kind with a bare number (`Chỉ thị 05`), or a bare number that goes on with a list."""
    number = _BARE.match(reading.low, offset)
    if number is None or (offset and reading.low[offset - 1] in "/.-_"):
        return None
    head = head_before(reading, offset)
    if head is None:
        return _listed(reading, number, before)
    start, kind = head
    if kind.local in _NO_NUMBERS or not _is_number(reading, number, start, kind):
        return None
    return _of_kind(reading, number, start, kind.local)


def _of_kind(reading: Reading, number: re.Match[str], start: int, kind: str) -> Cited:
    year = int(number[2]) if number[2] else None
    dated = Moment(number.start(), number.end(), None, None, year) if year else None
    code = f"{number[1]}/{year}/NĐ-CP" if kind == "ND" and year else None
    suffix = _SENDERS.get(number[3])
    if suffix:
        code = "/".join((number[1], *((number[2],) if year else ()), suffix))
    printed = reading.printed(start, number.end())
    return Cited(
        start, number.end(), kind, code, int(number[1]), suffix or ("CP" if code else None), dated=dated,
        printed=printed, rule="documents.short",
    )  # fmt: skip


def _is_number(reading: Reading, number: re.Match[str], start: int, kind: Term) -> bool:
    """Say whether a number after a word for a kind is that of a document, not a count or a year."""
    said = "số" in reading.low[start : number.start()]
    if number[3] or (number[2] and (said or "/" in number[0])):
        return True
    if _COUNTED.match(reading.low, number.end()) or (_YEAR.fullmatch(number[1]) and not said):
        return False
    if said:
        return True
    if kind.local in _NAMES:
        return len(number[1]) > 1 or reading.shadow[start].isupper()
    return len(number[1]) > 1 and _GOES_ON.match(reading.low, number.end()) is not None


def _listed(reading: Reading, number: re.Match[str], before: Cited | None) -> Cited | None:
    """Return a bare number after another document: `Nghị quyết 18, 19`, `Nghị quyết 18-NQ/TW và 19`."""
    if before is None or before.number is None or number.start() - before.end > 12:
        return None
    if not _JOINED.match(reading.low, before.end, number.start()) or _COUNTED.match(
        reading.low, number.end()
    ):
        return None
    if not _GOES_ON.match(reading.low, number.end()) or len(number[1]) < 2 or before.topic:
        return None
    next_one = _of_kind(reading, number, number.start(), before.kind)
    if before.code and before.suffix and not number[2] and "-" in before.code.partition("/")[0]:
        sign = before.code.partition("-")[2]
        return replace(next_one, code=f"{number[1].zfill(2)}-{sign}", suffix=before.suffix)
    return next_one
