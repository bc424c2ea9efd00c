"""The relationship view in a browser: what a person does with it, by pointer and by keyboard."""

from __future__ import annotations

import csv
import json
import re
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from rdflib import Graph

from tests.browser.conftest import check_barriers
from tests.browser.hub import HOLDERS, HUB, PARTS

PERSON = "id/person/mac-van-thi-du"
NAME = "Mạc Văn Thí Dụ"
BODY = "id/org/tinh-uy-long-an"


@pytest.fixture
def graph(page: Page) -> Page:
    """The view of one official, drawn; nothing moves by itself."""
    page.emulate_media(reduced_motion="reduce")
    return shown(page, f"/graph?node={PERSON}", "10 nút, 9 quan hệ")


def shown(page: Page, address: str, status: str) -> Page:
    page.goto(address)
    expect(page.locator("#graph-status")).to_contain_text(status)
    expect(page.locator("#panel h2")).to_be_visible()
    return page


def drawn(page: Page, what: str) -> Any:
    """Ask the picture itself."""
    return page.evaluate(
        f"(() => {{ const cy = document.getElementById('canvas')._cyreg.cy; return {what}; }})()"
    )


def places(page: Page) -> dict[str, tuple[float, float]]:
    found = drawn(page, "cy.nodes().map(n => [n.id(), n.position().x, n.position().y])")
    return {name: (x, y) for name, x, y in found}


def at(page: Page, name: str) -> tuple[float, float]:
    """Where a thing stands on the screen."""
    box = page.locator("#canvas").bounding_box()
    assert box is not None
    place = drawn(page, f"cy.getElementById({json.dumps(name)}).renderedPosition()")
    return box["x"] + place["x"], box["y"] + place["y"]


def row(page: Page, name: str) -> Any:
    return page.locator(f'#dots tr[data-node="{name}"]')


def test_the_status_tells_the_counts_of_the_interface(graph: Page, hub_url: str):
    counts = graph.request.get(f"{hub_url}/graph.json?node={PERSON}").json()["counts"]
    assert counts == {"nodes": 10, "edges": 9, "more": 0}
    assert drawn(graph, "[cy.nodes().length, cy.edges().length]") == [10, 9]


@pytest.mark.parametrize("way", ["double-click", "enter", "menu"])
def test_a_thing_grows_and_the_others_keep_their_places(graph: Page, way: str):
    before = places(graph)
    if way == "double-click":
        graph.mouse.dblclick(*at(graph, BODY))
    elif way == "enter":
        row(graph, BODY).get_by_role("button", name="Mở rộng").press("Enter")
    else:
        graph.mouse.click(*at(graph, BODY), button="right")
        graph.get_by_role("menuitem", name="Mở rộng").press("Enter")
    expect(graph.locator("#graph-status")).to_contain_text("14 nút, 14 quan hệ")
    after = places(graph)
    assert len(after) == 14
    for name, (x, y) in before.items():
        assert after[name] == pytest.approx((x, y), abs=1)
    assert f"open={BODY}" in graph.url


def test_the_same_address_gives_the_same_picture(graph: Page, browser: Browser, hub_url: str):
    graph.mouse.move(*at(graph, BODY))
    graph.mouse.down()
    graph.mouse.move(*(number + 40 for number in at(graph, BODY)), steps=3)
    graph.mouse.up()
    expect(graph).to_have_url(re.compile("@"))
    row(graph, BODY).get_by_role("button", name="Mở rộng").click()
    expect(graph.locator("#graph-status")).to_contain_text("14 nút")
    graph.get_by_role("checkbox", name="sự kiện (3 nút)").uncheck()
    expect(graph.locator("#graph-status")).to_contain_text("11 nút")
    row(graph, "id/person/tang-ba-minh-hoa").get_by_role("button", name="Ẩn").click()
    expect(graph.locator("#graph-status")).to_contain_text("10 nút")
    expect(graph.locator("#permalink")).to_have_attribute("href", re.compile("hide=id/person/tang"))
    context = browser.new_context(base_url=hub_url)
    other = context.new_page()
    shown(other, graph.url, "10 nút")
    assert places(other) == places(graph)
    other.get_by_role("link", name="English").click()
    expect(other.locator("#graph-status")).to_contain_text("10 nodes")
    assert places(other) == places(graph)
    context.close()


def test_a_thing_of_many_relations_asks_which_and_how_many(page: Page):
    shown(page, f"/graph?node={HUB}", "31 nút, 30 quan hệ")
    expect(page.locator("#graph-status")).to_contain_text(f"còn {HOLDERS + PARTS - 30} quan hệ")
    page.get_by_role("button", name="Chọn thêm").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text(f"giữ chức vụ tại ({HOLDERS} quan hệ)")
    expect(dialog).to_contain_text(f"trực thuộc ({PARTS} quan hệ)")
    dialog.get_by_role("link", name="Thôi").click()
    expect(dialog).to_be_hidden()
    page.get_by_role("button", name="Chọn thêm").click()
    dialog.get_by_role("checkbox", name="trực thuộc").uncheck()
    dialog.get_by_label("tối đa").fill("10")
    dialog.get_by_role("button", name="Vẽ").click()
    expect(dialog).to_be_hidden()
    expect(page.locator("#graph-status")).to_contain_text("41 nút, 40 quan hệ")


def test_a_hub_met_on_the_way_adds_no_more_than_was_chosen(page: Page):
    shown(page, "/graph?node=id/person/dong-nguoi-1", "2 nút, 1 quan hệ")
    row(page, HUB).get_by_role("button", name="Mở rộng").click()
    page.get_by_role("dialog").get_by_label("tối đa").fill("10")
    page.keyboard.press("Enter")
    expect(page.locator("#graph-status")).to_contain_text(re.compile("1[12] nút"))


def test_what_is_pointed_at_stands_out_and_esc_brings_all_back(graph: Page):
    faded = "cy.nodes().filter(n => n.effectiveOpacity() < 0.5).length"
    graph.mouse.move(*at(graph, "id/person/ninh-the-gia-su"))
    assert drawn(graph, faded) == 8
    graph.keyboard.press("Escape")
    assert drawn(graph, faded) == 0
    row(graph, BODY).get_by_role("button", name="Ẩn").focus()
    assert drawn(graph, faded) == 8


def test_a_relation_shows_its_sentence_and_the_focus_follows(graph: Page):
    line = f'cy.edges("[target = \\"{BODY}\\"]")'
    box = graph.locator("#canvas").bounding_box()
    middle = drawn(graph, f"{line}.renderedMidpoint()")
    assert box is not None
    graph.mouse.click(box["x"] + middle["x"], box["y"] + middle["y"])
    panel = graph.locator("#panel")
    expect(panel.locator("mark", has_text=NAME).first).to_be_visible()
    expect(panel).to_be_focused()
    expect(graph.locator("#edges tr[aria-current]")).to_contain_text("Phó Bí thư Thường trực")
    graph.mouse.click(*at(graph, BODY))
    expect(panel.locator("h2")).to_have_text("Tỉnh ủy Long An")
    expect(panel.locator("blockquote").first).to_be_visible()
    expect(panel.get_by_role("link", name="Trang đầy đủ")).to_have_attribute("href", f"/page/{BODY}")


def test_the_legend_is_a_filter_with_counts(graph: Page):
    expect(graph.locator(".legend").first).to_contain_text("sự kiện (3 nút)")
    graph.get_by_role("checkbox", name="sự kiện (3 nút)").uncheck()
    expect(graph.locator("#graph-status")).to_contain_text("7 nút, 6 quan hệ")
    assert drawn(graph, "cy.nodes('[tone = \"event\"]').length") == 0
    expect(graph.get_by_role("checkbox", name="sự kiện (3 nút)")).to_be_focused()
    graph.get_by_text("Lọc theo quan hệ").click()
    graph.get_by_role("checkbox", name="cùng dự sự kiện").uncheck()
    expect(graph.locator("#graph-status")).to_contain_text("2 nút, 1 quan hệ")


def test_years_and_undated_relations_are_filtered(page: Page):
    shown(page, f"/graph?node={HUB}+64", "65 nút, 64 quan hệ")
    page.get_by_text("Lọc theo quan hệ").click()
    page.get_by_label("từ năm").press("End")
    expect(page.locator("#graph-status")).to_contain_text(f"{1 + 12 + PARTS} nút")
    page.get_by_role("checkbox", name="không rõ ngày").uncheck()
    expect(page.locator("#graph-status")).to_contain_text("13 nút, 12 quan hệ")
    assert {"since=2019", "off=undated"} <= set(page.url.split("?")[1].split("&"))


def test_relations_of_too_few_articles_are_filtered(graph: Page):
    row(graph, "id/person/ninh-the-gia-su").get_by_role("button", name="Ẩn").click()
    expect(graph.locator("#graph-status")).to_contain_text("9 nút, 8 quan hệ")
    graph.get_by_text("Lọc theo quan hệ").click()
    graph.get_by_label("số bài báo, ít nhất").fill("3")
    graph.keyboard.press("Enter")
    expect(graph.locator("#graph-status")).to_contain_text("3 nút, 2 quan hệ")
    expect(graph).to_have_url(re.compile("hide=.*sources=3"))


def test_a_step_is_taken_back_and_taken_again(graph: Page):
    row(graph, BODY).get_by_role("button", name="Ẩn").click()
    status = graph.locator("#graph-status")
    expect(status).to_contain_text("9 nút, 8 quan hệ")
    graph.keyboard.press("Control+z")
    expect(status).to_contain_text("10 nút, 9 quan hệ")
    expect(graph.get_by_role("button", name="Lùi lại")).to_be_disabled()
    graph.keyboard.press("Control+Shift+z")
    expect(status).to_contain_text("9 nút, 8 quan hệ")
    graph.get_by_role("button", name="Hiện lại tất cả").click()
    expect(status).to_contain_text("10 nút, 9 quan hệ")


def test_the_table_is_sorted_chosen_and_taken_away(graph: Page, hub_url: str):
    page = graph
    head = page.locator("#edges thead th")
    head.nth(5).get_by_role("button").click()
    expect(head.nth(5)).to_have_attribute("aria-sort", "ascending")
    head.nth(5).get_by_role("button").click()
    expect(head.nth(5)).to_have_attribute("aria-sort", "descending")
    lines = page.locator("#edges tbody tr")
    expect(lines.first).to_contain_text("3")
    lines.first.click()
    chosen = lines.first.get_attribute("data-edge")
    assert drawn(page, "cy.$(':selected').map(e => e.id())") == [chosen]
    link = page.get_by_role("link", name="CSV").get_attribute("href")
    rows = list(csv.reader(StringIO(page.request.get(f"{hub_url}{link}").text())))
    table = [[cell.strip() for cell in cells[:6]] for cells in page.evaluate(
        "[...document.querySelectorAll('#edges tbody tr')].map(r => [...r.cells].map(c => c.textContent))"
    )]  # fmt: skip
    assert rows == [["Từ", "Quan hệ", "Đến", "Thời gian", "Căn cứ", "Nguồn"], *table]


def test_the_part_that_is_seen_is_taken_away(graph: Page, hub_url: str):
    graph.get_by_role("checkbox", name="sự kiện (3 nút)").uncheck()
    expect(graph.locator("#graph-status")).to_contain_text("7 nút, 6 quan hệ")

    def taken(form: str) -> str:
        link = graph.locator(".take").get_by_role("link", name=form, exact=True).get_attribute("href")
        return graph.request.get(f"{hub_url}{link}").text()

    assert NAME in taken("SVG")
    assert "<polygon" not in taken("SVG")
    assert "Sơ kết" not in taken("SVG")
    assert len(Graph().parse(data=taken("Turtle"), format="turtle")) == 6
    assert taken("GraphML").count("<edge ") == taken("GEXF").count("<edge ") == 6
    assert json.loads(taken("JSON"))["counts"] == {"nodes": 7, "edges": 6, "more": 0}
    with graph.expect_download() as download:
        graph.get_by_role("button", name="PNG").click()
    assert Path(download.value.path()).read_bytes().startswith(b"\x89PNG")


def test_what_is_seen_is_told_in_sparql(graph: Page):
    graph.get_by_text("Câu SPARQL của phần đang thấy").click()
    graph.get_by_role("link", name="Mở trong trình soạn SPARQL").click()
    expect(graph.locator(".cm-editor")).to_be_visible()
    graph.get_by_role("button", name="Chạy").click()
    expect(graph.locator("#result tbody tr").first).to_be_visible()


def test_keys_alone_lead_from_a_thing_to_a_sentence(graph: Page):
    row(graph, BODY).get_by_role("link").first.focus()
    graph.keyboard.press("Enter")
    panel = graph.locator("#panel")
    expect(panel).to_be_focused()
    expect(panel.locator("h2")).to_have_text("Tỉnh ủy Long An")
    panel.get_by_role("button", name="Mở rộng").focus()
    graph.keyboard.press("Enter")
    expect(graph.locator("#graph-status")).to_contain_text("14 nút")


def test_a_lost_connection_is_told_and_nothing_is_lost(graph: Page, complaints: list[str]):
    graph.route("**/graph?*expand*", lambda route: route.abort())
    row(graph, BODY).get_by_role("button", name="Mở rộng").click()
    expect(graph.locator("#graph-status")).to_contain_text("Không lấy được dữ liệu")
    assert drawn(graph, "cy.nodes().length") == 10
    complaints.clear()


def test_everything_but_the_picture_works_without_script(browser: Browser, hub_url: str):
    context = browser.new_context(java_script_enabled=False, base_url=hub_url)
    page = context.new_page()
    page.goto("/graph")
    page.locator(".overview").get_by_role("link", name="Cụm thi đua số 4").click()
    page.go_back()
    page.goto(f"/graph?node={PERSON}")
    row(page, BODY).get_by_role("button", name="Mở rộng").click()
    expect(page.locator("#graph-status")).to_contain_text("14 nút, 14 quan hệ")
    assert page.locator("img.still").evaluate("image => image.naturalWidth") > 300
    page.get_by_role("checkbox", name="sự kiện (3 nút)").uncheck()
    page.get_by_text("Lọc theo quan hệ").click()
    page.get_by_role("button", name="Lọc", exact=True).click()
    expect(page.locator("#graph-status")).to_contain_text("11 nút")
    page.locator("#edges").get_by_role("link", name="xem câu").first.click()
    expect(page.locator("blockquote").first).to_be_visible()
    page.goto(f"/graph?node={PERSON}&expand={HUB}")
    page.get_by_label("tối đa").fill("5")
    page.get_by_role("button", name="Vẽ").click()
    expect(page.locator("#graph-status")).to_contain_text("16 nút")
    context.close()


@pytest.mark.parametrize(
    ("address", "scheme"),
    [
        ("/graph", "dark"),
        (f"/en/graph?node={HUB}&since=2016", "light"),
        (f"/graph?node={HUB}&expand={HUB}", "dark"),
    ],
)
def test_no_barrier_is_found(page: Page, address: str, scheme: str):
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.goto(address)
    page.evaluate("document.fonts.ready.then(() => 1)")
    expect(page.locator("[aria-busy=true]")).to_have_count(0)
    check_barriers(page)
