"""Party cells of hamlets: `Chi bộ thôn Đồng Mới`, `Chi bộ khóm 4, phường 7`."""

from __future__ import annotations

import re

from kg.extract.body_words import body_words
from kg.extract.places import place_at
from kg.extract.reading import Reading
from kg.extract.signs import SPACES
from kg.extract.spans import Body
from kg.quick import replace
from kg.text import CAPITALS, LETTERS

_SPACE = re.compile(r" ?")
_HAMLET = re.compile(rf" (?:\d{{1,3}}|[{CAPITALS}][{LETTERS}]*(?: [{CAPITALS}0-9][{LETTERS}]*){{0,2}})")
# `Khối` is also a bloc of offices or firms.
_BLOC = re.compile(r"khối (?:doanh nghiệp|các |kinh tế|dân|đại học|trường|cơ quan|nội chính|đảng)")
_HAMLET_GAP = re.compile(r", ")


def cell_of_hamlet(reading: Reading, bare: Body) -> Body | None:
    """Return the cell of a hamlet with its name: `Chi bộ thôn Đồng Mới`, `Chi bộ khóm 4, phường 7`."""
    offset = reading.over(_SPACE, bare.end)
    if _BLOC.match(reading.low, offset):
        return None
    hamlet = body_words(reading.lexicon).hamlets.match(reading.low, offset)
    name = (
        _HAMLET.match(reading.shadow, hamlet.end())
        if hamlet and bare.organ in ("chi-bo", "dang-bo")
        else None
    )
    if hamlet is None or name is None:
        return None
    printed = SPACES.sub(" ", reading.shadow[hamlet.start() : name.end()])
    named = replace(
        bare, end=name.end(), vi=f"{bare.vi} {printed}", en=f"{bare.en} ({printed})", level="base"
    )
    outer = place_at(reading, reading.over(_HAMLET_GAP, name.end()))
    return replace(named, end=outer.end, vi=f"{named.vi}, {outer.unit_word}", place=outer) if outer else named
