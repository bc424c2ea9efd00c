"""Numbers in the documentation that were measured are those of the measurement."""

from __future__ import annotations

import json

import pytest

from tests.bench.sheet import MEASURED, cost_sheet, pages

STAGES = ("read", "extract", "write", "gate", "load", "derive", "optimize", "publish", "export")
MADE_UP = {
    "articles": 10, "bytes_per_article": 1000, "quads_per_article": 300, "quad_bytes": 200,
    "disk_per_article": 50_000, "stages": {name: {"ms": 2.16} for name in STAGES},
}  # fmt: skip
SHOWN = list(pages(json.loads(MEASURED.read_text("utf-8"))))


@pytest.mark.parametrize(("path", "wanted"), SHOWN, ids=[path.name for path, _ in SHOWN])
def test_what_is_shown_is_what_was_measured(path, wanted):
    assert path.read_text("utf-8") == wanted


def test_a_cost_sheet_is_the_measured_rates_times_the_articles():
    sheet = cost_sheet(MADE_UP, 1_000_000, 10, 0.5)
    rows = dict(line.strip("| ").split(" | ") for line in sheet.splitlines()[2:])
    assert rows == {
        "articles, as JSON Lines": "1 GB",
        "quads of articles": "0.3 billion, 0.06 TB as N-Quads",
        "reading, extracting, writing, gate: core-days": "0.1",
        "the same on 10 cores, hours": "0.2",
        "the same at 0.5 a core and hour": "1",
        **{
            f"{name} here, on one core, days": "0.0"
            for name in ("load", "derive", "optimize", "publish", "export")
        },
        "disk of one generation": "0.05 TB",
    }
