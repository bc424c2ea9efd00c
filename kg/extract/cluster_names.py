"""Where the name of an emulation cluster ends, and which of the names in one article are one cluster's."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from kg.extract.bodies import body_at
from kg.extract.body_words import body_words
from kg.extract.match import any_of
from kg.extract.name_words import name_words
from kg.extract.numerals import WORDS
from kg.extract.places import place_at
from kg.extract.reading import Reading
from kg.extract.role_words import role_words
from kg.ontology import Lexicon
from kg.text import CAPITALS, LETTERS, LOWERS, key

_LONGEST = 110  # code points
_WORD = re.compile(rf"[{LETTERS}0-9][{LETTERS}0-9&'’]*")
_LETTERS_OF = re.compile(r" ?\([A-ZĐƯ][A-ZĐƯ&.-]{1,12}\)")
_DASH = re.compile(
    rf" ?[-–] ?(?=[{CAPITALS}])|-(?=[{LOWERS}])"
    r"|(?<=trị) - (?=xã hội)|(?<=hóa) - (?=xã hội)|(?<=tế) - (?=kỹ thuật|xã hội|tài chính|tổng hợp)"
    r"|(?<=du) - (?=miền núi)|(?<=biển) - (?=đảo|hải đảo)|(?<=núi) - (?=vùng cao|biên giới)"
)
_PERSON = re.compile(rf"([{CAPITALS}][{LOWERS}]*)(?: [{CAPITALS}][{LOWERS}]*){{2,3}}(?! [{CAPITALS}])")
_CITY = "hồ chí minh"
_PROPER = re.compile(rf"[{CAPITALS}][{LETTERS}]* [{LOWERS}]")
# Words that end the name of a body and go on with that of a cluster.
_MEETING = (
    r"(?:hội|lễ|sơ|tổng|họp|phát|sinh|ký|buổi|các hoạt|tọa|giao|đại hội|thăm|gặp|trao|chương|cuộc|đoàn)"
)
_UNIT = r"(?:tỉnh|thành phố|huyện|quận|xã|phường|thị xã|đặc khu)"
# Fields that a block is of: `tham mưu, tổng hợp`, `quản lý nhà nước về kinh tế - kỹ thuật`.
_FIELD = (
    r"(?:tổng hợp|nội chính|kinh tế|kỹ thuật|văn hóa|xã hội|tham mưu|giúp việc|dịch vụ|sự nghiệp|hành chính|"
    r"tài chính|khoa học|khoa giáo|đào tạo|thông tin|truyền thông|lĩnh vực)(?!\w)"
)
_GOES_ON = re.compile(
    rf"(?:các|{_UNIT}|báo|ba|bốn|hai|tổ hợp|đồng bằng|đồng bào"
    rf"|tổ chức(?! {_MEETING}| (?:tại|ở|trong|vào|ngày|sáng|chiều)(?!\w))"
    rf"|quyền(?= (?:trẻ em|con người|lợi|sở hữu)(?!\w))|(?<=nhà nước )về(?= {_FIELD})"
    rf"|trực thuộc(?= trung ương)|(?:trực )?thuộc(?= \w)|của(?= (?:{_UNIT}|sở|đảng|ngành)(?!\w)))(?!\w)"
)
_COUNTED = rf"(?:{_UNIT}|thành|phòng|trường|sở|ban|hội|liên đoàn|đơn vị|doanh nghiệp)(?!\w)"
HOW_MANY = rf"(?:\d{{1,3}}|{WORDS})"
_COUNT = re.compile(rf"{HOW_MANY}(?= {_COUNTED})")
_COMMA = re.compile(
    rf", (?=(?:{_UNIT}|thành|ngành|thị|kcx|kkt|đoàn thể|đồng bằng|duyên hải|trung du|miền|tây nguyên|tây bắc|"
    rf"đông bắc|bắc|nam|tp\.?)(?!\w)|{_FIELD}"
    r"|(?!(?:gồm|bao gồm|do|là|đã|vừa|có)(?!\w))(?:[^\W\d_]+ ){1,5}?"
    r"(?:các (?:tỉnh|huyện|xã)|và [^\W\d_]+ (?:tổ chức|họp|tổng kết|ký)))"
)
_LAST_NUMBER = re.compile(
    r"\d{1,2}(?= (?:gồm|bao gồm|tổ chức|tổng kết|sơ kết|ký|họp|do|là|đã|vừa|triển khai|đóng|trên|tại)(?!\w)"
    r"|[ ]?[,.:;)\n]|$)"
)
_DATED = re.compile(r"(?<!\w)(?:năm|ngày|thứ|quý|tháng|đợt|vụ|khóa|lần|đường|khu phố|tổ|số) $")
_FIRST_LETTERS = re.compile(r"[A-ZĐ]{1,3}(?: ?[-–&,] ?[A-ZĐ]{1,3}){1,3}|[A-ZĐ]{4,6}")
_NO_PART = frozenset(
    [
        "các",
        "của",
        "thuộc",
        "trực",
        "và",
        "khu",
        "vực",
        "tỉnh",
        "thành",
        "phố",
        "miền",
        "vùng",
        "khối",
        "cụm",
        "tp",
    ]
)
_SIGNS = re.compile(r"[^\w]+")
_HOW_MANY = re.compile(rf"(?<!\w){HOW_MANY} (?={_COUNTED})")
_TRAIL = re.compile(r"(?: (?:và|của|các|(?<!trực )thuộc|do|trực))+$")


def cluster_name_end(reading: Reading, offset: int, *, listed: bool = False) -> int:
    """Return where a name that begins at `offset` ends: at a sign or a verb; `offset` where none begins.

    A name of a body inside is read whole: `Sở Văn hóa, Thể thao và Du lịch`. An item of a list (`listed`)
    ends at its comma too.
    """
    end = offset
    while end - offset < _LONGEST:
        after = _next(reading, end, offset, listed=listed)
        if after == end:
            break
        end = after
    return end - _trailing(reading.low[offset:end])


@lru_cache(maxsize=4)
def _stops(lexicon: Lexicon) -> re.Pattern[str]:
    """Return the words that end the name of a cluster, beside those that end the name of a body."""
    forms = any_of(form for term in lexicon.words("cluster-end") for form in term.forms)
    return re.compile(rf"{forms}(?!\w)")


def names_person(reading: Reading, offset: int) -> bool:
    """Say whether a title, a form of address or a person's name of three syllables begins at `offset`."""
    if place_at(reading, offset):
        return False
    if role_words(reading.lexicon).roles.pattern.match(reading.low, offset):
        return True
    words = name_words(reading.lexicon)
    lead = words.lead.pattern.match(reading.low, offset)
    if (
        lead
        and reading.shadow[lead.end() : lead.end() + 1] == " "
        and reading.shadow[lead.end() + 1].isupper()
    ):
        return True
    return _begins_person(reading, offset)


def _begins_person(reading: Reading, offset: int) -> bool:
    name = _PERSON.match(reading.shadow, offset)
    of_city = reading.low.startswith(_CITY, offset)
    return name is not None and not of_city and key(name[1]) in name_words(reading.lexicon).surnames


def _trailing(name: str) -> int:
    found = _TRAIL.search(name)
    return len(found[0]) if found else 0


def _next(reading: Reading, end: int, offset: int, *, listed: bool) -> int:
    """Return where the next word of a name ends, `end` where the name is over."""
    if letters := _LETTERS_OF.match(reading.shadow, end):
        return letters.end()
    at = _gap(reading, end, offset, listed=listed)
    if at is None:
        return end
    body = body_at(reading, at) if reading.shadow[at : at + 1].isupper() else None
    if body and body.end > at:
        return body.end
    words = body_words(reading.lexicon)
    if part := words.parts.match(reading.low, at):
        return part.end()
    word = _WORD.match(reading.low, at)
    if word is None or _is_over(reading, word, at, offset):
        return end
    return word.end() + (word[0] in ("tp", "tx") and reading.low.startswith(".", word.end()))


def _gap(reading: Reading, end: int, offset: int, *, listed: bool) -> int | None:
    """Return where the next word begins, None where a sign parts it from the name."""
    if end == offset:
        return end
    if dash := _DASH.match(reading.shadow, end):
        near = (
            dash[0] == "-"
            or reading.shadow[dash.end()].islower()
            or reading.shadow.count(" ", offset, end) < 2
        )
        return dash.end() if listed or near or _PROPER.match(reading.shadow, dash.end()) else None
    if comma := _COMMA.match(reading.low, end):
        return None if listed else comma.end()
    if reading.low.startswith(" ", end):
        return None if listed and _is_joint(reading, end) else end + 1
    if reading.low.startswith("/", end) and reading.low[end + 1 : end + 2].isalpha():
        return end + 1  # "Hội Nạn nhân chất độc da cam/dioxin"
    return end if reading.low[end - 1 : end] == "." else None


def _is_joint(reading: Reading, end: int) -> bool:
    """Say whether `và` joins two items here: `… và Sở Nội vụ`, not `… khu kinh tế và các khu công nghiệp`."""
    if not reading.low.startswith(" và ", end):
        return False
    return reading.shadow[end + 4].isupper() or reading.shadow[end + 4].isdigit()


def _is_over(reading: Reading, word: re.Match[str], at: int, offset: int) -> bool:
    """Say whether a name is over before a word: before a verb, or a number that counts nothing of it."""
    # "5 thành phố", also inside; "năm thành phố" only where the name begins: "năm thành lập"
    if _COUNT.match(reading.low, at) and (word[0][0].isdigit() or at == offset):
        return False
    if word[0][0].isdigit():  # "dọc Đường 6", "Doanh nghiệp số 7", "các sở quản lý nhà nước 1 gồm …"
        if _LAST_NUMBER.match(reading.low, at) and not _DATED.search(reading.low, offset, at):
            return False
        if reading.low.endswith(" số ", 0, at):
            return False
        return at == offset or not reading.shadow[reading.shadow.rfind(" ", 0, at - 1) + 1].isupper()
    if reading.shadow[at].isupper() and at > offset:
        return _begins_person(reading, at) and place_at(reading, at) is None
    if _GOES_ON.match(reading.low, at):
        return False
    if _stops(reading.lexicon).match(reading.low, at):
        return True
    words = body_words(reading.lexicon)
    return reading.shadow[at].islower() and (
        key(word[0]) in words.ends or words.verbs.match(reading.low, at) is not None
    )


@lru_cache(maxsize=4096)
def name_parts(name: str) -> frozenset[str]:
    """Return the words that tell a name from others: `đông`, `nam`, `bộ` of `các tỉnh miền Đông Nam Bộ`."""
    words = frozenset(_SIGNS.sub(" ", key(name)).split())
    return words - _NO_PART or words - {"các", "của", "và"}


def canonical(name: str) -> str:
    """Return what two reports of one cluster share of its name: `Đông Nam Bộ` of `các tỉnh miền Đông Nam Bộ`.

    The words for its units and how many they are go; a name of such words alone stays.
    """
    parts, counted = name_parts(name), _HOW_MANY.sub("", key(name))
    words = [word for word in _SIGNS.sub(" ", counted).split() if word in parts]
    return " ".join(dict.fromkeys(words)) or key(name)


def spelled_out(name: str, names: Iterable[str]) -> str | None:
    """Return which of `names` a name of first letters stands for: `VH-XH` for `Văn hóa - Xã hội`."""
    if not _FIRST_LETTERS.fullmatch(name):
        return None
    letters = _SIGNS.sub("", key(name))
    return next((full for full in names if "".join(w[0] for w in _words(full)) == letters), None)


def _words(name: str) -> list[str]:
    return _SIGNS.sub(" ", key(name)).split()


def without_letters(name: str) -> str:
    """Return a name without the letters in brackets that stand for a part of it, and without a first zero."""
    return _LETTERS_OF.sub("", name).removeprefix("0")
