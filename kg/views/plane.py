"""Places on a plane that do not overlap: what is asked for in the same order stands at the same places."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations, count, islice
from math import atan2, cos, pi, sin

Place = tuple[int, int]

_WIDE, _HIGH = 128, 64  # pixels that a thing with its name below takes
_RING = (128, 100)  # pixels from one ring of places to the next, across and down
_FRONT = 0.62 * pi  # how far to both sides of its direction a fan opens
_FEW = 20  # things that may stand on one ring
_SIZES = range(4, 15)  # of that ring, in quarters of the first
_NARROW = 24  # rings after which a fan opens all around


class Plane:
    """What is taken so far."""

    def __init__(self) -> None:
        self._taken: dict[Place, list[Place]] = defaultdict(list)

    def take(self, place: Place) -> Place:
        """Take a place, free or not, and return it."""
        self._taken[_cell(place)].append(place)
        return place

    def around(self, middle: Place, many: int, away: Place | None = None) -> list[Place]:
        """Take `many` free places around another and return them clockwise: one ring of a few, else several.

        With `away` they fan out on the far side of it.
        """
        towards = atan2(middle[1] - away[1], middle[0] - away[0]) if away and away != middle else None
        rings = (_ring(middle, many, towards, size / 4) for size in _SIZES) if many <= _FEW else ()
        whole = next((ring for ring in rings if self._fits(ring)), None)
        found = [self.take(place) for place in whole or islice(self._free(middle, towards), many)]
        start = towards + pi if towards is not None else -pi / 2
        return sorted(found, key=lambda at: ((_angle(middle, at) - start) % (2 * pi), _far(middle, at)))

    def _free(self, middle: Place, towards: float | None) -> Iterator[Place]:
        for ring in count(1):
            places = 8 * ring
            start = (towards or 0.0) + ring % 2 * pi / places
            for number in range(places):
                turn = (number + 1) // 2 * (1 if number % 2 else -1) * 2 * pi / places
                if towards is not None and ring <= _NARROW and abs(turn) > _FRONT:
                    break
                place = _on(middle, ring, start + turn)
                if self._is_free(place):
                    yield place

    def _fits(self, ring: list[Place]) -> bool:
        """Whether all places of a ring are free and apart from each other."""
        apart = all(_apart(*pair) for pair in combinations(ring, 2))
        return apart and all(map(self._is_free, ring))

    def _is_free(self, place: Place) -> bool:
        across, down = _cell(place)
        near = (self._taken.get((across + x, down + y), ()) for x in (-1, 0, 1) for y in (-1, 0, 1))
        return all(_apart(place, other) for cell in near for other in cell)


def _ring(middle: Place, many: int, towards: float | None, size: float) -> list[Place]:
    """Return places evenly spread on a ring, or on the front of it."""
    if towards is None:
        return [_on(middle, size, 2 * pi * number / many - pi / 2) for number in range(many)]
    step = 2 * _FRONT / (many + 1)
    return [_on(middle, size, towards - _FRONT + step * (number + 1)) for number in range(many)]


def _on(middle: Place, size: float, angle: float) -> Place:
    return round(middle[0] + size * _RING[0] * cos(angle)), round(middle[1] + size * _RING[1] * sin(angle))


def _apart(one: Place, other: Place) -> bool:
    return abs(one[0] - other[0]) >= _WIDE or abs(one[1] - other[1]) >= _HIGH


def _cell(place: Place) -> Place:
    return place[0] // _WIDE, place[1] // _HIGH


def _angle(middle: Place, at: Place) -> float:
    return atan2(at[1] - middle[1], at[0] - middle[0])


def _far(middle: Place, at: Place) -> int:
    return (at[0] - middle[0]) ** 2 + (at[1] - middle[1]) ** 2
