"""The tables of the documentation that rest on measurements, written from `docs/measured/stages.json`.

`python -m tests.bench.sheet` writes what stands between the marks in README.md and docs/scale.md, and the
plot `docs/measured/stages.svg`; a test compares. `--articles`, `--cores` and `--price` choose another cost
sheet, which is printed alone.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

ROOT = Path(__file__).resolve().parents[2]
MEASURED = ROOT / "docs" / "measured" / "stages.json"
PLOT = MEASURED.with_suffix(".svg")
_MARKS = "<!-- measured {name} -->\n", "<!-- /measured -->"
_SPREAD = ("read", "extract", "write", "gate")  # a function of each article alone: any number of machines
_CENTRAL = ("load", "derive", "optimize", "publish", "export")
_DAY = 86_400_000


def stages_table(measured: dict[str, Any]) -> str:
    """Return what a stage costs an article, the whole, and the peers, as Markdown."""
    rows = [f"| {name} | {told['ms']:.2f} |" for name, told in measured["stages"].items()]
    whole, peers = measured["whole"], measured["peers"]
    ratios = "; ".join(f"{name} {ratio:g}" for name, ratio in peers.items())
    lines = [
        f"{measured['articles']} made-up articles of {measured['bytes_per_article']} bytes and "
        f"{measured['quads_per_article']} quads, {measured['measured']}, {measured['machine']}, "
        f"`{measured['command']}`:",
        "",
        "| stage | ms of processor time an article |",
        "|---|---|",
        *rows,
        f"| all of `kg load`, two processes | {whole['ms']:.2f} |",
        "",
        f"`kg load`: {whole['articles_per_second']:g} articles a second by the clock, at most "
        f"{whole['megabytes']} MB in one process. Times as fast in the same run: {ratios}.",
        "",
    ]
    return "\n".join(lines)


def cost_sheet(measured: dict[str, Any], articles: int, cores: int, price: float) -> str:
    """Return what so many articles take, from the measured rates; `price` is of a core and hour."""
    spread = sum(measured["stages"][name]["ms"] for name in _SPREAD)
    days = spread * articles / _DAY
    triples = measured["quads_per_article"] * articles
    size = triples * measured["quad_bytes"]
    rows = [
        ("articles, as JSON Lines", f"{articles * measured['bytes_per_article'] / 1e9:,.0f} GB"),
        (
            "quads of articles",
            f"{triples / 1e9:,.1f} billion, {size / 1e12:,.2f} TB as N-Quads",
        ),
        ("reading, extracting, writing, gate: core-days", f"{days:,.1f}"),
        (f"the same on {cores:,} cores, hours", f"{days * 24 / cores:,.1f}"),
        (f"the same at {price:g} a core and hour", f"{days * 24 * price:,.0f}"),
        *(_central(measured, articles, name) for name in _CENTRAL),
        ("disk of one generation", f"{articles * measured['disk_per_article'] / 1e12:,.2f} TB"),
    ]
    return (
        f"| {articles:,} articles | |\n|---|---|\n"
        + "\n".join(f"| {name} | {value} |" for name, value in rows)
        + "\n"
    )


def _central(measured: dict[str, Any], articles: int, name: str) -> tuple[str, str]:
    days = measured["stages"][name]["ms"] * articles / _DAY
    return f"{name} here, on one core, days", f"{days:,.1f}"


def plot(measured: dict[str, Any]) -> str:
    """Return the costs of the stages as bars, as SVG."""
    stages = measured["stages"]
    most = max(told["ms"] for told in stages.values())
    bars = "".join(_bar(number, name, told["ms"], most) for number, (name, told) in enumerate(stages.items()))
    title = (
        f"Milliseconds of processor time an article, {measured['articles']} articles, {measured['measured']}"
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 {60 + 28 * len(stages)}" '
        f'font-family="sans-serif" font-size="14" role="img"><title>{escape(title)}</title>\n'
        f'<rect width="100%" height="100%" fill="#fff"/>\n'
        f'<text x="16" y="28">{escape(title)}</text>\n{bars}</svg>\n'
    )


def _bar(number: int, name: str, ms: float, most: float) -> str:
    top, width = 48 + 28 * number, round(400 * ms / most, 1)
    return (
        f'<text x="90" y="{top + 15}" text-anchor="end">{escape(name)}</text>'
        f'<rect x="100" y="{top}" width="{width}" height="20" fill="#4a6fa5"/>'
        f'<text x="{106 + width}" y="{top + 15}">{ms:.2f}</text>\n'
    )


def pages(measured: dict[str, Any]) -> Iterator[tuple[Path, str]]:
    """Yield each file that rests on the measurement, with its text as it must be."""
    tables = {"stages": stages_table(measured), "cost": cost_sheet(measured, 100_000_000, 1000, 0.04)}
    for path in (ROOT / "README.md", ROOT / "docs" / "scale.md"):
        text = path.read_text("utf-8")
        for name, table in tables.items():
            first, last = (re.escape(mark.format(name=name)) for mark in _MARKS)
            text = re.sub(f"({first}).*?({last})", rf"\g<1>{table}\g<2>", text, flags=re.DOTALL)
        yield path, text
    yield PLOT, plot(measured)


def main() -> None:
    """Write the tables, or print a cost sheet."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--articles", type=int)
    parser.add_argument("--cores", type=int, default=1000)
    parser.add_argument("--price", type=float, default=0.04, help="of one core and hour, in any currency")
    wishes = parser.parse_args()
    measured = json.loads(MEASURED.read_text("utf-8"))
    if wishes.articles:
        print(cost_sheet(measured, wishes.articles, wishes.cores, wishes.price), end="")
        return
    for path, text in pages(measured):
        path.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
