"""Finding one's way: suggestions with the keyboard alone, the first page, narrowing without a script."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, Page, expect


def test_a_post_with_a_year_suggests_who_held_it_and_enter_opens_the_page(page: Page):
    page.goto("/")
    box = page.get_by_role("combobox")
    box.press_sequentially("pho bi thu thuong truc tinh uy long an 2018", delay=5)
    held = page.get_by_role("option", name=re.compile("^Mạc Văn Thí Dụ.*Phó Bí thư Thường trực.*2018–2019"))
    expect(held).to_be_visible()
    box.press("ArrowDown")
    expect(held).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", re.compile(".+"))
    box.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Mạc Văn Thí Dụ")


def test_escape_puts_the_suggestions_away_and_enter_then_searches(page: Page):
    page.goto("/")
    box = page.get_by_role("combobox")
    box.press_sequentially("long an", delay=5)
    expect(page.get_by_role("option", name=re.compile("^Long An.*đơn vị hành chính")).first).to_be_visible()
    box.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    box.press("Enter")
    expect(page).to_have_url(re.compile(r"/search\?q=long\+an"))
    expect(page.locator("#hits mark", has_text="Long An").first).to_be_visible()


def test_the_first_page_asks_a_question_that_its_link_answers(page: Page):
    page.goto("/")
    question = page.get_by_role("link", name=re.compile("Cụm thi đua số 4.*qua từng năm"))
    expect(question).to_be_visible()
    expect(page.locator("dl.figures dt", has_text="lần giữ chức")).to_be_visible()
    question.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Cụm thi đua số 4")


def test_finds_are_narrowed_without_a_script(browser: Browser, base_url: str):
    context = browser.new_context(java_script_enabled=False, base_url=base_url)
    page = context.new_page()
    page.goto("/search?q=long+an")
    before = page.locator("#hits > li").count()
    page.get_by_label("Năm").select_option("2018")
    page.get_by_role("button", name="Lọc").click()
    expect(page).to_have_url(re.compile("year=2018"))
    after = page.locator("#hits > li").count()
    context.close()
    assert 0 < after < before
