"""Which document a citation means: with its number, the term, the date, the issuer and the topic decide."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from kg.extract.document_merge import family
from kg.extract.spans import Body, Cited
from kg.extract.times import dated
from kg.link.document_aliases import by_alias
from kg.link.document_topics import choose, contradicts
from kg.link.issuers import Issuer
from kg.link.new_documents import new_document
from kg.link.resolved import Resolved, known, not_later, several
from kg.ontology import Lexicon, Term
from kg.text import key
from kg.vocab import VPO

_CLASSES = (
    VPO.Document, VPO.Resolution, VPO.Directive, VPO.Conclusion, VPO.Regulation, VPO.Decision, VPO.Guidance,
    VPO.Plan, VPO.Notice, VPO.LegalAct,
)  # fmt: skip
_LEADING = re.compile(r"[-/]")
_COMMITTEE = "id/org/ban-chap-hanh-trung-uong"


@dataclass(frozen=True, slots=True)
class Asked:
    """A citation with what decides it: its issuer, the words of its sentence, the last day it may be of.

    `published` is the day of the article where one is known.
    """

    cited: Cited
    issuer: Issuer | None = None
    day: date | None = None
    around: str = ""
    published: date | None = None


@lru_cache(maxsize=4)
def documents(lexicon: Lexicon) -> tuple[Term, ...]:
    """Return the documents of the reference tables."""
    return tuple(term for term in lexicon.of(*_CLASSES) if term.name.startswith("id/doc/"))


@lru_cache(maxsize=4)
def _by_number(lexicon: Lexicon) -> dict[str, tuple[Term, ...]]:
    """Return the documents by the number that their code begins with."""
    table: dict[str, tuple[Term, ...]] = {}
    for term in documents(lexicon):
        number = _LEADING.split(term.one("documentNumber") or "")[0].lstrip("0")
        table[number] = (*table.get(number, ()), term)
    return table


def resolve(lexicon: Lexicon, asked: Asked, earlier: Sequence[tuple[Cited, Resolved]] = ()) -> Resolved:
    """Return the document that is meant; `earlier` are the citations of the article as they resolve alone."""
    cited = asked.cited
    if cited.rule == "documents.local":
        return Resolved(
            None,
            VPO.unresolved,
            "a resolution of a local Party organisation: the text does not say which one",
        )
    if cited.number is None:
        return by_alias(lexicon, documents(lexicon), cited, asked.day, earlier)
    fits = [
        term
        for term in _by_number(lexicon).get(str(cited.number), ())
        if _fits(asked, term) and not_later(term, asked.day)
    ]
    # A full code is surer than the issuer in print: "137-KL/TW của Bộ Chính trị, Ban Bí thư".
    fits = [term for term in fits if _issued_by(asked.issuer, term)] or fits
    sure = _by_date(cited, fits) or _by_term(cited, fits) or _as_before(cited, earlier)
    if sure:
        return sure
    if cited.term and not any(_term(term) == cited.term for term in fits):
        return new_document(lexicon, cited, asked.issuer, asked.published)
    fits = _of_year(cited, fits)
    if cited.code is None and asked.issuer is None:
        fits = [term for term in fits if not contradicts(cited.topic, term)]
    if not fits:
        return new_document(lexicon, cited, asked.issuer, asked.published)
    return _of_fits(asked, fits)


def _of_fits(asked: Asked, fits: list[Term]) -> Resolved:
    """Return the one that is left, else the one that the topic decides for."""
    cited = asked.cited
    if len(fits) == 1 and (cited.code or asked.issuer or _year_of(cited) or _is_usual(cited, fits[0])):
        return known(fits[0], "the only known document of this number on that day")
    decided = choose(cited.topic, asked.around, fits)
    if decided:
        return known(decided, "topic words decide between documents of one number")
    if len(fits) == 1:
        return several(fits, "a known document bears this number, and the text does not say that it is meant")
    return several(fits, "several documents bear this number")


def _is_usual(cited: Cited, term: Term) -> bool:
    """Say whether readers know the document by kind and number alone: `Chỉ thị 05`, `Nghị quyết 18`."""
    return key(f"{term.vi.split(' số ')[0]} {cited.number:02d}") in {key(form) for form in term.forms}


def _fits(asked: Asked, term: Term) -> bool:
    cited, number = asked.cited, term.one("documentNumber") or ""
    if cited.code:
        return _plain(number) == _plain(cited.code) and (cited.suffix or "") in number
    kind = (term.one("documentType") or "").rsplit("/", 1)[-1]
    same = kind == cited.kind or (asked.issuer is not None and family(kind) == family(cited.kind))
    return bool(number) and same and _issued_by(asked.issuer, term)


def _issued_by(issuer: Issuer | None, term: Term) -> bool:
    """Say whether the printed issuer may be that of `term`; `của Trung ương` is said of all central ones."""
    if issuer is None or not issuer.printed:
        return True
    said = term.one("issuedBy")
    if issuer.body.name is None or said is None:
        return said is None and issuer.body.name is not None
    return said == issuer.body.name or (
        issuer.body.name == _COMMITTEE and (term.one("documentNumber") or "").endswith("/TW")
    )


def _plain(number: str) -> str:
    return number.lstrip("0").lower().replace(" ", "").replace("qđi", "qđ")


def _term(term: Term) -> str:
    return (term.one("inTerm") or "").rsplit("/", 1)[-1].upper()


def _by_date(cited: Cited, fits: list[Term]) -> Resolved | None:
    stated = dated(cited.dated, None) if cited.dated and cited.dated.day else None
    if stated is None:
        return None
    same = (term for term in fits if (term.one("issueDate") or "")[:10] == stated.day.isoformat())
    exact = next(same, None)
    return known(exact, "number and date agree") if exact else None


def _of_year(cited: Cited, fits: list[Term]) -> list[Term]:
    """Return the documents of the year that the text prints, all where it prints none."""
    year = str(_year_of(cited) or "")
    return [term for term in fits if (term.one("issueDate") or "").startswith(year)]


def _year_of(cited: Cited) -> int | None:
    return cited.dated.year if cited.dated else None


def _by_term(cited: Cited, fits: list[Term]) -> Resolved | None:
    same = [term for term in fits if cited.term and _term(term) == cited.term]
    return known(same[0], f"number and term {cited.term} agree") if len(same) == 1 else None


def _as_before(cited: Cited, earlier: Sequence[tuple[Cited, Resolved]]) -> Resolved | None:
    """Return the document that the article names elsewhere by the same number in full."""
    if cited.term or (cited.dated and cited.dated.day):
        return None
    same = {
        found.name: found
        for other, found in earlier
        if found.name and other.number == cited.number and _one_code(cited, other)
    }
    if len(same) != 1:
        return None
    (found,) = same.values()
    return Resolved(
        found.name, VPO.resolved, "the same number was resolved elsewhere in the article", found.known
    )


def _one_code(cited: Cited, other: Cited) -> bool:
    if cited.code and other.code:
        return cited.code == other.code
    same = cited.issuer is None or (other.issuer is not None and _who(cited.issuer) == _who(other.issuer))
    return cited.code is None and family(cited.kind) == family(other.kind) and same


def _who(body: Body) -> tuple[str, str]:
    return body.entity or body.vi, body.place.vi if body.place else ""
