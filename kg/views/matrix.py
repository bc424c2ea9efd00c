"""A table of units by years."""

from __future__ import annotations

from dataclasses import dataclass

from kg.views.parts import Ref


@dataclass(frozen=True, slots=True)
class Mark:
    """One unit in one year: whether articles list it, whether the table does, and the sentences that do."""

    listed: bool
    tabled: bool
    notes: tuple[int, ...] = ()
    status: Ref | None = None


@dataclass(frozen=True, slots=True)
class Year:
    """A year of the matrix. `listed` and `tabled` count units; `complete` says a list claimed to be whole."""

    year: str
    listed: int
    tabled: int
    complete: bool


@dataclass(frozen=True, slots=True)
class Roster:
    """Units by years. `marks` holds, for each unit, one mark a year, None where nothing is known."""

    title: str
    years: tuple[Year, ...]
    units: tuple[tuple[Ref, tuple[Mark | None, ...]], ...]
    articles: int
