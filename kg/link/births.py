"""When a person was born, as printed: `sinh năm 1966`, `sinh ngày 2/3/1966`, `(SN 1966)`, `(52 tuổi)`."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from kg.extract.match import begins
from kg.extract.spans import Name
from kg.link.book import Book
from kg.link.finds import Finds
from kg.link.handles import person_handle
from kg.load.sentences import Sentence
from kg.vocab import VPO

FOAF_AGE = "http://xmlns.com/foaf/0.1/age"
_BORN = begins(
    r"(?<!\w)(?:sinh|sn)[ :]*(?:ngày|năm)?[ :]*(?:\d{1,2} ?(?:[/.-]|tháng) ?\d{1,2} ?(?:[/.-]|năm) ?)?"
    r"(?P<year>(?:18[5-9]|19\d|20[0-2])\d)(?![\d/-])",
    "sinh", "sn",
)  # fmt: skip
_AGED = re.compile(r"[ ]*[,(–-]?[ ]*(?P<age>[2-9]\d) tuổi(?!\w)(?! (?:đảng|đoàn|nghề|quân))")
# Between a name and the year: what is said of the same person, and never of a relative.
_BETWEEN = re.compile(r"[^.!?]{0,60}")
_OTHERS = re.compile(r"(?<!\w)(?:con|vợ|chồng|cháu|bố|mẹ|cha|em trai|em gái|cùng|hai người)(?!\w)")
# "Ông sinh năm 1966", "Bà Hà (SN 1970)" are named; a form of address alone means who was named last.
_ALONE = re.compile(r"[ ]*(?:[-–•+*] ?)?(?:ông|bà|đồng chí|anh|chị)[ ]")


@dataclass(frozen=True, slots=True)
class _Said:
    """A year of birth or an age, where it stands, and the name whose it is."""

    term: str
    value: int
    name: Name
    span: tuple[int, int]


def claim_births(book: Book, finds: Finds) -> None:
    """Note the year of birth and the age of each person; none where the text gives one name several."""
    said: dict[tuple[str, str], list[_Said]] = defaultdict(list)
    for found in _said(finds):
        handle = person_handle(finds, found.name)
        if handle is not None:
            said[handle.key[0], found.term].append(found)
    for (_, term), told in said.items():
        handle = person_handle(finds, told[0].name)
        if handle is None or not book.has(handle) or len({one.value for one in told}) > 1:
            continue
        book.add(handle, (), ((term, told[0].value),))
        for one in told:
            book.rest(handle, one.span[0], "people.birth", "0.9", [one.span])


def _said(finds: Finds) -> Iterator[_Said]:
    reading, last = finds.reading, None
    told = (*reading.starts_of(_BORN), *(name.start for name in finds.names))
    for sentence in reading.sentences_at(told):
        names = finds.names_in(sentence.start, sentence.end)
        for match in reading.each(_BORN, sentence.start, sentence.end):
            owner = _owner(finds, sentence, names, match.start(), last)
            if owner:
                yield _Said(VPO.birthYear, int(match["year"]), owner, match.span())
        for name in names:
            age = _AGED.match(reading.low, name.end)
            if age:
                yield _Said(FOAF_AGE, int(age["age"]), name, age.span("age"))
        last = names[-1] if names else last


def _owner(
    finds: Finds, sentence: Sentence, names: tuple[Name, ...], offset: int, last: Name | None
) -> Name | None:
    """Return whose year stands at `offset`: the last name before it, else who was named last before."""
    low = finds.reading.low
    before = [name for name in names if name.end <= offset]
    if before:
        between = low[before[-1].end : offset]
        return before[-1] if _BETWEEN.fullmatch(between) and not _OTHERS.search(between) else None
    alone = _ALONE.match(low, sentence.start)
    return last if alone and alone.end() == offset else None
