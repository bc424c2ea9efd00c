"""Documents that are told by their meeting: `Nghị quyết Trung ương 4 khóa XII`, `Nghị quyết Đại hội XIII`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from kg.extract.spans import Cited
from kg.link.resolved import Resolved, known, not_later, several
from kg.ontology import Lexicon, Term
from kg.text import fold, key, slug
from kg.vocab import VPO

_PARTY_BUILDING = re.compile(r"xay dung,? (?:chinh don )?dang|chinh don dang")
_KINDS = {"NQ": "nghị quyết", "KL": "kết luận"}


def by_alias(
    lexicon: Lexicon,
    documents: Sequence[Term],
    cited: Cited,
    day: date | None,
    earlier: Sequence[tuple[Cited, Resolved]],
) -> Resolved:
    """Return the document of a plenum or congress."""
    if cited.term is None:
        return _without_term(documents, cited, day, earlier)
    term = lexicon.get(f"id/term/{cited.term.lower()}")
    if term and day and (term.one("startDate") or "") > day.isoformat():
        return Resolved(None, VPO.unresolved, "the congress of this term had not met on that day")
    wanted = _aliases(cited)
    fits = [
        term for term in documents if any(key(form) in wanted for form in term.forms) and not_later(term, day)
    ]
    if len(fits) == 1:
        return known(fits[0], "the alias names one document")
    on_party = [term for term in fits if _PARTY_BUILDING.search(fold(" ".join(term.all("subject"))))]
    if len(on_party) == 1:
        reason = "of the documents of this plenum, reports on Party building mean the one on Party building"
        return known(on_party[0], reason)
    if fits:
        return several(fits, "the plenum adopted several documents")
    name = f"id/doc/{slug(wanted[0])}"
    return Resolved(name, VPO.resolved, "named by plenum or congress; not in the reference table")


def _without_term(
    documents: Sequence[Term],
    cited: Cited,
    day: date | None,
    earlier: Sequence[tuple[Cited, Resolved]],
) -> Resolved:
    """Return the document that the article names with its term elsewhere, else those it may be."""
    same = {
        found.name: found
        for other, found in earlier
        if found.name and other.number is None and (other.kind, other.plenum) == (cited.kind, cited.plenum)
    }
    if len(same) == 1:
        (found,) = same.values()
        return Resolved(
            found.name,
            VPO.resolved,
            "the plenum was named with its term elsewhere in the article",
            found.known,
        )
    alias = re.compile(rf"{_KINDS.get(cited.kind, '')} trung ương {cited.plenum} khóa [ivx]+")
    fits = tuple(
        term
        for term in documents
        if any(alias.fullmatch(key(form)) for form in term.forms) and not_later(term, day)
    )
    return Resolved(
        None, VPO.unresolved, "the text does not say the term of the plenum", None, fits if day else ()
    )


def _aliases(cited: Cited) -> tuple[str, ...]:
    """Return the keys of the names of a document; the first one names a document that no table holds."""
    term = (cited.term or "").lower()
    if cited.plenum:
        return (f"{_KINDS.get(cited.kind, cited.kind)} trung ương {cited.plenum} khóa {term}",)
    long = f"nghị quyết đại hội đại biểu toàn quốc lần thứ {term} của đảng"
    return (f"nghị quyết đại hội {term}", long)
