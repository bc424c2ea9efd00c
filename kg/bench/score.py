"""Counts over documents: precision, recall and F1, with an interval that says how sure they are."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kg.bench.compare import CLASSES, Outcome

_RESAMPLES = 1000
_SEED = 20180810
_TAIL = 0.025  # of each side: an interval of 95 %


@dataclass(frozen=True, slots=True)
class Count:
    """How many were found rightly, wrongly, and not at all."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def __add__(self, other: Count) -> Count:
        return Count(self.right + other.right, self.wrong + other.wrong, self.missed + other.missed)

    @property
    def precision(self) -> float:
        """The share of what was found that is right; 1 where nothing was found."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """The share of what was to be found that was; 1 where nothing was."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall; 1 where there is nothing to find and nothing found."""
        total = 2 * self.right + self.wrong + self.missed
        return 2 * self.right / total if total else 1.0


@dataclass(frozen=True, slots=True)
class Score:
    """One class over some documents. `low` and `high` bound its F1, or whatever was measured."""

    count: Count
    low: float
    high: float


Measure = Callable[[Count], float]


def score(
    outcomes: Sequence[Mapping[str, Outcome]],
    classes: Iterable[str] = CLASSES,
    measure: Measure = lambda count: count.f1,
) -> dict[str, Score]:
    """Return the score of each class over documents; classes of which nothing is to be said are left out.

    The interval of `measure` is a bootstrap over documents (whole articles drawn with replacement, 1,000
    times, with a fixed seed), since errors of one article hang together. One document tells nothing about
    others: its interval is 0 to 1.
    """
    scores = {}
    for name in classes:
        counts = [_count(outcome[name]) for outcome in outcomes]
        total = sum(counts, Count())
        if total != Count():
            scores[name] = Score(total, *_interval(counts, measure))
    return scores


def _count(outcome: Outcome) -> Count:
    return Count(outcome.right, len(outcome.wrong), len(outcome.missed))


def _interval(counts: Sequence[Count], measure: Measure) -> tuple[float, float]:
    if len(counts) < 2:
        return 0.0, 1.0
    columns = ([one.right for one in counts], [one.wrong for one in counts], [one.missed for one in counts])
    drawn = sorted(
        measure(Count(*(sum(map(column.__getitem__, chosen)) for column in columns)))
        for chosen in _draws(len(counts))
    )
    cut = int(_TAIL * len(drawn))
    return drawn[cut], drawn[-1 - cut]


@lru_cache(maxsize=64)
def _draws(size: int) -> tuple[tuple[int, ...], ...]:
    """Return which documents each resample holds."""
    draw = random.Random(_SEED)
    return tuple(tuple(int(draw.random() * size) for _ in range(size)) for _ in range(_RESAMPLES))
