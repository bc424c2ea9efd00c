"""Titles by the grammar of positions: prefix, role, modifier, body."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from kg.extract.bodies import body_at
from kg.extract.body_words import bare_body, body_words
from kg.extract.letters import letters_body
from kg.extract.match import Labels, any_of, labels, may_end, tails
from kg.extract.own_bodies import elided_body, own_body
from kg.extract.places import place_at
from kg.extract.reading import Reading
from kg.extract.spans import Body, Title
from kg.extract.units import organ_of_unit_at
from kg.ontology import Lexicon, Term
from kg.quick import replace
from kg.text import CAPITALS, LOWERS, key, shadow
from kg.vocab import VPO

_SPACE = re.compile(r"[ ]*(?:của |tại )?")
_RANK_COMMA = re.compile(r" ?, ?")
_FIRST = re.compile(r"[ ]*(?:đầu tiên|đương nhiệm|hiện tại|tiền nhiệm)(?: của)?(?= )")
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
_NAMED = re.compile(rf" [{CAPITALS}]")
_BARE = ("sở", "bệnh viện", "trường", "trung tâm", "viện", "học viện", "chi cục", "ngân hàng")
_OFFICES = {"Thanh tra": "thanh-tra", "Văn phòng": "van-phong"}
_HELPERS = ("scheme/role/tro-ly", "scheme/role/thu-ky")
_DELEGATION = re.compile(
    r",? \(?(?:(?:thuộc|của) )?(?:đơn vị (?:bầu cử )?(?:số \d+ )?)?(?:đoàn )?"
    r"(?:(?:đại biểu(?: quốc hội)?|đbqh) )?"
)
# "Phó Chủ tịch Quốc hội nước Cộng hòa xã hội chủ nghĩa Việt Nam"
_REPUBLIC = re.compile(r"(?: nước)? (?:cộng hòa xã hội chủ nghĩa|chxhcn) việt nam(?!\w)")
_TERM = re.compile(
    r" ?\(?(?:(?:các )?khóa (?:thứ )?[ivx\d]+(?:(?:,| và) ?(?:khóa )?[ivx\d]+(?!\w))*|"
    r"nhiệm k[ỳì] \d{4} ?[-–] ?\d{4})(?:,? nhiệm k[ỳì] \d{4} ?[-–] ?\d{4})?\)?"
)
_ROMAN_TERM = re.compile(r" (?:các )?khóa (?:thứ )?[ivx]+(?!\w)")
_MEMBER, _ALTERNATE_MEMBER = "scheme/role/uy-vien", "scheme/role/uy-vien-du-khuyet"
_CENTRAL_COMMITTEE = "id/org/ban-chap-hanh-trung-uong"
# Not that of a mass organisation: `ủy viên trung ương hội`, `Ủy viên Trung ương Đoàn`.
_CENTRE = re.compile(r"(?:trung ương|tư|tw)(?!\w)(?! (?:hội|đoàn|mặt trận|mttq|liên|hiệp|tổng|cục))")
_ALTERNATE = re.compile(r" \(?dự khuyết\)?(?!\w)")
_NUMBER = r"(?:khóa )?(?:thứ )?[ivx\d]+(?!\w)"
_ALTERNATE_TERM = re.compile(
    rf"( (?:các )?(?:khóa )(?:thứ )?[ivx\d]+ ?\(dự khuyết\)),? ?(?:và )?"
    rf"((?:các )?{_NUMBER}(?:(?:,| và) ?{_NUMBER})*)"
)
# "các Phó Bí thư", "3 Phó Chủ tịch", "chức danh Bí thư": a kind of post, held by nobody in this phrase.
_PLURAL = re.compile(
    r"(?:các|hai|ba|bốn|năm|sáu|những|chức danh|các chức danh|(?<![\d/.-])\d+|một số|nhiều) (?:đồng chí )?$"
)
_PLURAL_LAST = ("các", "hai", "ba", "bốn", "năm", "sáu", "những", "danh", "số", "nhiều", "chí")
_PLURAL_TAILS = tails((*_PLURAL_LAST, *"0123456789"))
_PLURAL_WITHIN = 24  # characters before a title


# "Bộ trưởng các bộ Tài chính, Nội vụ": as many persons as bodies.
_OF_SEVERAL = re.compile(r" (?:của )?các (?:bộ|sở|ban|ngành|cơ quan|địa phương|đơn vị|tỉnh|huyện|xã)(?!\w)")
_IN_CHARGE, _LOWER_NEXT = "-phu-trach", re.compile(rf" ([{LOWERS}]+)")


@dataclass(frozen=True, slots=True)
class RoleWords:
    """The labels of roles and the words around them, compiled."""

    roles: Labels
    by_role: dict[str, Term]
    fixed: dict[str, Term]
    prefixes: re.Pattern[str]
    by_prefix: dict[str, Term]
    modifiers: re.Pattern[str]


@lru_cache(maxsize=4)
def role_words(lexicon: Lexicon) -> RoleWords:
    """Return the compiled words of `lexicon`."""
    roles = [role for role in lexicon.of(VPO.Role) if role.local != "thuong-truc"]
    fixed = lexicon.words("title")
    prefixes = [word for word in lexicon.words("prefix") if word.local != "ham"]
    return RoleWords(
        labels(form for term in (*roles, *fixed) for form in term.forms),
        lexicon.by_form(roles),
        lexicon.by_form(fixed),
        re.compile(any_of(form for word in prefixes for form in word.forms) + r"\.? $"),
        lexicon.by_form(prefixes),
        re.compile(" " + any_of(form for word in lexicon.words("modifier") for form in word.forms)),
    )


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
        if helped and helped.role in _LEADERS and _NAMED.match(reading.shadow, helped.end):
            continue  # "trợ lý Chủ tịch nước Lê Văn Tám"
        offset = helped.end if helped else offset
        title = replace(title, end=helped.end, body=title.body or _printed(helped)) if helped else title
        alternate = _alternate(reading, title)
        if alternate is None:
            yield title
            continue
        offset = alternate[-1].end
        yield from alternate


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
    if title.role != _MEMBER or title.body is None or title.body.entity != _CENTRAL_COMMITTEE:
        return None
    mixed = _ALTERNATE_TERM.match(reading.low, title.body.end)
    plain = None if mixed else _ALTERNATE.match(reading.low, title.end)
    if plain:
        return (replace(title, role=_ALTERNATE_MEMBER, end=_after_terms(reading, plain.end())),)
    if mixed is None:
        return None
    first = replace(title, role=_ALTERNATE_MEMBER, end=mixed.end(1), status="former")
    return (first, replace(title, start=mixed.start(2), end=mixed.end(2)))


def _after_terms(reading: Reading, end: int) -> int:
    term = _TERM.match(reading.low, end)
    return term.end() if term else end


def _is_in_body(reading: Reading, match: re.Match[str]) -> bool:
    """Say whether the word for a role is part of the name of a body: `Ban Bí thư`, `Hội đồng Bộ trưởng`."""
    before = next((before for word, before in _BODY_BEFORE.items() if match[0].startswith(word)), None)
    return before is not None and reading.low.endswith(before, 0, match.start())


def _helped(reading: Reading, words: RoleWords, title: Title) -> Title | None:
    """Return the title of whom an assistant or a secretary works for: nobody holds it here."""
    if title.role not in _HELPERS:
        return None
    gap = _SPACE.match(reading.low, title.end)
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
    body = own_body(reading, term, match) or _default_body(reading, fixed or term, match)
    body = body or _printed_body(reading, term, match)
    central = _central_committee(reading, term, match) or _standing_assembly(reading, term, body)
    if central:
        term, body = reading.lexicon.terms["scheme/role/uy-vien"], central
    if term.local in _NEEDS_BODY and body is None:
        return None
    term = _by_committee(reading, term, body)
    end = max(match.end(), body.end if body else 0)
    end = reading.over(_REPUBLIC, end) if body and body.entity else end
    end = _after_modifiers(reading, words, end)
    end = _over_constituency(reading, words, end) if term.local == "dai-bieu" else end
    end = _closed(reading, match.start(), end)
    start, status = _prefixed(reading, words, match.start())
    if body is None and _OF_SEVERAL.match(reading.low, end):
        return None
    if body is None and _has_a_field(reading, term, end):
        term = reading.lexicon.terms[term.name.removesuffix(_IN_CHARGE)]
        end = reading.low.rindex(" phụ trách", start, end)
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
    return _after_modifiers(reading, words, place.end) if place and place.level == "province" else end


def _closed(reading: Reading, start: int, end: int) -> int:
    """Return where a title ends with the bracket that opens in it: `Bí thư Huyện ủy Châu Thành (Long An)`."""
    opened = reading.shadow.count("(", start, end) > reading.shadow.count(")", start, end)
    return end + 1 if opened and reading.shadow.startswith(")", end) else end


def _by_committee(reading: Reading, term: Term, body: Body | None) -> Term:
    """Return the role that a member of a committee has by its name: `Ủy viên Thành ủy` is `Thành ủy viên`."""
    if term.local != "uy-vien" or body is None or body.form != "committee":
        return term
    return reading.lexicon.get(f"scheme/role/{body.organ}-vien") or term


def _central_committee(reading: Reading, term: Term, match: re.Match[str]) -> Body | None:
    """Return the Central Committee in `Ủy viên Ban Chấp hành Trung ương Đảng`."""
    if term.local != "uy-vien-ban-chap-hanh":
        return None
    body = body_at(reading, match.start() + match[0].rindex("b"))  # `Ban Chấp hành` or `BCH`
    return body if body and body.entity == _CENTRAL_COMMITTEE else None


def _standing_assembly(reading: Reading, term: Term, body: Body | None) -> Body | None:
    """Return the standing committee in `Ủy viên Thường vụ Quốc hội`, said without `Ủy ban`."""
    if term.local != "uy-vien-ban-thuong-vu" or body is None or body.entity != "id/org/quoc-hoi":
        return None
    return _known_body(reading.lexicon.terms["id/org/uy-ban-thuong-vu-quoc-hoi"], body.start, body.end)


def _default_body(reading: Reading, term: Term, match: re.Match[str]) -> Body | None:
    """Return the body that the title alone says: `Thủ tướng` is of the Government."""
    known = reading.lexicon.get(term.one("defaultOrganization"))
    if known is None:
        return None
    end = match.end()
    said = body_at(reading, reading.over(_SPACE, end))
    if said and said.entity == known.name:
        end = said.end
    return _known_body(known, match.start(), end)


def _printed_body(reading: Reading, term: Term, match: re.Match[str]) -> Body | None:
    offset = reading.over(_SPACE, reading.over(_FIRST, match.end()))
    shared = term.one("sharedWord")
    after = _after_modifiers(reading, role_words(reading.lexicon), match.end())
    if shared and after > match.end() and reading.low.startswith(f" {shared.lower()} ", after):
        offset = after + 1  # "Phó ban chuyên trách Ban Chỉ đạo"
    elif shared and match[0].endswith(shared.lower()):
        body = body_at(reading, match.end() - len(shared))
        if body and body.end > match.end():
            return body
        if offset == match.end():
            return None
        kind = _OFFICES.get(shared)
        return _office_of(reading, offset, kind) if kind else body_at(reading, offset)
    if shared == "Văn phòng":
        return _office_of(reading, offset, "van-phong") if offset > match.end() else None
    elided = term.one("elidedWord")
    if elided and offset > match.end() and not reading.low.startswith(shadow(elided).lower(), offset):
        return elided_body(reading, elided, offset) or body_at(reading, offset)
    if term.one("nominalRank") or (term.one("defaultOrgan") or "").endswith("/vu"):
        offset = max(offset, reading.over(_RANK_COMMA, match.end()))
    if after > match.end():
        offset = reading.over(_SPACE, after)
    body = body_at(reading, offset) if offset > match.end() else None
    if body is None and offset > match.end():
        body = _of_unit(reading, term, offset)
    if body is None and offset > match.end() and reading.low.startswith(_BARE, offset):
        body = bare_body(reading, offset)
    if body is None and term.name in (_MEMBER, _ALTERNATE_MEMBER):
        return _of_centre(reading, offset) or _of_term(reading, term, match)
    if body is None and offset > match.end():
        body = letters_body(reading, term, offset)
    if body is None and term.one("defaultOrgan"):
        return _implied(reading, term, match)
    return body


def _of_centre(reading: Reading, offset: int) -> Body | None:
    """Return the Central Committee in `Ủy viên Trung ương`, said without `Đảng`."""
    match = _CENTRE.match(reading.low, offset)
    if match is None:
        return None
    if _NAMED.match(reading.shadow, match.end()) and not _TERM.match(reading.low, match.end()):
        return None
    return _known_body(reading.lexicon.terms[_CENTRAL_COMMITTEE], match.start(), match.end())


def _of_term(reading: Reading, term: Term, match: re.Match[str]) -> Body | None:
    """Return the Central Committee of an alternate member with a term alone: `Ủy viên dự khuyết khóa IV`."""
    if term.name != _ALTERNATE_MEMBER or not _ROMAN_TERM.match(reading.low, match.end()):
        return None
    return _known_body(reading.lexicon.terms[_CENTRAL_COMMITTEE], match.start(), match.end())


def _known_body(known: Term, start: int, end: int) -> Body:
    return Body(start, end, known.vi, known.en, "known", None, "central", None, known.name)


def _office_of(reading: Reading, offset: int, kind: str) -> Body | None:
    """Return the office or inspectorate of the body at `offset`: of `Phó Chánh Văn phòng Thành ủy`."""
    body = body_at(reading, offset)
    organ = reading.lexicon.terms[f"scheme/organ/{kind}"]
    if body is None or body.vi.startswith(organ.vi):
        return body
    vi, en = f"{organ.vi} {body.vi}", f"{organ.en}, {body.en}"
    return replace(body, vi=vi, en=en, form="organ", organ=organ.local, parent=body, entity=None)


def _of_unit(reading: Reading, term: Term, offset: int) -> Body | None:
    """Return the body of a post printed with its unit alone: `Chủ tịch huyện`, `Chủ tịch Đà Nẵng`."""
    party = (term.one("defaultOrgan") or "").endswith("/cap-uy")
    organ = "scheme/organ/ban-chap-hanh-dang-bo" if party else term.one("unitOrgan")
    return organ_of_unit_at(reading, offset, reading.lexicon.terms[organ]) if organ else None


def _implied(reading: Reading, term: Term, match: re.Match[str]) -> Body | None:
    """Return the committee inside the title: `Tỉnh ủy viên` is a member of a `Tỉnh ủy`."""
    organ = reading.lexicon.terms[term.one("defaultOrgan") or ""]
    if not organ.word_kind.startswith("committee"):
        return None
    body = body_at(reading, match.start())
    if body is None:
        form, level = organ.word_kind, organ.level
        return Body(match.start(), match.end(), organ.vi, organ.en, form, organ.local, level)
    return replace(body, start=match.start(), end=match.end(), place=None)


def _after_modifiers(reading: Reading, words: RoleWords, end: int) -> int:
    for pattern in (words.modifiers, _TERM):
        match = pattern.match(reading.low, end)
        end = match.end() if match else end
    return end


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
