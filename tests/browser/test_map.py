"""The map: both sets of provinces, a way to each, the same as a table, without script too."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

import hatch_build
from tests.browser.conftest import PHONE, check_barriers, check_width


@pytest.fixture(scope="session")
def base_url(demo_url: str) -> str:
    """The sample data: it has all provinces."""
    hatch_build.build_assets()
    return demo_url.rstrip("/")


def areas(page: Page) -> int:
    return page.locator(".map svg a:not(.inset)").count()


def test_the_date_switches_between_63_and_34_provinces(page: Page, base_url: str):
    page.goto(f"{base_url}/map")
    assert areas(page) == 34
    page.get_by_role("link", name="63 tỉnh, thành, đến ngày 30/6/2025").click()
    expect(page).to_have_url(re.compile(r"on=2025-06-30"))
    assert areas(page) == 63
    page.get_by_label("Tỉnh, thành vào ngày").fill("2024-01-01")
    page.get_by_role("button", name="Vẽ").click()
    expect(page.locator(".map title", has_text="Thừa Thiên Huế")).to_have_count(1)


def test_map_table_and_legend_tell_the_same(page: Page, base_url: str):
    page.goto(f"{base_url}/map?query=province-events&on=2025-06-30")
    drawn = page.locator(".map svg a:not(.inset):not(.s0) title").all_text_contents()
    rows = [" ".join(row.split()) for row in page.locator("#map-table tbody tr").all_inner_texts()]
    assert [re.sub(r": số sự kiện: (\d+)$", r" \1", text.strip()) for text in drawn] == rows
    assert rows[0] == "Hà Nội 2"
    steps = page.locator(".shades li").all_inner_texts()
    units = [int(text.partition("·")[2].split()[0]) for text in steps]
    assert (sum(units), sum(units[:-1])) == (63, len(rows))


def test_merged_provinces_name_their_parts(page: Page, base_url: str):
    page.goto(f"{base_url}/en/map?on=2025-07-01")
    expect(page.locator(".map title", has_text="Tay Ninh")).to_contain_text("made of Long An, Tay Ninh")
    expect(page.locator("#map-table tr", has_text="Tay Ninh")).to_contain_text("(Long An, Tay Ninh)")


def test_a_province_is_opened_by_click_and_by_keyboard(page: Page, base_url: str):
    page.goto(f"{base_url}/map?on=2025-06-30")
    page.locator(".map a", has_text="Long An:").first.click()
    expect(page).to_have_url(re.compile("/page/id/adm63/long-an$"))
    page.go_back()
    page.locator(".map .skip").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/page/id/adm63/"))


def test_both_archipelagos_are_drawn_and_lead_to_their_provinces(page: Page, base_url: str):
    page.goto(f"{base_url}/map")
    insets = page.locator(".map .inset")
    expect(insets).to_have_count(2)
    assert [one.get_attribute("href") for one in insets.all()] == [
        "/page/id/adm34/da-nang",
        "/page/id/adm34/khanh-hoa",
    ]
    assert insets.locator("text").all_text_contents() == ["Quần đảo Hoàng Sa", "Quần đảo Trường Sa"]


def test_any_query_that_names_provinces_is_drawn(page: Page, base_url: str):
    page.goto(f"{base_url}/map")
    page.get_by_label("Vẽ câu hỏi nào").select_option("q03-cluster-members")
    page.get_by_role("button", name="Lấy").click()
    expect(page.get_by_role("status")).to_contain_text("tỉnh, thành có trong câu trả lời")
    page.get_by_label("Năm").fill("2019")
    page.get_by_role("button", name="Vẽ").click()
    expect(page).to_have_url(re.compile("query=q03-cluster-members.*year=2019"))


def test_the_map_works_without_script(browser: Browser, base_url: str):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{base_url}/map")
    page.get_by_role("link", name="63 tỉnh, thành, đến ngày 30/6/2025").click()
    assert areas(page) == 63
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_barrier_is_found_and_a_phone_is_wide_enough(page: Page, base_url: str, scheme: str):
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.set_viewport_size(PHONE)
    page.goto(f"{base_url}/map")
    check_barriers(page)
    check_width(page)
