"""Bodies by the grammar of their names: central ones by label, others by organ, committee, unit and place."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.body_ends import is_foreigner, stands_alone, tail_end
from kg.extract.body_words import bare_body, bare_key, body_words, reads_lower
from kg.extract.hamlets import cell_of_hamlet
from kg.extract.letters import brand_at
from kg.extract.organs import BOARDS
from kg.extract.own_words import own_words_end, spelled_out
from kg.extract.part_of import FORCES, OF_ANY, is_department, is_inside
from kg.extract.placed import SPACE, named_with_place, of_province, of_unit, with_place
from kg.extract.places import gazetteer, place_at, unit_of
from kg.extract.reading import Reading
from kg.extract.schools import named_after_end
from kg.extract.signs import SPACES
from kg.extract.spans import Body
from kg.ontology import Term
from kg.quick import replace
from kg.text import CAPITALS, LETTERS, key

_REGION = re.compile(r" [Kk]hu vực ([IVX]{1,5}|\d{1,2})(?![\w])")
_COMMA = re.compile(r"(?: ?\([^()]{1,8}\))?(?: ?\(| - |,? ?(?:thuộc |trực thuộc |của )?)")
_LETTERS = re.compile(r" [A-ZĐƯ]{2,}(?: ?[&,.-] ?[A-ZĐƯ]+)*(?![^\W\d_])")
_LOWER = re.compile(r" ((?!và )[^\W\d_]+) [^\W\d_]")
_HAS_CAPITAL = re.compile(rf"(?:[{LETTERS}]+ )?[{CAPITALS}]")  # "phòng Tổng hợp trường ĐH Tân Văn"
_MASS_AFTER = re.compile(r" (?:Hội|Liên minh|Hiệp hội)(?![^\W\d_])")
_GROUPS = ("to-", "ban-chi-dao")
_OF_LEADER = re.compile(r" của (?:thủ tướng(?: chính phủ)?|chính phủ|bộ chính trị|ban bí thư)(?!\w)")
# How some newspapers print "bộ Công an", "sở Tài chính", "cục Thuế".
_HALF_LOWER = re.compile(rf"(?:bộ|sở|(?:tổng |chi )?cục) [{CAPITALS}]")
_OF_THE_YOUNG = ("doan-thanh-nien", "hoi-sinh-vien-viet-nam")
_UNREAD = object()
_BLOC = "dang-uy-khoi"  # a committee with words of its own: "Đảng ủy Khối Kinh tế Trung ương"


def find_bodies(reading: Reading) -> Iterator[Body]:
    """Yield the bodies that the text names with a capital, left to right, the longest at each place."""
    offset = 0
    for start in reading.starts_of(body_words(reading.lexicon).heads):
        named = start >= offset and (
            reading.shadow[start].isupper() or _HALF_LOWER.match(reading.shadow, start)
        )
        body = body_at(reading, start) if named else None
        if body:
            yield body
            offset = body.end


def body_at(reading: Reading, offset: int) -> Body | None:
    """Return the body whose name begins at `offset`, None where no name does."""
    place = ("body", offset)
    found = reading.memo.get(place, _UNREAD)
    if found is _UNREAD:
        found = reading.memo[place] = _read_body(reading, offset)
    return found if isinstance(found, Body) else None


def _read_body(reading: Reading, offset: int) -> Body | None:
    words = body_words(reading.lexicon)
    known = words.known.match(reading.low, offset)
    organ = words.organs.match(reading.low, offset)
    composed = _composed(reading, organ.end(), words.by_organ[bare_key(organ[0])], offset) if organ else None
    if known and _MASS_AFTER.match(reading.shadow, known.end()):
        mass = _of_mass(reading, offset, known.end())
        if mass:
            return mass
    longer = known and composed and composed.parent and len(composed.vi) > known.end() - offset
    if longer and composed and composed.form == "named":
        return composed  # its parent closes the name: "Tổng cục Chính trị Công an nhân dân, Bộ Công an"
    end = known.end() + tail_end(reading, known) if known else offset
    if known and (composed is None or end >= composed.end or composed.form == "named"):
        term = words.by_known[bare_key(known[0])]
        return _regional(reading, term, offset, end) or _known(term, offset, end)
    return composed


def _of_mass(reading: Reading, offset: int, end: int) -> Body | None:
    """Return the mass organisation whose committee or commission is named at its centre.

    `Ban Chấp hành Trung ương Hội Nông dân`; `Ban Tổ chức Trung ương Hội Nông dân` is a part of it.
    """
    inner = body_at(reading, end + 1) or bare_body(reading, end + 1)
    if inner is None or inner.form not in ("known", "unit-organ", "named"):
        return None
    organ = body_words(reading.lexicon).organs.match(reading.low, offset)
    term = body_words(reading.lexicon).by_organ[bare_key(organ[0])] if organ else None
    if (
        term is None
        or inner.form == "named"
        or not (term.one("wordKind") or "").endswith("/organ")
        or term.local in OF_ANY
    ):
        return replace(inner, start=offset)
    vi, en = f"{term.vi}, {inner.vi}", f"{term.en}, {inner.en}"
    parent = inner if inner.entity else None
    return Body(offset, inner.end, vi, en, "organ", term.local, inner.level, inner.place, parent=parent)


def _known(term: Term, start: int, end: int) -> Body:
    return Body(start, end, term.vi, term.en, "known", None, "central", None, term.name)


def _regional(reading: Reading, term: Term, start: int, end: int) -> Body | None:
    """Return the office of a central body in a region: `Kiểm toán Nhà nước khu vực V`."""
    region = _REGION.match(reading.shadow, end)
    if region is None:
        return None
    vi, en = f"{term.vi} khu vực {region[1]}", f"{term.en}, Region {region[1]}"
    return Body(start, region.end(), vi, en, "named", None, "central")


def _composed(reading: Reading, end: int, organ: Term, start: int) -> Body | None:
    bare = Body(start, end, organ.vi, organ.en, organ.word_kind, organ.local, organ.level)
    match bare.form:
        case "committee":
            return with_place(reading, bare, bare.level or "city")
        case "committee-of":
            return _committee_of(reading, bare)
        case "organ":
            return _organ(reading, bare)
        case "unit-organ":
            return unit_organ(reading, bare)
        case "part-organ":
            division = replace(bare, form="unit-organ")
            return _longer_division(reading, division) or _of_parent(reading, division)
        case _:
            return _named(reading, bare) or (_of_parent(reading, bare) if " " in organ.vi else None)


def _committee_of(reading: Reading, bare: Body) -> Body | None:
    """Return `Đảng ủy` with the unit or the body it belongs to."""
    offset = reading.over(SPACE, bare.end)
    unit = gazetteer(reading.lexicon).unit_words.match(reading.low, offset)
    if unit:
        return of_unit(reading, bare, offset, unit.end())
    inner = body_at(reading, offset) if offset > bare.end else None
    if inner and inner.form != "committee":
        vi, en = f"{bare.vi} {inner.vi}", f"{bare.en}, {inner.en}"
        above = inner.parent if inner.parent and inner.parent.entity else None
        if above and not inner.vi.endswith(above.vi):  # "Đảng ủy Tổng cục Hậu cần, Bộ Công an"
            vi, en = f"{vi}, {above.vi}", f"{en}, {above.en}"
        return replace(bare, end=inner.end, vi=vi, en=en, level=inner.level, place=inner.place, parent=above)
    if bare.organ in (*BOARDS, "hoi-dong-truong"):
        brand = brand_at(reading, offset) if offset > bare.end else None
        if brand and not is_foreigner(reading, brand.end):
            vi, en = f"{bare.vi} {brand.vi}", f"{bare.en}, {brand.en}"
            return replace(bare, end=brand.end, vi=vi, en=en)
        return (
            bare
            if bare.vi.lower() == key(reading.low[bare.start : bare.end]) or stands_alone(reading, bare)
            else None
        )
    return cell_of_hamlet(reading, bare) or _named(reading, bare) or bare


def _organ(reading: Reading, bare: Body) -> Body:
    """Return an organ with the committee it serves: `Ban Tổ chức Tỉnh ủy Long An`."""
    offset = reading.over(SPACE, bare.end)
    inner = body_at(reading, offset) if offset > bare.end else None
    if inner is None or (inner.form == "named" and inner.organ != _BLOC):
        unit = gazetteer(reading.lexicon).unit_words.match(reading.low, offset)
        return of_unit(reading, bare, offset, unit.end()) if unit and offset > bare.end else bare
    vi, en = f"{bare.vi} {inner.vi}", f"{bare.en}, {inner.en}"
    if inner.form == "known":
        return replace(bare, end=inner.end, vi=vi, en=en, level="central", parent=inner)
    return replace(bare, end=inner.end, vi=vi, en=en, level=inner.level, place=inner.place, parent=inner)


def unit_organ(reading: Reading, bare: Body) -> Body:
    """Return a body of an administrative unit: `UBND tỉnh Long An`, `UBND TP.HCM`, `Công an huyện`."""
    offset = reading.over(SPACE, bare.end)
    if offset == bare.end:
        return bare
    unit = gazetteer(reading.lexicon).unit_words.match(reading.low, offset)
    place = place_at(reading, offset, "province" if unit is None else None)
    if unit and place is None:
        return of_unit(reading, bare, offset, unit.end())
    if place is None:
        return _inside(reading, bare, offset)
    word = None if is_department(bare) else unit_of(reading, place)
    if word is None:
        return replace(bare, end=place.end, place=place, level=place.level)
    vi, en = f"{bare.vi} {word.vi}", f"{bare.en} of the {word.en.capitalize()}"
    return replace(bare, end=place.end, vi=vi, en=en, place=place, level=place.level)


def _inside(reading: Reading, bare: Body, offset: int) -> Body:
    """Return an organisation of the young with the body it is in: `Đoàn Thanh niên Bộ Y tế`."""
    inner = body_at(reading, offset) if bare.organ in _OF_THE_YOUNG else None
    if inner is None or inner.form not in ("known", "named", "unit-organ"):
        return bare
    vi, en = f"{bare.vi} {inner.vi}", f"{bare.en}, {inner.en}"
    level = "central" if inner.form == "known" else inner.level
    return replace(
        bare, end=inner.end, vi=vi, en=en, form="organ", level=level, place=inner.place, parent=inner
    )


def _of_parent(reading: Reading, bare: Body) -> Body:
    """Return a body with its unit, or with the body it is a part of: `Phòng Đô thị, Văn phòng UBND`."""
    printed = bare.form == "named"
    found = named_with_place(reading, bare, "named") if printed else unit_organ(reading, bare)
    return found if found.end > bare.end else _under_parent(reading, bare) or bare


def _longer_division(reading: Reading, bare: Body) -> Body | None:
    """Return a division whose name only begins like a known one: `Phòng Kinh tế đối ngoại`."""
    after = _LOWER.match(reading.shadow, bare.end)
    word = body_words(reading.lexicon)
    if after is None or not after[1][0].islower():
        return None
    over = key(after[1]) in word.ends and not word.parts.match(reading.low, after.start(1))
    if over or gazetteer(reading.lexicon).unit_words.match(reading.low, after.start(1)):
        return None
    head = bare.vi.partition(" ")[0]
    organ = word.by_organ.get(bare_key(head))
    if organ is None or word.organs.match(reading.low, after.start(1)):
        return None  # "phòng CSGT công an": the letters are the division's whole name
    end = bare.start + len(head)
    return _with_own_words(reading, Body(bare.start, end, organ.vi, organ.en, "named", organ.local))


def named_body(reading: Reading, organ: Term, offset: int) -> Body | None:
    """Return the body whose first word stands in a title: of `Cục trưởng Tuyên huấn` is `Cục Tuyên huấn`."""
    bare = Body(offset, offset - 1, organ.vi, organ.en, "named", organ.local, organ.level)
    named = _named(reading, bare)
    return replace(named, start=offset) if named else None


def _named(reading: Reading, bare: Body) -> Body | None:
    """Return a body with words of its own: `Vụ Địa phương III, Ban Tổ chức Trung ương`, `Sở Nội vụ`."""
    told = of_province(reading, bare) or _abbreviated(reading, bare) or _force(reading, bare)
    return told or _with_own_words(reading, bare)


def _with_own_words(reading: Reading, bare: Body) -> Body | None:
    """Return a body with the words that are printed after the word for its kind."""
    end = own_words_end(reading, bare.end, lower=reads_lower(reading, bare))
    own = end > bare.end
    end = reading.over(_OF_LEADER, end) if (bare.organ or "").startswith(_GROUPS) else end
    if end == bare.end:
        return None
    end = named_after_end(reading, bare.end, end) if bare.organ == "truong" else end
    printed = spelled_out(reading.lexicon, SPACES.sub(" ", reading.shadow[bare.end : end]).strip())
    first = printed[:1].upper() if own else printed[:1]  # "Tổ công tác của Thủ tướng"
    vi, en = f"{bare.vi} {first}{printed[1:]}", f"{bare.en} ({printed})"
    named = replace(bare, end=end, vi=vi, en=en)
    return _under_parent(reading, named) or named_with_place(reading, named, bare.form)


def _force(reading: Reading, bare: Body) -> Body | None:
    """Return the force that a command is of: `Bộ Tư lệnh Quân khu 7` is `Quân khu 7`."""
    if bare.organ != "bo-tu-lenh":
        return None
    offset = reading.over(SPACE, bare.end)
    match = body_words(reading.lexicon).organs.match(reading.low, offset)
    organ = body_words(reading.lexicon).by_organ[bare_key(match[0])] if match else None
    inner = body_at(reading, offset) if organ and organ.local in FORCES else None
    return replace(inner, start=bare.start) if inner else None


def _abbreviated(reading: Reading, bare: Body) -> Body | None:
    """Return the body whose own words are printed as letters: `Sở GT-VT`, `Phòng LĐTBXH`."""
    letters = _LETTERS.match(reading.shadow, bare.end)
    full = spelled_out(reading.lexicon, letters[0].strip()) if letters else ""
    if letters is None or full == letters[0].strip():
        return None
    words = body_words(reading.lexicon)
    organ = words.by_organ.get(bare_key(f"{bare.vi} {full}"))
    if organ and organ.local != bare.organ:
        return _composed(reading, letters.end(), organ, bare.start)
    known = words.by_known.get(bare_key(f"{bare.vi} {full}"))
    return _known(known, bare.start, letters.end()) if known else None


def _under_parent(reading: Reading, named: Body) -> Body | None:
    """Return a named body with the body it is a part of, None where none follows."""
    offset = reading.over(_COMMA, named.end)
    parent = body_at(reading, offset) if offset > named.end else None
    if parent is None:
        return None
    gap = reading.shadow[named.end : offset]
    if reading.shadow.startswith(")", parent.end) and gap.count("(") > gap.count(")"):
        parent = replace(parent, end=parent.end + 1)
    if parent.form == "known" or (parent.parent and parent.level == "central"):
        return replace(named, end=parent.end, parent=parent, level=parent.level)
    inside = is_inside(named, parent) and _HAS_CAPITAL.match(reading.shadow, offset) is not None
    if not inside and (parent.form == "named" or "," in gap):
        return None
    organ = reading.lexicon.get(f"scheme/organ/{parent.organ}")
    if inside and parent.form == "named" and organ is not None and parent.vi == organ.vi:
        return None
    apart = "," in gap or "(" in gap or is_department(parent) or named.organ == "to-giup-viec"
    joint = ", " if apart else " "
    vi, en = f"{named.vi}{joint}{parent.vi}", f"{named.en}, {parent.en}"
    return replace(named, end=parent.end, vi=vi, en=en, level=parent.level, place=parent.place)
