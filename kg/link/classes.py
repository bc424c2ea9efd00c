"""Classes of bodies that an article speaks of at once: `Ban Tổ chức các cấp ủy`, `các địa phương`."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from kg.extract.match import Labels, labels
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
def _words(lexicon: Lexicon) -> tuple[Labels, dict[str, Term]]:
    """Return the compiled names of classes. A number may stand where a label says `các`."""
    classes = lexicon.of(VPO.OrganizationClass)
    words = labels(form for term in classes for form in term.forms)
    counted = re.compile(words.pattern.pattern.replace("các", r"(?:các|\d+)"))
    return replace(words, pattern=counted), lexicon.by_form(classes)


def classes_in(finds: Finds, start: int, end: int) -> tuple[ClassFound, ...]:
    """Return the classes of bodies named between two offsets, left to right."""
    words, by_form = _words(finds.reading.lexicon)
    found = []
    for match in finds.reading.each(words, start, end):
        term = by_form.get(key(_NUMBER.sub("các", match[0])))
        if term and not finds.reading.low.startswith("/", match.start() - 1):  # 4/11 đơn vị is a figure
            found.append(ClassFound(match.start(), match.end(), term))
    return tuple(found)


def find_class(finds: Finds, start: int, end: int) -> Term | None:
    """Return the first class of bodies named between two offsets, None where none is."""
    return next((found.term for found in classes_in(finds, start, end)), None)
