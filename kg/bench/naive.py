"""A baseline without linking: whoever stands in a sentence holds the nearest title of the nearest body.

It knows the words of the ontology and nothing of how they are joined. All that our rules do beyond it must
show in the ratio.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from kg.bench.found import Found
from kg.bench.gold import GoldDocument
from kg.bench.record import Position, Record
from kg.extract.match import any_of
from kg.load.sentences import Sentence, sentences
from kg.ontology import Lexicon, Term
from kg.text import CAPITALS, LETTERS, key, shadow
from kg.vocab import VPO

_SYLLABLE = f"[{CAPITALS}][{LETTERS}]*"
_MORE = 4  # syllables after the surname at most
_ORGANS = ("id/org/", "scheme/organ/")


@dataclass(frozen=True, slots=True)
class Span:
    """Something named, and where it stands."""

    start: int
    end: int
    name: str


@dataclass(frozen=True, slots=True)
class Words:
    """The words of the ontology as patterns over a shadow text; `places` and `roles` by their key."""

    people: re.Pattern[str]
    titles: re.Pattern[str]
    bodies: re.Pattern[str]
    places: re.Pattern[str]
    roles: dict[str, Term]
    units: dict[str, Term]


def find_naively(document: GoldDocument, lexicon: Lexicon) -> Found:
    """Return what surnames, lists of words and nearness find."""
    words = naive_words(lexicon)
    return pair_nearest(document, words, _spans(words.people, shadow(document.article.text), document))


def pair_nearest(document: GoldDocument, words: Words, people: Iterable[Span]) -> Found:
    """Return what holds if each of `people` has the nearest title, body and place of its sentence.

    Who stands inside a title, a body or a place is nobody.
    """
    gold, low = document.gold, shadow(document.article.text).lower()
    titles, bodies, places = (
        _spans(words.titles, low, document, words.roles),
        _spans(words.bodies, low, document),
        _spans(words.places, low, document, words.units),
    )
    taken = {at for span in (*titles, *bodies, *places) for at in range(span.start, span.end)}
    named = [span for span in people if taken.isdisjoint(range(span.start, span.end))]
    held: list[Position] = []
    for sentence in sentences(document.article):
        own, *near = (_within(spans, sentence) for spans in (named, titles, bodies, places))
        held += [one for person in own if (one := _nearest_post(person, *near))]
    return Found(
        Record(
            gold.id,
            gold.text,
            persons=tuple(dict.fromkeys(person.name for person in named)),
            positions=tuple(dict.fromkeys(held)),
            provinces=tuple(dict.fromkeys(place.name for place in places)),
        )
    )


def _spans(
    pattern: re.Pattern[str], shadow: str, document: GoldDocument, terms: Mapping[str, Term] | None = None
) -> list[Span]:
    """Return what `pattern` finds under its name in the ontology, or else as it is printed."""
    return [
        Span(start, end, terms[key(found)].vi if terms else document.article.text[start:end])
        for match in pattern.finditer(shadow)
        for (start, end), found in [(match.span(), match[0])]
    ]


def _within(spans: Iterable[Span], sentence: Sentence) -> list[Span]:
    return [span for span in spans if sentence.start <= span.start < sentence.end]


def _nearest_post(
    person: Span, titles: list[Span], bodies: list[Span], places: list[Span]
) -> Position | None:
    title = _nearest(person, titles)
    if title is None:
        return None
    body = _nearest(title, bodies)
    place = _nearest(body or title, places)
    return Position(person.name, title.name, body.name if body else "", place.name if place else None, "held")


def _nearest(span: Span, others: list[Span]) -> Span | None:
    return min(others, key=lambda one: max(one.start - span.end, span.start - one.end), default=None)


@lru_cache(maxsize=4)
def naive_words(lexicon: Lexicon) -> Words:
    """Return the patterns over the words of `lexicon`."""
    surnames = {form for term in lexicon.of(VPO.Surname) for form in term.forms}
    addressed = {form.title() for term in lexicon.words("honorific") for form in term.forms}
    roles = lexicon.by_form(lexicon.of(VPO.Role))
    units = lexicon.by_form(lexicon.of(VPO.AdministrativeUnit))
    organs = any_of(
        form for term in lexicon.terms.values() if term.name.startswith(_ORGANS) for form in term.forms
    )
    kinds = any_of(form for term in lexicon.of(VPO.UnitType) for form in term.forms)
    return Words(
        re.compile(rf"(?:{any_of(surnames - addressed, fold_case=False)})(?: {_SYLLABLE}){{1,{_MORE}}}"),
        re.compile(any_of(roles)),
        re.compile(f"{organs}(?: {organs})*(?: {kinds})?"),
        re.compile(any_of(units)),
        roles,
        units,
    )
