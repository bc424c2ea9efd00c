"""The query page: completions, answers in all views that fit, mistakes in plain words, what is kept."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import PHONE, check_barriers, check_width

PREFIX = "PREFIX vpo: <https://vpo.example/ontology#>\n"
EVENTS = (
    PREFIX + "SELECT ?place (COUNT(?e) AS ?n) { ?e vpo:place ?place ; vpo:reportCount ?r } GROUP BY ?place"
)
TIED = PREFIX + "CONSTRUCT { ?c vpo:memberUnit ?u } { ?y vpo:cluster ?c ; vpo:memberUnit ?u }"
SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


def write(page: Page, text: str) -> None:
    """Put a text in place of the editor's."""
    page.get_by_role("textbox", name="Truy vấn SPARQL").click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(text)


def run(page: Page, text: str) -> None:
    write(page, text)
    page.keyboard.press("Control+Enter")


def opened(page: Page, address: str = "/query") -> None:
    page.goto(address)
    expect(page.locator(".cm-editor")).to_be_visible()


def views(page: Page) -> list[str]:
    return page.locator(".tabs a").all_inner_texts()


def completed(page: Page, typed: str, choice: str) -> None:
    """Type, and take a completion."""
    write(page, "")
    page.keyboard.type(typed, delay=15)
    option = page.locator(".cm-tooltip-autocomplete li", has_text=choice).first
    expect(option).to_be_visible()
    option.click()


def test_terms_and_prefixes_are_completed_with_their_line(page: Page):
    opened(page)
    completed(page, "SELECT ?x WHERE { ?x a vpo:Tenu", "vpo:Tenure")
    expect(page.locator(".cm-content")).to_contain_text("PREFIX vpo: <https://vpo.example/ontology#>")
    completed(page, "SELECT ?x WHERE { ?x vpo:hold", "vpo:holder")
    expect(page.locator(".cm-content")).to_contain_text("?x vpo:holder")


def test_tab_leaves_the_editor(page: Page):
    opened(page)
    page.get_by_role("textbox", name="Truy vấn SPARQL").click()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Chạy", exact=True)).to_be_focused()


def test_a_thing_is_completed_by_its_vietnamese_label(page: Page):
    opened(page)
    completed(page, "SELECT ?p WHERE { ?t vpo:holder Mạc Văn", "Mạc Văn Thí Dụ")
    expect(page.locator(".cm-content")).to_contain_text(
        "vpo:holder <https://vpo.example/id/person/mac-van-thi-du>"
    )
    completed(page, "SELECT ?p WHERE { ?p ?q muoi", "Mười")


def test_a_run_tells_rows_and_time_and_links_things_by_label(page: Page):
    opened(page)
    run(page, EVENTS)
    expect(page.locator("#result .tally")).to_have_text(re.compile(r"^3 dòng, [\d.]+ ms$"))
    expect(page.locator("#query-status")).to_have_text(re.compile(r"^3 dòng, [\d.]+ ms$"))
    link = page.locator("#result tbody").get_by_role("link", name="Long An")
    expect(link).to_have_attribute("href", "/page/id/adm63/long-an")
    expect(page).to_have_url(re.compile(r"/query\?query=PREFIX"))
    page.reload()
    expect(page.locator(".cm-content")).to_contain_text("COUNT(?e)")


def test_a_chart_is_a_table_of_bars(page: Page):
    opened(page, f"/query?run=1&query={quote(EVENTS)}")
    page.locator(".tabs").get_by_role("link", name="Biểu đồ").click()
    expect(page.locator(".plot tbody tr")).to_have_count(3)
    expect(page.locator(".tabs [aria-current]")).to_be_focused()
    rows = {
        row.locator("th").inner_text(): row.locator("rect").get_attribute("width")
        for row in page.locator(".plot tbody tr").all()
    }
    assert rows["Long An"] == "100.0%"
    assert rows["Ninh Thuận"] == "50.0%"


def test_a_map_of_an_answer_switches_its_provinces(page: Page):
    opened(page, f"/query?run=1&view=map&query={quote(EVENTS)}")
    expect(page.locator("#map-table tbody")).to_contain_text("Tây Ninh")
    page.get_by_role("link", name="63 tỉnh, thành, đến ngày 30/6/2025").click()
    expect(page.locator("#map-table")).to_contain_text("Ngày ấy chưa có các đơn vị này")
    assert page.locator(".map svg a:not(.inset):not(.s0)").count() == 2


def test_things_and_lines_are_drawn_and_listed(page: Page):
    opened(page)
    run(page, TIED)
    page.locator(".tabs").get_by_role("link", name="Hình quan hệ").click()
    drawn = page.locator("[data-net]")
    expect(drawn).to_have_attribute("data-drawn", re.compile(r"^\d+ \d+$"))
    assert (drawn.get_attribute("data-drawn") or "").split()[1] == str(page.locator(".lines li").count())
    opened(page, f"/query?run=1&view=graph&query={quote(TIED)}")  # the same by its address
    expect(drawn).to_have_attribute("data-drawn", re.compile(r"^\d+ \d+$"))


def test_a_mistake_is_told_at_its_line_with_its_cure(page: Page, complaints: list[str]):
    opened(page, "/en/query")
    page.get_by_role("button", name="Run", exact=True).click()
    expect(page.locator("#result tbody tr").first).to_be_visible()
    page.get_by_role("textbox", name="SPARQL query").click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text("SELECT ?x\nWHERE {\n ?x a vpo:Tenure }")
    page.keyboard.press("Control+Enter")
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("cannot be read from line 3")
    expect(alert.locator("pre")).to_contain_text("?x a vpo:Tenure }")
    expect(alert.locator("li")).to_contain_text("PREFIX vpo: <https://vpo.example/ontology#>")
    expect(page.locator(".cm-lint-marker-error")).to_be_visible()
    expect(page.locator("#result table")).to_have_count(0)
    assert len(complaints) == 1  # the browser itself notes the 400, and no picture was refused
    complaints.clear()


def test_a_slow_query_is_stopped_and_its_text_stays(page: Page):
    opened(page)
    run(page, SLOW)
    expect(page.locator("#query-status")).to_have_text("Đang chạy…")
    with page.expect_response("**/query/stop") as stopped:
        page.get_by_role("button", name="Dừng").click()
    assert stopped.value.status == 204
    expect(page.locator("#query-status")).to_have_text("Đã dừng.")
    expect(page.locator(".cm-content")).to_contain_text("?j ?k ?l")


def test_an_answer_is_downloaded(page: Page):
    page.goto(f"/query?run=1&query={quote(TIED)}")
    with page.expect_download() as coming:
        page.locator("#result a[download]", has_text="TTL").click()
    assert coming.value.suggested_filename == "query.ttl"
    assert "memberUnit" in Path(coming.value.path()).read_text("utf-8")


def test_queries_are_kept_and_go_out_and_in_as_a_file(page: Page, tmp_path: Path):
    opened(page)
    run(page, EVENTS)
    past = page.locator("[data-shelf=past] li")
    expect(past).to_have_count(1)
    page.get_by_label("tên", exact=True).fill("Sự kiện")
    page.get_by_role("button", name="Giữ truy vấn đang soạn").click()
    with page.expect_download() as coming:
        page.get_by_role("button", name="Xuất ra tệp").click()
    file = tmp_path / "queries.json"
    coming.value.save_as(file)
    assert json.loads(file.read_text("utf-8"))["kept"] == [{"name": "Sự kiện", "query": EVENTS}]
    page.get_by_role("button", name="bỏ “Sự kiện”").click()
    page.get_by_role("button", name="Quên hết").click()
    expect(past).to_have_count(0)
    page.reload()
    page.get_by_label("Nhập từ tệp").set_input_files(file)
    expect(page.get_by_text("Đã nhập 1 truy vấn.")).to_be_visible()
    write(page, "")
    page.get_by_role("button", name="Sự kiện", exact=True).click()
    expect(page.locator(".cm-content")).to_contain_text("COUNT(?e)")
    (tmp_path / "other.json").write_text("[1]")
    page.get_by_label("Nhập từ tệp").set_input_files(tmp_path / "other.json")
    expect(page.get_by_text("Không đọc được tệp này")).to_be_visible()
    expect(past).to_have_count(1)


def test_a_link_shows_the_answer_without_script(browser: Browser, base_url: str):
    context = browser.new_context(java_script_enabled=False, base_url=base_url)
    page = context.new_page()
    page.goto("/query")
    page.get_by_label("Truy vấn", exact=True).fill(EVENTS)
    page.get_by_role("button", name="Chạy").click()
    expect(page.locator("#result tbody tr")).to_have_count(3)
    page.locator(".tabs").get_by_role("link", name="Biểu đồ").click()
    expect(page.locator(".plot tbody tr")).to_have_count(3)
    expect(page.get_by_label("Truy vấn", exact=True)).to_have_value(re.compile("COUNT"))
    context.close()


def test_a_named_query_has_the_same_views_and_shows_its_text(page: Page):
    page.goto("/queries/province-events")
    assert views(page) == ["Bảng", "Biểu đồ", "Bản đồ", "Trục thời gian"]
    page.locator(".tabs").get_by_role("link", name="Bản đồ").click()
    expect(page).to_have_url(re.compile(r"/map\?query=province-events"))
    page.get_by_text("Xem truy vấn SPARQL").click()
    expect(page.locator("pre", has_text="vpo:reportCount")).to_be_visible()
    page.goto("/queries/q03-cluster-members?view=graph")
    expect(page.locator("[data-drawn]")).to_be_visible()


@pytest.mark.parametrize(("scheme", "view"), [("light", "map"), ("dark", "chart")])
def test_no_barrier_is_found_in_an_answer(page: Page, scheme: str, view: str):
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.set_viewport_size(PHONE)
    opened(page, f"/query?run=1&view={view}&query={quote(EVENTS)}")
    check_barriers(page)
    check_width(page)


def test_a_step_of_the_course_is_tried_and_found_right(page: Page):
    page.goto("/course")
    page.get_by_role("link", name="Một câu ba phần, với chỗ trống").click()
    expect(page.locator(".cm-editor")).to_be_visible()
    page.get_by_role("button", name="Chạy", exact=True).click()
    expect(page.locator("#result tbody tr").first).to_be_visible()
    expect(page.get_by_text("Đúng rồi")).to_have_count(0)
    page.get_by_text("Lời giải", exact=True).click()
    page.get_by_role("link", name="Chạy lời giải").click()
    expect(page.locator("#result .tally")).to_be_visible()
    page.get_by_role("link", name="Bước sau").click()
    expect(page).to_have_url(re.compile("/course/2$"))
