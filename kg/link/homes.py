"""The province of a holder's posts: one that the phrase leaves out is where the holder's other posts are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from kg.link.bodies import LinkedBody
from kg.link.body_names import global_name, label_vi
from kg.link.book import Handle
from kg.link.eras import exists_on, is_city
from kg.link.finds import Finds
from kg.link.held import Held
from kg.ontology import Lexicon
from kg.quick import replace
from kg.vocab import VPO

Claim = tuple[Held, Handle]


def at_home(
    finds: Finds, told: Sequence[Claim], bodies: Mapping[int, LinkedBody]
) -> Iterator[tuple[Held, Handle, LinkedBody | None]]:
    """Yield who holds what in which body.

    A province that is only that of the text around gives way to the one that is printed with other posts of
    the same person, where these are of one province that is still there.
    """
    lexicon, day = finds.reading.lexicon, finds.context.day
    homes: dict[Handle, set[str]] = {}
    for item, person in told:
        body = bodies.get(item.title.start)
        if body and body.unit and body.how == VPO.samePhrase and exists_on(lexicon, body.unit, day):
            homes.setdefault(person, set()).add(body.unit)
    for item, person in told:
        body, home = bodies.get(item.title.start), homes.get(person, set())
        if body and body.how == VPO.articleContext and len(home) == 1:
            body = _moved(lexicon, body, next(iter(home)))
        yield item, person, body


def _moved(lexicon: Lexicon, body: LinkedBody, home: str) -> LinkedBody:
    """Return a body of a province as the one of another; a body of a district or a city stays where it is."""
    old, new = lexicon.get(body.unit), lexicon.get(home)
    alike = old and new and is_city(lexicon, old.name) == is_city(lexicon, new.name)
    if not (old and new and alike) or body.level != "province" or old.name == new.name:
        return body
    name, vi = global_name(body.short, new), label_vi(body.short, new, None)
    return replace(body, name=name, vi=vi, en=body.en.replace(old.en, new.en), unit=new.name)
