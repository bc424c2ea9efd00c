"""Facts about documents: what is cited, what it is resolved to, what the text does with it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from datetime import date

from kg.extract.document_words import document_words
from kg.extract.spans import Cited
from kg.link.book import Book, Handle
from kg.link.claim_bodies import claim_body
from kg.link.claim_reports import claim_reports
from kg.link.documents import Asked, resolve
from kg.link.finds import Finds
from kg.link.issuers import Issuer, issuer_of
from kg.link.resolved import Resolved
from kg.link.stages import Stage, stages_in
from kg.load.sentences import Sentence
from kg.model import Entity, Text
from kg.text import key
from kg.vocab import VPO

_BASIS = re.compile(r"(?:theo|căn cứ|thực hiện theo|trên cơ sở|tinh thần)[^.;]{0,30}$")
_ISSUING = re.compile(r"(?:ban hành|ký ban hành|vừa ban hành)[^.;]{0,40}$")
_NEAR = 200  # code points on either side of a document in which its topic may stand
_WITHIN = 90  # code points before a document in which the words for its part stand


def claim_documents(book: Book, finds: Finds) -> None:
    """Note the citations of the article and the reports of carrying out what is cited."""
    issuers = {cited.start: issuer_of(finds.context, cited) for cited in finds.documents}
    resolved = _resolve_all(finds, issuers)
    roles = _roles(finds)
    for cited in finds.documents:
        found = resolved[cited.start]
        _claim_citation(book, finds, cited, found, issuers[cited.start], roles[cited.start])
    claim_reports(book, finds, {start: found.name for start, found in resolved.items()}, roles)


def _resolve_all(finds: Finds, issuers: Mapping[int, Issuer | None]) -> dict[int, Resolved]:
    """Return what each citation means, by where it stands.

    What one mention tells in full holds for all: a headline is short, the text below it is not.
    """
    lexicon, day = finds.reading.lexicon, finds.reading.day
    last = day or (date(finds.context.day.year, 12, 31) if finds.context.day else None)
    asked = [
        Asked(cited, issuers[cited.start], last, _around(finds, cited), day) for cited in finds.documents
    ]
    alone = [(one.cited, resolve(lexicon, one)) for one in asked]
    told = list({_identity(cited, found): (cited, found) for cited, found in alone if found.name}.values())
    return {
        one.cited.start: found if found.name else resolve(lexicon, one, told)
        for one, (_, found) in zip(asked, alone, strict=True)
    }


def _identity(cited: Cited, found: Resolved) -> tuple[str | None, str, str | None, int | None, str]:
    issuer = cited.issuer.entity or cited.issuer.vi if cited.issuer else ""
    return found.name, cited.kind, cited.code, cited.plenum, issuer


def _around(finds: Finds, cited: Cited) -> str:
    sentence = finds.reading.sentence_at(cited.start)
    since, until = cited.start - _NEAR, cited.end + _NEAR
    return finds.reading.low[max(sentence.start, since) : min(sentence.end, until)]


def _claim_citation(
    book: Book, finds: Finds, cited: Cited, found: Resolved, issuer: Issuer | None, role: str
) -> None:
    sentence = finds.reading.sentence_at(cited.start)
    identity = found.name or cited.code or key(cited.printed)
    handle = Handle(VPO.Citation, (identity, str(sentence.start), role))
    local = cited.rule == "documents.local"
    if not book.has(handle):
        body = claim_body(book, finds, issuer.body) if issuer and _tells(issuer) else None
        book.add(
            handle,
            (
                (VPO.citingArticle, finds.reading.article.name),
                (VPO.citedDocument, _document_set(book, finds, cited) if local else found.name),
                *((VPO.candidate, term.name) for term in found.candidates),
                (VPO.documentType, _type(finds, cited)),
                (VPO.issuedBy, body),
                (VPO.inTerm, _term(finds, cited)),
                (VPO.citationRole, f"scheme/citation-role/{role}"),
                (VPO.resolutionState, found.state),
            ),
            (
                (VPO.documentNumber, cited.code),
                (VPO.plenumNumber, cited.plenum or None),
                (VPO.resolutionReason, Text(found.reason, "en")),
                (VPO.issueDate, finds.date_of(cited.dated) if cited.dated and cited.dated.day else None),
            ),
        )
    confidence = "0.95" if found.state == VPO.resolved else "0.9"
    book.rest(handle, cited.start, cited.rule, confidence, [(cited.start, cited.end)])
    for term in found.candidates:
        book.name(Entity(term.name, term.kind, term.vi, term.en))
    if found.name:
        book.name(_entity(finds, found, cited, issuer))


def _tells(issuer: Issuer) -> bool:
    """Say whether the issuer is worth a fact: one that the text names, or a local one of a known place."""
    return issuer.printed or issuer.body.name is not None


def _term(finds: Finds, cited: Cited) -> str | None:
    """Return the term of the Party that is printed, None for one that no table holds."""
    term = finds.reading.lexicon.get(f"id/term/{(cited.term or '').lower()}")
    return term.name if term and cited.rule != "documents.local" else None


def _document_set(book: Book, finds: Finds, cited: Cited) -> Handle:
    printed = finds.reading.printed(cited.start, cited.end)
    handle = book.add(Handle(VPO.DocumentSet, (key(printed),)), (), ((VPO.printedName, Text(printed)),))
    book.rest(handle, cited.start, cited.rule, "0.9", [(cited.start, cited.end)])
    return handle


def _entity(finds: Finds, found: Resolved, cited: Cited, issuer: Issuer | None) -> Entity:
    """Return the document as an entity; a new one is called by its type, number and issuer."""
    if found.known:
        return Entity(found.known.name, found.known.kind, found.known.vi, found.known.en)
    kind = finds.reading.lexicon.get(f"scheme/document-type/{cited.kind}")
    if cited.code is None or kind is None:
        label = finds.reading.printed(cited.start, cited.end)
        return Entity(found.name or "", VPO.Document, label, label)
    body = issuer.body if issuer else None
    vi = f"{kind.vi} số {cited.code}" + (f" của {body.vi}" if body else "")
    en = f"{kind.en} {cited.code}" + (f", {body.en}" if body else "")
    return Entity(found.name or "", kind.one("documentClass") or VPO.Document, vi, en)


def _type(finds: Finds, cited: Cited) -> str | None:
    name = f"scheme/document-type/{cited.kind}"
    if finds.reading.lexicon.get(name):
        return name
    sign = document_words(finds.reading.lexicon).by_sign.get(cited.kind)
    return sign.name if sign else None


def _roles(finds: Finds) -> dict[int, str]:
    """Return what the text does with each document, by where it stands."""
    roles: dict[int, str] = {}
    sentence: Sentence | None = None
    first, stages = 0, tuple[Stage, ...]()
    for cited in finds.documents:
        here = finds.reading.sentence_at(cited.start)
        if here is not sentence:
            sentence, first = here, cited.start
            stages = stages_in(finds, here.start, here.end)
        roles[cited.start] = _role(finds, cited, first, stages)
    return roles


def _role(finds: Finds, cited: Cited, first: int, stages: Sequence[Stage]) -> str:
    """Return what the text does with the document: issues, carries out, acts on it, or only mentions it.

    `first` is where the first document of the sentence stands, `stages` are those of the sentence.
    """
    low, sentence = finds.reading.low, finds.reading.sentence_at(cited.start)
    near = max(sentence.start, cited.start - _WITHIN)
    count = bisect_right(stages, cited.start, key=lambda stage: stage.end)
    last = stages[count - 1] if count else None
    issuing = _ISSUING.search(low, near, cited.start)
    # "ban hành kế hoạch thực hiện Nghị quyết 18" issues a plan, not the resolution.
    if issuing and not (last and last.start >= issuing.start()):
        return "issued"
    if _BASIS.search(low, near, cited.start):
        # "thực hiện Chỉ thị 05; … theo Nghị quyết 18": what is carried out first carries the rest along.
        carried = first < cited.start and not _BASIS.search(low, max(sentence.start, first - _WITHIN), first)
        return "implemented" if last and carried and stages[0].end <= first else "basis"
    return last.role if last else "mentioned"
