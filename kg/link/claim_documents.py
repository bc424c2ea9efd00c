"""Facts about documents: what is cited, what it is resolved to, who carries it out and how that is judged."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from kg.extract.match import any_of
from kg.extract.spans import Cited
from kg.link.bodies import link_body
from kg.link.book import Book, Handle
from kg.link.claim_bodies import claim_body
from kg.link.clusters import cluster_iri
from kg.link.documents import Resolved, resolve
from kg.link.finds import Finds
from kg.load.sentences import Sentence
from kg.model import Entity, Text
from kg.ontology import Lexicon, Term
from kg.text import key
from kg.vocab import VPO

_IN_CLUSTER = re.compile(r"(?:trong|của|toàn) cụm|cụm thi đua")
_DOING = re.compile(
    r"(?:tổ chức )?(?:thực hiện|triển khai|quán triệt|học tập|cụ thể hóa|thực hiện tốt|đẩy mạnh)"
)
_NUMBER = re.compile(r"\d+")
_BASIS = re.compile(r"(?:theo|căn cứ|thực hiện theo|trên cơ sở|tinh thần)[^.;]{0,30}$")
_ISSUING = re.compile(r"(?:ban hành|ký ban hành|vừa ban hành)[^.;]{0,40}$")


@dataclass(frozen=True, slots=True)
class ClassWords:
    """The phrases for classes of bodies (`Ban Tổ chức các cấp ủy`) and the words that judge, compiled."""

    classes: re.Pattern[str]
    by_class: dict[str, Term]
    judged: re.Pattern[str]
    by_judged: dict[str, Term]


@lru_cache(maxsize=4)
def class_words(lexicon: Lexicon) -> ClassWords:
    """Return the compiled words of `lexicon`. A number may stand where a label says `các`."""
    classes = lexicon.of(VPO.OrganizationClass)
    pattern = any_of(form for term in classes for form in term.forms).replace("các", r"(?:các|\d+)")
    judged = lexicon.words("assessment")
    return ClassWords(
        re.compile(pattern),
        lexicon.by_form(classes),
        re.compile(any_of(form for term in judged for form in term.forms)),
        lexicon.by_form(judged),
    )


def find_class(finds: Finds, start: int, end: int) -> Term | None:
    """Return the class of bodies named between two offsets, None where none is."""
    words = class_words(finds.reading.lexicon)
    match = words.classes.search(finds.reading.low, start, end)
    return words.by_class.get(key(_NUMBER.sub("các", match[0]))) if match else None


def claim_documents(book: Book, finds: Finds) -> None:
    """Note the citations of the article and the reports of carrying out what is cited."""
    resolved = _resolve_all(finds)
    for cited in finds.documents:
        _claim_citation(book, finds, cited, resolved[cited.start])
    unit: Term | None = None
    for sentence in finds.reading.sentences:
        unit = _claim_reports(book, finds, sentence, resolved, unit)


def _resolve_all(finds: Finds) -> dict[int, Resolved]:
    """Return what each citation means, by where it stands.

    What one mention tells in full holds for all: a headline is short, the text below it is not.
    """
    lexicon, day = finds.reading.lexicon, finds.context.day
    alone = tuple(resolve(lexicon, cited, day) for cited in finds.documents)
    return {cited.start: resolve(lexicon, cited, day, alone) for cited in finds.documents}


def _claim_citation(book: Book, finds: Finds, cited: Cited, found: Resolved) -> None:
    issuer = claim_body(book, finds, link_body(finds.context, cited.issuer)) if cited.issuer else None
    sentence = finds.reading.sentence_at(cited.start)
    identity = found.name or cited.code or key(cited.printed)
    role = _role(finds, cited)
    handle = Handle(VPO.Citation, (identity, str(sentence.start), role))
    local = cited.rule == "documents.local"
    if not book.has(handle):
        book.add(
            handle,
            (
                (VPO.citingArticle, finds.reading.article.name),
                (VPO.citedDocument, _document_set(book, finds, cited) if local else found.name),
                (VPO.documentType, _type(finds, cited)),
                (VPO.issuedBy, issuer),
                (VPO.inTerm, f"id/term/{cited.term.lower()}" if cited.term and not local else None),
                (VPO.citationRole, f"scheme/citation-role/{role}"),
                (VPO.resolutionState, found.state),
            ),
            (
                (VPO.documentNumber, cited.code),
                (VPO.plenumNumber, cited.plenum or None),
                (VPO.resolutionReason, Text(found.reason, "en")),
                (VPO.issueDate, finds.date_of(cited.dated) if cited.dated else None),
            ),
        )
    confidence = "0.95" if found.state == VPO.resolved else "0.9"
    book.rest(handle, cited.start, cited.rule, confidence, [(cited.start, cited.end)])
    if found.name:
        book.name(_entity(finds, found, cited))


def _document_set(book: Book, finds: Finds, cited: Cited) -> Handle:
    printed = finds.reading.printed(cited.start, cited.end)
    handle = book.add(Handle(VPO.DocumentSet, (key(printed),)), (), ((VPO.printedName, Text(printed)),))
    book.rest(handle, cited.start, cited.rule, "0.9", [(cited.start, cited.end)])
    return handle


def _entity(finds: Finds, found: Resolved, cited: Cited) -> Entity:
    if found.known:
        return Entity(found.known.name, found.known.kind, found.known.vi, found.known.en)
    label = cited.code or finds.reading.printed(cited.start, cited.end)
    return Entity(found.name or "", VPO.Document, label, label)


def _type(finds: Finds, cited: Cited) -> str | None:
    name = f"scheme/document-type/{cited.kind}"
    return name if finds.reading.lexicon.get(name) else None


def _role(finds: Finds, cited: Cited) -> str:
    """Return what the text does with the document: issues, carries out, acts on it, or only mentions it."""
    sentence = finds.reading.sentence_at(cited.start)
    before = finds.reading.low[sentence.start : cited.start]
    if _ISSUING.search(before):
        return "issued"
    doing = _DOING.search(before)
    if _BASIS.search(before):
        # "thực hiện Chỉ thị 05; … theo Nghị quyết 18": what is carried out first carries the rest along.
        first = min(item.start for item in finds.documents if item.start >= sentence.start)
        carried = first < cited.start and not _BASIS.search(finds.reading.low[sentence.start : first])
        return "implemented" if doing and carried and doing.end() <= first else "basis"
    return "implemented" if doing else "mentioned"


def _claim_reports(
    book: Book, finds: Finds, sentence: Sentence, resolved: dict[int, Resolved], unit: Term | None
) -> Term | None:
    """Note who carries out what in this sentence.

    Return the class of bodies that the next sentence may go on about.
    """
    named = find_class(finds, sentence.start, sentence.end)
    subject = named or unit
    cited = [item for item in finds.documents if sentence.start <= item.start < sentence.end]
    doing = _DOING.search(finds.reading.low, sentence.start, cited[0].start) if cited else None
    carried = [(item, resolved[item.start].name) for item in cited if _role(finds, item) == "implemented"]
    for item, name in carried if subject and doing else ():
        if subject and doing and name:
            handle = Handle(VPO.ImplementationReport, (subject.name, name))
            roles = ((VPO.unit, subject.name), (VPO.document, name))
            book.add(handle, roles, ((VPO.stage, Text(doing[0])),))
            book.rest(handle, doing.start(), "reports.implements", "0.8", [(item.start, item.end)])
            book.name(Entity(subject.name, subject.kind, subject.vi, subject.en))
    _claim_judgements(book, finds, sentence, resolved, unit)
    return subject


def _claim_judgements(
    book: Book, finds: Finds, sentence: Sentence, resolved: dict[int, Resolved], unit: Term | None
) -> None:
    """Note the clauses that judge: a cluster, a class of bodies or the carrying out of a document."""
    words = class_words(finds.reading.lexicon)
    for match in words.judged.finditer(finds.reading.low, sentence.start, sentence.end):
        start, end = _clause(finds.reading.shadow, match.start(), match.end(), sentence)
        judged = find_class(finds, start, end) or unit
        subject = _cluster_in(finds, start, end) or (judged.name if judged else None)
        cited = next((item for item in finds.documents if start <= item.start < end), None)
        document = resolved[cited.start].name if cited else None
        if subject is None and document is None:
            continue
        polarity = words.by_judged[key(match[0])].one("polarity")
        identity = (subject or "", document or "", polarity or "", str(start))
        handle = Handle(VPO.ImplementationReport, identity)
        clause = Text(finds.reading.printed(start, end).strip())
        roles = ((VPO.unit, subject), (VPO.document, document), (VPO.polarity, polarity))
        book.add(handle, roles, ((VPO.assessment, clause),))
        book.rest(handle, match.start(), "reports.assessment", "0.7", [(start, end)])
        if judged and subject == judged.name:
            book.name(Entity(judged.name, judged.kind, judged.vi, judged.en))


def _cluster_in(finds: Finds, start: int, end: int) -> str | None:
    """Return the cluster that a clause judges: `trong cụm hoàn thành tốt` in an article about one cluster."""
    names = {cluster_iri(finds, cluster) for cluster in finds.clusters} - {None}
    return names.pop() if len(names) == 1 and _IN_CLUSTER.search(finds.reading.low, start, end) else None


def _clause(text: str, start: int, end: int, sentence: Sentence) -> tuple[int, int]:
    begin = max(text.rfind(";", sentence.start, start) + 1, sentence.start)
    cut = text.find(";", end, sentence.end)
    stop = cut if cut >= 0 else sentence.end
    while begin < stop and text[begin] == " ":
        begin += 1
    return begin, stop
