"""Names in a query that nothing bears: the engine would answer with nothing and nobody see the slip."""

from __future__ import annotations

from collections.abc import Callable, Collection
from difflib import SequenceMatcher

from kg.errors import QueryError
from kg.syntax.tokens import iris, place, tokens_of
from kg.vocab import NS

_PARTS = ("id/", "scheme/", "graph/")  # what stands under the base beside the ontology
_MOST, _UNLIKE = 3, 0.4
_LONGEST = 100  # characters of a name that are compared; no term has more


def check_names(query: str, base: str, terms: Collection[str], check_thing: Callable[[str], object]) -> None:
    """Raise `QueryError` for a term under `vpo:` that is none of `terms`, with those that come close.

    `check_thing` gets every other IRI under `base` that names a thing, each once.
    """
    tokens = list(tokens_of(query))
    things: dict[str, None] = {}
    for at, iri in iris(tokens, base):
        if iri.startswith(NS) and iri != NS and iri not in terms:
            line, column = place(query, tokens[at].at)
            raise QueryError(no_term(iri.removeprefix(NS), terms), line=line, column=column)
        if iri.startswith(tuple(f"{base}{part}" for part in _PARTS)):
            things[iri] = None
    for iri in things:
        check_thing(iri)


def _near(name: str, terms: Collection[str]) -> list[str]:
    """The local names of the terms that come closest to `name`."""
    ranked = sorted((*_likeness(name[:_LONGEST], term.removeprefix(NS)), term) for term in terms)
    return [term.removeprefix(NS) for unlike, _, term in ranked[:_MOST] if unlike <= _UNLIKE]


def _likeness(name: str, term: str) -> tuple[float, float]:
    """How unlike two names are, 0 to 1, without and with regard to capitals."""
    pairs = ((name.lower(), term.lower()), (name, term))
    without, with_capitals = (1 - SequenceMatcher(None, *pair).ratio() for pair in pairs)
    return without, with_capitals


def no_term(name: str, terms: Collection[str]) -> str:
    """Return the words that say so, with the terms that come close."""
    near = ", ".join(f"vpo:{found}" for found in _near(name, terms))
    return f"the ontology has no term vpo:{name}" + (f"; did you mean {near}?" if near else "")
