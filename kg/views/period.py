"""Days and periods, never more certain than their source."""

from __future__ import annotations

from dataclasses import dataclass

from kg.dates import Precision


@dataclass(frozen=True, slots=True)
class Day:
    """A date as precise as its source: `day`, `month` or `year`."""

    iso: str
    precision: Precision = "day"


@dataclass(frozen=True, slots=True)
class Bound:
    """One end of a period: `state` is the name of a `vpo:` state, `day` is None where nothing is known."""

    state: str
    day: Day | None = None


@dataclass(frozen=True, slots=True)
class Period:
    """When a post was held, as far as it is known; `first` and `last` are the days it was seen."""

    start: Bound
    end: Bound
    first: Day | None = None
    last: Day | None = None
    acting: bool = False
