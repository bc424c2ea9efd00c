"""Changes in a browser: from the first page to what a load brought, whom it is about, and its feed."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

import hatch_build
from tests.browser.conftest import PHONE, check_barriers, check_width, served
from tests.browser.world import world_store
from tests.test_web_changes import PERSON, client_of, log_of


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the world with three loads behind it."""
    hatch_build.build_assets()
    yield from served(client_of(log_of(tmp_path_factory.mktemp("changes")), world_store()).application)


def test_the_first_page_leads_to_what_a_load_brought_and_to_whom(page: Page, site: str):
    page.goto(f"{site}/")
    page.get_by_role("link", name="Lần nạp mới nhất").click()
    expect(page).to_have_url(re.compile("/changes/3$"))
    page.goto(f"{site}/changes")
    load = page.locator("section.card", has=page.get_by_role("link", name="Lần nạp 2"))
    expect(load).to_contain_text("và 4 thay đổi nữa")
    expect(load).to_contain_text("giữ chức Bí thư <Long An>, 10/8/2018")
    load.get_by_role("link", name="Mạc Văn Thị Dư").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mạc Văn Thí Dụ")
    page.get_by_role("link", name="Thay đổi", exact=True).first.click()
    expect(page).to_have_url(re.compile(f"/changes\\?about={PERSON}"))
    feed = page.get_by_role("link", name="Atom", exact=True).get_attribute("href")
    assert page.request.get(f"{site}{feed}").text().count("<entry>") == 1


@pytest.mark.parametrize("address", ["/changes", "/changes/2"])
def test_no_barrier_is_found_and_a_phone_is_wide_enough(page: Page, site: str, address: str):
    page.set_viewport_size(PHONE)
    page.goto(f"{site}{address}")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        check_barriers(page)
    check_width(page)
