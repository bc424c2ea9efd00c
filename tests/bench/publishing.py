"""How long it takes from `kg load` of an article until readers see it, whatever the size of the store.

`python -m tests.bench.publishing FOLDER 1000 10000` makes a data folder of each size in FOLDER unless it is
there, then loads articles that came after all others by the command line: one by one, then a day's worth at
once. Told are seconds by processor and by the clock, medians of several loads: of the whole command, and by
the clock alone until a reader that had the generation before sees the articles. Where a day's worth is more
than a twentieth of the store, all is derived.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from statistics import median

from kg import __version__
from kg.changes.loss import Guard
from kg.changes.model import Run
from kg.changes.publishing import Publisher
from kg.derive import derive_all
from kg.ontology import lexicon
from kg.reference import load_reference
from kg.settings import Settings
from kg.store.generations import DataHome
from tests.bench.corpus import article_quads, make_corpus
from tests.bench.texts import record

_DAY = 500  # articles
_LATER = 2 * _DAY


@dataclass(frozen=True, slots=True)
class Took:
    """Seconds of a load by processor and by the clock, and by the clock until readers see it after that."""

    cpu: float
    wall: float
    seen: float


def make_home(articles: int, folder: Path) -> None:
    """Make a data folder of a corpus in `folder`, and beside it the articles that come later."""
    settings = Settings(home=folder / "home")
    home = DataHome(settings.home)
    folder.mkdir(parents=True)
    quads = folder / "corpus.nq"
    reports = (report for _, report in make_corpus(articles + _LATER).told())
    with home.writer() as store, home.archive() as archive:
        with quads.open("w", encoding="utf-8") as out, archive.batch():
            for report in islice(reports, articles):
                out.write(article_quads(report, settings.base_iri))
                archive.put(report.article, report.article.id)
                archive.mark_loaded(report.article.id, 1)
        load_reference(store, settings)
        store.load(quads, "application/n-quads")
        derive_all(store, settings)
        store.optimize()
        run = Run("load", "2026-01-01T00:00:00Z", __version__, lexicon().digest)
        Publisher(home, settings.base_iri, Guard(1)).publish(store, run)
    read_by = f"{__version__} {lexicon().digest} {settings.base_iri}\n"
    (home.path / "extractor").write_text(read_by, "utf-8")
    quads.unlink()
    later = (json.dumps(record(report.article), ensure_ascii=False) for report in reports)
    (folder / "later.jsonl").write_text("\n".join(later), "utf-8")


def load_some(folder: Path, articles: int) -> Took:
    """Load so many of the articles that were not loaded yet; return how long it took."""
    home, waiting, some = DataHome(folder / "home"), folder / "later.jsonl", folder / "some.jsonl"
    lines = waiting.read_text("utf-8").split("\n")
    some.write_text("\n".join(lines[:articles]), "utf-8")
    waiting.write_text("\n".join(lines[articles:]), "utf-8")
    reader = home.current_reader()
    before = reader.now().side.counts()["articles"]
    wall, cpu = time.perf_counter(), _children()
    subprocess.run(
        [sys.executable, "-m", "kg", "load", str(some)],
        env={**os.environ, "KG_HOME": str(home.path)}, check=True, capture_output=True,
    )  # fmt: skip
    done, used = time.perf_counter(), _children() - cpu
    assert reader.now().side.counts()["articles"] == before + articles
    seen = time.perf_counter() - done
    reader.close()
    return Took(used, done - wall, seen)


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main() -> None:
    """Measure each size and print a line for each load, with the ratio to the first size."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("sizes", type=int, nargs="+")
    parser.add_argument("--rounds", type=int, default=5)
    asked = parser.parse_args()
    first: dict[int, float] = {}
    for size in asked.sizes:
        folder = asked.folder / str(size)
        if not folder.exists():
            make_home(size, folder)
        for articles, rounds in ((1, asked.rounds), (_DAY, 1)):
            took = [load_some(folder, articles) for _ in range(rounds)]
            cpu, wall, seen = (median(getattr(one, name) for one in took) for name in Took.__slots__)
            ratio = cpu / first.setdefault(articles, cpu)
            print(
                f"{size:>8} articles, {articles:>3} more: {cpu:6.2f} s cpu, {wall:6.2f} s, seen {seen:.3f} s"
                f" later; {ratio:.2f} times the first size",
                flush=True,
            )


if __name__ == "__main__":
    main()
