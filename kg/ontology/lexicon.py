"""The lexicon: every concept of `ontology/` with its labels and properties, read once and cached by the hash of the files.

Names are relative to the base IRI: `scheme/role/bi-thu`, `id/adm63/long-an`; terms of the ontology keep their IRI.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from rdflib import RDF, SKOS, Graph, Literal, URIRef

from kg.errors import OntologyError
from kg.settings import resource
from kg.text import key
from kg.vocab import NS

BASE = "https://vpo.example/"
_NOT_CONCEPTS = {"vpo", "align", "shapes"}
_LABELS = (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel)


@dataclass(frozen=True, slots=True)
class Term:
    """One concept: its class, labels in two languages, every Vietnamese form, and its other properties.

    `facts` maps the local name of a property to its values as text; an entity is a name relative to the base.
    """

    name: str
    kind: str
    vi: str
    en: str
    forms: tuple[str, ...]
    facts: Mapping[str, tuple[str, ...]]

    def one(self, prop: str) -> str | None:
        """Return the first value of this property, None without one."""
        return next(iter(self.facts.get(prop, ())), None)

    def all(self, prop: str) -> tuple[str, ...]:
        """Return the values of this property."""
        return self.facts.get(prop, ())

    @property
    def local(self) -> str:
        """The last part of the name: `bi-thu`."""
        return self.name.rsplit("/", 1)[-1]


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """All concepts by name. `digest` is the hash of the files they were read from."""

    digest: str
    terms: Mapping[str, Term]
    kinds: Mapping[str, tuple[Term, ...]]

    def of(self, *kinds: str) -> tuple[Term, ...]:
        """Return the concepts of these classes (IRIs), in order of name."""
        return tuple(term for kind in kinds for term in self.kinds.get(kind, ()))

    def words(self, kind: str) -> tuple[Term, ...]:
        """Return the words of one kind, such as `prefix` or `organ`."""
        wanted = f"scheme/word-kind/{kind}"
        return tuple(term for term in self.terms.values() if term.one("wordKind") == wanted)

    def get(self, name: str | None) -> Term | None:
        """Return the concept of this name, None when nobody declared it."""
        return self.terms.get(name) if name else None

    def by_form(self, terms: Iterable[Term]) -> dict[str, Term]:
        """Return `terms` by each of their forms, keyed by `kg.text.key`; the first one keeps a shared form."""
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
    digest = _digest(files)
    cached = _cache_file(digest)
    rows = _read_cache(cached)
    if rows is None:
        rows = _read_files(files)
        _write_cache(cached, rows)
    return _build(digest, rows)


def _digest(files: list[Path]) -> str:
    total = hashlib.sha256(b"lexicon 2")
    for path in files:
        total.update(path.name.encode() + b"\0" + path.read_bytes())
    return total.hexdigest()[:16]


def _cache_file(digest: str) -> Path:
    root = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(root) / "vpo-kg" / f"lexicon-{digest}.json"


def _read_cache(path: Path) -> list[list[object]] | None:
    try:
        rows = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return rows if isinstance(rows, list) else None


def _write_cache(path: Path, rows: list[list[object]]) -> None:
    part = path.with_suffix(f".{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(json.dumps(rows, ensure_ascii=False), "utf-8")
        part.replace(path)
    except OSError:
        return  # a cache that cannot be written costs a second, no more


def _read_files(files: list[Path]) -> list[list[object]]:
    rows: list[list[object]] = []
    for path in files:
        try:
            graph = Graph().parse(path, format="turtle")
        except (SyntaxError, ValueError, OSError) as error:
            raise OntologyError(f"{path}: not Turtle: {error}") from error
        rows.extend(
            _read_term(graph, subject)
            for subject in sorted(set(graph.subjects(RDF.type)))
            if isinstance(subject, URIRef)
        )
    return rows


def _read_term(graph: Graph, subject: URIRef) -> list[object]:
    labels: dict[str, list[str]] = {"vi": [], "en": []}
    for prop in _LABELS:
        for label in sorted(graph.objects(subject, prop)):
            if (isinstance(label, Literal) and prop != SKOS.prefLabel) or getattr(
                label, "language", None
            ) in labels:
                labels.setdefault(getattr(label, "language", None) or "vi", []).append(str(label))
    facts: dict[str, list[str]] = {}
    for prop, value in sorted(graph.predicate_objects(subject)):
        if prop not in _LABELS and prop != RDF.type:
            facts.setdefault(_local(str(prop)), []).append(_name(str(value)))
    kind = min(str(kind) for kind in graph.objects(subject, RDF.type))
    vi, en = labels["vi"], labels["en"]
    return [str(subject).removeprefix(BASE), kind, vi[0] if vi else "", en[0] if en else "", vi, facts]


def _name(value: str) -> str:
    """Return an entity relative to the base; a term of the ontology keeps its IRI, which no setting changes."""
    return value if value.startswith(NS) else value.removeprefix(BASE)


def _local(iri: str) -> str:
    return iri.rsplit("#", 1)[-1].rsplit("/", 1)[-1]


def _build(digest: str, rows: list[list[object]]) -> Lexicon:
    terms: dict[str, Term] = {}
    kinds: dict[str, list[Term]] = {}
    for name, kind, vi, en, forms, facts in rows:
        held = {prop: tuple(values) for prop, values in facts.items()}  # type: ignore[attr-defined]
        term = Term(str(name), str(kind), str(vi), str(en), tuple(forms), MappingProxyType(held))  # type: ignore[arg-type]
        terms[term.name] = term
        kinds.setdefault(term.kind, []).append(term)
    ordered = {kind: tuple(sorted(found, key=lambda term: term.name)) for kind, found in kinds.items()}
    return Lexicon(digest, MappingProxyType(terms), MappingProxyType(ordered))
