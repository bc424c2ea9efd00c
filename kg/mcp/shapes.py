"""What the tools answer with. Every list says how many there are in all, and which page comes next."""

from __future__ import annotations

from typing import Any

from typing_extensions import TypedDict

from kg.client import Chain, Fact, Hit, Sentence

Cell = str | int | float | bool


class Things(TypedDict):
    """The best hits of a search; `total` counts all."""

    total: int
    hits: list[Hit]


class Facts(TypedDict):
    """A page of what is known of a thing, each fact with a sentence; `total` counts those of all pages."""

    iri: str
    label: str
    total: int
    facts: list[Fact]
    next_page: int | None


class Proof(TypedDict):
    """A page of the sentences that a fact rests on."""

    fact: str
    sentences: list[Sentence]
    next_page: int | None


class Query(TypedDict):
    """A named query; `parameters` is the JSON Schema of what `run_query` takes."""

    name: str
    title: str
    about: str
    columns: list[str]
    parameters: dict[str, Any]


class Queries(TypedDict):
    """Named queries; `total` counts all there are, asked for or not."""

    total: int
    queries: list[Query]


class Rows(TypedDict):
    """The rows of an answer or of one page of it, `count` of them; a variable without a value is left out."""

    columns: list[str]
    count: int
    rows: list[dict[str, Cell]]
    next_page: int | None


class Chains(TypedDict):
    """Chains of ties between two people, and what was left out."""

    source: str
    target: str
    chains: list[Chain]
    linked: bool
    undated: int
    crowds: list[str]
    stopped: bool


class Terms(TypedDict):
    """A page of terms of the ontology; `total` counts all that fit."""

    total: int
    terms: list[dict[str, Cell]]
    next_page: int | None
