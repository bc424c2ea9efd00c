"""Classes of bodies that an article speaks of at once: `Ban Tổ chức các cấp ủy`, `các địa phương`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from kg.extract.match import any_of
from kg.link.finds import Finds
from kg.ontology import Lexicon, Term
from kg.text import key
from kg.vocab import VPO

_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class ClassFound:
    """A class of bodies as printed between two offsets."""

    start: int
    end: int
    term: Term


@lru_cache(maxsize=4)
def _words(lexicon: Lexicon) -> tuple[re.Pattern[str], dict[str, Term]]:
    """Return the compiled names of classes. A number may stand where a label says `các`."""
    classes = lexicon.of(VPO.OrganizationClass)
    pattern = any_of(form for term in classes for form in term.forms).replace("các", r"(?:các|\d+)")
    return re.compile(pattern), lexicon.by_form(classes)


def classes_in(finds: Finds, start: int, end: int) -> tuple[ClassFound, ...]:
    """Return the classes of bodies named between two offsets, left to right."""
    pattern, by_form = _words(finds.reading.lexicon)
    found = []
    for match in pattern.finditer(finds.reading.low, start, end):
        term = by_form.get(key(_NUMBER.sub("các", match[0])))
        if term and not finds.reading.low.startswith("/", match.start() - 1):  # 4/11 đơn vị is a figure
            found.append(ClassFound(match.start(), match.end(), term))
    return tuple(found)


def find_class(finds: Finds, start: int, end: int) -> Term | None:
    """Return the first class of bodies named between two offsets, None where none is."""
    return next((found.term for found in classes_in(finds, start, end)), None)
