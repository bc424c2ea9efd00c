"""What the handle asks: a data folder or a server. Both answer in the same words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import networkx as nx
import rdflib

from kg.client.answer import Answer, read_answer
from kg.client.search import Hits
from kg.queries import BoundQuery, NamedQuery, named
from kg.sparql.answers import Question
from kg.store.chains import Wish
from kg.store.choice import Choice

ROWS = "application/sparql-results+json"
TRIPLES = "application/n-triples"


@dataclass(frozen=True, slots=True)
class Reply:
    """The whole answer as bytes of the form `media`."""

    body: bytes
    media: str


class Source(Protocol):
    """One data set. `base` is that of its IRIs, `words` says where it lies and what it holds."""

    base: str
    words: str

    def link(self, iri: str) -> str:
        """Return the address at which a person can read of `iri`."""

    def ask(self, question: Question) -> Reply:
        """Return the answer to a query of a stranger: checked, run apart, within the limits."""

    def answer(self, bound: BoundQuery) -> Reply:
        """Return the answer to a query of ours."""

    def named(self, query: NamedQuery, values: Mapping[str, str]) -> Reply:
        """Return the answer to a named query."""

    def search(self, text: str, *, lang: str, kind: str = "", limit: int = 10) -> Hits:
        """Return the best hits for a name."""

    def paths(self, ends: tuple[str, str], *, lang: str, choice: Choice, wish: Wish) -> Mapping[str, Any]:
        """Return the chains between two people as `kg.views.values` gives them."""

    def network(self, view: str, choice: Choice) -> nx.MultiGraph[str]:
        """Return the network of a view of `kg.export.projections`, or that of all ties as `ties`."""

    def store(self) -> rdflib.store.Store:
        """Return an rdflib store that asks this data set."""

    def close(self) -> None:
        """Let go of files, processes and connections."""


def own(source: Source, name: str, **values: str) -> Answer:
    """Return the answer to a query of the folder `queries/client`."""
    reply = source.answer(named(name).bind(values, source.base))
    return read_answer(reply.body, reply.media)
