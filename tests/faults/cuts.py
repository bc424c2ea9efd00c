"""A power cut: what was not yet on disk is cut off at a random byte. The archive gives everything back."""

from __future__ import annotations

import random
from pathlib import Path

from kg.errors import StoreError
from kg.store.generations import DataHome
from tests.faults import loader
from tests.faults.checks import (
    check_acknowledged,
    check_halves,
    check_readers,
    check_rebuilt,
    check_words,
    copy_of,
)
from tests.faults.children import Child
from tests.faults.tally import Fault, Round


def prepare(folder: Path) -> Path:
    """Return a data folder of two articles."""
    loader.load(folder / "home", folder, range(2))
    return folder / "home"


def trial(whole: Path, one: Round) -> str:
    """Kill a load before it publishes and cut the log of the writer's store; or cut the archive itself."""
    home, articles, chance = copy_of(whole, one.folder), one.folder / "articles", one.chance
    articles.mkdir()
    if chance.random() < 0.25:
        return _damaged(home, chance)
    came = range(2, chance.randrange(3, 6))
    with Child(loader.load_without_publishing, home.path, articles, came) as child:
        assert child.said(60) == "written"
    cut(_newest_log(home), chance)
    check_readers(home)
    check_acknowledged(home, {0, 1})
    check_halves(home)
    loader.load(
        home.path, articles, range(99, 100)
    )  # a run that is asked for something else ends that one too
    check_acknowledged(home, {0, 1, *came, 99})
    check_rebuilt(home)
    return "log cut"


def _newest_log(home: DataHome) -> Path:
    log = max((home.path / "store").glob("*.log"))
    assert log.stat().st_size, "nothing was written to the log"
    return log


def cut(path: Path, chance: random.Random) -> None:
    """Cut a file at a random byte."""
    with path.open("r+b") as file:
        file.truncate(chance.randrange(path.stat().st_size))


def _damaged(home: DataHome, chance: random.Random) -> str:
    """Cut the archive itself, which no power cut does: that is named, or nothing is missing."""
    before = _texts(home)
    cut(home.path / "archive.sqlite", chance)
    try:
        assert _texts(home) == before, "a cut archive lost articles without a word"
    except StoreError as error:
        check_words(str(error))
        assert "archive.sqlite" in str(error)  # noqa: PT017
        return "archive cut and named"
    return "archive cut and whole"


def _texts(home: DataHome) -> set[str]:
    with home.archive() as archive:
        return {article.text for article in archive.articles()}


FAULT = Fault("power cut", prepare, trial, short=2, long=200)
