"""How trials of one kind of fault ended: ok, failed, unknown, as Jepsen counts."""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any


class Unknown(Exception):
    """A trial that proves nothing: the fault did not happen, or nobody can say what it did."""


@dataclass(frozen=True, slots=True)
class Round:
    """One trial: its number, its own source of chance, an empty folder."""

    number: int
    chance: random.Random
    folder: Path


@dataclass(frozen=True, slots=True)
class Fault:
    """A kind of fault. `prepare` makes what all trials start from, in a folder of its own.

    A trial returns in a word how the fault was survived; an `AssertionError` means that it was not. `short`
    and `long` are numbers of trials; `every` counts those that cover all there is;
    `finish` ends what was started.
    """

    name: str
    prepare: Callable[[Path], Any]
    trial: Callable[[Any, Round], str]
    short: int
    long: int = 0
    every: Callable[[Any], int] = lambda prepared: 0
    finish: Callable[[Any], object] = bool


@dataclass(frozen=True, slots=True)
class Tally:
    """The trials of one fault by their end. `seed` makes the same ones again."""

    fault: str
    seed: int
    ends: Counter[str]
    failed: tuple[str, ...]
    unknown: tuple[str, ...]
    seconds: float

    @property
    def ok(self) -> int:
        return self.ends.total()

    def __str__(self) -> str:
        ends = ", ".join(f"{end} {count}" for end, count in sorted(self.ends.items()))
        told = f" ({ends})" if ends else ""
        return (
            f"{self.fault}: ok {self.ok}{told}, failed {len(self.failed)}, unknown {len(self.unknown)}; "
            f"seed {self.seed}, {self.seconds:.1f} s"
        )


def run(fault: Fault, rounds: int, seed: int, only: Iterable[int] = ()) -> Tally:
    """Return how `rounds` trials ended, or those of these numbers alone; 0 rounds are all of the long form.

    Each failure is also written at once.
    """
    began = time.monotonic()
    ends: Counter[str] = Counter()
    failed: list[str] = []
    unknown: list[str] = []
    with tempfile.TemporaryDirectory(prefix="kg-fault-") as made:
        prepared = fault.prepare(Path(made))
        for number in only or range(rounds or fault.long or fault.every(prepared)):
            with tempfile.TemporaryDirectory(prefix="kg-trial-") as folder:
                try:
                    one = Round(number, random.Random(f"{seed}/{number}"), Path(folder))
                    ends[fault.trial(prepared, one)] += 1
                except Unknown as error:
                    unknown.append(f"{number}: {error}")
                except Exception as error:
                    failed.append(f"{number}: {type(error).__name__}: {error}")
                    print(f"{fault.name}, seed {seed}, round {failed[-1]}", file=sys.stderr, flush=True)
        fault.finish(prepared)
    return Tally(fault.name, seed, ends, tuple(failed), tuple(unknown), time.monotonic() - began)
