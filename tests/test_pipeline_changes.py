"""Runs of the pipeline leave an entry in the log and a node, or no trace; great losses are refused."""

from __future__ import annotations

import json
import shutil
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from rdflib import RDF, URIRef

from kg import entering, pipeline
from kg.changes import loss
from kg.changes.log import Log
from kg.cli import commands
from kg.commands.errors import run
from kg.errors import LossError
from kg.model import Extraction
from kg.settings import Settings
from kg.store import Store
from kg.store.generations import DataHome
from kg.vocab import VPO

SAMPLES = Path(__file__).resolve().parents[1] / "kg" / "samples"
FIRST, SECOND = SAMPLES / "cum-thi-dua-4-2018.txt", SAMPLES / "cum-thi-dua-2-2025.txt"


@pytest.fixture(scope="module")
def loaded(tmp_path_factory) -> Path:
    """A data folder of two generations."""
    folder = tmp_path_factory.mktemp("loaded")
    pipeline.load([FIRST], Settings(home=folder))
    pipeline.load([SECOND], Settings(home=folder))
    return folder


@pytest.fixture
def settings(loaded: Path, tmp_path: Path, monkeypatch) -> Settings:
    monkeypatch.setenv("KG_HOME", str(tmp_path / "home"))
    return Settings(home=Path(shutil.copytree(loaded, tmp_path / "home")))


@pytest.fixture
def kg(capfdbinary):
    def call(*arguments):
        code = run(commands, [str(argument) for argument in arguments])
        out, err = capfdbinary.readouterr()
        return code, out.decode(), err.decode()

    return call


def loads(settings: Settings) -> set[str]:
    home = DataHome(settings.home)
    with closing(Store.open_reader(home.folder(home.current() or 0) / "store")) as store:
        return {str(s) for s, _, _ in store.match(None, RDF.type, URIRef(VPO.Load))}


def read_nothing(article, words) -> Extraction:
    return Extraction(article)


def test_each_load_is_an_entry_and_a_node(settings):
    entries = list(Log(settings.home).line(2))
    assert [(one.number, one.previous, one.run.outcomes["new"]) for one in entries] == [
        (2, 1, 1),
        (1, None, 1),
    ]
    assert entries[1].changes == ()
    assert {"articleNew", "personNew", "eventNew", "seen"} <= set(entries[0].counts)
    assert loads(settings) == {f"{settings.base_iri}id/load/{number}" for number in (1, 2)}


def test_a_load_of_what_is_there_leaves_no_trace(settings):
    report = pipeline.load([FIRST, SECOND], settings)
    assert (report.unchanged, report.generation) == (2, 2)
    assert Log(settings.home).numbers() == [1, 2]
    with DataHome(settings.home).writer() as store:
        assert len(list(store.match(None, RDF.type, URIRef(VPO.Load)))) == 2


def test_a_load_that_would_lose_too_much_is_refused_and_the_next_one_works(settings, monkeypatch, kg):
    before = DataHome(settings.home).manifest(2).hash
    with monkeypatch.context() as broken:
        broken.setattr(entering, "link_article", read_nothing)
        code, _, err = kg("rebuild")
        assert code == 1
        assert err.startswith("kg: would lose ")
        assert err.endswith("run it again with --confirm-loss, else mend the cause first\n")
        with pytest.raises(LossError):
            pipeline.load([FIRST], settings)
    home = DataHome(settings.home)
    assert (home.current(), home.numbers(), Log(settings.home).numbers()) == (2, [1, 2], [1, 2])
    report = pipeline.load([FIRST], settings)
    assert (report.generation, home.manifest(2).hash) == (2, before)
    with home.archive(readonly=True) as archive:
        assert {state: n for state, n in archive.counts().items() if n} == {"loaded": 2}


@pytest.mark.parametrize("decided", [False, True])
def test_what_a_refused_load_left_is_guarded_in_what_follows(settings, monkeypatch, decided):
    with monkeypatch.context() as broken:
        broken.setattr(entering, "link_article", read_nothing)
        with pytest.raises(LossError):
            pipeline.rebuild(settings)
        with pytest.raises(LossError, match=" facts "):
            pipeline.derive(settings, decided=decided)
    assert DataHome(settings.home).current() == 2


def test_what_is_taken_out_lets_nothing_else_go(settings, monkeypatch):
    with DataHome(settings.home).writer() as store:
        sizes = {graph: len(list(store.triples(graph))) for graph in store.graphs() if "/article/" in graph}
    small, large = (graph.rpartition("/")[2] for graph in sorted(sizes, key=sizes.__getitem__))
    with monkeypatch.context() as broken:
        broken.setattr(entering, "link_article", read_nothing)
        with pytest.raises(LossError):
            pipeline.rebuild(settings)
        broken.setattr(loss, "_LEAST", 1)
        with pytest.raises(LossError, match=" facts "):
            pipeline.withdraw([small], settings)
    pipeline.load([FIRST, SECOND], settings)
    pipeline.withdraw([large], settings)
    with DataHome(settings.home).archive(readonly=True) as archive:
        assert list(archive.ids("loaded")) == [small]


def test_deriving_finishes_what_a_killed_run_began(settings):
    home = DataHome(settings.home)
    before = home.manifest(2).hash
    with home.writer() as store, home.archive() as archive:
        archive.requeue()
        for graph in [graph for graph in store.graphs() if "/graph/article/" in graph]:
            store.remove_graph(graph)
    assert pipeline.derive(settings) == 2
    assert home.manifest(2).hash == before
    with home.archive(readonly=True) as archive:
        assert {state: n for state, n in archive.counts().items() if n} == {"loaded": 2}


def test_a_load_that_finds_nothing_new_knows_again_what_the_store_equals(settings):
    home = DataHome(settings.home)
    (home.path / "store" / "GENERATION").unlink()
    assert pipeline.load([FIRST], settings).generation == 2
    with home.writer():
        assert home.basis == 2


def test_a_confirmed_loss_is_published_and_told(settings, monkeypatch, kg):
    monkeypatch.setattr(entering, "link_article", read_nothing)
    assert kg("rebuild", "--confirm-loss")[0] == 0
    entry = Log(settings.home).entry(3)
    assert entry is not None
    assert {"factsLost", "personGone", "eventGone", "tenureGone"} <= set(entry.counts)


def test_after_a_rollback_the_next_load_is_compared_with_what_readers_saw(settings, kg):
    assert kg("rollback", "1")[0] == 0
    report = pipeline.load([FIRST], settings)
    assert report.generation == 3
    assert [one.number for one in Log(settings.home).line(3)] == [3, 1]
    assert "articleNew" in Log(settings.home).entry(3).counts
    assert loads(settings) == {f"{settings.base_iri}id/load/{number}" for number in (1, 3)}


def test_the_log_outlives_its_generations(settings):
    few = replace(settings, keep_generations=1)
    pipeline.load([SAMPLES / "cum-thi-dua-2-2021.txt"], few)
    assert DataHome(settings.home).numbers() == [3]
    assert [one.number for one in Log(settings.home).line(3)] == [3, 2, 1]


def test_without_the_store_the_runs_come_back_from_the_log(settings):
    shutil.rmtree(settings.home / "store")
    pipeline.rebuild(settings)
    with DataHome(settings.home).writer() as store:
        assert len(list(store.match(None, RDF.type, URIRef(VPO.Load)))) == 2


def test_diff_tells_the_changes_in_words_as_json_and_by_graph(settings, kg):
    code, out, _ = kg("diff", "1", "2")
    assert code == 0
    assert "new articles: 1\n" in out
    assert "triples: " in out
    assert "bài mới: 1\n" in kg("diff", "1", "2", "--lang", "vi")[1]
    told = json.loads(kg("diff", "1", "2", "--format", "json")[1])
    assert (told["from"], told["to"]) == (1, 2)
    assert {"kind", "things", "about", "vi", "en"} <= told["changes"][0].keys()
    assert "\tgraph/article/" in kg("diff", "1", "2", "--graphs")[1]
    assert kg("diff", "2", "2")[1].startswith("nothing changed in meaning\n")
    code, _, err = kg("diff", "1", "9")
    assert code == 1
    assert "there is no generation 9" in err
