"""Bodies that only one kind of title has: an embassy, a hamlet, a youth union, a ministry by its field."""

from __future__ import annotations

import re
from functools import lru_cache

from kg.extract.abroad import foreign_words
from kg.extract.bodies import body_at, named_body, unit_organ
from kg.extract.body_words import bare_key, body_words, written
from kg.extract.match import compiled
from kg.extract.own_words import own_words_end
from kg.extract.places import gazetteer, place_at, printed_unit
from kg.extract.reading import Reading
from kg.extract.signs import SPACES
from kg.extract.spans import Body
from kg.ontology import Lexicon, Term
from kg.quick import replace
from kg.text import CAPITALS, LETTERS, key
from kg.vocab import VPO

_EMBASSIES = {
    "dai-su": ("Đại sứ quán", "Embassy"),
    "tong-lanh-su": ("Tổng Lãnh sự quán", "Consulate General"),
}
_HAMLET_HEADS = ("truong-thon", "to-truong-to-dan-pho")
_YOUTH_HEADS = ("bi-thu", "pho-bi-thu", "pho-bi-thu-thuong-truc")
_FRONT_HEADS = ("chu-tich", "pho-chu-tich", "pho-chu-tich-thuong-truc")
_FRONT = re.compile(
    r" (?:của )?mặt trận(?!\w)(?! (?:tổ quốc|giải phóng|dân tộc|việt minh|liên việt|thống nhất))"
)
_ABROAD = re.compile(
    r"(?: đặc mệnh toàn quyền)?(?: của)?(?: nước)?(?: cộng hòa xã hội chủ nghĩa| chxhcn)?"
    r" việt nam tại (?:nước )?"
)
_STATE = re.compile(r"(?:Liên bang |Vương quốc |Cộng hòa (?:dân chủ nhân dân |nhân dân )?|CHDCND |CHND )?")
_CAPITAL = rf"[{CAPITALS}0-9][{LETTERS}0-9]*"
_HAMLET = re.compile(rf" (?:số )?{_CAPITAL}(?: {_CAPITAL}){{0,2}}(?! {_CAPITAL})")
_ENDS = re.compile(r" ?(?:[,.;:)\n]|-)")
_COMMA = re.compile(r",? ")
_YOUTH = re.compile(
    r" (?:của )?(?:chi )?đoàn(?: thanh niên)? "
    r"(?=(?:trường|lớp|khoa|khối(?! các cơ quan| doanh nghiệp)|phòng|cơ sở|học viện|đại học|xã|phường|"
    r"thị trấn|"
    r"p\.)(?!\w))"
)
_AT_BASE = re.compile(r"cơ sở ")
_DEPUTY = re.compile(rf" ([{CAPITALS}][{LETTERS}]*) [{CAPITALS}]")
_SESSION = re.compile(
    r"(?:kỳ họp|phiên họp|phiên chất vấn|phiên thảo luận|buổi thảo luận|thảo luận tại|nghị trường|"
    r"hành lang)[^.\n]{0,40}?"
    r"((?:quốc hội|hđnd|hội đồng nhân dân)(?!\w))|đại biểu (quốc hội)(?!\w)|"
    r"(quốc hội) (?:thảo luận|chất vấn|họp|khai mạc|bế mạc|nghe|xem xét|biểu quyết|thông qua|cho ý kiến|"
    r"tiếp tục)"
)
# Delegates of a congress are called the same.
_CONGRESS = re.compile(r"đại hội (?:đảng|đại biểu|chi bộ|đoàn|công đoàn|hội)")
_SESSION_WITHIN = 4000


def own_body(reading: Reading, term: Term, match: re.Match[str]) -> Body | None:
    """Return the body after the title `match` that only titles of its kind have, None without one."""
    if term.local in _YOUTH_HEADS:
        return _youth(reading, match.end())
    if term.local in _FRONT_HEADS:
        return _front(reading, match.end())
    if term.local in _HAMLET_HEADS:
        return _hamlet(reading, match)
    if term.local == "dai-bieu":
        return _session(reading, match)
    return _embassy(reading, term, match.end()) if term.local in _EMBASSIES else None


def elided_body(reading: Reading, word: str, offset: int) -> Body | None:
    """Return the body whose first word the title swallows: `Bộ trưởng Nội vụ`, `Cục trưởng Tuyên huấn`."""
    match = _elided_names(reading.lexicon, word).match(reading.low, offset)
    if match:
        term = body_words(reading.lexicon).by_known[bare_key(f"{word} {match[0]}")]
        return Body(offset, match.end(), term.vi, term.en, "known", None, "central", None, term.name)
    organ = body_words(reading.lexicon).by_organ.get(bare_key(word))
    return named_body(reading, organ, offset) if organ and word != "Bộ" else None


@lru_cache(maxsize=16)
def _elided_names(lexicon: Lexicon, word: str) -> re.Pattern[str]:
    """Return the pattern of the names of known bodies that begin with `word`, without it."""
    known = (form for term in lexicon.of(VPO.StateBody) for form in term.forms)
    tails = [form[len(word) + 1 :] for form in known if key(form).startswith(key(word) + " ")]
    return compiled(variant for tail in tails for variant in written(f"{word} {tail}", len(word) + 1))


def _session(reading: Reading, match: re.Match[str]) -> Body | None:
    """Return the council or assembly at whose session a deputy speaks: `đại biểu Lê Văn Tám chất vấn`."""
    name = _DEPUTY.match(reading.shadow, match.end())
    if name is None or key(name[1]) not in gazetteer(reading.lexicon).surnames:
        return None
    since = max(0, match.start() - _SESSION_WITHIN)
    if _CONGRESS.search(reading.low, since, match.start()):
        return None
    places = _SESSION.finditer(reading.low, since, match.start())
    found = [place.start(place.lastindex or 0) for place in places]
    body = body_at(reading, found[-1]) if found else None
    return replace(body, start=match.start(), end=match.end()) if body else None


def _embassy(reading: Reading, term: Term, end: int) -> Body | None:
    """Return the embassy: `Đại sứ Việt Nam tại Nhật Bản` is of `Đại sứ quán Việt Nam tại Nhật Bản`."""
    ours = _ABROAD.match(reading.low, end)
    state = _STATE.match(reading.shadow, ours.end()) if ours else None
    if ours is None or state is None:
        return None
    country = foreign_words(reading.lexicon).match(reading.shadow, state.end())
    if country is None:
        return None
    word, en = _EMBASSIES[term.local]
    vi, en = f"{word} Việt Nam tại {country[0]}", f"{en} of Viet Nam ({country[0]})"
    return Body(ours.start() + 1, country.end(), vi, en, "named", None, "central")


def _hamlet(reading: Reading, match: re.Match[str]) -> Body | None:
    """Return the hamlet: `Trưởng ấp 3A, xã Vĩnh Lộc A`, `tổ trưởng tổ dân phố 22, phường Mỹ An`.

    A name of a person is one of a hamlet only where it stands behind a comma and before a sign.
    """
    words = body_words(reading.lexicon).hamlets.finditer(match[0])
    word = next((found[0] for found in words if found.end() == len(match[0])), "")
    kind = word or ("tổ dân phố" if match[0].endswith("dân phố") else "")
    name = _HAMLET.match(reading.shadow, match.end()) if kind else None
    if name is None:
        return None
    first = key(name[0].split()[0])
    if first in gazetteer(reading.lexicon).surnames and name[0].count(" ") > 1:
        behind = reading.low[max(0, match.start() - 2) : match.start()].strip()
        if behind[-1:] not in (",", "(", "-") or not _ENDS.match(reading.low, name.end()):
            return None
    vi = f"{kind[:1].upper()}{kind[1:]} {SPACES.sub(' ', name[0].strip())}"
    start = match.end() - len(kind)
    bare = Body(start, name.end(), vi, vi, "named", None, "base")
    gap = _COMMA.match(reading.low, name.end())
    outer = place_at(reading, gap.end()) if gap else None
    if outer is None or (outer.unit_word is None and outer.level != "province"):
        return bare
    unit = printed_unit(reading, outer)
    joint = ", " if kind == "tổ dân phố" else " "
    vi = f"{vi}{joint}{unit.vi}" if unit and outer.level != "province" else vi
    return replace(bare, end=outer.end, vi=vi, place=outer)


def _front(reading: Reading, end: int) -> Body | None:
    """Return the Fatherland Front by its short name: `Chủ tịch Mặt trận xã`, `Chủ tịch Mặt trận A`."""
    front = _FRONT.match(reading.low, end)
    organ = reading.lexicon.get("scheme/organ/uy-ban-mat-tran-to-quoc") if front else None
    if front is None or organ is None:
        return None
    bare = Body(front.end() - len("mặt trận"), front.end(), organ.vi, organ.en, "unit-organ", organ.local)
    return unit_organ(reading, bare)


def _youth(reading: Reading, end: int) -> Body | None:
    """Return the youth union of a school or an office: `Bí thư Đoàn Trường Đại học …`, `Đoàn lớp`."""
    union = _YOUTH.match(reading.low, end)
    if union is None:
        return None
    start = union.start() + 1
    said = "Chi đoàn" if "chi đoàn" in union[0] else "Đoàn"
    table, unit = gazetteer(reading.lexicon), place_at(reading, union.end())
    printed = table.unit_words.match(reading.low, union.end())
    if printed:
        word = table.by_word[key(printed[0].rstrip("."))]
        vi, en = f"{said} {word.vi}", f"Youth Union of the {word.en.capitalize()}"
        end, level = (unit.end, unit.level) if unit else (printed.end(), word.level)
        return Body(start, end, vi, en, "named", None, level, unit)
    base = reading.over(_AT_BASE, union.end())
    said = f"{said} cơ sở" if base > union.end() else said
    inner = body_at(reading, base)
    if inner:
        vi, en = f"{said} {inner.vi}", f"Youth Union, {inner.en}"
        return replace(inner, start=start, vi=vi, en=en, form="named", organ=None, entity=None, parent=None)
    word_end = reading.low.find(" ", union.end())
    word_end = min((at for at in (word_end, _sign(reading, union.end())) if at > 0), default=union.end())
    last = max(word_end, own_words_end(reading, word_end))
    words = SPACES.sub(" ", reading.shadow[union.end() : last])
    return Body(start, last, f"{said} {words}", f"Youth Union ({words})", "named", None, "base")


def _sign(reading: Reading, offset: int) -> int:
    found = _ENDS.search(reading.low, offset)
    return found.start() if found else len(reading.low)
