"""The page of a thing: evidence in its place, positions that filter it, and how things stood on a day."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, Page, expect

PERSON = "/page/id/person/mac-van-thi-du"


def test_a_bar_keeps_the_list_of_sentences_to_its_position(page: Page):
    page.goto(PERSON)
    notes = page.locator("#notes .notes-list > li:visible")
    expect(notes).to_have_count(6)
    bars, rows = page.locator(".lanes li a"), page.locator("#person-tenures tbody tr")
    assert bars.count() == rows.count() == 1
    bars.first.click()
    expect(page).to_have_url(re.compile("#pos-mac-van-thi-du_"))
    expect(notes).to_have_count(3)
    expect(page.locator("#notes-only")).to_contain_text("Phó Bí thư Thường trực, Tỉnh ủy Long An")
    expect(rows.first.locator("details[open] mark").first).to_be_visible()
    page.reload()
    expect(notes).to_have_count(3)
    page.get_by_role("link", name="hiện mọi câu").click()
    expect(notes).to_have_count(6)


def test_a_sentence_opens_in_its_row_without_script(browser: Browser, base_url: str):
    context = browser.new_context(java_script_enabled=False, base_url=base_url)
    page = context.new_page()
    page.goto(PERSON)
    row = page.locator("#person-tenures tbody tr").first
    expect(row.locator("blockquote").first).to_be_hidden()
    row.locator("summary").click()
    expect(row.locator("mark", has_text="Mạc Văn Thí Dụ").first).to_be_visible()
    expect(row.locator(".from").first).to_contain_text("10/8/2018")
    expect(row.locator(".from a").first).to_have_attribute("href", re.compile(r"^/page/id/article/\w+#char="))
    page.get_by_label("Theo báo đến ngày").fill("2018-12-31")
    page.get_by_role("button", name="Xem", exact=True).click()
    expect(page).to_have_url(re.compile("known=2018-12-31"))
    expect(page.locator("#person-events tbody tr")).to_have_count(1)
    context.close()
