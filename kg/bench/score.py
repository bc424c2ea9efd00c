"""Counts over documents: precision, recall and F1, with an interval that says how sure they are."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

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
    """One class over some documents. `low` and `high` bound its F1."""

    count: Count
    low: float
    high: float


def score(outcomes: Sequence[Mapping[str, Outcome]]) -> dict[str, Score]:
    """Return the score of each class over documents; classes of which nothing is to be said are left out.

    The interval is a bootstrap over documents (whole articles drawn with replacement, 1,000 times, with a
    fixed seed), since errors of one article hang together.
    """
    scores = {}
    for name in CLASSES:
        counts = [_count(outcome[name]) for outcome in outcomes]
        total = sum(counts, Count())
        if total != Count():
            scores[name] = Score(total, *_interval(counts))
    return scores


def _count(outcome: Outcome) -> Count:
    return Count(outcome.right, len(outcome.wrong), len(outcome.missed))


def _interval(counts: Sequence[Count]) -> tuple[float, float]:
    drawn = sorted(_f1(sample) for sample in _samples(counts))
    cut = int(_TAIL * len(drawn))
    return drawn[cut], drawn[-1 - cut]


def _samples(counts: Sequence[Count]) -> Iterator[list[Count]]:
    draw = random.Random(_SEED)
    size = len(counts)
    for _ in range(_RESAMPLES):
        yield [counts[int(draw.random() * size)] for _ in range(size)]


def _f1(counts: Iterable[Count]) -> float:
    right = wrong = missed = 0
    for count in counts:
        right += count.right
        wrong += count.wrong
        missed += count.missed
    return Count(right, wrong, missed).f1
