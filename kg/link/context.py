"""Which province is meant: the era of a name, and the province that stands elsewhere when a phrase leaves it out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from kg.extract.bodies import find_bodies
from kg.extract.places import find_local_places, find_provinces
from kg.extract.reading import Reading
from kg.extract.spans import Body, Place
from kg.model import Article
from kg.ontology import Lexicon, Term
from kg.vocab import VPO

_YEAR = re.compile(r"(?<!\d)(20[0-3]\d)(?![\d-])")
_AT = re.compile(r"(?:tại|ở|tỉnh|thành phố|tp\.?) (?:tỉnh |thành phố |tp\.? ?)?$")
_MERGER = date(2025, 7, 1)
_LIST = 3  # three provinces in a row are a list: none of them is the place the sentence speaks of


@dataclass(frozen=True, slots=True)
class Found:
    """A province that was taken from the context, and where from (a state of the ontology)."""

    unit: str
    how: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Context:
    """The provinces of one article by place, the day it speaks of, and the home province of its outlet."""

    reading: Reading
    day: date | None
    places: tuple[Place, ...]
    anchors: tuple[Place, ...]
    locals: tuple[Place, ...]
    centrals: tuple[Body, ...]
    home: str | None

    def unit(self, place: Place, day: date | None = None) -> str | None:
        """Return the unit that bears the name of `place` on `day` (default: the day of the article)."""
        return unit_on(self.reading.lexicon, place.units, day or self.day)

    def province_at(self, offset: int, fits: Callable[[str], bool] = bool) -> Found:
        """Return the province that a phrase at `offset` leaves out, one whose unit `fits`.

        The last one before it in the sentence, else in the paragraph; else the one the article opens with;
        else that of the outlet.
        """
        sentence = self.reading.sentence_at(offset)
        anchors = [place for place in self.anchors if fits(self.unit(place) or "")]
        before = [place for place in anchors if sentence.start <= place.start < offset]
        if before:
            return self._found(before[-1], VPO.sameSentence)
        paragraph = self.reading.article.text.rfind("\n", 0, offset) + 1
        near = [place for place in anchors if paragraph <= place.start < offset]
        if near or anchors:
            return self._found(near[-1] if near else anchors[0], VPO.articleContext)
        if len({place.vi for place in self.places}) == 1 and fits(self.unit(self.places[0]) or ""):
            return self._found(self.places[0], VPO.articleContext)
        lexicon = self.reading.lexicon
        home = lexicon.get(self.home)
        units = tuple(term.name for term in lexicon.of(VPO.AdministrativeUnit) if home and term.vi == home.vi)
        unit = unit_on(lexicon, units, self.day)
        return Found(unit, VPO.outlet) if unit and fits(unit) else Found("", VPO.unresolved)

    def province_of(self, local: Place) -> Place | None:
        """Return the province that the article prints with a district or commune anywhere: `xã Thạnh Đức (tỉnh Tây Ninh)`."""
        return next((place.within for place in self.locals if place.vi == local.vi and place.within), None)

    def body_before(self, offset: int) -> Body | None:
        """Return the central body named last before `offset` in its paragraph."""
        paragraph = self.reading.article.text.rfind("\n", 0, offset) + 1
        near = [body for body in self.centrals if paragraph <= body.start < offset]
        return near[-1] if near else None

    def local_at(self, offset: int, level: str, word: str | None) -> Place | None:
        """Return the district or commune that a bare `Huyện ủy` or `UBND xã` at `offset` leaves out: the last one named, else the first."""
        fits = [
            place
            for place in self.locals
            if place.level == level and (word is None or place.unit_word in (None, word))
        ]
        before = [place for place in fits if place.start < offset]
        return before[-1] if before else next(iter(fits), None)

    def _found(self, place: Place, how: str) -> Found:
        return Found(self.unit(place) or "", how, place.start, place.end)


def context(reading: Reading, listed: frozenset[int] = frozenset()) -> Context:
    """Return the context of an article. `listed` are offsets of provinces that only stand in a list of members."""
    places = tuple(find_provinces(reading))
    runs = _runs(reading, places) | listed
    anchors = tuple(place for place in places if place.start not in runs and _is_content(reading, place))
    bodies = tuple(find_bodies(reading))
    locals_ = sorted((*find_local_places(reading), *_in_committees(bodies)), key=lambda place: place.start)
    centrals = tuple(body for body in bodies if body.form == "known")
    day = reading.day or _latest_year(reading)
    return Context(reading, day, places, anchors, tuple(locals_), centrals, home_of(reading.article, reading.lexicon))


def _in_committees(bodies: tuple[Body, ...]) -> Iterator[Place]:
    """Yield the districts that stand after the name of a committee: `Huyện ủy Lâm Bình`."""
    for body in bodies:
        if body.form == "committee" and body.place and body.place.level == "district":
            yield body.place


def unit_on(lexicon: Lexicon, units: tuple[str, ...], day: date | None) -> str | None:
    """Return the one of `units` that is valid on `day`; else the one that ended last; None without units.

    Before and after 2025-07-01 one name may be borne by two units.
    """
    terms = [term for term in map(lexicon.get, units) if term]
    valid = [term for term in terms if day is None or _holds(term, day)]
    chosen = valid or sorted(terms, key=lambda term: term.one("validTo") or "9")
    if day is None and len(valid) > 1:
        chosen = sorted(valid, key=lambda term: term.one("validFrom") or "")
    return chosen[-1 if not valid else 0].name if chosen else None


def _holds(term: Term, day: date) -> bool:
    since, until = term.one("validFrom"), term.one("validTo")
    return (since is None or since[:10] <= day.isoformat()) and (
        until is None or day.isoformat() <= until[:10]
    )


def _latest_year(reading: Reading) -> date | None:
    years = [int(year) for year in _YEAR.findall(reading.shadow)]
    return date(max(years), 6, 30) if years else None


def _runs(reading: Reading, places: tuple[Place, ...]) -> frozenset[int]:
    """Return the offsets of provinces that stand in a list of three or more."""
    found: set[int] = set()
    run: list[Place] = []
    for place in places:
        near = run and re.fullmatch(
            r"[ ]*[,;và-]+[ ]*(?:tỉnh |thành phố |và )?",
            reading.low[run[-1].end : place.start].rstrip("t").rstrip(),
        )
        if not (run and (near or place.start - run[-1].end <= 2)):
            found |= {item.start for item in run} if len(run) >= _LIST else set()
            run = []
        run.append(place)
    found |= {item.start for item in run} if len(run) >= _LIST else set()
    return frozenset(found)


def _is_content(reading: Reading, place: Place) -> bool:
    return any(
        sentence.start <= place.start < sentence.end and sentence.zone not in ("byline", "dateline")
        for sentence in reading.sentences
    )


def outlet_of(article: Article, lexicon: Lexicon) -> Term | None:
    """Return the outlet that published the article, by the host of its address; None where that is not known."""
    host = (urlsplit(article.url).hostname or "").removeprefix("www.") if article.url else ""
    by_host = {name: term for term in lexicon.of(VPO.Outlet) for name in term.all("hostName")}
    while host and host not in by_host:
        host = host.partition(".")[2]
    return by_host.get(host)


def home_of(article: Article, lexicon: Lexicon) -> str | None:
    """Return the province that an outlet serves: by the table, else by a province's name inside the host's."""
    outlet = outlet_of(article, lexicon)
    if outlet and outlet.one("publishedIn"):
        return outlet.one("publishedIn")
    host = (urlsplit(article.url).hostname or "") if article.url else ""
    compact = re.sub(r"[^a-z]", "", host.rpartition(".")[0])
    fits = [unit for unit in lexicon.of(VPO.AdministrativeUnit) if unit.local.replace("-", "") in compact]
    best = max(fits, key=lambda unit: len(unit.local), default=None)
    return best.name if best else None


def bodies_place(body: Body | None) -> Place | None:
    """Return the province printed with a body or with the place inside it, None without one."""
    place = body.place if body else None
    while place and place.level != "province":
        place = place.within
    return place
