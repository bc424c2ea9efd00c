"""Chains of ties between two people that are consistent in time.

A chain from A to B is *consistent* when there are days, one for each tie in order, each within the time of
its tie and none before the one before: something that A had could have come to B by these ties. Read from B
to A the same holds for the other direction. A chain that works in neither direction is no chain here: A with
C in 2018 and C with B in 2005 follow each other from B to A only; A with C in 2018, C with D in 2005, D with
B in 2020 follow in no direction.

Ties without a date are left out, because they can be put in no order; `undated` counts them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from heapq import heappop, heappush
from itertools import pairwise
from math import prod

from kg.store.bonds import Bond

Neighbours = Callable[[str], Iterable[Bond]]
"""Gives the ties of a person with others."""

_ALWAYS, _NEVER = "", "9999-12-31"
_Step = tuple[Bond, ...]


@dataclass(frozen=True, slots=True)
class Wish:
    """What is looked for: `most` chains of up to `steps` ties, within days; `effort` bounds the search."""

    most: int = 3
    steps: int = 4
    since: str = ""
    until: str = ""
    effort: int = 200_000


@dataclass(frozen=True, slots=True)
class Chain:
    """People tied one to the next; `steps` holds for each pair the ties that fit, the strongest first.

    `forward`: the ties follow each other in time from the first to the last; `backward`: from last to first.
    """

    people: tuple[str, ...]
    steps: tuple[_Step, ...]
    forward: bool
    backward: bool

    @property
    def strength(self) -> float:
        """The product of the strongest weight of each step: one weak tie makes a weak chain."""
        return prod(step[0].weight for step in self.steps)


@dataclass(frozen=True, slots=True)
class Found:
    """The chains, shortest and strongest first.

    `linked` says whether ties lead from one to the other at all, in any order of time; `undated` counts the
    ties that were left out, `stopped` says that the search ended before it had seen all.
    """

    chains: tuple[Chain, ...]
    linked: bool
    undated: int
    stopped: bool


def find_chains(neighbours: Neighbours, source: str, target: str, wish: Wish | None = None) -> Found:
    """Return the best chains between two people: shorter before longer, stronger before weaker.

    No person stands twice in a chain. The order of the ties leaves no trace in the answer.
    """
    asked = wish or Wish()
    near = _Near(neighbours, asked)
    chains: list[Chain] = []
    for length in range(1, asked.steps + 1):
        chains += _best(near.walks(source, target, length), near, asked.most)
        if len(chains) >= asked.most or near.stopped:
            break
    linked = bool(chains) or near.linked(source, target)
    return Found(tuple(chains[: asked.most]), linked, len(near.undated), near.stopped)


def _best(walks: Iterable[_Walk], near: _Near, most: int) -> list[Chain]:
    """Return the strongest chains among walks of one length; no more are built than can be among them."""
    chains: list[Chain] = []
    strongest: list[float] = []  # a heap of the `most` best so far
    for walk in sorted(walks, key=lambda walk: (-walk.strength, walk.people)):
        if len(strongest) >= most and walk.strength < strongest[0]:
            break
        chain = _chain(walk.people, near)
        chains.append(chain)
        heappush(strongest, chain.strength)
        if len(strongest) > most:
            heappop(strongest)
    return sorted(chains, key=lambda chain: (-chain.strength, chain.people))[:most]


def follow(steps: Iterable[Iterable[Bond]]) -> tuple[_Step, ...] | None:
    """Return for each step the ties by which the steps follow each other in time, None where they do not."""
    asked = [list(step) for step in steps]
    before, after = [_ALWAYS], [_NEVER]
    for step in asked:
        days = [max(bond.since, before[-1]) for bond in step if bond.until >= before[-1]]
        if not days:
            return None
        before.append(min(days))
    for step in reversed(asked):
        after.append(max(min(bond.until, after[-1]) for bond in step if bond.since <= after[-1]))
    after.reverse()
    return tuple(
        tuple(bond for bond in step if max(bond.since, before[at]) <= min(bond.until, after[at + 1]))
        for at, step in enumerate(asked)
    )


@dataclass(frozen=True, slots=True)
class _Walk:
    """People tied one to the next, read from one end outwards.

    `rising` is the earliest day on which the last tie can lie when no day is before the one before, `falling`
    the latest when none is after; None where no days can be chosen so. `strength` is the product of the
    strongest weights, fitting or not.
    """

    people: tuple[str, ...]
    rising: str | None = _ALWAYS
    falling: str | None = _NEVER
    strength: float = 1.0

    def to(self, other: str, bonds: _Step) -> _Walk:
        """Return the walk with one more person."""
        rising, falling = self.rising, self.falling
        if rising is not None:
            days = (max(bond.since, rising) for bond in bonds if bond.until >= rising)
            rising = min(days, default=None)
        if falling is not None:
            days = (min(bond.until, falling) for bond in bonds if bond.since <= falling)
            falling = max(days, default=None)
        best = max(bond.weight for bond in bonds)
        return _Walk((*self.people, other), rising, falling, self.strength * best)

    def meets(self, other: _Walk) -> bool:
        """Return whether two walks that end at one person make a chain from the one start to the other."""
        return _not_after(self.rising, other.falling) or _not_after(other.rising, self.falling)


def _not_after(one: str | None, other: str | None) -> bool:
    return one is not None and other is not None and one <= other


@dataclass(slots=True)
class _Near:
    """Who is tied to whom, fetched once a person, until the effort is spent."""

    neighbours: Neighbours
    wish: Wish
    known: dict[str, dict[str, _Step]] = field(default_factory=dict)
    undated: set[Bond] = field(default_factory=set)
    spent: int = 0
    stopped: bool = False

    def of(self, person: str) -> dict[str, _Step]:
        """Return the dated ties of a person within the days asked for, by the other."""
        found = self.known.get(person)
        if found is None:
            groups: dict[str, list[Bond]] = defaultdict(list)
            for bond in self.neighbours(person):
                self._sort(bond, person, groups)
            found = self.known[person] = {other: tuple(groups[other]) for other in sorted(groups)}
        return found

    def _sort(self, bond: Bond, person: str, groups: dict[str, list[Bond]]) -> None:
        if not bond.since:
            self.undated.add(bond)
        elif bond.until >= self.wish.since and (not self.wish.until or bond.since <= self.wish.until):
            groups[bond.target if bond.source == person else bond.source].append(bond)

    def walks(self, source: str, target: str, length: int) -> Iterator[_Walk]:
        """Yield the chains of this length that are consistent in time.

        They are grown from both ends and joined in the middle, so that few people are looked at.
        """
        half = length // 2
        tails: dict[str, list[_Walk]] = defaultdict(list)
        for tail in self._grow(_Walk((target,)), half, source):
            tails[tail.people[-1]].append(tail)
        for head in self._grow(_Walk((source,)), length - half, target):
            for tail in tails.get(head.people[-1], ()):
                people = (*head.people, *tail.people[-2::-1])
                if head.meets(tail) and len(set(people)) == len(people):
                    yield _Walk(people, strength=head.strength * tail.strength)

    def _grow(self, walk: _Walk, steps: int, shunned: str) -> Iterator[_Walk]:
        """Yield the walks of so many steps more; the other end may stand at their end only."""
        if not steps:
            yield walk
            return
        for other, bonds in self.of(walk.people[-1]).items():
            if self._tired():
                return
            if other not in walk.people and (other != shunned or steps == 1):
                longer = walk.to(other, bonds)
                if longer.rising is not None or longer.falling is not None:
                    yield from self._grow(longer, steps - 1, shunned)

    def linked(self, source: str, target: str) -> bool:
        """Return whether ties lead from one to the other within the steps asked for, in any order of time."""
        reached, edge = {source}, [source]
        for _ in range(self.wish.steps):
            if target in reached or self._tired():
                break
            edge = [other for person in edge for other in self._others(person) if other not in reached]
            reached.update(edge)
        return target in reached

    def _others(self, person: str) -> Iterable[str]:
        return () if self._tired() else self.of(person)

    def _tired(self) -> bool:
        self.spent += 1
        self.stopped |= self.spent > self.wish.effort
        return self.stopped


def _chain(people: tuple[str, ...], near: _Near) -> Chain:
    """Return the chain along people whom ties tie in an order of time."""
    steps = [near.of(one)[other] for one, other in pairwise(people)]
    forward, backward = follow(steps), follow(steps[::-1])
    nothing: tuple[_Step, ...] = ((),) * len(steps)
    both = zip(forward or nothing, (backward or nothing)[::-1], strict=True)
    fitting = tuple(tuple(sorted({*there, *back}, key=_strongest)) for there, back in both)
    return Chain(people, fitting, forward is not None, backward is not None)


def _strongest(bond: Bond) -> tuple[float, str, str, tuple[str, ...]]:
    return -bond.weight, bond.since, bond.kind, bond.evidence
