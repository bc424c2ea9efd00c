"""Which document a citation means: with its number, the term, the date, the issuer and the topic decide."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from kg.extract.spans import Cited
from kg.extract.times import dated
from kg.ontology import Lexicon, Term
from kg.text import fold, key, slug
from kg.vocab import VPO

_CLASSES = (
    VPO.Document, VPO.Resolution, VPO.Directive, VPO.Conclusion, VPO.Regulation, VPO.Decision, VPO.Guidance,
    VPO.Plan, VPO.Notice, VPO.LegalAct,
)  # fmt: skip
_LOCAL_SUFFIXES = ("TU", "HU", "ĐU", "QU", "ĐUK")
_TOPIC_WORDS = 3  # words in common that decide; two may be "về công tác"
_LEADING = re.compile(r"[-/]")
_PARTY_BUILDING = re.compile(r"xay dung,? (?:chinh don )?dang|chinh don dang")


@dataclass(frozen=True, slots=True)
class Resolved:
    """The document that is meant: its name, how sure, why in words; `known` is its reference row, if any."""

    name: str | None
    state: str
    reason: str
    known: Term | None = None


@lru_cache(maxsize=4)
def documents(lexicon: Lexicon) -> tuple[Term, ...]:
    """Return the documents of the reference tables."""
    return tuple(term for term in lexicon.of(*_CLASSES) if term.name.startswith("id/doc/"))


@lru_cache(maxsize=4)
def _by_number(lexicon: Lexicon) -> dict[str, tuple[Term, ...]]:
    """Return the documents by the number that their code begins with."""
    table: dict[str, tuple[Term, ...]] = {}
    for term in documents(lexicon):
        number = _leading(term)
        table[number] = (*table.get(number, ()), term)
    return table


def _leading(term: Term) -> str:
    return _LEADING.split(term.one("documentNumber") or "")[0].lstrip("0")


def resolve(lexicon: Lexicon, cited: Cited, day: date | None, earlier: tuple[Resolved, ...] = ()) -> Resolved:
    """Return the document that `cited` means in an article of `day`; `earlier` are those it named before."""
    if cited.rule == "documents.local":
        reason = "a resolution of a local Party organisation: the text does not say which one"
        return Resolved(None, VPO.unresolved, reason)
    if cited.plenum is not None:
        return _by_alias(lexicon, cited, day)
    same = _by_number(lexicon).get(str(cited.number), ())
    fits = [term for term in same if _fits(cited, term) and _not_later(term, day)]
    sure = _by_date(cited, fits) or _by_term(cited, fits) or _as_before(cited, fits, earlier)
    if sure:
        return sure
    if cited.term and not any(_term(term) == cited.term for term in fits):
        return _unknown(cited)
    if len(fits) == 1:
        return _known(fits[0], "the only known document of this number on that day")
    return _among(cited, fits) if fits else _unknown(cited)


def _known(term: Term, reason: str) -> Resolved:
    return Resolved(term.name, VPO.resolved, reason, term)


def _fits(cited: Cited, term: Term) -> bool:
    number = term.one("documentNumber") or ""
    if cited.code:
        return key(number) == key(cited.code) or (
            _plain(number) == _plain(cited.code) and (cited.suffix or "") in number
        )
    if (
        cited.number is None
        or not number
        or (term.one("documentType") or "").rsplit("/", 1)[-1] != cited.kind
    ):
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


def _by_date(cited: Cited, fits: list[Term]) -> Resolved | None:
    stated = dated(cited.dated, None) if cited.dated else None
    if stated is None:
        return None
    same = (term for term in fits if (term.one("issueDate") or "")[:10] == stated.day.isoformat())
    exact = next(same, None)
    return _known(exact, "number and date agree") if exact else None


def _by_term(cited: Cited, fits: list[Term]) -> Resolved | None:
    same = [term for term in fits if cited.term and _term(term) == cited.term]
    return _known(same[0], f"number and term {cited.term} agree") if len(same) == 1 else None


def _as_before(cited: Cited, fits: list[Term], earlier: tuple[Resolved, ...]) -> Resolved | None:
    named = [found.known for found in earlier if found.known in fits and found.known]
    if cited.term or not named:
        return None
    return _known(named[-1], "the same number was resolved earlier in the article")


def _among(cited: Cited, fits: list[Term]) -> Resolved:
    """Return the one of several documents of one number whose topic words stand in the text."""
    topic = set(fold(cited.topic).split())
    scores = [(len(topic & _topic_words(term)), term) for term in fits]
    best = max(score for score, _ in scores)
    winners = [term for score, term in scores if score == best]
    if best >= _TOPIC_WORDS and len(winners) == 1:
        return _known(winners[0], "topic words decide between documents of one number")
    latest = sorted(fits, key=lambda term: term.one("issueDate") or "")
    names = ", ".join(term.local for term in latest)
    return Resolved(None, VPO.ambiguous, f"several documents bear this number: {names}")


def _topic_words(term: Term) -> set[str]:
    return set(fold(f"{term.vi} {' '.join(term.all('subject'))}").split())


def _by_alias(lexicon: Lexicon, cited: Cited, day: date | None) -> Resolved:
    """Return the resolution of a plenum or congress by its alias: `Nghị quyết Trung ương 4 khóa XII`."""
    if cited.term is None:
        return Resolved(None, VPO.unresolved, "the text does not say the term of the plenum")
    term = lexicon.get(f"id/term/{cited.term.lower()}")
    if term and day and (term.one("startDate") or "") > day.isoformat():
        return Resolved(None, VPO.unresolved, "the congress of this term had not met on that day")
    wanted = _aliases(cited.plenum, cited.term.lower())
    fits = [
        term
        for term in documents(lexicon)
        if any(key(form) in wanted for form in term.forms) and _not_later(term, day)
    ]
    if len(fits) == 1:
        return _known(fits[0], "the alias names one document")
    on_party = [term for term in fits if _PARTY_BUILDING.search(fold(" ".join(term.all("subject"))))]
    if len(on_party) == 1:
        reason = "of the documents of this plenum, reports on Party building mean the one on Party building"
        return _known(on_party[0], reason)
    if fits:
        names = ", ".join(term.local for term in fits)
        return Resolved(None, VPO.ambiguous, f"the plenum adopted several documents: {names}")
    name = f"id/doc/{slug(wanted[0])}"
    return Resolved(name, VPO.resolved, "named by plenum or congress; not in the reference table")


def _aliases(plenum: int | None, term: str) -> tuple[str, ...]:
    """Return the keys of the names of a resolution; the first one names a document that no table holds."""
    if plenum:
        return (f"nghị quyết trung ương {plenum} khóa {term}",)
    long = f"nghị quyết đại hội đại biểu toàn quốc lần thứ {term} của đảng"
    return (f"nghị quyết đại hội {term}", long)


def _unknown(cited: Cited) -> Resolved:
    """Return a new document for a full code; a bare number without a known document stays open."""
    if cited.code is None:
        return Resolved(None, VPO.unresolved, "no known document of this kind and number")
    local = cited.suffix in _LOCAL_SUFFIXES or (cited.suffix or "").endswith("UBND")
    stated = dated(cited.dated, None) if cited.dated else None
    when = str(stated) if stated else (f"khoa-{cited.term.lower()}" if cited.term else None)
    if local or when is None:
        reason = "the number is used by many issuers and terms, and the text does not tell them apart"
        return Resolved(None, VPO.unresolved, reason)
    name = f"id/doc/{slug(cited.code)}_{when}"
    return Resolved(name, VPO.resolved, "number and date of the text; not in the reference table")
