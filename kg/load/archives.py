"""Zip archives, read entry by entry within limits; nothing is ever written to disk."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import IO

from kg.load.refusal import Refusal, RefusedError

_MOST_ENTRIES = 10_000
_MOST_RATIO = 100
_RATIO_FLOOR = 100_000  # bytes; below this a high ratio harms nobody
_TOTAL_TIMES = 100  # the whole may hold this many inputs of the largest size
_UNPACK = "unpack it and load the folder"
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}

Entry = tuple[str, bytes]
"""Where an entry stands (`a.zip!folder/b.txt`) and its bytes."""


def entries(file: IO[bytes], where: str, longest: int) -> Iterator[Entry | Refusal]:
    """Yield the files in the archive, by name; a bad entry is a refusal.

    Raise `RefusedError` for an archive that is broken or made to overflow. `longest` is the most bytes of one
    file.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            infos = archive.infolist()
            _check_whole(infos, where, longest)
            for info in sorted(infos, key=lambda info: info.filename):
                if not info.is_dir() and not _is_hidden(info.filename):
                    yield _entry(archive, info, f"{where}!{info.filename}", longest)
    except (zipfile.BadZipFile, RuntimeError, EOFError, OSError) as error:
        raise RefusedError(f"the archive is broken ({error})", where=where, cure="make it again") from error


def _check_whole(infos: list[zipfile.ZipInfo], where: str, longest: int) -> None:
    packed = sum(info.compress_size for info in infos)
    size = sum(info.file_size for info in infos)
    if len(infos) > _MOST_ENTRIES:
        raise RefusedError(
            f"it holds {len(infos)} entries, the limit is {_MOST_ENTRIES}", where=where, cure=_UNPACK
        )
    if size > longest * _TOTAL_TIMES or (size > _RATIO_FLOOR and size > packed * _MOST_RATIO):
        raise RefusedError(f"{packed} bytes unpack to {size}, which is a bomb", where=where, cure=_UNPACK)
    ends = 0
    for info in sorted(infos, key=lambda info: info.header_offset):
        if info.header_offset < ends:
            raise RefusedError("its entries overlap, which is a bomb", where=where, cure="make it again")
        ends = info.header_offset + info.compress_size


def _entry(archive: zipfile.ZipFile, info: zipfile.ZipInfo, where: str, longest: int) -> Entry | Refusal:
    path = PurePosixPath(info.filename.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or ":" in path.parts[0]:
        return Refusal(where, "its name leads out of the archive", "pack it under a plain name")
    if path.suffix.lower() in {".zip", ".7z", ".rar", ".gz", ".tar"}:
        return Refusal(where, "an archive inside an archive is not read", _UNPACK)
    if info.flag_bits & 1 or info.compress_type not in _METHODS:
        return Refusal(where, "it is encrypted or packed in an unusual way", _UNPACK)
    try:
        with archive.open(info) as file:
            data = file.read(longest + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        return Refusal(where, f"it is broken ({error})", "make the archive again")
    if len(data) > longest:
        return Refusal(where, f"it is larger than {longest} bytes", "raise KG_MAX_INPUT_BYTES")
    return where, data


def _is_hidden(name: str) -> bool:
    return any(
        part.startswith((".", "__MACOSX")) and part not in {".", ".."} for part in re.split(r"[/\\]", name)
    )
