"""What a run says at its end, and what it shows while it goes on."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from time import monotonic
from typing import Protocol

import click
from tqdm import tqdm

from kg.commands.errors import DONE, REFUSED
from kg.load import Refusal
from kg.text import clean

_NAMED = 20  # articles without a date; of more only their number is told

_SILENCE = 10.0  # seconds between two lines about a long run


class Report(Protocol):
    """How a run ended: how many articles of each kind, and what readers see now."""

    @property
    def loaded(self) -> int: ...
    @property
    def unchanged(self) -> int: ...
    @property
    def replaced(self) -> int: ...
    @property
    def refused(self) -> Sequence[Refusal]: ...
    @property
    def undated(self) -> Sequence[str]: ...
    @property
    def generation(self) -> int: ...


@contextmanager
def progress() -> Iterator[Callable[[int, int], object]]:
    """Give what is told how many more of how many articles are read: a bar on a terminal, lines elsewhere."""
    if not sys.stderr.isatty():
        yield _Lines().more
        return
    with tqdm(unit=" articles", file=sys.stderr, leave=False) as bar:

        def more(count: int, total: int) -> None:
            bar.total = total
            bar.update(count)

        yield more


class _Lines:
    """Tells on standard error now and then how far a long run is; a short one is told of at its end alone."""

    def __init__(self) -> None:
        self._began = self._told = monotonic()
        self._done = 0

    def more(self, count: int, total: int) -> None:
        """Say how many articles are read, how fast, and what is left, after a silence."""
        self._done += count
        now = monotonic()
        if now - self._told < _SILENCE:
            return
        self._told = now
        pace = self._done / (now - self._began)
        left = tqdm.format_interval((total - self._done) / pace)
        click.echo(f"{self._done} of {total} articles read, {pace:.0f} a second, {left} left", err=True)


def say_report(report: Report) -> int:
    """Print refusals and articles without a date, one a line, then the summary, all on standard error.

    Returns the exit code.
    """
    say_refusals(report.refused)
    for source in report.undated[:_NAMED]:
        _say(f"undated {source}: no date is stated, so posts in it are held at an unknown time")
    if more := len(report.undated[_NAMED:]):
        _say(f"undated {more} more")
    click.echo(
        f"loaded {report.loaded}, unchanged {report.unchanged}, replaced {report.replaced}, "
        f"refused {len(report.refused)}; generation {report.generation}",
        err=True,
    )
    return REFUSED if report.refused else DONE


def say_refusals(refused: Sequence[Refusal]) -> None:
    """Print each refusal as one line on standard error, with nothing that could steer a terminal."""
    for refusal in refused:
        _say(f"refused {refusal}")


def _say(line: str) -> None:
    click.echo(" ".join(clean(line)[0].split()), err=True)
