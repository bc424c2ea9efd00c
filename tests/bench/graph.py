"""How smoothly the relationship view moves: frames per second while so many things are panned and zoomed.

`python -m tests.bench.graph 1000` serves a body with so many holders, draws all of them in this machine's
Chromium and prints how long the server and the picture took and how many frames a second were painted while
the view was dragged about and zoomed by the wheel. Without a graphics card the processor paints: on a busy
machine the figures fall.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable

from playwright.sync_api import Page, sync_playwright

import hatch_build
from kg.settings import Settings
from kg.store import Store
from kg.store.reader import FixedGeneration
from kg_web import create_app
from tests.browser.conftest import CHROMIUM, FLAGS, served
from tests.browser.hub import HUB, hub
from tests.browser.world import BASE

_SECONDS = 3.0
_COUNT = """() => {
  window.frames_painted = 0;
  const tick = () => { window.frames_painted += 1; requestAnimationFrame(tick); };
  requestAnimationFrame(tick);
}"""


def frames(page: Page, move: Callable[[int], None]) -> float:
    """Return the frames painted a second while `move` is called again and again."""
    page.evaluate("window.frames_painted = 0")
    began, turn = time.perf_counter(), 0
    while time.perf_counter() - began < _SECONDS:
        move(turn)
        turn += 1
    return float(page.evaluate("window.frames_painted")) / (time.perf_counter() - began)


def measure(page: Page, address: str) -> dict[str, float]:
    """Return seconds until the picture stands, and frames a second of panning and zooming."""
    began = time.perf_counter()
    page.goto(address)
    page.locator("#panel h2").wait_for()
    ready = time.perf_counter() - began
    box = page.locator("#canvas").bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    nodes = page.evaluate("document.getElementById('canvas')._cyreg.cy.nodes().length")
    page.evaluate(_COUNT)
    page.mouse.move(box["x"] + 8, box["y"] + 8)
    page.mouse.down()
    pan = frames(page, lambda turn: page.mouse.move(x + 200 * ((turn % 40) / 20 - 1), y + 5 * (turn % 9)))
    page.mouse.up()
    page.mouse.move(x, y)
    zoom = frames(page, lambda turn: page.mouse.wheel(0, 40 if turn % 40 < 20 else -40))
    return {"things": nodes, "ready s": ready, "pan fps": pan, "zoom fps": zoom}


def main() -> None:
    """Print the figures for as many things as asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("things", type=int, nargs="*", default=[300, 1000])
    chosen = parser.parse_args().things
    hatch_build.build_assets()
    for many in chosen:
        store = Store.in_memory()
        store.replace_graph(f"{BASE}graph/derived/hub", hub(HUB, many - 1))
        serving = served(create_app(FixedGeneration(store), Settings(free_clients="127.0.0.0/8")))
        with sync_playwright() as play:
            browser = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
            page = browser.new_page(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
            found = measure(page, f"{next(serving)}/graph?node={HUB}+{many}")
            browser.close()
        next(serving, None)
        print("  ".join(f"{name} {value:.4g}" for name, value in found.items()), flush=True)


if __name__ == "__main__":
    main()
