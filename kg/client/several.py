"""Answers that are sequences of things and say more about them."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import TypeVar, overload

Thing = TypeVar("Thing", covariant=True)


class Several(Sequence[Thing]):
    """A sequence of the things that it tells of."""

    __slots__ = ()

    @property
    @abstractmethod
    def things(self) -> tuple[Thing, ...]:
        """All of them, in order."""

    def __len__(self) -> int:
        return len(self.things)

    @overload
    def __getitem__(self, index: int) -> Thing: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Thing, ...]: ...
    def __getitem__(self, index: int | slice) -> Thing | tuple[Thing, ...]:
        return self.things[index]
