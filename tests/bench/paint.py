"""When a reader sees the first of a page, and what the page weighs: `python -m tests.bench.paint URL PATH…`.

URL is a running server, such as http://127.0.0.1:8000. Printed are, for each path, milliseconds until the
first contentful paint in Chromium with nothing kept (median and slowest of five) and bytes on the wire.
"""

from __future__ import annotations

import argparse
import shutil
from collections.abc import Sequence
from statistics import median

from playwright.sync_api import Browser, sync_playwright

_PATHS = ("/", "/search?q=nguyen", "/queries", "/quality", "/conflicts", "/changes", "/query", "/graph")
_ROUNDS = 5
_PAINT = "performance.getEntriesByName('first-contentful-paint')[0].startTime"


def visit(browser: Browser, address: str) -> tuple[float, int]:
    """Return the milliseconds until something is seen, and the bytes that came."""
    context = browser.new_context()
    try:
        page = context.new_page()
        session = context.new_cdp_session(page)
        session.send("Network.enable")
        came: list[float] = []
        session.on("Network.loadingFinished", lambda event: came.append(event["encodedDataLength"]))
        page.goto(address, wait_until="networkidle")
        return float(page.evaluate(_PAINT)), int(sum(came))
    finally:
        context.close()


def measure(url: str, paths: Sequence[str]) -> None:
    """Print a line for each path."""
    with sync_playwright() as started:
        program = shutil.which("chromium") or shutil.which("google-chrome")
        browser = started.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        print(f"{'path':40} {'ms':>6} {'slowest':>8} {'bytes':>9}")
        for path in paths:
            seen = [visit(browser, url.rstrip("/") + path) for _ in range(_ROUNDS)]
            times = [paint for paint, _ in seen]
            print(f"{path:40} {median(times):6.0f} {max(times):8.0f} {max(weight for _, weight in seen):9,}")
        browser.close()


def main() -> None:
    """Measure what the command line names."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.paint", description=__doc__)
    parser.add_argument("url")
    parser.add_argument("paths", nargs="*", default=_PATHS, metavar="PATH")
    chosen = parser.parse_args()
    measure(chosen.url, chosen.paths)


if __name__ == "__main__":
    main()
