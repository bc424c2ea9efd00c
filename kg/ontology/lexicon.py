"""The lexicon: every concept of `ontology/` with its labels and properties, cached by the hash of the files.

Names are relative to the base IRI (`scheme/role/bi-thu`, `id/adm63/long-an`); terms of the ontology keep
their IRI.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from rdflib import RDF, SKOS, Graph, Literal, URIRef

from kg.ontology.cache import digest_of, read_cache, write_cache
from kg.ontology.turtle import read_turtle
from kg.settings import resource
from kg.text import key
from kg.vocab import NS

BASE = "https://vpo.example/"
_NOT_CONCEPTS = {"vpo", "align", "shapes"}
_LABELS = (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel)
_NO_FACTS = frozenset(map(str, (*_LABELS, RDF.type)))
# name, class, label in Vietnamese and English, Vietnamese forms, other properties
_Row = tuple[str, str, str, str, list[str], dict[str, list[str]]]


@dataclass(frozen=True, slots=True)
class Term:
    """One concept: its class, labels in two languages, every Vietnamese form, and its other properties.

    `facts` maps the local name of a property to its values as text; an entity is a name relative to the base.
    `local` is the last part of the name: `bi-thu`. `level` and `word_kind` are those of their properties.
    """

    name: str
    kind: str
    vi: str
    en: str
    forms: tuple[str, ...]
    facts: Mapping[str, tuple[str, ...]]
    local: str = field(init=False, repr=False, compare=False)
    level: str | None = field(init=False, repr=False, compare=False)
    word_kind: str = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Keep what rules ask for all the time."""
        object.__setattr__(self, "local", _local(self.name))
        object.__setattr__(self, "level", _local(self.one("level") or "") or None)
        object.__setattr__(self, "word_kind", _local(self.one("wordKind") or ""))

    def one(self, prop: str) -> str | None:
        """Return the first value of this property, None without one."""
        values = self.facts.get(prop)
        return values[0] if values else None

    def all(self, prop: str) -> tuple[str, ...]:
        """Return the values of this property."""
        return self.facts.get(prop, ())


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """All concepts by name, by class and, for words, by kind of word.

    `digest` is the hash of the files they were read from.
    """

    digest: str
    terms: Mapping[str, Term]
    kinds: Mapping[str, tuple[Term, ...]]
    word_kinds: Mapping[str, tuple[Term, ...]]

    def of(self, *kinds: str) -> tuple[Term, ...]:
        """Return the concepts of these classes (IRIs), in order of name."""
        return tuple(term for kind in kinds for term in self.kinds.get(kind, ()))

    def words(self, kind: str) -> tuple[Term, ...]:
        """Return the words of one kind, such as `prefix` or `organ`."""
        return self.word_kinds.get(kind, ())

    def get(self, name: str | None) -> Term | None:
        """Return the concept of this name, None when nobody declared it."""
        return self.terms.get(name) if name else None

    def by_form(self, terms: Iterable[Term]) -> dict[str, Term]:
        """Return `terms` by the key of each of their forms; the first one keeps a shared form."""
        table: dict[str, Term] = {}
        for term in terms:
            for form in term.forms:
                table.setdefault(key(form), term)
        return table


@lru_cache(maxsize=8)
def lexicon(folder: Path | None = None) -> Lexicon:
    """Return the lexicon of the ontology in `folder` (default: the one that is installed)."""
    files = sorted(
        path for path in (folder or resource("ontology")).glob("*.ttl") if path.stem not in _NOT_CONCEPTS
    )
    digest = digest_of("lexicon 2", files)
    rows = read_cache("lexicon", digest)
    if not isinstance(rows, list):
        rows = _read_files(files)
        write_cache("lexicon", digest, rows)
    return _build(digest, rows)


def _read_files(files: list[Path]) -> list[_Row]:
    rows: list[_Row] = []
    for path in files:
        graph = read_turtle(path)
        rows.extend(
            _read_term(graph, subject)
            for subject in sorted({name for name in graph.subjects(RDF.type) if isinstance(name, URIRef)})
        )
    return rows


def _read_term(graph: Graph, subject: URIRef) -> _Row:
    vi, en = (_labels(graph, subject, lang) for lang in ("vi", "en"))
    facts: dict[str, list[str]] = {}
    said = sorted((str(prop), str(value)) for prop, value in graph.predicate_objects(subject))
    for prop, value in said:
        if prop not in _NO_FACTS:
            facts.setdefault(_local(prop), []).append(_name(value))
    kind = min(str(kind) for kind in graph.objects(subject, RDF.type))
    return (str(subject).removeprefix(BASE), kind, vi[0] if vi else "", en[0] if en else "", vi, facts)


def _labels(graph: Graph, subject: URIRef, lang: str) -> list[str]:
    """Return the labels in a language, the preferred one first; a code without one counts as Vietnamese."""
    found: list[str] = []
    for prop in _LABELS:
        texts = (text for text in graph.objects(subject, prop) if isinstance(text, Literal))
        found += sorted(str(text) for text in texts if (text.language or "vi") == lang)
    return found


def _name(value: str) -> str:
    """Return an entity relative to the base; a term of the ontology keeps its IRI."""
    return value if value.startswith(NS) else value.removeprefix(BASE)


def _local(iri: str) -> str:
    return iri.rsplit("#", 1)[-1].rsplit("/", 1)[-1]


def _build(digest: str, rows: list[_Row]) -> Lexicon:
    terms: dict[str, Term] = {}
    kinds: dict[str, list[Term]] = {}
    words: dict[str, list[Term]] = {}
    for name, kind, vi, en, forms, facts in rows:
        held = {prop: tuple(values) for prop, values in facts.items()}
        term = Term(name, kind, vi, en, tuple(forms), held)
        terms[name] = term
        kinds.setdefault(kind, []).append(term)
        words.setdefault(term.word_kind, []).append(term)
    ordered = {kind: tuple(sorted(found, key=lambda term: term.name)) for kind, found in kinds.items()}
    by_word = {kind: tuple(found) for kind, found in words.items() if kind}
    return Lexicon(digest, terms, ordered, by_word)
