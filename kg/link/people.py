"""Persons of one article: every full name once, and the short forms (`ông Hùng`) that mean one of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.extract.spans import Name
from kg.text import key


@dataclass(frozen=True, slots=True)
class People:
    """Names by the person they mean. A person is known by the key of the full name."""

    by_start: dict[int, str]
    names: dict[str, str]

    def person(self, name: Name) -> str | None:
        """Return the key of the person that `name` means; None for a short form of nobody or several."""
        return self.by_start.get(name.start)


def person_of(people: People, name: Name) -> str:
    """Return the key of the person that a name or a pronoun means."""
    return people.person(name) or key(name.surface)


def link_people(names: Iterable[Name]) -> People:
    """Return who is meant by each name.

    A full name means itself, a short form the one full name before it that ends so: `ông Hùng`.
    """
    by_start: dict[int, str] = {}
    spelled: dict[str, str] = {}
    by_end: dict[str, list[str]] = {}
    names = tuple(names)
    whole = {end for name in names if not name.short for end in _ends(key(name.surface))}
    for name in names:
        this = key(name.surface)
        longer = by_end.get(this, ())
        if not name.short and not (longer and name.rule == "people.addressed"):
            by_start[name.start] = this
        else:
            fits = [*longer, this] if this in spelled else longer
            if len(fits) == 1:
                by_start[name.start] = fits[0]
            # "ông U Brôl": a rare surname, not the end of a name
            if fits or " " not in this or this in whole:
                continue
            by_start[name.start] = this
        if this not in spelled:
            spelled[this] = _spelling(name.surface)
            for end in _ends(this):
                by_end.setdefault(end, []).append(this)
    return People(by_start, spelled)


def _ends(name: str) -> Iterator[str]:
    """Yield what a name ends with, word by word: `văn hùng` and `hùng` of `trần văn hùng`."""
    _, space, rest = name.partition(" ")
    while space:
        yield rest
        _, space, rest = rest.partition(" ")


def _spelling(surface: str) -> str:
    """Return the name with single spaces; one printed in capitals gets the usual ones."""
    words = surface.split()
    return " ".join(word.capitalize() if word.isupper() and len(word) > 1 else word for word in words)
