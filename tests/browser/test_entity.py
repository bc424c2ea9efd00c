"""The page of a thing: evidence in its place, positions that filter it, and how things stood on a day."""

from __future__ import annotations

import re
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import PHONE, check_barriers, check_width

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


TENURE = "id/tenure/mac-van-thi-du/tinh-uy-long-an/pho-bi-thu-thuong-truc"
TYPES = [
    "/page/id/org/tinh-uy-long-an", "/page/id/post/tinh-uy-long-an/pho-bi-thu-thuong-truc",
    "/page/id/doc/18-nq-tw_2017-10-25", "/page/id/event/so-ket_2018-08-10_long-an",
    "/page/id/adm63/long-an?on=2026-01-01&min_conf=0.9", f"/review/fact?fact={TENURE}",
]  # fmt: skip


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_barrier_is_found_with_all_evidence_open(page: Page, scheme: Literal["light", "dark"]):
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size(PHONE)
    for address in TYPES[scheme == "dark" :: 2]:
        page.goto(address)
        page.locator("details").evaluate_all("all => all.forEach(one => { one.open = true; })")
        check_width(page)
        check_barriers(page)


def test_what_was_wished_for_stays_on_the_way_through_a_page(page: Page):
    page.goto("/page/id/person/mac-van-thi-du?min_conf=0.93")
    expect(page.locator("#person-events")).to_contain_text("Đã ẩn 3 dòng")
    page.get_by_label("Vào ngày").fill("2019-05-01")
    page.get_by_role("button", name="Xem", exact=True).click()
    expect(page).to_have_url(re.compile(r"on=2019-05-01&known=&min_conf=0\.93"))
    expect(page.locator("#person-tenures")).to_contain_text("có thể")
    page.get_by_role("link", name="English").click()
    expect(page.locator("#person-tenures")).to_contain_text("possibly")
    expect(page.locator("#person-events")).to_contain_text("rows with a lower confidence are hidden")


def test_on_paper_no_year_of_a_cluster_is_cut_off(page: Page):
    page.set_viewport_size({"width": 420, "height": 740})
    page.goto("/page/id/cluster/btctw/4")
    years = page.get_by_role("region", name="Bảng đơn vị theo năm")
    hidden = "box => [getComputedStyle(box).overflowX, box.scrollWidth > box.clientWidth]"
    assert years.evaluate(hidden) == ["auto", True]
    page.emulate_media(media="print")
    assert years.evaluate(hidden) == ["visible", False]
    expect(page.get_by_role("button", name="Xem")).to_be_hidden()
