"""What addresses and names stand for in a data set, and what comes close to those that stand for nothing."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from kg.client.checks import no_term
from kg.client.search import near_names
from kg.client.source import Source, own
from kg.errors import ParameterError, UnknownEntityError
from kg.iris import fits_iri
from kg.rdf import PREFIXES
from kg.text import fold
from kg.vocab import NS

_ADDRESS = re.compile(r"/?(?:id|scheme|graph)/|[A-Za-z][A-Za-z0-9+.-]*:")
_NAMESAKES, _LIKELY = 5, 20  # hits that are looked at


@dataclass(frozen=True, slots=True)
class Names:
    """The names of one data set; `lang` is the language of labels."""

    source: Source
    lang: str

    def thing(self, text: str) -> str:
        """Return the IRI that an address or a name stands for.

        Raises `UnknownEntityError` with what comes close for none, `ParameterError` where several bear it.
        """
        if _ADDRESS.match(text) and fits_iri(text):
            iri = self.full(text)
            self.check_known(iri)
            return iri
        hits = self.source.search(text, lang=self.lang, limit=_NAMESAKES)
        same = [hit.iri for hit in hits if fold(text) in {fold(hit.label), fold(hit.other)}]
        if len(same) > 1:
            several = ", ".join(iri.removeprefix(self.source.base) for iri in same)
            raise ParameterError(f"{text!r} may be {several}; give one of these")
        if not same:
            raise UnknownEntityError(f"a thing named {text!r}", self._near(text))
        return same[0]

    def full(self, name: str) -> str:
        """Return the IRI of a name relative to the base, or with one of our prefixes."""
        prefix, colon, local = name.partition(":")
        if colon and "/" not in prefix:
            return f"{PREFIXES[prefix]}{local}" if prefix in PREFIXES else name
        return self.source.base + name.removeprefix("/")

    def kind(self, name: str, terms: Collection[str]) -> str:
        """Return the IRI of a class; raise `ParameterError` for one of ours that is none of `terms`."""
        iri = self.full(name)
        if iri.startswith(NS) and iri not in terms:
            raise ParameterError(no_term(iri.removeprefix(NS), terms))
        return iri

    def check_known(self, iri: str) -> None:
        """Raise `UnknownEntityError` for an IRI of which nothing is said."""
        if not own(self.source, "is-known", thing=iri)[0]["known"]:
            raise UnknownEntityError(iri, self._near(iri))

    def _near(self, text: str) -> tuple[str, ...]:
        return near_names(
            lambda words: self.source.search(words, lang=self.lang, limit=_LIKELY), text, self.source.base
        )
