"""Which body a title alone is of: one that the role may head, named beside it or before, or the only one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from kg.extract.body_words import COMMITTEE_OF_UNIT
from kg.extract.part_of import FORCES
from kg.extract.spans import Body, Title
from kg.link.finds import Finds
from kg.ontology import Lexicon, Term
from kg.text import key

_COLON = re.compile(r"[^.;\n]{0,24}:")
# "ông A (chủ tịch) và ông B (phó chủ tịch HĐND huyện C)": the body on the right is that of both.
_SHARED_RIGHT = re.compile(r"\)?,? ?(?:và|cùng|,) ?(?:ông|bà|đồng chí)? ?[^.;:()]{2,40}[ ,(-]+")
_WORDS_OF_ITS_OWN = 2  # spaces: "Ban Lễ tang" is one body, "Trung tâm" any of many
# What stands between a title and its name.
_AFTER = re.compile(r" ?")
_BEFORE = re.compile(r" ?[,(-] ?")
_NEAR = 2  # sentences
_TOLD = ("told", 0)
_PARTY = ("committee", "committee-of")
_MASS = ("Hội", "Đoàn", "Liên đoàn", "Công đoàn", "Ủy ban Mặt trận", "Tỉnh đoàn", "Thành đoàn", "Hiệp hội")
# Members of these are told by titles of their own; they head no committee that a bare title means.
_CENTRAL = ("id/org/bo-chinh-tri", "id/org/ban-bi-thu", "id/org/ban-chap-hanh-trung-uong")
_OF_PARTY = ("ban-to-chuc", "ban-tuyen-giao", "uy-ban-kiem-tra", "ban-thuong-vu", "van-phong")
_NO_ORGAN = ("ban-thuong-vu", "ban-chap-hanh", "thuong-truc", "ban-chap-hanh-dang-bo")


@dataclass(frozen=True, slots=True)
class _Heads:
    """What bodies a role may head: their first words; `ministry`, `party` and `mass` name classes of them."""

    words: tuple[str, ...]
    ministry: bool = False
    party: bool = False
    mass: bool = False

    def fits(self, body: Body) -> bool:
        """Say whether a holder of the role may head `body`."""
        if body.entity in _CENTRAL or body.organ in _NO_ORGAN:
            return False
        if self.ministry:
            return body.entity is not None and body.vi.startswith("Bộ ")
        if self.party and _is_party(body):
            return True
        return body.vi.startswith(self.words)


def family(lexicon: Lexicon, title: Title) -> str:
    """Return the head role that a title belongs to: `Phó Chủ tịch` to `Chủ tịch`."""
    return lexicon.terms[title.role].one("deputyOf") or title.role


def _is_party(body: Body) -> bool:
    """Say whether a body is a Party committee, whatever the form of its name."""
    if body.form in _PARTY or body.entity == "id/org/quan-uy-trung-uong":
        return True
    return (body.organ or "").startswith("dang-uy-") or (body.entity or "").startswith("id/org/dang-uy-")


@lru_cache(maxsize=512)
def _heads(lexicon: Lexicon, role: str) -> _Heads:
    term = lexicon.terms[role]
    head = lexicon.get(term.one("deputyOf")) or term
    words = [*head.all("headedWord")]
    words += [word for prop in ("sharedWord", "elidedWord") for word in (*term.all(prop), *head.all(prop))]
    party = (head.one("defaultOrgan") or "").endswith("/cap-uy")
    member = "/uy-vien-ban" in term.name
    ministry = "Bộ" in words
    own = tuple(f"{word} " for word in words) if words else ()
    return _Heads((*own, *(_MASS if member else ())) or ("\0",), ministry, party, member)


def may_head(lexicon: Lexicon, title: Title, body: Body) -> bool:
    """Say whether the role of `title` may be the head, a deputy or a member of `body`."""
    return _heads(lexicon, title.role).fits(body)


def focus_of(finds: Finds, title: Title) -> Body | None:
    """Return the body that a title alone is of; None where nothing tells or several fit."""
    found = _by_person(finds, title) or _by_place(finds, title)
    return _leading(finds.reading.lexicon, found) if found else None


def _leading(lexicon: Lexicon, body: Body) -> Body:
    """Return the committee that leads a Party organisation: of a `Đảng bộ` it is the `Đảng ủy`."""
    if body.organ != "dang-bo":
        return body
    old, new = lexicon.terms["scheme/organ/dang-bo"], lexicon.terms["scheme/organ/dang-uy"]
    word = next((word for word in COMMITTEE_OF_UNIT if body.vi == f"{old.vi} {word}"), None)
    if word:
        organ = lexicon.terms[f"scheme/organ/{COMMITTEE_OF_UNIT[word]}"]
        return replace(body, vi=organ.vi, en=organ.en, organ=organ.local, form="committee")
    vi, en = body.vi.replace(old.vi, new.vi, 1), body.en.replace(old.en, new.en, 1)
    return replace(body, vi=vi, en=en, organ=new.local)


def in_full(finds: Finds, body: Body) -> Body:
    """Return a body under the longer name that the article has for it: `Vùng 4` is `Vùng 4 Hải quân`."""
    if body.form != "named" or body.place or body.parent or body.level:
        return body
    longer = [
        other
        for other in _told(finds)
        if other.organ == body.organ
        and (
            other.vi.startswith(f"{body.vi}, ")
            or (body.vi[-1].isdigit() and other.vi.startswith(f"{body.vi} "))
        )
    ]
    found = _only(longer)
    return replace(found, start=body.start, end=body.end) if found else body


def named_before(finds: Finds, body: Body) -> Body | None:
    """Return the body that `Sở`, `Hội` or `Trung tâm` alone means: the last one of that kind before it."""
    fits = [
        other for other in _told(finds) if other.vi.startswith(f"{body.vi} ") or other.organ == body.organ
    ]
    before = [other for other in fits if other.start < body.start]
    return before[-1] if before else _only(fits)


def committee_before(finds: Finds, body: Body) -> Body | None:
    """Return the Party committee that an organ alone is of: the last one before it, else the only one."""
    told = [other for other in _told(finds) if other.form in _PARTY or other.organ in _OF_PARTY]
    fits = [found for found in (_committee_in(other) for other in told) if found]
    before = [found for found in fits if found.start < body.start]
    return before[-1] if before else _only(fits)


def party_before(finds: Finds, body: Body) -> Body | None:
    """Return the `Đảng ủy` that is meant by the word alone: the last one named before it by whose it is."""
    if body.organ not in ("dang-uy", "dang-bo"):
        return None
    told = [other for other in _told(finds) if other.start < body.start and _is_party_of_body(other)]
    return _leading(finds.reading.lexicon, told[-1]) if told else None


def _is_party_of_body(body: Body) -> bool:
    """Say whether a body is the Party committee or organisation of some body: `Đảng bộ Công an tỉnh`."""
    party = body.organ in ("dang-uy", "dang-bo") or (body.organ or "").startswith("dang-uy-")
    return party and " " in body.vi.partition(" ")[2]


def _committee_in(body: Body) -> Body | None:
    """Return the committee that a body is or is an organ of."""
    if body.form in _PARTY:
        return body if body.organ not in _NO_ORGAN else None
    return body.parent if body.parent and body.parent.form in _PARTY else None


def is_force(lexicon: Lexicon, body: Body) -> bool:
    """Say whether a body is a region, a corps or a branch of the army: it has a `Đảng ủy` of its own."""
    return body.vi.startswith(tuple(f"{lexicon.terms[f'scheme/organ/{organ}'].vi} " for organ in FORCES))


def is_bare(body: Body) -> bool:
    """Say whether a body is the word for its kind alone: `Sở`, `Trung tâm`, `Ban Chỉ đạo`."""
    if body.form != "named" or body.place or body.parent or body.level or "(" in body.en:
        return False
    return body.vi.count(" ") < _WORDS_OF_ITS_OWN or body.organ in (
        "ban-chi-dao",
        "ban-quan-ly",
        "to-cong-tac",
    )


def _told(finds: Finds) -> list[Body]:
    """Return the bodies that may be meant again, in order."""
    kept = finds.reading.memo.get(_TOLD)
    if isinstance(kept, list):
        return kept
    parsed = (
        body for body in finds.reading.memo.values() if isinstance(body, Body) and body.start < body.end
    )
    upper = (body for body in parsed if finds.reading.shadow[body.start].isupper())
    bodies = {(body.start, body.end): body for body in (*upper, *finds.context.bodies) if not is_bare(body)}
    for title in finds.titles:
        if title.body and not is_bare(title.body) and title.body.start > title.start:
            bodies.setdefault((title.body.start, title.body.end), title.body)
    told = finds.reading.memo[_TOLD] = [bodies[span] for span in sorted(bodies)]
    return told


def _by_person(finds: Finds, title: Title) -> Body | None:
    """Return the body of the same title where it stands in full beside the same person's name."""
    person = _person_beside(finds, title)
    if person is None:
        return None
    vi = finds.reading.lexicon.terms[title.role].vi
    for other in finds.titles:
        told = other.body is not None and not is_bare(other.body)
        same = told and _begins(finds.reading.lexicon.terms[other.role], vi)
        if same and _person_beside(finds, other) == person:
            return other.body
    return None


def _begins(role: Term, vi: str) -> bool:
    """Say whether a role is the one called `vi` or one that goes on from it: `Chủ tịch nước`."""
    return f"{role.vi} ".startswith(f"{vi} ")


def _person_beside(finds: Finds, title: Title) -> str | None:
    """Return the person whose name stands directly after or before a title."""
    low = finds.reading.low
    for name in finds.names:
        if _AFTER.fullmatch(low, title.end, name.lead) or _BEFORE.fullmatch(low, name.end, title.start):
            return finds.people.person(name)
    return None


def _by_place(finds: Finds, title: Title) -> Body | None:
    lexicon, reading = finds.reading.lexicon, finds.reading
    heads = _heads(lexicon, title.role)
    fits = [body for body in _told(finds) if heads.fits(body)]
    sentence = reading.sentence_at(title.start)
    since = min(reading.paragraph_start(title.start), finds.context.sentence_before(title.start, _NEAR))
    near = [body for body in fits if since <= body.start < title.start]
    if heads.ministry:
        inside = [body for body in fits if sentence.start <= body.start < sentence.end]
        return _only(inside) or _only(near) or _only(fits)
    headed = [body for body in near if _COLON.match(reading.low, body.end, title.start)]
    if headed:
        return headed[-1]
    right = _shared_right(finds, title)
    if right:
        return right
    if near:
        return near[-1]
    lead = reading.sentences[1].end if len(reading.sentences) > 1 else sentence.end
    return _only([body for body in fits if body.start < lead]) or _only(fits)


def _shared_right(finds: Finds, title: Title) -> Body | None:
    """Return the body of the next title of the same family, where only a name stands between."""
    lexicon = finds.reading.lexicon
    after = next((other for other in finds.titles if other.start >= title.end), None)
    if after is None or after.body is None or family(lexicon, after) != family(lexicon, title):
        return None
    shared = _SHARED_RIGHT.fullmatch(finds.reading.low, title.end, after.start)
    return after.body if shared and not is_bare(after.body) else None


def _only(bodies: Sequence[Body]) -> Body | None:
    """Return the body that all of `bodies` are, however often it is named; None where they differ."""
    names = {(key(body.vi), key(body.place.vi) if body.place else "") for body in bodies}
    return bodies[0] if len(names) == 1 else None
