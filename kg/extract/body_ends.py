"""What behind the name of a body tells that it is over, or that it is none."""

from __future__ import annotations

import re

from kg.extract.places import gazetteer
from kg.extract.reading import Reading
from kg.extract.spans import Body
from kg.text import CAPITALS, LETTERS, LOWERS, key

_CAPITAL_NEXT = re.compile(rf" [{CAPITALS}][{LETTERS}]+ [{LOWERS}]")
_CAPITALISED = re.compile(rf" ([{CAPITALS}][{LETTERS}]*)")
_PARTY = " đảng"  # "Ban Tuyên giáo Trung ương Đảng"
_OURS = " việt nam"


def tail_end(reading: Reading, known: re.Match[str]) -> int:
    """Return by how much a known name is printed longer: `Bộ Tài chính Việt Nam`."""
    tails = (_OURS, _PARTY) if known[0].startswith("ban ") else (_OURS,)
    return next((len(tail) for tail in tails if reading.low.startswith(tail, known.end())), 0)


def is_foreigner(reading: Reading, end: int) -> bool:
    """Say whether an odd word goes on as a name of a person does: `Johnathan Hạnh Nguyễn`, not `PNJ Lê …`."""
    after = _CAPITALISED.match(reading.shadow, end)
    return after is not None and key(after[1]) not in gazetteer(reading.lexicon).surnames


def stands_alone(reading: Reading, bare: Body) -> bool:
    """Say whether nothing goes on with the name of a board in letters: `HĐTV Văn hóa` is another council."""
    return _CAPITAL_NEXT.match(reading.shadow, bare.end) is None
