"""Generations: readers see whole states only, and the pointer moves in one step."""

import json
import multiprocessing
import os
import shutil
import sqlite3
import threading
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path

import pytest
from rdflib import Literal, URIRef
from rdflib.namespace import SKOS

from kg.errors import LockedError, StoreError
from kg.store import files, sealing
from kg.store.delta import NOTHING
from kg.store.generations import DataHome
from kg.store.reader import FixedGeneration
from kg.store.side import Side
from kg.store.sums import damaged, write_sums

GRAPH = "https://vpo.example/graph/article/{}"
THING = URIRef("https://vpo.example/id/org/x")


@pytest.fixture
def home(tmp_path: Path):
    return DataHome(tmp_path / "home", keep=2)


def publish(home: DataHome, text: str):
    with home.writer() as store:
        store.replace_graph(GRAPH.format("1"), [(THING, SKOS.prefLabel, Literal(text, lang="vi"))])
        return home.publish(store)


def label(generation) -> str:
    return str(next(generation.store.match(subject=THING))[2])


def test_a_published_generation_is_seen_by_readers(home):
    manifest = publish(home, "một")
    generation = home.current_reader().now()
    assert (manifest.number, manifest.triples, manifest.articles) == (1, 1, 1)
    assert label(generation) == "một"
    assert generation.side.search("mot").total == 1
    assert generation.store.canonical_hash() == manifest.hash


def test_readers_follow_the_pointer(home):
    publish(home, "một")
    reader = home.current_reader()
    before = reader.now()
    assert reader.now() is before
    publish(home, "hai")
    assert label(reader.now()) == "hai"
    assert label(before) == "một"


def test_publishing_the_same_data_makes_no_new_generation(home):
    publish(home, "một")
    assert publish(home, "một").number == 1
    assert home.numbers() == [1]


def test_a_rollback_moves_readers_back_and_numbers_never_repeat(home):
    publish(home, "một")
    publish(home, "hai")
    reader = home.current_reader()
    assert home.rollback(1).number == 1
    assert label(reader.now()) == "một"
    assert publish(home, "ba").number == 3


def test_a_rollback_to_nothing_is_refused(home):
    publish(home, "một")
    with pytest.raises(StoreError, match=r"no generation 7.*\(1\)"):
        home.rollback(7)
    assert home.current() == 1


def test_old_generations_are_pruned_but_never_the_current_one(home):
    for text in ("một", "hai", "ba", "bốn"):
        publish(home, text)
    assert home.numbers() == [3, 4]
    home.rollback(3)
    home.keep = 1
    assert home.prune() == []
    publish(home, "năm")
    assert home.numbers() == [5]


def test_a_generation_being_read_is_not_pruned(home):
    publish(home, "một")
    reader = home.current_reader()
    reader.now()
    for text in ("hai", "ba", "bốn"):
        publish(home, text)
    assert home.numbers() == [1, 3, 4]
    reader.close()
    assert home.prune() == [1]


def test_a_home_without_data_says_what_to_do(home):
    assert home.current() is None
    assert home.numbers() == []
    with pytest.raises(StoreError, match="kg load"):
        home.current_reader().now()


@pytest.mark.parametrize("written", ["", "abc", "99", "1\n2", "-1", "\x00", "².5"])
def test_a_corrupt_pointer_is_named_with_the_whole_generations(home, written):
    publish(home, "một")
    (home.path / "current").write_text(written, "utf-8")
    with pytest.raises(StoreError, match=r"kg rollback N \(1\)"):
        home.current_reader().now()
    home.rollback(1)
    assert label(home.current_reader().now()) == "một"


def test_publishing_mends_a_broken_pointer(home):
    publish(home, "một")
    (home.path / "current").write_text("junk")
    assert publish(home, "hai").number == 2
    (home.folder(2) / "manifest.json").write_text("junk")
    assert publish(home, "hai").number == 3
    assert label(home.current_reader().now()) == "hai"


@pytest.mark.parametrize("name", ["side.sqlite", "store/CURRENT"])
@pytest.mark.parametrize("written", [None, "junk"])
def test_publishing_the_same_data_mends_a_damaged_generation(home, name, written):
    publish(home, "một")
    damaged = home.folder(1) / name
    damaged.unlink()
    if written:
        damaged.write_text(written)
    assert publish(home, "một").number == 2
    assert home.current_reader().now().side.search("mot").total == 1


def test_an_index_of_another_release_is_made_anew_before_it_is_read(home):
    publish(home, "một")
    publish(home, "hai")
    for number in (1, 2):
        index = home.folder(number) / "side.sqlite"
        with closing(sqlite3.connect(index)) as database:
            database.executescript("DROP TABLE names; PRAGMA user_version = 1")
        write_sums(home.folder(number))
    with pytest.raises(StoreError, match="another release; kg serve"):
        Side(home.folder(1) / "side.sqlite")
    assert home.current_reader().now().side.search("hai").total == 1
    home.rollback(1)
    assert home.current_reader().now().side.search("mot").total == 1
    assert home.damaged(1) == home.damaged(2) == ""


def test_a_damaged_store_is_named_with_its_cure(home):
    publish(home, "một")
    (home.path / "store" / "CURRENT").write_text("junk")
    with pytest.raises(StoreError, match=r"remove .*store and run kg rebuild"), home.writer():
        pass
    shutil.rmtree(home.path / "store")
    assert publish(home, "một").number == 1


def test_a_pointer_that_is_no_text_is_named(home):
    publish(home, "một")
    (home.path / "current").write_bytes(b"\xff\xfe")
    with pytest.raises(StoreError, match="kg rollback"):
        home.current()


def test_a_generation_of_a_newer_release_is_refused(home):
    publish(home, "một")
    path = home.folder(1) / "manifest.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), "format": 99}))
    with pytest.raises(StoreError, match="newer release"):
        home.manifest(1)


@pytest.mark.parametrize("written", ["", "{}", "[]", '{"format": 1}', '{"format": "x"}'])
def test_a_damaged_manifest_is_named(home, written):
    publish(home, "một")
    (home.folder(1) / "manifest.json").write_text(written)
    with pytest.raises(StoreError, match=r"manifest\.json: damaged"):
        home.manifest(1)


def test_what_a_killed_process_left_is_swept(home):
    publish(home, "một")
    (home.generations / ".2" / "store").mkdir(parents=True)
    assert publish(home, "hai").number == 2
    assert sorted(entry.name for entry in home.generations.iterdir()) == ["1", "2"]


def _hold(path, ready, done):
    with DataHome(path).writer():
        ready.set()
        done.wait(30)


def test_a_second_writer_is_refused_with_the_process_that_writes(home):
    context = multiprocessing.get_context("spawn")
    ready, done = context.Event(), context.Event()
    process = context.Process(target=_hold, args=(home.path, ready, done))
    process.start()
    assert ready.wait(30)
    with pytest.raises(LockedError, match=f"process {process.pid} is writing"), home.writer():
        pass
    with pytest.raises(LockedError, match="is writing"):
        home.rollback(1)
    done.set()
    process.join(30)
    publish(home, "một")


def test_a_full_disk_is_refused_before_writing(home, monkeypatch):
    publish(home, "một")
    monkeypatch.setattr(files, "MIN_FREE", 10**18)
    with pytest.raises(StoreError, match="MB are free"), home.writer():
        pass
    assert label(home.current_reader().now()) == "một"


def test_many_threads_read_while_the_pointer_moves(home):
    publish(home, "0")
    reader = home.current_reader()
    seen, stop = [], threading.Event()

    def read():
        while not stop.is_set():
            seen.append(int(label(reader.now())))

    threads = [threading.Thread(target=read) for _ in range(3)]
    for thread in threads:
        thread.start()
    for number in range(1, 6):
        publish(home, str(number))
    stop.set()
    for thread in threads:
        thread.join()
    assert set(seen) <= set(range(6))
    assert label(reader.now()) == "5"


def test_a_store_in_memory_answers_the_same_question(home):
    publish(home, "một")
    store = home.current_reader().now().store
    fixed = FixedGeneration(store)
    assert fixed.now().store is store
    assert fixed.now().number == 0


def flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


@pytest.mark.parametrize("name", ["store/*.sst", "side.sqlite", "manifest.json", "SHA256SUMS"])
def test_a_flipped_bit_moves_readers_to_the_newest_whole_generation(home, name):
    publish(home, "một")
    publish(home, "hai")
    flip(max(home.folder(2).glob(name)))  # the newest, which no other generation has
    (said,) = home.leave_damaged()
    assert said.endswith("is damaged; generation 1 is shown")
    assert label(home.current_reader().now()) == "một"
    assert home.leave_damaged() == []


def test_without_a_whole_generation_the_cure_is_named(home):
    publish(home, "một")
    flip(home.folder(1) / "side.sqlite")
    with pytest.raises(StoreError, match=r"side\.sqlite is damaged.*kg rebuild"):
        home.leave_damaged()


def test_a_file_that_is_missing_or_new_is_damage(home):
    publish(home, "một")
    (home.folder(1) / "store" / "new").write_text("x")
    assert home.damaged(1) == "store/new"
    (home.folder(1) / "store" / "new").unlink()
    (home.folder(1) / "side.sqlite").unlink()
    assert home.damaged(1) == "side.sqlite"


def test_a_generation_from_before_there_were_sums_is_served_and_made_anew(home):
    publish(home, "một")
    (home.folder(1) / "SHA256SUMS").unlink()
    assert home.leave_damaged() == []
    assert publish(home, "một").number == 2


def test_a_generation_that_follows_another_is_told_as_if_all_were_read(home):
    publish(home, "một")
    with home.writer() as store:
        assert home.basis == 1
        store.replace_graph(GRAPH.format("2"), [(THING, SKOS.altLabel, Literal("hai", lang="vi"))])
        store.amend_graph(GRAPH.format("1"), [(THING, SKOS.prefLabel, Literal("một", lang="vi"))], [])
        manifest = home.publish(store)
        assert (home.basis, store.changes()) == (2, NOTHING)
    generation = home.current_reader().now()
    assert (manifest.number, manifest.triples, manifest.articles) == (2, 1, 1)
    assert generation.store.canonical_hash() == manifest.hash
    assert home.damaged(2) == ""


def test_after_a_run_that_ended_before_it_published_all_is_read(home):
    publish(home, "một")
    with home.writer() as store:
        store.replace_graph(GRAPH.format("2"), [(THING, SKOS.altLabel, Literal("hai", lang="vi"))])
    with home.writer():
        assert home.basis is None
    assert publish(home, "một").triples == 2
    with home.writer():
        assert home.basis == 2


def test_a_run_that_changed_nothing_leaves_known_what_the_store_equals(home):
    publish(home, "một")
    with home.writer() as store:
        assert not store.replace_graph(
            GRAPH.format("1"), [(THING, SKOS.prefLabel, Literal("một", lang="vi"))]
        )
    with home.writer():
        assert home.basis == 1


def test_a_generation_that_follows_a_changed_manifest_is_read_whole(home):
    publish(home, "một")
    path = home.folder(1) / "manifest.json"
    path.write_text(path.read_text("utf-8").replace('"triples": 1', '"triples": 5'))
    assert publish(home, "hai").triples == 1


def test_a_store_that_equals_a_generation_again_is_recognised(home):
    publish(home, "một")
    (home.path / "store" / "GENERATION").unlink()
    with home.writer() as store:
        manifest = home.publish(store)
        assert home.basis is None
        home.recognise(store, replace(manifest, triples=2))
        assert home.basis is None
        home.recognise(store, manifest)
    with home.writer():
        assert home.basis == 1


@pytest.mark.parametrize("steps", range(4))
def test_an_index_that_was_being_made_anew_when_killed_damages_nothing(home, monkeypatch, steps):
    publish(home, "một")
    with closing(sqlite3.connect(home.folder(1) / "side.sqlite")) as side:
        side.execute("PRAGMA user_version = 1")
        side.commit()
    write_sums(home.folder(1))
    done, whole = [], Path.replace

    def killed(path: Path, target: Path) -> Path:
        if len(done) == steps:
            raise KeyboardInterrupt
        done.append(path.name)
        return whole(path, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", killed)
        with suppress(KeyboardInterrupt):
            home.current_reader()
    assert home.leave_damaged() == []
    assert home.current_reader().now().side.search("mot").total == 1
    assert home.leave_damaged() == []


def test_a_store_made_anew_equals_no_generation(home):
    publish(home, "một")
    shutil.rmtree(home.path / "store")
    with home.writer():
        assert home.basis is None


def test_a_flipped_bit_in_a_file_of_two_folders_is_told_of_both(tmp_path):
    one, other = tmp_path / "1", tmp_path / "2"
    one.mkdir()
    (one / "shared").write_text("một")
    (one / "own").write_text("hai")
    write_sums(one)
    shutil.copytree(one, other, copy_function=os.link, ignore=shutil.ignore_patterns("SHA256SUMS"))
    (other / "own").unlink()
    (other / "own").write_text("ba")
    flip(other / "shared")
    write_sums(other, like=one)
    assert (damaged(one), damaged(other)) == ("shared", "shared")
    flip(one / "shared")
    assert (damaged(one), damaged(other)) == ("", "")


def test_damage_of_a_store_is_not_told_as_another_writer(home):
    publish(home, "một")
    for path in (home.path / "store").glob("*.sst"):
        flip(path)
    with pytest.raises(StoreError, match="kg rebuild") as caught, home.writer() as store:
        store.canonical_hash()
    assert not isinstance(caught.value, LockedError)


def test_the_index_of_a_generation_that_follows_another_is_brought_forward(home, monkeypatch, caplog):
    publish(home, "một")
    monkeypatch.setattr(sealing, "build_side", None)
    publish(home, "hai")
    side = home.current_reader().now().side
    assert (side.search("hai").total, side.search("mot").total) == (1, 0)
    monkeypatch.undo()
    flip(home.folder(2) / "side.sqlite")
    with caplog.at_level("WARNING", "kg"):
        publish(home, "ba")
    assert [line.getMessage() for line in caplog.records] == ["index made anew"]
    assert home.current_reader().now().side.search("ba").total == 1
    assert home.damaged(3) == ""
