"""The data folder: one store that is written, whole generations that are read, one pointer that says which.

{home}/archive.sqlite           every article
{home}/store/                   the writer's store; nobody reads it. GENERATION in it tells which one it
                                equals, and is missing while it is written
{home}/generations/{n}/         store/, side.sqlite, manifest.json, SHA256SUMS: never changed once there
{home}/current                  the number of the generation that readers see
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from kg.errors import StoreError
from kg.store.archive import Archive
from kg.store.delta import NOTHING, Delta
from kg.store.engine import RUNS, Store
from kg.store.files import check_space, is_read, sync, write_file, writer_lock
from kg.store.reader import CurrentGeneration
from kg.store.sealing import Basis, Manifest, basis_of, read_manifest, seal
from kg.store.side import build_side, of_other_form
from kg.store.sums import FILE, damaged, write_sums


class DataHome:
    """The data folder `path`. Writing happens inside `writer()`, by one process at a time."""

    def __init__(self, path: Path | str, *, keep: int = 3) -> None:
        self.path = Path(path)
        self.keep = keep
        self._pointer = self.path / "current"
        self._equals = self.path / "store" / "GENERATION"
        self._writing = False
        self._basis: int | None = None

    @property
    def generations(self) -> Path:
        """The folder of all generations."""
        return self.path / "generations"

    def archive(self, *, readonly: bool = False) -> Archive:
        """Open the archive of articles."""
        return Archive(self.path / "archive.sqlite", readonly=readonly)

    @contextmanager
    def writer(self) -> Iterator[Store]:
        """Open the one store that is written; raise `LockedError` when another process has it."""
        with self._alone():
            check_space(self.path)
            store = Store.open_writer(self.path / "store")
            self._basis = self._take_basis()
            try:
                yield store
            finally:
                if self._basis is not None and store.changes() == NOTHING:
                    write_file(self._equals, f"{self._basis}\n")
                store.close()

    def alone(self) -> AbstractContextManager[None]:
        """Keep other processes from writing, also within itself; raise `LockedError` when one writes."""
        return self._alone()

    @property
    def basis(self) -> int | None:
        """The generation that the writer's store comes from, None where nobody knows: a run was killed."""
        return self._basis

    def publish(self, store: Store, note: Callable[[Path, Manifest], object] | None = None) -> Manifest:
        """Make what `store` holds the current generation; return its manifest.

        The copy is read back before anyone sees it, whole where it follows from no generation. A store that
        equals the current generation makes no new one; a broken pointer and a damaged generation are mended.
        Killed at any moment, readers keep the generation before. `note` gets the folder of a new generation
        before anyone sees it.
        """
        with self._alone():
            check_space(self.path)
            present = self._present()
            number = self.next_number()
            fresh = self.generations / f".{number}"
            self._sweep()
            fresh.mkdir(parents=True)
            store.checkpoint(fresh / "store")
            with self._followed(store.changes()) as basis:
                manifest = seal(fresh, number, basis)
            if present is not None and present.hash == manifest.hash and self._sealed(present.number):
                shutil.rmtree(fresh)
                return present
            if note is not None:
                note(fresh, manifest)
            fresh.rename(self.generations / str(number))
            sync(self.generations)
            write_file(self._pointer, f"{number}\n")
            self._basis = number
            store.follow()
            self.prune()
            return manifest

    def recognise(self, store: Store, manifest: Manifest) -> None:
        """Know again which generation the writer's store equals, where a run before left that open."""
        if self._basis is None and store.count() == manifest.triples:
            self._basis = manifest.number
            store.follow()

    def rollback(self, number: int) -> Manifest:
        """Let readers see generation `number`; return its manifest. The writer's store stays as it is."""
        with self._alone():
            manifest = self.manifest(number)
            self._renew_index(number)
            write_file(self._pointer, f"{number}\n")
            return manifest

    def prune(self) -> list[int]:
        """Remove all but the newest `keep` generations, the current one and those being read; return them."""
        with self._alone():
            kept = {*self.numbers()[-self.keep :], self.current()}
            gone = [
                n for n in self.numbers() if n not in kept and not is_read(self.folder(n) / "manifest.json")
            ]
            for number in gone:
                dying = self.generations / f".{number}"
                self.folder(number).rename(dying)
                shutil.rmtree(dying)
            return gone

    def numbers(self) -> list[int]:
        """Return the numbers of all whole generations, sorted."""
        if not self.generations.is_dir():
            return []
        return sorted(int(entry.name) for entry in self.generations.iterdir() if entry.name.isdigit())

    def next_number(self) -> int:
        """Return the number that the next new generation gets."""
        return max([0, *self.numbers()]) + 1

    def folder(self, number: int) -> Path:
        """Return the folder of a generation."""
        return self.generations / str(number)

    def stamp(self) -> tuple[int, int] | None:
        """Return what changes whenever `current` is written, for the price of a look at the file."""
        try:
            found = os.stat(self._pointer)
        except OSError:
            return None
        return found.st_ino, found.st_mtime_ns

    def current(self) -> int | None:
        """Return the number of the generation that readers see, None before the first one."""
        try:
            written = self._pointer.read_text("utf-8").strip()
        except FileNotFoundError:
            return None
        except (OSError, UnicodeDecodeError) as error:
            raise StoreError(self._lost("current cannot be read")) from error
        if not written.isdecimal() or not self.folder(int(written)).is_dir():
            raise StoreError(self._lost(f"current says {written[:40]!r}, which is no generation"))
        return int(written)

    def current_reader(self) -> CurrentGeneration:
        """Return what follows the pointer for a reader, however often it moves."""
        number = self.current()
        if number is not None:
            self._renew_index(number)
        return CurrentGeneration(self)

    def manifest(self, number: int) -> Manifest:
        """Return the manifest of a generation; raise `StoreError` without one or of a newer release."""
        try:
            return read_manifest(self.folder(number))
        except FileNotFoundError as error:
            raise StoreError(self._lost(f"there is no generation {number}")) from error

    def _present(self) -> Manifest | None:
        """The manifest of the current generation, None when there is none or it cannot be used."""
        try:
            number = self.current()
            return None if number is None else self.manifest(number)
        except StoreError:
            return None

    def damaged(self, number: int) -> str:
        """Return the name of a file of a generation that is not as it was published, empty when all are."""
        return damaged(self.folder(number))

    def leave_damaged(self) -> list[str]:
        """Move the pointer back to the newest whole generation; return what was wrong with each one passed.

        Raise `StoreError` when none is whole. Reads the files from end to end: about a second a gigabyte.
        """
        said: list[str] = []
        current = self.current()
        for number in reversed([n for n in self.numbers() if current is not None and n <= current]):
            name = self.damaged(number)
            if not name:
                if said:
                    self.rollback(number)
                return [f"{line}; generation {number} is shown" for line in said]
            said.append(f"{self.folder(number) / name} is damaged")
        if said:
            raise StoreError(f"{said[0]}, and no older generation is whole; run kg rebuild")
        return said

    def _renew_index(self, number: int) -> None:
        """Make the search index of a generation anew where another release made it; the data stay."""
        folder = self.folder(number)
        if not of_other_form(folder / "side.sqlite"):
            return
        with self._alone():
            fresh = folder / ".side.sqlite"
            fresh.unlink(missing_ok=True)
            store = Store.open_reader(folder / "store")
            build_side(store, fresh)
            store.close()
            # Killed from here on, the generation has no sums, and the index that comes last tells what to do.
            (folder / FILE).unlink(missing_ok=True)
            sync(folder)
            for path in sorted(folder.glob(f"{fresh.name}*"), reverse=True):
                path.replace(folder / path.name.removeprefix("."))
            write_sums(folder)
            sync(folder)

    @contextmanager
    def _followed(self, delta: Delta | None) -> Iterator[Basis | None]:
        """Give what the writer's store comes from by the changes it knows, None where all must be read."""
        number = self._basis
        if number is None or delta is None or (delta.only(RUNS) and not self._sealed(number)):
            yield None
            return
        with basis_of(self.folder(number), delta) as basis:
            yield basis

    def _take_basis(self) -> int | None:
        """Return which generation the writer's store equals; from now on nobody else knows that."""
        try:
            number = int(self._equals.read_text("utf-8"))
        except (OSError, ValueError):
            return None
        self._equals.unlink()
        sync(self._equals.parent)
        return number

    def _sealed(self, number: int) -> bool:
        return (self.folder(number) / FILE).is_file() and not self.damaged(number)

    def _lost(self, what: str) -> str:
        whole = ", ".join(map(str, self.numbers())) or "none; run kg rebuild"
        return f"{self.path}: {what}; choose a whole one with kg rollback N ({whole})"

    def _sweep(self) -> None:
        """Remove what a killed process left half made."""
        if self.generations.is_dir():
            for entry in self.generations.iterdir():
                if entry.name.startswith("."):
                    shutil.rmtree(entry)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        if self._writing:
            yield
            return
        with writer_lock(self.path / "lock"):
            self._writing = True
            try:
                yield
            except OSError as error:
                raise StoreError(f"{self.path}: {error.strerror or error}") from error
            finally:
                self._writing = False
