"""Persons as single articles name them, with all that may tie them to other articles or part them.

Each comes from the rows of its own article, what is known of the bodies it names, and the reference layer.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from kg.derive.facts import Reference, local
from kg.derive.mergers import Mergers
from kg.text import slug
from kg.vocab import VPO

# A post is surely held on a day when an article of these days says so; of older days memories are less sure.
_FRESH = timedelta(days=92)
_SURE = frozenset({VPO.current, VPO.acting, VPO.elect})
_UNSURE = frozenset({VPO.unresolved, VPO.outlet})
_LOCAL = frozenset({"district", "commune", "base"})


@dataclass(frozen=True, slots=True)
class Named:
    """A row of a named person. `birth` is the year of birth, `age` how old the article says somebody is."""

    node: str
    name: str
    gender: str | None = None
    birth: int | None = None
    age: int | None = None


@dataclass(frozen=True, slots=True)
class Seat:
    """A position of a named person.

    `anchor` is the province of the body, or the central body; `locality` a part of the province. `kind` is
    the local name of the kind of role. `sure` says that the post was held on `day` without doubt, `left` that
    an article of that day called it one of before, `new` that it was taken up then.
    """

    organization: str
    post: str | None = None
    anchor: str | None = None
    locality: str | None = None
    role: str | None = None
    kind: str = ""
    day: date | None = None
    sure: bool = False
    left: bool = False
    new: bool = False

    @property
    def membership(self) -> bool:
        """Whether many hold this beside their work: a seat in a committee, a rank."""
        return self.kind in {"membership", "rank"}


@dataclass(frozen=True, slots=True)
class NamedPerson:
    """A person as one article names them, and what ties them down.

    `lines` are posts that live on in a merged province, and whether this is the post after the merger.
    `places` are provinces of the article, not of the person. `birth` is the year of birth and whether it was
    only reckoned from an age. `roles` are those of positions whose body is unknown.
    `day` is that of publication.
    """

    node: str
    name: str
    seats: frozenset[Seat] = frozenset()
    lines: frozenset[tuple[str, bool]] = frozenset()
    places: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()
    gender: str | None = None
    birth: tuple[int, bool] | None = None
    titled: bool = False
    day: date | None = None

    @property
    def article(self) -> str:
        """The name of the article that speaks."""
        return self.node.partition("#")[0]

    @property
    def anchors(self) -> frozenset[tuple[str, date | None]]:
        """What ties the person down, with the day of each."""
        return frozenset((seat.anchor, seat.day) for seat in self.seats if seat.anchor)


@dataclass(frozen=True, slots=True)
class Position:
    """What is needed of a holding row."""

    holder: str
    organization: str | None
    role: str | None
    post: str | None
    observed: date | None
    status: str | None
    inheritance: str | None


@dataclass(frozen=True, slots=True)
class Setting:
    """What is known around the persons of all articles: days of publication, places, bodies, reference.

    `places` are the provinces that an article or a person's event stands for, by article and by person.
    `where` gives the anchor of a body and the local name of its level.
    """

    published: Mapping[str, date]
    places: Mapping[str, frozenset[str]]
    where: Callable[[str], tuple[str | None, str | None]]
    reference: Reference
    mergers: Mergers


def name_people(
    rows: Iterable[Named], positions: Iterable[Position], setting: Setting
) -> Iterator[NamedPerson]:
    """Yield the persons of `rows` with their positions, in the order of the rows."""
    held: dict[str, list[Position]] = defaultdict(list)
    for position in positions:
        held[position.holder].append(position)
    locality = _locality(setting.reference)
    for row in rows:
        yield _named(row, held.get(row.node, ()), setting, locality)


def places_of(bodies: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    """Return the province of each article that at least twice as many of its bodies are of as of any other.

    `bodies` are nodes of articles with the provinces of bodies. Of the sample articles' officials it is right
    for 153 of 156.
    """
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for node, place in bodies:
        counts[node.partition("#")[0]][place] += 1
    found = {}
    for article, count in counts.items():
        (place, most), *others = count.most_common(2)
        if not others or most >= 2 * others[0][1]:
            found[article] = {place}
    return found


def _named(
    row: Named,
    held: Iterable[Position],
    setting: Setting,
    locality: Callable[[str, str], str | None],
) -> NamedPerson:
    article = row.node.partition("#")[0]
    published = setting.published.get(article)
    seats, lines, roles, titled = set(), set(), set(), False
    for position in held:
        titled = True
        seat = _seat(position, published, setting, locality)
        if seat is None and position.role:
            roles.add(position.role)
        if seat is not None:
            seats.add(seat)
            if seat.anchor:
                lines |= set(setting.mergers.lines(seat.organization, position.role or "", seat.anchor))
    places = setting.places.get(article, frozenset()) | setting.places.get(row.node, frozenset())
    birth = (row.birth, False) if row.birth else None
    if birth is None and row.age and published:
        birth = (published.year - row.age, True)
    kinds = (frozenset(seats), frozenset(lines), places, frozenset(roles))
    return NamedPerson(row.node, row.name, *kinds, row.gender, birth, titled, published)


def _seat(
    position: Position,
    published: date | None,
    setting: Setting,
    locality: Callable[[str, str], str | None],
) -> Seat | None:
    """Return the seat of a position; None where its body is unknown."""
    if not position.organization or position.inheritance == VPO.unresolved:
        return None
    day = position.observed or published
    fresh = day is not None and published is not None and abs(day - published) <= _FRESH
    anchor, level = setting.where(position.organization)
    inside = anchor is not None and level in _LOCAL
    return Seat(
        position.organization,
        position.post,
        anchor,
        locality(position.organization, anchor or "") if inside else None,
        position.role,
        local(setting.reference.one(position.role, VPO.roleKind)),
        day,
        fresh and position.status in _SURE and position.inheritance not in _UNSURE,
        fresh and position.status == VPO.former,
        fresh and position.status == VPO.elect,
    )


def _locality(reference: Reference) -> Callable[[str, str], str | None]:
    """Return what reads the district or commune off the name of a body: `van-quan` of a committee there.

    Such units have no node of their own; the name of a body ends in theirs and in that of the province.
    """
    kinds = (thing for thing in reference.having(VPO.level) if "/unit-type/" in thing)
    words = {slug(reference.label(thing, "vi") or "") for thing in kinds}
    heads = {word.partition("-")[0] for word in words}  # "thi-uy", "quan-doan"
    unit = re.compile(
        rf"(?:^|-)(?:{'|'.join(sorted(words))}|(?:{'|'.join(sorted(heads))})-(?:uy|doan))-(?=.)"
    )

    def read(organization: str, anchor: str) -> str | None:
        stem = local(organization).removesuffix("-2025")
        inner = stem.removesuffix(local(anchor)).rstrip("-")
        if inner == stem:
            return None
        found = list(unit.finditer(f"{inner}-"))
        return inner[found[-1].end() :] or None if found else None

    return read
