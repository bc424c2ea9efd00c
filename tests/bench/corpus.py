"""A made-up corpus of any size: society, scenes and reports as quads, the same for the same seed.

`python -m tests.bench.corpus 10000 made-up.nq` writes one.
"""

from __future__ import annotations

import re
import sys
from calendar import isleap
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kg import __version__
from kg.derive.facts import Reference
from kg.derive.read import read_reference
from kg.model import Extraction
from kg.rdf import article_triples
from kg.reference import load_reference
from kg.settings import Settings
from kg.store import Store
from kg.terms import nquads
from kg.text import slug
from tests.bench.offices import all_offices
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


def article_quads(report: Extraction, base: str) -> str:
    """Return the graph of a report as N-Quads, as loading writes it."""
    triples = article_triples(report, base, extractor=__version__)
    return nquads(triples, f"{base}graph/article/{report.article.id}")


def write_quads(corpus: Corpus, path: Path, base: str) -> int:
    """Write all articles as N-Quads; return how many quads they are."""
    count = 0
    with path.open("w", encoding="utf-8") as out:
        for _, report in corpus.told():
            text = article_quads(report, base)
            count += text.count("\n")
            out.write(text)
    return count


_AGE = 1000  # articles of twelve years
_DAY = re.compile(r'"(\d{4})(-\d\d-\d\d)')
_YEAR = re.compile(r'(ontology#year> ")(\d{4})')
_NAME = re.compile(r'(<http://xmlns.com/foaf/0.1/name> "[^"]+)')
_KEY = re.compile(r'(nameKey> "[^"]+)')
_WORDS = ("Xuân", "Hạ", "Thu", "Đông", "Sớm", "Trưa", "Chiều", "Tối", "Nắng", "Mưa")


def write_growing(articles: int, path: Path, base: str) -> None:
    """Write a corpus that grows in time: age after age of a thousand articles over twelve years.

    Each age has people of its own. Bodies, places, clusters and documents are the same in all.
    """
    with path.open("w", encoding="utf-8") as out:
        for age in range(articles // _AGE):
            for _, report in make_corpus(_AGE, seed=age + 1).told():
                out.write(_in_age(article_quads(report, base), age))


def _in_age(quads: str, age: int) -> str:
    if not age:
        return quads
    name = "".join(f" {_WORDS[int(digit)]}" for digit in str(age))
    quads = _DAY.sub(lambda day: f'"{_later(int(day[1]) + 12 * age, day[2])}', quads)
    quads = _YEAR.sub(lambda year: f"{year[1]}{int(year[2]) + 12 * age}", quads)
    return _KEY.sub(rf"\g<1>-{slug(name)}", _NAME.sub(rf"\g<1>{name}", quads))


def _later(year: int, day: str) -> str:
    """Return a day in a year, the last of February where that year has no 29th."""
    return f"{year}{day if day != '-02-29' or isleap(year) else '-02-28'}"


if __name__ == "__main__":
    print(write_quads(make_corpus(int(sys.argv[1])), Path(sys.argv[2]), Settings().base_iri), "quads")
