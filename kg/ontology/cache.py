"""What was read from Turtle, kept between runs as JSON under `$XDG_CACHE_HOME/vpo-kg`, named by a digest."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable
from pathlib import Path


def digest_of(form: str, files: Iterable[Path]) -> str:
    """Return the hash of the files' names and bytes; `form` names and numbers the form of what is cached."""
    total = hashlib.sha256(form.encode())
    for path in files:
        total.update(path.name.encode() + b"\0" + path.read_bytes())
    return total.hexdigest()[:16]


def read_cache(stem: str, digest: str) -> object:
    """Return what was cached under this digest; None without it or when it is damaged."""
    try:
        found: object = json.loads(_file(stem, digest).read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return found


def write_cache(stem: str, digest: str, value: object) -> None:
    """Cache `value` in one step; a cache that cannot be written costs time, no more."""
    path = _file(stem, digest)
    part = path.with_suffix(f".{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(json.dumps(value, ensure_ascii=False, separators=(",", ":")), "utf-8")
        part.replace(path)
    except OSError:
        return


def _file(stem: str, digest: str) -> Path:
    root = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(root) / "vpo-kg" / f"{stem}-{digest}.json"
