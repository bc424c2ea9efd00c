"""A made-up corpus of any size: society, scenes and reports as quads, the same for the same seed.

`python -m tests.bench.corpus 10000 made-up.nq` writes one.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kg import __version__
from kg.derive.facts import Reference
from kg.derive.read import read_reference
from kg.model import Extraction
from kg.pipeline import load_reference
from kg.settings import Settings
from kg.store import Store
from tests.bench.offices import all_offices
from tests.bench.quads import article_quads
from tests.bench.reports import Reporter
from tests.bench.scenes import Scene, Stage
from tests.bench.society import Society, make_society


@dataclass(frozen=True, slots=True)
class Corpus:
    """So many made-up articles. Everything follows from `articles` and `seed`."""

    articles: int
    seed: int
    reference: Reference
    society: Society
    stage: Stage

    def told(self) -> Iterator[tuple[Scene, Extraction]]:
        """Yield each scene with each of its reports; can be asked for once."""
        reporter = Reporter(self.society, self.reference, self.seed)
        for scene in self.stage.scenes(self.articles):
            for report in reporter.reports(scene):
                yield scene, report


def make_corpus(articles: int, seed: int = 1, settings: Settings | None = None) -> Corpus:
    """Return a corpus; the society grows with it, up to ten districts a province."""
    settings = settings or Settings()
    store = Store.in_memory()
    load_reference(store, settings)
    reference = read_reference(store, settings.base_iri)
    offices = all_offices(reference, min(1 + articles // 10_000, 10))
    society = make_society(offices, seed)
    return Corpus(articles, seed, reference, society, Stage(offices, society, reference, seed))


def write_quads(corpus: Corpus, path: Path, base: str) -> int:
    """Write all articles as N-Quads; return how many quads they are."""
    count = 0
    with path.open("w", encoding="utf-8") as out:
        for _, report in corpus.told():
            text = article_quads(report, base, __version__)
            count += text.count("\n")
            out.write(text)
    return count


if __name__ == "__main__":
    print(write_quads(make_corpus(int(sys.argv[1])), Path(sys.argv[2]), Settings().base_iri), "quads")
