"""Titles by the grammar of positions: prefix, role, modifier, body."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from kg.extract.bodies import body_at
from kg.extract.body_words import body_words
from kg.extract.clusters import LEADERS, over_cluster
from kg.extract.match import may_end, tails
from kg.extract.own_bodies import own_body
from kg.extract.places import place_at
from kg.extract.reading import Reading
from kg.extract.role_words import TERM, RoleWords, after_modifiers, role_words
from kg.extract.signs import BEFORE_CAPITAL, OF
from kg.extract.spans import Body, Title
from kg.extract.title_bodies import (
    ALTERNATE_MEMBER,
    CENTRAL_COMMITTEE,
    MEMBER,
    central_committee,
    default_body,
    printed_body,
    role_by_committee,
    standing_assembly,
)
from kg.ontology import Term
from kg.quick import replace
from kg.text import LOWERS, key

_BODY_BEFORE = {"bí thư": "ban ", "bộ trưởng": "hội đồng ", "đbqh": "đoàn ", "tư lệnh": "bộ "}
_NEEDS_BODY = (
    "dai-bieu",
    "co-van",
    "thu-ky",
    "uy-vien",
    "thanh-vien",
    "nguoi-phat-ngon",
    "pho-nguoi-phat-ngon",
)
_LEADERS = tuple(
    f"scheme/role/{name}" for name in ("chu-tich-nuoc", "thu-tuong", "tong-bi-thu", "pho-thu-tuong")
)
_LONGEST_PREFIX = len(" đương nhiệm. ")
_HELPERS = ("scheme/role/tro-ly", "scheme/role/thu-ky")
_AND, _CLOSES = " và ", re.compile(r"[ ]?[;,.)(\n]|$")
_BLOCK_HEADS = ("khoi-truong", "khoi-pho")  # "Trưởng khối các sở, ngành kinh tế"
_DELEGATION = re.compile(
    r",? \(?(?:(?:thuộc|của) )?(?:đơn vị (?:bầu cử )?(?:số \d+ )?)?(?:đoàn )?"
    r"(?:(?:đại biểu(?: quốc hội)?|đbqh) )?"
)
# "Phó Chủ tịch Quốc hội nước Cộng hòa xã hội chủ nghĩa Việt Nam"
_REPUBLIC = re.compile(r"(?: nước)? (?:cộng hòa xã hội chủ nghĩa|chxhcn) việt nam(?!\w)")
_ALTERNATE = re.compile(r" \(?dự khuyết\)?(?!\w)")
_NUMBER = r"(?:khóa )?(?:thứ )?[ivx\d]+(?!\w)"
_ALTERNATE_TERM = re.compile(
    rf"( (?:các )?(?:khóa )(?:thứ )?[ivx\d]+ ?\(dự khuyết\)),? ?(?:và )?"
    rf"((?:các )?{_NUMBER}(?:(?:,| và) ?{_NUMBER})*)"
)
# "các Phó Bí thư", "3 Phó Chủ tịch", "chức danh Bí thư": a kind of post, held by nobody in this phrase.
_PLURAL = re.compile(
    r"(?:các|hai|ba|bốn|năm|sáu|những|chức danh|các chức danh|(?<![\d/.-])\d+|một số|số lượng|,? số|nhiều) "
    r"(?:đồng chí (?:là )?)?$"
)
_PLURAL_LAST = ("các", "hai", "ba", "bốn", "năm", "sáu", "những", "danh", "số", "lượng", "nhiều", "chí", "là")
_PLURAL_TAILS = tails((*_PLURAL_LAST, *"0123456789"))
_PLURAL_WITHIN = 24  # characters before a title


# "Bộ trưởng các bộ Tài chính, Nội vụ": as many persons as bodies.
_OF_SEVERAL = re.compile(r" (?:của )?các (?:bộ|sở|ban|ngành|cơ quan|địa phương|đơn vị|tỉnh|huyện|xã)(?!\w)")
_IN_CHARGE, _LOWER_NEXT = "-phu-trach", re.compile(rf" ([{LOWERS}]+)")
_CHARGED = re.compile(r" +phụ +trách")


def find_titles(reading: Reading) -> Iterator[Title]:
    """Yield every title, left to right. A role in a plural phrase is marked: nobody holds it there."""
    words = role_words(reading.lexicon)
    offset = 0
    for start in reading.starts_of(words.roles):
        match = words.roles.pattern.match(reading.low, start) if start >= offset else None
        if match is None:
            continue
        if reading.shadow.startswith("vụ", start) and reading.low.endswith(_BEFORE_VU, 0, start):
            offset = match.start() + len("vụ")
            continue
        if _is_in_body(reading, match):
            continue
        if reading.low.startswith(_HOUSE, match.end()):
            continue  # "Đại sứ quán" is a house, not the office
        if _is_no_office(reading, start):
            offset = match.end()
            continue
        title = _title(reading, match)
        offset = title.end if title else match.end()
        if title is None:
            continue
        helped = _helped(reading, words, title)
        if helped and helped.role in _LEADERS and BEFORE_CAPITAL.match(reading.shadow, helped.end):
            continue  # "trợ lý Chủ tịch nước Lê Văn Tám"
        offset = helped.end if helped else offset
        title = replace(title, end=helped.end, body=title.body or _printed(helped)) if helped else title
        alternate = _alternate(reading, title)
        if alternate is None:
            yield title
            second = _second(reading, title)
            if second:
                offset = second.end
                yield second
            continue
        offset = alternate[-1].end
        yield from alternate


def _second(reading: Reading, title: Title) -> Title | None:
    """Return the same title in a second committee: `nguyên Bí thư Tỉnh ủy Bến Tre và Tỉnh ủy Tiền Giang`."""
    own = title.body
    if own is None or own.place is None or own.form != "committee":
        return None
    body = body_at(reading, title.end + len(_AND)) if reading.low.startswith(_AND, title.end) else None
    if (
        body is None
        or body.organ != own.organ
        or body.place is None
        or not _CLOSES.match(reading.low, body.end)
    ):
        return None
    return replace(title, start=body.start, end=body.end, body=body)


def _is_no_office(reading: Reading, start: int) -> bool:
    """Say whether the word of an office at `start` is of something else, by the words before it."""
    before = next((words for word, words in _NO_OFFICE.items() if reading.low.startswith(word, start)), ())
    return bool(before) and reading.low.endswith(before, 0, start)


def _printed(helped: Title) -> Body | None:
    """Return the body of whom an assistant works for where it is printed, not only meant by the title."""
    body = helped.body
    return body if body and body.start > helped.start else None


def _alternate(reading: Reading, title: Title) -> tuple[Title, ...] | None:
    """Return the seats of who was an alternate member first: `Ủy viên Trung ương khóa X (dự khuyết), XI`.

    The first is that of the alternate, the second, at the later terms, that of the full member.
    """
    if title.role != MEMBER or title.body is None or title.body.entity != CENTRAL_COMMITTEE:
        return None
    mixed = _ALTERNATE_TERM.match(reading.low, title.body.end)
    plain = None if mixed else _ALTERNATE.match(reading.low, title.end)
    if plain:
        return (replace(title, role=ALTERNATE_MEMBER, end=_after_terms(reading, plain.end())),)
    if mixed is None:
        return None
    first = replace(title, role=ALTERNATE_MEMBER, end=mixed.end(1), status="former")
    return (first, replace(title, start=mixed.start(2), end=mixed.end(2)))


def _after_terms(reading: Reading, end: int) -> int:
    term = TERM.match(reading.low, end)
    return term.end() if term else end


def _is_in_body(reading: Reading, match: re.Match[str]) -> bool:
    """Say whether the word for a role is part of the name of a body: `Ban Bí thư`, `Hội đồng Bộ trưởng`."""
    before = next((before for word, before in _BODY_BEFORE.items() if match[0].startswith(word)), None)
    return before is not None and reading.low.endswith(before, 0, match.start())


def _helped(reading: Reading, words: RoleWords, title: Title) -> Title | None:
    """Return the title of whom an assistant or a secretary works for: nobody holds it here."""
    if title.role not in _HELPERS:
        return None
    gap = OF.match(reading.low, title.end)
    match = words.roles.pattern.match(reading.low, gap.end()) if gap and gap.end() > title.end else None
    return _title(reading, match) if match else None


_HOUSE = " quán"
# "giáo viên chủ nhiệm" has a class of pupils, "Phủ Chủ tịch" is a palace.
_NO_OFFICE = {
    "chủ nhiệm": ("giáo viên ", "cô giáo ", "thầy giáo ", " cô ", " thầy "),
    "chủ tịch": ("phủ ", "lăng "),
    "bt": ("dự án ", "hợp đồng ", "hình thức ", "đầu tư ", "theo "),
}
# "giữ chức vụ Trưởng ban", "nhận nhiệm vụ Phó Trưởng ban": there `vụ` belongs to the word before.
_BEFORE_VU = ("chức ", "nhiệm ", "nghiệp ", "phục ", "nội ", "ngoại ")


def free_bodies(reading: Reading, bodies: tuple[Body, ...], titles: tuple[Title, ...]) -> Iterator[Body]:
    """Yield those of `bodies` that stand outside titles and say whose they are: by label, by place, by unit.

    `các Ban Tổ chức` and a bare `Ban Thường vụ` are kinds of body, not bodies.
    """
    starts = [title.start for title in titles]
    for body in bodies:
        at = bisect_left(starts, body.end) - 1  # titles do not overlap: the last one that begins before
        apart = at < 0 or titles[at].end <= body.start
        if apart and _is_told(body) and not _is_plural(reading, body.start):
            yield body


def _is_plural(reading: Reading, start: int) -> bool:
    """Say whether the words before a title or a body make it a kind of them."""
    since = max(0, start - _PLURAL_WITHIN)
    may = may_end(reading.low, _PLURAL_TAILS, since, start)
    return may and _PLURAL.search(reading.low[since:start]) is not None


def _is_told(body: Body) -> bool:
    if body.entity or body.place or (body.parent and _is_told(body.parent)):
        return True
    return body.form in ("committee", "unit-organ", "committee-of", "organ") and body.level is not None


def _title(reading: Reading, match: re.Match[str]) -> Title | None:
    words = role_words(reading.lexicon)
    fixed = words.fixed.get(key(match[0]))
    term = reading.lexicon.terms[fixed.one("expandsTo") or ""] if fixed else words.by_role[key(match[0])]
    body = own_body(reading, term, match) or default_body(reading, fixed or term, match)
    body = body or printed_body(reading, term, match)
    central = central_committee(reading, term, match) or standing_assembly(reading, term, body)
    if central:
        term, body = reading.lexicon.terms["scheme/role/uy-vien"], central
    if term.local in _NEEDS_BODY and body is None:
        return None
    term = role_by_committee(reading, term, body)
    end = max(match.end(), body.end if body else 0)
    end = reading.over(_REPUBLIC, end) if body and body.entity else end
    end = after_modifiers(reading, words, end)
    end = _over_constituency(reading, words, end) if term.local == "dai-bieu" else end
    end = over_cluster(reading, end) if term.local in LEADERS else end
    end = _closed(reading, match.start(), end)
    start, status = _prefixed(reading, words, match.start())
    if body is None and term.local not in _BLOCK_HEADS and _OF_SEVERAL.match(reading.low, end):
        return None
    if body is None and _has_a_field(reading, term, end):
        term = reading.lexicon.terms[term.name.removesuffix(_IN_CHARGE)]
        end = max(found.start() for found in _CHARGED.finditer(reading.low, start, end))
    plural = _is_plural(reading, start)
    if (
        plural and term.local == "pho-chu-tich-chuyen-trach"
    ):  # "8 phó chủ tịch chuyên trách": of several kinds
        term = reading.lexicon.terms["scheme/role/pho-chu-tich"]
    return Title(start, end, term.name, body, status, plural)


def _has_a_field(reading: Reading, term: Term, end: int) -> bool:
    """Say whether a deputy is in charge of a field, not of the body: `Phó Chủ tịch phụ trách nông nghiệp`."""
    after = _LOWER_NEXT.match(reading.shadow, end) if term.local.endswith(_IN_CHARGE) else None
    return after is not None and after[1] not in body_words(reading.lexicon).ends


def _over_constituency(reading: Reading, words: RoleWords, end: int) -> int:
    """Return where the title of a deputy ends with the province: `đại biểu Quốc hội tỉnh Hà Nam khóa XV`."""
    place = place_at(reading, reading.over(_DELEGATION, end))
    return after_modifiers(reading, words, place.end) if place and place.level == "province" else end


def _closed(reading: Reading, start: int, end: int) -> int:
    """Return where a title ends with the bracket that opens in it: `Bí thư Huyện ủy Châu Thành (Long An)`."""
    opened = reading.shadow.count("(", start, end) > reading.shadow.count(")", start, end)
    return end + 1 if opened and reading.shadow.startswith(")", end) else end


def _prefixed(reading: Reading, words: RoleWords, start: int) -> tuple[int, str]:
    """Return where the title begins with its prefixes, and the status that the first says: `nguyên quyền`."""
    match = words.prefixes.search(reading.low, max(0, start - _LONGEST_PREFIX), start)
    if match is None:
        return start, "current"
    first = words.prefixes.search(reading.low, max(0, match.start() - _LONGEST_PREFIX), match.start())
    match = first if first and "." not in first[0] else match
    printed = match[0].strip()
    prefix = words.by_prefix.get(key(printed)) or words.by_prefix.get(key(printed.rstrip(".")))
    status = (prefix.one("assertedStatus") if prefix else None) or "current"
    return match.start(), status.rsplit("#", 1)[-1]
