"""Facts about posts: who is seen in which, with which status, on which day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from kg.dates import PartialDate
from kg.extract.clusters import LEADERS
from kg.link.bodies import LinkedBody
from kg.link.book import Book, Handle
from kg.link.changed import Step
from kg.link.claim_bodies import claim_body
from kg.link.claim_changes import claim_changes
from kg.link.clusters import cluster_iri, nearest_cluster
from kg.link.finds import Finds
from kg.link.handles import person_handle
from kg.link.held import Held
from kg.link.homes import at_home
from kg.link.past import is_end, past_date
from kg.link.periods import Period, stated_period
from kg.link.precision import PRECISIONS, roughness
from kg.link.sureness import confidence
from kg.link.terms import held_term
from kg.model import Entity, Text
from kg.ontology import Term
from kg.text import key
from kg.vocab import VPO

_STATUS = {"former": VPO.former, "acting": VPO.acting, "elect": VPO.elect}
_OF_A_GROUP = ("/truong-doan", "/pho-truong-doan", "/doi-truong", "/to-truong")
_LEADERS = tuple(f"/{role}" for role in LEADERS)


def claim_holdings(book: Book, finds: Finds, held: Sequence[Held], bodies: Mapping[int, LinkedBody]) -> None:
    """Note the posts that persons hold, and the changes that open and close them.

    `bodies` are those of the titles, by where each begins.
    """
    once = _without_repeats(held)
    told = [(item, person) for item in once if (person := person_handle(finds, item.name))]
    placed = tuple(at_home(finds, told, bodies))
    known = _known_bodies(placed)
    steps: list[Step] = []
    for item, person, body in placed:
        if item.title.role.endswith(_OF_A_GROUP) and body is None:
            continue  # the head of a delegation or a team of one day holds no post
        fuller = known.get((person, item.title.role))
        if fuller and (body is None or _is_less(body, fuller)):
            body = fuller
        step = _claim(book, finds, item, person, body)
        if item.effect in ("opens", "closes"):
            steps.append(step)
    claim_changes(book, finds, steps)


def _known_bodies(
    told: Sequence[tuple[Held, Handle, LinkedBody | None]],
) -> dict[tuple[Handle, str], LinkedBody]:
    """Return where a person holds a role, when the article says it once: a bare `Bộ trưởng` is that post.

    A body without a level or place beside a full one of its kind says no more than that one.
    """
    found: dict[tuple[Handle, str], dict[str, LinkedBody]] = {}
    for item, person, body in told:
        if body:
            found.setdefault((person, item.title.role), {}).setdefault(body.vi, body)
    full = {post: _fullest(named.values()) for post, named in found.items()}
    return {post: named[0] for post, named in full.items() if len(named) == 1}


def _fullest(bodies: Iterable[LinkedBody]) -> list[LinkedBody]:
    """Return the bodies that none of the others says more fully."""
    told = list(bodies)
    return [body for body in told if not any(_is_less(body, other) for other in told)]


def _is_less(body: LinkedBody, other: LinkedBody) -> bool:
    """Say whether a bare `Đảng ủy` or `Ủy ban nhân dân` may be the `other`, which has a place or a parent."""
    bare = body.level is None and body.unit is None and body.parent is None and body.name is None
    return bare and body.vi != other.vi and other.vi.startswith(f"{body.short} ")


def _without_repeats(held: Sequence[Held]) -> Iterator[Held]:
    """Yield each claim once: of one title and one person the first rule that linked them."""
    seen: set[tuple[int, int]] = set()
    for item in held:
        if (item.title.start, item.name.start) not in seen:
            seen.add((item.title.start, item.name.start))
            yield item


def _claim(book: Book, finds: Finds, held: Held, person: Handle, body: LinkedBody | None) -> Step:
    role = finds.reading.lexicon.terms[held.title.role]
    organization = claim_body(book, finds, body) if body else _led_cluster(finds, held)
    past, period = past_date(finds, held), stated_period(finds, held)
    named = body.name or key(body.short) if body else ""
    handle = Handle(VPO.HoldingObservation, (person.key[0], role.name, named, _track(held, past, period)))
    post = _post(book, role, body)
    printed = Text(finds.reading.printed(held.title.start, held.title.end))
    if not book.has(handle):
        status, on = _observed(finds, held, past)
        if period.until and status == VPO.current:
            status = VPO.former
        how = body.how if body else VPO.unresolved
        book.add(
            handle,
            (
                (VPO.holder, person),
                (VPO.role, role.name),
                (VPO.organization, organization),
                (VPO.post, post),
                (VPO.assertedStatus, status),
                (VPO.inheritance, how),
                (VPO.precision, roughness(on)),
                (VPO.inTerm, held_term(finds, held, body)),
            ),
            (
                (VPO.observedOn, on),
                (VPO.inheritedOrganization, body is not None and how != VPO.samePhrase),
                (VPO.nominalRank, role.one("nominalRank") == "true"),
                (VPO.printedTitle, printed),
            ),
        )
    if not book.tells(handle, VPO.startDate):
        _claim_period(book, handle, period)
    marks = [(held.title.start, held.title.end), (held.name.start, held.name.end)]
    book.rest(
        handle, held.title.start, held.rule, confidence(held, body, led=organization is not None), marks
    )
    book.name(Entity(role.name, role.kind, role.vi, role.en))
    return Step(held, person, handle, past)


def _claim_period(book: Book, handle: Handle, period: Period) -> None:
    for when, date_is, precision_is in (
        (period.since, VPO.startDate, VPO.startPrecision),
        (period.until, VPO.endDate, VPO.endPrecision),
    ):
        if when is not None:
            book.add(handle, ((precision_is, PRECISIONS[when.precision]),), ((date_is, when),))


def _post(book: Book, role: Term, body: LinkedBody | None) -> str | None:
    """Return the name of the post: the role in its body; None for a body without a global name."""
    if body is None or body.name is None or not body.name.startswith("id/org/"):
        return None
    name = f"id/post/{body.name.removeprefix('id/org/')}/{role.local}"
    return book.name(Entity(name, VPO.Post, f"{role.vi} {body.vi}", f"{role.en}, {body.en}"))


def _led_cluster(finds: Finds, held: Held) -> str | None:
    """Return the cluster whose leader or deputy a title without body names."""
    if not held.title.role.endswith(_LEADERS):
        return None
    cluster = nearest_cluster(finds, held.title.start)
    return cluster_iri(finds, cluster) if cluster else None


def _observed(finds: Finds, held: Held, past: PartialDate | None) -> tuple[str, PartialDate | None]:
    """Return what is seen of a post, and on which day.

    A past date is a day on which the post was held, or the one on which it ended; what is only called former
    is so on the day of the article.
    """
    status = _status(held, past)
    if past is None or held.title.status == "former":
        return status, finds.observed
    if status == VPO.former and held.effect != "closes" and not is_end(finds, held):
        return VPO.current, past
    return status, past


def _track(held: Held, past: PartialDate | None, period: Period) -> str:
    """Return what keeps two holdings of one post apart in one article: said of now, or of which past."""
    if period.until:
        return f"period {period}"
    if held.effect == "closes" or held.former or held.title.status == "former":
        return "former"
    if past:
        return f"past {past}"
    return "acting" if held.title.status == "acting" else "now"


def _status(held: Held, past: PartialDate | None) -> str:
    if held.effect == "opens":
        acting = held.title.status == "acting" or (held.verb is not None and held.verb.local == "giao-quyen")
        return VPO.acting if acting else VPO.elect
    if held.effect == "closes" or held.former:
        return VPO.former
    return _STATUS.get(held.title.status, VPO.current)
