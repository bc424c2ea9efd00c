"""Our queries are SPARQL 1.1 and nothing else, so that any server can answer them."""

import pytest

from kg.errors import QueryError
from kg.queries import all_queries
from kg.settings import resource
from kg.store import bonds, ties
from kg.store.changes import REPEATED
from kg.syntax.portable import check_portable, portable

FOLDERS = sorted(path.name for path in resource("queries").iterdir() if path.is_dir())
QUERIES = [query for folder in FOLDERS for query in all_queries(folder)]
PATTERNS = {
    **{name: text for name, text in vars(ties).items() if name.isupper() and isinstance(text, str)},
    **ties.TIES, **ties.WAITS, **ties.GROUPED, **bonds.PATTERNS, **bonds.BESIDE, "REPEATED": REPEATED,
}  # fmt: skip
STRANGE = {
    "SELECT * { ?s ?p ?o LATERAL { ?o ?q ?r } }": "LATERAL",
    'DEFINE input:inference "x" SELECT * { ?s ?p ?o }': "DEFINE",
    'SELECT * FROM <http://x> OPTION (get:soft "replace") { ?s ?p ?o }': "OPTION",
    "SELECT (`1 + 1` AS ?x) {}": "`",
    "SELECT * { ?s ?p ?o FILTER(<bif:sys_stat>(?o) > 1) }": "<bif:sys_stat>",
    "PREFIX vpo: <https://vpo.example/ontology#> SELECT (vpo:fold(?x) AS ?y) { ?s ?p ?x }": "#fold>",
    "PREFIX ofn: <http://x/> SELECT * { ?s ?p ?o } ORDER BY ofn:days(?o)": "<http://x/days>",
    "SELECT <bif:a>(1) { ?s ?p ?o }": "<bif:a>",
    "SELECT ?x <bif:b>(1) { ?x ?p ?o }": "<bif:b>",
    "SELECT * { ?s ?p ?o } ORDER BY ?s <bif:c>(1)": "<bif:c>",
    "SELECT (1 AS ?n) { ?s ?p ?o } GROUP BY ?s <bif:d>(1)": "<bif:d>",
    "SELECT (1 AS ?n) { ?s ?p ?o } HAVING (1) <bif:e>(1)": "<bif:e>",
    "SELECT * { { SELECT ?s { ?s ?p ?o } ORDER BY ?s <bif:f>(1) } }": "<bif:f>",
    "SELECT * { ?s ?p ?o FILTER <bif:g>(1) }": "<bif:g>",
    "SELECT * { ?s ?p ?o BIND(1 - (<bif:h>(1)) AS ?x) }": "<bif:h>",
    "SELECT * { ?s ?p ?o FILTER EXISTS { ?s ?p (1) FILTER(<bif:i>(1)) } }": "<bif:i>",
    "PREFIX x: <http://www.w3.org/2001/XMLSchema#> SELECT (x:integer(<bif:j>(1)) AS ?n) {}": "<bif:j>",
    "SELECT (ADJUST(?t, ?z) AS ?x) { ?s ?p ?t }": "ADJUST",
}
STANDARD = [
    "PREFIX xsd: <http://www.w3.org/2001/XMLSchema#> SELECT * { ?s ?p ?o FILTER(xsd:integer(?o) > 1) }",
    "PREFIX x: <http://x/> SELECT * { ?s x:list (1 2) ; x:path/(x:a|^x:b)* ?o }",
    "PREFIX x: <http://x/> SELECT * { ?s x:a/x:b (1 2) ; !x:c (3) ; a (x:d (4) x:e) . x:f x:p (5) }",
    "PREFIX x: <http://x/> SELECT * { ?s ?p ?o FILTER(1 IN (1) && EXISTS { ?s x:p (1) }) } ORDER BY ?s",
    "PREFIX x: <http://x/> SELECT * { ?s ?p ?o { SELECT ?s { ?s x:p (1 2) } } ?s x:p (3) }",
    'SELECT * { ?s ?p "LATERAL", "DEFINE" } # OPTION',
]


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
def test_a_named_query_is_sparql_that_any_server_knows(query):
    check_portable(portable(query.text))


@pytest.mark.parametrize("text", PATTERNS.values(), ids=PATTERNS.keys())
def test_what_fills_the_index_is_sparql_that_any_server_knows(text):
    check_portable(text)


def test_few_queries_hint_at_the_engine():
    assert [query.name for query in QUERIES if portable(query.text) != query.text] == [
        "about-sentences",
        "sentences-of",
    ]


@pytest.mark.parametrize(("query", "told"), STRANGE.items())
def test_what_only_some_servers_know_is_named(query, told):
    with pytest.raises(QueryError, match=r"no SPARQL 1\.1") as caught:
        check_portable(query)
    assert told in str(caught.value)


def test_what_servers_read_in_two_ways_is_not_for_any():
    with pytest.raises(QueryError, match="a space behind <"):
        check_portable("SELECT * { FILTER(?a<?b&&?c>1) }")


@pytest.mark.parametrize("query", STANDARD)
def test_what_the_standard_has_passes(query):
    check_portable(query)


def test_a_hint_goes_and_its_pattern_stays():
    text = "SELECT * { ?s ?p ?o LATERAL { ?o ?q { ?r } } } # LATERAL {"
    assert portable(text) == "SELECT * { ?s ?p ?o   ?o ?q { ?r }  } # LATERAL {"
