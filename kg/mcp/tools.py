"""What a model may ask. A tool answers whole, or refuses in words that say what comes near."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from pydantic import Field, JsonValue

from kg.client import Answer, KnowledgeGraph
from kg.client.answer import Value
from kg.errors import LimitError
from kg.mcp.shapes import Cell, Chains, Facts, Proof, Queries, Query, Rows, Terms, Things
from kg.parameters import LANGUAGES, WANTED, Param
from kg.queries import NamedQuery, named, public_queries
from kg.rdf import compact
from kg.store.choice import CHOICES
from kg.text import fold

MOST_ROWS = 500
"""Rows of an answer; a model that needs more asks for less at a time."""

_SENTENCES, _TERMS = 100, 50  # a page
_TYPES = {"integer": "integer", "year": "integer"}
_FORMATS = {"iri": "iri-reference", "date": "date"}
_QUERIES: list[JsonValue] = [query.name for query in public_queries()]
_KINDS: dict[str, JsonValue] = {"items": {"type": "string", "enum": [*CHOICES]}}
_Thing = Annotated[
    str, Field(description="An address (id/person/…, with or without the base) or a full name.")
]
_Page = Annotated[int, Field(ge=1, description="Pages are numbered from 1.")]
_Day = Annotated[str, Field(description="A day such as 2018-08-10; empty bounds nothing.")]


@dataclass(frozen=True, slots=True)
class Tools:
    """The tools over one data set."""

    data: KnowledgeGraph

    def search_entity(
        self,
        text: Annotated[str, Field(description="Words of a name; Vietnamese marks may be left out.")],
        kind: Annotated[str, Field(description="Keep this class, such as vpo:Person; empty keeps all.")] = "",
        limit: Annotated[int, Field(ge=1, le=20)] = 10,
    ) -> Things:
        """Find persons, bodies, posts, places, events, clusters, documents and articles by name."""
        found = self.data.find(text, kind=kind, limit=limit)
        return Things(total=found.total, hits=list(found))

    def describe_entity(self, entity: _Thing, page: _Page = 1) -> Facts:
        """Tell what is known of a thing, fact by fact, conclusions before what single articles say.

        Every fact has a sentence that it rests on, with article, date, link and confidence. `sentences`
        counts all of them, `fact_evidence` gives them. A fact without one is a row of the reference tables.
        """
        about = self.data.describe(entity, page=page)
        return Facts(
            iri=about.iri,
            label=about.label,
            total=about.total,
            facts=list(about),
            next_page=page + 1 if page < about.pages else None,
        )

    def fact_evidence(
        self, fact: Annotated[str, Field(description="The iri of a fact.")], page: _Page = 1
    ) -> Proof:
        """Give all sentences that a fact or a thing rests on, oldest first."""
        found = self.data.evidence(fact, page=page)
        return Proof(
            fact=fact, sentences=list(found), next_page=page + 1 if len(found) == _SENTENCES else None
        )

    def list_queries(
        self, text: Annotated[str, Field(description="Words that name or title hold; empty lists all.")] = ""
    ) -> Queries:
        """List the named queries, each with the JSON Schema of its parameters."""
        words, every = fold(text).split(), public_queries()
        wanted = [query for query in every if all(word in _words_of(query) for word in words)]
        return Queries(total=len(every), queries=[self._told(query) for query in wanted])

    def run_query(
        self,
        name: Annotated[
            str, Field(description="As list_queries tells.", json_schema_extra={"enum": _QUERIES})
        ],
        parameters: Annotated[
            dict[str, str | int],
            Field(description="As the schema in list_queries says; a thing may be given by its full name."),
        ] = {},  # noqa: B006 - never changed, and part of the schema
    ) -> Rows:
        """Answer a named query. Rows name their evidence, whose sentences `fact_evidence` gives."""
        query = named(name, public=True)
        answer = self.data.query(name, **parameters)
        page = int(parameters.get("page", 1))
        full = query.page is not None and len(answer) >= query.page
        return _rows(answer, page + 1 if full else None)

    def run_sparql(
        self,
        query: Annotated[
            str,
            Field(
                description="SELECT, ASK or CONSTRUCT with its PREFIX lines; the default graph is all graphs."
            ),
        ],
    ) -> Rows:
        """Answer a SPARQL 1.1 query, read-only and within the limits of the endpoint.

        Terms under vpo: that the ontology does not have, and addresses that nothing is said of, are refused.
        """
        return _rows(self.data.query(query), None)

    def find_paths(
        self,
        one: _Thing,
        other: _Thing,
        kinds: Annotated[
            list[str], Field(description="Kinds of ties; none means all but crowd.", json_schema_extra=_KINDS)
        ] = [],  # noqa: B006 - never changed, and part of the schema
        since: _Day = "",
        until: _Day = "",
        possible: Annotated[bool, Field(description="Also ties that no source shows for sure.")] = False,
        limit: Annotated[int, Field(ge=1, le=10)] = 3,
        steps: Annotated[int, Field(ge=1, le=6, description="Ties in a chain.")] = 4,
    ) -> Chains:
        """Find how two people are tied by way of others, in an order of time, each tie with its sentences."""
        found = self.data.paths(
            one, other, kinds=kinds, since=since, until=until, possible=possible, limit=limit, steps=steps
        )
        return Chains(
            source=found.source.iri,
            target=found.target.iri,
            chains=list(found),
            linked=found.linked,
            undated=found.undated,
            crowds=[f"{name} ({people} people)" for name, people in found.crowds],
            stopped=found.stopped,
        )

    def ontology_terms(
        self,
        text: Annotated[
            str, Field(description="Words that term, label or comment hold; empty lists all.")
        ] = "",
        page: _Page = 1,
    ) -> Terms:
        """List classes, properties and states of the ontology with label, comment, domain and range."""
        words = fold(text).split()
        found = [
            _row(row)
            for row in self.data.terms()
            if all(word in fold(f"{row['term']} {row['label']} {row['comment']}") for word in words)
        ]
        start = (page - 1) * _TERMS
        more = page + 1 if start + _TERMS < len(found) else None
        return Terms(total=len(found), terms=found[start : start + _TERMS], next_page=more)

    def _told(self, query: NamedQuery) -> Query:
        vietnamese = self.data.lang == "vi"
        return Query(
            name=query.name,
            title=query.title_vi if vietnamese else query.title_en,
            about=query.about_vi if vietnamese else query.about_en,
            columns=list(query.columns),
            parameters=schema_of(query, self.data.lang),
        )


@dataclass(frozen=True, slots=True)
class Texts:
    """What a model may read beside the tools."""

    data: KnowledgeGraph

    def ontology(self) -> str:
        """Give the ontology in Turtle."""
        return self.data.graph("graph/ontology").serialize(format="turtle")

    def queries(self) -> str:
        """Give the list of named queries as JSON."""
        return json.dumps(Tools(self.data).list_queries(), ensure_ascii=False)


def schema_of(query: NamedQuery, lang: str) -> dict[str, Any]:
    """Return the JSON Schema of the parameters of a named query."""
    return {
        "type": "object",
        "properties": {param.name: _property(param, lang) for param in query.params},
        "required": [param.name for param in query.params if param.required],
        "additionalProperties": False,
    }


def _property(param: Param, lang: str) -> dict[str, Any]:
    kind = _TYPES.get(param.kind, "string")
    told: dict[str, Any] = {
        "type": kind,
        "description": f"{param.label_vi if lang == 'vi' else param.label_en}: {WANTED[param.kind]}",
    }
    if param.kind in _FORMATS:
        told["format"] = _FORMATS[param.kind]
    if param.kind == "lang":
        told["enum"] = list(LANGUAGES)
    if param.default is not None:
        told["default"] = int(param.default) if kind == "integer" else param.default
    if param.example is not None:
        told["examples"] = [int(param.example) if kind == "integer" else param.example]
    return told


def _words_of(query: NamedQuery) -> str:
    return fold(" ".join((query.name, query.title_vi, query.title_en, query.about_vi, query.about_en)))


def _rows(answer: Answer, next_page: int | None) -> Rows:
    """The rows; raise `LimitError` where there are more than a model should read."""
    if len(answer) > MOST_ROWS:
        raise LimitError(
            f"the answer has {len(answer)} rows, more than {MOST_ROWS}; ask for less: narrow it, count,"
            " or add ORDER BY with LIMIT and OFFSET",
            limit="rows",
            value=MOST_ROWS,
        )
    return Rows(
        columns=list(answer.columns),
        count=len(answer),
        rows=[_row(row) for row in answer],
        next_page=next_page,
    )


def _row(row: Mapping[str, Value]) -> dict[str, Cell]:
    """A row as JSON: days in ISO form, terms of vocabularies with their prefix."""
    return {name: _cell(value) for name, value in row.items() if value is not None}


def _cell(value: Cell | date) -> Cell:
    if isinstance(value, date):
        return value.isoformat()
    return compact(value) if isinstance(value, str) else value
