"""One journey of each kind of user, from the first page to what they take away, over the sample data set."""

from __future__ import annotations

import csv
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

import hatch_build
from kg.settings import Settings
from kg.store.generations import DataHome
from kg_web import close, create_app
from tests.browser.conftest import PHONE, check_barriers, check_width, served
from tests.serving import ROOT, environment

TOKEN = "a-token-of-a-test-that-nobody-else-knows"
PAIR = ("id/person/nguyen-van-nen", "id/person/nguyen-van-nen.b85805ee0344045a")


@pytest.fixture(scope="session")
def home(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shutil.copytree(demo, tmp_path_factory.mktemp("journeys") / "home")


@pytest.fixture(scope="session")
def journey_url(home: Path) -> Iterator[str]:
    """Serve a copy of the sample data set, with the review open to who has the token."""
    hatch_build.build_assets()
    settings = Settings(home=home, review_token=TOKEN, free_clients="127.0.0.0/8")
    app = create_app(DataHome(home).current_reader(), settings)
    yield from served(app)
    close(app)


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any], journey_url: str) -> dict[str, Any]:
    """Let addresses begin there."""
    return {**browser_context_args, "base_url": journey_url}


def test_a_journalist_checks_a_claim_and_cites_it(page: Page):
    page.goto("/")
    page.get_by_role("combobox").press_sequentially("do huu lam", delay=10)
    expect(page.get_by_role("option").first).to_contain_text("Đỗ Hữu Lâm")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Đỗ Hữu Lâm")
    row = page.locator("#person-tenures tbody tr").first
    expect(row).to_contain_text("bắt đầu: chưa rõ")  # one sighting tells no beginning
    row.locator("summary").click()
    expect(row.locator("mark", has_text="Phó Bí thư Thường trực").first).to_be_visible()
    row.locator(".from a").first.click()
    expect(page).to_have_url(re.compile(r"/page/id/article/\w+#char=\d+,\d+$"))
    page.locator(".cite summary").click()
    expect(page.locator("#citation")).to_contain_text("10/8/2018")
    expect(page.locator("#citation")).to_contain_text(re.compile(r"dữ liệu [0-9a-f]{12}\. <http://127"))


def test_a_researcher_compares_a_cluster_between_two_years_and_takes_the_table(page: Page, tmp_path: Path):
    page.goto("/queries")
    page.get_by_role("link", name="Thành viên các cụm thay đổi ra sao giữa hai năm?").first.click()
    page.get_by_label("từ năm").fill("2018")
    page.get_by_label("đến năm").fill("2019")
    page.get_by_role("button", name="Chạy").click()
    table = page.locator("#result table").first
    expect(table).to_contain_text("Tiền Giang")
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV", exact=True).click()
    download.value.save_as(tmp_path / "table.csv")
    rows = list(csv.DictReader((tmp_path / "table.csv").read_text("utf-8-sig").splitlines()))
    assert len(rows) == table.locator("tbody tr").count() == 18
    assert "Tiền Giang" in {row["unitLabel"] for row in rows if row["change"] == "stayed"}


def test_an_analyst_finds_how_two_officials_are_tied_and_sends_the_link(
    page: Page, browser: Browser, journey_url: str
):
    page.goto("/search?q=do+huu+lam")
    page.locator("#hits").get_by_role("link").first.click()
    page.get_by_role("link", name="Xem quan hệ").click()
    page.get_by_role("link", name="Tìm đường nối tới một người khác").click()
    page.get_by_role("combobox", name="Đến người").press_sequentially("phan van nhiem", delay=10)
    page.get_by_role("option").first.click()
    page.get_by_role("button", name="Tìm", exact=True).click()
    expect(page.locator("section[aria-labelledby^=chain-]").first).to_contain_text("1 bước")
    page.get_by_role("link", name="vẽ đường này").first.click()
    expect(page.locator("#graph-status")).to_contain_text("2 nút")
    page.locator("#edges").get_by_role("link", name="xem câu").first.click()
    expect(page.locator("#panel blockquote").first).to_be_visible()
    link = page.locator("#permalink").get_attribute("href")
    context = browser.new_context(base_url=journey_url)
    colleague = context.new_page()
    colleague.goto(f"/en{link}")
    expect(colleague.locator("#graph-status")).to_contain_text("2 nodes")
    expect(colleague.locator("#dots tbody tr")).to_have_count(2)
    context.close()


def sign_in(page: Page) -> None:
    page.goto("/review")
    page.get_by_label("Tên của bạn").fill("Mạc Văn Thư")
    page.get_by_label("Mã truy cập").fill(TOKEN)
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("Bạn là Mạc Văn Thư.")


@pytest.mark.parametrize(
    ("queue", "scheme"),
    [
        ("", "light"),
        ("queue=uncertain", "dark"),
        ("queue=unresolved", "light"),
        ("kind=countAndListDiffer", "dark"),
    ],
)
def test_what_waits_for_an_archivist_has_no_barrier_and_fits_a_phone(page: Page, queue: str, scheme: Any):
    sign_in(page)
    page.goto(f"/review?{queue}")
    sides = page.locator("section.card").first.locator(".side")
    expect(sides).to_have_count(2)
    one, other = (side.bounding_box() for side in sides.all())
    assert one
    assert other
    assert one["y"] == other["y"]  # beside each other
    expect(sides.first.locator("blockquote").first).to_be_visible()
    page.emulate_media(color_scheme=scheme)
    check_barriers(page)
    page.set_viewport_size(PHONE)
    check_width(page)


def test_an_archivist_joins_two_bearers_of_a_name_and_sees_it_last(page: Page, home: Path, tmp_path: Path):
    sign_in(page)
    card = page.locator("section.card", has=page.get_by_role("heading", name="Nguyễn Văn Nên"))
    card.get_by_label("Lý do").fill("cùng năm sinh, cùng quê")
    card.get_by_role("button", name="Là một người").click()
    expect(page.get_by_role("status").first).to_contain_text("Đã áp dụng", timeout=60_000)
    one, other = (f"/page/{name}" for name in PAIR)
    page.goto(other)
    expect(page).to_have_url(re.compile(re.escape(one) + "$"))
    (tmp_path / "tin.txt").write_text(
        "Tin trong tỉnh\n\nÔng Mạc Văn Mốt, Bí thư Huyện ủy Lâm Bình, nói.", "utf-8"
    )
    subprocess.run(
        [sys.executable, "-m", "kg", "load", str(tmp_path / "tin.txt")],
        env=environment(home), check=True, capture_output=True, cwd=ROOT,
    )  # fmt: skip
    page.goto(other)
    expect(page).to_have_url(re.compile(re.escape(one) + "$"))
    page.goto("/decisions")
    expect(page.locator("main")).to_contain_text("cùng năm sinh, cùng quê")
