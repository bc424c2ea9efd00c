"""From paths to generations: the same articles give the same dataset, however they come."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from io import BytesIO
from pathlib import Path

import pytest
from rdflib import URIRef

from kg import entering, pipeline, settling
from kg.errors import GateError, ShapeError, UnknownEntityError
from kg.load import Refusal, build_article
from kg.model import Article, Extraction
from kg.ontology import Lexicon
from kg.settings import Settings
from kg.store import Store
from kg.store.generations import DataHome
from kg.validate import Gate
from tests.faults.loader import without_reference

SAMPLES = sorted((Path(__file__).resolve().parents[1] / "kg" / "samples").glob("cum-thi-dua-*.txt"))
COUNT_WITHOUT_EVIDENCE = """
PREFIX vpo: <https://vpo.example/ontology#> PREFIX oa: <http://www.w3.org/ns/oa#>
SELECT (COUNT(DISTINCT ?fact) AS ?n) WHERE {
  ?fact a ?kind . FILTER(REGEX(STR(?fact), "/id/article/[0-9a-f]{16}#[a-z][0-9]+$"))
  FILTER(!STRSTARTS(STRAFTER(STR(?fact), "#"), "e"))
  FILTER NOT EXISTS { ?evidence vpo:supports ?fact ; oa:exact ?quote }
}"""


def _hash(settings: Settings) -> str:
    home = DataHome(settings.home)
    number = home.current()
    assert number is not None
    return home.manifest(number).hash


def _home(tmp_path: Path, name: str) -> Settings:
    return Settings(home=tmp_path / name)


def test_loading_says_how_many_articles_came_in(settings: Settings) -> None:
    report = pipeline.load(SAMPLES, settings)
    assert (report.loaded, report.unchanged, report.replaced, report.refused) == (len(SAMPLES), 0, 0, ())
    assert report.generation == 1


def test_loading_again_changes_nothing(settings: Settings) -> None:
    pipeline.load(SAMPLES[:3], settings)
    report = pipeline.load(SAMPLES[:3], settings)
    assert (report.loaded, report.unchanged, report.generation) == (0, 3, 1)


def test_the_order_of_loading_never_matters(tmp_path: Path) -> None:
    forth, back = _home(tmp_path, "forth"), _home(tmp_path, "back")
    pipeline.load(SAMPLES[:4], forth)
    pipeline.load(reversed(SAMPLES[2:4]), back)
    pipeline.load(reversed(SAMPLES[:2]), back)
    assert _hash(forth) == _hash(back)


def test_rebuilding_gives_the_same_dataset(settings: Settings) -> None:
    pipeline.load(SAMPLES[:4], settings)
    before = _hash(settings)
    report = pipeline.rebuild(settings)
    assert report.loaded == 4
    assert _hash(settings) == before


def test_an_article_that_changed_replaces_the_old_one(settings: Settings, tmp_path: Path) -> None:
    source = tmp_path / "bai.txt"
    shutil.copy(SAMPLES[0], source)
    pipeline.load([source], settings)
    source.write_text(SAMPLES[1].read_text("utf-8"), "utf-8")
    report = pipeline.load([source], settings)
    assert report.replaced == 1
    with DataHome(settings.home).writer() as store:
        assert len([graph for graph in store.graphs() if "/graph/article/" in graph]) == 1


def test_a_run_killed_in_the_middle_is_finished_by_the_next(tmp_path: Path) -> None:
    whole, killed = _home(tmp_path, "whole"), _home(tmp_path, "killed")
    pipeline.load(SAMPLES, whole)
    script = (
        "import sys; from kg import pipeline; from kg.settings import Settings; "
        "pipeline.load(sys.argv[1:], Settings.from_env())"
    )
    folders = os.pathsep.join(map(str, sys.path))
    process = subprocess.Popen(
        [sys.executable, "-c", script, *map(str, SAMPLES)],
        env={**os.environ, "KG_HOME": str(killed.home), "PYTHONPATH": folders},
    )
    _wait_for(killed.home / "archive.sqlite")
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    pipeline.load(SAMPLES, killed)
    assert _hash(whole) == _hash(killed)


def _wait_for(path: Path) -> None:
    deadline = time.monotonic() + 30
    while not path.exists() or path.stat().st_size < 8192:
        assert time.monotonic() < deadline, "the run never began to write"
        time.sleep(0.01)


def test_no_triple_stands_in_two_graphs(demo: Path) -> None:
    with closing(Store.open_reader(_current(demo))) as store:
        assert store.repeated() == 0


def test_every_fact_has_evidence(demo: Path) -> None:
    with closing(Store.open_reader(_current(demo))) as store:
        rows = store.select(COUNT_WITHOUT_EVIDENCE)
    assert [int(row["n"]) for row in rows] == [0]


def test_every_quote_is_the_text_of_the_archive_at_its_offsets(demo: Path) -> None:
    query = """PREFIX vpo: <https://vpo.example/ontology#> PREFIX oa: <http://www.w3.org/ns/oa#>
    SELECT ?evidence ?start ?end ?quote WHERE { ?evidence oa:start ?start ; oa:end ?end ; oa:exact ?quote }"""
    with closing(Store.open_reader(_current(demo))) as store:
        rows = store.select(query)
    with DataHome(demo).archive(readonly=True) as archive:
        texts = {id_: archive.text(id_) for id_ in archive.ids("loaded")}
    assert len(rows) > 1000
    for row in rows:
        id_ = str(row["evidence"]).rsplit("/", 1)[-1].split("#")[0]
        assert texts[id_][int(row["start"]) : int(row["end"])] == str(row["quote"])


def _current(home: Path) -> Path:
    number = DataHome(home).current()
    return DataHome(home).folder(number or 0) / "store"


def test_another_base_moves_the_data_and_not_the_terms(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "home", base_iri="https://data.example/")
    pipeline.load(SAMPLES[:1], settings)
    with closing(Store.open_reader(_current(settings.home))) as store:
        graphs = store.graphs()
        types = {row["type"] for row in store.select("SELECT DISTINCT ?type WHERE { ?s a ?type }")}
        subjects = {
            str(row["s"])
            for row in store.select("SELECT DISTINCT ?s WHERE { ?s a <https://vpo.example/ontology#Tenure> }")
        }
    assert all(graph.startswith("https://data.example/graph/") for graph in graphs)
    assert URIRef("https://vpo.example/ontology#Article") in types
    assert all(subject.startswith("https://data.example/id/") for subject in subjects)


def test_an_input_that_cannot_be_read_does_not_stop_the_others(settings: Settings, tmp_path: Path) -> None:
    bad = tmp_path / "hong.txt"
    bad.write_bytes(b"\x00\x01\xff" * 40)
    report = pipeline.load([bad, SAMPLES[0]], settings)
    assert report.loaded == 1
    assert [refusal.where for refusal in report.refused] == [str(bad)]


def test_an_article_that_breaks_a_shape_is_reported_and_kept(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(gate: object, triples: object, *, where: str) -> None:
        raise ShapeError(("a made-up rule",), where=where)

    with monkeypatch.context() as patched:
        patched.setattr(Gate, "check", refuse)
        report = pipeline.load(SAMPLES[:1], settings)
    assert ["a made-up rule" in refusal.reason for refusal in report.refused] == [True]
    with DataHome(settings.home).archive(readonly=True) as archive:
        assert len(archive.ids("refused")) == 1
    assert pipeline.load([], settings).refused == ()


@contextmanager
def _stumbling() -> Iterator[str]:
    """Let extraction raise on one sample what nobody foresaw; give its text."""
    text = build_article(SAMPLES[1].read_text("utf-8")).text
    real = entering.link_article

    def stumble(article: Article, words: Lexicon) -> Extraction:
        if article.text == text:
            raise IndexError("tuple index out of range")
        return real(article, words)

    with pytest.MonkeyPatch.context() as patched, without_reference():
        patched.setattr(entering, "link_article", stumble)
        patched.setattr(pipeline, "link_article", stumble)
        yield text


@pytest.mark.parametrize("many", [False, True])
def test_an_article_on_which_a_rule_fails_stops_no_other(
    many: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if many:
        monkeypatch.setattr(settling, "_MANY", 2)
    with _stumbling() as text:
        report = pipeline.load(SAMPLES[:3], Settings(home=tmp_path, processes=1))
    assert report.loaded == 2
    (refusal,) = report.refused
    assert refusal.where == str(SAMPLES[1])
    assert re.fullmatch(r"a rule failed on it: IndexError in test_pipeline\.py, line \d+", refusal.reason)
    with DataHome(tmp_path).archive(readonly=True) as archive:
        (kept,) = archive.ids("refused")
        assert archive.text(kept) == text
        assert archive.status(kept) == ("refused", None, refusal.reason)


def test_an_article_on_which_a_rule_failed_enters_once_the_rule_is_mended(tmp_path: Path) -> None:
    never, mended = _home(tmp_path, "never"), _home(tmp_path, "mended")
    with _stumbling():
        pipeline.load(SAMPLES[:2], mended)
        again = pipeline.load(SAMPLES[2:3], mended)
    assert [again.loaded, *(refusal.where for refusal in again.refused)] == [1, str(SAMPLES[1])]
    with without_reference():
        assert pipeline.load(SAMPLES[2:3], mended).refused == ()
        pipeline.load(SAMPLES[:3], never)
    assert _hash(mended) == _hash(never)


def test_extraction_goes_on_behind_an_article_on_which_a_rule_fails(settings: Settings) -> None:
    with _stumbling():
        for way in (pipeline.extract, entering.extract_quads):
            found = way(SAMPLES[:3], settings)
            assert [isinstance(item, Refusal) for item in found] == [False, True, False]


@pytest.mark.parametrize("error", [OSError(28, "No space left"), MemoryError(), GateError("they differ")])
def test_what_ails_the_machine_or_our_files_is_raised(error: Exception) -> None:
    def fail(article: Article) -> None:
        raise error

    with pytest.raises(type(error)):
        entering.attempt(build_article("Tỉnh ủy họp."), fail)


def test_inputs_that_cannot_be_read_alone_change_nothing(settings: Settings, tmp_path: Path) -> None:
    report = pipeline.load([tmp_path / "không có.txt"], settings)
    assert (report.loaded, len(report.refused), report.generation) == (0, 1, 0)
    assert not settings.home.exists()


def test_a_new_extractor_reads_every_article_again(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    pipeline.load(SAMPLES[:2], settings)
    read: list[str] = []
    real = entering.link_article

    def noting(article: Article, words: Lexicon) -> Extraction:
        read.append(article.id)
        return real(article, words)

    monkeypatch.setattr(entering, "link_article", noting)
    pipeline.load(SAMPLES[:1], settings)
    assert read == []
    monkeypatch.setattr(settling, "__version__", "9.9.9")
    pipeline.load(SAMPLES[:1], settings)
    assert len(read) == 2


def test_extracting_needs_no_data_folder(settings: Settings) -> None:
    found = list(pipeline.extract(SAMPLES[:1], settings))
    assert not settings.home.exists()
    assert [not isinstance(item, Refusal) and sorted(item) for item in found] == [
        ["article", "entities", "facts", "mentions"]
    ]


def test_an_article_that_is_withdrawn_leaves_nothing_behind(tmp_path: Path) -> None:
    never, gone = _home(tmp_path, "never"), _home(tmp_path, "gone")
    pipeline.load(SAMPLES[:2], never)
    pipeline.load(SAMPLES[:3], gone)
    with DataHome(never.home).archive() as one, DataHome(gone.home).archive() as other:
        (extra,) = set(other.ids("loaded")) - set(one.ids("loaded"))
    pipeline.withdraw([extra], Settings(home=gone.home, max_loss=1.0))
    assert _hash(gone) == _hash(never)
    with DataHome(gone.home).archive() as archive:
        assert archive.counts() == {"pending": 0, "entered": 0, "loaded": 2, "refused": 0, "withdrawn": 0}


def test_nothing_is_withdrawn_where_one_is_unknown(settings: Settings) -> None:
    pipeline.load(SAMPLES[:1], settings)
    with DataHome(settings.home).archive() as archive:
        known = archive.ids("loaded")
    with pytest.raises(UnknownEntityError):
        pipeline.withdraw([*known, "0" * 16], settings)
    with DataHome(settings.home).archive() as archive:
        assert archive.ids("loaded") == known


def test_one_text_from_standard_input_does_not_replace_another(settings: Settings) -> None:
    reports = [
        pipeline.load(["-"], settings, stdin=BytesIO(path.read_bytes()))
        for path in (SAMPLES[0], SAMPLES[1], SAMPLES[0])
    ]
    assert [(one.loaded, one.unchanged, one.replaced) for one in reports] == [(1, 0, 0), (1, 0, 0), (0, 1, 0)]
    with DataHome(settings.home).archive() as archive:
        assert archive.counts()["loaded"] == 2
