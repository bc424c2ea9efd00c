"""Named persons taken for one, while they are collected, and what makes it impossible that two are one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import combinations

from kg.derive.likeness import birth_clash
from kg.derive.mergers import Mergers
from kg.derive.named import NamedPerson, Seat

# Who is seen in a post before and after a day by more than this held it that day; reports of a move are late.
_MARGIN = timedelta(days=30)
_Held = Mapping[str, tuple[Seat, date, date]]
"""By post where it is and the first and last day on which it was surely held."""


@dataclass(slots=True)
class Group:
    """What is known of several named persons together. `strangers` are others, as a curator said."""

    people: set[NamedPerson] = field(default_factory=set)
    articles: set[str] = field(default_factory=set)
    genders: set[str] = field(default_factory=set)
    births: set[tuple[int, bool]] = field(default_factory=set)
    held: dict[str, tuple[Seat, date, date]] = field(default_factory=dict)
    left: dict[str, date] = field(default_factory=dict)
    began: dict[str, date] = field(default_factory=dict)
    both: set[frozenset[str]] = field(default_factory=set)
    nodes: set[str] = field(default_factory=set)
    strangers: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, people: Iterable[NamedPerson], different: Mapping[str, set[str]]) -> Group:
        """Return the group of these people."""
        group = cls()
        for person in people:
            group.people.add(person)
            group.nodes.add(person.node)
            group.articles.add(person.article)
            group.genders |= {person.gender} if person.gender else set()
            group.births |= {person.birth} if person.birth else set()
            group.strangers |= different.get(person.node, set())
            group.held = _together(group.held, _held(person.seats))
            group.left = _earliest(group.left, _left(person.seats))
            group.began = _earliest(group.began, _began(person.seats))
            group.both |= _at_once(person.seats)
        return group

    def add(self, other: Group) -> None:
        """Take another group in."""
        self.people |= other.people
        self.nodes |= other.nodes
        self.articles |= other.articles
        self.genders |= other.genders
        self.births |= other.births
        self.strangers |= other.strangers
        self.held = _together(self.held, other.held)
        self.left = _earliest(self.left, other.left)
        self.began = _earliest(self.began, other.began)
        self.both |= other.both


def clash(one: Group, two: Group, mergers: Mergers) -> str | None:
    """Return why two groups cannot be one person, as the local name of a reason; None where they can."""
    if one.strangers & two.nodes:
        return "decided-different"
    if one.articles & two.articles:
        return "one-article"
    if one.genders and two.genders and one.genders.isdisjoint(two.genders):
        return "other-gender"
    if any(birth_clash(left, right) for left in one.births for right in two.births):
        return "other-birth-year"
    return "two-places" if _in_two_places(one.held, two.held, mergers) else None


def doubts(one: Group, two: Group, mergers: Mergers) -> tuple[str, ...]:
    """Return what makes it less likely that two groups are one person, as local names of reasons."""
    found = []
    if _works_twice(one, two, mergers):
        found.append("at-one-time")
    if _seen_after(one, two) or _seen_after(two, one):
        found.append("after-leaving")
    if _seen_before(one, two) or _seen_before(two, one):
        found.append("before-starting")
    return tuple(found)


def _works_twice(one: Group, two: Group, mergers: Mergers) -> bool:
    """Return whether both work in different bodies at one time, which no article names together."""
    both = one.both | two.both
    for mine in one.held.values():
        for yours in two.held.values():
            left, right = mine[0], yours[0]
            near = left.locality and left.locality == right.locality and left.anchor == right.anchor
            other = left.organization != right.organization and not near
            alone = other and frozenset((left.organization, right.organization)) not in both
            if alone and (_inside(mine, yours) or _inside(yours, mine)):
                return True
    return False


def _seen_after(gone: Group, seen: Group) -> bool:
    """Return whether one is seen in a post which the other had left by then."""
    return any(post in seen.held and seen.held[post][2] > day + _MARGIN for post, day in gone.left.items())


def _seen_before(starting: Group, seen: Group) -> bool:
    """Return whether one is seen in a post before the other came to it from elsewhere."""
    return any(
        post in seen.held and seen.held[post][1] < day - _MARGIN for post, day in starting.began.items()
    )


def _began(seats: Iterable[Seat]) -> dict[str, date]:
    """Return the posts that somebody who left another took up, with the day."""
    found: dict[str, date] = {}
    if any(seat.left for seat in seats):
        for seat in seats:
            if seat.new and seat.post and seat.day and not seat.membership:
                found = _earliest(found, {seat.post: seat.day})
    return found


def _left(seats: Iterable[Seat]) -> dict[str, date]:
    found: dict[str, date] = {}
    for seat in seats:
        if seat.left and seat.post and seat.day and not seat.membership:
            found = _earliest(found, {seat.post: seat.day})
    return found


def _earliest(one: Mapping[str, date], two: Mapping[str, date]) -> dict[str, date]:
    return {post: min(days[post] for days in (one, two) if post in days) for post in {*one, *two}}


def _at_once(seats: Iterable[Seat]) -> set[frozenset[str]]:
    """Return the pairs of bodies that one article gives somebody work in at one time."""
    bodies = {seat.organization for seat in seats if seat.sure}
    return {frozenset(pair) for pair in combinations(bodies, 2)}


def _held(seats: Iterable[Seat]) -> dict[str, tuple[Seat, date, date]]:
    """Return the posts that take all of a person's time, with the first and last day of being seen there."""
    held: dict[str, tuple[Seat, date, date]] = {}
    for seat in seats:
        if seat.sure and seat.day and seat.anchor and not seat.membership:
            held = _together(held, {seat.post or seat.organization: (seat, seat.day, seat.day)})
    return held


def _together(one: _Held, two: _Held) -> dict[str, tuple[Seat, date, date]]:
    both = dict(one)
    for post, (seat, first, last) in two.items():
        known = both.get(post)
        both[post] = (seat, min(first, known[1]), max(last, known[2])) if known else (seat, first, last)
    return both


def _in_two_places(one: _Held, two: _Held, mergers: Mergers) -> bool:
    """Return whether somebody would work in two places at one time who did not before."""
    if not one or not two:
        return False
    before = {frozenset(pair) for held in (one, two) for pair in _doubled(held, mergers)}
    return any(frozenset(pair) not in before for pair in _doubled(_together(one, two), mergers))


def _doubled(held: _Held, mergers: Mergers) -> Iterable[tuple[str, str]]:
    for (post, left), (other, right) in combinations(sorted(held.items(), key=lambda item: item[0]), 2):
        if _apart(left[0], right[0], mergers) and (_inside(left, right) or _inside(right, left)):
            yield post, other


def _apart(one: Seat, two: Seat, mergers: Mergers) -> bool:
    """Return whether two posts are in different provinces, or in different parts of one."""
    if one.anchor == two.anchor:
        return bool(one.locality and two.locality and one.locality != two.locality)
    first, second = one.anchor or "", two.anchor or ""
    if first.startswith("id/org/") or second.startswith("id/org/"):
        return False  # at the centre people have several posts
    return mergers.after.get(first, first) != mergers.after.get(second, second)


def _inside(seen: tuple[Seat, date, date], held: tuple[Seat, date, date]) -> bool:
    """Return whether somebody was seen in one post while another was surely held."""
    _, first, last = held
    return any(first + _MARGIN < day < last - _MARGIN for day in seen[1:])
