"""Functions that SPARQL can call: whether a post was held on a day, and whether that was known by a day.

`vpo:heldOn(?tenure, ?time)` is "yes", "possible" or "no"; `vpo:knownOn(?tenure, ?time)` is true or false. A
time is a day, a month or a year (`xsd:date`, `xsd:dateTime`, `xsd:gYearMonth`, `xsd:gYear`, or text in these
forms). Both read properties of the tenure in the whole data set, which plain filters can use as well. Only
the standard library: a worker must start fast.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from kg.vocab import VPO

Lookup = Callable[[str], str | None]
"""Gives the value of a property of the tenure asked about, None without one."""

_TIME = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T.*)?)?)?(?:Z|[+-]\d{2}:\d{2})?")
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


FUNCTIONS: Mapping[str, tuple[Callable[[Lookup, str], str | None], str]] = {
    VPO.heldOn: (held_on, f"{_XSD}string"),
    VPO.knownOn: (known_on, f"{_XSD}boolean"),
}
"""Each function by its name, with the datatype of its answers."""


def bind_functions(engine: Any, store: Any) -> dict[Any, Callable[..., Any]]:
    """Return the functions over `store` as the module `engine` wants them for a query."""

    def bound(ask: Callable[[Lookup, str], str | None], datatype: str) -> Callable[..., Any]:
        def call(*terms: Any) -> Any:
            if len(terms) != 2 or not isinstance(terms[0], engine.NamedNode):
                return None
            answer = ask(lambda name: _value(engine, store, terms[0], name), getattr(terms[1], "value", ""))
            return None if answer is None else engine.Literal(answer, datatype=engine.NamedNode(datatype))

        return call

    return {engine.NamedNode(name): bound(*function) for name, function in FUNCTIONS.items()}


def _value(engine: Any, store: Any, node: Any, name: str) -> str | None:
    for quad in store.quads_for_pattern(node, engine.NamedNode(name), None):
        return str(quad.object.value)
    return None
