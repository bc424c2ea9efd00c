"""The world with its hub is served to the tests of this folder."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.browser.conftest import served
from tests.browser.hub import hub_app


@pytest.fixture(scope="session")
def hub_url(base_url: str) -> Iterator[str]:
    """Serve the world with its hub beside the world."""
    yield from served(hub_app())


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any], hub_url: str) -> dict[str, Any]:
    """Let addresses begin there."""
    return {**browser_context_args, "base_url": hub_url}
