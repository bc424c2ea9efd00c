"""Whether the service can do its work: what is looked at, and how often."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from kg.errors import KgError, StoreError
from kg.sparql.pool import Pool
from kg.store.archive import Archive
from kg.store.files import MIN_FREE
from kg.store.reader import Generation, Reader
from kg.store.sealing import read_manifest

_FRESH = 2.0  # seconds that an answer is good for, however often it is asked for
_ENDS = 5.0  # seconds after which a look that does not end is a fault itself
_OK = "ok"
_NEEDED = {"store", "index", "workers", "named_workers"}


@dataclass(frozen=True, slots=True)
class Health:
    """What was found. `checks` says "ok", "busy" or what is wrong, by what was looked at.

    `status` is "down" when pages or queries cannot be answered rightly, "degraded" when something else needs
    care, else "ok". What a data set in memory does not have is None.
    """

    status: str
    checks: Mapping[str, str]
    generation: int | None = None
    created: str | None = None
    age_seconds: int | None = None
    articles: int | None = None
    pending: int | None = None
    free_bytes: int | None = None


@dataclass(slots=True)
class _Look:
    """One look: what it found so far."""

    checks: dict[str, str] = field(default_factory=dict)
    found: dict[str, int | str | None] = field(default_factory=dict)

    def at(self, name: str, check: Callable[[], str | None]) -> bool:
        """Note how a check ends; return whether it is no fault."""
        try:
            said = check() or _OK
        except (KgError, OSError) as error:
            said = f"fault: {error}"
        self.checks[name] = said
        return not said.startswith("fault")


class Watch:
    """Looks at a service when asked, at most every two seconds. Safe for many threads."""

    def __init__(self, reader: Reader, pools: Mapping[str, Pool]) -> None:
        self._reader = reader
        self._pools = pools
        self._lock = threading.Lock()
        self._files: tuple[Path, frozenset[str]] | None = None
        self._seen: tuple[float, Health] | None = None

    def health(self) -> Health:
        """Return how the service is."""
        if not self._lock.acquire(timeout=_ENDS):
            return Health("down", {"store": f"fault: no answer within {_ENDS:g} s"})
        try:
            if self._seen is None or time.monotonic() > self._seen[0] + _FRESH:
                self._seen = time.monotonic(), self._look()
            return self._seen[1]
        finally:
            self._lock.release()

    def _look(self) -> Health:
        look, held = _Look(), list[Generation]()
        if look.at("store", lambda: held.append(self._store())):
            (now,) = held
            look.at("index", lambda: look.found.update(articles=now.side.counts().get("articles", 0)))
            if now.folder is not None:
                home = now.folder.parents[1]
                look.at("archive", lambda: look.found.update(pending=_pending(home / "archive.sqlite")))
                look.at("disk", lambda: _disk(home, look.found))
                look.at("store", lambda: look.found.update(_made(now.folder)))  # type: ignore[arg-type]
            look.found["generation"] = now.number
        for name, pool in self._pools.items():
            look.at(name, pool.state)
        faults = {name for name, said in look.checks.items() if said.startswith("fault")}
        status = "down" if faults & _NEEDED else "degraded" if faults else _OK
        return Health(status, look.checks, **look.found)  # type: ignore[arg-type]

    def _store(self) -> Generation:
        """Return the generation, once it has answered and all its files are still there."""
        now = self._reader.now()
        if now.folder is not None:
            folders = (now.folder, now.folder / "store")
            present = frozenset(path.name for folder in folders for path in folder.iterdir())
            if self._files is None or self._files[0] != now.folder:
                self._files = now.folder, present
            if gone := self._files[1] - present:
                raise StoreError(f"{now.folder}: {len(gone)} of its files are gone; run kg rebuild")
        now.store.ask("ASK { ?s ?p ?o }")
        return now


def _pending(archive: Path) -> int | None:
    if not archive.is_file():
        return None
    with Archive(archive, readonly=True) as opened:
        return opened.count("pending") + opened.count("entered")


def _disk(home: Path, found: dict[str, int | str | None]) -> str | None:
    free = found["free_bytes"] = shutil.disk_usage(home).free
    return None if free >= MIN_FREE else f"fault: a load needs {MIN_FREE // 10**6} MB of free space"


def _made(folder: Path) -> dict[str, int | str | None]:
    try:
        created = read_manifest(folder).created
    except FileNotFoundError:  # a file of RDF that is served alone
        return {}
    age = datetime.now(UTC) - datetime.fromisoformat(created)
    return {"created": created, "age_seconds": max(0, round(age.total_seconds()))}
