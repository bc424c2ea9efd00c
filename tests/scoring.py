"""What extraction scores on our own texts: measured once, by the command that the shipped files name."""

from __future__ import annotations

import contextlib
import json
import shlex
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from kg.bench.floors import read_floors
from kg.cli import commands
from kg.commands.errors import run

ROOT = Path(__file__).resolve().parents[1]
SHIPPED = ROOT / "kg" / "quality"
FLOORS = ROOT / "tests" / "data" / "floors.json"
CORPORA = ("samples", "passages")
AGAIN = "run `make quality`, which measures again and raises the floors; see docs/benchmarks.md"
Json = dict[str, Any]


def shipped(corpus: str) -> Json:
    """Return the measurement that travels with the package."""
    return dict(json.loads((SHIPPED / f"{corpus}.json").read_text("utf-8")))


def floors(corpus: str) -> Json:
    """Return the floors of a corpus."""
    return dict(read_floors(FLOORS)[corpus])


@lru_cache(maxsize=2)
def measured(corpus: str) -> Json:
    """Return what the command of the shipped measurement measures today."""
    _, *arguments = shlex.split(shipped(corpus)["command"])
    with TemporaryDirectory() as folder, contextlib.chdir(ROOT):
        target = Path(folder) / "measured.json"
        assert run(commands, [*arguments, "--json", str(target)]) == 0
        return dict(json.loads(target.read_text("utf-8")))
