"""A process killed at any moment loses nothing it acknowledged and leaves no half."""

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kg.errors import StoreError
from kg.store.generations import DataHome

ROOT = Path(__file__).resolve().parents[2]
LOADER = """
import hashlib, sys
from rdflib import Literal, URIRef
from kg.model import Article
from kg.store.generations import DataHome

home = DataHome(sys.argv[1])
LABEL = URIRef("http://www.w3.org/2004/02/skos/core#prefLabel")
with home.archive() as archive, home.writer() as store:
    for number in range(10_000):
        text = f"Bài {number}"
        id = hashlib.sha256(text.encode()).hexdigest()[:16]
        if archive.put(Article(id, text), str(number)) == "unchanged" and id not in archive.ids("pending"):
            continue
        print("put", id, flush=True)
        node = f"https://vpo.example/id/article/{id}"
        triples = [(URIRef(f"{node}#h{i}"), LABEL, Literal(text, lang="vi")) for i in range(7)]
        store.replace_graph(f"https://vpo.example/graph/article/{id}", triples)
        print("stored", id, flush=True)
        if number % 5 == 4:
            manifest = home.publish(store)
            archive.mark_loaded(archive.ids("pending"), manifest.number)
            print("published", manifest.number, flush=True)
"""


def start(home: Path, **kwargs) -> subprocess.Popen[bytes]:
    environ = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(
        [sys.executable, "-c", LOADER, str(home)],
        env=environ,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        **kwargs,
    )


def kill_after(process: subprocess.Popen[bytes], first: bytes, seconds: float) -> list[list[str]]:
    """Wait for a line, then some more, then kill -9; return all lines that were acknowledged."""
    assert process.stdout is not None
    head = process.stdout.readline()
    assert head.startswith(first), process.stderr and process.stderr.read().decode()
    time.sleep(seconds)
    process.kill()
    rest, _ = process.communicate(timeout=30)
    lines = (head + rest).decode().splitlines(keepends=True)
    return [line.split() for line in lines if line.endswith("\n")]


@pytest.mark.parametrize("seed", range(6))
def test_a_kill_loses_nothing_acknowledged_and_leaves_no_half(tmp_path, seed):
    home = DataHome(tmp_path / "home")
    chance = random.Random(seed)
    said: list[list[str]] = []
    for _ in range(2):
        said += kill_after(start(home.path), b"put", chance.uniform(0.02, 0.6))
        published = max((int(word) for kind, word in said if kind == "published"), default=0)
        current = home.current() or 0
        assert current in (published, published + 1)
        if current:
            now = home.current_reader().now()
            assert now.store.canonical_hash() == home.manifest(current).hash
            assert {now.store.count(graph) for graph in now.store.graphs()} == {7}
        with home.archive() as archive:
            kept = {article.id for article in archive.articles()}
            assert {word for kind, word in said if kind == "put"} <= kept
            gone = set(archive.ids("loaded")) | set(archive.ids("pending"))
            assert gone == kept
        with home.writer() as store:
            assert {store.count(graph) for graph in store.graphs()} <= {7}
            graphs = {graph.rsplit("/", 1)[1] for graph in store.graphs()}
            assert {word for kind, word in said if kind == "stored"} <= graphs


def test_a_disk_that_fills_up_leaves_the_last_whole_generation(tmp_path):
    home = DataHome(tmp_path / "home")
    kill_after(start(home.path), b"put", 0.6)
    before = home.current()
    full = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000));"
    process = subprocess.run(
        [sys.executable, "-c", full + LOADER, str(home.path)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert process.returncode != 0
    assert b"StoreError" in process.stderr
    assert b"panicked" not in process.stderr
    assert (home.current() or 0) >= (before or 0)
    if home.current():
        now = home.current_reader().now()
        assert now.store.canonical_hash() == home.manifest(now.number).hash
    with home.writer() as store:
        assert home.publish(store).triples == store.count()


def test_a_home_that_cannot_be_written_is_named(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreError, match="cannot be written"), DataHome(tmp_path / "file").writer():
        pass


def test_a_store_with_missing_files_is_named(tmp_path):
    home = DataHome(tmp_path / "home")
    with home.writer() as store:
        home.publish(store)
    for path in (home.folder(1) / "store").glob("MANIFEST*"):
        path.unlink()
    with pytest.raises(StoreError, match="generations/1/store"):
        home.current_reader().now()
