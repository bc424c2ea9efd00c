"""Files of a folder, in one fixed order, without following links."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from kg.load.refusal import Refusal, RefusedError


def walk(folder: Path, data: Path) -> Iterator[Path | Refusal]:
    """Yield the files under `folder`, sorted by name folder by folder.

    Hidden ones are passed over, and the folder `data` of our own. A link or a device is a refusal, because
    it may lead out of the folder.
    """
    try:
        names = sorted(os.listdir(folder))  # names alone: a folder may hold a million
    except OSError as error:
        yield unreadable(folder, error)
        return
    for name in names:
        path = folder / name
        if name.startswith("."):
            continue
        if path.is_symlink():
            yield Refusal(shown(path), "links in a folder are not followed", "name the file itself")
        elif path.is_dir():
            if path.resolve() != data.resolve():
                yield from walk(path, data)
        else:
            yield path


def open_file(path: Path, *, follow: bool) -> IO[bytes]:
    """Return the regular file at `path`, opened; raise `RefusedError` for anything else.

    With `follow` false the last part of the path may not be a link, checked by the open itself.
    """
    flags = os.O_RDONLY | os.O_NONBLOCK | (0 if follow else os.O_NOFOLLOW)
    if "\0" in str(path):
        raise RefusedError("no file has such a name", where=repr(str(path)), cure="check the name")
    try:
        file = os.fdopen(os.open(path, flags), "rb")
    except OSError as error:
        raise _refused(unreadable(path, error)) from error
    if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        file.close()
        raise RefusedError("this is not a regular file", where=shown(path), cure="name a file or a folder")
    return file


def shown(path: Path) -> str:
    """Return `path` as text; bytes of a name that are no UTF-8 are written as escapes."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def unreadable(path: Path, error: OSError) -> Refusal:
    """Return what is said of a file that the system does not give."""
    reasons = {
        FileNotFoundError: ("there is no such file or folder", "check the name"),
        PermissionError: ("it may not be read", "change its permissions"),
    }
    reason, cure = reasons.get(type(error), (f"it cannot be read ({error.strerror})", "check the file"))
    return Refusal(shown(path), reason, cure)


def _refused(refusal: Refusal) -> RefusedError:
    return RefusedError(refusal.reason, where=refusal.where, cure=refusal.cure)
