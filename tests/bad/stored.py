"""Crashes, damage and upgrades of what is stored (CRA, UPG)."""

from __future__ import annotations

import os
import random
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import tarfile
import threading
import time
from contextlib import closing
from pathlib import Path

import pytest

from kg.errors import StoreError
from kg.store import Store
from kg.store.archive import Archive
from kg.store.generations import DataHome
from tests.bad.cases import REPORT, Bench, case, unchanged
from tests.bad.queries import alive
from tests.faults import cuts, io_errors, loader
from tests.faults.checks import check_acknowledged, check_readers, check_rebuilt, copy_of
from tests.faults.children import Child
from tests.faults.tally import Fault, run
from tests.serving import served, start, stop

STORES = Path(__file__).parents[1] / "data" / "stores"


def loaded(bench: Bench, *numbers: range) -> DataHome:
    """Return the case's data folder after a run for each range of articles."""
    for each in numbers or (range(2),):
        loader.load(bench.home, bench.folder, each)
    return DataHome(bench.home)


def survives(fault: Fault, rounds: int) -> None:
    """Assert that some trials of a fault are survived."""
    tally = run(fault, rounds, seed=7)
    if tally.unknown and not tally.ok:
        pytest.skip(tally.unknown[0])
    assert not tally.failed, tally.failed


@case("CRA-02")
def killed_between_archive_and_store(bench: Bench) -> None:
    """Killed after an article was kept and before it was shown: the next run shows it, nothing is lost."""
    home = loaded(bench)
    with Child(loader.load_without_publishing, bench.home, bench.folder, range(2, 4)) as child:
        assert child.said(60) == "written"
    with home.archive(readonly=True) as archive:
        assert archive.counts()["pending"] == 2
    loader.load(bench.home, bench.folder, range(1))
    check_acknowledged(home, {0, 1, 2, 3})
    check_rebuilt(home)


@case("CRA-03")
def power_cut(bench: Bench) -> None:
    """What was not yet on disk is cut off anywhere: the store opens to whole articles, the archive gives
    the rest."""
    survives(cuts.FAULT, 1)


@case("CRA-06")
def failing_disk(bench: Bench) -> None:
    """A write, sync or rename fails: the caller is told, nothing from before is lost, the next run is
    clean."""
    survives(io_errors.FAULT, 1)


@case("CRA-07")
def read_only_disk(bench: Bench) -> None:
    """A data folder that cannot be written is served; a load ends with one line."""
    loaded(bench)
    if os.geteuid():
        pytest.skip("only root may mount a folder read-only")
    mount = [
        "unshare",
        "-m",
        "sh",
        "-c",
        'mount --bind -o ro "$0" "$0" 2>/dev/null && mount -o remount,ro,bind "$0" && exec "$@"',
    ]
    try:
        server = start(bench.home, *mount, str(bench.home))
    except RuntimeError as error:
        if "Serving" not in str(error):
            pytest.skip(f"folders cannot be mounted read-only here: {error}")
        raise
    try:
        assert server.ask("/export").status == 200
        assert server.query("ASK { ?s ?p ?o }").text == "true"
        assert server.ask("/ingest", method="POST", body=b"{}").status in {401, 404, 503}
    finally:
        stop(server)
    environment = {**os.environ, "KG_HOME": str(bench.home), "PYTHONPATH": ":".join(sys.path)}
    ran = subprocess.run(
        [*mount, str(bench.home), sys.executable, "-m", "kg", "load", str(bench.file("new.txt", REPORT))],
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (ran.returncode, "Traceback" in ran.stderr, ran.stderr.count("\n")) == (1, False, 1), ran.stderr


@case("CRA-08")
def flipped_bit(bench: Bench) -> None:
    """A bit flips in a file of the store that is shown: found before anything is served, the older one is
    shown."""
    home = loaded(bench, range(2), range(2, 3))
    tables = sorted((home.folder(2) / "store").glob("*.sst"), key=lambda path: path.stat().st_size)
    flip(tables[-1])
    with served(bench.home) as server:
        assert "damaged; generation 1 is shown" in server.said()
        assert (
            server.query("SELECT (COUNT(*) AS ?n) { ?s a <https://vpo.example/ontology#Article> }").text
            == "n\r\n2\r\n"
        )


def flip(path: Path) -> None:
    """Turn one bit in the middle of a file; the file gets a body of its own first, so that no link shares
    it."""
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.unlink()
    path.write_bytes(data)


@case("CRA-09")
def missing_files(bench: Bench) -> None:
    """CURRENT, MANIFEST or a table of the store that is shown emptied or gone: said at start, the older
    one is shown."""
    whole = loaded(bench, range(2), range(2, 3))
    for number, pattern in enumerate(("CURRENT", "MANIFEST*", "*.sst")):
        home = copy_of(whole.path, bench.folder / str(number))
        victim = sorted((home.folder(2) / "store").glob(pattern))[0]
        victim.unlink() if number % 2 else victim.write_bytes(b"")
        (said,) = home.leave_damaged()
        assert victim.name in said
        check_readers(home)
        assert home.current() == 1


@case("CRA-10")
def altered_archive(bench: Bench) -> None:
    """A text, what is known of one, or a whole row altered or taken out of the archive: `kg verify` names
    it."""
    whole = loaded(bench)
    changes = ("UPDATE articles SET text = 'x'", "UPDATE sources SET meta = replace(meta, 'vi', 'en')",
               "DELETE FROM articles", "DELETE FROM sources")  # fmt: skip
    assert bench.kg("verify").code == 0
    for number, change in enumerate(changes):
        home = copy_of(whole.path, bench.folder / str(number))
        with closing(sqlite3.connect(home.path / "archive.sqlite")) as database, database:
            database.execute(change)
        ran = bench.kg("verify", KG_HOME=home.path)
        assert (ran.code, ran.out.count("archive.sqlite: ") > 0) == (1, True), ran.out
        assert bench.kg("rebuild", KG_HOME=home.path).code == 1


@case("CRA-11")
def two_writers(bench: Bench) -> None:
    """A second run while one writes ends at once and names the process; readers see what they saw."""
    home = loaded(bench)
    with Child(loader.load_without_publishing, bench.home, bench.folder, range(2, 3)) as child:
        assert child.said(60) == "written"
        ran = bench.kg("load", bench.file("new.txt", REPORT))
        assert (ran.code, f"process {child.process.pid} is writing" in ran.err) == (1, True)
        check_readers(home)


@case("CRA-12")
def lock_of_a_dead_process(bench: Bench) -> None:
    """The lock file that a killed run left hinders nobody."""
    home = loaded(bench)
    with Child(loader.load_without_publishing, bench.home, bench.folder, range(2, 3)) as child:
        assert child.said(60) == "written"
    assert (bench.home / "lock").read_text() == f"{child.process.pid}\n"
    loader.load(bench.home, bench.folder, range(1))
    check_acknowledged(home, {0, 1, 2})


@case("CRA-13")
def copy_while_loading(bench: Bench) -> None:
    """The archive copied by SQLite, and the generation that is shown, while a load runs: both whole."""
    home = loaded(bench)
    with Child(loader.work, bench.home, bench.folder, "1") as child:
        child.said(60)
        child.said(60)
        copy = bench.folder / "copy" / "archive.sqlite"
        copy.parent.mkdir()
        with (
            closing(sqlite3.connect(bench.home / "archive.sqlite")) as one,
            closing(sqlite3.connect(copy)) as other,
        ):
            one.backup(other)
        number = home.current() or 0
        shutil.copytree(home.folder(number), copy.parent / "generations" / str(number))
    with Archive(copy) as archive:
        assert list(archive.problems()) == []
        assert len(list(archive.articles())) >= 2
    (copy.parent / "current").write_text(f"{number}\n")
    assert DataHome(copy.parent).damaged(number) == ""
    check_readers(DataHome(copy.parent))


@case("CRA-14")
def told_to_end(bench: Bench) -> None:
    """SIGTERM and SIGHUP amid a request: the answer comes whole, the exit code is 0, no worker is
    left."""
    loaded(bench)
    slow = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    for number in (signal.SIGTERM, signal.SIGHUP):
        server = start(bench.home, query_seconds=1)
        assert server.query("ASK {}").text == "true"
        workers, answers = server.workers(), []
        asking = threading.Thread(target=lambda: answers.append(server.query(slow)))  # noqa: B023
        asking.start()
        time.sleep(0.3)
        server.process.send_signal(number)
        asking.join()
        assert [answer.status for answer in answers] == [503]
        assert server.process.wait(30) == 0
        stop(server)
        assert workers
        assert not [pid for pid in workers if Path(f"/proc/{pid}").exists()]


@case("CRA-15")
def workers_lost(bench: Bench) -> None:
    """One worker killed, and all at once: the next requests are answered, or 503 until a worker is there
    again."""
    alive(bench)
    for _ in range(3):
        for pid in bench.server.workers():
            os.kill(pid, signal.SIGKILL)
        stop_ = time.monotonic() + 20
        statuses = []
        while not statuses or statuses[-1] != 200:
            statuses.append(bench.server.query(f"SELECT (1 AS ?n) {{ }} #{random.random()}").status)
            assert time.monotonic() < stop_
        assert set(statuses) <= {200, 503}


@case("CRA-16")
def no_fork(bench: Bench) -> None:
    """Workers are new programs with their own store: none is a fork of the server that has one open."""
    alive(bench)
    stop_ = time.monotonic() + 20
    while not all(b"kg.sparql." in command for command in _commands(bench)):
        assert time.monotonic() < stop_, _commands(bench)
        time.sleep(0.05)  # one that is just being started still bears the name of who starts it


def _commands(bench: Bench) -> list[bytes]:
    paths = (Path(f"/proc/{pid}/cmdline") for pid in bench.server.workers())
    return [path.read_bytes() for path in paths if path.exists()]


@case("CRA-18")
def workers_again_and_again(bench: Bench) -> None:
    """Workers that die over and over: descriptors and threads of the server stay as many."""
    crash = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    alive(bench)
    before = (bench.server.descriptors(), bench.server.threads())
    for _ in range(20):
        for pid in bench.server.workers():
            os.kill(pid, signal.SIGKILL)
        assert bench.server.query(crash).status in {200, 503}
    stop_ = time.monotonic() + 20
    while bench.server.descriptors() > before[0] + 8 and time.monotonic() < stop_:
        time.sleep(0.1)
    after = (bench.server.descriptors(), bench.server.threads())
    assert after[0] <= before[0] + 8, (before, after)
    assert after[1] <= before[1] + 2, (before, after)
    assert resource.getrlimit(resource.RLIMIT_NOFILE)[0] > after[0]


@case("UPG-01")
def stores_of_older_engines(bench: Bench) -> None:
    """Stores that releases of the engine from 0.3.22 on wrote open, and hold what they held."""
    hashes = set()
    for path in sorted(STORES.glob("*.tar.xz")):
        folder = bench.folder / path.name
        with tarfile.open(path) as archive:
            archive.extractall(folder, filter="data")
        with closing(Store.open_writer(folder)) as store:
            assert store.count() == 50
            hashes.add(store.canonical_hash())
    assert len(hashes) == 1
    assert len(list(STORES.iterdir())) == 3


@case("UPG-02")
def store_of_a_newer_release(bench: Bench) -> None:
    """A generation in a form that is not known yet is refused in words and stays as it is."""
    home = loaded(bench)
    manifest = home.folder(1) / "manifest.json"
    manifest.write_text(manifest.read_text().replace('"format": 1', '"format": 2'))
    with unchanged(home.folder(1)), pytest.raises(StoreError, match="newer release"):
        home.manifest(1)


@case("UPG-04")
def addresses_that_moved(bench: Bench) -> None:
    """The address of what was merged into something else leads there, on pages and for programs."""
    for path, target in (("/id/person/mac-thi-du-cu", "/id/person/mac-van-thi-du"),
                         ("/page/id/person/mac-thi-du-cu", "/page/id/person/mac-van-thi-du")):  # fmt: skip
        answer = bench.server.ask(path, headers={"Accept": "text/html"})
        assert (answer.status, answer.headers["location"].endswith(target)) == (302, True)


@case("UPG-05")
def restored_elsewhere(bench: Bench) -> None:
    """The archive and the decisions copied into an empty folder, then `kg rebuild`: the same hash."""
    home = loaded(bench)
    other = bench.folder / "other"
    other.mkdir()
    shutil.copy(bench.home / "archive.sqlite", other)
    assert loader.rebuild(other) == home.manifest(1).hash


@case("UPG-06")
def rebuilt_twice(bench: Bench) -> None:
    """Two rebuilds, and one from nothing but the archive: one hash."""
    home = loaded(bench, range(2), range(2, 3))
    hashes = {loader.rebuild(bench.home) for _ in range(2)}
    for name in ("store", "generations"):
        shutil.rmtree(bench.home / name)
    (bench.home / "current").unlink()
    hashes.add(loader.rebuild(bench.home))
    assert len(hashes) == 1
    check_readers(home)
