"""What a store lost and gained since a moment, as lines of N-Quads: all that follows it needs to read."""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import dataclass, field
from typing import Generic, TypeVar

_Q = TypeVar("_Q")
MOST = 500_000
"""Quads that are followed; of more nothing is kept, since reading all takes no longer then."""


@dataclass(frozen=True, slots=True)
class Delta:
    """The quads that went and those that came, as lines of N-Quads without their end; none is among both."""

    gone: frozenset[str]
    come: frozenset[str]

    @property
    def graphs(self) -> frozenset[str]:
        """The IRIs of the graphs that lost or gained something."""
        return frozenset(line.rsplit(" ", 1)[1][1:-1] for line in self.lines)

    def only(self, end: str) -> bool:
        """Return whether nothing changed but in graphs whose IRI ends in `end`."""
        return all(line.endswith(f"{end}>") for line in self.lines)

    @property
    def lines(self) -> Iterator[str]:
        """All quads, those that went first."""
        yield from self.gone
        yield from self.come


NOTHING = Delta(frozenset(), frozenset())
"""No change."""


@dataclass(slots=True)
class Following(Generic[_Q]):
    """The net of changes, noted one by one: what came and went again leaves no trace."""

    gone: set[_Q] = field(default_factory=set)
    come: set[_Q] = field(default_factory=set)
    lost: bool = False

    def note(self, gone: Set[_Q], come: Set[_Q]) -> None:
        """Note what was taken out of the store, which held it, and what was put in, which it did not hold."""
        if self.lost:
            return
        back, again = gone & self.come, come & self.gone
        self.come -= back
        self.gone -= again
        self.gone |= gone - back
        self.come |= come - again
        if len(self.gone) + len(self.come) > MOST:
            self.lose()

    def lose(self) -> None:
        """Give up following: more changed than is worth keeping, or nobody knows what."""
        self.gone, self.come, self.lost = set(), set(), True

    def delta(self) -> Delta | None:
        """Return what changed, None where that is not known."""
        return None if self.lost else Delta(frozenset(map(str, self.gone)), frozenset(map(str, self.come)))
