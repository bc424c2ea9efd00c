"""Extraction by Apache Spark: the same quads as here, also when a worker is killed in the middle."""

from __future__ import annotations

import gzip
import os
import shutil
import signal
import sys
import threading
import time
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from kg.entering import extract_quads
from kg.settings import Settings
from kg.spark import quads_of, run_job, start_session
from tests.bench.corpus import make_corpus
from tests.bench.texts import write_texts

SETTINGS = Settings(gate_sample=0)
ARTICLES = 150

needs_java = pytest.mark.skipif(
    shutil.which("java") is None, reason="Spark needs Java; apt-get install default-jre-headless"
)


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("spark") / "texts.jsonl"
    write_texts(make_corpus(ARTICLES), path)
    return path


def test_one_line_becomes_the_quads_of_its_graph(texts: Path) -> None:
    quads = quads_of(texts.read_bytes().splitlines()[0], SETTINGS).splitlines()
    assert len({quad.split()[-2] for quad in quads}) == 1
    assert all("/id/article/" in quad.split()[0] and quad.endswith("> .") for quad in quads)


def test_a_line_that_is_refused_becomes_a_comment_that_says_why() -> None:
    line = b'{"title": "x"}'
    assert quads_of(line, SETTINGS).startswith(
        f'# refused sha256:{sha256(line).hexdigest()}: it has no "text"'
    )


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Two workers on this machine, and four tries for each task."""
    folders = os.pathsep.join(str(path) for path in (Path(__file__).parents[1], *map(Path, sys.path)) if path)
    scratch = tmp_path_factory.mktemp("scratch")
    wishes = {
        "spark.master": "local[2,4]", "spark.ui.enabled": "false", "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1", "spark.local.dir": str(scratch),
        "spark.hadoop.mapreduce.input.fileinputformat.split.minsize": "1", "spark.driver.memory": "512m",
    }  # fmt: skip
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("PYTHONPATH", folders)
        patched.setenv("PYSPARK_PYTHON", sys.executable)
        patched.setenv(
            "PYSPARK_SUBMIT_ARGS", " ".join(f"--conf {k}={v}" for k, v in wishes.items()) + " pyspark-shell"
        )
        started = start_session()
        yield started
        started.stop()


def python_workers() -> list[int]:
    """The processes of Spark that run our code: forks of its daemon."""
    found: dict[int, int] = {}
    for path in Path("/proc").glob("[0-9]*"):
        try:
            if b"pyspark.daemon" in (path / "cmdline").read_bytes():
                found[int(path.name)] = int((path / "stat").read_text().rpartition(")")[2].split()[1])
        except OSError:  # it has ended meanwhile
            continue
    return [pid for pid, parent in found.items() if parent in found]


def kill_one(killed: list[int], over: threading.Event) -> None:
    """Kill the first worker that is seen, once it is well under way."""
    while not over.is_set() and not killed:
        for pid in python_workers()[:1]:
            time.sleep(0.3)
            os.kill(pid, signal.SIGKILL)
            killed.append(pid)
        time.sleep(0.02)


def written(target: Path) -> list[str]:
    """The lines of all parts, sorted."""
    assert (target / "_SUCCESS").exists()
    return sorted(
        line for part in target.glob("part-*.gz") for line in gzip.open(part, "rt", encoding="utf-8")
    )


@needs_java
def test_a_job_with_a_killed_worker_writes_what_is_read_here(
    session: Any, texts: Path, tmp_path: Path
) -> None:
    killed: list[int] = []
    over = threading.Event()
    thread = threading.Thread(target=kill_one, args=(killed, over))
    thread.start()
    try:
        run_job(session, str(texts), str(tmp_path / "quads"), SETTINGS)
    finally:
        over.set()
        thread.join()
    stages = [session.sparkContext.statusTracker().getStageInfo(number) for number in range(3)]
    assert killed
    assert sum(stage.numFailedTasks for stage in stages if stage) > 0
    here = sorted(
        line for found in extract_quads([texts], SETTINGS) for line in found.splitlines(keepends=True)
    )
    assert written(tmp_path / "quads") == here
    assert len(here) > ARTICLES * 50
