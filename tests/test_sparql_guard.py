"""The guard: what it refuses, with words and a place, and what it must let through."""

import pytest

from kg.errors import KgError, LimitError, QueryError
from kg.sparql import guard
from kg.sparql.guard import check_query
from kg.syntax.tokens import pieces_of, tokens_of
from tests.deadlines import ends
from tests.faults.shapes import HIDDEN

LEGAL = [
    "ASK {}",
    'SELECT * { ?s ?p "SERVICE <http://x> { }" }',
    "SELECT * { ?s ?p 'it\\'s { { { {' }",
    'SELECT * { ?s ?p """a "SERVICE" \n DROP ALL " b""" }',
    "SELECT * { ?s <http://x/SERVICE/LOAD> ?service }",
    "PREFIX service: <http://x/> SELECT * { ?s service:load ?insert }",
    "SELECT * { ?s ?p ?o } # SERVICE <http://x> {",
    "SELECT ?drop { ?drop ?p 'x'@add }",
    "SELECT * { ?s ?p ?o FILTER(?o < 3 && ?o>1) }",
    "SELECT * { ?s ?p " + "'{{{{[[[[(((('" + " }",
    "SELECT * { ?s ?p '''\"'''; ?q \"\\\"\" }",
    "SELECT * { " + "{" * 30 + "}" * 30 + " }",
    "SELECT * { ?s <http://x#y>/<http://y> ?o }",
    "PREFIX v: <http://x/> SELECT * { ?s v:a\\(b\\) ?o }",
    "\ufeffASK {}",
    "SELECT * { ?s ?p 'Đỗ Hữu Lâm'@vi ; <http://x/tên> ?tên }",
    "PREFIX service: <http://x/> SELECT * { GRAPH service:a { service:b service:c service:d.e } }",
    "PREFIX from: <http://x/> SELECT (from:f(STRUUID()) AS ?x) WHERE { from:a ?p ?o }",
    "SELECT (1.5e3 AS ?x) (.5 AS ?y) { ?s ?p 1. ?s ?q 1.0 }",
]
CLEAR = [
    "SELECT * { ?s <#p> ?o ; <urn:a(b)> ?x } # it's",
    "SELECT * { VALUES (?s ?o) { (<#a> <#b>) (<urn:x,y> 'c') } }",
    "SELECT * { ?s ?p (1 <urn:a> <b>) FILTER(?o IN (<#a>, <urn:x(y)>) || ?o = <#'>) }",
    "SELECT * { ?s ?p ?o FILTER(?o<http://x/(a)#b>) }",
    'SELECT * { ?s ?p ?o FILTER(?o<3||?o>4) FILTER(?o<"a"||?o>"b") }',
    "SELECT * { ?s ?p ?o FILTER(?o < STR(?p) && ?o > 'b#') } # a\r\n",
    r"SELECT * { <http://x/\u00e9> ?p '\t\\ \' \" \u00e9' }",
    "SELECT * { ?s ?p 'a\rb' }".replace("'", "'''"),
]
UPDATES = ["INSERT DATA {}", "drop all", "LOAD <http://x>", "Delete Where { ?s ?p ?o }", "CLEAR SILENT ALL"]
SERVICES = [
    "SELECT * { SERVICE <http://x/> { ?s ?p ?o } }",
    "SELECT * { sErViCe SILENT <http://x/> { ?s ?p ?o } }",
    "SELECT * { SERVICE#comment\n<http://x/> { ?s ?p ?o } }",
    "SELECT * { VALUES ?u { <http://x/> } SERVICE ?u { ?s ?p ?o } }",
    "SELECT * { FILTER(1<2)SERVICE<http://x/>{ ?s ?p ?o } }",
    "SELECT * { \\u0053ERVICE <http://x/> { ?s ?p ?o } }",
    'SELECT * { ?s ?p "a" SERVICE <http://x/> { ?s ?p "b" } }',
    "SELECT * { ?s ?p '\\\\' SERVICE <http://x/> { ?s ?p '' } }",
    "SELECT * { ?s ?p 1SERVICE <http://x/> { ?s ?p ?o } }",
    "SELECT * { ?s ?p 1.SERVICE <http://x/> { ?s ?p ?o } }",
    "SELECT * { ?s ?p 1e0SERVICE<http://x/>{ ?s ?p ?o } }",
    "SELECT * { ?s ?p trueSERVICE<http://x/>{ ?s ?p ?o } }",
    "SELECT * { SERVICESILENT<http://x/>{ ?s ?p ?o } }",
    "PREFIX a: <http://x/> SELECT * { ?s a: a:.SERVICE <http://x/> { ?s ?p ?o } }",
    "PREFIX a: <http://x/> SELECT * { SERVICEa:b { ?s ?p ?o } }",
    "PREFIX a: <http://x/> SELECT * { ?s ?p true.serviceSilenta:b { ?s ?p ?o } }",
]
GLUED = [
    "SELECT * FROMNAMED<http://x/>{}",
    "PREFIX a: <http://x/> SELECT * FROMa:b {}",
    "PREFIX a: <http://x/> SELECT * FROM NAMEDa:b {}",
    "SELECTDISTINCT?s{ ?s ?p ?o }",
    "ASK { FILTERNOTEXISTS{ ?s ?p ?o } }",
    "ASK { FILTERRAND() }",
    "SELECT (GROUP_CONCAT(DISTINCTuuid()) AS ?x) {}",
]
TOO_MUCH = {
    "nesting": [
        "ASK " + "{" * 2240 + "}" * 2240,
        "SELECT * { ?s ?p " + "(" * 150 + "1" + ")" * 150 + " }",
        "ASK { FILTER(" + "(" * 4736 + "1" + ")" * 4736 + ") }",
        "ASK { " + "[ <p> " * 400 + "]" * 400 + " }",
    ],
    "unary": ["ASK { FILTER(" + "!" * 9472 + "true) }", "ASK { FILTER(1 = " + "- " * 40 + "1) }"],
    "operators": ["ASK { FILTER(" + "1-" * 300 + "1) }"],
    "words": ["ASK { VALUES ?x { " + "1 " * 11_000 + "} }"],
    "triple patterns": [
        "ASK { " + " ".join(f"?a{i} ?b ?a{i + 1} ." for i in range(464)) + " }",
        "ASK { " + "?s ?p 1." * 101 + " }",
        "PREFIX a: <http://x/> ASK { " + "?s ?p a:b. " * 101 + " }",
    ],
    "OPTIONAL": ["ASK { " + "OPTIONAL { ?s ?p ?o } " * 16 + " }"],
    "MINUS": ["ASK { " + "MINUS { ?s ?p ?o } " * 600 + " }"],
    "BIND": ["ASK { " + " ".join(f"BIND(1 AS ?x{i})" for i in range(600)) + " }"],
    "UNION": ["ASK { {} " + "UNION {} " * 31 + " }"],
    "text": ["ASK {} #" + "x" * 65_536],
}


@pytest.mark.parametrize("query", LEGAL)
def test_a_legal_query_passes(query):
    check_query(query)


@pytest.mark.parametrize("query", UPDATES)
def test_an_update_is_refused_as_read_only(query):
    with pytest.raises(QueryError, match=r"read-only.*line 1, column 1"):
        check_query(query)


@pytest.mark.parametrize("query", SERVICES)
def test_service_is_refused_however_it_is_written(query):
    with pytest.raises(QueryError, match="SERVICE is refused"):
        check_query(query)


@pytest.mark.parametrize("query", HIDDEN.values(), ids=HIDDEN)
def test_service_is_refused_where_only_some_servers_see_it(query):
    with pytest.raises(QueryError, match=r"line \d"):
        check_query(query.format(there="http://x/"))


@pytest.mark.parametrize(
    "hidden",
    ["?a<((((1#>\n))))", "?a<1-1-1-1-1&&?b>2", "?a<?b)FILTER(RAND()<1#>\n"],
)
def test_what_counts_does_not_hide_behind_a_comparison(hidden):
    with pytest.raises(QueryError, match="a space behind <"):
        check_query(f"SELECT * {{ BIND(1 AS ?a) FILTER({hidden}) }}")


@pytest.mark.parametrize("query", CLEAR)
def test_what_all_servers_read_alike_passes(query):
    check_query(query)


@pytest.mark.parametrize("text", ["'a\\q'", "'it", '"""a\\z"""', "'a\nb'", r"'\u0027'", r"'\\u0041'"])
def test_a_text_that_only_some_servers_end_here_is_refused(text):
    with pytest.raises(QueryError, match="does not end"):
        check_query(f"SELECT * {{ ?s ?p {text} }}")


def test_a_long_look_ends():
    for piece in ("#", "<", "<(", "<a", "'", '"', "\\", "'a\\q", "#\r", "<#"):
        query = "ASK {} " + piece * (60_000 // len(piece))
        with ends(within=20):  # a square of the length takes minutes
            outcome(query)


@pytest.mark.parametrize("query", GLUED)
def test_words_that_only_the_engine_takes_apart_are_refused(query):
    with pytest.raises(QueryError, match="a space between"):
        check_query(query)


@pytest.mark.parametrize(
    ("limit", "query"), [(limit, query) for limit, all_ in TOO_MUCH.items() for query in all_]
)
def test_a_shape_that_hurts_the_engine_is_refused_with_its_limit(limit, query):
    with pytest.raises(LimitError) as caught:
        check_query(query)
    assert caught.value.limit == limit
    assert str(int(caught.value.value)) in str(caught.value)


def test_a_refusal_says_line_and_column():
    with pytest.raises(QueryError) as caught:
        check_query("SELECT *\nWHERE {\n  SERVICE <http://x/> { } }")
    assert (caught.value.line, caught.value.column) == (3, 3)


@pytest.mark.parametrize("query", ["", " \n", "\t"])
def test_an_empty_query_is_refused(query):
    with pytest.raises(QueryError, match="empty"):
        check_query(query)


@pytest.mark.parametrize("escape", ["\\uD800", "\\UFFFFFFFF"])
def test_an_escape_that_names_no_character_is_refused(escape):
    with pytest.raises(QueryError, match="no character"):
        check_query(f"ASK {{ ?s ?p '{escape}' }}")


def test_graphs_of_from_clauses_are_resolved():
    query = (
        "BASE <http://b/> PREFIX g: <graphs/> SELECT * FROM <one> FROM NAMED g:two FROM <http://c/three> {}"
    )
    assert check_query(query).graphs == ("http://b/one", "http://b/graphs/two", "http://c/three")
    assert check_query("SELECT * FROM <one> {}", base="http://d/x").graphs == ("http://d/one",)
    assert check_query("ASK { ?from ?p 'FROM <x>' }").graphs == ()


def test_a_query_whose_answer_changes_is_known():
    assert check_query("SELECT (NOW() AS ?t) {}").volatile
    assert check_query(r"SELECT (\u004eOW() AS ?t) {}").volatile
    assert not check_query("SELECT ?now { ?now ?p 'RAND()' }").volatile


PATH = "SELECT * {{ ?s {} ?o }}"
ROWS = "SELECT * {{ VALUES {} {{ {} }} }}"


@pytest.mark.parametrize(
    ("query", "limit"),
    [
        (PATH.format("/".join(["<p>"] * 33)), None),
        (PATH.format("/".join(["<p>"] * 34)), "path operators"),
        (PATH.format("|".join(["p:q"] * 34)), "path operators"),
        (PATH.format("/".join(["a*"] * 17)), "path operators"),
        ("SELECT * { " + "?s <p>? ?o . " * 33 + "}", "path operators"),
        (PATH.format("/".join(["^<p>"] * 17)), "path operators"),
        (PATH.format("(" + "/".join(["(<p>|<q>)+"] * 12) + ")"), "path operators"),
        (f"SELECT (({'+'.join(['?x'] * 60)}) * 2 AS ?y) {{ FILTER({'/'.join(['(?a)'] * 40)} > 1) }}", None),
        (f"SELECT * {{ BIND(<f>(?a / ?b){' * <f>(?a)' * 40} AS ?y) }}", None),
        (ROWS.format("?x", "1 " * 1000), None),
        (ROWS.format("?x", "1 " * 1001), "VALUES rows"),
        (ROWS.format("?x", '"a"@vi "1"^^<t> UNDEF <i> p:n true ' * 166), None),
        (ROWS.format("?x", '"a"@vi "1"^^<t> UNDEF <i> p:n true ' * 167), "VALUES rows"),
        (ROWS.format("(?x ?y)", "(1 2)" * 1000), None),
        (ROWS.format("(?x ?y)", "(1 2)" * 1001), "VALUES rows"),
        ("SELECT * {} VALUES ?x { " + "<i> " * 600 + "}" + ROWS.format("?x", "2 " * 600), "VALUES rows"),
    ],
    ids=range(16),
)
def test_paths_and_rows_of_values_have_a_limit(query, limit):
    if limit is None:
        check_query(query)
    else:
        with pytest.raises(LimitError) as caught:
            check_query(query)
        assert caught.value.limit == limit


PARTS = (
    "{", "}", "(", ")", "[", "!", "-", "^", "+", "/", "|", "&&", "*", "<p>/", "p:q*", "?x+", ".", ";", ",",
    "1", "'a'", "SERVICE", "ſervice", "'SERVICE'", "# SERVICE\n", "drop", "\u0345drop", "FROM <g>", "now()",
    r"\u004eOW()", "(?a<?b)#>\n", "(?a<3||?b>4)", "<#p>", '<"', '">', "'", "'a\\q'", "#\r",
    "VALUES ?x { 1 }", "Union", "OPTIONAL", "minus", "EXISTS", "SELECT", "bind", "FILTER",
)  # fmt: skip


@pytest.mark.parametrize("part", PARTS)
def test_a_short_look_at_a_query_ends_like_the_long_one(part, monkeypatch):
    queries = ["ASK { ?s " + f"{part} " * times for times in (1, 9, 15, 16, 17, 32, 33, 64, 65, 101, 201)]
    short = list(map(outcome, queries))
    monkeypatch.setattr(guard, "_harmless", lambda query: False)
    assert list(map(outcome, queries)) == short


@pytest.mark.parametrize("query", [*LEGAL, *UPDATES, *SERVICES, "a:b c", "'a", "<a<b>", "a.b c.d:e", '"""a'])
def test_words_and_marks_are_those_of_all_tokens(query):
    told = [token.text for token in tokens_of(query) if token.kind in ("word", "mark")]
    assert list(filter(None, pieces_of(query))) == told


def outcome(query):
    """What the guard says: what it knows of a query, or its error in words."""
    try:
        return check_query(query)
    except KgError as error:
        return str(error)
