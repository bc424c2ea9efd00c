"""What `kg verify` looks at: the archive, the generations, the decisions, the log of changes."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from kg.changes.log import Log
from kg.curation.file import read_decisions
from kg.errors import StoreError
from kg.settings import Settings
from kg.store.generations import DataHome


def problems(settings: Settings) -> Iterator[str]:
    """Yield a line for each thing that is not as it was written, with its cure."""
    home, log = DataHome(settings.home), Log(settings.home)
    with home.archive(readonly=True) as archive:
        yield from archive.problems()
    yield from _said(home.current)
    for number in home.numbers():
        if name := home.damaged(number):
            yield f"{home.folder(number) / name} is damaged; kg rebuild makes a whole generation"
    yield from _said(lambda: read_decisions(home.path))
    for number in log.numbers():
        yield from _said(lambda number=number: log.entry(number))  # type: ignore[misc]


def _said(read: Callable[[], object]) -> Iterator[str]:
    try:
        read()
    except StoreError as error:
        yield str(error)
