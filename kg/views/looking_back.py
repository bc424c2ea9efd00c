"""A tenure as articles had told of it by a day: what they told later is not known yet."""

from __future__ import annotations

from itertools import islice

from rdflib import URIRef

from kg.store import Term
from kg.views.reading import Reading
from kg.vocab import VPO

_BEGUN = {VPO.known, VPO.before}
_READ = 200  # sightings of one tenure that are looked at
_DATES = {"start": VPO.startKnownSince, "end": VPO.endKnownSince}
_SEEN = ("firstObserved", "firstObservedPrecision", "lastObserved", "lastObservedPrecision")


def as_known(reading: Reading, row: dict[str, Term]) -> dict[str, Term]:
    """Return the row of a tenure with the ends and sightings told by the day looked back to."""
    if not reading.lens.known:
        return row
    found = {name: value for name, value in row.items() if name not in _SEEN}
    told = {side: _told(reading, row["item"], term) for side, term in _DATES.items()}
    for side in (side for side, known in told.items() if not known):
        begun = side == "end" and told["start"] and str(row["startState"]) in _BEGUN
        found[f"{side}State"] = URIRef(VPO.ongoingAtLastSight if begun else VPO.unknown)
        found.pop(f"{side}Date", None)
    seen = sorted(_sightings(reading, row["item"]), key=str)
    if seen:
        found.update(firstObserved=seen[0], lastObserved=seen[-1])
    return found


def _told(reading: Reading, tenure: Term, term: str) -> bool:
    since = reading.knowledge.value(tenure, term)
    return since is not None and str(since)[:10] <= reading.lens.known


def _sightings(reading: Reading, tenure: Term) -> list[Term]:
    """The days on which articles of the time saw the holder in the post."""
    knowledge = reading.knowledge
    facts = islice(reading.notes.facts(tenure), _READ)
    held = (fact for fact in facts if str(knowledge.value(fact, VPO.assertedStatus)) != VPO.former)
    days = (knowledge.value(fact, VPO.observedOn) for fact in held)
    return [day for day in days if day is not None]
