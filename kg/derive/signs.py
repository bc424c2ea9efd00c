"""From positions and personnel changes, as articles give them, to signs of a tenure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from kg.dates import PartialDate, Precision
from kg.derive.facts import Reference
from kg.derive.tenures import Sign
from kg.vocab import VPO

_PRECISIONS: dict[str | None, Precision] = {VPO.month: "month", VPO.year: "year"}


@dataclass(frozen=True, slots=True)
class Holding:
    """A position as one article gives it.

    `precision` is that of `observed`; `started` and `ended` are the ends of the period that the article
    states.
    """

    node: str
    holder: str
    role: str | None = None
    organization: str | None = None
    post: str | None = None
    observed: date | None = None
    precision: str | None = None
    started: date | None = None
    started_precision: str | None = None
    ended: date | None = None
    ended_precision: str | None = None
    status: str | None = None
    nominal: bool | None = None
    inheritance: str | None = None
    term: str | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """A personnel change as one article reports it: the positions it opens and closes, and its days.

    `precision` is that of the day of effect, without one of the decision.
    """

    node: str
    opens: str | None = None
    closes: str | None = None
    decision: date | None = None
    ceremony: date | None = None
    effect: date | None = None
    precision: str | None = None


def signs_of(
    holding: Holding,
    opened: Iterable[Change] = (),
    closed: Iterable[Change] = (),
    term_ended: date | None = None,
) -> Iterator[Sign]:
    """Yield the signs that one position gives: by the changes it stands in or the period stated with it,
    else by its status.

    A change whose day is told outweighs the period; one without a day only lies in it (`tiếp tục giữ chức`).
    `term_ended` is when the term that is named with it was over: who is called a member of a past term is so
    no more.
    """
    began = [sign for change in opened if (sign := _sign(holding, change, opens=True))]
    ended = [sign for change in closed if (sign := _sign(holding, change, opens=False))]
    mark = _mark(holding, partial(holding.observed, holding.precision)) if holding.observed else None
    former = holding.status == VPO.former or (
        mark is not None and term_ended is not None and term_ended < mark.when.day
    )
    dated = any(sign.exact for sign in (*began, *ended))
    period = () if dated else tuple(_stated(holding, None if former else mark))
    yield from (*began, *ended, *period)
    if mark is None or ended or any(sign.kind != "open" for sign in period):
        return
    if former:
        yield replace(mark, kind="close")
    elif all(sign.when.day <= mark.when.last_day for sign in (*began, *period)):
        yield mark


def partial(day: date, precision: str | None) -> PartialDate:
    """Return a day with its precision, a term of the ontology; without one it is exact to the day."""
    return PartialDate(day, _PRECISIONS.get(precision, "day"))


def ends_of_terms(reference: Reference) -> dict[str, date]:
    """Return the last day of each term that the reference layer knows to end."""
    ends: dict[str, date] = {}
    for thing in reference.having(VPO.endDate):
        if thing.startswith("id/term/"):
            day = date.fromisoformat(str(reference.one(thing, VPO.endDate))[:10])
            ends[thing] = partial(day, reference.one(thing, VPO.endPrecision)).last_day
    return ends


def _stated(holding: Holding, mark: Sign | None) -> Iterator[Sign]:
    """Yield what the period says that the article states with the position; `mark` says that it goes on."""
    started = partial(holding.started, holding.started_precision) if holding.started else None
    ended = partial(holding.ended, holding.ended_precision) if holding.ended else None
    if started and ended and started.day <= ended.last_day:
        yield replace(_mark(holding, started), kind="stint", exact=True, until=ended)
    elif ended:
        yield replace(_mark(holding, ended), kind="close", exact=True)
    elif started and mark and started.day <= mark.when.last_day:
        yield replace(mark, kind="since", when=started, exact=True, until=mark.when)
    elif started:
        yield replace(_mark(holding, started), kind="open", exact=True)


def _mark(holding: Holding, when: PartialDate) -> Sign:
    nodes = frozenset({holding.node})
    return Sign(when, "sight", nodes=nodes, term=holding.term, nominal=holding.nominal is True)


def _sign(holding: Holding, change: Change, *, opens: bool) -> Sign | None:
    """Return the sign of a change: exact on the day of effect or decision, else a bound.

    None where no day is known.
    """
    exact = change.effect or change.decision
    if exact:
        when = partial(exact, change.precision)
    elif change.ceremony:
        when = PartialDate(change.ceremony)
    elif holding.observed:
        when = partial(holding.observed, holding.precision)
    else:
        return None
    mark = _mark(holding, when)
    return replace(mark, kind="open" if opens else "close", exact=exact is not None, change=change.node)
