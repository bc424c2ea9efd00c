"""The Nth write, sync or rename of a load fails: the caller is told, what was there stays, the next run
is clean."""

from __future__ import annotations

import random
import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from tests.faults import loader
from tests.faults.checks import check_acknowledged, check_readers, check_rebuilt, check_words, copy_of
from tests.faults.children import Child, context
from tests.faults.tally import Fault, Round, Unknown

CALLS = ("write", "pwrite64", "fdatasync", "fsync", "rename")
ERRORS = ("EIO", "ENOSPC")
_STRACE = ("strace", "-f", "-qq", "-o", "/dev/null")


@dataclass(frozen=True, slots=True)
class Prepared:
    """A data folder of two articles, and every (call, error, N) of a load of a third."""

    home: Path
    plan: tuple[tuple[str, str, int], ...]


def prepare(folder: Path) -> Prepared:
    """Return what the trials begin with. Calls are counted once, without a fault."""
    home = folder / "home"
    loader.load(home, folder, range(2))
    counts = _counted(home, folder)
    plan = [(call, error, n) for call in CALLS for error in ERRORS for n in range(1, counts.get(call, 0) + 1)]
    random.Random(0).shuffle(plan)
    return Prepared(home, tuple(plan))


def _counted(home: Path, folder: Path) -> dict[str, int]:
    """Return how often a thread of a load makes each call, at most."""
    with tempfile.TemporaryDirectory() as made, tempfile.NamedTemporaryFile("r") as trace:
        watched = copy_of(home, Path(made))
        _traced(watched.path, folder, ("-o", trace.name, "-e", f"trace={','.join(CALLS)}"))
        calls = re.findall(r"^(\d+)\s+(\w+)\(", trace.read(), re.MULTILINE)
    threads = {thread for thread, _ in calls}
    return {call: max(calls.count((thread, call)) for thread in threads) for call in CALLS}


def trial(prepared: Prepared, one: Round) -> str:
    """Let one call of a load fail, and check the folder, then load again without a fault."""
    if not shutil.which("strace"):
        raise Unknown("strace is not installed")
    call, error, n = prepared.plan[one.number % len(prepared.plan)]
    home, articles = copy_of(prepared.home, one.folder), one.folder / "articles"
    articles.mkdir()
    word, value = _traced(
        home.path, articles, ("-e", f"trace={call}", "-e", f"inject={call}:error={error}:when={n}")
    )
    check_readers(home)
    check_acknowledged(home, {0, 1, 2} if word == "done" else {0, 1})
    if word == "refused":
        check_words(value)
    loader.load(home.path, articles, range(2, 3))
    check_acknowledged(home, {0, 1, 2})
    check_rebuilt(home)
    return word


def _traced(home: Path, articles: Path, options: tuple[str, ...]) -> tuple[str, str]:
    """Load an article in a process that strace watches; return how it said that it ended."""
    hears, orders = context().Pipe(duplex=False)
    with Child(loader.load_when_told, home, articles, 2, hears) as child:
        assert child.said(60) == "ready"
        watcher = subprocess.Popen(
            [*_STRACE, *options, "-p", str(child.process.pid)], stderr=subprocess.PIPE, text=True
        )
        try:
            _wait_attached(child.process.pid or 0, watcher)
            orders.send("go")
            return tuple(child.said(60))
        except EOFError:
            raise AssertionError(f"the load ended without a word ({child.process.exitcode})") from None
        except TimeoutError as error:
            raise AssertionError(f"the load did not end: {error}") from error
        finally:
            child.kill()
            watcher.kill()
            watcher.communicate()
            hears.close()
            orders.close()


def _wait_attached(pid: int, watcher: subprocess.Popen[str]) -> None:
    while f"TracerPid:\t{watcher.pid}" not in Path(f"/proc/{pid}/status").read_text():
        if watcher.poll() is not None:
            raise Unknown(f"strace cannot watch here: {watcher.stderr and watcher.stderr.read()}")


FAULT = Fault("I/O error", prepare, trial, short=2, every=lambda prepared: len(prepared.plan))
