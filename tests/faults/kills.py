"""kill -9 at a random moment: nothing acknowledged is lost, nothing is half, the next run starts."""

from __future__ import annotations

import random
import time
from pathlib import Path

from kg.store.generations import DataHome
from tests.faults import loader
from tests.faults.checks import check_acknowledged, check_halves, check_readers, check_rebuilt
from tests.faults.children import Child
from tests.faults.tally import Fault, Round, Unknown

_RUNS = 2.5  # how many loads the latest kill lets pass
_KILLS = 2  # in one folder, so that a run that mends is killed too


def prepare(folder: Path) -> float:
    """Return the seconds that a load takes on this machine."""
    for number in range(2):  # the first one also builds what is remembered
        began = time.monotonic()
        loader.load(folder / "home", folder, range(number, number + 1))
    return time.monotonic() - began


def trial(load: float, one: Round) -> str:
    """Kill a loading process twice, check what it left each time, and let a whole run follow."""
    home, articles = DataHome(one.folder / "home"), one.folder / "articles"
    articles.mkdir()
    said: list[tuple[str, int]] = []
    for _ in range(_KILLS):
        said += killed(home.path, articles, one.chance, _RUNS * load)
        check_readers(home)
        check_acknowledged(home, {number for word, number in said if word == "loaded"})
        check_halves(home)
    loader.load(home.path, articles, range(1))
    check_readers(home)
    check_rebuilt(home)
    return f"after {said[-1][0]}"


def killed(home: Path, articles: Path, chance: random.Random, latest: float) -> list[tuple[str, int]]:
    """Return what a loading process acknowledged before it was killed, `latest` seconds after it began."""
    with Child(loader.work, home, articles, str(chance.random())) as child:
        said = [child.said(60)]
        child.process.join(chance.uniform(0, latest))
        child.kill()
        said += child.rest()
        if child.process.exitcode != -9:
            raise Unknown(f"the process ended by itself with {child.process.exitcode}")
    return said


FAULT = Fault("kill -9", prepare, trial, short=2, long=500)
