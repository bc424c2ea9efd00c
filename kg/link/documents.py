"""Which document a citation means. A number alone does not say: the term, the date, the issuer and the topic decide."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from kg.extract.spans import Cited
from kg.extract.times import dated
from kg.ontology import Lexicon, Term
from kg.text import fold, key, slug
from kg.vocab import VPO

_CLASSES = (
    VPO.Document, VPO.Resolution, VPO.Directive, VPO.Conclusion, VPO.Regulation, VPO.Decision, VPO.Guidance, VPO.Plan,
    VPO.Notice, VPO.LegalAct,
)  # fmt: skip


_PARTY_BUILDING = re.compile(r"xay dung,? (?:chinh don )?dang|chinh don dang")


@dataclass(frozen=True, slots=True)
class Resolved:
    """The document that is meant: a name, how sure, and why in words. `known` is the reference row, if there is one."""

    name: str | None
    state: str
    reason: str
    known: Term | None = None


def documents(lexicon: Lexicon) -> tuple[Term, ...]:
    """Return the documents of the reference tables."""
    return tuple(term for term in lexicon.of(*_CLASSES) if term.name.startswith("id/doc/"))


def resolve(lexicon: Lexicon, cited: Cited, day: date | None, earlier: tuple[Resolved, ...] = ()) -> Resolved:
    """Return the document that `cited` means in an article of `day`; `earlier` are those the article named before."""
    if cited.rule == "documents.local":
        return Resolved(
            None,
            VPO.unresolved,
            "a resolution of a local Party organisation: the text does not say which one",
        )
    fits = [term for term in documents(lexicon) if _fits(cited, term) and _not_later(term, day)]
    if cited.plenum is not None:
        return _by_alias(lexicon, cited, day)
    exact = _by_date(cited, fits)
    if exact:
        return Resolved(exact.name, VPO.resolved, "number and date agree", exact)
    named = [found for found in earlier if found.known and found.known in fits]
    by_term = [term for term in fits if cited.term and _term(term) == cited.term]
    if len(by_term) == 1:
        return Resolved(by_term[0].name, VPO.resolved, f"number and term {cited.term} agree", by_term[0])
    if named and cited.term is None:
        return Resolved(
            named[-1].name,
            VPO.resolved,
            "the same number was resolved earlier in the article",
            named[-1].known,
        )
    if cited.term and fits and not by_term:
        fits = []
    if len(fits) == 1:
        return Resolved(
            fits[0].name, VPO.resolved, "the only known document of this number on that day", fits[0]
        )
    if fits:
        return _among(cited, fits)
    return _unknown(cited, day)


def _fits(cited: Cited, term: Term) -> bool:
    number = term.one("documentNumber") or ""
    if cited.code:
        return key(number) == key(cited.code) or (
            _plain(number) == _plain(cited.code) and (cited.suffix or "") in number
        )
    if cited.number is None or not number:
        return False
    if not number.split("-")[0].split("/")[0].lstrip("0") == str(cited.number):
        return False
    if (term.one("documentType") or "").rsplit("/", 1)[-1] != cited.kind:
        return False
    issuer = term.one("issuedBy")
    return cited.issuer is None or cited.issuer.entity is None or cited.issuer.entity == issuer


def _plain(number: str) -> str:
    return number.lstrip("0").lower().replace(" ", "")


def _not_later(term: Term, day: date | None) -> bool:
    issued = term.one("issueDate")
    return day is None or issued is None or issued[:10] <= day.isoformat()


def _term(term: Term) -> str:
    return (term.one("inTerm") or "").rsplit("/", 1)[-1].upper()


def _by_date(cited: Cited, fits: list[Term]) -> Term | None:
    stated = dated(cited.dated, None) if cited.dated else None
    return next(
        (term for term in fits if stated and (term.one("issueDate") or "")[:10] == stated.day.isoformat()),
        None,
    )


def _among(cited: Cited, fits: list[Term]) -> Resolved:
    """Return the one of several documents of one number whose topic words stand in the text; else say it is not known."""
    topic = set(fold(cited.topic).split())
    scores = [
        (len(topic & set(fold(f"{term.vi} {' '.join(term.all('subject'))}").split())), term) for term in fits
    ]
    best = max(score for score, _ in scores)
    winners = [term for score, term in scores if score == best]
    if best >= 3 and len(winners) == 1:
        return Resolved(
            winners[0].name, VPO.resolved, "topic words decide between documents of one number", winners[0]
        )
    latest = sorted(fits, key=lambda term: term.one("issueDate") or "")
    names = ", ".join(term.local for term in latest)
    return Resolved(None, VPO.ambiguous, f"several documents bear this number: {names}")


def _by_alias(lexicon: Lexicon, cited: Cited, day: date | None) -> Resolved:
    """Return the resolution of a plenum or congress by its alias: `Nghị quyết Trung ương 4 khóa XII`."""
    if cited.term is None:
        return Resolved(None, VPO.unresolved, "the text does not say the term of the plenum")
    wanted = [f"nghị quyết trung ương {cited.plenum} khóa {cited.term.lower()}"]
    if cited.plenum == 0:
        wanted = [
            f"nghị quyết đại hội {cited.term.lower()}",
            f"nghị quyết đại hội đại biểu toàn quốc lần thứ {cited.term.lower()} của đảng",
        ]
    fits = [
        term
        for term in documents(lexicon)
        if any(key(form) in wanted for form in term.forms) and _not_later(term, day)
    ]
    if len(fits) == 1:
        return Resolved(fits[0].name, VPO.resolved, "the alias names one document", fits[0])
    on_party = [term for term in fits if _PARTY_BUILDING.search(fold(" ".join(term.all("subject"))))]
    if len(on_party) == 1:
        reason = "of the documents of this plenum, reports on Party building mean the one on Party building"
        return Resolved(on_party[0].name, VPO.resolved, reason, on_party[0])
    if fits:
        return Resolved(
            None,
            VPO.ambiguous,
            "the plenum adopted several documents: " + ", ".join(term.local for term in fits),
        )
    name = (
        f"nghi-quyet-trung-uong-{cited.plenum}-khoa-{cited.term.lower()}"
        if cited.plenum
        else f"nghi-quyet-dai-hoi-{cited.term.lower()}"
    )
    return Resolved(f"id/doc/{name}", VPO.resolved, "named by plenum or congress; not in the reference table")


def _unknown(cited: Cited, day: date | None) -> Resolved:
    """Return a new document for a full code; a bare number without a known document stays open."""
    if cited.code is None:
        return Resolved(None, VPO.unresolved, "no known document of this kind and number")
    local = cited.suffix in ("TU", "HU", "ĐU", "QU", "ĐUK") or (cited.suffix or "").endswith("UBND")
    stated = dated(cited.dated, None) if cited.dated else None
    when = str(stated) if stated else (f"khoa-{cited.term.lower()}" if cited.term else None)
    if local or when is None:
        return Resolved(
            None,
            VPO.unresolved,
            "the number is used by many issuers and terms, and the text does not tell them apart",
        )
    return Resolved(
        f"id/doc/{slug(cited.code)}_{when}",
        VPO.resolved,
        "number and date of the text; not in the reference table",
    )
