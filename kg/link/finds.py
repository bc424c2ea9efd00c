"""Everything that stands in one article, found once and shared by the steps that claim facts."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from kg.dates import PartialDate
from kg.extract.abroad import find_foreign, is_told_abroad, speaks_of_us, without_foreign, without_guests
from kg.extract.clusters import find_clusters, find_echoes
from kg.extract.documents import find_documents
from kg.extract.members import MemberList, find_member_lists
from kg.extract.name_words import name_words
from kg.extract.people import find_listed_names, find_names
from kg.extract.reading import Reading
from kg.extract.seats import find_seats
from kg.extract.spans import Body, Cited, Cluster, Moment, Name, Place, Title
from kg.extract.times import dated, find_moments, nearest_year
from kg.extract.titles import find_titles, free_bodies
from kg.link.context import Context, context
from kg.link.people import People, link_people
from kg.load.sentences import Sentence
from kg.text import key

# Before the name of a country: where one of ours is posted, not where a guest comes from.
_POSTED = ("tại ", "ở ", "sang ", "với ")
# Between two persons of a list, and behind the later one.
_JOINT = re.compile(r",? và |, ")
_ITEM_ENDS = re.compile(r"[,;.)\n]| và | - | \(")
_BY_END = ("titles by end", 0)


@dataclass(frozen=True, slots=True)
class Finds:
    """The spans of one article by class, and the context that resolves them."""

    reading: Reading
    titles: tuple[Title, ...]
    bodies: tuple[Body, ...]
    names: tuple[Name, ...]
    name_starts: tuple[int, ...]
    clusters: tuple[Cluster, ...]
    echoes: tuple[Cluster, ...]
    lists: tuple[MemberList, ...]
    documents: tuple[Cited, ...]
    moments: tuple[Moment, ...]
    people: People
    context: Context

    @property
    def places(self) -> tuple[Place, ...]:
        """Every province that the article names."""
        return self.context.places

    def title_before(self, offset: int) -> Title | None:
        """Return the title that ends at `offset` or one character before it, of two the first."""
        held = self.reading.memo.get(_BY_END)
        if not isinstance(held, tuple) or held[0] is not self.titles:
            by_end: dict[int, int] = {}
            for at, title in enumerate(self.titles):
                by_end.setdefault(title.end, at)
            held = self.reading.memo[_BY_END] = (self.titles, by_end)
        found = [held[1][end] for end in (offset - 1, offset) if end in held[1]]
        return self.titles[min(found)] if found else None

    def names_in(self, start: int, end: int) -> tuple[Name, ...]:
        """Return the names that begin in the half-open span, of persons who are known."""
        first, last = bisect_left(self.name_starts, start), bisect_left(self.name_starts, end)
        return tuple([name for name in self.names[first:last] if name.start in self.people.by_start])

    def moments_in(self, sentence: Sentence) -> tuple[Moment, ...]:
        """Return the dates inside a sentence."""
        span = (sentence.start, sentence.end)
        first, last = (bisect_left(self.moments, at, key=lambda moment: moment.start) for at in span)
        return self.moments[first:last]

    def date_of(self, moment: Moment) -> PartialDate | None:
        """Return the date that is meant: without a year, the nearest one before the article's day."""
        day = self.reading.day
        if moment.year is None and day is None:
            return None
        return dated(moment, nearest_year(moment, day) if moment.year is None and day else None)

    @property
    def observed(self) -> PartialDate | None:
        """The day on which the article says what it says: its publication."""
        published = self.reading.article.published
        if isinstance(published, datetime):
            return PartialDate(published.date())
        return published if isinstance(published, PartialDate) else None

    @property
    def year(self) -> int | None:
        """The year the article speaks of, None where nothing tells."""
        day: date | None = self.context.day
        return day.year if day else None


def find_all(reading: Reading) -> Finds:
    """Return everything that stands in the article. Each step claims its spans before the next one reads."""
    around = context(reading)
    clusters = tuple(find_clusters(reading))
    documents = tuple(find_documents(reading))
    printed = {offset for cited in documents for offset in range(cited.start, cited.end)}
    seats = tuple(find_seats(reading))
    told = sorted((*find_titles(reading), *seats), key=lambda title: title.start)
    titles = without_guests(reading, tuple(title for title in told if title.start not in printed))
    abroad = find_foreign(reading)
    elsewhere = is_told_abroad(reading, abroad, around.places)
    if elsewhere:
        titles = tuple(title for title in titles if speaks_of_us(reading, title.start))
    bodies = tuple(
        body
        for body in free_bodies(reading, around.bodies, titles)
        if not _inside_own_name(body.start, clusters)
    )
    spans = [(span.start, span.end) for group in (clusters, documents, titles, bodies) for span in group]
    spans.extend(abroad)
    names = _names(reading, spans, titles, frozenset(key(place.vi) for place in around.locals))
    guests = tuple(span for span in abroad if not reading.low.endswith(_POSTED, 0, span[0]))
    names = without_foreign(names, guests)
    if elsewhere:
        names = tuple(name for name in names if speaks_of_us(reading, name.start))
    around = _without_names(around, names)
    echoes = tuple(find_echoes(reading, clusters))
    named = tuple(sorted((*clusters, *echoes), key=lambda cluster: cluster.start))
    lists = tuple(find_member_lists(reading, named, around.places))
    moments = tuple(find_moments(reading))
    people = link_people(names)
    starts = tuple([name.start for name in names])
    return Finds(
        reading, titles, bodies, names, starts, clusters, echoes, lists, documents, moments, people, around
    )


def _names(
    reading: Reading, taken: list[tuple[int, int]], titles: tuple[Title, ...], locals_: frozenset[str]
) -> tuple[Name, ...]:
    """Return the names of persons outside the spans that are `taken`, in order."""
    found = [name for name in find_names(reading, taken) if _is_content(reading, name.start)]
    spans = [*taken, *((name.start, name.end) for name in found)]
    listed = find_listed_names(reading, spans, ((title.start, title.end) for title in titles))
    names = tuple(sorted((*found, *listed), key=lambda name: name.start))
    tells = _Telling(
        after=frozenset(title.end + gap for title in titles for gap in range(4)),
        before=frozenset(title.start - gap for title in titles for gap in range(5)),
        addressed=frozenset(key(name.surface) for name in names if name.rule == "people.addressed"),
        places=locals_,
        namesakes=name_words(reading.lexicon).namesakes,
    )
    return tuple(_told(reading, names, tells))


def _told(reading: Reading, names: tuple[Name, ...], tells: _Telling) -> Iterator[Name]:
    """Yield the names that are of persons; a short one may go on a list: `ông A, bà B và Nguyễn Nhật`."""
    last = -1
    for name in names:
        goes_on = last >= 0 and _JOINT.fullmatch(reading.low, last, name.lead) and not tells.a_place(name)
        listed = goes_on and _ITEM_ENDS.match(reading.low, name.end)
        if name.rule != "people.surname" or tells.a_person(name) or listed:
            last = name.end
            yield name


@dataclass(frozen=True, slots=True)
class _Telling:
    """What tells whether a name by its surname alone is a person.

    `after` are the offsets behind titles, where it may begin, `before` those before them, where it may end;
    `addressed` the names with a form of address; `places` and `namesakes` what districts and streets bear.
    """

    after: frozenset[int]
    before: frozenset[int]
    addressed: frozenset[str]
    places: frozenset[str]
    namesakes: frozenset[str]

    def a_place(self, name: Name) -> bool:
        """Say whether a district or a street bears the name."""
        return key(name.surface) in self.places | self.namesakes

    def a_person(self, name: Name) -> bool:
        """Two syllables, and names of streets, need a title or a form of address beside them."""
        this = key(name.surface)
        if this in self.places:
            return False
        if (" " in this.partition(" ")[2] and this not in self.namesakes) or this in self.addressed:
            return True
        return name.start in self.after or name.end in self.before


def _without_names(around: Context, names: tuple[Name, ...]) -> Context:
    """Return the context without the places that only stand inside the names of persons."""
    if not around.places:
        return around
    named = {offset for name in names for offset in range(name.start, name.end)}
    inside = {place.start for place in around.places if place.start in named}
    if not inside:
        return around
    places = tuple(place for place in around.places if place.start not in inside)
    anchors = tuple(place for place in around.anchors if place.start not in inside)
    return replace(around, places=places, anchors=anchors)


def _inside_own_name(offset: int, clusters: tuple[Cluster, ...]) -> bool:
    """Say whether a body begins inside the name of a cluster, before its sponsor."""
    return any(
        cluster.start <= offset < (cluster.sponsor.start if cluster.sponsor else cluster.end)
        for cluster in clusters
    )


def _is_content(reading: Reading, offset: int) -> bool:
    sentence = reading.sentence_in(offset)
    return sentence is not None and sentence.zone not in ("byline", "dateline", "chrome")
