"""Decisions over facts: found again, in force or not, and never a trace in what they do not speak of."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rdflib import RDF, Literal, URIRef

from kg.curation import apply_decisions
from kg.curation.anchors import Attestations
from kg.curation.correcting import Corrector
from kg.curation.deciding import Desk
from kg.curation.file import append_decisions, parse_decisions, read_decisions, write_decision
from kg.curation.model import Decision, Signature
from kg.curation.standing import standings
from kg.derive import derive_all
from kg.errors import AlreadyDecidedError, DecisionError, DecisionFileError, UnknownEntityError
from kg.settings import Settings
from kg.store import Store
from kg.store.reader import FixedGeneration
from kg.vocab import VPO

BASE = "https://vpo.example/"
WORLD = Path(__file__).parent / "data" / "world.trig"
ONE, OTHER = "id/article/44d8fa7c1fb99410#p1", "id/article/dfe2519185b20463#p4"
FACT = "id/article/1d828efcdd5ff6f9#h1"
ALL = {"deadline": None, "max_examples": 5, "suppress_health_check": [HealthCheck.function_scoped_fixture]}


def by(second: int = 0) -> Signature:
    return Signature("lan", f"2026-01-01T00:00:{second:02}Z", "đọc lại bài")


def world() -> Store:
    store = Store.in_memory()
    store.load(WORLD, "application/trig")
    return store


def desk(store: Store, *decisions: Decision) -> Desk:
    return Desk.of(FixedGeneration(store).now(), BASE, decisions)


def corrected(store: Store, fact: str, *values: str, second: int = 0) -> Decision:
    at = desk(store)
    return at.correct(fact, Corrector(at.data, at.attested).read(fact, values), by(second))


def settle(store: Store, home: Path) -> None:
    apply_decisions(store, home, BASE)
    derive_all(store, Settings())


def iri(name: str) -> URIRef:
    return URIRef(BASE + name)


def renumber(store: Store, old: str, new: str) -> None:
    """Give a fact another number, as an extractor that reads more would."""
    graph = f"{BASE}graph/{old.removeprefix('id/').partition('#')[0]}"
    moved = [
        tuple(iri(new) if term == iri(old) else term for term in triple) for triple in store.triples(graph)
    ]
    store.replace_graph(graph, moved)


def say(store: Store, fact: str, predicate: str, value: object) -> None:
    """Let an article be read otherwise."""
    graph = f"{BASE}graph/{fact.removeprefix('id/').partition('#')[0]}"
    kept = [t for t in store.triples(graph) if t[:2] != (iri(fact), URIRef(predicate))]
    store.replace_graph(graph, [*kept, (iri(fact), URIRef(predicate), value)])


# ---- the file


def test_a_line_gives_its_decision_back():
    lines = [
        desk(world()).same(ONE, OTHER, by()),
        desk(world()).wrong(FACT, by(1)),
        corrected(world(), FACT, "observedOn=2018-08-09"),
    ]
    text = "".join(map(write_decision, lines))
    assert list(parse_decisions(text.encode(), "x")) == lines
    assert "\n" not in text.rstrip("\n").replace("\n{", "{")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('{"kind": "same", "by": "a"', "x:1: is no decision"),
        ('{"kind": "maybe"}', "there is no kind 'maybe'"),
        ('{"kind": "wrong", "by": "a", "at": "2026-01-01T00:00:00Z", "why": "b"}', "lacks what it speaks of"),
        ('{"kind": "undone", "by": "a", "at": "2026-01-01", "why": "b", "undoes": "c"}', "no time zone"),
        (
            '{"kind": "undone", "by": "a", "at": "2026-01-01T00:00:00Z", "why": 3, "undoes": "c"}',
            "3 is no text",
        ),
        ("[]", "is no decision"),
    ],
)
def test_a_line_that_is_no_decision_is_named(line: str, said: str):
    with pytest.raises(DecisionFileError, match=said):
        parse_decisions(line.encode(), "x")


def test_a_line_that_was_changed_afterwards_is_refused():
    line = write_decision(desk(world()).wrong(FACT, by())).replace("đọc lại bài", "khác")
    with pytest.raises(DecisionFileError, match="was changed after it was decided"):
        parse_decisions(line.encode(), "x")


def test_lines_are_added_also_behind_a_line_without_an_end_and_through_a_link(tmp_path: Path):
    shared = tmp_path / "shared.jsonl"
    first, second = (desk(world()).wrong(FACT, by(n)) for n in (1, 2))
    shared.write_text(write_decision(first).rstrip("\n"), "utf-8")
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "decisions.jsonl").symlink_to(shared)
    append_decisions(tmp_path / "home", [second])
    assert read_decisions(tmp_path / "home") == (first, second)
    assert (tmp_path / "home" / "decisions.jsonl").is_symlink()


# ---- known again


def test_a_fact_whose_number_shifted_is_found_again(tmp_path: Path):
    store = world()
    append_decisions(tmp_path, [desk(store).wrong(FACT, by())])
    renumber(store, FACT, FACT + "7")
    applied = apply_decisions(store, tmp_path, BASE)
    assert [(one.state, one.on) for one in applied.standings] == [("inForce", (FACT + "7",))]


def test_another_fact_under_the_old_number_is_left_alone(tmp_path: Path):
    store = world()
    append_decisions(tmp_path, [desk(store).wrong(FACT, by())])
    renumber(store, FACT, FACT + "7")
    renumber(store, "id/article/1d828efcdd5ff6f9#h2", FACT)
    settle(store, tmp_path)
    assert list(store.match(None, URIRef(VPO.rejects))) == [
        (iri(read_decisions(tmp_path)[0].name), URIRef(VPO.rejects), iri(FACT + "7"))
    ]


def test_a_fact_that_is_read_otherwise_makes_the_decision_stale(tmp_path: Path):
    store = world()
    append_decisions(tmp_path, [desk(store).wrong(FACT, by())])
    say(
        store,
        FACT,
        VPO.observedOn,
        Literal("2018-01-01", datatype=URIRef("http://www.w3.org/2001/XMLSchema#date")),
    )
    applied = apply_decisions(store, tmp_path, BASE)
    assert [(one.state, [a.node for a in one.missing]) for one in applied.standings] == [("stale", [FACT])]
    assert list(store.match(None, URIRef(VPO.rejects))) == []


def test_more_that_is_said_of_a_fact_leaves_the_decision_in_force(tmp_path: Path):
    store = world()
    append_decisions(tmp_path, [desk(store).wrong(FACT, by())])
    say(store, FACT, VPO.inTerm, iri("id/term/xii"))
    assert apply_decisions(store, tmp_path, BASE).standings[0].state == "inForce"


def test_a_decision_waits_for_an_article_that_was_withdrawn(tmp_path: Path):
    store = world()
    append_decisions(tmp_path, [desk(store).wrong(FACT, by())])
    settle(store, tmp_path)
    decided = store.canonical_hash()
    graph = f"{BASE}graph/article/1d828efcdd5ff6f9"
    kept = store.triples(graph)
    store.remove_graph(graph)
    assert apply_decisions(store, tmp_path, BASE).standings[0].state == "stale"
    store.replace_graph(graph, kept)
    settle(store, tmp_path)
    assert store.canonical_hash() == decided


# ---- what a decision does


def test_nothing_is_concluded_from_a_wrong_fact_and_its_graph_stays(tmp_path: Path):
    store = world()
    graph = f"{BASE}graph/article/1d828efcdd5ff6f9"
    before = set(store.triples(graph))
    append_decisions(tmp_path, [desk(store).wrong(FACT, by())])
    settle(store, tmp_path)
    assert list(store.match(None, URIRef(VPO.derivedFrom), iri(FACT))) == []
    assert set(store.triples(graph)) == before


def test_conclusions_use_the_right_value_and_name_the_decision(tmp_path: Path):
    store = world()
    line = corrected(store, FACT, "observedOn=2018-08-09")
    append_decisions(tmp_path, [line])
    settle(store, tmp_path)
    resting = [s for s, _, _ in store.match(None, URIRef(VPO.derivedFrom), iri(FACT + ".corrected"))]
    tenure = next(s for s in resting if "/id/tenure/" in s)
    days = {str(o) for _, _, o in store.match(tenure, URIRef(VPO.firstObserved))}
    assert days == {"2018-08-09"}
    assert next(store.match(tenure, URIRef(VPO.followsDecision), iri(line.name)), None)
    assert list(store.match(None, URIRef(VPO.derivedFrom), iri(FACT))) == []


def test_facts_that_point_at_a_corrected_one_point_at_the_right_one(tmp_path: Path):
    store = world()
    change, _, held = next(iter(store.match(None, URIRef(VPO.opens))))
    fact = str(held).removeprefix(BASE)
    append_decisions(tmp_path, [corrected(store, fact, "printedTitle=Chức danh khác")])
    apply_decisions(store, tmp_path, BASE)
    moved = URIRef(f"{change}.corrected")
    assert [o for _, _, o in store.match(moved, URIRef(VPO.opens))] == [iri(fact + ".corrected")]
    assert next(store.match(None, URIRef(VPO.rejects), change), None)


def test_a_person_joined_by_a_name_that_was_corrected_stays_joined(tmp_path: Path):
    store = world()
    append_decisions(
        tmp_path, [desk(store).same(ONE, OTHER, by()), corrected(store, ONE, "foaf:name=Mạc Văn Thị Đu")]
    )
    settle(store, tmp_path)
    who = [s for s, _, _ in store.match(None, URIRef(VPO.namedAs), iri(ONE + ".corrected"))]
    assert who == [s for s, _, _ in store.match(None, URIRef(VPO.namedAs), iri(OTHER))] != []


def test_no_triple_stands_in_two_graphs_and_all_keep_the_shapes(tmp_path: Path):
    from kg.validate import report

    store = world()
    append_decisions(
        tmp_path,
        [corrected(store, FACT, "observedOn=2018-08-09"), desk(store).same(ONE, OTHER, by())],
    )
    settle(store, tmp_path)
    assert store.repeated() == 0
    assert [v for v in report(store).violations if "curation" in v.graph] == []


def test_deciding_and_undoing_gives_the_same_conclusions_back(tmp_path: Path):
    store = world()
    before = derived(store)
    lines = [desk(store).same(ONE, OTHER, by()), corrected(store, FACT, "observedOn=2018-08-09")]
    append_decisions(tmp_path, lines)
    settle(store, tmp_path)
    assert derived(store) != before
    at = desk(store, *lines)
    append_decisions(tmp_path, [at.undo("1", by(1)), at.undo(lines[1].id[:6], by(2))])
    settle(store, tmp_path)
    assert derived(store) == before


def derived(store: Store) -> dict[str, frozenset[object]]:
    graphs = [graph for graph in store.graphs() if "/graph/derived/" in graph]
    return {graph: frozenset(store.triples(graph)) for graph in graphs}


# ---- decisions beside each other


def test_the_same_decided_twice_is_said():
    store = world()
    line = desk(store).same(ONE, OTHER, by())
    with pytest.raises(AlreadyDecidedError, match=r"decided before: decision 1 \(same, lan, 2026-01-01"):
        desk(store, line).same(OTHER, ONE, by(1))
    fact = desk(store).wrong(FACT, by())
    with pytest.raises(AlreadyDecidedError):
        desk(store, fact).wrong(FACT, by(1))


def test_what_contradicts_an_earlier_decision_needs_its_undoing():
    store = world()
    line = desk(store).same(ONE, OTHER, by())
    with pytest.raises(DecisionError, match="First kg undo 1"):
        desk(store, line).different(ONE, OTHER, by(1))
    undo = desk(store, line).undo("1", by(2))
    assert desk(store, line, undo).different(ONE, OTHER, by(3)).kind == "different"


def test_a_contradiction_over_third_places_is_seen(tmp_path: Path):
    store = world()
    third = next(
        node for node in Attestations(store, BASE).facts("id/article/775851003c537c8b", "NamedPerson")
    )
    lines = [desk(store).same(ONE, third, by()), desk(store).different(ONE, OTHER, by(1))]
    with pytest.raises(DecisionError, match="against decision 2"):
        desk(store, *lines).same(OTHER, third, by(2))


def test_a_wrong_fact_is_not_corrected_and_a_corrected_one_not_corrected_otherwise():
    store = world()
    with pytest.raises(DecisionError, match="First kg undo 1"):
        desk(store, desk(store).wrong(FACT, by())).correct(
            FACT, {"observedOn": ("2018-08-09^^xsd:date",)}, by(1)
        )
    line = corrected(store, FACT, "observedOn=2018-08-09")
    at = desk(store, line)
    with pytest.raises(DecisionError, match="First kg undo 1"):
        at.correct(FACT, {"observedOn": ("2018-08-08^^xsd:date",)}, by(1))
    assert at.correct(FACT, {"printedTitle": ("x@vi",)}, by(1)).kind == "corrected"


def test_of_two_files_brought_together_what_keeps_apart_binds_in_any_order():
    store = world()
    lines = [desk(store).same(ONE, OTHER, by(0)), desk(store).different(ONE, OTHER, by(5))]
    for ordered in (lines, lines[::-1]):
        states = {one.decision.kind: one.state for one in standings(ordered, Attestations(store, BASE))}
        assert states == {"same": "contradicted", "different": "inForce"}


def test_taking_back_what_was_taken_back_is_said_and_an_unknown_number_refused():
    store = world()
    line = desk(store).wrong(FACT, by())
    undo = desk(store, line).undo("1", by(1))
    with pytest.raises(AlreadyDecidedError, match="taken back before by lan"):
        desk(store, line, undo).undo("1", by(2))
    with pytest.raises(DecisionError, match="decide anew"):
        desk(store, line, undo).undo("2", by(2))
    with pytest.raises(DecisionError, match="there are 2"):
        desk(store, line, undo).undo("9", by(2))


# ---- what is refused


def test_an_unknown_person_is_refused_with_those_that_come_close():
    with pytest.raises(UnknownEntityError, match="did you mean id/person/mac-van-thi-du"):
        desk(world()).same("mac-van-thi-d", OTHER, by())


def test_an_unknown_fact_is_refused_with_those_of_its_article():
    with pytest.raises(UnknownEntityError, match="did you mean id/article/1d828efcdd5ff6f9#h"):
        desk(world()).wrong("id/article/1d828efcdd5ff6f9#h99", by())


def test_a_conclusion_is_refused_with_the_facts_it_rests_on():
    store = world()
    tenure = next(s for s, _, _ in store.match(None, RDF.type, URIRef(VPO.Tenure)))
    with pytest.raises(
        DecisionError, match="is a conclusion; decide of a fact that it rests on: id/article/"
    ):
        desk(store).wrong(str(tenure), by())


def test_a_place_of_a_person_against_that_person_means_against_its_other_places():
    store = world()
    lines = [desk(store).same(ONE, OTHER, by())]
    person = "id/person/tang-ba-minh-hoa"
    nodes = sorted(str(o).removeprefix(BASE) for _, _, o in store.match(iri(person), URIRef(VPO.namedAs)))
    line = desk(store, *lines).different(person, nodes[0], by(1))
    assert [anchor.node for anchor in line.on] == nodes[1:]
    assert [anchor.node for anchor in line.other] == nodes[:1]


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("xyz=red", "has no property 'xyz'; it has assertedStatus"),
        ("observed=2018-01-01", "did you mean observedOn"),
        ("observedOn=hôm qua", "is no date"),
        ("observedOn=2018-02-30", "is no date"),
        ("observedOn=1800-01-01", "between 1930 and 2099"),
        ("assertedStatus=maybe", "it is one of current, former, acting, elect"),
        ("nominalRank=có", "is no boolean"),
        ("holder=h1", "a person named in the article"),
        ("role=", "exactly one vpo:role"),
        ("observedOn", "write PROPERTY=VALUE"),
        ("observedOn=2025-11-15", "says so already"),
    ],
)
def test_a_value_that_the_class_does_not_take_is_refused(value: str, said: str):
    with pytest.raises(DecisionError, match=said):
        corrected(world(), FACT, value)


def test_a_name_that_nothing_is_known_of_is_refused():
    with pytest.raises(UnknownEntityError, match="nothing is known about scheme/role/khong-co"):
        corrected(world(), FACT, "role=khong-co")


def test_the_post_follows_the_body_and_the_role():
    line = corrected(world(), FACT, "organization=id/org/tinh-uy-tien-giang")
    assert line.values["post"][0].startswith("<id/post/tinh-uy-tien-giang/")


# ---- any order


def decided(store: Store) -> list[Decision]:
    third = Attestations(store, BASE).facts("id/article/775851003c537c8b", "NamedPerson")[0]
    lines = [
        desk(store).same(ONE, OTHER, by(0)),
        desk(store).different(ONE, third, by(1)),
        desk(store).wrong("id/article/44d8fa7c1fb99410#h1", by(2)),
        corrected(store, FACT, "observedOn=2018-08-09", second=3),
        corrected(store, "id/article/dfe2519185b20463#h1", "assertedStatus=former", second=4),
    ]
    undone = desk(store, *lines).undo("1", by(5)), desk(store, *lines).undo("3", by(6))
    return [*lines, *undone, desk(store).same(OTHER, ONE, by(7))]


@settings(**ALL)
@given(st.randoms(use_true_random=False))
def test_decide_reload_and_rebuild_in_any_order_give_the_same_dataset(
    tmp_path_factory, chance: random.Random
):
    lines = decided(world())
    whole, plain = tmp_path_factory.mktemp("whole"), world()
    append_decisions(whole, lines)
    settle(plain, whole)
    store, home = world(), tmp_path_factory.mktemp("mixed")
    articles = {g: store.triples(g) for g in store.graphs() if "/graph/article/" in g}
    steps = [*lines, *["withdraw", "reload", "rebuild", "derive"] * 2]
    chance.shuffle(steps)
    for step in steps:
        if isinstance(step, Decision):
            append_decisions(home, [step])
        elif step == "withdraw":
            store.remove_graph(chance.choice(sorted(articles)))
        elif step == "reload":
            for graph, triples in articles.items():
                store.replace_graph(graph, triples)
        elif step == "rebuild":
            for graph in store.graphs():
                if "/graph/derived/" in graph or graph.endswith("/graph/curation"):
                    store.remove_graph(graph)
        settle(store, home)
    for graph, triples in articles.items():
        store.replace_graph(graph, triples)
    settle(store, home)
    assert store.canonical_hash() == plain.canonical_hash()
