"""Does what is in the spool, one piece of work after the other, each in a process that writes and ends."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from itertools import islice
from os import pathsep
from typing import Any

from kg.errors import LimitError, LockedError
from kg.jobs.spool import Job, Kind, Spool, Task
from kg.settings import Settings
from kg.store.files import is_read

MOST = 1000
"""Articles that are loaded together at most."""

_QUEUED = 100  # jobs that may wait
_LONGEST = 3600.0  # seconds that a piece of work may take
_AGAIN = 2.0  # seconds until another try while someone else writes
_LOOK = 0.05  # seconds between two looks for an end


class Runner:
    """The jobs of a data folder and the thread that has them done, started with the first job."""

    def __init__(self, settings: Settings) -> None:
        self.spool = Spool(settings.home)
        self._settings = settings
        self._lock = threading.Lock()
        self._wake = threading.Event()
        self._closed = threading.Event()
        self._thread: threading.Thread | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self.spool.release()
        if self.spool.waiting():
            self._start()

    def submit(self, kind: Kind, tasks: Sequence[Task]) -> Job:
        """Keep a job and have it done.

        Raises `LockedError` while another process writes, `LimitError` when too many jobs wait.
        """
        waiting = self.spool.waiting()
        if not waiting and is_read(self._settings.home / "lock"):
            raise LockedError(f"{self._settings.home}: another process is writing; try again when it is done")
        if waiting >= _QUEUED:
            raise LimitError(f"{waiting} jobs wait already", limit="jobs", value=_QUEUED, retry=30)
        job = self.spool.put(kind, tasks)
        self._start()
        return job

    def wait(self, job: Job, seconds: float) -> Job:
        """Return the job as it stands when it is finished, or after so many seconds."""
        until = time.monotonic() + seconds
        while not job.finished and time.monotonic() < until:
            time.sleep(_LOOK)
            job = self.spool.get(job.id) or job
        return job

    def close(self) -> None:
        """Begin nothing more and end the work at hand: the next start finds it again."""
        with self._lock:
            self._closed.set()
            if self._process is not None:
                self._process.kill()
        self._wake.set()
        if self._thread is not None:
            self._thread.join()

    def _start(self) -> None:
        with self._lock:
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="jobs", daemon=True)
                self._thread.start()
        self._wake.set()

    def _run(self) -> None:
        while not self._closed.is_set():
            self._wake.clear()
            jobs = self.spool.claim(MOST)
            if not jobs:
                self._wake.wait()
            elif not self._do(jobs):
                self.spool.release(jobs)
                self._closed.wait(_AGAIN)

    def _do(self, jobs: Sequence[Job]) -> bool:
        """Do jobs of one kind; return False when they have to wait."""
        told = self._ask({"kind": jobs[0].kind, "tasks": [task for job in jobs for task in job.tasks]})
        if told is None or told.get("error", {}).get("kind") == "LockedError":
            return False
        outcomes = iter(told.get("outcomes", ()))
        for job in jobs:
            own = {**told, "outcomes": list(islice(outcomes, len(job.tasks)))}
            self.spool.finish(job, "failed" if "error" in told else "done", own)
        return True

    def _ask(self, work: Mapping[str, object]) -> dict[str, Any] | None:
        """Return what the process tells that does the work, None when it was ended with us."""
        plain = asdict(replace(self._settings, ingest_token="", review_token=""))
        settings = {**plain, "home": str(self._settings.home.absolute())}
        with self._lock:
            if self._closed.is_set():
                return None
            self._process = subprocess.Popen(
                [sys.executable, "-m", "kg.commands.jobs"],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=_environment(), start_new_session=True,
            )  # fmt: skip
        try:
            out, _ = self._process.communicate(json.dumps({**work, "settings": settings}).encode(), _LONGEST)
        except subprocess.TimeoutExpired:
            self._process.kill()
            out, _ = self._process.communicate()
        if self._closed.is_set():
            return None
        try:
            return dict(json.loads(out))
        except ValueError:
            code = self._process.returncode
            return {
                "error": {"kind": "StoreError", "detail": f"the process that writes ended with code {code}"}
            }


def _environment() -> dict[str, str]:
    """The environment of the process that writes: ours without the tokens."""
    ours = {name: value for name, value in os.environ.items() if not name.endswith("_TOKEN")}
    return {**ours, "PYTHONPATH": pathsep.join(filter(None, sys.path))}
