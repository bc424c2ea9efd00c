"""Which province is meant: the era of a name, and the province that a phrase leaves out."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass
from datetime import date
from typing import cast

from kg.extract.bodies import find_bodies
from kg.extract.reading import Reading
from kg.extract.spans import Body, Place
from kg.link.anchors import Anchored, is_anchor, our_provinces, runs_of
from kg.link.eras import (
    exists_on,
    former_provinces_of,
    heir_on,
    provinces_of,
    risen_provinces_of,
    successor_on,
    unit_on,
)
from kg.link.locals import is_of_kind, local_places
from kg.link.outlets import home_of, province_in_path
from kg.link.told_day import told_day
from kg.quick import quick
from kg.vocab import VPO

# Central bodies that have departments, by the first word of their names.
_HAS_DEPARTMENTS = ("Ban ", "Bộ ", "Văn phòng ", "Ủy ban ", "Tổng cục ", "Thanh tra ", "Kiểm toán ")
_NO_PARENT = (
    "id/org/ban-bi-thu", "id/org/bo-chinh-tri", "id/org/ban-chap-hanh-trung-uong",
    "id/org/uy-ban-thuong-vu-quoc-hoi",
)  # fmt: skip
_NEW_POST = re.compile(r"(?<!\w)(?:giữ|làm|nay|hiện|bầu|bổ nhiệm|chỉ định|phân công)(?!\w)")
_LOCAL_MEMO = ("local provinces", 0)
_LOCALS = "locals of a kind"
_DISTRICTS = ("provinces of districts", 0)
_ANCHORED = ("anchored", 0)
_NEAR = 2  # sentences before, in which a province named last is still spoken of


@quick
@dataclass(frozen=True, slots=True)
class Found:
    """A province that was taken from the context, and where from (a state of the ontology).

    `candidates` are those among which the article does not decide.
    """

    unit: str
    how: str
    start: int | None = None
    end: int | None = None
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Context:
    """What the phrases of one article may leave out: its places, its day, the home province of its outlet.

    `anchors` are the provinces that a phrase may inherit, `locals` the districts and communes, `centrals` the
    central bodies; `bodies` all bodies, also those inside titles. `home` is the province of the outlet,
    `address` the one that the address of the article names.
    """

    reading: Reading
    day: date | None
    places: tuple[Place, ...]
    anchors: tuple[Place, ...]
    locals: tuple[Place, ...]
    centrals: tuple[Body, ...]
    bodies: tuple[Body, ...]
    home: str | None
    address: str | None

    def unit(self, place: Place, day: date | None = None) -> str | None:
        """Return the unit that bears the name of `place` on `day` (default: the day of the article)."""
        return unit_on(self.reading.lexicon, place.units, day or self.day)

    def province_at(self, offset: int, fits: Callable[[str], bool] = bool) -> Found:
        """Return the province that a phrase at `offset` leaves out, one whose unit `fits`.

        The last one before it in the sentence, in the paragraph or in the two sentences before; else the one
        the article is about; else that of the outlet.
        """
        table = self._anchored()
        fitting = {unit for unit in table.gone if fits(unit)}
        for place, unit in table.before(offset, self.reading.sentence_at(offset).start):
            if unit in fitting and not self._is_left(place, offset):
                return self._found(place, VPO.sameSentence)
        lasting = {unit for unit in fitting if not table.gone[unit]}
        if fitting and not lasting:
            return self._from_gone(table.of(fitting), fits)
        since = min(self.reading.paragraph_start(offset), self.sentence_before(offset, _NEAR))
        near = (place for place, unit in table.before(offset, since) if unit in lasting)
        if lasting:
            place = next(near, None) or self._topic_of(table, frozenset(lasting))
            return self._found(place, VPO.articleContext)
        if len({place.vi for place in self.places}) == 1 and fits(self.unit(self.places[0]) or ""):
            return self._found(self.places[0], VPO.articleContext)
        return self._from_locals(fits) or self._from_outlet(fits)

    def _anchored(self) -> Anchored:
        """Return the anchors with their units, looked up once."""
        held = self.reading.memo.get(_ANCHORED)
        if not isinstance(held, Anchored) or held.anchors is not self.anchors:
            units = tuple(self.unit(place) or "" for place in self.anchors)
            gone = {unit: self.is_gone(place) for place, unit in zip(self.anchors, units, strict=True)}
            held = Anchored(self.anchors, units, tuple(place.start for place in self.anchors), gone)
            self.reading.memo[_ANCHORED] = held
        return held

    def _from_locals(self, fits: Callable[[str], bool]) -> Found | None:
        """Return the province that the districts and communes are of by the gazetteer.

        Where the outlet's own province has some of them too, it is no ground.
        """
        home = heir_on(self.reading.lexicon, self.home, self.day)
        lexicon = self.reading.lexicon
        if home and any(home in provinces_of(lexicon, local, self.day) for local in self.locals):
            return None
        by_locals = [unit for unit in self.local_provinces if fits(unit)]
        return Found(by_locals[0], VPO.gazetteer) if len(by_locals) == 1 else None

    def _from_outlet(self, fits: Callable[[str], bool]) -> Found:
        """Return the province that the address names, or that of the outlet."""
        units = (
            heir_on(self.reading.lexicon, self.address, self.day),
            heir_on(self.reading.lexicon, self.home, self.day),
        )
        unit = next((unit for unit in units if unit and fits(unit)), None)
        return Found(unit, VPO.outlet) if unit else Found("", VPO.unresolved)

    @property
    def local_provinces(self) -> tuple[str, ...]:
        """The provinces of the districts and communes whose name only one province has, sorted."""
        lexicon, memo = self.reading.lexicon, self.reading.memo
        found = memo.get(_LOCAL_MEMO)
        if not isinstance(found, tuple):
            units = (provinces_of(lexicon, local, self.day) for local in self.locals)
            found = memo[_LOCAL_MEMO] = tuple(sorted({unit[0] for unit in units if len(unit) == 1}))
        return found

    def is_gone(self, place: Place) -> bool:
        """Say whether no province of this name is left on the day of the article."""
        unit = self.unit(place)
        return unit is not None and not exists_on(self.reading.lexicon, unit, self.day)

    def _is_left(self, place: Place, offset: int) -> bool:
        """Say whether a former province is named of a former post, the phrase at `offset` of a new one."""
        return self.is_gone(place) and _NEW_POST.search(self.reading.low, place.end, offset) is not None

    def _from_gone(self, anchors: list[Place], fits: Callable[[str], bool]) -> Found:
        """Return the province where only former ones are named: the outlet's, else what that one became."""
        found = self._from_outlet(fits)
        if found.unit:
            return found
        place = self._topic(anchors)
        unit = successor_on(self.reading.lexicon, self.unit(place) or "", self.day)
        return Found(unit, VPO.articleContext, place.start, place.end)

    def sentence_before(self, offset: int, count: int) -> int:
        """Return where the sentence begins that stands `count` sentences before the one of `offset`."""
        starts = self.reading.starts
        return starts[max(bisect_right(starts, offset) - 1 - count, 0)]

    def _topic(self, anchors: list[Place]) -> Place:
        """Return the province the article is about: the one named most often, of several the first."""
        counts = Counter(place.vi for place in anchors)
        return max(anchors, key=lambda place: (counts[place.vi], -place.start))

    def _topic_of(self, table: Anchored, units: frozenset[str]) -> Place:
        """Return the province the article is about among some units, found once."""
        if units not in table.topics:
            table.topics[units] = self._topic(table.of(units))
        return table.topics[units]

    def province_by_name(self, local: Place) -> Found | None:
        """Return the province that a district or commune is of, by the gazetteer; None for an unknown name.

        Of several provinces with such a unit it is the one that the article names, else the one of its other
        districts; else it stays open, with the candidates. A former province is meant where it is named.
        """
        lexicon = self.reading.lexicon
        district = self.district_of(local) if local.level == "commune" else None
        if district:
            return self.province_by_name(district)
        units = provinces_of(lexicon, local, self.day)
        gone = former_provinces_of(lexicon, local, self.day)
        former = [unit for unit in gone if any(unit in place.units for place in self.anchors)]
        if former:
            wanted = {*former, *units} if len(units) > 1 else set(former)
            return self.province_at(local.start, lambda unit: unit in wanted)
        if not units:
            return None
        if len(units) == 1:
            return Found(self._risen(local, units[0]) or units[0], VPO.gazetteer)
        found = self.province_at(local.start, lambda unit: unit in units)
        return found if found.unit else Found("", VPO.unresolved, candidates=units)

    def _risen(self, local: Place, unit: str) -> str | None:
        """Return the one province that the article tells of and that `unit` is not, where it may be meant."""
        may_be = risen_provinces_of(self.reading.lexicon, local, self.day)
        if not may_be:
            return None
        told = {province for vi, province in self._of_districts() if vi != local.vi}
        told.update(self._anchored().gone)
        risen = told.intersection(may_be)
        return next(iter(risen)) if unit not in told and len(risen) == 1 else None

    def _of_districts(self) -> Set[tuple[str, str]]:
        """Return the districts whose name only one province has, each with it, looked up once."""
        held = self.reading.memo.get(_DISTRICTS)
        if held is None:
            districts = (place for place in self.locals if place.level == "district")
            told = ((place.vi, provinces_of(self.reading.lexicon, place, self.day)) for place in districts)
            held = frozenset((vi, units[0]) for vi, units in told if len(units) == 1)
            self.reading.memo[_DISTRICTS] = held
        return cast("Set[tuple[str, str]]", held)

    def province_of(self, local: Place) -> Place | None:
        """Return the province that the article prints with this district or commune anywhere."""
        same = (place.within for place in self.locals if place.vi == local.vi)
        return next((within for within in same if within and within.level == "province"), None)

    def district_of(self, local: Place) -> Place | None:
        """Return the district that the article prints with this commune anywhere."""
        same = (place.within for place in self.locals if place.vi == local.vi)
        return next((within for within in same if within and within.level == "district"), None)

    def body_before(self, offset: int) -> Body | None:
        """Return the commission or ministry named last before `offset` in its paragraph, or the only one."""
        paragraph = self.reading.paragraph_start(offset)
        fits = [
            body
            for body in self.centrals
            if body.vi.startswith(_HAS_DEPARTMENTS) and body.entity not in _NO_PARENT
        ]
        near = [body for body in fits if paragraph <= body.start < offset]
        if near:
            return near[-1]
        return fits[0] if len({body.entity for body in fits}) == 1 else None

    def local_at(self, offset: int, level: str, word: str | None) -> Place | None:
        """Return the district or commune that a bare `Huyện ủy` at `offset` leaves out: the last one named.

        Where none is named before it, the first one.
        """
        fits = self._locals_of(level, word)
        before = [place for place in fits if place.start < offset]
        if len({place.vi for place in fits}) > 1:
            since = min(self.reading.paragraph_start(offset), self.sentence_before(offset, _NEAR))
            before = [place for place in before if since <= place.start] or before
        return before[-1] if before else next(iter(fits), None)

    def _locals_of(self, level: str, word: str | None) -> Sequence[Place]:
        """Return the districts or communes that `word` may mean, looked up once: a long text asks often."""
        held = self.reading.memo.get((_LOCALS, (level, word)))
        if held is None:
            held = [place for place in self.locals if place.level == level and is_of_kind(place, word)]
            self.reading.memo[_LOCALS, (level, word)] = held
        return cast("Sequence[Place]", held)

    def _found(self, place: Place, how: str) -> Found:
        return Found(self.unit(place) or "", how, place.start, place.end)


def context(reading: Reading) -> Context:
    """Return the context of an article."""
    day = reading.day or told_day(reading)
    bodies = tuple(find_bodies(reading))
    locals_ = local_places(reading, bodies)
    places = tuple(our_provinces(reading, day, locals_))
    runs = runs_of(reading, places)
    anchors = tuple(place for place in places if place.start not in runs and is_anchor(reading, place))
    named = (one for body in bodies for one in (body, body.parent) if one)
    centrals = tuple(sorted((one for one in named if one.form == "known"), key=lambda body: body.start))
    home = home_of(reading.article, reading.lexicon)
    address = province_in_path(reading.article.url, reading.lexicon)
    return Context(reading, day, places, anchors, locals_, centrals, bodies, home, address)


def bodies_place(body: Body | None) -> Place | None:
    """Return the province printed with a body or with the place inside it, None without one."""
    place = body.place if body else None
    while place and place.level != "province":
        place = place.within
    return place
