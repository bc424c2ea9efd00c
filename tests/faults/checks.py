"""What must hold of a data folder whatever happened to it."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from kg.store.engine import RUNS
from kg.store.generations import DataHome
from tests.faults import loader

_GRAPH = "https://vpo.example/graph/article/"


def check_readers(home: DataHome) -> None:
    """Assert that readers see a whole generation, or none where none was published."""
    if home.current() is None:
        return
    reader = home.current_reader()
    now = reader.now()
    assert now.store.canonical_hash(without=RUNS) == home.manifest(now.number).hash
    assert now.store.count() == home.manifest(now.number).triples
    assert now.side.counts()
    reader.close()


def check_acknowledged(home: DataHome, numbers: set[int]) -> None:
    """Assert that these articles are in the archive and in what readers see."""
    with home.archive() as archive:
        kept = {article.text: article.id for article in archive.articles()}
    ids = {number: kept.get(loader.TEXT.format(n=number)) for number in numbers}
    lost = sorted(number for number, id_ in ids.items() if id_ is None)
    assert not lost, f"{len(lost)} acknowledged articles are lost from the archive"
    if numbers:
        reader = home.current_reader()
        graphs = set(reader.now().store.graphs())
        reader.close()
        missing = [id_ for id_ in ids.values() if f"{_GRAPH}{id_}" not in graphs]
        assert not missing, f"{len(missing)} acknowledged articles are not shown"


def check_halves(home: DataHome) -> None:
    """Assert that every article's graph in the writer's store is whole: as large as that of its like."""
    with home.writer() as store:
        sizes = {store.count(graph) for graph in store.graphs() if graph.startswith(_GRAPH)}
    assert len(sizes) <= 1, f"graphs of equal articles have {sorted(sizes)} triples"


def check_rebuilt(home: DataHome) -> None:
    """Assert that nothing waits, and that a rebuild from the archive alone gives what is shown."""
    with home.archive() as archive:
        waiting = archive.count("pending") + archive.count("entered")
    assert waiting == 0, "articles wait after a whole run"
    before = loader.shown(home.path)
    assert loader.rebuild(home.path) == before, "a rebuild gives other data"


def check_words(text: str) -> None:
    """Assert that an error is one line for a person, without a traceback."""
    assert text.strip()
    assert not re.search(r"Traceback|panicked|RuntimeError|File \"", text), text


def copy_of(home: Path, folder: Path) -> DataHome:
    """Return a copy of a data folder, without hard links, so that a fault in it harms nothing else."""
    return DataHome(shutil.copytree(home, folder / "home"))
