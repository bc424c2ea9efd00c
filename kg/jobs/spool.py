"""The spool: what was asked for and what came of it, in one SQLite file beside the archive.

A job is on disk (fsync) before anyone is told of it. A server that was killed finds it again.
"""

from __future__ import annotations

import json
import secrets
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from kg.errors import StoreError

Kind = Literal["load", "withdraw", "decide", "derive"]
State = Literal["queued", "running", "done", "failed"]
Task = Mapping[str, Any]

_SCHEMA = """
CREATE TABLE IF NOT EXISTS jobs (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, received TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'queued', tasks TEXT NOT NULL, result TEXT NOT NULL DEFAULT '{}'
);
CREATE INDEX IF NOT EXISTS jobs_by_state ON jobs(state, number);
CREATE TABLE IF NOT EXISTS received (
    sha256 TEXT NOT NULL, job TEXT NOT NULL, position INTEGER NOT NULL, PRIMARY KEY (sha256, job, position)
) WITHOUT ROWID;
"""
_KEPT = 10_000  # finished jobs that can still be asked about
_OPEN = "('queued', 'running')"


@dataclass(frozen=True, slots=True)
class Job:
    """Work and how far it got. `result` is what the process that did it told; empty before."""

    id: str
    kind: Kind
    received: str
    state: State
    tasks: Sequence[Task]
    result: Mapping[str, Any]

    @property
    def finished(self) -> bool:
        """Whether nothing more will come of it."""
        return self.state in {"done", "failed"}


class Spool:
    """The jobs of one data folder. Safe to use from many threads and processes."""

    def __init__(self, home: Path) -> None:
        self._path = home / "jobs.sqlite"
        home.mkdir(parents=True, exist_ok=True)
        with self._open() as database:
            database.executescript(_SCHEMA)

    def put(self, kind: Kind, tasks: Sequence[Task]) -> Job:
        """Keep a new job; it is on disk when this returns."""
        id_, now = secrets.token_hex(8), datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        with self._open() as database:
            database.execute(
                "INSERT INTO jobs(id, kind, received, tasks) VALUES (?, ?, ?, ?)",
                (id_, kind, now, json.dumps(tasks)),
            )
            database.executemany(
                "INSERT INTO received VALUES (?, ?, ?)",
                [(task["sha256"], id_, at) for at, task in enumerate(tasks) if "sha256" in task],
            )
            self._forget_old(database)
        return Job(id_, kind, now, "queued", tasks, {})

    def claim(self, most: int) -> list[Job]:
        """Mark the oldest job as running and return it, with the loads behind it up to `most` articles."""
        with self._open() as database:
            found = _jobs(database, "WHERE state = 'queued' ORDER BY number LIMIT 100")
            claimed = found[:1]
            for job in found[1:]:
                size = sum(len(one.tasks) for one in claimed) + len(job.tasks)
                if claimed[0].kind != "load" or job.kind != "load" or size > most:
                    break
                claimed.append(job)
            self._set(database, claimed, "running")
        return claimed

    def release(self, jobs: Sequence[Job] | None = None) -> None:
        """Let running jobs wait again: these, or all that a server left when it was killed."""
        with self._open() as database:
            self._set(
                database, _jobs(database, "WHERE state = 'running'") if jobs is None else jobs, "queued"
            )

    def finish(self, job: Job, state: State, result: Mapping[str, Any]) -> None:
        """Note what came of a job; what was sent with it is dropped, because the archive has it now."""
        kept = [{name: task[name] for name in task if name != "line"} for task in job.tasks]
        with self._open() as database:
            database.execute(
                f"UPDATE jobs SET state = ?, result = ?, tasks = ? WHERE id = ? AND state IN {_OPEN}",
                (state, json.dumps(result), json.dumps(kept), job.id),
            )

    def get(self, id_: str) -> Job | None:
        """Return a job, None for one that is not known (any more)."""
        with self._open() as database:
            return next(iter(_jobs(database, "WHERE id = ?", id_)), None)

    def find(self, sha256: str) -> tuple[Job, int] | None:
        """Return the last job in which something of this hash was sent, and its position in it."""
        with self._open() as database:
            row = database.execute(
                "SELECT jobs.id, position FROM received JOIN jobs ON jobs.id = job WHERE sha256 = ? "
                "ORDER BY number DESC LIMIT 1",
                (sha256,),
            ).fetchone()
            return None if row is None else (_jobs(database, "WHERE id = ?", row[0])[0], row[1])

    def waiting(self) -> int:
        """Return how many jobs are not finished."""
        with self._open() as database:
            return int(database.execute(f"SELECT COUNT(*) FROM jobs WHERE state IN {_OPEN}").fetchone()[0])

    def _set(self, database: sqlite3.Connection, jobs: Sequence[Job], state: State) -> None:
        """Note how far jobs got; what another server has finished stays finished."""
        statement = f"UPDATE jobs SET state = ? WHERE id = ? AND state IN {_OPEN}"
        database.executemany(statement, [(state, job.id) for job in jobs])

    def _forget_old(self, database: sqlite3.Connection) -> None:
        old = f"(SELECT id FROM jobs WHERE state NOT IN {_OPEN} ORDER BY number DESC LIMIT -1 OFFSET {_KEPT})"
        database.execute(f"DELETE FROM received WHERE job IN {old}")
        database.execute(f"DELETE FROM jobs WHERE id IN {old}")

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        """Give the file inside one transaction; turn what SQLite says into a `StoreError`."""
        try:
            database = sqlite3.connect(self._path, isolation_level=None, timeout=10)
            try:
                database.execute("PRAGMA synchronous = FULL")
                database.execute("BEGIN IMMEDIATE")
                yield database
                database.commit()
            finally:
                database.close()
        except sqlite3.Error as error:
            damaged = not isinstance(error, sqlite3.OperationalError)
            cure = "; remove it, and send again what was accepted and not loaded" if damaged else ""
            raise StoreError(f"{self._path}: {error}{cure}") from error


def _jobs(database: sqlite3.Connection, where: str, *values: str) -> list[Job]:
    rows = database.execute(f"SELECT id, kind, received, state, tasks, result FROM jobs {where}", values)
    return [
        Job(id_, kind, received, state, json.loads(tasks), json.loads(result))
        for id_, kind, received, state, tasks, result in rows
    ]
