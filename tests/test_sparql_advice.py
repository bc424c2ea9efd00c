"""Likely mistakes of a query: what is found, and that a sound query has none."""

from __future__ import annotations

import pytest

from kg.queries import public_queries
from kg.sparql.advice import Advice, advice

VPO = "PREFIX vpo: <https://vpo.example/ontology#>"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("SELECT ?x\n{ ?x a vpo:Tenure }", [Advice("prefix", "vpo:", 2, VPO)]),
        ("SELECT ?x { ?x a my:Thing ; my:other 1 }", [Advice("prefix", "my:", 1)]),
        ("SELECT ?x {\n ?x ?y 'a { b'", [Advice("open", "{", 1)]),
        ("SELECT ?x { ?x ?y ?z }\n}", [Advice("closed", "}", 2)]),
        ("SELECT (COUNT(?x AS ?n) { ?x ?y ?z }", [Advice("open", "(", 1)]),
        ("SELECT ?a ?b (COUNT(?c) AS ?n) { ?a ?b ?c } GROUP BY ?a", [Advice("ungrouped", "?b", 1)]),
        ("SELECT ?a (MAX(?b) AS ?m) { ?a ?b ?c } GROUP BY ?a ORDER BY ?m", []),
        ("SELEKT ?x", []),
    ],
)
def test_a_likely_mistake_is_found(query: str, found: list[Advice]):
    assert list(advice(query)) == found


def test_sound_queries_are_left_alone():
    assert {query.name: advice(query.text) for query in public_queries() if advice(query.text)} == {}
