"""Which body a title alone is of: one that the role may head, named beside it or before, or the only one."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache

from kg.extract.bodies import body_at
from kg.extract.body_words import COMMITTEE_OF_UNIT
from kg.extract.organs import BOARDS, COMPANIES
from kg.extract.part_of import FORCES
from kg.extract.places import gazetteer
from kg.extract.spans import Body, Title
from kg.link.finds import Finds
from kg.link.told import is_bare, only, some, titles_in_full
from kg.ontology import Lexicon, Term
from kg.quick import replace
from kg.text import CAPITALS, key

_SET_OFF = re.compile(rf" ?, (?=[{CAPITALS}])")
_COLON = re.compile(r"[^.;\n]{0,24}:")
# "ông A (chủ tịch) và ông B (phó chủ tịch HĐND huyện C)": the body on the right is that of both.
SHARED_RIGHT = re.compile(r"\)?,? ?(?:và|cùng|,) ?(?:ông|bà|đồng chí)? ?[^.;:()]{2,40}[ ,(-]+")
_ANY = re.compile(
    r" (?:của |tại |ở )?(?:một|1|hai|nhiều|các|những|nhóm|lớp|hãng|chuỗi|kênh|quán|cửa hàng|nhà hàng|"
    r"khách sạn|trang trại|doanh nghiệp|xưởng|hợp tác xã|htx|dự án|chương trình) "
)
# Not `Chủ tịch TP`, nor a name in capitals.
_LETTERS = re.compile(
    r" (?!(?:TP|TX|TT|VN|BTV|BCH|MTTQ)(?![A-ZĐƯ]))([A-ZĐƯ]{2,}(?:[&-][A-ZĐƯ]+)*)(?! [A-ZĐƯ]{2,})(?!\w)"
)
_SCHOOLS = ("dai-hoc", "cao-dang", "hoc-vien", "truong-chinh-tri")
_NEAR = 2  # sentences
_PARTY = ("committee", "committee-of")
_MASS = ("Hội", "Đoàn", "Liên đoàn", "Công đoàn", "Ủy ban Mặt trận", "Tỉnh đoàn", "Thành đoàn", "Hiệp hội")
# Members of these are told by titles of their own; they head no committee that a bare title means.
_CENTRAL = ("id/org/bo-chinh-tri", "id/org/ban-bi-thu", "id/org/ban-chap-hanh-trung-uong")
_OF_PARTY = ("ban-to-chuc", "ban-tuyen-giao", "uy-ban-kiem-tra", "ban-thuong-vu", "van-phong")
"""Kinds of companies."""
_KINDS_OF_COMPANY = ("công ty", "công ty cổ phần", "tổng công ty", "tập đoàn", "ngân hàng")
_NO_ORGAN = ("ban-thuong-vu", "ban-chap-hanh", "thuong-truc", "ban-chap-hanh-dang-bo")


@dataclass(frozen=True, slots=True)
class _Heads:
    """What bodies a role may head: their first words; `ministry`, `party` and `mass` name classes of them."""

    words: tuple[str, ...]
    ministry: bool = False
    party: bool = False
    mass: bool = False

    def fits(self, body: Body) -> bool:
        """Say whether a holder of the role may head `body`."""
        if body.entity in _CENTRAL or body.organ in _NO_ORGAN:
            return False
        if self.ministry:
            return body.entity is not None and body.vi.startswith("Bộ ")
        if self.party and _is_party(body):
            return True
        return body.vi.startswith(self.words)


def family(lexicon: Lexicon, title: Title) -> str:
    """Return the head role that a title belongs to: `Phó Chủ tịch` to `Chủ tịch`."""
    return lexicon.terms[title.role].one("deputyOf") or title.role


def _is_party(body: Body) -> bool:
    """Say whether a body is a Party committee, whatever the form of its name."""
    if body.organ in BOARDS:
        return False
    if body.form in _PARTY or body.entity == "id/org/quan-uy-trung-uong":
        return True
    return (body.organ or "").startswith("dang-uy-") or (body.entity or "").startswith("id/org/dang-uy-")


@lru_cache(maxsize=512)
def _heads(lexicon: Lexicon, role: str) -> _Heads:
    term = lexicon.terms[role]
    head = lexicon.get(term.one("deputyOf")) or term
    words = [*head.all("headedWord")]
    words += [word for prop in ("sharedWord", "elidedWord") for word in (*term.all(prop), *head.all(prop))]
    party = (head.one("defaultOrgan") or "").endswith("/cap-uy")
    member = "/uy-vien-ban" in term.name
    ministry = "Bộ" in words
    own = tuple(f"{word} " for word in words) if words else ()
    return _Heads((*own, *(_MASS if member else ())) or ("\0",), ministry, party, member)


def may_head(lexicon: Lexicon, title: Title, body: Body) -> bool:
    """Say whether the role of `title` may be the head, a deputy or a member of `body`."""
    return _heads(lexicon, title.role).fits(body)


def focus_of(finds: Finds, title: Title) -> Body | None:
    """Return the body that a title alone is of; None where nothing tells or several fit."""
    if _ANY.match(finds.reading.low, title.end) or _is_of_letters(finds, title):
        return None  # "giám đốc một công ty cổ phần", "Chủ tịch HĐBT"
    found = _behind_comma(finds, title) or _by_person(finds, title)
    found = found or _by_place(finds, title) or _by_family(finds, title)
    return _leading(finds.reading.lexicon, found) if found else None


def _is_of_letters(finds: Finds, title: Title) -> bool:
    """Say whether letters that nothing explains stand behind a title: some body that is not known."""
    letters = _LETTERS.match(finds.reading.shadow, title.end)
    return letters is not None and key(letters[1]) not in gazetteer(finds.reading.lexicon).surnames


def _leading(lexicon: Lexicon, body: Body) -> Body:
    """Return the committee that leads a Party organisation: of a `Đảng bộ` it is the `Đảng ủy`."""
    if body.organ != "dang-bo":
        return body
    old, new = lexicon.terms["scheme/organ/dang-bo"], lexicon.terms["scheme/organ/dang-uy"]
    word = next((word for word in COMMITTEE_OF_UNIT if body.vi == f"{old.vi} {word}"), None)
    if word:
        organ = lexicon.terms[f"scheme/organ/{COMMITTEE_OF_UNIT[word]}"]
        return replace(body, vi=organ.vi, en=organ.en, organ=organ.local, form="committee")
    vi, en = body.vi.replace(old.vi, new.vi, 1), body.en.replace(old.en, new.en, 1)
    return replace(body, vi=vi, en=en, organ=new.local)


def _is_party_of_body(body: Body) -> bool:
    """Say whether a body is the Party committee or organisation of some body: `Đảng bộ Công an tỉnh`."""
    party = body.organ in ("dang-uy", "dang-bo") or (body.organ or "").startswith("dang-uy-")
    return party and " " in body.vi.partition(" ")[2]


def _committee_in(body: Body) -> Body | None:
    """Return the committee that a body is or is an organ of."""
    if body.form not in _PARTY and body.organ not in _OF_PARTY:
        return None
    if body.form in _PARTY:
        return body if body.organ not in _NO_ORGAN else None
    return body.parent if body.parent and body.parent.form in _PARTY else None


def is_force(lexicon: Lexicon, body: Body) -> bool:
    """Say whether a body is a region, a corps or a branch of the army: it has a `Đảng ủy` of its own."""
    return body.vi.startswith(tuple(f"{lexicon.terms[f'scheme/organ/{organ}'].vi} " for organ in FORCES))


def _begins(role: Term, vi: str) -> bool:
    """Say whether a role is the one called `vi` or one that goes on from it: `Chủ tịch nước`."""
    return f"{role.vi} ".startswith(f"{vi} ")


def in_full(finds: Finds, body: Body) -> Body:
    """Return a body under the longer name that the article has for it: `Vùng 4` is `Vùng 4 Hải quân`."""
    if body.form != "named" or body.place or body.parent or body.level:
        return body
    same = some(finds, f"organ {body.organ}", lambda other: other if other.organ == body.organ else None)
    goes_on = (f"{body.vi}, ", f"{body.vi} ") if body.vi[-1].isdigit() else (f"{body.vi}, ",)
    found = only([other for other in same.bodies if other.vi.startswith(goes_on)]) if same.bodies else None
    return replace(found, start=body.start, end=body.end) if found else body


def named_before(finds: Finds, body: Body) -> Body | None:
    """Return the body that `Sở`, `Hội` or `Trung tâm` alone means: the last one of that kind before it."""

    def is_of_kind(other: Body) -> Body | None:
        if body.organ == "truong" and other.organ in _SCHOOLS:
            return other
        return other if other.vi.startswith(f"{body.vi} ") or other.organ == body.organ else None

    kind = some(finds, f"kind {body.organ} {body.vi}", is_of_kind)
    return kind.before(body.start) or kind.only


def committee_before(finds: Finds, body: Body) -> Body | None:
    """Return the Party committee that an organ alone is of: the last one before it, else the only one."""
    committees = some(finds, "committee", _committee_in)
    return committees.before(body.start) or committees.only


def party_before(finds: Finds, body: Body) -> Body | None:
    """Return the `Đảng ủy` that is meant by the word alone: the last one named before it by whose it is."""
    if body.organ not in ("dang-uy", "dang-bo"):
        return None
    party = some(finds, "party", lambda other: other if _is_party_of_body(other) else None)
    found = party.before(body.start)
    return _leading(finds.reading.lexicon, found) if found else None


def is_company(body: Body) -> bool:
    """Say whether a body is a company with a name of its own."""
    return body.organ in COMPANIES and body.vi.lower() not in _KINDS_OF_COMPANY


def company_before(finds: Finds, offset: int) -> Body | None:
    """Return the company that a bare `Hội đồng quản trị` is of: the last one named before it."""
    found = some(finds, "company", lambda other: other if is_company(other) else None)
    return found.before(offset) or found.only


def _by_person(finds: Finds, title: Title) -> Body | None:
    """Return the body of the same title where it stands in full beside the same person's name."""
    terms = finds.reading.lexicon.terms
    vi = terms[title.role].vi
    same = (other for other in titles_in_full(finds, title) if _begins(terms[other.role], vi))
    return next((other.body for other in same), None)


def _by_place(finds: Finds, title: Title) -> Body | None:
    reading = finds.reading
    heads = _heads(reading.lexicon, title.role)
    fits = some(finds, f"role {title.role}", lambda body: body if heads.fits(body) else None)
    sentence = reading.sentence_at(title.start)
    since = min(reading.paragraph_start(title.start), finds.context.sentence_before(title.start, _NEAR))
    near = fits.between(since, title.start)
    if heads.ministry:
        return only(fits.between(sentence.start, sentence.end)) or only(near) or fits.only
    headed = (body for body in reversed(near) if _COLON.match(reading.low, body.end, title.start))
    found = next(headed, None) or _shared_right(finds, title) or (near[-1] if near else None)
    if found:
        return found
    lead = reading.sentences[1].end if len(reading.sentences) > 1 else sentence.end
    return only(fits.between(0, lead)) or fits.only


def _behind_comma(finds: Finds, title: Title) -> Body | None:
    """Return the body that only a comma sets off: `Phó Tham mưu trưởng, Bộ Chỉ huy quân sự tỉnh Long An`."""
    comma = _SET_OFF.match(finds.reading.shadow, title.end)
    body = body_at(finds.reading, comma.end()) if comma else None
    whole = body is not None and (body.place is not None or body.entity is not None)
    return body if body and whole and may_head(finds.reading.lexicon, title, body) else None


def _by_family(finds: Finds, title: Title) -> Body | None:
    """Return the body of the inspectorate that the article names once: the inspectors are of no other."""
    lexicon = finds.reading.lexicon
    if family(lexicon, title) != "scheme/role/chanh-thanh-tra":
        return None
    inspectors = [other for other in finds.titles if family(lexicon, other) == family(lexicon, title)]
    before = [other.body for other in inspectors if other.body and other.start < title.start]
    same = [other.body for other in inspectors if other.body]
    return before[-1] if before else only(same) if same else None


def _shared_right(finds: Finds, title: Title) -> Body | None:
    """Return the body of the next title of the same family, where only a name stands between."""
    lexicon, at = finds.reading.lexicon, bisect_left(finds.titles, title.end, key=lambda other: other.start)
    after = finds.titles[at] if at < len(finds.titles) else None
    if after is None or after.body is None or family(lexicon, after) != family(lexicon, title):
        return None
    shared = SHARED_RIGHT.fullmatch(finds.reading.low, title.end, after.start)
    return after.body if shared and not is_bare(after.body) else None
