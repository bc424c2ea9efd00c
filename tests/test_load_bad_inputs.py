"""Inputs that are broken, hostile or no articles: each is refused with a reason, or read unharmed."""

from __future__ import annotations

import io
import json
import os
import tarfile
import zipfile
from dataclasses import replace

import pytest

from kg.load import Refusal, build_article, load_paths
from kg.model import Article
from tests.deadlines import ends

TEXT = (
    "Tỉnh ủy Long An sơ kết công tác\n\nNgày 10/8, tại Long An, Tỉnh ủy tổ chức hội nghị sơ kết công tác.\n\n"
    "Đồng chí Nguyễn Văn Bình chủ trì hội nghị.\n"
)
PAGE = "<!doctype html><html><head><title>Tỉnh ủy họp</title></head><body>{}</body></html>"
PARAGRAPHS = "".join(f"<p>{line}</p>" for line in TEXT.split("\n") if line)


@pytest.fixture
def load(tmp_path, settings):
    """Write bytes to a file of this name, load it, and return what comes back."""

    def load_bytes(data, name="a.txt", **changes):
        path = tmp_path / name
        path.write_bytes(data if isinstance(data, bytes) else data.encode("utf-8"))
        return list(load_paths([path], replace(settings, **changes)))

    return load_bytes


def only(results):
    (result,) = results
    return result


def refused(results, *words):
    refusal = only(results)
    assert isinstance(refusal, Refusal)
    assert refusal.cure
    assert "\n" not in str(refusal)
    for word in words:
        assert word in refusal.reason
    return refusal


def test_a_stray_byte_is_named_by_its_offset(load):
    refused(load(b"<p>\xc4\x90\xff\xfe\x80ng</p>"), "byte 5", "UTF-8")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_a_byte_order_mark_is_read_and_dropped(load, encoding):
    assert only(load(TEXT.encode(encoding))).id == build_article(TEXT).id


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark_is_refused(load, encoding):
    refused(load(TEXT.encode(encoding)), "UTF-16 without a byte order mark")


def test_half_of_utf16_is_refused(load):
    refused(load(TEXT.encode("utf-16")[:-1]), "UTF-16")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("§¶ng Céng s¶n ViÖt Nam, TØnh uû Long An, Ban Tæ chøc", "TCVN3"),
        ("Ñaûng Coäng saûn Vieät Nam", "VNI"),
        ("Đảng Cộng sản Việt Nam, Tỉnh ủy Long An".encode().decode("latin-1"), "Latin-1"),
    ],
)
def test_letters_of_an_old_encoding_are_refused(load, text, name):
    refused(load(text), name)


@pytest.mark.parametrize(("text", "codec"), [("Đông Hà, Long An", "cp1258"), ("Hòa Bình, Hà Nam", "latin-1")])
def test_bytes_of_an_old_code_page_are_refused(load, text, codec):
    refused(load(text.encode(codec)), "not UTF-8")


def test_a_few_foreign_names_are_no_old_encoding(load):
    text = f"{TEXT}\n\nĐoàn có ông Müller, bà Muñoz và ông Jürgen dự hội nghị tại Long An và các huyện."
    assert isinstance(only(load(text)), Article)


def test_controls_and_marks_of_direction_are_removed(load):
    text = TEXT.replace("Nguyễn", "Ngu\u200by\u202eễn\ufeff").replace("Bình", "B\x01ình\x00\ufffe")
    assert only(load(text)).id == build_article(TEXT).id


def test_the_eth_of_the_source_is_kept(load):
    assert "Ðảng" in only(load(f"{TEXT}\n\nÐảng ủy xã dự hội nghị.")).text


@pytest.mark.parametrize("name", ["a.docx", "A.DOC", "a.rtf"])
def test_plain_text_that_is_named_like_an_office_file_is_refused(load, name):
    assert "name it .txt" in refused(load(TEXT, name), "named .", "plain text").cure


@pytest.mark.parametrize("data", [b"", b" \n\t\xc2\xa0\n", b"---\n\n***", "\u200b\ufeff".encode()])
def test_nothing_to_read_is_refused(load, data):
    refused(load(data))


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"%PDF-1.7 abc", "PDF"),
        (b"{\\rtf1\\ansi abc}", "RTF"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (b"PK\x03\x04abc", "zip"),
        (bytes(range(256)) * 8, "binary"),
        (b"\x7fELF\x02\x01", "program"),
        (TEXT.encode("utf-32"), "UTF-32"),
    ],
)
def test_binary_files_are_refused(load, data, what):
    assert isinstance(only(load(data)), Refusal)
    assert what in str(refused(load(data))) or "binary" in str(refused(load(data)))


def test_a_tar_archive_is_refused(load):
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        archive.addfile(tarfile.TarInfo("a.txt"))
    refused(load(buffer.getvalue(), "a.tar"), "binary")


def test_only_furniture_is_no_report(load):
    refused(load("Trang chủ | Tin tức\n\n10/08/2018 - 19:27\n\nChia sẻ bài viết"), "no report")


def test_long_runs_of_combining_marks_are_refused(load):
    refused(load(TEXT + "a" + "\u0301\u0323" * 100_000), "combining")


def test_thirty_combining_marks_pass(load):
    assert isinstance(only(load(TEXT + "a" + "\u0323" * 30)), Article)


def test_a_file_over_the_limit_is_refused(load):
    refused(load(TEXT, max_input_bytes=100), "larger than 100 bytes")


def test_text_that_stalls_backtracking_is_read(load):
    bait = "\n".join(
        ["aa" * 2000 + "!", "A " * 5000, "Ảnh: " * 3000, "10/" * 5000, "(" * 5000, ". " * 5000, '…"' * 4000]
    )
    with ends(within=60):  # a pattern that backtracks over these would not end at all
        only(load(f"{TEXT}\n{bait}"))


def test_deeply_nested_elements_are_refused(load):
    refused(load(PAGE.format("<div>" * 100_000 + PARAGRAPHS), "a.html"), "nested")


def test_a_tag_of_countless_attributes_is_refused(load):
    tag = "<p " + " ".join(f"a{n}='x'" for n in range(100_000)) + ">"
    refused(load(PAGE.format(tag + PARAGRAPHS), "a.html"), "tags")


def test_a_picture_inside_the_page_is_no_long_tag(load):
    picture = f"<img src='data:image/png;base64,{'A' * 200_000}'>"
    assert isinstance(only(load(PAGE.format(picture + PARAGRAPHS), "a.html")), Article)


@pytest.mark.parametrize("body", ["", "<p></p>", "<script>alert('Tỉnh ủy')</script>", "<!-- Tỉnh ủy họp -->"])
def test_a_page_without_a_report_is_refused(load, body):
    refused(load(PAGE.format(body), "a.html"))


def test_a_page_whose_report_is_lost_is_refused(load, monkeypatch):
    monkeypatch.setattr("trafilatura.extract", lambda *_, **__: "Chia sẻ bài viết này")
    refused(load(PAGE.format(PARAGRAPHS * 5), "a.html"), "letters")


@pytest.mark.parametrize("open_", ["<script>", "<style", "<!--", "<p ", "<svg>", "<a href='"])
def test_unclosed_markup_does_not_stall_the_survey(load, open_):
    with ends(within=60):
        load(PAGE.format(PARAGRAPHS + open_ * 20_000), "a.html")


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("{", "JSON"),
        ("[1]", "object"),
        ("[" * 100_000, "JSON"),
        ('{"text": 5}', '"text"'),
        ('{"title": "Tỉnh ủy họp"}', '"text"'),
        ('{"text": "Tỉnh ủy họp", "published": "hôm qua"}', "date"),
        ('{"text": "Tỉnh ủy họp", "url": "javascript:alert(1)"}', "http"),
        ('{"text": "Tỉnh ủy họp", "authors": [1]}', "authors"),
        (r'{"text": "Tỉnh ủy họp \ud800"}', "surrogate"),
        (r'{"text": "Tỉnh ủy họp", "title": "\ud800"}', "surrogate"),
        ('{"text": "   "}', "text"),
    ],
)
def test_a_bad_line_is_refused_by_its_number_and_the_rest_is_read(load, line, word):
    good = json.dumps({"text": TEXT})
    first, second, third = load(f"{good}\n{line}\n\n{good}\n", "a.jsonl")
    assert isinstance(first, Article)
    assert isinstance(third, Article)
    assert refused([second], word).where.endswith("a.jsonl:2")


def test_a_line_over_the_limit_is_refused_and_the_rest_is_read(load):
    lines = [json.dumps({"text": "a" * 5000}), json.dumps({"text": TEXT})]
    first, second = load("\n".join(lines), "a.jsonl", max_input_bytes=1000)
    refused([first], "longer than 1000")
    assert isinstance(second, Article)


BYTES = TEXT.encode()


def pack(*names, data=BYTES, method=zipfile.ZIP_DEFLATED):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name in names:
            archive.writestr(name, data)
    return buffer.getvalue()


def test_the_entries_of_an_archive_are_read_by_name(load):
    found = load(pack("b.txt", "a/c.txt", ".hidden.txt", "__MACOSX/x.txt"), "a.zip")
    assert [article.source.partition("!")[2] for article in found] == ["a/c.txt", "b.txt"]


@pytest.mark.parametrize(
    "name", ["../../etc/cron.d/x.txt", "/etc/x.txt", "a/../../x.txt", "..\\x.txt", "C:\\x.txt"]
)
def test_an_entry_that_leads_out_is_refused(load, name):
    refused(load(pack(name), "a.zip"), "leads out")


def test_an_archive_in_an_archive_is_refused(load):
    refused(load(pack("b.zip", data=pack("a.txt")), "a.zip"), "inside an archive")


def test_a_bomb_is_refused(load):
    refused(load(pack("a.txt", data=b"a" * 20_000_000), "a.zip"), "bomb")


def test_too_many_entries_are_refused(load):
    refused(
        load(pack(*(f"{n}.txt" for n in range(10_001)), data=b"a", method=zipfile.ZIP_STORED), "a.zip"),
        "10001",
    )


def test_overlapping_entries_are_refused(load):
    data = bytearray(pack("a.txt", "b.txt", method=zipfile.ZIP_STORED))
    second = data.rindex(b"PK\x01\x02")
    data[second + 42 : second + 46] = (0).to_bytes(4, "little")
    assert isinstance(only(load(bytes(data), "a.zip")), Refusal)


@pytest.mark.parametrize("cut", [10, 200, -30])
def test_a_cut_archive_is_refused(load, cut):
    refused(load(pack("a.txt")[:cut], "a.zip"), "broken")


def test_a_damaged_entry_is_refused(load):
    data = bytearray(pack("a.txt", method=zipfile.ZIP_STORED))
    data[60] ^= 1
    refused(load(bytes(data), "a.zip"), "broken")


def test_a_link_in_a_folder_is_reported_and_not_followed(tmp_path, settings):
    (tmp_path / "secret").write_text(TEXT, "utf-8")
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "link.txt").symlink_to(tmp_path / "secret")
    (folder / "loop").symlink_to(folder)
    assert [(r.where[-8:], "links" in r.reason) for r in load_paths([folder], settings)] == [
        ("link.txt", True),
        ("/in/loop", True),
    ]


def test_a_pipe_or_device_is_refused_at_once(tmp_path, settings):
    os.mkfifo(tmp_path / "pipe.txt")
    refused(list(load_paths([tmp_path], settings)), "regular")


@pytest.mark.parametrize("name", ["missing.txt", "missing", "x" * 300, "a\0b"])
def test_a_missing_file_is_refused(tmp_path, settings, name):
    refused(list(load_paths([tmp_path / name], settings)))


def test_hidden_files_are_passed_over_and_other_kinds_are_named(tmp_path, settings):
    for name in (".a.txt", "b.docx", "c.txt"):
        (tmp_path / name).write_text(TEXT, "utf-8")
    second, third = load_paths([tmp_path], settings)
    refused([second], "not read from a folder")
    assert isinstance(third, Article)


def test_a_name_in_an_old_encoding_is_written_with_escapes(tmp_path, settings):
    with open(os.path.join(os.fsencode(tmp_path), b"\xd0\xc2.txt"), "w", encoding="utf-8") as file:
        file.write(TEXT)
    assert only(load_paths([tmp_path], settings)).source.endswith(r"\xd0\xc2.txt")


def test_an_empty_folder_is_refused(tmp_path, settings):
    refused(list(load_paths([tmp_path], settings)), "empty")


def test_the_order_of_a_folder_is_that_of_its_names(tmp_path, settings):
    for name in ("b/1.txt", "a.txt", "c.txt", "b/0.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(f"{TEXT}\n\n{name}", "utf-8")
    assert [a.source[-7:] for a in load_paths([tmp_path], settings)] == [
        "0/a.txt",
        "b/0.txt",
        "b/1.txt",
        "0/c.txt",
    ]


def test_reading_stops_at_the_most_articles(tmp_path, settings):
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": TEXT}) + "\n", "utf-8")
    found = list(load_paths([tmp_path / "a.jsonl"] * 5, replace(settings, max_articles=2)))
    assert [type(result) for result in found] == [Article, Article, Refusal]
    refused(found[2:], "2 articles")


def test_front_matter_is_text_and_nothing_more(load):
    article = only(load(f"---\na: &a [x, x]\nb: !!python/object:os.system [*a, *a]\n---\n{TEXT}"))
    assert "!!python/object" in article.text


def test_quotes_and_backslashes_stay_as_they_are(load):
    odd = 'Ông Nguyễn "Văn} DROP ALL # \\n Bình dự.'
    assert odd in only(load(f"{TEXT}\n\n{odd}")).text
