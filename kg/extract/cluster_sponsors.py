"""Who founded an emulation cluster: the body printed beside it, or told in a later sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from kg.extract.bodies import body_at
from kg.extract.body_words import bare_key, body_words
from kg.extract.places import place_at
from kg.extract.reading import Reading
from kg.extract.spans import Body, Cluster
from kg.ontology import Lexicon, Term

_COMMISSION = "id/org/ban-to-chuc-trung-uong"
_GAP = re.compile(
    r"(?: ?, ?| ?\(| ?[-–] ?| )?(?:thuộc |của |do |trực thuộc )?(?:các )?(?:cơ quan )?(?:ngành |khối )?"
)
# `Cụm thi đua số 2 ngành Tài chính (Bộ Tài chính)`, `Cụm này do Ủy ban nhân dân tỉnh lập`
_SECTOR_GAP = re.compile(r" (?:ngành|khối|hệ thống) [^,.;:()\n]{2,40} \(")
# `Cụm thi đua III các Ban Tổ chức tỉnh uỷ miền Trung thuộc Ban Tổ chức Trung ương`: the members come first.
_MEMBERS_GAP = re.compile(r" các [^.;:()\n]{4,90}? (?:(?:trực )?thuộc|của) (?=\w)| các [^.;:()\n]{4,90}? \(")
_TOLD = re.compile(r"(?: thi đua)?(?: này| trên)? (?:do|thuộc|của|trực thuộc) (?:hệ thống |sự quản lý của )?")
_PARTY_SECTOR = re.compile(r"(?:tổ chức xây dựng đảng|tổ chức)(?= của đảng|[:,.;\n ]|$)")
_PROVINCE = re.compile(r",? (?:của )?(?=(?:tỉnh|thành phố|tp\.?) )")
# What follows a body that is a member and no sponsor: `Trường Chính trị các tỉnh`, `… làm khối trưởng`.
_IS_MEMBER = re.compile(
    r" (?:các|hai cấp|\d|làm (?:đơn vị )?(?:cụm|khối) (?:trưởng|phó)|(?:là|làm) (?:trưởng|phó))(?!\w)"
    r"|, ?\d| và "
)
# Bodies by a name of their own that found clusters: general departments, the Treasury, associations of all.
_NAMED = re.compile(
    r"(?:tổng cục|kho bạc)(?!\w)|(?:liên hiệp|hội|hiệp hội|liên minh|công đoàn|"
    r"liên đoàn) [^,.;:()\n]*việt nam$"
)
_FORMS = ("known", "committee", "unit-organ", "organ")
_FEWEST = 4  # letters of a sector's name


def sponsor_after(reading: Reading, end: int) -> tuple[Body | None, int]:
    """Return the sponsor that stands behind the number of a cluster, and where it ends."""
    sector = _SECTOR_GAP.match(reading.low, end)
    if sector and (body := body_at(reading, sector.end())) and body.form in _FORMS:
        return body, body.end
    if reading.low.startswith(" các ", end):
        return _after_members(reading, end)
    gap = _GAP.match(reading.low, end)
    if gap is None or gap.end() == end:
        return None, end
    if "ngành " in gap[0] and (found := _of_sector(reading, gap.end())):
        return found, found.end
    body = body_at(reading, gap.end())
    if body and _is_sponsor(reading, body, in_brackets="(" in gap[0]):
        return body, body.end
    return _of_province(reading, end)


def sponsor_in(reading: Reading, start: int, end: int) -> Body | None:
    """Return the sponsor inside the name of a cluster: `các đơn vị trực thuộc Sở Y tế`."""
    over = reading.low.rfind("thuộc ", start, end)
    return body_at(reading, over + len("thuộc ")) if over >= 0 else None


def sponsor_told(reading: Reading, echo: Cluster) -> Body | None:
    """Return the sponsor that a later sentence tells: `Cụm này do Ủy ban nhân dân tỉnh lập`."""
    said = _TOLD.match(reading.low, echo.end)
    body = body_at(reading, said.end()) if said else None
    return body if body and _is_sponsor(reading, body, in_brackets=False) else None


def _is_sponsor(reading: Reading, body: Body, *, in_brackets: bool) -> bool:
    """Say whether a body beside a cluster founded it: one that opens a list, or leads, is a member."""
    named = _NAMED.match(reading.low, body.start, body.end)
    told = body.form in _FORMS or (body.form == "named" and named is not None)
    if not told or not reading.shadow[body.start].isupper() or not _stands_alone(body):
        return False
    if in_brackets and not reading.low.startswith(")", body.end):
        return False
    return _IS_MEMBER.match(reading.low, body.end) is None


def _stands_alone(body: Body) -> bool:
    """Say whether a body is told without the article: a bare `Ủy ban Kiểm tra` may be of any committee."""
    if body.level == "commune":  # "Cụm thi đua số 4 Công an xã"
        return body.place is not None
    return body.form != "organ" or body.parent is not None or body.level is not None


def _after_members(reading: Reading, end: int) -> tuple[Body | None, int]:
    gap = _MEMBERS_GAP.match(reading.low, end)
    body = body_at(reading, gap.end()) if gap else None
    return (body, body.end) if body and body.form == "known" else (None, end)


def _of_sector(reading: Reading, offset: int) -> Body | None:
    """Return the head of a sector: the ministry of `ngành Tài chính`, the commission of the Party's."""
    party = _PARTY_SECTOR.match(reading.low, offset)
    term = reading.lexicon.get(_COMMISSION) if party else None
    if party and term:
        return Body(offset, party.end(), term.vi, term.en, "known", None, "central", None, term.name)
    for end in range(min(offset + 40, len(reading.low)), offset + _FEWEST - 1, -1):
        whole = not reading.low[end : end + 1].isalnum()
        found = _sectors(reading.lexicon).get(bare_key(reading.low[offset:end])) if whole else None
        if found:
            return Body(offset, end, found.vi, found.en, "known", None, "central", None, found.name)
    return None


@lru_cache(maxsize=4)
def _sectors(lexicon: Lexicon) -> dict[str, Term]:
    """Return the ministries by the name of their sector, and the highest court and procuracy by theirs."""
    start, top = bare_key("Bộ "), bare_key(" tối cao")
    known = body_words(lexicon).by_known
    found = {form.removeprefix(start): term for form, term in known.items() if form.startswith(start)}
    for form, term in known.items():
        if form.endswith(top):
            found |= dict.fromkeys(_justice(form.removesuffix(top)), term)
    return found


def _justice(body: str) -> Iterator[str]:
    """Yield what a sector of justice is called: `Kiểm sát nhân dân`, `KSND`, `Tòa án`."""
    sector = body.removeprefix(bare_key("Viện ")).removeprefix("v")
    yield from (sector, sector.removesuffix(bare_key(" nhân dân")))


def _of_province(reading: Reading, end: int) -> tuple[Body | None, int]:
    """Return the People's Committee for `Cụm thi đua số 2 tỉnh Tiền Giang`: it founds the clusters there."""
    gap = _PROVINCE.match(reading.low, end)
    place = place_at(reading, gap.end()) if gap else None
    organ = reading.lexicon.get("scheme/organ/uy-ban-nhan-dan")
    if place is None or place.level != "province" or organ is None:
        return None, end
    city = place.unit_word != "tỉnh"
    vi = f"{organ.vi} {'thành phố' if city else 'tỉnh'}"
    en = f"{organ.en} of the {'City' if city else 'Province'}"
    return Body(place.start, place.end, vi, en, "unit-organ", organ.local, "province", place), place.end
