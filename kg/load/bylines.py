"""Who signed an article or took its pictures."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime

from kg.load.stamps import parse_header
from kg.model import Zone

_WORK = r"(?:tin|bài|ảnh(?: minh h[oọ][aạ])?|clip|video|đồ họa|đồ hoạ)"
_SIGNER = r"(?:tin\s+ảnh|chùm ảnh|thực hiện|tác giả|người viết|phóng viên|biên tập|bt)"
_CREDIT = rf"(?:(?:{_WORK}|{_SIGNER})(?:\s*(?:,|và|-|\+|&|/)\s*{_WORK})*\s*:)"
_CREDIT_LINE = re.compile(rf"\(?\s*{_CREDIT}", re.IGNORECASE)
_CREDITS = re.compile(rf"\s*[;,.]?\s*{_CREDIT}\s*", re.IGNORECASE)
_AFTER = re.compile(r"\(?\s*(?:theo|nguồn)\b\s*:?\s*", re.IGNORECASE)
# Inside a paragraph a credit follows a stop or a bracket, or starts with a capital.
_BEFORE = r"(?:^|(?<=[.!?…(])|(?<=[.!?…(]\s)|(?<=\s)(?-i:(?=[TBẢCVĐ])))"
# "T.Trung", "C.H.", "T.T. D.", "Đ. Tuân": the stops of initials end no credit.
_SHORTENED = r"(?-i:(?:[A-ZĐ]{1,2}\.\s?){1,3}(?:[^\W\d_a-zđ][^\W\d_]*\.?)?(?!\w))"
_NAMES = rf"(?P<names>{_SHORTENED}(?:\s*[-,&]\s*{_SHORTENED})*|[^.;()\n]{{2,60}})"
# Before the colon of every credit: cheap, before the pattern is tried.
_CREDITING = (
    "tin", "bài", "ảnh", "clip", "video", "đồ họa", "đồ hoạ", "thực hiện", "tác giả", "người viết",
    "phóng viên", "biên tập", "bt", "minh họa", "minh hoạ",
)  # fmt: skip
_LAST_WORDS = 12  # characters before a colon
_CREDIT_INSIDE = re.compile(rf"{_BEFORE}{_CREDIT}\s*-?\s*{_NAMES}", re.IGNORECASE)
# "… tại hội nghị - Ảnh T.TRUNG", "(Ảnh - Hữu Thắng)", "Ảnh cắt từ video HOÀNG NĂNG": no colon, but then the
# line ends.
_BARE_CREDIT = re.compile(
    rf"(?:^|[-–—.:!?…(]\s*)(?-i:Ảnh|ẢNH)(?:\s*[-–—]\s*|\s+(?:cắt từ (?:video|clip)\s+|chụp màn hình\s+)?)"
    rf"(?P<names>{_SHORTENED}|(?-i:[^\W\d_a-zđ][^\W\d_]*(?: [^\W\d_a-zđ][^\W\d_]*){{1,3}}))\)?\.?\s*$",
    re.IGNORECASE | re.MULTILINE,
)
_BETWEEN = re.compile(r"\s*[;,/&|+()]\s*|\s+(?:(?:[-–—]|và)\s+|(?=(?:ảnh|tin|bài)\s*:))", re.IGNORECASE)
# "(tổng hợp)", "(theo TTXVN)" after a signature.
_NOTE = re.compile(r"\s*\((?:tổng hợp|theo|t/h|th|ghi|dịch|lược)[^)]*\)", re.IGNORECASE)
_NO_NAME = re.compile(
    r"(?:tư liệu|internet|minh họa|minh hoạ|facebook|zalo|youtube|google|clip|video|cắt từ|chụp màn hình|"
    r"tto|vne|tno|nld|plo|afp|reuters|ap|getty|xinhua|bđ|thx|p\. ?v|"
    r"(?:dân trí|vnexpress|vn express|vietnamnet|zing|tuổi trẻ|"
    r"thanh niên|tiền phong|lao động|người lao động|nhân dân|công an|quân đội)(?=$|\s*(?:online|$)))\b",
    re.IGNORECASE,
)
_ADDRESS = re.compile(
    r"(?:(?:ông|bà|anh(?=\s\S+\s)|chị|đồng chí|đbqh|đại biểu)\s|(?-i:P?GS|TS|ThS|BS|LS)[\s.])", re.IGNORECASE
)
# Letters of a name; "TT", "USAF", "VietNamNet", "Quochoi", "baochinhphu.vn" are no syllables.
_SYLLABLE = re.compile(
    r"(?:ngh?|[cgknpt]h|gi|qu|tr|[bcdghklmnpqrstvx])?[aeiouy]{1,3}(?:ch|nh|ng|[cmnpt])?", re.IGNORECASE
)
_SITE = re.compile(
    r"\S*\.(?:vn|com|net|org)\S*|(?:\w )+\w|\w*[a-z][A-Z]\w*|[B-DF-HJ-NP-TV-XZĐ]{2,6}(?: [A-ZĐ]{2})?"
)
_PLACE = re.compile(r"(?:huyện|tỉnh|xã|phường|quận|thị xã|thành phố|tp\.?)\s", re.IGNORECASE)
_OF_PHOTO = re.compile(r"ảnh(?:\s+|$)", re.IGNORECASE)
_INITIALS = re.compile(r"[^\W\d_](?:\.\s?[^\W\d_]){1,3}\.?")
_WORD = re.compile(r"[^\W\d_][\w.'’-]*")
_OUTLETS = re.compile(
    r"(?:báo|cổng|đài|tạp chí|trang|trung tâm|văn phòng|ban|sở|thông tấn|tin|nguồn|www"
    r"|ttxvn|ttx|vgp|vov|vtv|voh|đoàn đbqh|trường (?:thcs|thpt|đh|cđ|đại|cao|mầm|tiểu)"
    r"|công ty|cty|chính phủ|giao thông|dân việt)\b",
    re.IGNORECASE,
)
# A site is printed with the places of its name: `Cổng thông tin điện tử tỉnh TT - Huế`.
_WEBSITE = re.compile(
    r"(?:(?:cổng|website|trang)\s|trường (?:đại học|cao đẳng|đh|cđ)\b)[^;,/&|()]*", re.IGNORECASE
)
_LONGEST_NAME, _MOST_WORDS = 40, 5


def authors_in(text: str, zones: Iterable[Zone]) -> tuple[str, ...]:
    """Return who signed the article or took its pictures, by first appearance, spelled as printed."""
    found: dict[str, None] = {}
    for zone in zones:
        block = text[zone.start : zone.end]
        if zone.kind == "byline":
            found.update(dict.fromkeys(names_in(block)))
        elif zone.kind == "dateline":
            found.update(dict.fromkeys(_beside_date(block)))
        elif zone.kind != "chrome":
            for credit in _CREDIT_INSIDE.finditer(block) if _may_credit(block) else ():
                found.update(dict.fromkeys(names_in(credit["names"])))
            if "Ảnh" in block or "ẢNH" in block:
                for credit in _BARE_CREDIT.finditer(block):
                    found.update(dict.fromkeys(names_in(credit["names"])))
    whole = {_initials(name) for name in found if _is_long(name) and "." not in name}
    return tuple(name for name in found if "." not in name or _letters(name) not in whole)


def _may_credit(block: str) -> bool:
    """Say whether a colon of a paragraph stands behind a word of credits."""
    return any(part.rstrip()[-_LAST_WORDS:].lower().endswith(_CREDITING) for part in block.split(":")[:-1])


def _is_long(name: str) -> bool:
    return len(name.split()) > 1  # whatever the space is that stands there


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split()).upper()


def _letters(name: str) -> str:
    """Return the letters of initials: "T.N" is Thanh Nga, where she signs too."""
    return re.sub(r"[.\s]", "", name).upper()


def _beside_date(header: str) -> Iterator[str]:
    """A name beside a date is an author only where the time stands too: letters open with place and day."""
    parsed = parse_header(header)
    if parsed and isinstance(parsed[0], datetime):
        yield from (name for name in names_in(parsed[1]) if _is_long(name) or _INITIALS.fullmatch(name))


def is_byline(block: str) -> bool:
    """Whether `block` holds names of authors and nothing else, with or without "Ảnh:" before them."""
    if len(block) > 120 or "\n" in block:
        return False
    signed = any(_is_name(part) or _is_agency(part) for part in _BETWEEN.split(block))
    return is_credit(block) or (signed and is_signature(block))


def is_full_signature(block: str) -> bool:
    """Whether `block` signs with whole names (`Hoàng Thùy`, `N.T.`): a single word may be a subhead."""
    bare = (_NOTE.sub("", block) if "(" in block else block).strip()
    if len(bare) > 60:
        return False
    names = [part for part in _BETWEEN.split(bare) if part]
    whole = all(_is_name(name) and (_is_long(name) or _INITIALS.fullmatch(name)) for name in names)
    return bool(names) and whole


def is_credit(block: str) -> bool:
    """Whether `block` says that it is a credit: it opens with "Bài, ảnh:", or is "Theo" and names."""
    if len(block) > 120:
        return False
    opening = _CREDIT_LINE.match(block) or _AFTER.match(block)
    return opening is not None and is_signature(_CREDITS.sub(" - ", block[opening.end() :]))


def is_signature(line: str) -> bool:
    """Whether `line` holds nothing but names of persons and outlets."""
    parts = [part for part in _BETWEEN.split(line) if part]
    whole = bool(parts) and not any(map(_PLACE.match, parts))
    return whole and all(_is_name(part) or _is_outlet(part) or _is_agency(part) for part in parts)


def names_in(block: str) -> Iterator[str]:
    """Yield the persons that a signature or a credit names, without the outlets they work for."""
    signed = _NOTE.sub("", block).strip() or block
    bare = _WEBSITE.sub("", re.sub(_CREDIT, ";", signed, flags=re.IGNORECASE))
    for part in _BETWEEN.split(_AFTER.sub("", bare, count=1)):
        name = _OF_PHOTO.sub("", part.strip(" .:*–—-\t\u00a0"), count=1)
        if _is_name(name):
            yield name


def _is_agency(part: str) -> bool:
    return _is_site(part.strip()) or _NO_NAME.match(part) is not None


def _is_site(part: str) -> bool:
    """Whether a word is of no person: an address, letters that stand for words, a foreign word."""
    foreign = part.isascii() and part.isalpha() and not _SYLLABLE.fullmatch(part)
    return foreign or _SITE.fullmatch(part) is not None


def _is_outlet(part: str) -> bool:
    return len(part) <= _LONGEST_NAME and bool(_OUTLETS.match(part))


def _is_name(part: str) -> bool:
    if not 2 <= len(part) <= _LONGEST_NAME or _is_outlet(part) or _NO_NAME.match(part):
        return False
    if _is_site(part) or _PLACE.match(part):
        return False
    if _ADDRESS.match(part):
        return False  # who is addressed is in the picture, not behind it
    words = part.split()
    if len(words) > _MOST_WORDS:
        return False
    return bool(_INITIALS.fullmatch(part)) or all(
        word[0].isupper() and _WORD.fullmatch(word) is not None for word in words
    )
