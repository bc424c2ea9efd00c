"""The derived layer: what follows from all articles together, each conclusion with what it rests on.

A function of the attested layer, the reference layer and the curators' decisions only.
"""

from __future__ import annotations

from kg.derive.again import derive_again
from kg.derive.conclude import conclude
from kg.derive.read import StoredReference, read_attested, read_reference
from kg.derive.touched import Touched, touched_by
from kg.derive.writing import Writer
from kg.settings import Settings
from kg.store import Store

__all__ = ["Touched", "derive_all", "derive_touched", "touched_by"]


def derive_all(store: Store, settings: Settings) -> None:
    """Write all graphs `graph/derived/{family}/{block}`; a block that stays as it was is not written."""
    base = settings.base_iri
    blocks = conclude(read_attested(store, base), read_reference(store, base))
    writer = Writer(store, base)
    for block in sorted(writer.present() | set(blocks)):
        writer.write(block, blocks.get(block, frozenset()))


def derive_touched(store: Store, settings: Settings, touched: Touched) -> None:
    """Write the graphs that follow from what is `touched`: the same dataset as `derive_all` writes.

    `touched` holds what `touched_by` gave for each article that came, changed or went: before and after.
    """
    base = settings.base_iri
    if touched != Touched():
        derive_again(store, base, StoredReference(store, base), touched)
