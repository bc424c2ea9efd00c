"""What an earlier stage or run concluded, read where the rows of the present one do not tell it."""

from __future__ import annotations

from rdflib import SKOS, Literal, URIRef

from kg.derive.bodies import Body
from kg.derive.facts import relative
from kg.store import Store
from kg.vocab import VPO


class Concluded:
    """Nothing: what a run over all rows starts from."""

    def body(self, name: str) -> tuple[Body, ...]:
        """Return a body as it is concluded, none where nothing is."""
        return ()

    def person(self, node: str) -> str | None:
        """Return the person behind a node of an article, None where none is concluded."""
        return None

    def names(self, thing: str) -> tuple[str, str] | None:
        """Return the names of a thing in Vietnamese and English, None where nothing names it."""
        return None

    def value(self, thing: str, predicate: str) -> str | None:
        """Return the first value that is concluded, None without one."""
        return None


class InStore(Concluded):
    """What the derived graphs of a store say; names are relative to `base`."""

    def __init__(self, store: Store, base: str) -> None:
        self._store = store
        self._base = base

    def body(self, name: str) -> tuple[Body, ...]:
        """Return a body as it is concluded, none where nothing is."""
        names = self.names(name)
        if names is None:
            return ()
        vi, en = names
        place, level = self.value(name, VPO.jurisdiction), self.value(name, VPO.level)
        return (Body("", name, jurisdiction=place, level=level, vi=vi, en=en),)

    def person(self, node: str) -> str | None:
        """Return the person behind a node of an article, None where none is concluded."""
        found = self._store.match(predicate=URIRef(VPO.namedAs), value=URIRef(self._base + node))
        return min((relative(subject, self._base) for subject, _, _ in found), default=None)

    def names(self, thing: str) -> tuple[str, str] | None:
        """Return the names of a thing in Vietnamese and English, None where nothing names it."""
        said = {
            str(value.language): str(value)
            for _, _, value in self._store.match(URIRef(self._base + thing), SKOS.prefLabel)
            if isinstance(value, Literal)
        }
        return (said["vi"], said.get("en", said["vi"])) if "vi" in said else None

    def value(self, thing: str, predicate: str) -> str | None:
        """Return the first value that is concluded, None without one."""
        found = self._store.match(URIRef(self._base + thing), URIRef(predicate))
        return min((relative(value, self._base) for _, _, value in found), default=None)
