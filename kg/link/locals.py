"""The districts and communes of an article, also those inside names of committees and in the headline."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.places import find_local_places
from kg.extract.reading import Reading
from kg.extract.spans import Body, Place
from kg.ontology import local_units
from kg.text import CAPITALS, LETTERS, slug

_NAME = rf"[{CAPITALS}][{LETTERS}]*(?: [{CAPITALS}][{LETTERS}]*){{1,2}}"
_OPENS = re.compile(rf"^({_NAME})(?=:| -)", re.MULTILINE)
_CLOSES = re.compile(rf" (?:ở|tại|của) ({_NAME})$", re.MULTILINE)


def local_places(reading: Reading, bodies: tuple[Body, ...]) -> tuple[Place, ...]:
    """Return the districts and communes that are named, in order; without a district that of the headline."""
    found = sorted((*find_local_places(reading), *_in_committees(bodies)), key=lambda place: place.start)
    if any(place.level == "district" for place in found):
        return tuple(found)
    return (*_in_headline(reading), *found)


def _in_headline(reading: Reading) -> Iterator[Place]:
    """Yield the district that a headline opens with or ends on, printed without its kind: `Lâm Bình: …`."""
    for sentence in reading.sentences[:1]:
        for pattern in (_OPENS, _CLOSES):
            match = pattern.search(reading.shadow, sentence.start, sentence.end)
            if match and local_units().named(match[1], "district"):
                yield Place(match.start(1), match.end(1), match[1], "district", (), None)


def is_of_kind(place: Place, word: str | None) -> bool:
    """Say whether a place may be a unit of the kind that `word` says: as printed, else by the gazetteer."""
    if word is None or place.unit_word == word:
        return True
    kinds = {unit.unit_type for unit in local_units().named(place.vi, place.level)}
    return place.unit_word is None and (not kinds or slug(word) in kinds)


def _in_committees(bodies: tuple[Body, ...]) -> Iterator[Place]:
    """Yield the districts that stand after the name of a committee: `Huyện ủy Lâm Bình`."""
    for body in bodies:
        if body.form in ("committee", "organ") and body.place and body.place.level == "district":
            yield body.place
