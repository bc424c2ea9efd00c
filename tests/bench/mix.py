"""The questions that servers are compared with: look-ups of one thing, and counts over all."""

from __future__ import annotations

from itertools import islice

from kg.store import Store
from kg.vocab import VPO

_PREFIXES = """PREFIX vpo: <https://vpo.example/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""
_LOOKUPS = (
    "SELECT ?post ?from {{ ?t vpo:holder <{0}> ; vpo:post ?post OPTIONAL {{ ?t vpo:surelyFrom ?from }} }}",
    "SELECT ?name WHERE {{ <{0}> skos:prefLabel ?name FILTER(LANG(?name) = 'vi') }}",
    "ASK {{ ?t vpo:holder <{0}> ; vpo:organization ?body . ?body skos:prefLabel ?name }}",
)
_COUNTS = (
    "SELECT ?kind (COUNT(*) AS ?n) WHERE { ?thing a ?kind } GROUP BY ?kind ORDER BY DESC(?n) LIMIT 20",
    "SELECT ?person (COUNT(*) AS ?n) WHERE { ?t a vpo:Tenure ; vpo:holder ?person }"
    " GROUP BY ?person ORDER BY DESC(?n) LIMIT 20",
    "SELECT ?rule (COUNT(*) AS ?n) WHERE { ?evidence vpo:rule ?rule } GROUP BY ?rule ORDER BY DESC(?n)",
    "SELECT ?thing WHERE { ?thing skos:prefLabel ?name FILTER(CONTAINS(?name, 'Thí Dụ')) } LIMIT 50",
    "SELECT ?doc (COUNT(DISTINCT ?a) AS ?n) WHERE { ?c vpo:citedDocument ?doc ; vpo:citingArticle ?a }"
    " GROUP BY ?doc ORDER BY DESC(?n) LIMIT 20",
)


def lookups(store: Store, most: int = 200) -> list[str]:
    """Return questions that cost the engine well under a millisecond, each about another person."""
    people = store.select(f"SELECT ?p WHERE {{ ?p a <{VPO.Person}> }} ORDER BY ?p")
    names = islice((str(row["p"]) for row in people), most)
    return [_PREFIXES + form.format(name) for name in names for form in _LOOKUPS]


def counts() -> list[str]:
    """Return questions over the whole store."""
    return [_PREFIXES + query for query in _COUNTS]
