"""Files, folders and archives (FIL)."""

from __future__ import annotations

import io
import os
import tarfile
import tracemalloc
import zipfile
from dataclasses import replace
from itertools import islice
from pathlib import Path
from unittest.mock import patch

from kg.load import Refusal, build_article, files, load_paths
from kg.model import Article
from kg.store.generations import DataHome
from tests.bad.cases import REPORT, Bench, case


def packed(names: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a zip archive."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, data in names.items():
            archive.writestr(name, data)
    return buffer.getvalue()


@case("FIL-01")
def name_that_leads_out(bench: Bench) -> None:
    """An entry of an archive, or an id asked for over HTTP, that climbs out of its folder: refused, not
    written."""
    for name in ("../../etc/cron.d/x.txt", "/etc/cron.d/x.txt", "..\\x.txt"):
        bench.refused("a.zip", packed({name: REPORT.encode()}), "leads out")
    for path in (
        "/page/id/article/../../etc/passwd",
        "/id/article/..%2f..%2fetc",
        "/static/dist/../../site.py",
    ):
        assert bench.server.ask(path).status in {301, 308, 404}
    assert {path.name for path in bench.folder.iterdir()} <= {"a.zip", "home"}


@case("FIL-03")
def link_in_a_folder(bench: Bench) -> None:
    """A link inside an input folder is named and not followed, not even when it appears after the look."""
    secret = bench.file("secret.txt", REPORT)
    folder = bench.file("in/a.txt", REPORT.replace("Bình", "Minh")).parent
    (folder / "link.txt").symlink_to(secret)
    ran = bench.kg("load", folder)
    assert ran.code == 1
    assert "link.txt: links in a folder are not followed" in ran.err
    ids = {article.id for article in DataHome(bench.home).archive(readonly=True).articles()}
    assert build_article(REPORT).id not in ids
    try:
        files.open_file(folder / "link.txt", follow=False)
    except Exception as error:
        assert "cannot be read" in str(error)  # noqa: PT017
    else:
        raise AssertionError("the link was followed")


@case("FIL-05")
def bombs(bench: Bench) -> None:
    """Archives that grow, nest, overlap or hold too many entries are refused before they are unpacked."""
    bench.refused("big.zip", packed({"a.txt": b"a" * 20_000_000}), "bomb")
    bench.refused("in.zip", packed({"b.zip": packed({"a.txt": REPORT.encode()})}), "inside an archive")
    many = {f"{number}.txt": b"a" for number in range(10_001)}
    bench.refused("many.zip", packed(many, zipfile.ZIP_STORED), "10001")
    data = bytearray(packed({"a.txt": REPORT.encode(), "b.txt": REPORT.encode()}, zipfile.ZIP_STORED))
    second = data.rindex(b"PK\x01\x02")
    data[second + 42 : second + 46] = bytes(4)
    bench.refused("over.zip", bytes(data), "overlap")


@case("FIL-07")
def tar(bench: Bench) -> None:
    """A tar archive with a device and a link out of the tree is not unpacked at all: tar is not read."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for name, kind in (("null", tarfile.CHRTYPE), ("out", tarfile.SYMTYPE)):
            entry = tarfile.TarInfo(name)
            entry.type, entry.linkname = kind, "../../etc/passwd"
            archive.addfile(entry)
    bench.refused("a.tar", buffer.getvalue(), "binary")
    bench.refused("b.tar.gz", b"\x1f\x8b" + buffer.getvalue(), "gzip")


@case("FIL-08")
def a_very_large_folder(bench: Bench) -> None:
    """A folder of 5,000 files is read one by one in little memory; a run that ended midway goes on."""
    folder = bench.file("in/0.txt", REPORT).parent
    for number in range(1, 5_000):
        os.link(folder / "0.txt", folder / f"{number}.txt")
    with patch("kg.load.sources.open_file", wraps=files.open_file) as opened:
        assert len(list(islice(load_paths([folder], bench.settings), 10))) == 10
    assert opened.call_count == 10
    small = replace(bench.settings, max_input_bytes=100_000)
    tracemalloc.start()
    article = build_article(REPORT)
    with patch("kg.load.sources._one", new=lambda *_: article):
        assert sum(1 for _ in load_paths([folder], small)) == 5_000
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 2_000_000, most
    few = [bench.file(f"few/{n}.txt", REPORT.replace("Bình", f"Bình {n}")) for n in range(4)]
    assert bench.kg("load", *few[:2]).code == 0
    assert "loaded 2, unchanged 2" in bench.kg("load", few[0].parent).err


@case("FIL-09")
def a_file_that_changes_meanwhile(bench: Bench) -> None:
    """A file that is written while it is read: what is kept is what was read, and it is read once."""
    path = bench.file("a.txt", REPORT)
    real = files.open_file

    def changing(path: Path, *, follow: bool) -> object:
        file = real(path, follow=follow)
        read = file.read

        def late(size: int = -1) -> bytes:
            data = read(size)
            path.write_text("khác", "utf-8")
            return data

        file.read = late  # type: ignore[method-assign]
        return file

    with patch("kg.load.sources.open_file", side_effect=changing) as opened:
        (article,) = load_paths([path], bench.settings)
    assert isinstance(article, Article)
    assert article.id == build_article(REPORT).id
    assert opened.call_count == 1
    assert isinstance(bench.read(path)[0], Refusal) or bench.read(path)[0].text == "khác"
