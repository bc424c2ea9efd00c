"""Making a fresh copy of the store a whole generation: what it holds, what stands beside it, its sums.

Where the copy follows from a generation before it by changes that are known, only these are looked at: the
time does not depend on how much is stored. Else all of it is read.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from kg.errors import StoreError
from kg.store.canonical import followed, holds_blank
from kg.store.delta import Delta
from kg.store.engine import RUNS, Store
from kg.store.files import sync
from kg.store.side import build_side, follow_side
from kg.store.sums import agrees, write_sums

FORMAT = 1
"""The form of a generation. A release that reads a higher number than its own refuses it."""
_SIDE, _MANIFEST = "side.sqlite", "manifest.json"
_ARTICLES = "/graph/article/"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation holds. `created` is UTC in ISO form.

    `hash` is the canonical hash of what it says, without the graph that tells of the runs.
    """

    number: int
    created: str
    triples: int
    articles: int
    hash: str
    format: int = FORMAT


@dataclass(frozen=True, slots=True)
class Basis:
    """The generation in `folder`, which held `store`, from which another comes by the changes of `delta`."""

    folder: Path
    manifest: Manifest
    store: Store
    delta: Delta


def read_manifest(folder: Path) -> Manifest:
    """Return the manifest in the folder of a generation; raise `StoreError` for one that cannot be used."""
    path = folder / _MANIFEST
    try:
        fields = json.loads(path.read_text("utf-8"))
        if fields["format"] > FORMAT:
            raise StoreError(f"{folder}: written by a newer release; install that, or run kg rebuild")
        return Manifest(**fields)
    except FileNotFoundError:
        raise
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise StoreError(f"{path}: damaged: {error}") from error


@contextmanager
def basis_of(folder: Path, delta: Delta) -> Iterator[Basis | None]:
    """Give what a fresh copy follows from; None where that is damaged or the changes say too little."""
    if any(holds_blank(line) for line in _lines(delta.lines)):
        yield None
        return
    try:
        if not agrees(folder, _MANIFEST):
            raise StoreError(f"{folder / _MANIFEST} is not as it was published")
        manifest, store = read_manifest(folder), Store.open_reader(folder / "store")
    except (FileNotFoundError, StoreError):
        yield None
        return
    with closing(store):
        yield Basis(folder, manifest, store, delta)


def seal(folder: Path, number: int, basis: Basis | None) -> Manifest:
    """Make the copy of the store in `folder` a generation, on disk when this returns."""
    with closing(Store.open_reader(folder / "store")) as store:
        manifest = _read(store, number) if basis is None else _follow(store, number, basis)
        if basis is None or not _follow_side(store, folder, basis):
            build_side(store, folder / _SIDE)
    (folder / _MANIFEST).write_text(json.dumps(asdict(manifest), indent=1) + "\n", "utf-8")
    write_sums(folder, like=basis.folder if basis else None)
    sync(folder, deep=True)
    return manifest


def _read(store: Store, number: int) -> Manifest:
    articles = sum(_ARTICLES in graph for graph in store.each_graph())
    return Manifest(number, _now(), store.count(), articles, store.canonical_hash(without=RUNS))


def _follow(store: Store, number: int, basis: Basis) -> Manifest:
    before, delta = basis.manifest, basis.delta
    graphs = [graph for graph in delta.graphs if _ARTICLES in graph]
    articles = sum(store.holds(graph) - basis.store.holds(graph) for graph in graphs)
    triples = len(delta.come) - len(delta.gone)
    hash_ = followed(before.hash, _lines(delta.gone), _lines(delta.come), without=RUNS)
    return Manifest(number, _now(), before.triples + triples, before.articles + articles, hash_)


def _follow_side(store: Store, folder: Path, basis: Basis) -> bool:
    before, path = (one / _SIDE for one in (basis.folder, folder))
    return follow_side(before, path, basis.store, store, basis.delta)


def _lines(quads: Iterable[str]) -> Iterator[bytes]:
    return (f"{quad} .\n".encode() for quad in quads)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
