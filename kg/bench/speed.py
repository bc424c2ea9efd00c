"""How fast extraction is: pace, start and memory in fresh processes, and time by length of the text."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from kg import __version__
from kg.bench.listing import table
from kg.errors import GoldError
from kg.load import Refusal, load_paths
from kg.settings import Settings

ARTICLE = 3800
"""Characters of the article that a pace is told in."""
SIZES = (1_000, 10_000, 100_000, 1_000_000, 10_000_000)
Json = dict[str, object]
Measure = Callable[..., dict[str, float] | None]


@dataclass(frozen=True, slots=True)
class Pace:
    """Articles of `ARTICLE` characters that are read a second and core, and memory at its peak."""

    articles: float
    megabytes: float


@dataclass(frozen=True, slots=True)
class Speed:
    """What was measured. Times are seconds; `sizes` gives those of an article by bytes, None over the limit.

    `start` is the time to import extraction, `first` from there until the first article is read.
    """

    texts: int
    characters: int
    start: float
    first: float
    pace: Pace
    sizes: dict[int, float | None]
    baseline: Pace | None = None


def read_texts(paths: Iterable[str | Path], settings: Settings) -> list[str]:
    """Return the texts of the articles of `paths`; raise `GoldError` where there is none."""
    texts = [found.text for found in load_paths(paths, settings) if not isinstance(found, Refusal)]
    if not texts:
        raise GoldError("there is no article to measure with", where=" ".join(map(str, paths)))
    return texts


def measure_speed(
    texts: Sequence[str],
    sizes: Sequence[int] = SIZES,
    *,
    limit: float = 300.0,
    rounds: int = 3,
    baseline: bool = False,
) -> Speed:
    """Measure in processes of their own, `rounds` times, and take the median.

    Each size is measured once; one that takes over `limit` seconds ends the row of sizes.
    """
    characters = sum(map(len, texts))
    with _probes(texts, limit) as probe:
        starts = [probe("start") for _ in range(rounds)]
        pace, theirs = (
            _pace([probe(kind) for _ in range(rounds)], characters) if wanted else None
            for kind, wanted in (("pace", True), ("tagger", baseline))
        )
        return Speed(
            texts=len(texts),
            characters=characters,
            start=_middle(starts, "import"),
            first=_middle(starts, "first"),
            pace=pace or Pace(0.0, 0.0),
            sizes=dict(_by_size(probe, sizes)),
            baseline=theirs,
        )


def _pace(rounds: Sequence[dict[str, float] | None], characters: int) -> Pace | None:
    if not any(rounds):
        return None
    return Pace(characters / ARTICLE / _middle(rounds, "seconds"), _middle(rounds, "megabytes"))


def _middle(rounds: Sequence[dict[str, float] | None], name: str) -> float:
    found = [one[name] for one in rounds if one]
    return median(found) if found else float("nan")


def _by_size(probe: Measure, sizes: Sequence[int]) -> Iterator[tuple[int, float | None]]:
    over = False
    for size in sizes:
        found = None if over else probe("size", size)
        over = found is None
        yield size, found["seconds"] if found else None


@contextmanager
def _probes(texts: Sequence[str], limit: float) -> Iterator[Measure]:
    """Give what runs one probe over the texts; it returns None for what takes more than `limit` seconds."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "texts.json"
        path.write_text(json.dumps(list(texts)), "utf-8")

        def probe(kind: str, *more: int) -> dict[str, float] | None:
            command = [sys.executable, "-m", "kg.bench.probe", kind, str(path), *map(str, more)]
            try:
                done = subprocess.run(command, stdout=subprocess.PIPE, timeout=limit, check=True)
            except subprocess.TimeoutExpired:
                return None
            return dict(json.loads(done.stdout))

        yield probe


def describe(speed: Speed, limit: float) -> str:
    """Return what was measured, for people."""
    pace, theirs = speed.pace, speed.baseline
    rows = [
        ("", "measured"),
        (f"articles/s/core of {ARTICLE} characters", f"{pace.articles:.0f}"),
        ("import, s", f"{speed.start:.2f}"),
        ("until the first article, s", f"{speed.first:.2f}"),
        ("memory at its peak, MB", f"{pace.megabytes:.0f}"),
    ]
    if theirs:
        rows += [
            ("underthesea: articles/s/core", f"{theirs.articles:.1f}"),
            ("underthesea: memory, MB", f"{theirs.megabytes:.0f}"),
            ("times as fast as underthesea", f"{pace.articles / theirs.articles:.1f}"),
        ]
    lengths = [("kB", "seconds", "ms/kB")]
    for size, seconds in speed.sizes.items():
        told = (
            ("-", f"over {limit:.0f} s")
            if seconds is None
            else (f"{seconds:.3f}", f"{seconds / size * 1e6:.2f}")
        )
        lengths.append((f"{size / 1000:g}", *told))
    head = f"{speed.texts} texts, {speed.characters} characters\n"
    return f"{head}{table(rows)}\n{table(lengths)}"


def speed_results(speed: Speed) -> Json:
    """Return what was measured as JSON values; who writes it adds the day."""

    def pace(one: Pace) -> Json:
        return {"articles_per_second": round(one.articles, 1), "megabytes": round(one.megabytes, 1)}

    theirs = (
        {
            "underthesea": {
                **pace(speed.baseline),
                "ratio": round(speed.pace.articles / speed.baseline.articles, 1),
            }
        }
        if speed.baseline
        else {}
    )
    return {
        "format": "kg-bench-speed/1",
        "version": __version__,
        "texts": speed.texts,
        "characters": speed.characters,
        "import_seconds": round(speed.start, 3),
        "first_article_seconds": round(speed.first, 3),
        **pace(speed.pace),
        "seconds_by_bytes": {str(size): held and round(held, 4) for size, held in speed.sizes.items()},
        "baselines": theirs,
    }
