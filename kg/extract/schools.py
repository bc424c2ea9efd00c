"""Schools that are named after a person: `Trường THPT Nguyễn Văn Trỗi`, `trường tiểu học Lê Văn Tám`."""

from __future__ import annotations

import re

from kg.extract.places import gazetteer
from kg.extract.reading import Reading
from kg.text import CAPITALS, LETTERS, key

_GRADE = re.compile(
    r"[ ]*(?:mầm non|mẫu giáo|mn|tiểu học(?: và thcs)?|th|th&thcs|trung học phổ thông|trung học cơ sở"
    r"|thpt|thcs|phổ thông|ptdtnt|pt|cao đẳng|trung cấp|đại học|đh|cđ)"
    r"(?: chuyên| năng khiếu| dân lập| tư thục| nội trú| bán trú| công lập| dân tộc nội trú| nghề)*(?!\w)"
)
_RUN = re.compile(rf" [{CAPITALS}][{LETTERS}]*(?: [{CAPITALS}][{LETTERS}]*)+(?: \d{{1,2}}(?![\d/-]))?")
_PERSON = (2, 3, 4)  # syllables


def named_after_end(reading: Reading, offset: int, end: int) -> int:
    """Return where the name of a school ends whose words begin at `offset` and were read up to `end`.

    After the grade a person's name is the school's. Where two names stand in a row the second is a person.
    """
    grade = _GRADE.match(reading.low, offset)
    if grade is None or grade.end() < end or not reading.low[offset:end].strip():
        return end
    run = _RUN.match(reading.shadow, grade.end())
    surnames = gazetteer(reading.lexicon).surnames
    if run is None or key(run[0].split()[0]) not in surnames:
        return end
    syllables = run[0].split()
    for count in _PERSON:
        rest = syllables[count:]
        if len(rest) in _PERSON and key(rest[0]) in surnames:
            return run.start() + len(" ".join(syllables[:count])) + 1
    return run.end()
