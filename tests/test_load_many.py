"""Many articles at once: the same data set as one by one, whatever ends the run or one of its processes."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kg import entering_many, pipeline, settling
from kg.errors import StoreError
from kg.settings import Settings
from kg.store.generations import DataHome
from tests.bench.corpus import make_corpus
from tests.bench.texts import write_texts
from tests.faults.loader import without_reference

ARTICLES = 60
RUN = """
from kg import entering_many, pipeline, settling, validate
from kg.settings import Settings
from tests.faults.loader import without_reference
settling._MANY, entering_many._BLOCK, entering_many._BATCH = 10, 4, 200_000
validate._FIRST = 0
if __name__ == "__main__":
    with without_reference():
        pipeline.load(["{texts}"], Settings.from_env())
"""


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("many") / "texts.jsonl"
    write_texts(make_corpus(ARTICLES), path)
    return path


@pytest.fixture(scope="module")
def wanted(texts: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The hash of the data set when the articles are loaded one by one."""
    settings = Settings(home=tmp_path_factory.mktemp("one by one"), gate_sample=0)
    with without_reference():
        pipeline.load([texts], settings)
    return shown(settings.home)


@pytest.fixture
def many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settling, "_MANY", 10)
    monkeypatch.setattr(entering_many, "_BLOCK", 4)
    monkeypatch.setattr(entering_many, "_BATCH", 200_000)


def shown(home: Path) -> str:
    folder = DataHome(home)
    number = folder.current()
    assert number is not None
    with folder.archive(readonly=True) as archive:
        assert archive.counts() == {
            "pending": 0, "entered": 0, "loaded": ARTICLES, "refused": 0, "withdrawn": 0,
        }  # fmt: skip
    return folder.manifest(number).hash


def test_a_load_by_several_processes_gives_the_data_set_of_one_by_one(
    many: None, texts: Path, wanted: str, tmp_path: Path
) -> None:
    told: list[tuple[int, int]] = []
    (tmp_path / "batch.nq").write_text("what a run that was killed left", "utf-8")
    with without_reference():
        settings = Settings(home=tmp_path, processes=2, gate_sample=0)
        report = pipeline.load([texts], settings, lambda *count: told.append(count))
    assert (report.loaded, report.refused) == (ARTICLES, ())
    assert told == [(4, ARTICLES)] * (ARTICLES // 4)
    assert shown(tmp_path) == wanted
    assert list(tmp_path.glob("*.nq")) == []


def start(texts: Path, home: Path, tmp_path: Path) -> subprocess.Popen[bytes]:
    script = tmp_path / "run.py"
    script.write_text(RUN.format(texts=texts), "utf-8")
    folders = os.pathsep.join(map(str, sys.path))
    env = {**os.environ, "KG_HOME": str(home), "KG_PROCESSES": "2", "PYTHONPATH": folders}
    return subprocess.Popen([sys.executable, str(script)], env=env, stderr=subprocess.PIPE)


def entered(home: Path) -> int:
    try:
        with DataHome(home).archive(readonly=True) as archive:
            return archive.count("entered")
    except StoreError:
        return 0


def workers(process: subprocess.Popen[bytes]) -> list[int]:
    """The processes that read for another."""
    found = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    return [int(pid) for pid in found if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()]


def wait_until_gone(pids: list[int]) -> None:
    deadline = time.monotonic() + 20
    while any(Path(f"/proc/{pid}").exists() for pid in pids):
        assert time.monotonic() < deadline, "a process outlived the run that had started it"
        time.sleep(0.02)


def wait_for(process: subprocess.Popen[bytes], home: Path, most: int) -> None:
    """Wait until so many articles have entered, or the run is over."""
    deadline = time.monotonic() + 60
    while process.poll() is None and entered(home) < most:
        assert time.monotonic() < deadline, "nothing entered"
        time.sleep(0.02)


def test_a_load_killed_again_and_again_loses_nothing_and_doubles_nothing(
    many: None, texts: Path, wanted: str, tmp_path: Path
) -> None:
    chance, home, before = random.Random(1), tmp_path / "home", 0
    for _ in range(2):
        process = start(texts, home, tmp_path)
        wait_for(process, home, min(before + chance.randrange(1, 20), ARTICLES))
        time.sleep(chance.uniform(0, 0.3))
        pids = workers(process)
        process.kill()
        process.communicate()
        assert process.returncode == -signal.SIGKILL
        wait_until_gone(pids)
        assert entered(home) >= before, "what had entered was read again"
        assert len(list(home.glob("*.nq"))) <= 1
        before = entered(home)
    assert before > 0
    with without_reference():
        pipeline.load([texts], Settings(home=home, processes=1, gate_sample=0))
    assert shown(home) == wanted


def test_a_process_that_is_killed_ends_the_run_in_words_and_the_others_with_it(
    many: None, texts: Path, wanted: str, tmp_path: Path
) -> None:
    process = start(texts, tmp_path / "home", tmp_path)
    wait_for(process, tmp_path / "home", 1)
    pids = workers(process)
    os.kill(pids[0], signal.SIGKILL)
    said = process.communicate(timeout=60)[1]
    assert b"KG_PROCESSES" in said.splitlines()[-1]
    wait_until_gone(pids)
    with without_reference():
        pipeline.load([texts], Settings(home=tmp_path / "home", processes=1, gate_sample=0))
    assert shown(tmp_path / "home") == wanted
