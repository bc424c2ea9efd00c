"""The questions that servers are compared with: of pages, of one thing, counts over all, long answers."""

from __future__ import annotations

from kg.queries import named
from kg.store import Store
from kg.store.written import written_in
from kg.vocab import VPO

_PREFIXES = """PREFIX vpo: <https://vpo.example/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""
_PAGES = ("person-tenures", "person-events", "person-successions")
_LOOKUPS = (
    "SELECT ?post ?from {{ ?t vpo:holder <{0}> ; vpo:post ?post OPTIONAL {{ ?t vpo:surelyFrom ?from }} }}",
    "SELECT ?name WHERE {{ <{0}> skos:prefLabel ?name FILTER(LANG(?name) = 'vi') }}",
    "ASK {{ ?t vpo:holder <{0}> ; vpo:organization ?body . ?body skos:prefLabel ?name }}",
)
_COUNTS = (
    "SELECT ?kind (COUNT(*) AS ?n) WHERE { ?thing a ?kind } GROUP BY ?kind ORDER BY DESC(?n) LIMIT 20",
    "SELECT ?person (COUNT(*) AS ?n) WHERE { ?t a vpo:Tenure ; vpo:holder ?person }"
    " GROUP BY ?person ORDER BY DESC(?n) LIMIT 20",
    "SELECT ?state ?body (COUNT(*) AS ?n) WHERE { ?h vpo:assertedStatus ?state ; vpo:organization ?body }"
    " GROUP BY ?state ?body ORDER BY DESC(?n) LIMIT 20",
    "SELECT ?thing WHERE { ?thing skos:prefLabel ?name FILTER(CONTAINS(?name, 'Thí Dụ')) } LIMIT 50",
    "SELECT ?doc ?other (COUNT(DISTINCT ?a) AS ?n) WHERE { ?c vpo:citedDocument ?doc ; vpo:citingArticle ?a ."
    " ?d vpo:citingArticle ?a ; vpo:citedDocument ?other FILTER(STR(?doc) < STR(?other)) }"
    " GROUP BY ?doc ?other ORDER BY DESC(?n) LIMIT 20",
)


def people(store: Store, most: int) -> list[str]:
    """Return so many people of the store, in order."""
    rows = store.select(f"SELECT ?p WHERE {{ ?p a <{VPO.Person}> }} ORDER BY ?p LIMIT {most}")
    return [str(row["p"]) for row in rows]


def pages(store: Store, most: int = 200) -> list[str]:
    """Return the questions of pages of people: small ones, each about another person."""
    queries = [named(name) for name in _PAGES]
    bound = [query.bind({"person": one}) for one in people(store, most) for query in queries]
    values = [{name: term.n3() for name, term in query.bindings.items()} for query in bound]
    return [written_in(query.text, terms) or "" for query, terms in zip(bound, values, strict=True)]


def lookups(store: Store, most: int = 200) -> list[str]:
    """Return the smallest questions that there are, each about another person."""
    return [_PREFIXES + form.format(one) for one in people(store, most) for form in _LOOKUPS]


def counts() -> list[str]:
    """Return questions over the whole store; each costs the engine over 5 ms at 1,000 articles."""
    return [_PREFIXES + query for query in _COUNTS]


def long_ones() -> list[str]:
    """Return questions with answers of some 2 MB; at 1,000 articles each has all its rows."""
    return [f"SELECT ?s ?p ?o WHERE {{ ?s ?p ?o }} LIMIT {rows}" for rows in (9_000, 10_000)]
