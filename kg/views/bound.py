"""A saved query with its parameters written in, for whoever wants to go on from it in the editor."""

from __future__ import annotations

from itertools import dropwhile

from kg.queries import BoundQuery
from kg.store.written import written_in


def written_out(query: BoundQuery) -> str:
    """Return the text of a query that answers as `query` does, with each bound variable as its value.

    The header of a named query is left out.
    """
    text = written_in(query.text, {name: term.n3() for name, term in query.bindings.items()}) or query.text
    return "".join(dropwhile(lambda line: line.startswith("#"), text.splitlines(keepends=True)))
