"""Facts about persons: who is named, who signs, and what is claimed of both."""

from __future__ import annotations

from kg.link.births import claim_births
from kg.link.bodies import link_body
from kg.link.book import Book, Handle
from kg.link.claim_bodies import claim_body
from kg.link.claim_holdings import claim_holdings
from kg.link.claim_sanctions import claim_sanctions
from kg.link.finds import Finds
from kg.link.handles import person_handle
from kg.link.held import Held
from kg.link.holdings import link_holdings
from kg.link.over import with_endings
from kg.link.seats import with_seats
from kg.link.titles import link_titles
from kg.model import Text
from kg.text import key, slug
from kg.vocab import VPO

FOAF_NAME = "http://xmlns.com/foaf/0.1/name"
FOAF_GENDER = "http://xmlns.com/foaf/0.1/gender"


def claim_people(book: Book, finds: Finds) -> tuple[Held, ...]:
    """Note persons, authors, bodies, posts, changes and sanctions; return who holds what, for later steps."""
    held = tuple(link_holdings(finds.reading, finds.titles, finds.names, finds.people))
    _claim_named(book, finds)
    claim_births(book, finds)
    _claim_authors(book, finds)
    for body in finds.bodies:
        claim_body(book, finds, link_body(finds.context, body))
    bodies = with_seats(finds, link_titles(finds))
    held = with_endings(finds, held, bodies)
    claim_holdings(book, finds, held, bodies)
    claim_sanctions(book, finds)
    return held


def _claim_named(book: Book, finds: Finds) -> None:
    genders = _genders(finds)
    for name in finds.names:
        handle = person_handle(finds, name)
        if handle is None:
            continue
        if not book.has(handle):
            printed, gender = finds.people.names[handle.key[0]], genders.get(handle.key[0])
            said = ((FOAF_NAME, Text(printed)), (VPO.nameKey, slug(printed)), (FOAF_GENDER, gender))
            book.add(handle, (), said)
        if name.rank:
            book.add(handle, (), ((VPO.rankTitle, Text(name.rank)),))
        book.rest(handle, name.start, name.rule, "0.97", [(name.start, name.end)])


def _genders(finds: Finds) -> dict[str, str]:
    """Return the gender of each person by key; none where the text says `ông` and `bà` of one name."""
    told: dict[str, set[str]] = {}
    for name in finds.names:
        handle = person_handle(finds, name) if name.gender else None
        if handle and name.gender:
            told.setdefault(handle.key[0], set()).add(name.gender)
    return {person: next(iter(said)) for person, said in told.items() if len(said) == 1}


def _claim_authors(book: Book, finds: Finds) -> None:
    text = finds.reading.article.text
    for author in finds.reading.article.authors:
        at = text.rfind(author)
        handle = book.add(Handle(VPO.Author, (key(author),)), (), ((FOAF_NAME, Text(author)),))
        marks = [(at, at + len(author))] if at >= 0 else []
        book.rest(handle, max(at, 0), "headers.byline", "0.9", marks)
