"""A disk that fills up amid a load: the caller is told, readers keep what they had, with room all goes on."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from kg.store.generations import DataHome
from tests.faults import loader
from tests.faults.checks import check_acknowledged, check_readers, check_rebuilt, check_words
from tests.faults.children import outcome
from tests.faults.tally import Fault, Round, Unknown

_MEGABYTES = (1, 5)  # a data folder of a few articles takes about four
_ROOM = 200


def prepare(folder: Path) -> None:
    """Build what is remembered."""
    loader.load(folder / "home", folder, range(1))


def trial(_: None, one: Round) -> str:
    """Load article after article onto a small disk until it is full, then give it room."""
    disk, articles = one.folder / "disk", one.folder / "articles"
    disk.mkdir()
    articles.mkdir()
    _mount(disk, one.chance.uniform(*_MEGABYTES))
    try:
        home = DataHome(disk / "home")
        kept, words = _fill(home, articles)
        check_words(words)
        check_readers(home)
        _mount(disk, _ROOM, "remount,")
        check_acknowledged(home, kept)
        loader.load(home.path, articles, range(99, 100))
        check_acknowledged(home, {*kept, 99})
        check_rebuilt(home)
    finally:
        subprocess.run(["umount", "-l", disk], check=True)
    return "refused with room made"


def _fill(home: DataHome, articles: Path) -> tuple[set[int], str]:
    """Load until the disk is full; return the articles that were acknowledged, and the words of the
    refusal."""
    kept: set[int] = set()
    for number in range(50):
        word, value = outcome(
            loader.load_and_tell, home.path, articles, range(number, number + 1), seconds=120
        )
        if word == "refused":
            return kept, value
        kept.add(number)
    raise Unknown("the disk did not fill up")


def _mount(disk: Path, megabytes: float, how: str = "") -> None:
    if os.geteuid():
        raise Unknown("only root may mount a small disk")
    size = f"{how}size={int(megabytes * 1024)}k"
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", size, "tmpfs", disk], capture_output=True, check=False
    )
    if made.returncode:
        raise Unknown(f"no small disk can be mounted here: {made.stderr.decode().strip()}")


FAULT = Fault("disk full", prepare, trial, short=1, long=100)
