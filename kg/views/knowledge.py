"""One generation of the data seen in one language."""

from __future__ import annotations

from collections.abc import Iterator
from contextvars import ContextVar
from itertools import islice

from rdflib import RDF, RDFS, SKOS, BNode, Literal, URIRef
from rdflib.namespace import FOAF

from kg.errors import UnknownEntityError
from kg.iris import fits_iri
from kg.queries import named
from kg.store import Store, Term
from kg.store.founded import Founded
from kg.store.side import Side
from kg.text import collate
from kg.views.naming import ABOUT
from kg.views.parts import Evidence, Ref, tone_of
from kg.views.period import Day
from kg.views.remembered import Remembered
from kg.vocab import NS, VPO

_HEADLINE = URIRef("https://schema.org/headline")
_NAMES = (
    SKOS.prefLabel, RDFS.label, _HEADLINE, FOAF.name, URIRef(VPO.canonicalName), URIRef(VPO.printedTitle),
    URIRef(VPO.printedName),
)  # fmt: skip
_PUBLISHED = "https://schema.org/datePublished"
# What is being named: foreign data may say that two things are about each other.
_NAMING: ContextVar[frozenset[str]] = ContextVar("naming", default=frozenset())
_NAMED = 3  # values of a property, in the name of a thing that has no other
_REMEMBERED = 50_000  # references kept; about 20 MB, then begun anew
_FACTS = 10_000  # of which the sentences are kept; about 15 MB
_PLAIN = {str(SKOS.Concept), VPO.Person}  # said beside a narrower class


class Knowledge:
    """Answers what pages ask: rows of page queries, values, references with labels in `lang`.

    References, days, the evidence of facts, what conclusions rest on and the sources of articles are
    remembered, because they do not change within a generation. `side` is its side
    index, from which page queries start; without one they start from the store. Threads may share it.
    """

    def __init__(self, store: Store, base: str, lang: str = "vi", side: Side | None = None) -> None:
        self.store = store
        self.base = base
        self.lang = lang
        self.side = side
        self.evidence = Remembered[tuple[Evidence, ...]](_FACTS)
        self.grounds = Remembered[Founded | None](_FACTS)
        self.sources = Remembered[tuple[Ref | None, str]](_FACTS)
        self._refs = Remembered[Ref](_REMEMBERED)
        self._days = Remembered[Day | None](_REMEMBERED)

    def iri(self, name: str) -> URIRef:
        """Return the IRI of a name relative to the base; full IRIs stay.

        Raises `UnknownEntityError` for what can be no IRI.
        """
        if not fits_iri(name):
            raise UnknownEntityError(name)
        return URIRef(name if ":" in name.split("/")[0] else self.base + name)

    def name(self, iri: str) -> str:
        """Return an IRI relative to the base; terms of the ontology as `ontology#Term`."""
        if iri.startswith(NS):
            return "ontology#" + iri.removeprefix(NS)
        return iri.removeprefix(self.base)

    def rows(self, query: str, **bindings: Term) -> list[dict[str, Term]]:
        """Return the rows of a page query; those that are kept for what asks about nothing in particular.

        Kept are answers about the addresses that the query is written with.
        """
        asked = named(query)
        text = asked.over(self.base)
        found = self.side.kept(query) if self.side and not bindings and text == asked.text else None
        return self.store.select(text, **bindings) if found is None else found

    def values(self, subject: Term, predicate: str) -> Iterator[Term]:
        """Return the values of a property, in no order."""
        return self.store.values(subject, URIRef(predicate))

    def value(self, subject: Term, predicate: str) -> Term | None:
        """Return the least value of a property, None without one."""
        return min(self.values(subject, predicate), key=str, default=None)

    def subjects(self, predicate: str, value: Term) -> Iterator[Term]:
        """Yield the subjects that have this value, in no order."""
        for subject, _, _ in self.store.match(None, URIRef(predicate), value):
            yield subject

    def knows(self, iri: URIRef) -> bool:
        """Return whether anything is said of `iri`."""
        return next(iter(self.store.match(iri)), None) is not None

    def labels(self, iri: Term) -> dict[str, str]:
        """Return the labels of a thing by language; empty without any."""
        for naming in _NAMES:
            found = {
                value.language or "": str(value)
                for value in self.values(iri, naming)
                if isinstance(value, Literal)
            }
            if found:
                return found
        return {}

    def ref(self, iri: Term) -> Ref:
        """Return a reference with the label in this language, else in Vietnamese, else what the thing is
        about, else the end of the IRI.
        """
        return self._refs.get(str(iri), lambda: self._make(iri))

    def published(self, article: URIRef) -> Day | None:
        """Return the day an article was published, None where nothing states it."""
        return self._days.get(str(article), lambda: self._day(article))

    def collation(self, iri: Term) -> str:
        """Return a key that sorts things as a Vietnamese dictionary sorts their labels."""
        return collate(self.ref(iri).label)

    def kind(self, iri: Term) -> str:
        """Return the narrowest class that is stated, empty without any."""
        kinds = sorted(str(kind) for kind in self.values(iri, RDF.type) if not isinstance(kind, BNode))
        return min(kinds, key=lambda kind: (kind in _PLAIN, not kind.startswith(NS), kind), default="")

    def _day(self, article: URIRef) -> Day | None:
        value = self.value(article, _PUBLISHED)
        return Day(str(value)[:10]) if value is not None else None

    def _make(self, iri: Term) -> Ref:
        labels = self.labels(iri)
        for lang in (self.lang, "vi", "en", *labels):
            if lang in labels:
                kind = self.kind(iri)
                hint = self._hint(iri, kind, labels[lang], lang)
                return Ref(self.name(iri), labels[lang], lang, kind, hint)
        kind, name = self.kind(iri), self.name(iri)
        if about := self._about(iri, kind):
            return Ref(name, about, self.lang, kind)
        local = name.rsplit("#", 1)[-1].rsplit("/", 1)[-1]
        if kind and "#" in name and name.startswith("id/"):  # a node of an article has no name of its own
            local = f"{self.ref(URIRef(kind)).label} {local}"
        return Ref(name, local, "", kind)

    def _about(self, iri: Term, kind: str) -> str:
        """What a thing without a label is about, empty for one of another class and where that is itself."""
        within = _NAMING.get()
        if kind not in ABOUT or str(iri) in within:
            return ""
        values = (value for term in ABOUT[kind] for value in sorted(self.values(iri, term), key=str)[:_NAMED])
        naming = _NAMING.set(within | {str(iri)})
        try:
            said = [str(value) if isinstance(value, Literal) else self.ref(value).label for value in values]
        finally:
            _NAMING.reset(naming)
        return ("; " if any("," in one for one in said) else ", ").join(said)

    def _hint(self, iri: Term, kind: str, label: str, lang: str) -> str:
        """What tells a person or a place from others of the same name: the body, or the years."""
        tone = tone_of(kind)
        if tone not in {"person", "place"} or "#" in str(iri):
            return ""
        same = self.subjects(str(SKOS.prefLabel), Literal(label, lang=lang))
        alike = (other for other in same if tone_of(self.kind(other)) == tone)
        if len(list(islice(alike, 2))) < 2:
            return ""
        return self._body(iri) if tone == "person" else self._years(iri)

    def _years(self, place: Term) -> str:
        until, since = self.value(place, VPO.validTo), self.value(place, VPO.validFrom)
        words = ("until", "since") if self.lang == "en" else ("đến", "từ")
        if until is not None:
            return f"{words[0]} {str(until)[:4]}"
        return f"{words[1]} {str(since)[:4]}" if since is not None else ""

    def _body(self, person: Term) -> str:
        bodies = {
            body
            for tenure in self.subjects(VPO.holder, person)
            for body in self.values(tenure, VPO.organization)
        }
        return min((self.ref(body).label for body in bodies), default="")
