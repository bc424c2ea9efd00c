"""What follows from all holders of a post together: stage two.

Block key: the line of a post, which is the post itself or, where its body was merged, the post that it lives
on in (`kg.derive.mergers`). Read are the tenures of the posts of that line, as `kg.derive.careers` gives
them or as `read_tenures` reads them back, and the reference layer; no article. Concluded are

- the end of an acting tenure, by the next full holder of a post with one seat;
- for every tenure the days between which it can have lain (`possiblyFrom`, `possiblyUntil`): outside its
  own known ends nobody held it, nor before the body existed or after it was gone, nor, where there is one
  seat, while another surely sat in it;
- which posts a post goes on from (`formerPost`), and who followed whom (`kg.derive.successions`).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import islice

from kg.dates import PartialDate
from kg.derive.careers import Known, Tenure
from kg.derive.facts import Reference, Statement, grouped
from kg.derive.mergers import Heirs, post_in
from kg.derive.signs import partial
from kg.derive.successions import Merger, Succession, find_successions, state_succession
from kg.derive.tenure_facts import day, state_end
from kg.derive.tenures import Boundary
from kg.vocab import VPO

_DAY = timedelta(days=1)
_AFTER_ALL = "\uffff"  # sorts behind every name
Window = tuple[date | None, date | None]


@dataclass(frozen=True, slots=True)
class Seat:
    """A post as the reference layer knows it: whether one person holds it at a time, when its body existed.

    `heir` is the post that goes on after the merger of the body, None where it was not merged; `line` the one
    after all mergers, which names the block.
    """

    post: str
    single: bool = False
    since: date | None = None
    until: date | None = None
    heir: str | None = None
    line: str = ""


@dataclass(frozen=True, slots=True)
class History:
    """The tenures of a line of posts with what follows from all of them together.

    `left` are those whose end the first stage left to this one, `former` pairs of a post and one that it
    goes on from after a merger.
    """

    tenures: tuple[Tenure, ...]
    windows: Mapping[str, Window]
    successions: tuple[Succession, ...]
    left: frozenset[str] = frozenset()
    former: frozenset[tuple[str, str]] = frozenset()


def seat_of(post: str, tenure: Tenure, place: tuple[str | None, str | None], heirs: Heirs) -> Seat:
    """Return the post of a tenure; `place` is the unit that its body serves, and the level of the body."""
    reference, body, role = heirs.reference, tenure.organization, tenure.role
    unit, level = place
    heir = heirs.body(body, unit, level)
    return Seat(
        post,
        single=reference.one(role, VPO.singleSeat) == "true",
        since=_valid(reference, (body, unit), VPO.validFrom, VPO.validFromPrecision, last=False),
        until=_valid(reference, (body, unit), VPO.validTo, VPO.validToPrecision, last=True),
        heir=post_in(heir, role) if heir else None,
        line=post_in(heirs.last(body, unit, level), role) if heir else post,
    )


def _valid(
    reference: Reference, things: Iterable[str | None], term: str, precision: str, *, last: bool
) -> date | None:
    for thing in things:
        if thing and (value := reference.one(thing, term)):
            when = partial(date.fromisoformat(value[:10]), reference.one(thing, precision))
            return when.last_day if last else when.day
    return None


def conclude_posts(seats: Iterable[Seat], tenures: Iterable[Tenure]) -> History:
    """Return what follows from all tenures of the posts of one line. The order does not matter."""
    held: dict[str, list[Tenure]] = defaultdict(list)
    for tenure in sorted(tenures, key=lambda tenure: tenure.iri):
        held[tenure.post].append(tenure)
    left = frozenset(tenure.iri for here in held.values() for tenure in here if tenure.open_acting)
    known = sorted(seats, key=lambda seat: seat.post)
    ended = {seat.post: tuple(_end_acting(held[seat.post], seat)) for seat in known}
    windows = dict(window for seat in known for window in _windows(ended[seat.post], seat))
    single = frozenset(seat.post for seat in known if seat.single)
    every = tuple(tenure for seat in known for tenure in ended[seat.post])
    mergers = [
        Merger(seat.post, seat.heir, seat.until)
        for seat in known
        if seat.heir and held.get(seat.post) and held.get(seat.heir)
    ]
    former = frozenset((merger.heir, merger.post) for merger in mergers)
    return History(every, windows, tuple(find_successions(every, single, mergers)), left, former)


def state_history(history: History) -> frozenset[Statement]:
    """Return what is said of the tenures that the first stage left to this one, and the successions."""
    statements: set[Statement] = {(post, VPO.formerPost, former) for post, former in history.former}
    for tenure in history.tenures:
        statements.update(_state_window(tenure.iri, history.windows[tenure.iri]))
        if tenure.iri in history.left:
            statements.update(state_end(tenure.iri, tenure.span.end, tenure.known.end))
            statements.update((tenure.iri, VPO.derivedFrom, node) for node in tenure.span.end.nodes)
    for succession in history.successions:
        statements.update(state_succession(succession))
    return frozenset(statements)


def differing(before: History, after: History) -> tuple[frozenset[str], History]:
    """Return the things of which other is said after than before, and the part of `after` that says it."""
    old, new = _by_thing(before), _by_thing(after)
    names = frozenset(name for name in old.keys() | new.keys() if old.get(name) != new.get(name))
    part = replace(
        after,
        tenures=tuple(tenure for tenure in after.tenures if tenure.iri in names),
        successions=tuple(succession for succession in after.successions if succession.iri in names),
        former=frozenset(pair for pair in after.former if pair[0] in names),
    )
    return names, part


def _by_thing(history: History) -> dict[str, object]:
    """Return what decides what is said of each tenure, succession and post that goes on."""
    found: dict[str, object] = {succession.iri: succession for succession in history.successions}
    for tenure in history.tenures:
        end = (tenure.span.end, tenure.known.end) if tenure.iri in history.left else None
        found[tenure.iri] = history.windows[tenure.iri], end
    return found | grouped(sorted(history.former))


def _state_window(iri: str, window: Window) -> Iterator[Statement]:
    for term, value in zip((VPO.possiblyFrom, VPO.possiblyUntil), window, strict=True):
        if value is not None:
            yield iri, term, day(value)


def _end_acting(tenures: list[Tenure], seat: Seat) -> Iterator[Tenure]:
    """Yield the tenures, acting ones ended by the next full holder of a post that has one seat."""
    full = [tenure for tenure in tenures if not tenure.acting and _begun(tenure)]
    for tenure in tenures:
        last = tenure.sure[1] if tenure.sure else None
        if not (tenure.open_acting and seat.single and last):
            yield tenure
            continue
        later = [other for other in full if _first(other) >= last]
        yield _ended(tenure, min(later, key=lambda other: (_first(other), other.iri))) if later else tenure


def _begun(tenure: Tenure) -> PartialDate | None:
    """Return when a tenure had begun: its start, else when it was first seen."""
    start = tenure.span.start
    if start.when is not None and start.state in {VPO.known, VPO.before}:
        return start.when
    return tenure.span.seen[0] if tenure.span.seen else None


def _first(tenure: Tenure) -> date:
    begun = _begun(tenure)
    return begun.last_day if begun else date.max


def _ended(tenure: Tenure, other: Tenure) -> Tenure:
    """Return an acting tenure with its end: on the day on which the other began, else before it was seen."""
    start = other.span.start
    exact = start.state == VPO.known
    nodes = start.changes or other.span.nodes
    end = Boundary(VPO.known if exact else VPO.before, _begun(other), start.changes, nodes)
    known = Known(tenure.known.since, tenure.known.start, other.known.start or other.known.since)
    return replace(tenure, span=replace(tenure.span, end=end), known=known)


def _windows(tenures: Iterable[Tenure], seat: Seat) -> Iterator[tuple[str, Window]]:
    """Yield for each tenure the days between which it can have lain; None where nothing bounds it."""
    here = list(tenures)
    sat = _Sat.of(here) if seat.single else _Sat()
    for tenure in here:
        yield tenure.iri, _window(tenure, seat, sat)


@dataclass(frozen=True, slots=True)
class _Sat:
    """Who surely sat in the one seat of a post: when they were first there, and when last, each sorted."""

    first: tuple[tuple[date, str], ...] = ()
    last: tuple[tuple[date, str], ...] = ()

    @classmethod
    def of(cls, tenures: Iterable[Tenure]) -> _Sat:
        sure = [(tenure.sure, tenure.holder) for tenure in tenures if tenure.sure]
        firsts, lasts = (tuple(sorted((days[end], who) for days, who in sure)) for end in (0, 1))
        return cls(firsts, lasts)

    def free_from(self, day: date, holder: str) -> Iterator[date]:
        """Yield the day from which the seat was free of those who were last there by `day`."""
        count = bisect_right(self.last, (day, _AFTER_ALL))
        earlier = (self.last[at] for at in reversed(range(count)))
        yield from (min(last + _DAY, day) for last, _ in islice(_others(earlier, holder), 1))

    def free_until(self, day: date, holder: str) -> Iterator[date]:
        """Yield the day until which the seat was free of those who were first there from `day` on."""
        count = bisect_left(self.first, (day, ""))
        later = (self.first[at] for at in range(count, len(self.first)))
        yield from (max(first - _DAY, day) for first, _ in islice(_others(later, holder), 1))


def _others(row: Iterable[tuple[date, str]], holder: str) -> Iterator[tuple[date, str]]:
    return ((day, who) for day, who in row if who != holder)


def _window(tenure: Tenure, seat: Seat, sat: _Sat) -> Window:
    start, end, who = tenure.span.start, tenure.span.end, tenure.holder
    since = [start.when.day] if start.when and start.state in {VPO.known, VPO.after} else []
    until = [end.when.last_day] if end.when and end.state in {VPO.known, VPO.before} else []
    if tenure.sure:
        first, last = tenure.sure
        since += [day for day in (seat.since, *sat.free_from(first, who)) if day and day <= first]
        until += [day for day in (seat.until, *sat.free_until(last, who)) if day and day >= last]
    elif seat.since:
        since.append(seat.since)
    earliest, latest = max(since, default=None), min(until, default=None)
    return (None if earliest and latest and earliest > latest else earliest), latest
