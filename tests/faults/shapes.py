"""Queries that cost much, by what they do. Some also crash an engine that is not guarded."""

from __future__ import annotations

_THREE = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i"
_FOUR = f"{_THREE} . ?j ?k ?l"
_ANY = "(<urn:p>|!<urn:p>)"
_DOUBLED = " ".join(f"BIND(CONCAT(?x{i}, ?x{i}) AS ?x{i + 1})" for i in range(32))

SHAPES = {
    "count of a product": f"SELECT (COUNT(*) AS ?n) {{ {_FOUR} }}",
    "product": f"SELECT * {{ {_THREE} }}",
    "product in order": f"SELECT * {{ {_THREE} }} ORDER BY ?c ?f ?i",
    "product once each": f"SELECT DISTINCT ?a ?d ?g {{ {_THREE} }}",
    "product reduced": f"SELECT REDUCED ?c {{ {_THREE} }} LIMIT 1 OFFSET 999999999",
    "texts joined": f"SELECT (GROUP_CONCAT(STR(?c)) AS ?n) {{ {_THREE} }}",
    "sum of a product": f"SELECT (SUM(STRLEN(STR(?c))) AS ?n) {{ {_THREE} }}",
    "average of a product": f"SELECT (AVG(STRLEN(STR(?i))) AS ?n) {{ {_THREE} }}",
    "least of a product": f"SELECT (MIN(?c) AS ?n) {{ {_THREE} }}",
    "sample of a product": f"SELECT (SAMPLE(?c) AS ?n) {{ {_THREE} }}",
    "distinct count": f"SELECT (COUNT(DISTINCT ?c) AS ?n) {{ {_THREE} }}",
    "groups of a product": f"SELECT ?a ?d (COUNT(*) AS ?n) {{ {_THREE} }} GROUP BY ?a ?d",
    "groups having": f"SELECT ?a {{ {_THREE} }} GROUP BY ?a HAVING (COUNT(DISTINCT ?i) > 10000000)",
    "any path": f"SELECT (COUNT(*) AS ?n) {{ ?a {_ANY}* ?b . ?c ?d ?e . ?f ?g ?h }}",
    "path of paths": f"SELECT (COUNT(*) AS ?n) {{ ?a (({_ANY}*)*)* ?b . ?c {_ANY}* ?d . ?e ?f ?g }}",
    "path of steps": f"SELECT (COUNT(*) AS ?n) {{ ?a {_ANY}+ ?b . ?c {_ANY}+ ?d . ?e ?f ?g }}",
    "path back and forth": f"SELECT (COUNT(*) AS ?n) {{ ?a ({_ANY}|^{_ANY})* ?b . ?c ?d ?e . ?f ?g ?h }}",
    "optional maybe": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c OPTIONAL { ?d ?e ?f OPTIONAL { ?g ?h ?i } } }",
    "optionals in a row": "SELECT (COUNT(*) AS ?n) { "
    + "".join(f"OPTIONAL {{ ?a{i} ?b{i} ?c{i} }} " for i in range(6))
    + "}",
    "minus of a product": f"SELECT (COUNT(*) AS ?n) {{ {_THREE} MINUS {{ ?a ?x ?y . ?z ?w ?v }} }}",
    "not exists": f"SELECT (COUNT(*) AS ?n) {{ {_THREE} FILTER NOT EXISTS {{ ?c ?f ?i }} }}",
    "exists": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c FILTER EXISTS { ?d ?e ?f . ?g ?h ?i FILTER(?d = ?f && ?a = ?i) } }",  # noqa: E501
    "union of products": f"SELECT (COUNT(*) AS ?n) {{ {{ {_THREE} }} UNION {{ {_THREE} }} }}",
    "subquery": f"SELECT (COUNT(*) AS ?n) {{ {{ SELECT * {{ {_THREE} }} }} ?j ?k ?l }}",
    "subqueries in order": f"SELECT * {{ {{ SELECT ?a {{ {_THREE} }} ORDER BY ?i LIMIT 5 }} }}",
    "values of values": "SELECT (COUNT(*) AS ?n) { "
    + "".join(f"VALUES ?v{i} {{ {' '.join(map(str, range(60)))} }} " for i in range(6))
    + "}",
    "by chance": "SELECT ?a { ?a ?b ?c . ?d ?e ?f } ORDER BY RAND() LIMIT 1",
    "digests": f"SELECT (COUNT(?x) AS ?n) {{ {_THREE} BIND(SHA512(CONCAT(STR(?c), STR(?f))) AS ?x) }}",
    "patterns": f"SELECT (COUNT(*) AS ?n) {{ {_THREE} FILTER(REGEX(STR(?c), '^(([a-z])+.)+[A-Z]([a-z])+$', 'i')) }}",  # noqa: E501
    "replacements": f"SELECT (COUNT(?x) AS ?n) {{ {_THREE} BIND(REPLACE(STR(?c), '(.)', '$1$1$1$1') AS ?x) }}",  # noqa: E501
    "comparisons": f"SELECT (COUNT(*) AS ?n) {{ {_THREE} FILTER(?c < ?f && ?f < ?i) }}",
    "unequal": f"SELECT (COUNT(*) AS ?n) {{ {_THREE} FILTER(?a != ?d && ?d != ?g && CONTAINS(STR(?c), STR(?i))) }}",  # noqa: E501
    "doubling": f"SELECT (STRLEN(?x32) AS ?n) {{ BIND('0123456789abcdef' AS ?x0) {_DOUBLED} }}",
    "graph of a product": f"CONSTRUCT {{ ?a ?b ?i }} WHERE {{ {_THREE} }}",
    "description of all": f"DESCRIBE ?a ?d WHERE {{ {_THREE} }}",
    "truth of a product": f"ASK {{ {_THREE} FILTER(STRLEN(STR(?c)) > 100000) }}",
    "named graphs": "SELECT (COUNT(*) AS ?n) { GRAPH ?x { ?a ?b ?c } GRAPH ?y { ?d ?e ?f } GRAPH ?z { ?g ?h ?i } }",  # noqa: E501
    "unbound offset": f"SELECT ?a {{ {_THREE} }} OFFSET 9223372036854775807",
    "held on a day": f"SELECT (COUNT(?x) AS ?n) {{ {_THREE} "
    "BIND(<https://vpo.example/ontology#heldOn>(?a, '2018-08-10') AS ?x) }",
    "chain": "SELECT (COUNT(*) AS ?n) { "
    + " ".join(f"?a{i} ?b{i} ?a{i + 1} ." for i in range(60))
    + " ?x ?y ?z . ?u ?v ?w }",
}
"""Ended by the limits, whatever the guard thinks of them."""

CRASHES = {
    "braces": "ASK " + "{" * 3000 + "}" * 3000,
    "collection": "SELECT * { ?s ?p " + "(" * 150 + "1" + ")" * 150 + " }",
    "parentheses": "ASK { FILTER(" + "(" * 6000 + "1" + ")" * 6000 + ") }",
    "negations": "ASK { FILTER(" + "!" * 12_000 + "true) }",
    "differences": "ASK { FILTER(" + "1-" * 7000 + "1 = 0) }",
    "blank nodes": "ASK { " + "[ <p> " * 400 + "]" * 400 + " }",
    "minus in a row": "ASK { " + "MINUS { ?s ?p ?o } " * 3000 + " }",
    "binds in a row": "ASK { " + " ".join(f"BIND(1 AS ?x{i})" for i in range(2700)) + " }",
    "exists in exists": "ASK { " + "FILTER EXISTS { " * 900 + "?s ?p ?o" + " }" * 900 + " }",
    "optional in optional": "SELECT * { " + "OPTIONAL { ?s ?p ?o " * 20 + "}" * 20 + " }",
    "long chain": "ASK { " + " ".join(f"?a{i} ?b ?a{i + 1} ." for i in range(464)) + " }",
}
"""These end the engine's process or stall it, where nothing stands before it."""

CALLS = (
    "SELECT * {{ SERVICE <{there}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ SERVICE SILENT <{there}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ VALUES ?u {{ <{there}> }} SERVICE SILENT ?u {{ ?s ?p ?o }} }}",
    "SELECT * FROM <{there}x.ttl> {{ ?s ?p ?o }}",
    "SELECT * FROM NAMED <{there}x.ttl> {{ GRAPH ?g {{ ?s ?p ?o }} }}",
    "SELECT * FROM <file:///etc/passwd> {{ ?s ?p ?o }}",
    "LOAD <{there}>",
    "LOAD SILENT <{there}>",
    "INSERT DATA {{ <urn:a> <urn:b> <urn:c> }}",
    "INSERT {{ ?s ?p ?o }} WHERE {{ SERVICE <{there}> {{ ?s ?p ?o }} }}",
)
"""These try to call the address `there`, or to write."""

HIDDEN = {
    "behind a comparison": "PREFIX x: <{there}> SELECT * {{ BIND(1 AS ?a) FILTER(?a<?b)SERVICEx:#>\n{{ ?s ?p ?o }} }}",  # noqa: E501
    "behind one with space": "PREFIX x: <{there}> SELECT * {{ BIND(1 AS ?a) FILTER(?a\n<?b)SERVICEx:#>\n{{ ?s ?p ?o }} }}",  # noqa: E501
    "behind at most": "PREFIX x: <{there}> SELECT * {{ FILTER(1<=2)SERVICEx:#>\n{{ ?s ?p ?o }} }}",
    "behind a number": "PREFIX x: <{there}> SELECT * {{ FILTER(1.5<2)SERVICEx:#>\n{{ ?s ?p ?o }} }}",
    "behind a text": "PREFIX x: <{there}> SELECT * {{ FILTER('a'@en<STR(1))SERVICEx:#>\n{{ ?s ?p ?o }} }}",
    "behind a type": "PREFIX x: <{there}> SELECT * {{ FILTER('1'^^x:y<2)SERVICEx:#>\n{{ ?s ?p ?o }} }}",
    "behind an address": "PREFIX x: <{there}> SELECT * {{ FILTER(<urn:a><?b)SERVICEx:#>\n{{ ?s ?p ?o }} }}",
    "behind true": "PREFIX x: <{there}> SELECT * {{ FILTER(true<?b)SERVICEx:#>\n{{ ?s ?p ?o }} }}",
    "behind brackets": "PREFIX x: <{there}> SELECT * {{ FILTER((1)<2)SERVICEx:#>\n{{ ?s ?p ?o }} }}",
    "behind a group": "PREFIX x: <{there}> SELECT * {{ FILTER(EXISTS{{}}<2)SERVICEx:#>\n{{ ?s ?p ?o }} }}",
    "in a list": "PREFIX x: <{there}> SELECT * {{ FILTER(1 IN (2,1<2))SERVICEx:#>\n{{ ?s ?p ?o }} }}",
    "in an order": "PREFIX x: <{there}> SELECT * {{ {{ SELECT * {{}} ORDER BY (1<2)}}SERVICEx:#>\n{{ ?s ?p ?o }} }}",  # noqa: E501
    "in a text that opens": "SELECT * {{ FILTER(1<'>')SERVICE<{there}>{{ ?s ?p ?o }} #'\n}}",
    "in a comment that opens": "SELECT * {{ FILTER(1<#> '''\n2)SERVICE<{there}>{{ ?s ?p ?o }} #'''\n}}",
    "in a long text": 'SELECT * {{ VALUES ?x {{ """a" }}SERVICE<{there}>{{ ?s ?p ?o }} }} #\\q """',
    "in another long text": "SELECT * {{ VALUES ?x {{ '''a' }}SERVICE<{there}>{{ ?s ?p ?o }} }} #\\\n '''",
    "in an IRI with a quote": 'SELECT * {{ ?s ?p <">. SERVICE<{there}>{{ ?s ?p ?o }} #">\n}}',
    "in an IRI with a backslash": "SELECT * {{ FILTER(1 = <\\')> SERVICE<{there}>{{ ?s ?p ?o }} #')\n}}",
    "behind a carriage return": "SELECT * {{ #\r'''\nSERVICE<{there}>{{ ?s ?p ?o }} #'''\n}}",
}
"""These call it too, where a server reads `<`, an escape or the end of a comment unlike the standard."""
