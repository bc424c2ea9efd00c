"""Ties between people who held posts in one body at one time, each with how sure it is and why.

Block key: the body. Read are the tenures of that body alone, the kind of each role from the reference layer,
nothing else. Two people are tied

- *surely* for each stretch of days on which both surely held a post there, and
- *possibly* where nothing rules it out and they were seen there at most half a term apart, but no source
  shows them together; such a tie has no overlap, only the window between the two sights.

People seen further apart, and people of whom only an end is known, are not tied: nothing speaks for it. In a
body with more people at one time than `CROWD` no pair is stored; the body is marked with how many there are,
and the pairs of one person are computed when somebody asks (query `colleagues`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain, product

from rdflib import RDF, XSD, Literal

from kg.derive.facts import Reference, Statement
from kg.derive.tieweight import (
    closeness,
    said_of_overlap,
    said_of_posts,
    said_of_size,
    said_of_window,
    weigh,
)
from kg.store.together import DATING, Held, between, common, held, joined, length
from kg.vocab import VPO

CROWD = 60
"""More people than this at one time, and the pairs of a body are not stored: they would grow with the square
of its size and say little. Provincial committees have some 50 members, the National Assembly 500."""

NEAR = timedelta(days=913)
"""Sights further apart than half a term of office make no tie, as they make no tenure."""

_Span = tuple[str, str]
_ENDS = frozenset({VPO.holder, VPO.organization, VPO.role})
_TURNS = ((VPO.startState, VPO.startDate), (VPO.endState, VPO.endDate))
STAYING = _ENDS.union(*_TURNS, DATING, (VPO.post, VPO.tenureKind, VPO.nominalRank))
"""What `read_stays` needs to know of a tenure."""


@dataclass(frozen=True, slots=True)
class Stay:
    """One tenure in a body: who, in which role, when; `seated` unless acting or of nominal rank.

    `turns` are the days on which it is known to have begun and ended.
    """

    tenure: str
    holder: str
    body: str
    post: str
    role: str
    time: Held
    seated: bool = True
    turns: frozenset[str] = frozenset()


def read_stays(statements: Iterable[Statement]) -> Iterator[Stay]:
    """Yield the tenures that `statements` speak of, in no order."""
    said: dict[str, dict[str, str]] = defaultdict(dict)
    for subject, predicate, value in statements:
        if predicate in STAYING:
            said[subject][predicate] = str(value)
    for tenure, values in said.items():
        if values.keys() >= _ENDS:
            holder, body, role = values[VPO.holder], values[VPO.organization], values[VPO.role]
            known = (day for state, day in _TURNS if values.get(state) == VPO.known and day in values)
            turns = frozenset(values[day][:10] for day in known)
            seated = values.get(VPO.tenureKind) != VPO.acting and values.get(VPO.nominalRank) != "true"
            yield Stay(tenure, holder, body, values.get(VPO.post, ""), role, held(values), seated, turns)


def state_cotenures(
    body: str, stays: Iterable[Stay], reference: Reference, about: frozenset[str] | None = None
) -> frozenset[Statement]:
    """Return the ties between the people of one body, or the mark of a body with too many of them.

    With `about` only the ties of these people with anybody.
    """
    people: dict[str, list[Stay]] = defaultdict(list)
    for stay in sorted(stays, key=lambda stay: stay.tenure):
        people[stay.holder].append(stay)
    most = peak(people)
    if most > CROWD:
        return frozenset(_state_crowd(body, people, most))
    pairs = (
        statement
        for one, other in _near(people)
        if about is None or one in about or other in about
        for statement in _state_pair((body, one, other), (people[one], people[other]), most, reference)
    )
    return frozenset(pairs)


def peak(people: Mapping[str, Iterable[Stay]]) -> int:
    """Return how many people were in the body at one time; sights up to half a term apart count together."""
    steps = sorted(
        step
        for stays in people.values()
        for since, until in joined(_padded(stays))
        for step in ((since, 0, 1), (until, 1, -1))
    )
    most = now = 0
    for _, _, step in steps:
        now += step
        most = max(most, now)
    return most


def _padded(stays: Iterable[Stay]) -> Iterator[_Span]:
    half = NEAR / 2
    for stay in stays:
        if stay.time.since:
            since, until = (date.fromisoformat(day) for day in (stay.time.since, stay.time.until))
            yield (since - half).isoformat(), (until + half).isoformat()


def _near(people: Mapping[str, list[Stay]]) -> Iterator[tuple[str, str]]:
    """Yield the pairs that were in the body at about one time, each once, the lesser name first."""
    here: list[tuple[str, str]] = []  # until when, who
    found: set[tuple[str, str]] = set()
    spans = ((span, who) for who, stays in people.items() for span in joined(_padded(stays)))
    for (since, until), who in sorted(spans):
        here = [(end, other) for end, other in here if end >= since]
        found |= {(min(who, other), max(who, other)) for _, other in here if other != who}
        here.append((until, who))
    yield from sorted(found)


def _state_pair(
    names: tuple[str, str, str], stays: tuple[list[Stay], list[Stay]], most: int, reference: Reference
) -> Iterator[Statement]:
    """Yield what is said of two people in one body; nothing where they were surely apart."""
    pairs = list(product(*stays))
    spans = common((a.time, b.time) for a, b in pairs)
    for number, span in enumerate(spans, 1):
        met = [pair for pair in pairs if _within(common([_times(pair)]), span)]
        yield from _state_tie(_name(*names, number), names, met)
        yield from _state_strength(_name(*names, number), (length(span) + 1, most), met, reference)
        yield from _state_time(_name(*names, number), span, sure=True)
    if not spans:
        loose = [pair for pair in pairs if not _one_seat(pair, reference)]
        window = between(map(_times, loose))
        if window and length(window) <= NEAR.days:
            met = [pair for pair in loose if between([_times(pair)]) == window]
            yield from _state_tie(_name(*names), names, met)
            yield from _state_strength(_name(*names), (None, most), met, reference)
            yield from _state_time(_name(*names), window, sure=False)


def _times(pair: tuple[Stay, Stay]) -> tuple[Held, Held]:
    return pair[0].time, pair[1].time


def _within(spans: Iterable[_Span], whole: _Span) -> bool:
    return any(whole[0] <= since and until <= whole[1] for since, until in spans)


def _one_seat(pair: tuple[Stay, Stay], reference: Reference) -> bool:
    """Whether the two held the same seat, which only one can hold: they came one after the other."""
    one, other = pair
    return one.post == other.post and reference.one(one.role, VPO.singleSeat) == "true"


def _state_tie(iri: str, names: tuple[str, str, str], met: list[tuple[Stay, Stay]]) -> Iterator[Statement]:
    yield iri, str(RDF.type), VPO.CoTenure
    yield iri, VPO.organization, names[0]
    for person in names[1:]:
        yield iri, VPO.tiedPerson, person
    for stay in chain.from_iterable(met):
        yield iri, VPO.tenure, stay.tenure
        yield iri, VPO.derivedFrom, stay.tenure


def _state_strength(
    iri: str, measure: tuple[int | None, int], met: list[tuple[Stay, Stay]], reference: Reference
) -> Iterator[Statement]:
    """Yield weight and reasons; `measure` is the days of sure overlap and the size of the body."""
    days, most = measure
    near, one, other = max((closeness(a.role, b.role, reference), a.role, b.role) for a, b in met)
    yield iri, VPO.weight, Literal(weigh(days, most, near), datatype=XSD.decimal)
    yield iri, VPO.peakCount, Literal(str(most), datatype=XSD.integer)
    for language, text in (*said_of_size(most), *said_of_posts(one, other, reference)):
        yield iri, VPO.reason, Literal(text, lang=language)


def _state_time(iri: str, span: _Span, *, sure: bool) -> Iterator[Statement]:
    yield iri, VPO.overlapState, VPO.sure if sure else VPO.possible
    ends = (VPO.overlapStart, VPO.overlapEnd) if sure else (VPO.windowStart, VPO.windowEnd)
    for predicate, day in zip(ends, span, strict=True):
        yield iri, predicate, Literal(day, datatype=XSD.date)
    for language, text in said_of_overlap(span) if sure else said_of_window(span):
        yield iri, VPO.reason, Literal(text, lang=language)


def _state_crowd(body: str, people: Mapping[str, list[Stay]], most: int) -> Iterator[Statement]:
    iri = f"id/crowd/{_flat(body)}"
    yield iri, str(RDF.type), VPO.Crowd
    yield iri, VPO.organization, body
    yield iri, VPO.holderCount, Literal(str(len(people)), datatype=XSD.integer)
    yield iri, VPO.peakCount, Literal(str(most), datatype=XSD.integer)
    for language, text in (
        ("vi", f"lúc đông nhất có {most} người, hơn {CROWD}: không kể từng cặp, chỉ tính cho người được hỏi"),
        (
            "en",
            f"{most} people at one time, more than {CROWD}: pairs are not stored, only computed when asked",
        ),
    ):
        yield iri, VPO.reason, Literal(text, lang=language)
    for stays in people.values():
        for stay in stays:
            yield iri, VPO.derivedFrom, stay.tenure


def _name(body: str, one: str, other: str, number: int = 1) -> str:
    first, second = (person.removeprefix("id/person/") for person in (one, other))
    return f"id/co-tenure/{_flat(body)}/{first}/{second}" + (f"/{number}" if number > 1 else "")


def _flat(body: str) -> str:
    return body.removeprefix("id/").removeprefix("org/").replace("#", "-")
