"""The command line: one clear line for what goes wrong, the right exit code, nothing changed."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import os
import socket
import subprocess
import sys
from dataclasses import dataclass, field

import pytest
from flask import Flask
from rdflib import XSD, Graph, Literal, Namespace, URIRef

from kg.cli import commands
from kg.commands.errors import run
from kg.commands.output import output
from kg.commands.reports import progress
from kg.commands.serving import graphs_of, serve_app
from kg.errors import ShapeError, StoreError
from kg.export import FORMATS
from kg.load import Refusal
from kg.queries import all_queries, public_queries
from kg.settings import Settings
from kg.store import Store
from kg.store.generations import DataHome
from tests.deadlines import ends

S, P = URIRef("https://vpo.example/id/adm63/long-an"), URIRef("http://www.w3.org/2004/02/skos/core#prefLabel")
GRAPH = "https://vpo.example/graph/reference/provinces"
COMMANDS = sorted(commands.commands)
RS = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/result-set#")


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A data folder of one province, published twice, which `kg` uses."""
    monkeypatch.setenv("KG_HOME", str(tmp_path / "home"))
    data = DataHome(tmp_path / "home")
    with data.writer() as store:
        for label in ("Long An", "Tỉnh Long An"):
            store.replace_graph(GRAPH, [(S, P, Literal(label, lang="vi"))])
            data.publish(store)
    return data


@pytest.fixture
def kg(capfdbinary):
    """Run `kg` with these arguments; return exit code, standard output, standard error."""

    def call(*arguments):
        code = run(commands, [str(argument) for argument in arguments])
        out, err = capfdbinary.readouterr()
        return code, out.decode(), err.decode()

    return call


@dataclass
class Report:
    loaded: int = 2
    unchanged: int = 0
    replaced: int = 1
    refused: tuple[Refusal, ...] = ()
    undated: tuple[str, ...] = ()
    generation: int = 7


@dataclass
class Pipeline:
    """Stands for `kg.pipeline`: remembers what it was asked and answers what it was told to."""

    report: Report = field(default_factory=Report)
    error: Exception | None = None
    calls: list[tuple[str, object]] = field(default_factory=list)

    def load(self, paths, settings, progress=None):
        self.calls.append(("load", tuple(paths)))
        if self.error:
            raise self.error
        return self.report

    def rebuild(self, settings, progress=None):
        return self.report

    def build_demo(self, settings, progress=None):
        settings.home.mkdir(exist_ok=True)
        return self.report

    def extract(self, paths, settings):
        yield {"article": {"id": "1"}, "label": "Tỉnh ủy"}
        yield from self.report.refused


@pytest.fixture
def pipeline(monkeypatch, tmp_path):
    fake = Pipeline()
    monkeypatch.setenv("KG_HOME", str(tmp_path / "home"))
    monkeypatch.setitem(sys.modules, "kg.pipeline", fake)
    monkeypatch.setattr("kg.pipeline", fake, raising=False)
    return fake


def one_line(err):
    assert err.startswith("kg: ")
    assert err.endswith("\n")
    assert err.count("\n") == 1
    assert "Traceback" not in err
    return err


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(kg, command):
    code, out, err = kg(command, "--help")
    assert (code, err) == (0, "")
    assert out.startswith(f"Usage: kg {command}")


def test_help_lists_every_command(kg):
    _, out, _ = kg("--help")
    assert [line.split()[0] for line in out.partition("Commands:\n")[2].splitlines()] == COMMANDS
    assert "..." not in out.partition("Commands:\n")[2]


@pytest.mark.parametrize(
    "arguments",
    [
        ("nonsense",),
        ("load",),
        ("load", "--nonsense", "a.txt"),
        ("query",),
        ("query", "no-such-query"),
        ("query", "missing.rq"),
        ("query", "no/such/file"),
        ("rollback", "x"),
        ("rollback", "0"),
        ("export", "--format", "docx"),
        ("serve", "--port", "70000"),
        ("serve", "--rdf", "missing.ttl"),
        ("diff", "1"),
        ("extract",),
    ],
)
def test_wrong_usage_is_one_line_and_2(kg, home, arguments):
    code, out, err = kg(*arguments)
    assert (code, out) == (2, "")
    one_line(err)


@pytest.mark.parametrize(
    "content", [b"", b" \n", b"\xff\xfe\x00", b"SELECT nonsense {", b"PK\x03\x04\x00\xff"]
)
def test_a_query_file_that_is_none_is_one_line_and_2(kg, home, tmp_path, content):
    (tmp_path / "a.rq").write_bytes(content)
    code, out, err = kg("query", tmp_path / "a.rq")
    assert (code, out) == (2, "")
    one_line(err)


@pytest.mark.parametrize("param", ["x", "=x", "nonsense=1"])
def test_a_wrong_parameter_is_one_line_and_2(kg, home, param):
    code, out, err = kg("query", all_queries()[0].name, "-p", param)
    assert (code, out) == (2, "")
    one_line(err)


@pytest.mark.parametrize("command", ["validate", "serve", "export", "query", "derive", "rebuild"])
def test_without_data_the_line_says_what_to_do(kg, tmp_path, monkeypatch, command):
    monkeypatch.setenv("KG_HOME", str(tmp_path / "home"))
    (tmp_path / "a.rq").write_text("ASK {}")
    code, _, err = kg(command, *([tmp_path / "a.rq"] if command == "query" else []))
    assert code == 1
    assert "kg load" in one_line(err)
    assert not (tmp_path / "home").exists()


def test_a_wrong_setting_is_one_line_and_2(kg, monkeypatch):
    monkeypatch.setenv("KG_QUERY_SECONDS", "soon")
    code, _, err = kg("status")
    assert code == 2
    assert "KG_QUERY_SECONDS" in one_line(err)


def test_a_load_says_what_it_did(kg, pipeline):
    code, out, err = kg("load", "a.txt", "-")
    assert (code, out) == (0, "")
    assert err == "loaded 2, unchanged 0, replaced 1, refused 0; generation 7\n"
    assert pipeline.calls == [("load", ("a.txt", "-"))]


def test_refused_inputs_are_listed_and_1(kg, pipeline):
    pipeline.report.refused = (Refusal("a\x1b[2J\n.pdf", "this is a PDF", "save its text"),)
    code, _, err = kg("load", "a.pdf")
    assert code == 1
    assert err.splitlines() == [
        "refused a[2J .pdf: this is a PDF; save its text",
        "loaded 2, unchanged 0, replaced 1, refused 1; generation 7",
    ]


@pytest.mark.parametrize(
    "error", [StoreError("full"), ShapeError(("a\nb",), where="x"), OSError(28, "No space")]
)
def test_an_error_of_a_load_is_one_line_and_1(kg, pipeline, error):
    pipeline.error = error
    code, _, err = kg("load", "a.txt")
    assert code == 1
    one_line(err)


def test_an_interrupted_load_is_one_line_and_130(kg, pipeline):
    pipeline.error = KeyboardInterrupt()
    code, _, err = kg("load", "a.txt")
    assert code == 130
    assert "interrupted" in err


def test_extraction_prints_one_object_a_line(kg, pipeline):
    code, out, err = kg("extract", "a.txt")
    assert (code, err) == (0, "")
    assert [json.loads(line) for line in out.splitlines()] == [{"article": {"id": "1"}, "label": "Tỉnh ủy"}]
    assert "Tỉnh ủy" in out


def test_extraction_prints_the_quads_of_what_may_enter(kg, tmp_path):
    (tmp_path / "a.jsonl").write_text(
        '{"text": "Ông Nguyễn Văn Mốt, Bí thư Tỉnh ủy Long An, phát biểu."}\n{}\n'
    )
    code, out, err = kg("extract", "--format", "nq", str(tmp_path / "a.jsonl"))
    assert (code, err.count("\n")) == (1, 1)
    store = Store.in_memory()
    store.load(out.encode(), "application/n-quads")
    assert ["/graph/article/" in graph for graph in store.graphs()] == [True]


def test_extraction_lists_refusals_and_ends_with_1(kg, pipeline):
    pipeline.report.refused = (Refusal("b", "c", "d"),)
    code, out, err = kg("extract", "a.txt")
    assert (code, out.count("\n"), err) == (1, 1, "refused b: c; d\n")


def test_the_demo_keeps_away_from_articles_of_ones_own(kg, pipeline, home):
    code, _, err = kg("demo", "--build-only")
    assert code == 1
    assert "KG_HOME" in one_line(err)


def test_the_demo_can_be_built_twice(kg, pipeline):
    assert kg("demo", "--build-only")[0] == 0
    assert kg("demo", "--build-only")[0] == 0


@pytest.mark.parametrize(
    ("form", "answer"),
    [
        ("table", "label\n------------\nTỉnh Long An\n1 row\n"),
        ("csv", "label\r\nTỉnh Long An\r\n"),
        ("json", '"Tỉnh Long An"'),
    ],
)
def test_a_query_from_a_file_is_answered(kg, home, tmp_path, form, answer):
    (tmp_path / "a.rq").write_text("SELECT ?label { ?s ?p ?label }", "utf-8")
    code, out, err = kg("query", tmp_path / "a.rq", "--format", form)
    assert (code, err) == (0, "")
    assert answer in out


def test_a_table_shortens_iris_and_long_cells(kg, home, tmp_path):
    (tmp_path / "a.rq").write_text('SELECT ?s ("%s" AS ?long) { ?s ?p ?o }' % ("a" * 200), "utf-8")
    _, out, _ = kg("query", tmp_path / "a.rq")
    assert out.splitlines()[2] == f"id/adm63/long-an  {'a' * 59}…"


@pytest.mark.parametrize(("text", "answer"), [("ASK { ?s ?p ?o }", "yes\n"), ("ASK { <a:b> ?p ?o }", "no\n")])
def test_a_yes_or_no_is_one_word(kg, home, tmp_path, text, answer):
    (tmp_path / "a.rq").write_text(text)
    assert kg("query", tmp_path / "a.rq") == (0, answer, "")


def test_a_query_that_cannot_be_read_is_told_with_its_cure(kg, home, tmp_path):
    (tmp_path / "a.rq").write_text("SELECT ?s {\n ?s foaf:name ?o")
    code, _, err = kg("query", tmp_path / "a.rq")
    assert code == 2
    assert one_line(err).rstrip().split("; ")[1:] == [
        "the { in line 1 is not closed",
        "the prefix foaf: in line 2 is not declared, add at the top: PREFIX foaf: <http://xmlns.com/foaf/0.1/>",
    ]


def test_triples_are_written_as_turtle_only(kg, home, tmp_path):
    (tmp_path / "a.rq").write_text("CONSTRUCT WHERE { ?s ?p ?o }")
    assert "Tỉnh Long An" in kg("query", tmp_path / "a.rq", "--format", "ttl")[1]
    code, out, err = kg("query", tmp_path / "a.rq")
    assert (code, out) == (2, "")
    assert "--format ttl" in one_line(err)


def test_columns_are_refused_where_they_would_be_ignored(kg, home, tmp_path):
    (tmp_path / "a.rq").write_text("SELECT ?s { ?s ?p ?o }")
    code, out, err = kg("query", tmp_path / "a.rq", "--format", "csv", "--columns", "s")
    assert (code, out) == (2, "")
    assert "--format table" in one_line(err)


def test_columns_stand_in_the_order_of_the_query(kg, home, tmp_path):
    (tmp_path / "a.rq").write_text("SELECT ?none ?p ?s { ?s ?p ?o }")
    assert kg("query", tmp_path / "a.rq")[1].split()[:3] == ["none", "p", "s"]


def test_a_table_shows_the_columns_that_are_named(kg, home, tmp_path):
    (tmp_path / "a.rq").write_text("SELECT ?s ?p ?o { ?s ?p ?o }")
    _, out, _ = kg("query", tmp_path / "a.rq", "--columns", "o,s")
    assert out == "o             s\n------------  ----------------\nTỉnh Long An  id/adm63/long-an\n1 row\n"


def test_a_column_that_is_none_is_one_line_and_2(kg, home, tmp_path):
    (tmp_path / "a.rq").write_text("SELECT ?s { ?s ?p ?o }")
    code, out, err = kg("query", tmp_path / "a.rq", "--columns", "s,x")
    assert (code, out) == (2, "")
    one_line(err)


def test_rows_as_turtle_are_a_result_set(kg, home, tmp_path):
    terms = [S, Literal('Tỉnh "Long An"\n', lang="vi"), Literal("2018-08-10", datatype=XSD.date)]
    values = " ".join(term.n3() for term in terms)
    (tmp_path / "a.rq").write_text(f"SELECT ?s {{ VALUES ?s {{ {values} UNDEF }} }}", "utf-8")
    code, out, err = kg("query", tmp_path / "a.rq", "--format", "ttl")
    assert (code, err) == (0, "")
    graph = Graph().parse(data=out, format="turtle")
    solutions = {int(index): node for node, index in graph.subject_objects(RS["index"])}
    said = [[*graph.objects(solutions[at], RS.binding / RS.value)] for at in sorted(solutions)]
    assert [[term.n3() for term in row] for row in said] == [*([term.n3()] for term in terms), []]


@pytest.mark.parametrize("query", all_queries(), ids=lambda query: query.name)
def test_every_named_query_answers_as_turtle(kg, home, query):
    code, out, err = kg("query", query.name, "--format", "ttl")
    assert (code, err) == (0, "")
    graph = Graph().parse(data=out, format="turtle")
    assert {str(name) for name in graph.objects(None, RS.resultVariable)} == set(query.columns)


def test_a_yes_or_no_as_turtle_is_a_result_set(kg, home, tmp_path):
    (tmp_path / "a.rq").write_text("ASK { ?s ?p ?o }")
    assert "rs:boolean true ." in kg("query", tmp_path / "a.rq", "--format", "ttl")[1]


def test_the_list_names_every_query(kg, home):
    _, out, _ = kg("query", "--list")
    assert [line.split()[0] for line in out.splitlines() if not line.startswith(" ")] == [
        query.name for query in public_queries()
    ]


def test_the_formats_of_an_export_are_those_of_the_library():
    (option,) = [param for param in commands.commands["export"].params if param.name == "form"]
    assert tuple(option.type.choices) == FORMATS


def test_an_export_writes_a_file(kg, home, tmp_path):
    assert kg("export", "--format", "nt", tmp_path / "a.nt") == (0, "", "")
    assert (tmp_path / "a.nt").read_text("utf-8") == f'<{S}> <{P}> "Tỉnh Long An"@vi .\n'


@pytest.mark.parametrize("name", ["a.nq", "a.csv", "a.jsonld"])
def test_the_name_of_an_export_says_its_format(kg, home, tmp_path, name):
    assert kg("export", tmp_path / name)[0] == 0
    said = (tmp_path / name).read_bytes()
    assert kg("export", "--format", name.rpartition(".")[2], tmp_path / "again")[0] == 0
    assert said == (tmp_path / "again").read_bytes()


def test_a_question_about_an_unknown_thing_is_one_line_and_2(kg, home):
    code, out, err = kg("query", "q03-cluster-members", "-p", "cluster=xyz")
    assert (code, out) == (2, "")
    assert err.count("\n") == 1
    assert "nothing is known about" in err


def test_a_packed_export_has_the_bytes_of_a_plain_one_and_is_the_same_each_time(kg, home, tmp_path):
    for name in ("a.nq", "a.nq.gz", "b.nq.gz"):
        assert kg("export", tmp_path / name) == (0, "", "")
    packed = (tmp_path / "a.nq.gz").read_bytes()
    assert gzip.decompress(packed) == (tmp_path / "a.nq").read_bytes()
    assert packed == (tmp_path / "b.nq.gz").read_bytes()


def test_a_manifest_tells_of_the_file_and_of_the_generation(kg, home, tmp_path):
    assert kg("export", tmp_path / "a.ttl.gz", "--manifest", tmp_path / "a.json") == (0, "", "")
    data, told = (tmp_path / "a.ttl.gz").read_bytes(), json.loads((tmp_path / "a.json").read_text())
    assert told["file"] == {
        "name": "a.ttl.gz", "format": "ttl", "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()
    }  # fmt: skip
    sealed = home.manifest(2)
    assert [told[name] for name in ("generation", "created", "articles", "triples", "hash")] == [
        2, sealed.created, sealed.articles, sealed.triples, sealed.hash,
    ]  # fmt: skip
    assert (told["format"], told["licence"]) == ("kg-export/1", Settings().licence)


@pytest.mark.parametrize("more", [("-",), ("a.ttl", "--graph", "graph/x"), ("a.ttl", "--subject", "id/x")])
def test_a_manifest_is_of_all_data_in_a_file(kg, home, tmp_path, more):
    code, _, err = kg("export", *more, "--manifest", tmp_path / "a.json")
    assert (code, "--manifest" in err) == (2, True)


@pytest.mark.parametrize("option", ["--subject", "--graph"])
def test_an_export_of_what_is_unknown_is_one_line_and_2(kg, home, tmp_path, option):
    code, _, err = kg("export", option, "id/nothing", tmp_path / "a.ttl")
    assert code == 2
    one_line(err)
    assert not (tmp_path / "a.ttl").exists()


def test_the_status_shows_settings_and_generations(kg, home):
    with home.archive():
        pass
    code, out, err = kg("status")
    assert (code, err) == (0, "")
    assert "KG_QUERY_SECONDS" in out
    assert "generation  2 (current): 0 articles, 1 triples" in out


def test_the_status_changes_nothing(kg, tmp_path, monkeypatch):
    monkeypatch.setenv("KG_HOME", str(tmp_path / "home"))
    assert kg("status")[0] == 0
    assert not (tmp_path / "home").exists()


def test_a_rollback_moves_the_readers(kg, home):
    code, _, err = kg("rollback", 1)
    assert (code, err) == (0, "generation 1: 0 articles, 1 triples\n")
    assert home.current() == 1


def test_a_rollback_to_nothing_is_one_line_and_1(kg, home):
    code, _, err = kg("rollback", 9)
    assert code == 1
    one_line(err)
    assert home.current() == 2


def test_a_difference_names_graphs_and_counts(kg, home):
    assert kg("diff", 1, 2, "--graphs") == (0, "+1\t-1\tgraph/reference/provinces\n", "")


def test_an_output_file_appears_only_when_whole(tmp_path):
    target = tmp_path / "a.ttl"
    target.write_text("before")

    def write_half():
        with output(str(target)) as file:
            file.write(b"half")
            raise OSError(28, "No space")

    with pytest.raises(OSError, match="No space"):
        write_half()
    assert target.read_text() == "before"
    assert os.listdir(tmp_path) == ["a.ttl"]


def test_an_output_in_a_folder_that_is_missing_names_what_was_asked_for(kg, home, tmp_path):
    target = tmp_path / "none" / "a.ttl"
    code, _, err = kg("export", target)
    assert (code, err) == (1, f"kg: {target}: No such file or directory\n")


def test_an_output_that_is_a_folder_is_refused(kg, home, tmp_path):
    code, _, err = kg("export", tmp_path)
    assert (code, err) == (1, f"kg: {tmp_path}: Is a directory\n")


def test_an_output_that_is_a_pipe_stays_one(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    reader = os.open(tmp_path / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    with output(str(tmp_path / "pipe")) as file:
        file.write(b"all of it")
    assert os.read(reader, 100) == b"all of it"
    assert (tmp_path / "pipe").is_fifo()
    os.close(reader)


def test_an_output_through_a_link_writes_what_it_leads_to(tmp_path):
    (tmp_path / "a.ttl").write_text("before")
    (tmp_path / "link").symlink_to("a.ttl")
    with output(str(tmp_path / "link")) as file:
        file.write(b"after")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "a.ttl").read_text() == "after"


ROWS = "SELECT ?a ?b { VALUES ?a { %s } VALUES ?b { %s } }" % ((" ".join(map(str, range(200))),) * 2)


def pipe_from(arguments, **options):
    command = [sys.executable, "-m", "kg", *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options)


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_reader_that_goes_away_is_no_error(home, tmp_path, unbuffered):
    (tmp_path / "a.rq").write_text(ROWS)
    with pipe_from(
        ["query", tmp_path / "a.rq"], env={**os.environ, "PYTHONUNBUFFERED": unbuffered}
    ) as process:
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 141


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_slow_reader_gets_all(home, tmp_path, unbuffered):
    (tmp_path / "a.rq").write_text(ROWS)
    with pipe_from(
        ["query", tmp_path / "a.rq"], env={**os.environ, "PYTHONUNBUFFERED": unbuffered}
    ) as process:
        assert process.communicate()[0].endswith(b"\n40000 rows\n")


@pytest.mark.parametrize(
    "text",
    ["SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "ASK " + "{" * 3000 + "}" * 3000, "DROP ALL"],
)
def test_a_query_that_leaves_crashes_or_changes_is_refused(kg, home, tmp_path, text):
    (tmp_path / "a.rq").write_text(text)
    code, out, err = kg("query", tmp_path / "a.rq")
    assert (code, out) == (2, "")
    one_line(err)


def test_the_command_starts_without_the_heavy_libraries():
    code = "import sys, kg.cli; print(*sys.modules)"
    loaded = subprocess.check_output([sys.executable, "-c", code], text=True).split()
    assert {"rdflib", "flask", "trafilatura", "pyoxigraph"} & set(loaded) == set()


def test_an_rdf_file_becomes_a_generation_of_its_own(tmp_path):
    (tmp_path / "a.ttl").write_text("<a> <b> <c> .")
    with graphs_of(tmp_path / "a.ttl") as graphs:
        now = graphs.now()
        assert (now.store.count(), graphs.union) == (1, False)
    assert not now.folder.exists()


def test_an_rdf_file_of_chained_blank_nodes_is_served(tmp_path):
    (tmp_path / "a.ttl").write_text("<a> <b> " + "[ <b> " * 2000 + "1" + " ]" * 2000 + " .")
    with ends(within=30), graphs_of(tmp_path / "a.ttl") as graphs:
        assert graphs.now().store.count() == 2001


@pytest.mark.parametrize(("name", "data"), [("a.ttl", "<a> <b"), ("a.docx", "")])
def test_an_rdf_file_that_is_none_is_a_store_error(tmp_path, name, data):
    (tmp_path / name).write_text(data)
    with pytest.raises(StoreError), graphs_of(tmp_path / name):
        pass


def test_a_port_in_use_is_a_store_error():
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(StoreError, match="--port"):
        serve_app(Flask("test"), Settings(), "127.0.0.1", taken.getsockname()[1])


def test_progress_away_from_a_terminal_is_a_line_now_and_then_with_pace_and_what_is_left(monkeypatch):
    clock = iter([0.0, 4.0, 12.0, 13.0, 24.0])
    monkeypatch.setattr("kg.commands.reports.monotonic", lambda: next(clock))
    monkeypatch.setattr(sys, "stderr", said := io.StringIO())
    with progress() as more:
        for _ in range(4):
            more(600, 4000)
    assert said.getvalue().splitlines() == [
        "1200 of 4000 articles read, 100 a second, 00:28 left",
        "2400 of 4000 articles read, 100 a second, 00:16 left",
    ]


def test_settings_reach_the_commands():
    assert Settings.from_env({"KG_HOME": "/x"}).home.name == "x"
