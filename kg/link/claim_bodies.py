"""Facts about bodies: which one is named, of what kind, of which province, a part of what."""

from __future__ import annotations

from functools import lru_cache

from kg.link.bodies import LinkedBody
from kg.link.book import Book, Handle
from kg.link.finds import Finds
from kg.model import Text
from kg.ontology import Lexicon
from kg.text import key
from kg.vocab import VPO

_LEVELS = frozenset({"central", "province", "district", "commune", "base"})


def claim_body(book: Book, finds: Finds, body: LinkedBody) -> str | Handle:
    """Note that the article names a body; return its name.

    A body that nothing tells apart has no name: then the handle of the body as named here is returned.
    """
    handle = Handle(VPO.BodyObservation, (body.name or key(body.short),))
    if not book.has(handle):
        _add(book, finds, handle, body)
    rule = "bodies.grammar" if body.organ else "bodies.label"
    marks = [(body.start, body.end)] if body.end > body.start else []
    book.rest(handle, body.start, rule, "0.95", marks)
    if body.parent and body.parent.end:
        claim_body(book, finds, body.parent)
    if body.name not in book.entities and body.entity:
        book.name(body.entity)
    return body.name or handle


def _add(book: Book, finds: Finds, handle: Handle, body: LinkedBody) -> None:
    above = body.parent
    parent = claim_body(book, finds, above) if above and above.end else above.name if above else None
    book.add(
        handle,
        (
            (VPO.organization, body.name),
            (VPO.parent, parent),
            (VPO.jurisdiction, body.unit),
            *((VPO.candidateUnit, unit) for unit in body.candidates),
            (VPO.organ, f"scheme/organ/{body.organ}" if body.organ else None),
            (VPO.organizationType, _type_of(finds.reading.lexicon, body)),
            (VPO.organizationClass, body.kind),
            (VPO.level, f"scheme/level/{body.level}" if body.level in _LEVELS else None),
        ),
        ((VPO.canonicalName, Text(body.vi)), (VPO.canonicalName, Text(body.en, "en"))),
    )


def _type_of(lexicon: Lexicon, body: LinkedBody) -> str | None:
    """Return the type of a body: that of its organ at its level, else that of the organ at any level."""
    known = lexicon.get(body.name)
    if known and known.one("organizationType"):
        return known.one("organizationType")
    types = _types(lexicon)
    return types.get((body.organ, body.level)) or types.get((body.organ, None))


@lru_cache(maxsize=4)
def _types(lexicon: Lexicon) -> dict[tuple[str | None, str | None], str]:
    """Return the types of body by organ and level."""
    found: dict[tuple[str | None, str | None], str] = {}
    for term in lexicon.of(VPO.OrganizationType):
        organ, level = term.one("organ"), term.one("level")
        if organ:
            found[organ.rsplit("/", 1)[-1], level.rsplit("/", 1)[-1] if level else None] = term.name
    return found
