"""Conflicts about seats that only one can hold: two people in one of them, one person in two provinces.

`find_rivals` has the block key post and reads the tenures of that post; `find_split` has the block key person
and reads the tenures of that person and the provinces of the bodies. Both read the roles of the reference
layer. Only days on which both tenures surely held are looked at; the day of handing over is none. Acting
holders and nominal ranks fill no seat.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import combinations

from kg.derive.coholding import Stay
from kg.derive.disagreement import Conflict, Side
from kg.derive.facts import Reference
from kg.store.together import joined
from kg.vocab import VPO

_Pair = tuple[Stay, Stay]


def find_rivals(stays: Iterable[Stay], reference: Reference) -> Iterator[Conflict]:
    """Yield each pair of people who surely held one seat on one day; `stays` are the tenures of one post."""
    for (one, other), met in _meeting(_seated(stays, reference)):
        if one != other:
            spans = joined(span for pair in met for span in _clash(pair))
            post, body = met[0][0].post, met[0][0].body
            people = "/".join(who.removeprefix("id/person/") for who in (one, other))
            yield Conflict(
                local=f"seat/{post.removeprefix('id/post/')}/{people}",
                kind=VPO.seatHeldTwice,
                says=_said_of_days(spans),
                concerns=frozenset({post, body, one, other}),
                sides=tuple(_side(tenures, tenures[0].holder) for tenures in _sides(met)),
                span=(spans[0][0], spans[-1][1]),
            )


def find_split(
    stays: Iterable[Stay], province_of: Callable[[str], str | None], reference: Reference
) -> Iterator[Conflict]:
    """Yield each pair of provinces in which one person surely held seats on one day.

    `stays` are the tenures of one person. A province and the one that it was merged into are one.
    """
    placed = [(stay, province_of(stay.body)) for stay in _seated(stays, reference)]
    found: dict[tuple[str, str], list[_Pair]] = {}
    for (a, here), (b, there) in combinations(placed, 2):
        if here and there and here != there and not _one_line(here, there, reference):
            pair = (a, b) if here < there else (b, a)
            found.setdefault((min(here, there), max(here, there)), []).append(pair)
    for places, pairs in sorted(found.items()):
        met = [pair for pair in pairs if _clash(pair)]
        if met:
            spans = joined(span for pair in met for span in _clash(pair))
            who = met[0][0].holder
            names = "/".join(place.removeprefix("id/").replace("/", "-") for place in places)
            yield Conflict(
                local=f"provinces/{who.removeprefix('id/person/')}/{names}",
                kind=VPO.twoProvincesAtOnce,
                says=_said_of_days(spans),
                concerns=frozenset({who, *(stay.post for pair in met for stay in pair)}),
                sides=tuple(_side(tenures, tenures[0].post) for tenures in _sides(met)),
                span=(spans[0][0], spans[-1][1]),
            )


def _clash(pair: _Pair) -> tuple[tuple[str, str], ...]:
    """Return the days on which both surely held; the only day, on which one came or left, is handing over."""
    one, other = pair
    if not one.time.since or not other.time.since:
        return ()
    since, until = max(one.time.since, other.time.since), min(one.time.until, other.time.until)
    handing = since == until and since in one.turns | other.turns
    return ((since, until),) if since <= until and not handing else ()


def _seated(stays: Iterable[Stay], reference: Reference) -> list[Stay]:
    single = (stay for stay in stays if reference.one(stay.role, VPO.singleSeat) == "true")
    return sorted((stay for stay in single if stay.seated), key=lambda stay: stay.tenure)


def _meeting(stays: Iterable[Stay]) -> list[tuple[tuple[str, str], list[_Pair]]]:
    """Return the pairs of tenures that surely held on one day, by their holders; the lesser name first."""
    found: dict[tuple[str, str], list[_Pair]] = {}
    here: list[Stay] = []
    for stay in sorted((stay for stay in stays if stay.time.since), key=lambda stay: stay.time.since):
        here = [other for other in here if other.time.until >= stay.time.since]
        for other in here:
            a, b = sorted((stay, other), key=lambda one: (one.holder, one.tenure))
            if _clash((a, b)):
                found.setdefault((a.holder, b.holder), []).append((a, b))
        here.append(stay)
    return sorted((who, sorted(pairs, key=_names)) for who, pairs in found.items())


def _names(pair: _Pair) -> tuple[str, str]:
    return pair[0].tenure, pair[1].tenure


def _one_line(here: str, there: str, reference: Reference) -> bool:
    """Whether the one unit was merged into the other."""
    pairs = ((here, there), (there, here))
    return any(new in map(str, reference.all(old, VPO.successor)) for old, new in pairs)


def _sides(pairs: list[_Pair]) -> tuple[list[Stay], list[Stay]]:
    first, second = ({pair[at].tenure: pair[at] for pair in pairs} for at in (0, 1))
    return list(first.values()), list(second.values())


def _side(stays: list[Stay], names: str) -> Side:
    spans = joined((stay.time.since, stay.time.until) for stay in stays)
    vi = ", ".join(f"từ {since} đến {until}" for since, until in spans)
    en = ", ".join(f"{since} to {until}" for since, until in spans)
    says = (f"chắc chắn giữ chức {vi}", f"surely in post {en}")
    return Side(says, frozenset(stay.tenure for stay in stays), frozenset({names}))


def _said_of_days(spans: Iterable[tuple[str, str]]) -> tuple[str, str]:
    days = list(spans)
    vi = "; ".join(since if since == until else f"từ {since} đến {until}" for since, until in days)
    en = "; ".join(since if since == until else f"{since} to {until}" for since, until in days)
    return f"cùng lúc: {vi}", f"at one time: {en}"
