"""Named persons that say the same of themselves: compared once, however many articles there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from kg.derive.likeness import Judge, Traits
from kg.derive.named import NamedPerson

# Two stretches of sightings in one post further apart than this are compared like any others.
_PAUSE = timedelta(days=5 * 365)


@dataclass(frozen=True, slots=True)
class Profile:
    """People of one name who are one by their post alone, sorted by node, and their common traits."""

    people: tuple[NamedPerson, ...]
    traits: Traits

    @property
    def node(self) -> str:
        """The first node, which stands for all."""
        return self.people[0].node


def profiles_of(
    people: Iterable[NamedPerson], judge: Judge, apart: Collection[str], enough: float
) -> Iterator[Profile]:
    """Yield the profiles of people of one name; `apart` are nodes that keep one of their own.

    Those with the same traits but for days are one profile if such traits alone reach the score `enough`.
    """
    groups: dict[object, list[tuple[NamedPerson, Traits]]] = defaultdict(list)
    for person in people:
        traits = judge.traits(person)
        self_like = judge.compare(traits, traits)
        alone = person.node in apart or self_like.score < enough or not traits.posts
        groups[person.node if alone else replace(traits, days=None, worked=None)].append((person, traits))
    for group in groups.values():
        for stretch in _stretches(group):
            yield _profile(stretch)


def _stretches(group: list[tuple[NamedPerson, Traits]]) -> Iterator[list[tuple[NamedPerson, Traits]]]:
    """Yield the group in stretches without a long pause, each with an article once."""
    ordered = sorted(group, key=lambda pair: (_first(pair[1]), pair[0].node))
    stretch: list[tuple[NamedPerson, Traits]] = []
    articles: set[str] = set()
    last = date.min
    for person, traits in ordered:
        if stretch and (_first(traits) - last > _PAUSE or person.article in articles):
            yield stretch
            stretch, articles = [], set()
        stretch.append((person, traits))
        articles.add(person.article)
        last = traits.days[1] if traits.days else date.min
    yield stretch


def _first(traits: Traits) -> date:
    return traits.days[0] if traits.days else date.min


def _profile(stretch: list[tuple[NamedPerson, Traits]]) -> Profile:
    days = [traits.days for _, traits in stretch if traits.days]
    worked = [traits.worked for _, traits in stretch if traits.worked]
    joined = replace(
        stretch[0][1],
        days=(min(first for first, _ in days), max(last for _, last in days)) if days else None,
        worked=(min(first for first, _ in worked), max(last for _, last in worked)) if worked else None,
    )
    return Profile(tuple(sorted((person for person, _ in stretch), key=lambda person: person.node)), joined)
