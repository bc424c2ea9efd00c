"""A restore drill: archive, decisions and log copied elsewhere, then a rebuild: the same RDFC-1.0 hash."""

from __future__ import annotations

import shutil
from pathlib import Path

from kg.store.generations import DataHome
from tests.faults import loader
from tests.faults.checks import check_readers
from tests.faults.tally import Fault, Round


def prepare(folder: Path) -> None:
    """Build what is remembered."""
    loader.load(folder / "home", folder, range(1))


def trial(_: None, one: Round) -> str:
    """Load a few articles in a few runs, restore them elsewhere, compare; and rebuild both."""
    home, articles, other = one.folder / "home", one.folder / "articles", one.folder / "other"
    articles.mkdir()
    other.mkdir()
    first = 0
    for _run in range(one.chance.randrange(1, 4)):
        many = one.chance.randrange(1, 5)
        loader.load(home, articles, range(first, first + many))
        first += many
    for name in ("archive.sqlite", "changes"):
        kept = home / name
        (shutil.copytree if kept.is_dir() else shutil.copy)(kept, other / name)
    hashes = {loader.shown(home), loader.rebuild(home), loader.rebuild(other), loader.rebuild(other)}
    assert len(hashes) == 1, "the rebuilt data differ"
    check_readers(DataHome(other))
    return "same hash"


FAULT = Fault("restore", prepare, trial, short=1, long=50)
