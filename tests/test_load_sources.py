"""Files, pages, JSON Lines, archives and standard input become the same articles."""

from __future__ import annotations

import io
import json
import unicodedata
import zipfile
from datetime import datetime

import pytest

from kg.dates import PartialDate
from kg.load import Refusal, build_article, load_paths
from kg.load.html import read_page

TITLE = "Tỉnh ủy Long An sơ kết công tác"
BODY = (
    "Ngày 10/8, tại Long An, Tỉnh ủy tổ chức hội nghị sơ kết công tác xây dựng Đảng 6 tháng đầu năm.",
    "Đồng chí Nguyễn Văn Bình, Bí thư Tỉnh ủy, chủ trì hội nghị và phát biểu kết luận trước các đại biểu.",
    "Hội nghị thống nhất các nhiệm vụ 6 tháng cuối năm, tập trung sắp xếp tổ chức bộ máy của các cơ quan.",
)
TEXT = "\n\n".join((TITLE, *BODY))
LINKED = {
    "@context": "https://schema.org",
    "@graph": [
        {"@type": "BreadcrumbList"},
        {
            "@type": ["NewsArticle"],
            "headline": TITLE,
            "datePublished": "2018-08-10T19:27:00+07:00",
            "author": [
                {"@type": "Person", "name": "Thanh Nga"},
                {"@type": "Organization", "name": "Báo Long An"},
            ],
        },
    ],
}
PAGE = f"""<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE html><html lang="vi"><head><title>{TITLE} - Báo Long An</title>
<link rel="canonical" href="https://baolongan.example/tinh-uy-so-ket-1.html">
<script type="application/ld+json">{json.dumps(LINKED)}</script></head><body>
<nav><a href="/">Trang chủ</a> <a href="/x">Chính trị</a></nav>
<article><h1>{TITLE}</h1><p class="sapo">{BODY[0]}</p><p>{BODY[1]}</p>
<figure><img src="a.jpg"><figcaption>Đại biểu dự hội nghị. Ảnh: Minh Anh</figcaption></figure>
<p>{BODY[2]}</p></article>
<aside><p>Tin liên quan: Long An có thêm 3 xã nông thôn mới</p></aside>
<footer>Bản quyền thuộc Báo Long An</footer></body></html>"""


def test_a_text_file_is_an_article(tmp_path, settings):
    path = tmp_path / "a.txt"
    path.write_text(TEXT, "utf-8")
    assert list(load_paths([path], settings)) == [build_article(TEXT, source=str(path))]


def test_a_folder_is_read_without_the_data_folder_in_it(tmp_path, settings):
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    for name in ("home", "other"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "archive.sqlite").write_bytes(b"x")
    assert settings.home == tmp_path / "home"
    article, refusal = load_paths([tmp_path], settings)
    assert article == build_article(TEXT, source=str(tmp_path / "a.txt"))
    assert refusal.where == str(tmp_path / "other" / "archive.sqlite")


def test_line_ends_and_composition_do_not_change_the_identifier(tmp_path, settings):
    (tmp_path / "a.txt").write_bytes(unicodedata.normalize("NFD", TEXT).replace("\n", "\r\n").encode())
    (tmp_path / "b.txt").write_text(TEXT, "utf-8")
    assert len({article.id for article in load_paths([tmp_path], settings)}) == 1


def test_a_page_gives_its_report_without_its_furniture():
    text, _ = read_page(PAGE, "a.html")
    article = build_article(text, title=TITLE)
    zones = [zone for zone in article.zones if zone.kind != "caption"]
    assert [article.text[zone.start : zone.end] for zone in zones] == [TITLE, *BODY]


def test_a_page_keeps_its_captions():
    assert "Đại biểu dự hội nghị. Ảnh: Minh Anh" in read_page(PAGE, "a.html")[0].splitlines()


def test_a_page_states_title_date_authors_and_address():
    _, meta = read_page(PAGE, "a.html")
    assert meta == {
        "title": TITLE,
        "published": datetime.fromisoformat("2018-08-10T19:27:00+07:00"),
        "authors": ("Thanh Nga",),
        "url": "https://baolongan.example/tinh-uy-so-ket-1.html",
    }


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:published_time" content="2018-08-10">',
        '<meta name="pubdate" content="10/08/2018">',
        '<script type="application/ld+json">{</script><meta itemprop="datePublished" content="2018-08-10">',
        '<time datetime="2018-08-10">hôm qua</time>',
    ],
)
def test_the_date_of_a_page_is_found_where_it_stands(head):
    page = PAGE.replace("application/ld+json", "text/plain").replace("<article>", head + "<article>")
    assert read_page(page, "a.html")[1]["published"] == PartialDate.of(2018, 8, 10)


def test_a_page_without_a_date_is_undated():
    assert read_page(PAGE.replace("datePublished", "x"), "a.html")[1]["published"] is None


def test_an_address_that_is_none_is_left_out():
    page = PAGE.replace("https://baolongan.example/tinh-uy-so-ket-1.html", "javascript:alert(1)")
    assert read_page(page, "a.html")[1]["url"] is None


def test_a_record_states_what_it_knows(tmp_path, settings):
    record = {
        "title": TITLE,
        "text": "\n\n".join(BODY),
        "published": "2018-08-10",
        "url": "https://baolongan.example/1",
        "author": "Thanh Nga",
    }
    (tmp_path / "a.jsonl").write_text("\ufeff" + json.dumps(record) + "\n", "utf-8")
    (article,) = load_paths([tmp_path / "a.jsonl"], settings)
    assert article.text == TEXT
    assert (article.published, article.url, article.authors) == (
        PartialDate.of(2018, 8, 10),
        "https://baolongan.example/1",
        ("Thanh Nga",),
    )
    assert article.source.endswith("a.jsonl:1")


def test_a_record_may_hold_a_page(tmp_path, settings):
    (tmp_path / "a.jsonl").write_text(json.dumps({"html": PAGE, "published": "2018-08-11"}), "utf-8")
    (article,) = load_paths([tmp_path / "a.jsonl"], settings)
    assert article.published == PartialDate.of(2018, 8, 11)
    assert article.authors == ("Minh Anh", "Thanh Nga")


def packed():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.html", PAGE)
        archive.writestr("b.jsonl", json.dumps({"text": TEXT}))
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "count"),
    [
        (TEXT.encode(), 1),
        (PAGE.encode(), 1),
        (json.dumps({"text": TEXT}).encode() + b"\n\n", 1),
        (packed(), 2),
    ],
    ids=["text", "page", "records", "zip"],
)
def test_standard_input_is_told_by_its_first_bytes(settings, data, count):
    found = list(load_paths(["-"], settings, stdin=io.BytesIO(data)))
    assert [article.zones[0].kind for article in found] == ["headline"] * count
    assert all(article.source.startswith("-") for article in found)


def test_empty_standard_input_is_refused(settings):
    (refusal,) = load_paths(["-"], settings, stdin=io.BytesIO())
    assert isinstance(refusal, Refusal)


def test_an_archive_gives_what_its_files_give(tmp_path, settings):
    (tmp_path / "a.zip").write_bytes(packed())
    assert [article.source for article in load_paths([tmp_path], settings)] == [
        f"{tmp_path}/a.zip!a.html",
        f"{tmp_path}/a.zip!b.jsonl:1",
    ]


def test_paths_are_read_in_the_order_given(tmp_path, settings):
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(f"{TEXT}\n\n{name}.", "utf-8")
    found = load_paths([tmp_path / "b.txt", str(tmp_path / "a.txt")], settings)
    assert [article.source[-5:] for article in found] == ["b.txt", "a.txt"]
