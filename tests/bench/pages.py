"""How long the server takes for a page of a made-up corpus, by the kind of page.

`python -m tests.bench.pages FOLDER` reads the store that `python -m tests.bench.questions` made in FOLDER,
makes its side index unless it is there, and asks an application in this process, which keeps no page, for
pages drawn at random: of things of each family, of those that most is said of (`hot`), each table of these
alone and how they stood on a day, and the pages that are about nothing in particular. Told are milliseconds
of processor time, workers included, when a page is asked for the first time and when it is asked again.
`--json FILE` writes them, `--slow MS` names the pages that take longer, `--drawn N` draws fewer or more.
"""

from __future__ import annotations

import argparse
import json
import random
import sqlite3
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median, quantiles

from flask import Flask
from flask.testing import FlaskClient

from kg.queries import public_queries
from kg.settings import Settings
from kg.store import Store
from kg.store.reader import Generation
from kg.views.parts import tone_of
from kg.views.sections import SECTIONS
from kg_web import close, create_app, warm
from tests.bench.search import index

_SEED = 3
_DRAWN, _HOT, _AGAIN = 60, 5, 3
_SHORT = 5  # of those drawn that are looked at in the relationship view
_TOKEN = "a-token-for-the-bench-alone-0123456789"
_DAY = "2021-05-05"
_FIXED = {
    "home": ["/", "/quality", "/ontology"],
    "search": [f"/search?q={text}" for text in ("t", "nguyen", "hội nghị", "long an", "bí thư tỉnh ủy 2018")],
    "graph": ["/graph"],
    "map": ["/map", f"/map?on={_DAY}", "/map?query=q11-units-counted"],
    "review": ["/review", "/review?page=2", "/review?queue=uncertain", "/review?queue=unresolved"],
    "changes": ["/changes", "/decisions", "/conflicts"],
    "queries": ["/queries", *(f"/queries/{query.name}" for query in public_queries())],
}


@dataclass(frozen=True, slots=True)
class _Folder:
    """The reader of a folder that holds a store and its side index."""

    generation: Generation

    def now(self) -> Generation:
        return self.generation


@dataclass(frozen=True, slots=True)
class Timing:
    """Milliseconds of processor time of one page: asked first, and the median when asked again.

    `status` is 503 for a page that was refused because it would take too long.
    """

    group: str
    url: str
    first: float
    again: float
    status: int = 200


def addresses(folder: Path, base: str, most: int = _DRAWN) -> dict[str, list[str]]:
    """Return the addresses of the pages to ask for, by group; of each family `most` drawn at random."""
    found = {group: list(urls) for group, urls in _FIXED.items()}
    for tone, names in sorted(_things(folder, base).items()):
        hot, rest = names[:_HOT], names[_HOT:]
        drawn = random.Random(f"{_SEED} {tone}").sample(rest, min(most, len(rest)))
        found[tone] = [f"/page/{name}" for name in drawn]
        found[f"{tone}, hot"] = [f"/page/{name}" for name in hot]
        found["hot on a day"] = [*found.get("hot on a day", ()), *(f"/page/{n}?on={_DAY}" for n in hot[:2])]
        found["hot tables"] = [*found.get("hot tables", ()), *_tables(tone, hot[:1])]
        found["graph"] += [f"/graph?node={name}" for name in (*hot[:1], *drawn[:_SHORT])]
    return found


def _tables(tone: str, names: Iterable[str]) -> Iterator[str]:
    for name in names:
        yield from (f"/page/{name}?section={query}" for query in SECTIONS.get(tone, SECTIONS["other"]))


def _things(folder: Path, base: str) -> dict[str, list[str]]:
    """Return the names of all things by family, first what most is said of."""
    found: dict[str, list[str]] = defaultdict(list)
    with closing(sqlite3.connect(folder / "side.sqlite")) as side:
        rows = [
            *side.execute("SELECT iri, kind FROM things ORDER BY rank DESC, iri"),
            *side.execute("SELECT post, 'post' FROM held GROUP BY post ORDER BY COUNT(*) DESC, post"),
        ]
    for iri, kind in rows:
        found["post" if kind == "post" else tone_of(kind)].append(iri.removeprefix(base))
    return found


def measure(app: Flask, groups: Mapping[str, Iterable[str]]) -> Iterator[Timing]:
    """Yield the timing of each page; raise `RuntimeError` for one that is not shown."""
    client = app.test_client()
    client.post("/review/sign-in", data={"token": _TOKEN, "name": "bench"})
    for group, urls in groups.items():
        for url in urls:
            (first, status), *again = (_timed(client, url) for _ in range(1 + _AGAIN))
            yield Timing(group, url, first, median(time for time, _ in again), status)


def _timed(client: FlaskClient, url: str) -> tuple[float, int]:
    began = _spent()
    response = client.get(url)
    if response.status_code not in {200, 503}:
        raise RuntimeError(f"{url}: {response.status}")
    return (_spent() - began) * 1000, response.status_code


def _spent() -> float:
    """Seconds of processor time of this process and of its workers."""
    tasks = Path("/proc/self/task").glob("*/children")
    workers = [int(pid) for task in tasks for pid in task.read_text().split()]
    return time.process_time() + sum(map(_clock, workers))


def _clock(pid: int) -> float:
    """Return the processor time of another process: Linux makes its clock from its number."""
    return time.clock_gettime(~pid << 3 | 2)


def table(timings: Iterable[Timing]) -> Iterator[str]:
    """Yield the lines of a table: pages of each group, median, 95th percentile and slowest of both times."""
    groups: dict[str, list[Timing]] = defaultdict(list)
    for timing in timings:
        groups[timing.group].append(timing)
        groups["all"].append(timing)
    yield f"{'pages':<16}{'n':>5}   first: p50    p95     max   again: p50    p95     max"
    for group, found in sorted(groups.items()):
        first, again = (_spread(times) for times in ([t.first for t in found], [t.again for t in found]))
        yield f"{group:<16}{len(found):>5}{first:>30}{again:>30}"


def _spread(times: list[float]) -> str:
    p95 = quantiles(times, n=20, method="inclusive")[-1] if len(times) > 1 else times[0]
    return f"{median(times):8.1f}{p95:8.1f}{max(times):8.1f}"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--drawn", type=int, default=_DRAWN)
    parser.add_argument("--slow", type=float, default=50.0)
    wishes = parser.parse_args()
    side, store = index(wishes.folder), Store.open_reader(wishes.folder / "store")
    settings = Settings(
        home=wishes.folder, page_cache=0, query_cache=0, review_token=_TOKEN, free_clients="127.0.0.0/8"
    )
    app = create_app(_Folder(Generation(0, store, side, wishes.folder)), settings)
    warm(app)
    try:
        asked = addresses(wishes.folder, settings.base_iri, wishes.drawn)
        timings = sorted(measure(app, asked), key=lambda one: -one.again)
    finally:
        close(app)
    for slow in timings:
        if slow.again > wishes.slow or slow.status != 200:
            print(f"{slow.first:9.1f}{slow.again:9.1f} ms  {slow.status} {slow.url}")
    print(*table(timings), sep="\n")
    if wishes.json:
        report = {"format": "kg-bench-pages/1", "pages": [asdict(timing) for timing in timings]}
        wishes.json.write_text(json.dumps(report, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
