"""What a page may weigh on the wire, and that nothing but the style holds up the first thing to see.

How long that takes is measured by `python -m tests.bench.paint`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.test_browser import PERSON

_PAGE, _DRAWING = 300_000, 600_000  # bytes, packed, fonts and scripts too

BUDGETS = {
    "/": _PAGE,
    "/search?q=long+an": _PAGE,
    f"/page/{PERSON}": _PAGE,
    "/page/id/cluster/btctw/4": _PAGE,
    "/page/id/article/44d8fa7c1fb99410": _PAGE,
    "/query": _PAGE,
    "/course/1": _PAGE,
    "/map": _PAGE,
    f"/graph?node={PERSON}": _DRAWING,
}


@pytest.fixture
def weigh(page: Page) -> Callable[[str], int]:
    """Return the bytes that came over the wire for an address, asked for the first time."""

    def weighed(address: str) -> int:
        came: list[float] = []
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")

        def note(event: dict[str, Any]) -> None:
            came.append(event["encodedDataLength"])

        session.on("Network.loadingFinished", note)
        page.goto(address, wait_until="networkidle")
        return int(sum(came))

    return weighed


@pytest.mark.parametrize("address", BUDGETS)
def test_a_page_is_light_and_nothing_holds_it_up(page: Page, weigh: Callable[[str], int], address: str):
    assert 1_000 < weigh(address) <= BUDGETS[address]
    blocking = page.evaluate(
        "performance.getEntriesByType('resource').filter(one => one.renderBlockingStatus === 'blocking')"
        ".map(one => new URL(one.name).pathname.split('.').pop())"
    )
    assert blocking == ["css"]
