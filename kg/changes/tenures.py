"""Appointments and ends: what became known of who held what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping

from kg.changes.facts import of_class
from kg.changes.model import Change
from kg.changes.persons import Pair, original
from kg.vocab import VPO

_KNOWN = frozenset({VPO.known, VPO.before})
_LENGTHS = {VPO.year: 4, VPO.month: 7}
_Said = Mapping[str, Collection[str]]
_Grounds = Mapping[tuple[str, str], list[_Said]]


def compare_tenures(pair: Pair) -> Iterator[Change]:
    """Yield the tenures that began, ended, were first seen, or have no ground any more.

    Two tenures are one when they are of one post and rest on one of the same facts, whatever their names.
    """
    old = [pair.before[node] for node in of_class(pair.before, VPO.Tenure)]
    new = [pair.after[node] for node in of_class(pair.after, VPO.Tenure)]
    before, after = _by_ground(old), _by_ground(new)
    for said in new:
        known = _same(said, before)
        began, ended = _began(said), _ended(said)
        if began and not any(map(_began, known)):
            yield _change(pair, "appointed", said, _day(said, VPO.startDate, VPO.startPrecision))
        elif not known and not ended:
            yield _change(pair, "seen", said, _one(said, VPO.lastObserved))
        if ended and not any(map(_ended, known)):
            yield _change(pair, "ended", said, _day(said, VPO.endDate, VPO.endPrecision))
    for said in old:
        if not _same(said, after):
            yield _change(pair, "tenureGone", said, "")


def _by_ground(tenures: Iterable[_Said]) -> _Grounds:
    found: dict[tuple[str, str], list[_Said]] = defaultdict(list)
    for said in tenures:
        for ground in _grounds(said):
            found[_one(said, VPO.post), ground].append(said)
    return found


def _same(said: _Said, others: _Grounds) -> list[_Said]:
    post = _one(said, VPO.post)
    return [other for ground in _grounds(said) for other in others.get((post, ground), ())]


def _grounds(said: _Said) -> set[str]:
    return {original(node) for node in said.get(VPO.derivedFrom, ()) if "#" in node}


def _began(said: _Said) -> bool:
    return _one(said, VPO.startState) in _KNOWN and VPO.openedBy in said


def _ended(said: _Said) -> bool:
    return _one(said, VPO.endState) in _KNOWN


def _change(pair: Pair, kind: str, said: _Said, day: str) -> Change:
    names = _one(said, VPO.holder), _one(said, VPO.post)
    return Change(kind, tuple(map(pair.thing, names)), pair.about(*names, _one(said, VPO.organization)), day)


def _day(said: _Said, path: str, precision: str) -> str:
    return _one(said, path)[: _LENGTHS.get(_one(said, precision), 10)]


def _one(said: _Said, path: str) -> str:
    return min(said.get(path, ()), default="")
