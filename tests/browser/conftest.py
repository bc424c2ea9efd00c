"""A browser on this machine's Chromium, a served world, and a page that may neither fail nor leave."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Page, ViewportSize
from werkzeug.serving import make_server

import hatch_build
from tests.browser.world import world_app

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
_MISSING = "no Chromium on this machine (Debian: apt-get install chromium)"
# A browser that leaves a page drops the connection; the server of the tests then leaves the file it was
# sending to the garbage collector, in whatever test that runs.
_LEFT_OPEN = pytest.mark.filterwarnings(
    "ignore:Exception ignored in. <_io.FileIO name='.*/static/:pytest.PytestUnraisableExceptionWarning"
)
PHONE: ViewportSize = {"width": 360, "height": 740}
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave the browser tests out where there is no browser; where CI promises one they run, and fail."""
    here = Path(__file__).parent
    absent = pytest.mark.skipif(CHROMIUM is None and os.environ.get("CI") != "true", reason=_MISSING)
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(absent)
            item.add_marker(_LEFT_OPEN)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Start the system's Chromium; none is ever downloaded."""
    assert CHROMIUM, _MISSING
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": FLAGS}


@pytest.fixture(scope="session")
def base_url() -> Iterator[str]:
    """Serve the world."""
    hatch_build.build_assets()
    yield from served(world_app())


def check_barriers(page: Page) -> None:
    """Fail a page on which axe finds a barrier, with what it finds and where."""
    found = Axe().run(page).response["violations"]
    assert [(v["id"], v["nodes"][0]["html"][:150]) for v in found] == [], page.url


def check_width(page: Page) -> None:
    """Fail a page that is wider than a phone."""
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], page.url


def served(app: Flask) -> Iterator[str]:
    """Serve an application on a free port of the loopback as long as the tests run."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def complaints(page: Page) -> list[str]:
    """What the browser complained of; a test that provokes a complaint empties the list."""
    found: list[str] = []
    page.on("pageerror", lambda error: found.append(str(error)))
    page.on("console", lambda said: found.append(said.text) if said.type in {"error", "warning"} else None)
    return found


@pytest.fixture(autouse=True)
def _stays_here(page: Page, complaints: list[str]) -> Iterator[None]:
    """Fail a test whose page asked another host for anything, or whose console told of an error."""
    foreign: list[str] = []
    own = ("http://127.0.0.1:", "data:", "blob:")
    page.on("request", lambda asked: foreign.append(asked.url) if not asked.url.startswith(own) else None)
    yield
    assert foreign == []
    assert complaints == []
