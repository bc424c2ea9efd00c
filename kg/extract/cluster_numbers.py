"""Which number of its article a cluster has that is called by name; which two words name one cluster."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from kg.extract.cluster_names import name_parts
from kg.extract.cluster_parts import Names
from kg.extract.spans import Cluster
from kg.quick import replace

_BESIDE = 5  # code points between a name and its number in brackets: " (là "


def numbered(found: list[Cluster]) -> list[Cluster]:
    """Return the mentions, those by name with the number that the article gives to that name."""
    numbers = {word: _numbers(found, word) for word in {cluster.word for cluster in found}}
    joined = [cluster if cluster.number else _numbered(cluster, numbers[cluster.word]) for cluster in found]
    return _one_word(joined)


def _one_word(found: list[Cluster]) -> list[Cluster]:
    """Return the mentions by one word where `cụm` and `khối` bear one number, and no other: they are one."""
    if not found or not found[0].number or len({cluster.number for cluster in found}) > 1:
        return found
    word = Counter(cluster.word for cluster in reversed(found)).most_common(1)[0][0]
    return [replace(cluster, word=word) for cluster in found]


@dataclass(frozen=True, slots=True)
class _Numbers:
    """The mentions of one word, cluster or block, that have a number, and what tells whose number it is.

    `alone` says that the article has one number and tells clusters apart by nothing else but their `names`.
    """

    numbered: tuple[Cluster, ...]
    starts: tuple[int, ...]
    by_end: dict[int, int]
    aliases: Names
    alone: bool
    names: frozenset[frozenset[str]]


def _numbers(found: list[Cluster], word: str) -> _Numbers:
    same = [one for one in found if one.word == word]
    numbered = tuple(one for one in same if one.number)
    told = any(one.sponsor or (one.number and one.alias) for one in same)
    return _Numbers(
        numbered,
        tuple(one.start for one in numbered),
        {one.end: place for place, one in reversed(tuple(enumerate(numbered)))},
        Names(name_parts(one.alias) if one.alias else frozenset() for one in numbered),
        len({one.number for one in numbered}) == 1 and not told,
        frozenset(name_parts(one.printed) for one in same if not one.number),
    )


def _numbered(cluster: Cluster, numbers: _Numbers) -> Cluster:
    """Return a mention by name with the number that the article gives to that name.

    It stands beside the name, or the name behind it; or the article has one number and one name alone.
    """
    place = min(_numbers_of(cluster, numbers), default=None)
    if place is None:
        return cluster
    other = numbers.numbered[place]
    sponsor = cluster.sponsor or other.sponsor
    return replace(cluster, number=other.number, printed=other.printed, sponsor=sponsor, alias=other.alias)


def _numbers_of(cluster: Cluster, numbers: _Numbers) -> Iterator[int]:
    parts = name_parts(cluster.printed)
    before = (numbers.by_end.get(cluster.start - gap) for gap in range(_BESIDE + 1))
    yield from (place for place in before if place is not None)
    after = bisect_left(numbers.starts, cluster.end)
    if after < len(numbers.starts) and numbers.starts[after] <= cluster.end + _BESIDE:
        yield after
    yield from numbers.aliases.within(parts)
    if (holding := numbers.aliases.holding(parts)) is not None:
        yield holding
    if numbers.alone and all(name <= parts or parts <= name for name in numbers.names):
        yield 0
