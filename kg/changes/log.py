"""The log of changes: one file a generation, kept when the generation is pruned.

`{KG_HOME}/changes/{n}.json` is on disk before generation n is shown. What counts is the line from the present
generation back by `previous`: what a rollback took away is no longer told.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from kg.changes.model import Entry, read_entry, write_entry
from kg.errors import StoreError
from kg.store.files import write_file
from kg.store.sums import sealed, unsealed

_FOLDER = "changes"
_FILE = re.compile(r"(\d+)\.json")
_PREVIOUS = re.compile(r'\{"number":\d+,"previous":(\d+|null),')


@dataclass(frozen=True, slots=True)
class Page:
    """Entries, and the generation behind which older ones go on, None at the end.

    `stopped`: as many as allowed were looked through, so that a page may hold fewer than it could.
    """

    entries: tuple[Entry, ...]
    next: int | None
    stopped: bool


class Log:
    """The log of the data folder `home`."""

    def __init__(self, home: Path) -> None:
        self.folder = home / _FOLDER

    def write(self, entry: Entry) -> None:
        """Keep an entry, on disk when this returns."""
        self.folder.mkdir(parents=True, exist_ok=True)
        write_file(self.folder / f"{entry.number}.json", sealed(write_entry(entry).rstrip("\n")) + "\n")

    def entry(self, number: int) -> Entry | None:
        """Return the entry of a generation, None for one from before there was a log."""
        text = self._text(number)
        return None if text is None else self._read(number, text)

    def line(self, number: int | None) -> Iterator[Entry]:
        """Yield the entries from a generation back, newest first, as far as they were kept."""
        return (self._read(at, text) for at, text in self._texts(number))

    def page(self, number: int | None, about: str, shown: int, most: int, *, behind: bool = False) -> Page:
        """Return up to `shown` entries from a generation back, or from `behind` it, of the first `most`.

        With `about` only those that concern the thing of this name; the others are not read whole.
        """
        named = json.dumps(about, ensure_ascii=False)
        found: list[Entry] = []
        last = None
        for looked, (at, text) in enumerate(islice(self._texts(number), int(behind), None)):
            if looked == most or len(found) == shown:
                return Page(tuple(found), last, looked == most)
            last = at
            if not about or named in text or not _PREVIOUS.match(text):
                entry = self._read(at, text)
                if not about or entry.about(about):
                    found.append(entry)
        return Page(tuple(found), None, False)

    def _texts(self, number: int | None) -> Iterator[tuple[int, str]]:
        while number is not None and (text := self._text(number)):
            yield number, text
            match = _PREVIOUS.match(text)
            before = None if match is None or match[1] == "null" else int(match[1])
            number = before if before is not None and before < number else None

    def _text(self, number: int) -> str | None:
        path = self.folder / f"{number}.json"
        try:
            return unsealed(path.read_text("utf-8"))
        except FileNotFoundError:
            return None
        except (OSError, ValueError) as error:
            raise StoreError(f"{path}: damaged: {error}; remove it, its changes are then not told") from error

    def _read(self, number: int, text: str) -> Entry:
        try:
            return read_entry(text)
        except (ValueError, LookupError, TypeError, AttributeError) as error:
            path = self.folder / f"{number}.json"
            raise StoreError(f"{path}: damaged: {error}; remove it, its changes are then not told") from error

    def numbers(self) -> list[int]:
        """Return the generations of which there is an entry, sorted."""
        if not self.folder.is_dir():
            return []
        found = (_FILE.fullmatch(path.name) for path in self.folder.iterdir())
        return sorted(int(match[1]) for match in found if match)
