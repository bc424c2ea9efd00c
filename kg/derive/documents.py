"""Documents that articles cite and the reference layer does not hold."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rdflib import RDF, XSD, Literal

from kg.derive.facts import Reference, Statement, best, labels, local
from kg.vocab import VPO


@dataclass(frozen=True, slots=True)
class Citation:
    """One reference of an article to a document."""

    node: str
    document: str
    number: str | None = None
    type: str | None = None
    issuer: str | None = None
    term: str | None = None
    plenum: str | None = None
    issued: str | None = None


def state_document(
    name: str, seen: Iterable[Citation], issuer_names: tuple[str, str] | None, reference: Reference
) -> frozenset[Statement]:
    """Return what is said of one document; `issuer_names` are the names of its issuer in two languages."""
    citations = list(seen)
    number = best(citation.number for citation in citations)
    type_ = best(citation.type for citation in citations)
    plenum = best(citation.plenum for citation in citations)
    issued = best(citation.issued for citation in citations)
    kind = reference.one(type_, VPO.documentClass) or VPO.Document
    term = best(citation.term for citation in citations)
    vi, en = (
        _title(reference.label(type_, lang) or word, number, issuer_names, language)
        if number
        else _by_meeting(
            reference.label(type_, lang) or word, plenum, reference.label(term, lang) or local(name), lang
        )
        for language, (lang, word) in enumerate((("vi", "Văn bản"), ("en", "Document")))
    )
    statements = [*labels(name, vi, en), (name, str(RDF.type), kind)]
    for predicate, value in (
        (VPO.documentNumber, Literal(number) if number else None),
        (VPO.documentType, type_),
        (VPO.issuedBy, best(citation.issuer for citation in citations)),
        (VPO.inTerm, term),
        (VPO.issueDate, Literal(issued, datatype=XSD.date) if issued else None),
        (VPO.plenumNumber, Literal(plenum, datatype=XSD.integer) if plenum else None),
    ):
        if value is not None:
            statements.append((name, predicate, value))
    statements += [(name, VPO.derivedFrom, citation.node) for citation in citations]
    return frozenset(statements)


def _by_meeting(word: str, plenum: str | None, term: str, lang: str) -> str:
    """Return the name of a document known by its meeting only: `Nghị quyết Đại hội khóa XIII`."""
    if lang == "vi":
        return f"{word} {f'Trung ương {plenum}' if plenum else 'Đại hội'} {term}"
    return f"{word} of {f'plenum {plenum}' if plenum else 'the congress'}, {term}"


def issuer_of(seen: Iterable[Citation]) -> str | None:
    """Return the issuer that most citations name."""
    return best(citation.issuer for citation in seen)


def _title(word: str, number: str, names: tuple[str, str] | None, language: int) -> str:
    title = f"{word} số {number}" if language == 0 else f"{word} {number}"
    if names is None:
        return title
    return f"{title} của {names[0]}" if language == 0 else f"{title}, {names[1]}"
