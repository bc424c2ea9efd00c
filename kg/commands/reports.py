"""What a run says at its end, and what it shows while it goes on."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Protocol

import click
from tqdm import tqdm

from kg.commands.errors import DONE, REFUSED
from kg.load import Refusal
from kg.text import clean

_NAMED = 20  # articles without a date; of more only their number is told


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
def progress() -> Iterator[Callable[[int], object] | None]:
    """Give what counts finished articles on a terminal, None elsewhere."""
    if not sys.stderr.isatty():
        yield None
        return
    with tqdm(unit=" articles", file=sys.stderr, leave=False) as bar:
        yield bar.update


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
