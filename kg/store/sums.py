"""Sums by which a flipped bit is found: of a line, and of the files in a folder, as `sha256sum` has them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from kg.store.blocks import SUFFIX, blocks_agree

FILE = "SHA256SUMS"
"""Lies in each generation; `sha256sum --check SHA256SUMS` reads it too."""


def write_sums(folder: Path, *, like: Path | None = None) -> None:
    """Write the sums of all files in `folder`; those that it shares with the folder `like` are told there."""
    told = {} if like is None else _told(like)
    lines = []
    for path in _files(folder):
        name = str(path.relative_to(folder))
        shared = like is not None and name in told and _same(path, like / name)
        lines.append(f"{told[name] if shared else _sum(path)}  {name}\n")
    (folder / FILE).write_text("".join(lines), "utf-8")


def damaged(folder: Path) -> str:
    """Return the name of the first file in `folder` that is not as its sum says, empty when all are.

    A folder without sums, from before there were any, counts as whole.
    """
    if not (folder / FILE).exists():
        return "" if folder.is_dir() else folder.name
    told = _told(folder)
    if not told:
        return FILE
    found = {str(path.relative_to(folder)): path for path in _files(folder)}
    for name in sorted(told.keys() | found.keys()):
        if name not in found or name not in told or _sum(found[name]) != told[name]:
            return name
        if name.endswith(SUFFIX) and not blocks_agree(folder / name.removesuffix(SUFFIX)):
            return name.removesuffix(SUFFIX)
    return ""


def agrees(folder: Path, name: str) -> bool:
    """Return whether one file in `folder` is as its sum says; without sums every file counts as whole."""
    return not (folder / FILE).exists() or _told(folder).get(name) == _sum(folder / name)


def sealed(line: str) -> str:
    """Return a line of text with its sum on a line below."""
    return f"{line}\n{hashlib.sha256(line.encode()).hexdigest()}"


def unsealed(text: str) -> str:
    """Return the line that was sealed, or a text without a sum; raise `ValueError` where it was changed."""
    line, _, rest = text.rstrip("\n").partition("\n")
    if rest and sealed(line) != f"{line}\n{rest}":
        raise ValueError("it is not as it was written")
    return line


def _told(folder: Path) -> dict[str, str]:
    """Return the sum of each file in `folder` as it was told, nothing where that cannot be read."""
    try:
        lines = (folder / FILE).read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return {}
    return {name: sum_ for sum_, _, name in (line.partition("  ") for line in lines)}


def _same(one: Path, other: Path) -> bool:
    """Return whether both names are of one file."""
    return other.is_file() and one.samefile(other)


def _files(folder: Path) -> Iterator[Path]:
    """Yield the files that hold data: a lock is made anew by whoever opens the store.

    A database with sums of its blocks stands for itself.
    """
    return (
        path
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        and path.name not in {FILE, "LOCK"}
        and not path.name.startswith("LOG")
        and not path.with_name(path.name + SUFFIX).exists()
    )


def _sum(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""
