"""Which ties are wanted: of what kinds, how sure, of what time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kg.errors import ParameterError
from kg.store.bonds import KINDS, Bond

CHOICES = (*KINDS, "crowd")
"""The kinds of ties that may be asked for; without a wish all but `crowd`."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Ties of these kinds, only sure ones unless `possible`, that touch the days `since` to `until`.

    An empty day bounds nothing. A tie without a date touches no bounded time.
    """

    kinds: tuple[str, ...] = KINDS
    possible: bool = False
    since: str = ""
    until: str = ""

    @classmethod
    def of(
        cls, kinds: Sequence[str] = (), *, possible: bool = False, days: tuple[str, str] = ("", "")
    ) -> Choice:
        """Return the choice; raise `ParameterError` for a kind of tie or a day that is none."""
        for kind in kinds:
            if kind not in CHOICES:
                raise ParameterError(f"{kind!r} is no kind of tie; there are {', '.join(CHOICES)}")
        since, until = (_day(day) for day in days)
        if since and until and since > until:
            raise ParameterError(f"the time from {since} to {until} ends before it begins; turn it round")
        return cls(tuple(kind for kind in CHOICES if kind in kinds) or KINDS, possible, since, until)

    def wants(self, bond: Bond) -> bool:
        """Return whether a tie is of a kind and as sure as wanted, whenever it was."""
        return bond.kind in self.kinds and (bond.sure or self.possible)

    def touches(self, since: str, until: str) -> bool:
        """Return whether a time, whose ends may be empty, touches the days."""
        if not since or not until:
            return not (self.since or self.until)
        return until >= self.since and (not self.until or since <= self.until)


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat() if text else ""
    except ValueError as error:
        raise ParameterError(f"day={text!r} is no date; write it as 2018-08-10") from error
