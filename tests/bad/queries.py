"""Queries that cost, crash, call out or write (SPQ, PRS, NET)."""

from __future__ import annotations

import json
import socket
from urllib.parse import quote

from tests.bad.cases import Bench, case
from tests.deadlines import ends
from tests.faults.shapes import HIDDEN, SHAPES
from tests.serving import Answer

HOME = "https://vpo.example/"
KNOWS = f"<{HOME}ontology#holder>|<{HOME}ontology#supports>|<http://www.w3.org/2004/02/skos/core#broader>"


def problem(answer: Answer, status: int, words: str = "") -> dict[str, object]:
    """Assert that an answer is a refusal for programs, with these words; return it."""
    assert answer.status == status, (answer.status, answer.text[:300])
    assert answer.headers["content-type"].startswith("application/problem+json")
    said = dict(json.loads(answer.body))
    assert words.lower() in str(said["detail"]).lower(), said
    if status == 503:
        assert int(answer.headers["retry-after"]) > 0
    return said


def over_time(bench: Bench, query: str) -> None:
    """Assert that a query is ended at the limit of time, whole or not at all, and that the next one works."""
    with ends(within=30):
        answer = bench.server.query(query)
    if answer.status != 200:
        limit = problem(answer, answer.status)["limit"]
        assert (answer.status, limit) in {(503, "time"), (400, "memory"), (503, "memory")}
    alive(bench)


def alive(bench: Bench) -> None:
    """Assert that a small query is answered."""
    assert bench.server.query("SELECT (1 AS ?n) {}").text == "n\r\n1\r\n"


@case("SPQ-02")
def count_of_a_product(bench: Bench) -> None:
    """The number of rows of a threefold product: ended at the limit with 503, never a number."""
    answer = bench.server.query(SHAPES["count of a product"])
    assert problem(answer, 503)["limit"] == "time"
    alive(bench)


@case("SPQ-04")
def count_of_paths(bench: Bench) -> None:
    """The number of pairs joined by paths of any length: whole in time or 503."""
    over_time(bench, f"SELECT (COUNT(*) AS ?n) {{ ?a ({KNOWS})* ?b . ?c ({KNOWS})* ?d . ?e ?f ?g }}")


@case("SPQ-05")
def stars_in_stars(bench: Bench) -> None:
    """Repetition of repetition: whole in time or 503."""
    over_time(
        bench, f"SELECT * {{ <{HOME}id/adm63/long-an> (((((!<urn:p>)*)*)*)*)* ?x . ?x (!<urn:q>)* ?y }}"
    )


@case("SPQ-13")
def doubling(bench: Bench) -> None:
    """A text doubled 32 times needs more memory than a worker has: a refusal that says the limit."""
    doubled = " ".join(f"BIND(CONCAT(?x{i}, ?x{i}) AS ?x{i + 1})" for i in range(32))
    answer = bench.server.query(
        f"SELECT (STRLEN(?x32) AS ?n) {{ BIND('0123456789abcdef' AS ?x0) {doubled} }}"
    )
    assert answer.status in {400, 503}
    assert problem(answer, answer.status)["limit"] in {"memory", "time"}
    alive(bench)


@case("SPQ-16")
def construct_of_a_product(bench: Bench) -> None:
    """A graph of more triples than the cap: an error that says so, not a part of it."""
    query = "CONSTRUCT { ?a ?b ?f } WHERE { ?a ?b ?c . ?d ?e ?f }"
    assert problem(bench.server.query(query, "text/turtle"), 400, "5,000")["limit"] == "rows"


@case("SPQ-19")
def numbers_beyond_all_bounds(bench: Bench) -> None:
    """A LIMIT that no machine can count to is refused; an OFFSET beyond the end gives no rows."""
    problem(bench.server.query("SELECT * { ?s ?p ?o } LIMIT 99999999999999999999"), 400)
    answer = bench.server.query("SELECT ?s { ?s ?p ?o } OFFSET 9223372036854775807")
    assert (answer.status, answer.text) == (200, "s\r\n")


@case("SPQ-20")
def order_by_chance(bench: Bench) -> None:
    """Sorting a product by chance, and a digest for each row of one: whole in time or 503."""
    over_time(bench, "SELECT ?a { ?a ?b ?c . ?d ?e ?f } ORDER BY RAND() LIMIT 1")
    over_time(
        bench, "SELECT (COUNT(?h) AS ?n) { ?a ?b ?c . ?d ?e ?f BIND(SHA512(CONCAT(STR(?c), STR(?f))) AS ?h) }"
    )


def refused_by_guard(bench: Bench, query: str, limit: str) -> None:
    """Assert that the guard refuses a query by a limit and that no worker was lost over it."""
    alive(bench)
    before = bench.server.workers()
    assert problem(bench.server.query(query), 400)["limit"] == limit
    assert bench.server.workers() == before


@case("PRS-01")
def braces(bench: Bench) -> None:
    """Braces 2,240 deep, which end the engine's process: refused before the engine sees them."""
    refused_by_guard(bench, "ASK " + "{" * 2240 + "}" * 2240, "nesting")
    nested = "ASK { FILTER(1<" + "(" * 5000 + "1#>\n" + ")" * 5000 + ") }"
    problem(bench.server.query(nested), 400, "a space behind <")
    alive(bench)


@case("PRS-03")
def negations(bench: Bench) -> None:
    """9,472 signs of negation in a row: refused."""
    refused_by_guard(bench, "ASK { FILTER(" + "!" * 9472 + "true) }", "unary")


@case("PRS-06")
def long_chains(bench: Bench) -> None:
    """Thousands of MINUS or BIND in a row: refused."""
    refused_by_guard(bench, "ASK { " + "MINUS { ?s ?p ?o } " * 2688 + "}", "words")
    refused_by_guard(bench, "ASK { " + "MINUS { } " * 2688 + "}", "MINUS")
    refused_by_guard(bench, "ASK { " + "BIND(1 AS ?x) " * 1600 + "}", "BIND")


@case("PRS-08")
def blank_nodes_in_blank_nodes(bench: Bench) -> None:
    """Brackets of blank nodes 400 deep: refused."""
    refused_by_guard(bench, "ASK { " + "[ <p> " * 400 + "]" * 400 + " }", "nesting")


@case("PRS-09")
def queries_too_long(bench: Bench) -> None:
    """A query a byte over the limit, and bodies of 50 MB, one of them a comment: 413, without reading it
    all."""
    limit = 65_536
    fits = "ASK {} #".ljust(limit, "x")
    assert bench.server.query(fits).status == 200
    assert problem(bench.server.query(fits + "x"), 413)["limit"] == "text"
    head = "POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\n"
    for body in (b"ASK {} #", b"SELECT * { "):
        sent = f"{head}Content-Length: 50000000\r\n\r\n".encode() + body + b"x" * 10_000
        assert bench.server.raw(sent, wait=5).startswith(b"HTTP/1.1 413 ")


@case("PRS-11")
def odd_parameters(bench: Bench) -> None:
    """A query given twice or empty is refused; an escaped plus sign is a plus, a bare one a space."""
    ask = "/sparql?format=csv&query="
    problem(bench.server.ask(f"{ask}ASK%7B%7D&query=ASK%7B%7D"), 400, "not 2")
    problem(bench.server.ask(ask), 400, "empty")
    assert bench.server.ask(f"{ask}SELECT+(1%2B2+AS+?n)%7B%7D").text == "n\r\n3\r\n"


@case("PRS-12")
def braces_that_are_none(bench: Bench) -> None:
    """Brackets and keywords inside texts, addresses and comments do not count; the query runs."""
    braces_ = "{[(" * 50
    texts = [f"'{braces_}'", f'"{braces_}\\""', f"'''{braces_}\"'''", f'"""{braces_}\' """', "'\\\\'"]
    for text in texts:
        query = f"SELECT (STRLEN({text}) > 0 AS ?n) {{ }} # {braces_} SERVICE"
        assert bench.server.query(query).text == "n\r\ntrue\r\n"
    assert bench.server.query("ASK { ?s <http://x/?a=%7B((SERVICE> ?o }").status == 200


class Listener:
    """Counts who connects to a port of this machine."""

    def __init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._socket.settimeout(0.2)
        self.address = f"http://127.0.0.1:{self._socket.getsockname()[1]}/"

    def __enter__(self) -> Listener:
        return self

    def __exit__(self, *_: object) -> None:
        self._socket.close()

    def quiet(self) -> bool:
        """Return whether nobody connected."""
        try:
            self._socket.accept()
        except TimeoutError:
            return True
        return False


@case("NET-03")
def service(bench: Bench) -> None:
    """Another endpoint asked in any spelling: refused, and nobody connects."""
    with Listener() as listener:
        there = f"<{listener.address}>"
        for query in (
            f"SELECT * {{ SERVICE {there} {{ ?s ?p ?o }} }}",
            f"SELECT * {{ SERVICE SILENT {there} {{ ?s ?p ?o }} }}",
            f"SELECT * {{ sErViCe {there} {{ ?s ?p ?o }} }}",
            f"SELECT * {{ SERVICE#comment\n{there} {{ ?s ?p ?o }} }}",
            f"SELECT * {{ VALUES ?u {{ {there} }} SERVICE ?u {{ ?s ?p ?o }} }}",
            f"SELECT * {{ \\u0053ERVICE {there} {{ ?s ?p ?o }} }}",
            f"SELECT * {{ ?s ?p 1.SERVICE {there} {{ ?s ?p ?o }} }}",
            f"SELECT * {{ ?s ?p trueSERVICESILENT{there}{{ ?s ?p ?o }} }}",
            f"PREFIX a:{there} SELECT * {{ ?s a: a:.SERVICEa: {{ ?s ?p ?o }} }}",
        ):
            problem(bench.server.query(query), 400, "SERVICE is refused")
        for query in HIDDEN.values():
            problem(bench.server.query(query.format(there=listener.address)), 400, "line")
        assert listener.quiet()


@case("NET-04")
def service_as_a_word(bench: Bench) -> None:
    """The word inside a text, an address, a prefix and a variable: the query runs."""
    query = (
        "PREFIX service: <http://x/SERVICE/> SELECT (COUNT(?service) AS ?n) "
        "{ OPTIONAL { ?service service:load 'SERVICE <http://x> {' ; <http://x/SERVICE> ?insert } }"
    )
    assert bench.server.query(query).text == "n\r\n0\r\n"


@case("NET-06")
def foreign_graphs(bench: Bench) -> None:
    """FROM and the protocol's parameters with an address or a file: refused, nothing fetched, nothing
    read."""
    with Listener() as listener:
        for graph in (f"{listener.address}x.ttl", "file:///etc/passwd"):
            for clause in ("FROM", "FROM NAMED"):
                answer = bench.server.query(f"SELECT * {clause} <{graph}> {{ ?s ?p ?o }}")
                assert "root:" not in problem(answer, 400, "none is fetched")["detail"]
            for name in ("default-graph-uri", "named-graph-uri"):
                problem(bench.server.ask(f"/sparql?query=ASK%7B%7D&{name}={quote(graph)}"), 400)
        assert listener.quiet()


@case("NET-08")
def load(bench: Bench) -> None:
    """LOAD of a file or an address, also silent: refused, as a query and as an update; nobody connects."""
    with Listener() as listener:
        for text in (
            "LOAD <file:///etc/passwd>",
            f"LOAD <{listener.address}>",
            f"LOAD SILENT <{listener.address}>",
        ):
            problem(bench.server.query(text), 400, "read-only")
            problem(bench.server.ask(f"/sparql?update={quote(text)}"), 400, "read-only")
        assert listener.quiet()


@case("NET-10")
def updates(bench: Bench) -> None:
    """Updates in place of a query: refused, and the data are what they were."""
    count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    before = bench.server.query(count).text
    update = {"Content-Type": "application/sparql-update"}
    for text in (
        "INSERT DATA { <urn:a> <urn:b> <urn:c> }",
        "DROP ALL",
        "CLEAR DEFAULT",
        "DELETE WHERE { ?s ?p ?o }",
    ):
        problem(bench.server.query(text), 400, "read-only")
        answer = bench.server.ask("/sparql", method="POST", headers=update, body=text.encode())
        assert answer.status in {400, 415}
    assert bench.server.query(count).text == before


@case("NET-12")
def name_made_to_break_out(bench: Bench) -> None:
    """The address of a page that ends in a piece of an update: 404, and the data are what they were."""
    count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    before = bench.server.query(count).text
    for path in (
        "/page/id/x> } DROP ALL #",
        '/page/id/x"',
        "/page/id/x\n",
        "/id/person/x> }",
        "/data/id/x> }.ttl",
    ):
        assert bench.server.ask(quote(path)).status == 404
    for name in ("x> } DROP ALL #", "id/x\nid/y", '"; DROP ALL'):
        assert bench.server.ask(f"/graph?node={quote(name)}").status in {400, 404}
        assert bench.server.ask(f"/queries/q02-posts-of-person.json?person={quote(name)}").status in {
            200,
            400,
        }
    assert bench.server.query(count).text == before
