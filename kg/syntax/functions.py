"""Functions that SPARQL can call: about time, about Vietnamese text, and about units that are no more.

What each means stands in the ontology (`vpo:QueryFunction`). A time is a day, a month or a year (`xsd:date`,
`xsd:dateTime`, `xsd:gYearMonth`, `xsd:gYear`, or text in these forms). Properties are read in the whole data
set, and plain patterns can use them as well. Only the standard library: a worker must start fast.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from kg.text import collate, fold
from kg.vocab import VPO

Lookup = Callable[[str], str | None]
"""Gives the value of a property of the tenure asked about, None without one."""
Values = Callable[[str, str], list[str]]
"""Gives the values of a property of a node."""

_TIME = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T.*)?)?)?(?:Z|[+-]\d{2}:\d{2})?")
_KINDS = (VPO.level, VPO.unitType, VPO.organizationType)
_AHEAD = (VPO.successor, VPO.succeededBy, VPO.jurisdiction)
_XSD = "http://www.w3.org/2001/XMLSchema#"
Days = tuple[str, str]


def held_on(tenure: Lookup, time: str) -> str | None:
    """Return whether the post was held at a time: in a month or a year on some day of it.

    None, an error in SPARQL, for what is no tenure or no time.
    """
    asked = _days(time)
    if asked is None:
        return None
    sure = tenure(VPO.surelyFrom), tenure(VPO.surelyUntil)
    if sure[0] and sure[1] and sure[0] <= asked[1] and asked[0] <= sure[1]:
        return "yes"
    since, until = tenure(VPO.possiblyFrom), tenure(VPO.possiblyUntil)
    if not any((*sure, since, until)) and not _is_tenure(tenure):
        return None
    apart = (since is not None and asked[1] < since) or (until is not None and until < asked[0])
    return "no" if apart else "possible"


def known_on(tenure: Lookup, time: str) -> str | None:
    """Return "true" where an article published by the end of a time tells of the tenure, else "false".

    None, an error in SPARQL, for what is no tenure or no time.
    """
    asked = _days(time)
    if asked is None:
        return None
    since = tenure(VPO.knownSince)
    if since is None and not _is_tenure(tenure):
        return None
    return "true" if since is not None and since <= asked[1] else "false"


def _is_tenure(node: Lookup) -> bool:
    return node(VPO.holder) is not None and node(VPO.startState) is not None


def _days(time: str) -> Days | None:
    """Return the first and the last day of a time as ISO dates."""
    match = _TIME.fullmatch(time.strip())
    if match is None:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    try:
        first = date(year or 0, month or 1, day or 1)
    except ValueError:
        return None
    if day:
        return first.isoformat(), first.isoformat()
    end = month or 12
    return first.isoformat(), date(first.year, end, calendar.monthrange(first.year, end)[1]).isoformat()


def todays_unit(values: Values, thing: str) -> str | None:
    """Return the unit of today of a former unit or of a body, or what took the place of a body.

    That is: what succeeded it last; for a body of a unit and for a unit that ended without a successor, the
    same of its unit or of the unit above. None where there are several, or none is known.
    """
    found = _todays(values, thing, frozenset())
    return next(iter(found)) if len(found) == 1 else None


def _todays(values: Values, thing: str, behind: frozenset[str]) -> set[str]:
    if thing in behind:  # a circle in the data leads nowhere
        return set()
    kinds = [kind for name in _KINDS for kind in values(thing, name)]
    ahead = next(filter(None, (values(thing, name) for name in _AHEAD)), [])
    if not ahead and any(values(one, VPO.validTo) for one in (thing, *kinds)):
        ahead = values(thing, VPO.partOf)
    elif not ahead:
        return {thing} if kinds else set()
    return set().union(*(_todays(values, one, behind | {thing}) for one in ahead))


def _of_tenure(ask: Callable[[Lookup, str], str | None]) -> Callable[[Values, str, str], str | None]:
    return lambda values, tenure, time: ask(lambda name: next(iter(values(tenure, name)), None), time)


@dataclass(frozen=True, slots=True)
class Function:
    """How to call a function; it `takes` IRIs and literals and `gives` a datatype, or an IRI ("")."""

    call: Callable[..., str | None]
    takes: tuple[str, ...]
    gives: str


_NODE, _TEXT = "IRI", "literal"
FUNCTIONS: Mapping[str, Function] = {
    VPO.heldOn: Function(_of_tenure(held_on), (_NODE, _TEXT), f"{_XSD}string"),
    VPO.knownOn: Function(_of_tenure(known_on), (_NODE, _TEXT), f"{_XSD}boolean"),
    # Without their caches, which texts of strangers would fill.
    VPO.fold: Function(lambda _, text: fold.__wrapped__(text), (_TEXT,), f"{_XSD}string"),
    VPO.collate: Function(lambda _, text: collate.__wrapped__(text), (_TEXT,), f"{_XSD}string"),
    VPO.todaysUnit: Function(todays_unit, (_NODE,), ""),
}
"""Each function by its name."""


def bind_functions(engine: Any, store: Any) -> dict[Any, Callable[..., Any]]:
    """Return the functions over `store` as the module `engine` wants them for a query."""
    kinds = {_NODE: engine.NamedNode, _TEXT: engine.Literal}

    def values(node: str, name: str) -> list[str]:
        try:
            subject = engine.NamedNode(node)
        except ValueError:  # a literal, where data of others has one
            return []
        found = store.quads_for_pattern(subject, engine.NamedNode(name), None)
        return [str(quad.object.value) for quad in found]

    def bound(function: Function) -> Callable[..., Any]:
        fitting = [kinds[kind] for kind in function.takes]
        datatype = engine.NamedNode(function.gives) if function.gives else None

        def call(*terms: Any) -> Any:
            """The answer as a term; None, an error in SPARQL, for arguments that do not fit."""
            if len(terms) != len(fitting) or not all(map(isinstance, terms, fitting)):
                return None
            answer = function.call(values, *(term.value for term in terms))
            if answer is None:
                return None
            return engine.Literal(answer, datatype=datatype) if datatype else engine.NamedNode(answer)

        return call

    return {engine.NamedNode(name): bound(function) for name, function in FUNCTIONS.items()}
