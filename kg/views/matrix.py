"""A table of units by years."""

from __future__ import annotations

from dataclasses import dataclass

from kg.views.parts import Ref


@dataclass(frozen=True, slots=True)
class Mark:
    """One unit in one year: whether articles list it, whether the table does, and the sentences that do.

    `change` is what became of it since the year before that has members, None where it stayed.
    """

    listed: bool = False
    tabled: bool = False
    notes: tuple[int, ...] = ()
    status: Ref | None = None
    change: Ref | None = None


@dataclass(frozen=True, slots=True)
class Year:
    """A year of the matrix. `listed`, `tabled` and `unnamed` count units, `stated` are numbers of sources.

    `complete` says that a list is whole, `leaders` who led, with the footnotes that say so.
    """

    year: str
    listed: int
    tabled: int
    complete: bool
    stated: tuple[int, ...] = ()
    unnamed: int = 0
    leaders: tuple[Ref, ...] = ()
    notes: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Unit:
    """A member, the units it belongs to today where these are others, and a mark a year, None if unknown."""

    ref: Ref
    present: tuple[Ref, ...]
    marks: tuple[Mark | None, ...]


@dataclass(frozen=True, slots=True)
class Roster:
    """Units by years. `silent` are years between the first and the last of which nothing is known.

    `weak` and `late` count the facts that the lens hides; `cut`: there are more years before these;
    `partial`: the one year shown has more members.
    """

    title: str
    years: tuple[Year, ...]
    units: tuple[Unit, ...]
    articles: int
    silent: tuple[str, ...] = ()
    weak: int = 0
    late: int = 0
    cut: bool = False
    partial: bool = False

    @property
    def led(self) -> bool:
        """Whether any leader is known."""
        return any(year.leaders for year in self.years)
