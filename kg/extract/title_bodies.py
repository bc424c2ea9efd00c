"""The body printed with a title, or said by the title alone: `Chủ tịch UBND tỉnh`, `Tỉnh ủy viên`."""

from __future__ import annotations

import re

from kg.extract.bodies import body_at
from kg.extract.body_words import bare_body
from kg.extract.letters import letters_body
from kg.extract.own_bodies import elided_body
from kg.extract.reading import Reading
from kg.extract.role_words import TERM, after_modifiers, role_words
from kg.extract.signs import BEFORE_CAPITAL, OF
from kg.extract.spans import Body
from kg.extract.units import organ_of_unit_at
from kg.ontology import Term
from kg.quick import replace
from kg.text import shadow

MEMBER, ALTERNATE_MEMBER = "scheme/role/uy-vien", "scheme/role/uy-vien-du-khuyet"
"""A member of a committee, and an alternate one."""
CENTRAL_COMMITTEE = "id/org/ban-chap-hanh-trung-uong"
"""The Central Committee."""
_RANK_COMMA = re.compile(r" ?, ?")
_FIRST = re.compile(r"[ ]*(?:đầu tiên|đương nhiệm|hiện tại|tiền nhiệm)(?: của)?(?= )")
_BARE = ("sở", "bệnh viện", "trường", "trung tâm", "viện", "học viện", "chi cục", "ngân hàng")
_OFFICES = {"Thanh tra": "thanh-tra", "Văn phòng": "van-phong"}
_ROMAN_TERM = re.compile(r" (?:các )?khóa (?:thứ )?[ivx]+(?!\w)")
# Not that of a mass organisation: `ủy viên trung ương hội`, `Ủy viên Trung ương Đoàn`.
_CENTRE = re.compile(
    r"(?:trung ương|tư|tw|t\.ư|t\.w)(?!\w)(?! (?:hội|đoàn|mặt trận|mttq|liên|hiệp|tổng|cục))"
)
_SHARED_LETTERS, _LETTERS = (" btc", " btg", " bdv", " bnc", " bql", " bcđ"), 3  # "Trưởng BTC Tỉnh ủy"


def default_body(reading: Reading, term: Term, match: re.Match[str]) -> Body | None:
    """Return the body that the title alone says: `Thủ tướng` is of the Government."""
    known = reading.lexicon.get(term.one("defaultOrganization"))
    if known is None:
        return None
    end = match.end()
    said = body_at(reading, reading.over(OF, end))
    if said and said.entity == known.name:
        end = said.end
    return _known_body(known, match.start(), end)


def printed_body(reading: Reading, term: Term, match: re.Match[str]) -> Body | None:
    """Return the body printed behind a role, with the word that both share: `Trưởng Ban Tổ chức Tỉnh ủy`."""
    offset = reading.over(OF, reading.over(_FIRST, match.end()))
    shared = term.one("sharedWord")
    after = after_modifiers(reading, role_words(reading.lexicon), match.end())
    if shared and after > match.end() and reading.low.startswith(f" {shared.lower()} ", after):
        offset = after + 1  # "Phó ban chuyên trách Ban Chỉ đạo"
    elif shared and match[0].endswith((shared.lower(), *_SHARED_LETTERS)):
        letters = match[0].endswith(_SHARED_LETTERS)
        body = body_at(reading, match.end() - (_LETTERS if letters else len(shared)))
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
        offset = reading.over(OF, after)
    body = body_at(reading, offset) if offset > match.end() else None
    if body is None and offset > match.end():
        body = _of_unit(reading, term, offset)
    if body is None and offset > match.end() and reading.low.startswith(_BARE, offset):
        body = bare_body(reading, offset)
    if body is None and term.name in (MEMBER, ALTERNATE_MEMBER):
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
    if BEFORE_CAPITAL.match(reading.shadow, match.end()) and not TERM.match(reading.low, match.end()):
        return None
    return _known_body(reading.lexicon.terms[CENTRAL_COMMITTEE], match.start(), match.end())


def _of_term(reading: Reading, term: Term, match: re.Match[str]) -> Body | None:
    """Return the Central Committee of an alternate member with a term alone: `Ủy viên dự khuyết khóa IV`."""
    if term.name != ALTERNATE_MEMBER or not _ROMAN_TERM.match(reading.low, match.end()):
        return None
    return _known_body(reading.lexicon.terms[CENTRAL_COMMITTEE], match.start(), match.end())


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


def central_committee(reading: Reading, term: Term, match: re.Match[str]) -> Body | None:
    """Return the Central Committee in `Ủy viên Ban Chấp hành Trung ương Đảng`."""
    if term.local != "uy-vien-ban-chap-hanh":
        return None
    body = body_at(reading, match.start() + match[0].rindex("b"))  # `Ban Chấp hành` or `BCH`
    return body if body and body.entity == CENTRAL_COMMITTEE else None


def standing_assembly(reading: Reading, term: Term, body: Body | None) -> Body | None:
    """Return the standing committee in `Ủy viên Thường vụ Quốc hội`, said without `Ủy ban`."""
    if term.local != "uy-vien-ban-thuong-vu" or body is None or body.entity != "id/org/quoc-hoi":
        return None
    return _known_body(reading.lexicon.terms["id/org/uy-ban-thuong-vu-quoc-hoi"], body.start, body.end)


def role_by_committee(reading: Reading, term: Term, body: Body | None) -> Term:
    """Return the role that a member of a committee has by its name: `Ủy viên Thành ủy` is `Thành ủy viên`."""
    if term.local != "uy-vien" or body is None or body.form != "committee":
        return term
    return reading.lexicon.get(f"scheme/role/{body.organ}-vien") or term
