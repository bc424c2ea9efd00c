"""Paths between two people, and the clusters with their provinces, in a browser."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import check_barriers

PERSON = "id/person/mac-van-thi-du"


def test_two_people_are_picked_by_keys_and_each_step_has_its_sentence(page: Page):
    page.goto("/paths")
    for field, text in [("Từ người", "mac van thi"), ("Đến người", "ninh the gia")]:
        page.get_by_role("combobox", name=field).press_sequentially(text, delay=10)
        expect(page.get_by_role("option").first).to_be_visible()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        expect(page.get_by_role("listbox")).to_have_count(0)
    page.keyboard.press("Enter")
    chains = page.locator("section[aria-labelledby^=chain-]")
    expect(chains).to_have_count(3)
    expect(chains.nth(0)).to_contain_text("1 bước")
    expect(chains.nth(1)).to_contain_text("2 bước")
    for row in chains.nth(1).locator("tbody tr").all():
        note = row.get_by_role("link", name=re.compile("^Câu làm chứng")).first
        assert page.locator(note.get_attribute("href") or "").locator("mark").count() > 0


def middle(path: Locator) -> tuple[float, float]:
    """Where the middle of a curve is on the screen."""
    path.scroll_into_view_if_needed()
    x, y = path.evaluate("""path => {
        const at = path.getPointAtLength(path.getTotalLength() / 2).matrixTransform(path.getScreenCTM());
        return [at.x, at.y];
    }""")
    return x, y


def width(line: Locator) -> float:
    """How thick a line is drawn."""
    return float(line.locator("path").last.get_attribute("stroke-width") or 0)


def test_the_clusters_and_provinces_lead_to_the_facts_behind_a_line(page: Page):
    page.goto("/graph")
    lines = page.locator(".overview .strands a")
    line = lines.filter(has_text="Long An")
    expect(line.locator("title")).to_contain_text("2018–2019, 2 năm")
    assert width(line) > width(lines.filter(has_text="Tiền Giang"))
    page.mouse.click(*middle(line.locator("path").last))
    expect(page.locator("blockquote").first).to_be_visible()
    expect(page.locator("main > .plainlist li")).to_have_count(2)


def test_the_picture_and_its_table_can_be_used_by_keys(page: Page):
    page.goto("/graph")
    page.get_by_text("Bảng có cùng nội dung").press("Enter")
    expect(page.locator("#strands tbody tr")).to_have_count(4)
    page.locator(".overview").get_by_role("link", name="Cụm thi đua số 4").press("Enter")
    expect(page.locator("#graph-status")).to_contain_text("nút")


def test_no_barrier_is_found_among_paths(page: Page):
    page.goto(f"/paths?from={PERSON}&to=id/person/ninh-the-gia-su")
    check_barriers(page)
