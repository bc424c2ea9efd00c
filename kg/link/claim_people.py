"""Facts about persons: who is named, which titles they hold, which posts they take up or leave, how they are punished."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from kg.dates import PartialDate
from kg.extract.match import any_of
from kg.extract.spans import Body, Name, Title
from kg.link.bodies import LinkedBody, link_body
from kg.link.book import Book, Handle
from kg.link.clusters import cluster_name, nearest_cluster
from kg.link.committees import committee_of
from kg.link.finds import Finds
from kg.link.held import Held
from kg.link.holdings import link_holdings
from kg.model import Entity, Text
from kg.ontology import Lexicon, Term
from kg.text import key, slug
from kg.vocab import VPO

FOAF_NAME = "http://xmlns.com/foaf/0.1/name"
FOAF_GENDER = "http://xmlns.com/foaf/0.1/gender"
_CEREMONY = re.compile(r"(?:công bố|trao)(?: và trao)?(?: các)? (?:nghị quyết|quyết định)")
_SINCE = re.compile(r"(?:kể từ|từ|có hiệu lực từ|bắt đầu từ) ngày $")
_RANK_CONFIDENCE = {
    "linking.prefix": "0.95", "linking.appositive": "0.95", "linking.prefix-comma": "0.8", "linking.header": "0.85",
    "linking.office": "0.85", "linking.career": "0.85", "linking.opens": "0.9", "linking.closes": "0.9",
}  # fmt: skip
# A sanction is read only where discipline is spoken of: "phê bình, cảnh cáo lũ" is a flood.
_DISCIPLINE = re.compile(r"kỷ luật|hình thức")


@dataclass(frozen=True, slots=True)
class PersonClaims:
    """What was claimed about persons, for the steps that follow: the bodies of titles by where they stand."""

    bodies: dict[int, LinkedBody]
    held: tuple[Held, ...]


def person_handle(finds: Finds, name: Name) -> Handle | None:
    """Return the handle of the person that `name` means, None for one who is not known."""
    person = finds.people.person(name)
    return Handle(VPO.NamedPerson, (person,)) if person else None


def claim_people(book: Book, finds: Finds) -> PersonClaims:
    """Note persons, authors, bodies, holdings, personnel changes and sanctions."""
    bodies = _link_titles(finds)
    held = tuple(link_holdings(finds.reading, finds.titles, finds.names, finds.people))
    _claim_named(book, finds)
    _claim_authors(book, finds)
    for body in finds.bodies:
        claim_body(book, finds, link_body(finds.context, body))
    for item in _without_repeats(held):
        _claim_held(book, finds, item, bodies)
    _claim_sanctions(book, finds)
    return PersonClaims(bodies, held)


def _claim_named(book: Book, finds: Finds) -> None:
    for name in finds.names:
        handle = person_handle(finds, name)
        if handle is None:
            continue
        spelled = finds.people.names[handle.key[0]]
        values = (
            (FOAF_NAME, Text(spelled)),
            (FOAF_GENDER, name.gender),
            (VPO.rankTitle, Text(name.rank) if name.rank else None),
        )
        book.add(handle, (), values)
        book.rest(handle, name.start, name.rule, "0.97", [(name.start, name.end)])


def _claim_authors(book: Book, finds: Finds) -> None:
    text = finds.reading.article.text
    for author in finds.reading.article.authors:
        at = text.rfind(author)
        handle = book.add(Handle(VPO.Author, (key(author),)), (), ((FOAF_NAME, Text(author)),))
        book.rest(handle, max(at, 0), "headers.byline", "0.9", [(at, at + len(author))] if at >= 0 else [])


# Bodies


def claim_body(book: Book, finds: Finds, body: LinkedBody) -> str | Handle:
    """Note that the article names a body; return its name, or the handle of the body as named here when nothing tells which it is."""
    lexicon = finds.reading.lexicon
    handle = Handle(VPO.BodyObservation, (body.name or f"{key(body.short)}",))
    organ = f"scheme/organ/{body.organ}" if body.organ else None
    org_type = f"scheme/org-type/{slug(body.short)}"
    parent = (
        claim_body(book, finds, body.parent)
        if body.parent and body.parent.end
        else (body.parent.name if body.parent else None)
    )
    roles = (
        (VPO.organization, body.name), (VPO.parent, parent), (VPO.jurisdiction, body.unit), (VPO.organ, organ),
        (VPO.organizationType, org_type if lexicon.get(org_type) else None), (VPO.organizationClass, body.kind),
        (VPO.level, f"scheme/level/{body.level}" if body.level in ("central", "province", "district", "commune", "base") else None),
    )  # fmt: skip
    if not book.has(handle):
        book.add(
            handle, roles, ((VPO.canonicalName, Text(body.vi)), (VPO.canonicalName, Text(body.en, "en")))
        )
    book.rest(
        handle,
        body.start,
        "bodies.grammar" if body.organ else "bodies.label",
        "0.95",
        [(body.start, body.end)] if body.end > body.start else [],
    )
    if body.entity:
        book.name(body.entity)
    return body.name or handle


def _link_titles(finds: Finds) -> dict[int, LinkedBody]:
    """Return the body of each title by where the title begins; a bare title takes the level and place of its neighbours."""
    linked: dict[int, LinkedBody] = {}
    for group in _title_groups(finds):
        known = {
            title.start: link_body(finds.context, title.body)
            for title in group
            if title.body and _is_whole(title.body)
        }
        for at, title in enumerate(group):
            sibling = _sibling(group, at, known)
            body = _body_of(finds, title, group, at, sibling) or _echo(finds, title)
            if body:
                linked[title.start] = known.get(title.start) or link_body(finds.context, body, sibling)
                known.setdefault(title.start, linked[title.start])
    return linked


def _is_whole(body: Body) -> bool:
    return (
        body.entity is not None
        or body.place is not None
        or body.parent is not None
        or body.level == "central"
    )


def _sibling(group: tuple[Title, ...], at: int, known: dict[int, LinkedBody]) -> LinkedBody | None:
    """Return the body of the nearest neighbour that says its place, to the right first."""
    order = [*range(at + 1, len(group)), *range(at - 1, -1, -1)]
    found = (known.get(group[index].start) for index in order)
    return next((body for body in found if body and body.level != "central" and body.unit), None)


def _body_of(
    finds: Finds, title: Title, group: tuple[Title, ...], at: int, sibling: LinkedBody | None
) -> Body | None:
    if title.body:
        return _party_of_neighbour(title.body, group, at)
    role = finds.reading.lexicon.terms[title.role]
    if (role.one("defaultOrgan") or "").endswith("/cap-uy"):
        follows = next((other.body for other in group[at + 1 :] if other.body), None)
        if follows and follows.form == "committee":
            return follows
        near = sibling or next(
            (
                link_body(finds.context, other.body)
                for other in (*group[at + 1 :], *reversed(group[:at]))
                if other.body
            ),
            None,
        )
        return committee_of(finds.context, near, title.start)
    following = group[at + 1] if at + 1 < len(group) else None
    if (
        following
        and following.body
        and re.fullmatch(r"[ ]*(?:-|kiêm)[ ]*", finds.reading.low[title.end : following.start])
    ):
        return following.body
    if (
        following
        and following.body
        and finds.reading.lexicon.terms[following.role].one("deputyOf") == role.name
    ):
        return following.body
    return None


def _party_of_neighbour(body: Body, group: tuple[Title, ...], at: int) -> Body:
    """Return `Đảng ủy` with the body it is of: in `Bí thư Đảng ủy, Giám đốc Công an tỉnh` it is `Đảng ủy Công an tỉnh`."""
    following = group[at + 1].body if at + 1 < len(group) else None
    if (
        body.vi != "Đảng ủy"
        or following is None
        or following.organ in (None, "uy-ban-nhan-dan", "hoi-dong-nhan-dan", "dang-uy")
    ):
        return body
    if following.form not in ("unit-organ", "named"):
        return body
    vi, en = f"{body.vi} {following.vi}", f"{body.en}, {following.en}"
    return Body(body.start, body.end, vi, en, "committee-of", body.organ, following.level, following.place)


def _echo(finds: Finds, title: Title) -> Body | None:
    """Return the body of the nearest title before of the same family: after `Chủ tịch LĐLĐ quận`, a bare `Phó Chủ tịch` is of it too."""
    terms = finds.reading.lexicon.terms
    family = terms[title.role].one("deputyOf") or title.role
    for other in reversed(finds.titles):
        near = other.start < title.start and title.start - other.end < 400
        if near and other.body and (terms[other.role].one("deputyOf") or other.role) == family:
            return other.body
    return None


def _title_groups(finds: Finds) -> Iterator[tuple[Title, ...]]:
    group: list[Title] = []
    for title in finds.titles:
        gap = finds.reading.low[group[-1].end : title.start] if group else ""
        if group and not re.fullmatch(
            r"[ ]*(?:,|và|kiêm|-|;|, kiêm|, đồng thời là|đồng thời là|, nay là)?[ ]*", gap
        ):
            yield tuple(group)
            group = []
        group.append(title)
    if group:
        yield tuple(group)


# Holdings and changes


def _without_repeats(held: tuple[Held, ...]) -> Iterator[Held]:
    """Yield each claim once: of one title and one person the first rule that linked them."""
    seen: set[tuple[int, int]] = set()
    for item in held:
        if (item.title.start, item.name.start) not in seen:
            seen.add((item.title.start, item.name.start))
            yield item


def _claim_held(book: Book, finds: Finds, held: Held, bodies: dict[int, LinkedBody]) -> None:
    person = Handle(VPO.NamedPerson, (key(_full(finds, held.name)),)) if _full(finds, held.name) else None
    if person is None:
        return
    body = bodies.get(held.title.start)
    organization = claim_body(book, finds, body) if body else _led_cluster(finds, held)
    role = finds.reading.lexicon.terms[held.title.role]
    past = _past_date(finds, held)
    handle = Handle(
        VPO.HoldingObservation,
        (person.key[0], role.name, body.name or key(body.short) if body else "", _track(held, past)),
    )
    post = (
        f"id/post/{body.name.removeprefix('id/org/')}/{role.local}"
        if body and body.name and body.name.startswith("id/org/")
        else None
    )
    inherited = body is not None and body.how != VPO.samePhrase
    if not book.has(handle):
        book.add(handle, (
            (VPO.holder, person), (VPO.role, role.name), (VPO.organization, organization), (VPO.post, post),
            (VPO.assertedStatus, _status(held, past)), (VPO.inheritance, body.how if body else VPO.unresolved),
        ), (
            (VPO.observedOn, finds.observed), (VPO.inheritedOrganization, inherited),
            (VPO.nominalRank, role.one("nominalRank") == "true"),
            (VPO.printedTitle, Text(_printed(finds, held.title))),
        ))  # fmt: skip
    marks = [(held.title.start, held.title.end), (held.name.start, held.name.end)]
    book.rest(handle, held.title.start, held.rule, _RANK_CONFIDENCE[held.rule], marks)
    book.name(Entity(role.name, role.kind, role.vi, role.en))
    if post and body:
        book.name(Entity(post, VPO.Post, f"{role.vi} {body.vi}", f"{role.en}, {body.en}"))
    if held.effect in ("opens", "closes"):
        _claim_change(book, finds, held, person, handle, past)


def _led_cluster(finds: Finds, held: Held) -> str | None:
    """Return the cluster whose leader or deputy a title without body names."""
    if not held.title.role.endswith(("/cum-truong", "/cum-pho", "/khoi-truong", "/khoi-pho")):
        return None
    cluster = nearest_cluster(finds, held.title.start)
    name = cluster_name(finds, cluster) if cluster else ""
    return name if name.startswith("id/cluster/") else None


def _full(finds: Finds, name: Name) -> str | None:
    if name.rule == "people.pronoun":
        return finds.people.names.get(key(name.surface))
    person = finds.people.person(name)
    return finds.people.names[person] if person else None


def _track(held: Held, past: PartialDate | None) -> str:
    """Return what keeps two holdings of one post apart in one article: what the text says of it now, or of the past."""
    if held.effect == "closes" or held.former or held.title.status == "former":
        return "former"
    if past:
        return f"past {past}"
    return "acting" if held.title.status == "acting" else "now"


def _status(held: Held, past: PartialDate | None) -> str:
    if held.effect == "opens":
        acting = held.title.status == "acting" or (held.verb is not None and held.verb.local == "giao-quyen")
        return VPO.former if past else (VPO.acting if acting else VPO.elect)
    if held.effect == "closes" or held.former:
        return VPO.former
    return {"former": VPO.former, "acting": VPO.acting}.get(held.title.status, VPO.current)


def _printed(finds: Finds, title: Title) -> str:
    return re.sub(r"\s+", " ", finds.reading.article.text[title.start : title.end])


def _past_date(finds: Finds, held: Held) -> PartialDate | None:
    """Return the date before the office when it lies in a year before the article's: a step of a career, not the news."""
    sentence = finds.reading.sentence_at(held.title.start)
    before = [
        moment for moment in finds.moments_in(sentence) if moment.year and moment.start < held.title.start
    ]
    if not before or finds.year is None or (before[-1].year or 0) >= finds.year:
        return None
    return finds.date_of(before[-1])


def _claim_change(
    book: Book, finds: Finds, held: Held, person: Handle, holding: Handle, past: PartialDate | None
) -> None:
    sentence = finds.reading.sentence_at(held.title.start)
    handle = Handle(VPO.PersonnelChange, (person.key[0], str(past or "")))
    verb = held.verb
    first = not book.has(handle)
    decision = next(
        (
            cited
            for cited in finds.documents
            if sentence.start <= cited.start < sentence.end
            and cited.kind in ("QĐ", "QĐNS", "NQ", "quyet-dinh")
        ),
        None,
    )
    book.add(handle, (
        (VPO.person, person), (VPO.opens if held.effect == "opens" else VPO.closes, holding),
        (VPO.changeKind, verb.one("changeKind") if verb and first else None),
        (VPO.decidingBody, _decider(book, finds, held) if first else None),
    ), (
        (VPO.decisionNumber, decision.code if decision and decision.code else None),
        (VPO.decisionDate, finds.date_of(decision.dated) if decision and decision.dated else None),
        *(_dates(finds, held, past) if first else ()),
    ))  # fmt: skip
    marks = [(held.verb_start, held.verb_start + 1)] if held.verb_start is not None else []
    book.rest(
        handle,
        held.title.start,
        held.rule,
        _RANK_CONFIDENCE[held.rule],
        [*marks, (held.title.start, held.title.end), (held.name.start, held.name.end)],
    )


def _dates(finds: Finds, held: Held, past: PartialDate | None) -> Iterator[tuple[str, PartialDate | None]]:
    """Yield the dates of a change apart: of the ceremony, and of effect where the text says `từ ngày`."""
    if past:
        yield VPO.effectDate, past
        return
    sentence = finds.reading.sentence_at(held.title.start)
    for moment in finds.moments_in(sentence):
        if moment.day and _SINCE.search(finds.reading.low[: moment.start], max(0, moment.start - 24)):
            yield VPO.effectDate, finds.date_of(moment)
    lead = next(
        (
            moment
            for moment in finds.moments
            if moment.day
            and moment.start >= finds.reading.sentences[0].start
            and _in_body(finds, moment.start)
        ),
        None,
    )
    if lead and _CEREMONY.search(finds.reading.low):
        yield VPO.ceremonyDate, finds.date_of(lead)


def _in_body(finds: Finds, offset: int) -> bool:
    return finds.reading.sentence_at(offset).zone in ("lead", "body")


def _decider(book: Book, finds: Finds, held: Held) -> str | Handle | None:
    """Return the body that decides: the last committee named before the verb."""
    sentence = finds.reading.sentence_at(held.title.start)
    limit = held.verb_start or held.title.start
    before = [body for body in finds.bodies if sentence.start <= body.start and body.end <= limit]
    return claim_body(book, finds, link_body(finds.context, before[-1])) if before else None


# Sanctions


@lru_cache(maxsize=4)
def _sanction_words(lexicon: Lexicon) -> tuple[re.Pattern[str], dict[str, Term]]:
    words = lexicon.words("sanction")
    return re.compile(any_of(form for term in words for form in term.forms)), lexicon.by_form(words)


def _claim_sanctions(book: Book, finds: Finds) -> None:
    pattern, by_form = _sanction_words(finds.reading.lexicon)
    for sentence in finds.reading.sentences:
        match = pattern.search(finds.reading.low, sentence.start, sentence.end)
        names = finds.names_in(sentence.start, sentence.end)
        if (
            match is None
            or not names
            or not _DISCIPLINE.search(finds.reading.low, sentence.start, sentence.end)
        ):
            continue
        kind = by_form[key(match[0])].one("sanctionKind")
        day = next((finds.date_of(moment) for moment in finds.moments_in(sentence) if moment.day), None)
        body = next(
            (
                body
                for body in reversed(finds.bodies)
                if sentence.start <= body.start and body.end <= match.start()
            ),
            None,
        )
        decider = claim_body(book, finds, link_body(finds.context, body)) if body else None
        for name in names:
            person = person_handle(finds, name)
            if person is None:
                continue
            handle = Handle(VPO.SanctionObservation, (person.key[0], kind or ""))
            fresh = not book.has(handle)
            book.add(
                handle,
                (
                    (VPO.person, person),
                    (VPO.sanctionKind, kind),
                    (VPO.decidingBody, decider if fresh else None),
                ),
                ((VPO.startDate, day if fresh else None),),
            )
            book.rest(
                handle,
                match.start(),
                "sanctions.kind",
                "0.85",
                [(match.start(), match.end()), (name.start, name.end)],
            )
