"""Bringing the derived layer to what a run changed, with what people decided."""

from __future__ import annotations

from kg.curation import apply_decisions
from kg.derive import Touched, derive_all, derive_touched, touched_by
from kg.settings import Settings
from kg.store import Store


class Derivation:
    """What a run touches of the derived layer: all of it, or what its articles speak of before and after."""

    def __init__(self, store: Store, settings: Settings, *, whole: bool) -> None:
        self._store = store
        self._settings = settings
        self._whole = whole
        self._touched = Touched()

    @property
    def whole(self) -> bool:
        """Whether all is derived anew, so that nothing need be noted."""
        return self._whole

    def note(self, id_: str) -> None:
        """Note what an article speaks of, as the store holds it now."""
        self._note(f"article/{id_}")

    def decide(self) -> None:
        """Bring what people decided to what the store holds; where that changed, all is derived.

        Decisions are few and reach far: a name that was corrected or two persons joined move whole blocks.
        """
        applied = apply_decisions(self._store, self._settings.home, self._settings.base_iri)
        self._whole = self._whole or bool(applied.changed)

    def _note(self, graph: str) -> None:
        if not self._whole:
            self._touched |= touched_by(self._store, graph, self._settings.base_iri)

    def derive(self) -> None:
        """Bring the derived layer to what the store holds."""
        if self._whole:
            derive_all(self._store, self._settings)
        else:
            derive_touched(self._store, self._settings, self._touched)
