"""The server for programs of a language model: every tool, every refusal, and the command as it is run."""

import contextlib
import json
import os
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import anyio
import jsonschema
import pytest
from mcp import Client
from mcp.client.stdio import StdioServerParameters
from mcp.shared.exceptions import MCPError

import kg
from kg.cli import commands
from kg.commands.errors import WRONG, run
from kg.mcp.server import create_server
from kg.mcp.tools import MOST_ROWS
from kg.settings import Settings
from kg.sparql.guard import Checked

BASE = "https://vpo.example/"
LAM = f"{BASE}id/person/do-huu-lam"
PREFIX = "PREFIX vpo: <https://vpo.example/ontology#>\n"
SENTENCE = "Hội nghị có sự tham dự của đồng chí Đỗ Hữu Lâm - Phó Bí thư Thường trực Tỉnh ủy Long An"
TOOLS = [
    "search_entity", "describe_entity", "fact_evidence", "list_queries", "run_query", "run_sparql",
    "find_paths", "ontology_terms",
]  # fmt: skip


@pytest.fixture(scope="module")
def data(demo):
    with kg.open(demo, settings=Settings()) as opened:
        yield opened


@pytest.fixture(scope="module")
def served(data):
    return create_server(data)


def ask(server, use):
    """Return what `use` makes of a client in the same process."""

    async def run():
        async with Client(server) as client:
            return await use(client)

    with ThreadPoolExecutor(1) as thread:  # of its own: the driver of the browser keeps a loop in this one
        return thread.submit(anyio.run, run).result()


def call(server, tool, **arguments):
    """Return the answer of a tool; raise `AssertionError` with the text of a refusal."""
    result = ask(server, lambda client: client.call_tool(tool, arguments))
    assert not result.is_error, result.content[0].text
    assert json.loads(result.content[0].text) == result.structured_content
    return result.structured_content


def refused(server, tool, **arguments):
    """Return the text with which a tool refuses."""
    result = ask(server, lambda client: client.call_tool(tool, arguments))
    assert result.is_error, result.structured_content
    return result.content[0].text


def test_every_tool_says_that_it_reads_and_what_it_takes_and_gives(served):
    tools = ask(served, lambda client: client.list_tools()).tools
    assert [tool.name for tool in tools] == TOOLS
    for tool in tools:
        assert (tool.annotations.read_only_hint, tool.annotations.destructive_hint) == (True, False)
        assert tool.description
        jsonschema.Draft202012Validator.check_schema(tool.input_schema)
        jsonschema.Draft202012Validator.check_schema(tool.output_schema)


def test_the_names_of_queries_are_part_of_a_schema(served):
    tools = {tool.name: tool for tool in ask(served, lambda client: client.list_tools()).tools}
    names = tools["run_query"].input_schema["properties"]["name"]["enum"]
    assert names == [query["name"] for query in call(served, "list_queries")["queries"]]
    kinds = tools["find_paths"].input_schema["properties"]["kinds"]["items"]["enum"]
    assert kinds == ["same-body", "same-event", "succession", "same-cluster", "crowd"]


def test_an_entity_is_found_by_a_name_without_marks(served):
    found = call(served, "search_entity", text="do huu lam")
    assert found["total"] == 1
    assert (found["hits"][0]["iri"], found["hits"][0]["label"]) == (LAM, "Đỗ Hữu Lâm")


def test_a_search_says_how_many_there_are(served):
    found = call(served, "search_entity", text="long an", kind="vpo:PartyCommittee", limit=1)
    assert [hit["label"] for hit in found["hits"]] == ["Tỉnh ủy Long An"]
    assert found["total"] > 1


def test_every_fact_comes_with_sentence_article_date_link_and_confidence(served):
    about = call(served, "describe_entity", entity="Đỗ Hữu Lâm")
    assert (about["iri"], about["label"], about["total"], about["next_page"]) == (LAM, "Đỗ Hữu Lâm", 3, None)
    tenure = about["facts"][2]
    assert tenure["kind"] == "vpo:Tenure"
    assert {"property": "vpo:firstObserved", "value": "2018-08-10", "label": ""} in tenure["said"]
    sentence = tenure["sentence"]
    assert sentence["text"].startswith(SENTENCE)
    assert sentence["title"].startswith("Ngành tổ chức xây dựng Đảng 11 tỉnh")
    assert sentence["published"] == "2018-08-10"
    assert sentence["link"] == f"{BASE}id/article/5a272a689e86abfe#char=310,541"
    assert (sentence["confidence"], tenure["sentences"]) == (0.95, 1)


def test_a_description_comes_in_pages_of_a_stated_total(served):
    first = call(served, "describe_entity", entity="id/adm63/long-an")
    second = call(served, "describe_entity", entity="id/adm63/long-an", page=first["next_page"])
    assert first["total"] == second["total"] > len(first["facts"]) == 25
    assert not {fact["iri"] for fact in first["facts"]} & {fact["iri"] for fact in second["facts"]}


def test_all_sentences_of_a_fact_are_given(served):
    proof = call(served, "fact_evidence", fact="id/org/tinh-uy-long-an")
    days = [sentence["published"] for sentence in proof["sentences"]]
    assert len(days) == 6
    assert days == sorted(days)
    assert proof["next_page"] is None


def test_queries_are_listed_with_the_schema_of_their_parameters(served):
    listed = call(served, "list_queries", text="thanh vien cum")
    (members,) = [query for query in listed["queries"] if query["name"] == "q03-cluster-members"]
    schema = members["parameters"]
    assert schema["properties"]["year"]["type"] == "integer"
    assert schema["properties"]["cluster"]["format"] == "iri-reference"
    jsonschema.validate({"year": 2018}, schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"yer": 2018}, schema)
    assert listed["total"] == len(call(served, "list_queries")["queries"]) > len(listed["queries"])


def test_every_schema_of_parameters_is_one_and_fits_its_own_defaults(served):
    for query in call(served, "list_queries")["queries"]:
        schema = query["parameters"]
        jsonschema.Draft202012Validator.check_schema(schema)
        told = schema["properties"]
        jsonschema.validate({name: told[name]["default"] for name in told if "default" in told[name]}, schema)


def test_a_named_query_is_answered(served):
    answer = call(served, "run_query", name="q03-cluster-members", parameters={"year": 2018})
    assert answer["count"] == len(answer["rows"]) == 11
    assert answer["rows"][0]["unitLabel"] == "Bà Rịa - Vũng Tàu"
    assert answer["rows"][0]["year"] == 2018


def test_a_thing_may_be_given_by_name(served):
    answer = call(served, "run_query", name="q02-posts-of-person", parameters={"person": "do huu lam"})
    assert answer["rows"][0]["postLabel"] == "Phó Bí thư Thường trực Tỉnh ủy Long An"
    assert "startDate" in answer["columns"]
    assert "startDate" not in answer["rows"][0]  # it has no value


def test_sparql_is_answered_whole(served):
    query = PREFIX + "SELECT ?kind { <https://vpo.example/id/person/do-huu-lam> a ?kind } ORDER BY ?kind"
    answer = call(served, "run_sparql", query=query)
    assert answer == {
        "columns": ["kind"],
        "count": 2,
        "rows": [{"kind": "vpo:Official"}, {"kind": "vpo:Person"}],
        "next_page": None,
    }


def test_paths_come_with_sentences(served):
    found = call(served, "find_paths", one="Đỗ Hữu Lâm", other="id/person/phan-van-nhiem")
    (tie,) = found["chains"][0]["steps"][0]["ties"]
    assert (tie["kind"], tie["days"]) == ("same-event", ["2018-08-10"])
    assert any(sentence["text"].startswith(SENTENCE) for sentence in tie["sentences"])
    assert (found["linked"], found["stopped"]) == (True, False)


def test_terms_are_found_by_label(served):
    found = call(served, "ontology_terms", text="thoi gian giu chuc")
    (tenure,) = [term for term in found["terms"] if term["term"] == "vpo:Tenure"]
    assert (tenure["kind"], tenure["label"]) == ("owl:Class", "thời gian giữ chức")
    every = call(served, "ontology_terms")
    assert (len(every["terms"]), every["next_page"]) == (50, 2)
    assert every["total"] > 400


@pytest.mark.parametrize(
    ("tool", "arguments", "words"),
    [
        ("describe_entity", {"entity": "id/person/do-huu-la"}, "did you mean id/person/do-huu-lam?"),
        ("describe_entity", {"entity": "Do Huu Lan"}, "did you mean id/person/do-huu-lam?"),
        ("describe_entity", {"entity": "An Giang"}, "give one of these"),
        ("describe_entity", {"entity": LAM, "page": 0}, "greater than or equal to 1"),
        ("fact_evidence", {"fact": "id/tenure/nobody/nowhere"}, "nothing is known about"),
        ("search_entity", {"text": "long an", "limit": 21}, "less than or equal to 20"),
        ("search_entity", {"text": "long an", "kind": "vpo:Persn"}, "did you mean vpo:Person"),
        ("run_query", {"name": "q03-cluster-member"}, "did you mean q03-cluster-members"),
        ("run_query", {"name": "about-facts"}, "there is no query named 'about-facts'"),
        ("run_query", {"name": "q03-cluster-members", "parameters": {"yer": 1}}, "did you mean year?"),
        ("run_query", {"name": "q03-cluster-members", "parameters": {"year": "x"}}, "year='x' is no year"),
        (
            "run_query",
            {"name": "q02-posts-of-person", "parameters": {"person": "x y"}},
            "a thing named 'x y'",
        ),
        ("run_sparql", {"query": PREFIX + "SELECT * { ?x a vpo:Tenur }"}, "did you mean vpo:Tenure"),
        (
            "run_sparql",
            {"query": PREFIX + "SELECT * { ?x vpo:xyzzy 1 }"},
            "no term vpo:xyzzy (line 2, column 15)",
        ),
        ("run_sparql", {"query": f"SELECT * {{ <{LAM}m> ?p ?o }}"}, "did you mean id/person/do-huu-lam?"),
        ("run_sparql", {"query": "SELECT * { ?x ?y"}, "something else is expected here (line 1, column 17)"),
        ("run_sparql", {"query": "SELECT * { SERVICE <http://x/> {} }"}, "SERVICE is refused"),
        ("run_sparql", {"query": "INSERT DATA { <urn:a> <urn:b> 1 }"}, "INSERT is refused"),
        ("run_sparql", {"query": "SELECT * { ?a ?b ?c }"}, "narrow the query"),
        (
            "run_sparql",
            {"query": f"SELECT * {{ ?a ?b ?c }} LIMIT {MOST_ROWS + 1}"},
            "501 rows, more than 500",
        ),
        ("find_paths", {"one": LAM, "other": LAM}, "one and the same person"),
        ("find_paths", {"one": LAM, "other": "id/adm63/long-an"}, "a person at"),
        ("find_paths", {"one": LAM, "other": "Phan Văn Nhiệm", "kinds": ["x"]}, "'x' is no kind of tie"),
        ("find_paths", {"one": LAM, "other": "Phan Văn Nhiệm", "since": "x"}, "is no date"),
    ],
)
def test_what_cannot_be_answered_is_refused_in_words(served, tool, arguments, words):
    assert words in refused(served, tool, **arguments)


def test_a_crash_of_the_engine_does_not_hurt_the_server(served, monkeypatch):
    monkeypatch.setattr("kg.sparql.endpoint.check_query", lambda *_, **__: Checked((), volatile=False))
    assert "it nests too deeply" in refused(served, "run_sparql", query="ASK " + "{" * 5000 + "}" * 5000)
    assert call(served, "run_sparql", query="ASK {}")["rows"] == [{"answer": True}]


def test_the_ontology_and_the_queries_can_be_read(served):
    resources = ask(served, lambda client: client.list_resources()).resources
    assert [resource.uri for resource in resources] == ["vpo://ontology", "vpo://queries"]
    ontology = ask(served, lambda client: client.read_resource("vpo://ontology")).contents[0]
    assert ontology.mime_type == "text/turtle"
    assert "vpo:Tenure a owl:Class" in ontology.text
    queries = ask(served, lambda client: client.read_resource("vpo://queries")).contents[0]
    assert json.loads(queries.text) == call(served, "list_queries")


def test_no_other_resource_can_be_read(served):
    async def use(client):
        with pytest.raises(MCPError, match="Unknown resource"):
            await client.read_resource("file:///etc/passwd")

    ask(served, use)


def test_it_serves_what_another_server_holds(demo_url):
    with kg.open(demo_url, lang="en") as data:
        server = create_server(data)
        about = call(server, "describe_entity", entity="do huu lam")
        assert about["label"] == "Do Huu Lam"
        assert about["facts"][0]["sentence"]["link"].startswith(f"{demo_url}page/id/article/")
        query = f"SELECT * {{ <{LAM}m> ?p ?o }}"
        assert "did you mean id/person/do-huu-lam?" in refused(server, "run_sparql", query=query)


def test_the_command_speaks_over_standard_streams(demo):
    environment = {**os.environ, "KG_HOME": str(demo)}
    command = StdioServerParameters(command=sys.executable, args=["-m", "kg", "mcp"], env=environment)

    async def use(client):
        return [tool.name for tool in (await client.list_tools()).tools], await client.call_tool(
            "search_entity", {"text": "do huu lam"}
        )

    names, found = ask(command, use)
    assert names == TOOLS
    assert found.structured_content["hits"][0]["iri"] == LAM


def test_the_command_speaks_over_a_port_of_this_machine(demo):
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "kg", "mcp", str(demo), "--port", str(port)]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as server:
        try:
            wait_for(port)
            found = call(f"http://127.0.0.1:{port}/mcp", "search_entity", text="do huu lam")
        finally:
            server.terminate()
    assert found["hits"][0]["iri"] == LAM


def wait_for(port):
    for _ in range(200):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port)):
            return
        time.sleep(0.1)
    raise AssertionError("the server does not listen")


def test_without_the_extra_the_command_says_what_to_install(monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "mcp", None)
    monkeypatch.setitem(sys.modules, "mcp.server", None)
    monkeypatch.delitem(sys.modules, "kg.mcp.server")
    assert run(commands, ["mcp"]) == WRONG
    assert capsys.readouterr().err == "kg: mcp is not installed; it comes with pip install 'kg-vpo[mcp]'\n"


def test_a_folder_without_data_is_refused(tmp_path, capsys):
    assert run(commands, ["mcp", str(tmp_path)]) == 1
    assert "holds no data; load articles first" in capsys.readouterr().err
