"""What each stage costs on the way from bytes to a published generation, with peers in the same run.

`python -m tests.bench.stages 1000 FOLDER --json docs/measured/stages.json` makes so many made-up articles as
JSON Lines, takes each stage apart in this process, and then loads them all again with `kg load`. Told is
processor time, which other work on the machine blurs less than the clock; peers take turns with ours.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any

import pyoxigraph as ox
from rdflib import Dataset

from kg import __version__
from kg.bench.probe import peak_megabytes
from kg.derive import derive_all
from kg.gate import broken_rules, broken_shapes, by_node
from kg.link.article import link_article
from kg.load import load_paths
from kg.model import Article
from kg.ontology import lexicon
from kg.rdf import article_triples, graph_of
from kg.reference import load_reference
from kg.settings import Settings
from kg.store import Store
from kg.store.generations import DataHome
from kg.terms import nquads
from kg.validate import check_article_graph
from tests.bench.corpus import make_corpus
from tests.bench.texts import write_texts

_PYSHACL = 20  # articles that pySHACL and rdflib, which are slow, are asked for
_ROUNDS = 3


class Clock:
    """Milliseconds of processor time an article, by stage."""

    def __init__(self, articles: int) -> None:
        self.articles = articles
        self.stages: dict[str, dict[str, float]] = {}

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Note what is done inside as a stage."""
        began = time.process_time()
        yield
        spent = time.process_time() - began
        self.stages[name] = {
            "ms": round(spent / self.articles * 1000, 3),
            "megabytes": round(peak_megabytes()),
        }
        print(f"{name:10} {self.stages[name]['ms']:9.3f} ms {peak_megabytes():7.0f} MB", flush=True)


def measure(articles: int, folder: Path) -> dict[str, Any]:
    """Return all figures; the folder must be empty."""
    settings = Settings(home=folder / "home")
    texts = folder / "texts.jsonl"
    size = write_texts(make_corpus(articles), texts)
    clock, words = Clock(articles), lexicon()
    with clock.stage("read"):
        read = [found for found in load_paths([texts], settings) if isinstance(found, Article)]
    link_article(read[0], words)
    with clock.stage("extract"):
        found = [link_article(article, words) for article in read]
    with clock.stage("write"):
        triples = [article_triples(each, settings.base_iri, extractor=__version__) for each in found]
        quads = [
            nquads(said, f"{settings.base_iri}graph/article/{article.id}")
            for said, article in zip(triples, read, strict=True)
        ]
    _check(triples[:1])
    with clock.stage("gate"):
        _check(triples)
    lines = folder / "quads.nq"
    lines.write_text("".join(quads), "utf-8")
    home = DataHome(settings.home)
    with home.writer() as store:
        load_reference(store, settings)
        with clock.stage("load"):
            store.load(lines, "application/n-quads")
        with clock.stage("derive"):
            derive_all(store, settings)
        with clock.stage("optimize"):
            store.optimize()
        with clock.stage("publish"):
            manifest = home.publish(store)
        with clock.stage("export"), (folder / "all.nq").open("wb") as out:
            store.dump(out, "application/n-quads")
    count = sum(map(len, triples))
    return {
        "format": "kg-bench-stages/1", "version": __version__, "measured": date.today().isoformat(),
        "machine": f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}",
        "command": f"python -m tests.bench.stages {articles} FOLDER",
        "articles": articles, "bytes_per_article": round(size / articles),
        "quads_per_article": round(count / articles),
        "quad_bytes": round(lines.stat().st_size / count), "triples": manifest.triples,
        "disk_per_article": round(_size(home.folder(manifest.number)) / articles),
        "stages": clock.stages, "peers": _peers(triples[:_PYSHACL], lines, folder),
        "whole": _whole(texts, folder / "again", articles),
    }  # fmt: skip


def _check(all_triples: list[Any]) -> None:
    for triples in all_triples:
        said = by_node(triples)
        assert [*broken_shapes(said, ""), *broken_rules(said, "")] == []


def _peers(sample: list[Any], lines: Path, folder: Path) -> dict[str, float]:
    """Return how many times as fast ours is: medians of rounds in which both take turns."""
    graphs = [graph_of(triples) for triples in sample]
    few = "".join(nquads(triples, f"urn:{number}") for number, triples in enumerate(sample))
    stores = iter(range(1000))

    def ours() -> None:
        Store.open_writer(folder / f"ours{next(stores)}").load(lines, "application/n-quads")

    def raw() -> None:
        ox.Store(str(folder / f"raw{next(stores)}")).bulk_load(path=str(lines), format=ox.RdfFormat.N_QUADS)

    def pyshacl() -> None:
        for graph in graphs:
            check_article_graph(graph, where="")

    return {
        "gate over pySHACL": _times(lambda: _check(sample), pyshacl),
        "loader over raw bulk_load": _times(ours, raw),
        "loader over rdflib in memory": _times(
            lambda: Store.in_memory().load(few.encode(), "application/n-quads"),
            lambda: Dataset().parse(data=few, format="nquads"),
        ),
    }


def _times(ours: Callable[[], object], theirs: Callable[[], object]) -> float:
    spent: list[tuple[float, float]] = []
    for _ in range(_ROUNDS):
        began = time.process_time()
        ours()
        between = time.process_time()
        theirs()
        spent.append((between - began, time.process_time() - between))
    return round(median(b for _, b in spent) / median(a for a, _ in spent), 2)


def _whole(texts: Path, home: Path, articles: int) -> dict[str, float]:
    """Return what `kg load` takes from bytes to a published generation, all processes together."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    env = {**os.environ, "KG_HOME": str(home), "KG_PROCESSES": "2"}
    subprocess.run([sys.executable, "-m", "kg", "load", str(texts)], env=env, check=True)
    after, wall = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter() - began
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {
        "ms": round(cpu / articles * 1000, 2),
        "articles_per_second": round(articles / wall, 1),
        "megabytes": after.ru_maxrss // 1024,
    }


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def main() -> None:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("articles", type=int)
    parser.add_argument("folder", type=Path, help="an empty folder")
    parser.add_argument("--json", type=Path)
    wishes = parser.parse_args()
    measured = measure(wishes.articles, wishes.folder)
    text = json.dumps(measured, indent=1)
    print(text)
    if wishes.json:
        wishes.json.write_text(f"{text}\n", "utf-8")


if __name__ == "__main__":
    main()
