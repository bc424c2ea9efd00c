"""What one article says of one post in several places, made to agree: news first, then plain words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set

from kg.link.bodies import LinkedBody
from kg.link.finds import Finds
from kg.link.held import Held
from kg.link.leaving import Move
from kg.link.past import past_date
from kg.link.people import person_of
from kg.link.verb_words import verb_words
from kg.ontology import Term
from kg.quick import replace

Post = tuple[str, str, str]
_OF_A_LIFE = ("linking.office", "linking.career")


def agreeing(finds: Finds, held: Sequence[Held], bodies: Mapping[int, LinkedBody]) -> Iterator[Held]:
    """Yield the claims so that one person and one post have one state.

    A post in hand at a move was opened earlier, whatever a biography below says of its opening. A post that
    is called former, or that the news closes, is so everywhere. What a biography tells of the past of a post
    that is held today is no end of it, but of who takes up another office in the news.
    """
    posts = [_post(finds, item, bodies) for item in held]
    in_hand = frozenset(_in_hand(finds, held, posts))
    first = _first_changes(held, posts)
    over = _called_former(held, posts)
    opened = {
        post
        for post, item in first.items()
        if item.effect == "opens" and over.get(post, item.title.start) >= item.title.start
    } - in_hand
    closed = ({post for post, item in first.items() if item.effect == "closes"} | over.keys()) - opened
    taken = _taken_over(finds, held, posts, opened)
    plain = {post for item, post in zip(held, posts, strict=True) if _is_plainly_held(item)} - closed
    left = {post for post in _told_as_left(finds, held, posts, bodies) if post in plain}
    if left:
        terms = finds.reading.lexicon.terms
        moved = {post[0] for post in opened if Move(terms[post[1]], None).is_office}
        left = {post for post in left - _beside_new(held, posts, opened) if post[0] in moved}
    plain -= left | taken.keys()
    for item, post in zip(held, posts, strict=True):
        if post in taken and _is_plainly_held(item):
            yield replace(item, effect="closes", rule="linking.closes", verb=taken[post], verb_span=None)
        elif item.effect == "opens" and post in in_hand:
            yield replace(item, effect="none", rule="linking.office")
        elif item.effect == "opens" and post in closed and (post in over or first.get(post) is not item):
            yield replace(item, effect="none", rule="linking.office", former=True)
        elif (
            item.effect == "none"
            and post in closed | left
            and not item.former
            and item.title.status == "current"
        ):
            yield replace(item, former=True)
        elif (
            item.former and item.effect == "none" and item.title.status != "former" and post in plain | opened
        ):
            yield replace(item, former=False)
        else:
            yield item


def _told_as_left(
    finds: Finds, held: Sequence[Held], posts: Sequence[Post], bodies: Mapping[int, LinkedBody]
) -> Iterator[Post]:
    """Yield the offices that a biography tells as of before; not those that go beside many others."""
    terms = finds.reading.lexicon.terms
    for item, post in zip(held, posts, strict=True):
        if item.former and item.verb is None and item.rule in _OF_A_LIFE and post[2]:
            old = Move(terms[post[1]], bodies.get(item.title.start))
            if old.is_office and not old.is_party and not old.goes_beside:
                yield post


def _beside_new(held: Sequence[Held], posts: Sequence[Post], opened: Set[Post]) -> set[Post]:
    """Return the posts that stand in one list with one that the news gives to the same person."""
    new = {post[:2] for post in opened}
    return {
        post
        for item, post in zip(held, posts, strict=True)
        if any((post[0], title.role) in new for title in item.siblings)
    }


def _taken_over(
    finds: Finds, held: Sequence[Held], posts: Sequence[Post], opened: Set[Post]
) -> dict[Post, Term | None]:
    """Return the posts of heads whom the news gives a successor: two do not lead one body.

    Only a body that the text tells fully is the same one, and only who is said to hold it before the news.
    """
    terms = finds.reading.lexicon.terms
    come: dict[tuple[str, str], int] = {}
    for item, post in zip(held, posts, strict=True):
        single = (terms[post[1]].one("roleKind") or "").endswith("/head") and terms[post[1]].one("singleSeat")
        if (
            single
            and post[2]
            and post in opened
            and item.effect == "opens"
            and past_date(finds, item) is None
        ):
            come.setdefault((post[1], post[2]), item.title.start)
    follows = verb_words(finds.reading.lexicon).by_local.get("thoi-giu-chuc")
    return {
        post: follows
        for item, post in zip(held, posts, strict=True)
        if post[1:] in come and post not in opened and item.title.start < come[post[1:]]
    }


def _post(finds: Finds, item: Held, bodies: Mapping[int, LinkedBody]) -> Post:
    body = bodies.get(item.title.start)
    return person_of(finds.people, item.name), item.title.role, body.vi if body else ""


def _in_hand(finds: Finds, held: Sequence[Held], posts: Sequence[Post]) -> Iterator[Post]:
    """Yield the posts that stand beside a name as held where a move of that person is told."""
    moves: dict[tuple[int, str], set[Post]] = {}
    for item, post in zip(held, posts, strict=True):
        if item.effect == "opens":
            moves.setdefault((finds.reading.sentence_at(item.title.start).start, post[0]), set()).add(post)
    for item, post in zip(held, posts, strict=True):
        moved = moves.get((finds.reading.sentence_at(item.title.start).start, post[0]), set())
        beside = item.rule in ("linking.appositive", "linking.prefix") and item.title.status == "current"
        if beside and not item.former and item.effect != "opens" and moved - {post}:
            yield post


def _called_former(held: Sequence[Held], posts: Sequence[Post]) -> dict[Post, int]:
    """Return the posts that are called former, each with where it is so first: what opened it is long ago."""
    called: dict[Post, int] = {}
    for item, post in zip(held, posts, strict=True):
        if item.title.status == "former":
            called.setdefault(post, item.title.start)
    return called


def _first_changes(held: Sequence[Held], posts: Sequence[Post]) -> dict[Post, Held]:
    """Return the first change that the text tells of each post: what comes after goes back in time."""
    first: dict[Post, Held] = {}
    for item, post in zip(held, posts, strict=True):
        if item.effect in ("opens", "closes"):
            first.setdefault(post, item)
    return first


def _is_plainly_held(item: Held) -> bool:
    beside = item.rule in ("linking.appositive", "linking.prefix", "linking.header")
    return item.effect == "none" and beside and not item.former and item.title.status == "current"
