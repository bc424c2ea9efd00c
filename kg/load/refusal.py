"""What is said of an input that does not become an article."""

from __future__ import annotations

from dataclasses import dataclass

from kg.errors import SourceError


@dataclass(frozen=True, slots=True)
class Refusal:
    """An input that was not read: where it is, why it was refused, and what a person can do about it."""

    where: str
    reason: str
    cure: str

    def __str__(self) -> str:
        return f"{self.where}: {self.reason}; {self.cure}"


class RefusedError(SourceError):
    """An input is refused. Cure: the one in `cure`."""

    def __init__(self, reason: str, *, where: str, cure: str) -> None:
        super().__init__(f"{reason}; {cure}", where=where)
        self.refusal = Refusal(where, reason, cure)
