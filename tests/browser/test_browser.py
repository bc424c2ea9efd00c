"""What a person does: search, read an official, follow a sentence, explore relations, ask in SPARQL."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import PHONE, check_barriers, check_width

PERSON = "id/person/mac-van-thi-du"
NAME = "Mạc Văn Thí Dụ"
MAIN_PAGES = [
    "/", "/search?q=long+an", f"/page/{PERSON}", "/page/id/cluster/btctw/4",
    "/page/id/article/44d8fa7c1fb99410",
    f"/graph?node={PERSON}", "/queries", "/queries/q03-cluster-members", "/api", "/query",
    "/export", "/quality",
    "/en/page/id/adm63/ninh-thuan", "/queries/q09-unresolved-citations", "/page/id/person/lo-thi-vi-du",
    "/conflicts", "/conflicts/memberListsDiffer", "/paths",
    f"/paths?from={PERSON}&to=id/person/ninh-the-gia-su", "/ontology", "/limits", "/course/3",
]  # fmt: skip

DARK_PAGES = ["/", f"/page/{PERSON}", f"/graph?node={PERSON}", "/query"]


def ready(page: Page) -> None:
    page.evaluate("document.fonts.ready.then(() => 1)")


def test_from_home_to_the_sentence_and_the_relations(page: Page):
    page.goto("/")
    page.get_by_role("combobox").fill("mac van thi du")
    page.get_by_role("button", name="Tìm").click()
    page.locator("#hits").get_by_role("link", name=NAME, exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(NAME)
    page.locator("#person-tenures summary").click()
    page.locator("#person-tenures").get_by_role("link", name="Câu làm chứng 1").click()
    note = page.locator("#note-1")
    expect(note.locator("mark", has_text="Phó Bí thư Thường trực").first).to_be_visible()
    note.locator(".from a").first.click()
    expect(page).to_have_url(re.compile(r"/page/id/article/\w+#char=\d+,\d+$"))
    sentence = page.locator(f'[id="{page.url.partition("#")[2]}"]')
    expect(sentence.locator("blockquote")).to_contain_text(NAME)
    page.go_back()
    page.go_back()
    page.get_by_role("link", name="Xem quan hệ").click()
    expect(page.locator("#graph-status")).to_contain_text("10 nút")


def test_suggestions_are_chosen_with_the_keyboard(page: Page):
    page.goto("/")
    box = page.get_by_role("combobox")
    box.press_sequentially("cu thi mau", delay=20)
    expect(page.get_by_role("option", name="Cù Thị Mẫu Đơn")).to_be_visible()
    box.press("ArrowDown")
    box.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Cù Thị Mẫu Đơn")


def test_keys_alone_lead_from_the_search_to_the_sentence_of_a_relation(page: Page):
    page.goto("/")
    page.keyboard.type("mac van thi du")  # the box has the focus
    expect(page.get_by_role("option", name=NAME).first).to_be_visible()
    for key in ("ArrowDown", "Enter"):
        page.keyboard.press(key)
    expect(page.get_by_role("heading", level=1)).to_have_text(NAME)
    reach(page, "Xem quan hệ")
    page.keyboard.press("Enter")
    expect(page.locator("#graph-status")).to_contain_text("10 nút")
    reach(page, "xem câu")
    page.keyboard.press("Enter")
    expect(page.locator("#panel blockquote").first).to_be_visible()


def reach(page: Page, label: str) -> None:
    """Press Tab until the focus is on what begins with a label, which then shows that it is."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.locator(":focus-visible").first.inner_text().startswith(label):
            return
    raise AssertionError(label)


def test_the_sentence_landed_on_is_unfolded(page: Page):
    page.goto("/page/id/article/44d8fa7c1fb99410")
    folded = page.locator(".sentence-block", has=page.locator("details:not([open])")).first
    fragment = folded.get_attribute("id")
    page.goto(f"/page/id/article/44d8fa7c1fb99410#{fragment}")
    expect(page.locator(f'[id="{fragment}"] details[open]')).to_be_visible()
    page.reload()
    expect(page.locator(f'[id="{fragment}"] details[open]')).to_be_visible()


@pytest.mark.parametrize(
    ("scheme", "address"),
    [("light", page) for page in MAIN_PAGES] + [("dark", page) for page in DARK_PAGES],
)
def test_no_barrier_is_found(page: Page, address: str, scheme: str):
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.goto(address)
    ready(page)
    if address.startswith("/graph"):
        expect(page.locator("#graph-status")).to_contain_text("nút")
    if address == "/query":
        expect(page.locator(".cm-editor")).to_be_visible()
    check_barriers(page)


@pytest.mark.parametrize("address", MAIN_PAGES)
def test_nothing_is_wider_than_a_phone(page: Page, address: str):
    page.set_viewport_size(PHONE)
    page.goto(address)
    ready(page)
    check_width(page)


def test_what_is_hidden_in_a_wide_table_stays_in_its_box(page: Page):
    page.goto("/page/id/cluster/btctw/4")
    hidden = page.locator(".matrix .hidden-visually")
    assert hidden.count() > 0
    assert hidden.evaluate_all("all => all.every(one => one.offsetParent.closest('.scroll'))")


def test_the_letters_are_our_own(page: Page):
    page.goto("/")
    ready(page)
    loaded = page.evaluate(
        "[...document.fonts].filter(font => font.status === 'loaded').map(font => font.family)"
    )
    assert any("Be Vietnam Pro" in family for family in loaded)


def test_everything_but_the_drawing_works_without_script(browser: Browser, base_url: str):
    context = browser.new_context(java_script_enabled=False, base_url=base_url)
    page = context.new_page()
    page.goto("/")
    page.get_by_label("Tìm người").fill("mac van thi du")
    page.get_by_role("button", name="Tìm").click()
    page.locator("#hits").get_by_role("link", name=re.compile("quan hệ")).first.click()
    page.locator("#edges").get_by_role("link", name="xem câu").first.click()
    expect(page.locator("blockquote").first).to_be_visible()
    page.goto("/query")
    page.get_by_role("button", name="Chạy").click()
    expect(page.locator("#result table tbody tr").first).to_be_visible()
    context.close()
