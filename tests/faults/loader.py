"""What the processes of trials do: load, derive, rebuild, and tell what they finished."""

from __future__ import annotations

import random
import time
from contextlib import AbstractContextManager
from multiprocessing.connection import Connection
from pathlib import Path
from unittest.mock import patch

from kg import pipeline, settling
from kg.settings import Settings
from kg.store import files
from kg.store.generations import DataHome
from tests.faults.children import told

TEXT = """Tỉnh ủy Long An họp lần {n}

Ngày 10/8/2018, đồng chí Nguyễn Văn Bình, Phó Bí thư Tỉnh ủy Long An, dự hội nghị lần thứ {n} của Tỉnh ủy.
"""


def article(folder: Path, number: int) -> Path:
    """Return a file that holds an article of its own for each number."""
    path = folder / f"{number}.txt"
    path.write_text(TEXT.format(n=number), "utf-8")
    return path


def without_reference() -> AbstractContextManager[object]:
    """Leave out the ontology and the tables: they are the same in each run and take ten times as long."""
    return patch.object(settling, "load_reference")


def load(home: Path, articles: Path, numbers: range) -> str:
    """Load articles in one run; return the hash of what is published then."""
    with without_reference():
        pipeline.load([article(articles, number) for number in numbers], Settings(home=home))
    return shown(home)


def rebuild(home: Path) -> str:
    """Make everything again from the archive; return the hash of what is published then."""
    with without_reference():
        pipeline.rebuild(Settings(home=home))
    return shown(home)


def shown(home: Path) -> str:
    """Return the hash of the current generation, empty without one."""
    folder = DataHome(home)
    number = folder.current()
    return folder.manifest(number).hash if number else ""


def work(home: Path, articles: Path, seed: str, says: Connection) -> None:
    """Load articles one by one, with a derivation or a rebuild now and then, until killed."""
    chance = random.Random(seed)
    says.send(("begun", 0))
    for number in range(chance.randrange(10**6), 10**9):
        load(home, articles, range(number, number + 1))
        says.send(("loaded", number))
        match chance.randrange(4):
            case 0:
                with without_reference():
                    pipeline.derive(Settings(home=home))
                says.send(("derived", number))
            case 1:
                rebuild(home)
                says.send(("rebuilt", number))


def load_when_told(home: Path, articles: Path, number: int, orders: Connection, says: Connection) -> None:
    """Load one article once the word comes, and tell how that ended; the disk may be as full as it likes."""
    says.send("ready")
    orders.recv()
    with patch.object(files, "MIN_FREE", 0):
        told(says, lambda: load(home, articles, range(number, number + 1)))


def load_and_tell(home: Path, articles: Path, numbers: range, says: Connection) -> None:
    """Load articles in one run and tell how that ended; the disk may be as full as it likes."""
    with patch.object(files, "MIN_FREE", 0):
        told(says, lambda: load(home, articles, numbers))


def load_without_publishing(home: Path, articles: Path, numbers: range, says: Connection) -> None:
    """Load articles up to the moment of publishing, when nothing written since the last run was synced."""

    def stop(*_: object) -> None:
        says.send("written")
        time.sleep(600)

    with patch.object(settling.Settling, "_publish", stop):
        load(home, articles, numbers)


def rebuild_and_tell(home: Path, says: Connection) -> None:
    """Rebuild and tell how that ended."""
    told(says, lambda: rebuild(home))
