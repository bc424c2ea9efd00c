"""The commands with which people decide, over a data folder of sample articles."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from kg import pipeline
from kg.cli import commands
from kg.commands.errors import run
from kg.settings import Settings
from kg.store.files import writer_lock
from kg.store.generations import DataHome

SAMPLES = Path(__file__).resolve().parents[1] / "kg" / "samples"
FACT, PERSON = "id/article/5a272a689e86abfe#h1", "id/person/do-huu-lam"


@pytest.fixture(scope="module")
def loaded(tmp_path_factory):
    folder = tmp_path_factory.mktemp("loaded")
    pipeline.load([SAMPLES / "cum-thi-dua-4-2018.txt"], Settings(home=folder))
    return folder


@pytest.fixture
def home(loaded, tmp_path, monkeypatch):
    monkeypatch.setenv("KG_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("KG_CURATOR", "lan")
    return Path(shutil.copytree(loaded, tmp_path / "home"))


@pytest.fixture
def kg(capfdbinary):
    def call(*arguments):
        code = run(commands, [str(argument) for argument in arguments])
        out, err = capfdbinary.readouterr()
        return code, out.decode(), err.decode()

    return call


def current_hash(home: Path) -> str:
    data = DataHome(home)
    number = data.current()
    assert number is not None
    return data.manifest(number).hash


def test_a_decision_is_applied_at_once_and_says_what_it_is(home, kg):
    code, _, err = kg("wrong", FACT, "--why", "bài nói người khác")
    assert code == 0
    assert f"{FACT.removeprefix('id/article/')} is wrong (lan: bài nói người khác)\ngeneration 2\n" in err
    _, out, _ = kg("query", "q02-posts-of-person", "-p", f"person={PERSON}")
    assert out.endswith("0 rows\n")


def test_undoing_gives_the_posts_back_and_both_stay_in_the_history(home, kg):
    kg("wrong", FACT, "--why", "sai")
    code, _, _ = kg("undo", "1", "--why", "đúng rồi", "--by", "minh")
    assert code == 0
    _, out, _ = kg("query", "q02-posts-of-person", "-p", f"person={PERSON}")
    assert out.endswith("1 row\n")
    _, out, _ = kg("decisions")
    assert "undone by minh" in out
    assert out.count("\n") == 3


def test_later_writes_it_down_and_derive_applies_it(home, kg):
    before = current_hash(home)
    code, _, err = kg("correct", FACT, "observedOn=2018-08-09", "--why", "ngày họp", "--later")
    assert (code, current_hash(home)) == (0, before)
    assert "kg derive or the next load applies it" in err
    kg("derive")
    _, out, _ = kg("query", "q01-who-held-post", "-p", "date=2018-08-09", "--columns", "observedOn")
    assert "2018-08-09" in out


def test_rebuilding_and_loading_again_keep_the_decisions(home, kg):
    kg("correct", FACT, "observedOn=2018-08-09", "--why", "ngày họp")
    before = current_hash(home)
    assert kg("rebuild")[0] == 0
    assert kg("load", SAMPLES / "cum-thi-dua-4-2018.txt")[0] == 0
    assert current_hash(home) == before


def test_without_a_reason_nothing_is_decided(home, kg):
    code, _, err = kg("wrong", FACT)
    assert (code, err) == (
        2,
        "kg: Missing option '--why'; a decision needs its reason. See kg wrong --help.\n",
    )
    assert not (home / "decisions.jsonl").exists()


def test_deciding_twice_is_said_and_writes_nothing(home, kg):
    kg("wrong", FACT, "--why", "sai")
    written = (home / "decisions.jsonl").read_bytes()
    code, _, err = kg("wrong", FACT, "--why", "vẫn sai")
    assert (code, (home / "decisions.jsonl").read_bytes()) == (0, written)
    assert err.startswith("nothing to do: decided before: decision 1")


def test_an_unknown_name_is_one_line_with_near_ones(home, kg):
    code, _, err = kg("same", "do-huu-la", FACT.replace("#h1", "#p2"), "--why", "x")
    assert (code, err) == (
        2,
        "kg: nothing is known about id/person/do-huu-la; did you mean id/person/do-huu-lam?\n",
    )


def test_while_another_process_writes_nothing_is_decided(home, kg):
    with writer_lock(home / "lock"):
        code, _, err = kg("wrong", FACT, "--why", "sai")
    assert code == 1
    assert "is writing" in err
    assert not (home / "decisions.jsonl").exists()


def test_a_killed_run_loses_no_decision(home, kg, monkeypatch):
    def killed(settings, **asked):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(pipeline, "derive", killed)
        kg("wrong", FACT, "--why", "sai")
    assert len((home / "decisions.jsonl").read_text("utf-8").splitlines()) == 1
    kg("derive")
    _, out, _ = kg("query", "q02-posts-of-person", "-p", f"person={PERSON}")
    assert out.endswith("0 rows\n")


def test_a_stale_decision_is_said_after_a_load_and_listed(home, kg):
    kg("correct", FACT, "observedOn=2018-08-09", "--why", "ngày họp")
    path = home / "decisions.jsonl"
    line = json.loads(path.read_text("utf-8"))
    line["on"][0]["says"]["observedOn"] = ["2018-01-01^^xsd:date"]
    path.write_text(json.dumps(line, ensure_ascii=False) + "\n", "utf-8")
    code, _, err = kg("derive")
    assert code == 0
    assert f"decision 1 (corrected, lan, {line['at'][:10]}: ngày họp) is not applied: {FACT} said" in err
    code, out, _ = kg("decisions", "--stale")
    assert (code, out.count("\n")) == (0, 1)
    assert "the article is read otherwise now; decide anew, or undo it" in out
    assert "stale" in kg("status")[1]


def test_a_team_shares_decisions_as_a_file(home, loaded, kg, tmp_path, monkeypatch):
    kg("correct", FACT, "observedOn=2018-08-09", "--why", "ngày họp")
    shared = tmp_path / "shared.jsonl"
    shared.write_text(kg("decisions", "--format", "jsonl")[1], "utf-8")
    decided = current_hash(home)
    monkeypatch.setenv("KG_HOME", str(tmp_path / "other"))
    shutil.copytree(loaded, tmp_path / "other")
    code, _, err = kg("decisions", "--import", shared)
    assert (code, err) == (0, "added 1, known 0, refused 0; kg derive or the next load applies them\n")
    kg("derive")
    assert current_hash(tmp_path / "other") == decided
    assert kg("decisions", "--import", shared)[2] == "added 0, known 1, refused 0\n"


def test_a_line_from_elsewhere_that_contradicts_one_in_force_is_refused(home, kg, tmp_path):
    kg("correct", FACT, "observedOn=2018-08-09", "--why", "ngày họp")
    other = kg("decisions", "--format", "jsonl")[1]
    shared = tmp_path / "shared.jsonl"
    shared.write_text(other, "utf-8")
    kg("undo", "1", "--why", "nhầm")
    kg("wrong", FACT, "--why", "sai")
    line = json.loads(other)
    del line["id"]
    line["by"] = "minh"
    shared.write_text(json.dumps(line, ensure_ascii=False), "utf-8")
    code, _, err = kg("decisions", "--import", shared)
    assert code == 1
    assert "it contradicts decision 3 (wrong, lan" in err
    assert err.endswith("added 0, known 0, refused 1\n")


def test_a_line_that_is_no_decision_is_named_with_its_number(home, kg):
    (home / "decisions.jsonl").write_text("{}\n", "utf-8")
    code, _, err = kg("derive")
    assert code == 1
    assert "decisions.jsonl:1: is no decision" in err
