"""How alike two named persons of one name are: reasons, weighed by `ontology/link-reasons.ttl`, and a score.

A score is a sum of powers of ten. A name alone could mean any of 100,000 people; each tie narrows them down.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from kg.derive.facts import Reference
from kg.derive.mergers import Mergers
from kg.derive.named import NamedPerson
from kg.derive.rarity import Shares
from kg.vocab import VPO

_PREFIX = "scheme/link-reason/"
_PEOPLE = 5.0  # powers of ten: the people whom the news of twenty years name with a position
_LOOSE = frozenset({"same-province", "merged-province", "same-place", "same-role"})
_NEAR = timedelta(days=366)
_FAR = timedelta(days=3653)
_AGES = range(21, 86)  # years at which a post is surely held
_AGE_SLACK = 2  # years by which an age and another age, or a year of birth, may miss each other


@dataclass(frozen=True, slots=True)
class Likeness:
    """What speaks for and against one person: local names of reasons, the strongest tie first.

    `name_weight` is None where a curator decided. `shared` is what both have. `tied` says that there is a tie
    at all: nothing links without one.
    """

    score: float
    name_weight: float | None
    reasons: tuple[str, ...] = ()
    shared: str | None = None
    tied: bool = False
    without: float = 0.0  # the score but for what speaks against
    gap: int = 0  # days between the sightings of one and of the other


@dataclass(frozen=True, slots=True)
class Traits:
    """What is compared of a named person, or of several that say the same; `days` are the first and last."""

    name_weight: float
    posts: frozenset[str]
    seats: frozenset[str]
    bodies: frozenset[str]
    localities: frozenset[tuple[str, str]]
    anchors: frozenset[str]
    lines: frozenset[tuple[str, bool]]
    places: frozenset[str]
    roles: frozenset[str]
    vague: frozenset[str]
    gender: str | None
    birth: tuple[int, bool] | None
    days: tuple[date, date] | None
    worked: tuple[int, int] | None


class Judge:
    """Compares by the weights, shares and mergers of a reference layer."""

    def __init__(self, reference: Reference) -> None:
        self._reference = reference

    @cached_property
    def weights(self) -> Mapping[str, float]:
        """What each reason weighs."""
        return _weights(self._reference)

    @cached_property
    def mergers(self) -> Mergers:
        """Which units were merged."""
        return Mergers.of(self._reference)

    @cached_property
    def shares(self) -> Shares:
        """How common the syllables of names are."""
        return Shares.of(self._reference)

    def traits(self, person: NamedPerson) -> Traits:
        """Return what is compared of a person."""
        seats = person.seats
        days = sorted(seat.day for seat in seats if seat.day) or [day for day in (person.day,) if day]
        sure = [seat.day.year for seat in seats if seat.sure and seat.day]
        return Traits(
            round(self.shares.rarity(person.name) - _PEOPLE, 1),
            frozenset(seat.post for seat in seats if seat.post and not seat.membership),
            frozenset(seat.post for seat in seats if seat.post and seat.membership),
            frozenset(seat.organization for seat in seats),
            frozenset((seat.anchor, seat.locality) for seat in seats if seat.anchor and seat.locality),
            frozenset(seat.anchor for seat in seats if seat.anchor),
            person.lines,
            person.places,
            frozenset(seat.role for seat in seats if seat.role and not seat.membership),
            person.roles,
            person.gender,
            person.birth,
            (days[0], days[-1]) if days else None,
            (min(sure), max(sure)) if sure else None,
        )

    def handles(self, traits: Traits) -> Iterator[object]:
        """Yield what another must have one of to be tied to this."""
        yield from traits.bodies
        for place in traits.anchors | traits.places:
            yield self.mergers.after.get(place, place)

    def compare(self, one: Traits, two: Traits) -> Likeness:
        """Return how alike two are; their names are equal but for case and tone placement."""
        tie = next(self._ties(one, two), None)
        reasons = [tie[0]] if tie else []
        reasons += _more(one, two) if tie else ()
        if tie and tie[0] in _LOOSE and one.days and two.days and _gap(one, two) <= _NEAR:
            reasons.append("same-time")
        if tie and tie[0] == "same-place" and _vague_roles(one, two):
            reasons.append("same-role")
        against = tuple(_against(one, two))
        without = round(one.name_weight + self._sum(reasons), 1)
        score = round(without + self._sum(against), 1)
        shared = tie[1] if tie else None
        reasons += against
        tied, gap = tie is not None, max(_gap(one, two), timedelta()).days
        return Likeness(score, one.name_weight, tuple(reasons), shared, tied, without, gap)

    def _sum(self, reasons: Iterable[str]) -> float:
        return sum(self.weights.get(reason, 0.0) for reason in reasons)

    def _ties(self, one: Traits, two: Traits) -> Iterator[tuple[str, str]]:
        """Yield what both have, the narrowest first: (reason, the thing shared)."""
        yield from _each("same-post", one.posts & two.posts)
        yield from _each("merged-post", self._merged_posts(one, two))
        anchors = one.anchors & two.anchors
        central = frozenset(anchor for anchor in anchors if anchor.startswith("id/org/"))
        yield from _each("same-body", (one.bodies & two.bodies) - central)
        yield from _each("same-membership", one.seats & two.seats)
        yield from _each("same-locality", (anchor for anchor, _ in one.localities & two.localities))
        yield from _each("same-central-body", central)
        yield from _each("same-province", anchors - central)
        yield from _each("merged-province", self._merged(one.anchors, two.anchors))
        yield from _each("same-place", self._places(one, two))
        yield from _each("same-role", _vague_roles(one, two))

    def _merged_posts(self, one: Traits, two: Traits) -> Iterator[str]:
        """Yield the merged units in which a post of one goes on that the other held, or will hold."""
        for line, after in one.lines:
            if (line, not after) in two.lines:
                unit = line.partition(" ")[0]
                yield self.mergers.after.get(unit, unit)

    def _merged(self, ones: Iterable[str], twos: frozenset[str]) -> Iterator[str]:
        """Yield the merged units that one is of and the other is of a part of."""
        for unit in ones:
            if self.mergers.after.get(unit) in twos:
                yield self.mergers.after[unit]
            elif not twos.isdisjoint(self.mergers.before.get(unit, ())):
                yield unit

    def _places(self, one: Traits, two: Traits) -> Iterator[str]:
        """Yield provinces that an article stands for in which the other works, or that both stand for."""
        mine, theirs = one.anchors | one.places, two.anchors | two.places
        both = mine & theirs
        yield from both
        yield from self._merged(mine, theirs)


def birth_clash(one: tuple[int, bool] | None, two: tuple[int, bool] | None) -> bool:
    """Return whether two years of birth cannot be one person's."""
    if one is None or two is None:
        return False
    return abs(one[0] - two[0]) > (_AGE_SLACK if one[1] or two[1] else 1)


def _weights(reference: Reference) -> Mapping[str, float]:
    found = ((thing, reference.one(thing, VPO.weight)) for thing in reference.having(VPO.weight))
    return {thing.removeprefix(_PREFIX): float(weight) for thing, weight in found if weight}


def _each(reason: str, things: Iterable[str]) -> Iterator[tuple[str, str]]:
    for thing in sorted(things):
        yield reason, thing


def _vague_roles(one: Traits, two: Traits) -> frozenset[str]:
    """Return the roles that both have where of one of them the body is unknown."""
    return (one.vague & (two.roles | two.vague)) | (two.vague & one.roles)


def _more(one: Traits, two: Traits) -> Iterator[str]:
    if len(one.posts & two.posts) > 1 or len(one.anchors & two.anchors) > 1:
        yield "second-tie"
    if one.birth and two.birth and not birth_clash(one.birth, two.birth):
        yield "about-same-age" if one.birth[1] or two.birth[1] else "same-birth-year"


def _against(one: Traits, two: Traits) -> Iterator[str]:
    if one.gender and two.gender and one.gender != two.gender:
        yield "other-gender"
    if birth_clash(one.birth, two.birth):
        yield "other-birth-year"
    if _too_young_or_old(one, two) or _too_young_or_old(two, one):
        yield "implausible-age"
    if _gap(one, two) > _FAR:
        yield "far-apart"


def _gap(one: Traits, two: Traits) -> timedelta:
    """Return the time between the sightings of both; none or less where they overlap or have no day."""
    if one.days is None or two.days is None:
        return timedelta()
    return max(one.days[0], two.days[0]) - min(one.days[1], two.days[1])


def _too_young_or_old(born: Traits, working: Traits) -> bool:
    if born.birth is None or working.worked is None:
        return False
    return any(year - born.birth[0] not in _AGES for year in working.worked)
