"""What changed between two states, in terms of meaning; the log of it; the guard against great losses."""

from __future__ import annotations

import shutil
from dataclasses import replace
from itertools import count, permutations
from pathlib import Path

import pytest
from rdflib import RDF, Literal, URIRef

from kg.changes import words
from kg.changes.compare import compare
from kg.changes.log import Log
from kg.changes.loss import Guard
from kg.changes.model import KINDS, Change, Entry, Run, Thing, read_entry, write_entry
from kg.changes.publishing import Publisher
from kg.changes.runs import load_graph
from kg.curation import apply_decisions
from kg.curation.correcting import Corrector
from kg.curation.deciding import Desk
from kg.curation.file import append_decisions, read_decisions
from kg.curation.model import Signature
from kg.derive import derive_all
from kg.errors import LossError, StoreError
from kg.settings import Settings
from kg.store import Store
from kg.store.generations import DataHome
from kg.store.reader import FixedGeneration
from kg.vocab import VPO

BASE = "https://vpo.example/"
WORLD = Path(__file__).parent / "data" / "world.trig"
ONE, OTHER = "id/article/44d8fa7c1fb99410#p1", "id/article/dfe2519185b20463#p4"
RUN = Run("load", "2026-01-01T00:00:00Z", "0.1.0", "abc", {"new": 2, "refused": 1})


def world() -> Store:
    store = Store.in_memory()
    store.load(WORLD, "application/trig")
    return store


def decide(store: Store, home: Path, *asked: tuple[str, ...]) -> None:
    for verb, *rest in asked:
        at = Desk.of(FixedGeneration(store).now(), BASE, read_decisions(home))
        number = len(at.decisions)
        signed = Signature("lan", f"2026-01-01T00:00:{number:02}Z", "thử")
        if verb == "correct":
            values = Corrector(at.data, at.attested).read(rest[0], rest[1:])
            append_decisions(home, [at.correct(rest[0], values, signed)])
        else:
            append_decisions(home, [getattr(at, verb)(*rest, signed)])
    apply_decisions(store, home, BASE)
    derive_all(store, Settings())


def told(old: Store, new: Store) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for change in compare(old, new, BASE):
        found.setdefault(change.kind, []).append(words.sentence(change, "en"))
    return found


def test_every_kind_has_words_in_two_languages():
    many = tuple(Thing(f"id/x/{n}", f"việc {n}", f"thing {n}") for n in range(3))
    for kind in KINDS:
        change = Change(kind, many, day="2018", count=3, text="lời")
        for lang in ("vi", "en"):
            assert "{" not in words.sentence(change, lang) + words.title(kind, lang)
    assert list(words._TITLES) == list(words._SENTENCES) == list(KINDS)


def test_equal_stores_differ_in_nothing():
    assert compare(world(), world(), BASE) == ()


def test_persons_that_were_merged_are_told_and_splitting_them_again(tmp_path: Path):
    before, after = world(), world()
    decide(after, tmp_path, ("same", "mac-van-thi-du", "mac-van-thi-du.ninh-thuan"))
    merged = told(before, after)["personsMerged"]
    assert len(merged) == 1
    assert "mac-van-thi-du.ninh-thuan" in merged[0]
    assert list(told(after, before)) == ["personSplit"]


def test_a_fact_called_wrong_is_told_as_what_it_takes_away(tmp_path: Path):
    after = world()
    decide(after, tmp_path, ("wrong", "id/article/1d828efcdd5ff6f9#h1"))
    assert "tenureGone" in told(world(), after)


def test_a_correction_that_moves_a_post_is_told_from_both_sides(tmp_path: Path):
    after = world()
    decide(
        after,
        tmp_path,
        ("correct", "id/article/1d828efcdd5ff6f9#h1", "organization=id/org/tinh-uy-tien-giang"),
    )
    found = told(world(), after)
    assert len(found["tenureGone"]) == 1
    assert "Tien Giang" in found["seen"][0]


def test_a_decision_is_told_when_it_comes_goes_and_goes_stale(tmp_path: Path):
    before, after = world(), world()
    decide(after, tmp_path, ("correct", "id/article/1d828efcdd5ff6f9#h1", "printedTitle=Khác"))
    came = [change for change in compare(before, after, BASE) if change.kind == "decisionNew"]
    assert [change.text for change in came] == ["thử"]
    assert [name for name in came[0].about if name.startswith("id/person/")] != []
    undone, stale = world(), world()
    stale.remove_graph(f"{BASE}graph/article/1d828efcdd5ff6f9")
    apply_decisions(stale, tmp_path, BASE)
    decide(undone, tmp_path, ("undo", "1"))
    assert "decisionUndone" in told(after, undone)
    assert "decisionStale" in told(after, stale)
    assert "decisionNew" not in told(before, undone)


def test_an_article_that_is_withdrawn_is_told_with_what_rested_on_it():
    before, after = world(), world()
    graph = f"{BASE}graph/article/775851003c537c8b"
    after.remove_graph(graph)
    derive_all(after, Settings())
    gone = compare(before, after, BASE)
    assert {"articleGone", "eventGone"} <= {change.kind for change in gone}
    came = compare(after, before, BASE)
    assert {"articleNew", "eventNew"} <= {change.kind for change in came}


def test_facts_that_are_no_longer_read_are_counted_by_class():
    before, after = world(), world()
    graph = f"{BASE}graph/article/1d828efcdd5ff6f9"
    fact = URIRef(f"{BASE}id/article/1d828efcdd5ff6f9#h1")
    after.replace_graph(graph, [t for t in after.triples(graph) if fact not in t])
    lost = [change for change in compare(before, after, BASE, {graph}) if change.kind == "factsLost"]
    assert [(change.count, change.text) for change in lost] == [(1, "HoldingObservation 1")]


def test_articles_under_one_headline_on_one_day_are_told_in_the_order_of_their_names():
    after = Store.in_memory()
    for name in ("b", "a", "c"):
        node = f"<{BASE}id/article/{name}>"
        said = f"{node} a <{VPO.Article}> ; <https://schema.org/headline> 'Tỉnh ủy họp'@vi ."
        after.load(said.encode(), "text/turtle", graph=f"{BASE}graph/article/{name}")
    came = compare(Store.in_memory(), after, BASE)
    assert [change.things[0].name for change in came] == [f"id/article/{name}" for name in "abc"]


def test_only_the_graphs_asked_for_are_compared():
    before, after = world(), world()
    after.remove_graph(f"{BASE}graph/article/775851003c537c8b")
    assert compare(before, after, BASE, set()) == ()


def test_a_change_concerns_the_person_the_body_and_its_province(tmp_path: Path):
    after = world()
    decide(
        after,
        tmp_path,
        ("correct", "id/article/1d828efcdd5ff6f9#h1", "organization=id/org/tinh-uy-tien-giang"),
    )
    seen = next(change for change in compare(world(), after, BASE) if change.kind == "seen")
    assert {"id/org/tinh-uy-tien-giang", "id/adm63/tien-giang", seen.things[0].name} <= set(seen.about)


# ---- the log


def entry(number: int, previous: int | None, *changes: Change) -> Entry:
    return Entry(number, previous, RUN, 3, 400, changes)


def test_an_entry_gives_itself_back_and_counts_by_kind():
    change = Change("seen", (Thing("id/person/x", "x", "x"),), ("id/person/x",), "2018-08", 0, "")
    one = entry(2, 1, change, change)
    assert read_entry(write_entry(one)) == one
    assert one.counts == {"seen": 2}
    assert one.about("id/person/x") == (change, change)
    assert one.about("id/person/y") == ()


def test_the_line_leaves_out_what_a_rollback_took_away(tmp_path: Path):
    log = Log(tmp_path)
    for number, previous in ((1, None), (2, 1), (3, 2), (4, 2)):
        log.write(entry(number, previous))
    assert [one.number for one in log.line(4)] == [4, 2, 1]
    assert [one.number for one in log.line(3)] == [3, 2, 1]
    assert list(log.line(9)) == list(log.line(None)) == []
    assert log.numbers() == [1, 2, 3, 4]


def test_a_page_of_the_log_goes_on_where_it_ended(tmp_path: Path):
    log, about = Log(tmp_path), "id/person/x"
    change = Change("seen", (), (about,), "", 0, "")
    for number in range(1, 8):
        log.write(entry(number, number - 1 or None, *([change] if number in (1, 2, 6) else [])))

    def read(first: int, name: str, shown: int, most: int, **at: bool) -> tuple[list[int], int | None, bool]:
        page = log.page(first, name, shown, most, **at)
        return [one.number for one in page.entries], page.next, page.stopped

    assert read(7, "", 3, 100) == ([7, 6, 5], 5, False)
    assert read(5, "", 9, 100, behind=True) == ([4, 3, 2, 1], None, False)
    assert read(7, about, 9, 3) == ([6], 5, True)
    assert read(5, about, 1, 100, behind=True) == ([2], 2, False)
    assert read(5, about, 9, 4, behind=True) == ([2, 1], None, False)


@pytest.mark.parametrize("text", ["", "{}", '{"number": 1', '{"changes": [{}]}', "[]"])
def test_a_damaged_entry_is_named(tmp_path: Path, text: str):
    log = Log(tmp_path)
    log.write(entry(1, None))
    (log.folder / "1.json").write_text(text, "utf-8")
    with pytest.raises(StoreError, match=r"changes/1\.json: damaged"):
        log.entry(1)


def test_a_run_is_a_node_with_counts_and_provenance():
    triples = load_graph([entry(2, 1)], BASE)
    node = URIRef(f"{BASE}id/load/2")
    assert {s for s, _, _ in triples} == {node}
    assert (node, RDF.type, URIRef(VPO.Load)) in triples
    said = {str(p).rsplit("#", 1)[-1]: str(o) for _, p, o in triples}
    assert (said["newArticles"], said["refusedArticles"], said["ontologyDigest"]) == ("2", "1", "abc")
    assert said["wasInformedBy"] == f"{BASE}id/load/1"


# ---- the guard


def facts(*sizes: int, first: int = 0) -> Store:
    """A store with an article of each size."""
    store, number = Store.in_memory(), count()
    for article, size in enumerate(sizes, first):
        name = f"{article:016x}"
        nodes = [URIRef(f"{BASE}id/article/{name}#h{next(number)}") for _ in range(size)]
        holding, supports = URIRef(VPO.HoldingObservation), URIRef(VPO.supports)
        triples = [(node, RDF.type, holding) for node in nodes]
        triples += [(URIRef(f"{node}e"), supports, node) for node in nodes]
        store.replace_graph(f"{BASE}graph/article/{name}", triples)
    return store


def check(old: Store, new: Store, **guard: object) -> None:
    Guard(**{"most": 0.2, **guard}).check(old, new, BASE, {*old.graphs(), *new.graphs()})  # type: ignore[arg-type]


def test_a_run_that_loses_too_much_is_refused_with_what_and_how_much():
    with pytest.raises(
        LossError, match=r"would lose 100 of 300 facts \(33%, KG_MAX_LOSS allows 20%\): HoldingObs"
    ):
        check(facts(100, 100, 100), facts(100, 100))


def test_what_other_articles_gain_does_not_make_up_for_a_loss():
    with pytest.raises(LossError):
        check(facts(100, 100), facts(0, 100, 900))


def test_articles_that_came_in_the_place_of_others_make_up_for_them():
    old, new = facts(100, 100), facts(100, 100, first=1)
    with pytest.raises(LossError):
        check(old, new)
    for graphs in permutations({*old.graphs(), *new.graphs()}):
        Guard(0.2, frozenset({f"{2:016x}"})).check(old, new, BASE, graphs)


def test_small_losses_pass_and_so_does_what_was_confirmed():
    check(facts(40), facts())
    check(facts(100, 900), facts(0, 900))
    check(facts(100), facts(), most=1.0)


def test_what_was_taken_out_or_decided_is_no_loss():
    old, new = facts(100, 100), facts(100)
    check(old, new, gone=frozenset({f"{1:016x}"}))
    with pytest.raises(LossError):
        check(facts(100, 100, 100), facts(100), gone=frozenset({f"{1:016x}"}))
    with pytest.raises(LossError):
        check(old, new, decided=True)


def test_conclusions_are_guarded_too():
    person, graph = URIRef(VPO.Person), f"{BASE}graph/derived/person/x"
    old, new = Store.in_memory(), Store.in_memory()
    old.replace_graph(graph, [(URIRef(f"{BASE}id/person/{n}"), RDF.type, person) for n in range(60)])
    new.replace_graph(graph, [(URIRef(f"{BASE}id/person/1"), RDF.type, person)])
    with pytest.raises(LossError, match="59 of 60 conclusions"):
        check(old, new)


def test_the_graph_of_runs_is_no_part_of_the_hash():
    one, other = world(), world()
    other.replace_graph(f"{BASE}graph/load", [(URIRef(f"{BASE}id/load/1"), RDF.type, Literal("x"))])
    assert one.canonical_hash() != other.canonical_hash()
    assert one.canonical_hash() == other.canonical_hash(without="/graph/load")


# ---- publishing


def published(home: DataHome, label: str, **run: object) -> int:
    """Publish a store that says `label`; return the generation."""
    with home.writer() as store:
        store.replace_graph(f"{BASE}graph/reference/x", [(URIRef(f"{BASE}id/x"), RDF.type, Literal(label))])
        publisher = Publisher(home, BASE, Guard(0.2))
        return publisher.publish(store, replace(RUN, **run)).number  # type: ignore[arg-type]


def runs(home: DataHome) -> list[str]:
    with home.writer() as store:
        return sorted(str(s)[-1] for s, _, _ in store.match(None, RDF.type, URIRef(VPO.Load)))


def test_a_run_that_changes_nothing_is_not_told(tmp_path: Path):
    home = DataHome(tmp_path)
    assert [published(home, "a"), published(home, "a", at="2026-01-02T00:00:00Z"), published(home, "b")] == [
        1,
        1,
        2,
    ]
    assert (Log(tmp_path).numbers(), runs(home)) == ([1, 2], ["1", "2"])


def test_a_run_killed_before_the_pointer_moved_leaves_readers_and_the_next_run_in_order(
    tmp_path: Path, monkeypatch
):
    home = DataHome(tmp_path)
    published(home, "a")
    with monkeypatch.context() as killed:
        killed.setattr(Path, "rename", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt()))
        with pytest.raises(KeyboardInterrupt):
            published(home, "b")
    assert (home.current(), [one.number for one in Log(tmp_path).line(home.current())]) == (1, [1])
    assert published(home, "c", at="2026-01-03T00:00:00Z") == 2
    entry = Log(tmp_path).entry(2)
    assert entry is not None
    assert (entry.run.at, runs(home)) == ("2026-01-03T00:00:00Z", ["1", "2"])


def test_a_damaged_generation_is_no_hindrance(tmp_path: Path):
    home = DataHome(tmp_path)
    published(home, "a")
    shutil.rmtree(home.folder(1) / "store")
    assert published(home, "b") == 2
    assert Log(tmp_path).entry(2) == Entry(2, None, RUN, 0, Log(tmp_path).entry(2).triples)
