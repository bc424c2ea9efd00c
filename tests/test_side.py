"""The side index: names found without marks, ties with the node they rest on, counts."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from rdflib import Graph

from kg.errors import LimitError, StoreError
from kg.store import Store
from kg.store.finding import Only
from kg.store.side import Side, build_side
from kg.store.ties import CLASSES, COUNTS, KINDS, NAMES, SUPERS, TIES
from kg.store.together import apart, between, common, held
from kg.vocab import NS, VPO

EX = "https://vpo.example/"
REFERENCE = """
<id/adm63/long-an> a vpo:AdministrativeUnit ; skos:prefLabel "Long An"@vi , "Long An"@en .
<id/adm63/ha-nam> a vpo:AdministrativeUnit ; skos:prefLabel "Hà Nam"@vi , "Ha Nam"@en .
<id/adm63/ha-nam-x> a vpo:AdministrativeUnit ; skos:prefLabel "Hạ Nam"@vi , "Ha Nam X"@en .
<id/org/tu-la> a vpo:PartyCommittee ; skos:prefLabel "Tỉnh ủy Long An"@vi , "Long An Committee"@en ;
    skos:altLabel "TU Long An"@vi ; vpo:jurisdiction <id/adm63/long-an> .
<id/doc/18> a vpo:Resolution ; skos:prefLabel "Nghị quyết 18-NQ/TW"@vi , "Resolution 18"@en .
<id/surname/do> a vpo:Surname ; skos:prefLabel "Đỗ"@vi , "Do"@en .
<id/cluster/btctw/4> a vpo:EmulationCluster ; skos:prefLabel "Cụm thi đua số 4"@vi , "Cluster 4"@en .
"""
ONTOLOGY = """
vpo:Official a owl:Class ; rdfs:subClassOf vpo:Person ; rdfs:label "cán bộ"@vi , "official"@en .
vpo:Person a owl:Class ; rdfs:label "người"@vi , "person"@en .
"""
DERIVED = """
<id/person/lam> a vpo:Person , vpo:Official ; skos:prefLabel "Đỗ Hữu Lâm"@vi , "Do Huu Lam"@en .
<id/person/nhiem> a vpo:Person ; skos:prefLabel "Phan Văn Nhiệm"@vi , "Phan Van Nhiem"@en .
<id/tenure/lam/1> a vpo:Tenure ; vpo:holder <id/person/lam> ; vpo:organization <id/org/tu-la> .
<id/tenure/nhiem/1> a vpo:Tenure ; vpo:holder <id/person/nhiem> ; vpo:organization <id/org/tu-la> .
<id/co-tenure/tu-la/lam/nhiem> a vpo:CoTenure ; vpo:organization <id/org/tu-la> ; vpo:weight 0.5 ;
    vpo:tiedPerson <id/person/lam> , <id/person/nhiem> ; vpo:overlapState vpo:sure ;
    vpo:overlapStart "2018-01-01"^^xsd:date ; vpo:overlapEnd "2018-12-31"^^xsd:date .
<id/event/e> a vpo:Conference ; skos:prefLabel "Sơ kết"@vi , "Review"@en ; vpo:reportedBy <id/article/1> ;
    vpo:participant <id/person/lam> , <id/person/nhiem> ; vpo:place <id/adm63/long-an> ;
    vpo:cluster <id/cluster/btctw/4> ; vpo:organizer <id/cluster/btctw/4> .
<id/cluster-membership/1> a vpo:ClusterMembership ; vpo:cluster <id/cluster/btctw/4> ;
    vpo:memberUnit <id/adm63/long-an> ; vpo:memberBody <id/org/tu-la> .
"""
ARTICLE = """
<id/article/1> a vpo:Article ; schema:headline "Cụm thi đua số 4: Tiếp tục làm tốt"@vi .
<id/article/1#p1> a vpo:NamedPerson ; foaf:name "Đỗ Hữu Lâm"@vi .
<id/article/1#c1> a vpo:Citation ; vpo:citingArticle <id/article/1> ; vpo:citedDocument <id/doc/18> .
<id/article/1#b1> a vpo:BodyObservation ; vpo:jurisdiction <id/adm63/long-an> .
"""
PREFIX = f"""@base <{EX}> . @prefix vpo: <{NS}> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix schema: <https://schema.org/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


ROOT = Path(__file__).resolve().parents[1]


def sample() -> Store:
    store = Store.in_memory()
    parts = {
        "ontology": ONTOLOGY,
        "reference/x": REFERENCE,
        "derived/person/a": DERIVED,
        "article/1": ARTICLE,
    }
    for name, text in parts.items():
        store.replace_graph(f"{EX}graph/{name}", Graph().parse(data=PREFIX + text, format="turtle"))
    return store


@pytest.fixture(scope="module")
def side():
    return Side.of(sample())


def names(found) -> list[str]:
    return [hit.label_vi for hit in found.hits]


def ends(ties) -> set[tuple[str, str, str]]:
    return {(tie.source[len(EX) :], tie.kind, tie.target[len(EX) :]) for tie in ties}


@pytest.mark.parametrize("text", ["Đỗ Hữu Lâm", "do huu lam", "ĐỖ HỮU", "lam do", "hữu lâ"])
def test_a_person_is_found_with_and_without_marks(side, text):
    assert names(side.search(text)) == ["Đỗ Hữu Lâm"]


def test_other_names_are_found_too(side):
    assert names(side.search("tu long an")) == ["Tỉnh ủy Long An"]
    assert names(side.search("resolution 18")) == ["Nghị quyết 18-NQ/TW"]


def test_marks_decide_between_names_that_fold_alike(side):
    assert names(side.search("Hà Nam"))[0] == "Hà Nam"
    assert names(side.search("Hạ Nam"))[0] == "Hạ Nam"
    assert side.search("ha nam").total == 2


def test_a_bearer_of_a_name_comes_before_the_name(side):
    assert names(side.search("Đỗ")) == ["Đỗ Hữu Lâm", "Đỗ"]


def test_headlines_are_found(side):
    hit = side.search("tiếp tục làm tốt").hits[0]
    assert (hit.iri, hit.kind) == (EX + "id/article/1", VPO.Article)


def test_nodes_of_articles_and_terms_are_not_found(side):
    assert side.search("Đỗ Hữu Lâm").total == 1
    assert side.search("cán bộ").total == 0


@pytest.mark.parametrize("text", ["", " ", '"', "*", "AND OR", "NEAR(", "'; DROP TABLE things", "x" * 200])
def test_no_text_breaks_the_search(side, text):
    assert side.search(text).total == 0


def test_a_text_that_no_name_is_as_long_as_is_refused(side):
    with pytest.raises(LimitError, match="200 characters"):
        side.search("x" * 201)


def test_a_page_of_hits_knows_the_total(side):
    first = side.search("long an", limit=1)
    second = side.search("long an", limit=1, offset=1)
    assert first.total == second.total == 2
    assert first.hits != second.hits


def test_a_class_keeps_its_subclasses(side):
    assert side.search("do", Only([VPO.Person])).total == 1
    assert side.search("do", Only([VPO.Article])).total == 0
    assert side.among("long an", Only([VPO.PartyCommittee])).kinds[VPO.AdministrativeUnit] == 1


def test_a_thing_has_its_most_special_class(side):
    assert side.thing(EX + "id/person/lam").kind == VPO.Official
    assert side.kinds()[VPO.Official] == ("cán bộ", "official")
    assert side.thing(EX + "id/nobody") is None


def tied(side, name):
    return [tie for ties in side.neighbours(EX + name) for tie in ties]


def test_neighbours_come_from_both_directions(side):
    assert ends(tied(side, "id/org/tu-la")) == {
        ("id/person/lam", "tenure", "id/org/tu-la"),
        ("id/person/nhiem", "tenure", "id/org/tu-la"),
        ("id/org/tu-la", "jurisdiction", "id/adm63/long-an"),
        ("id/org/tu-la", "member-body", "id/cluster/btctw/4"),
    }


def test_persons_are_tied_by_what_they_share(side):
    ties = tied(side, "id/person/lam")
    assert {(t.kind, t.evidence[len(EX) :]) for t in ties if t.kind.startswith("same-")} == {
        ("same-event", "id/event/e"),
        ("same-body", "id/co-tenure/tu-la/lam/nhiem"),
    }


TIMES = {
    "before2020": {VPO.possiblyUntil: "2019-12-31"},
    "month2020": {VPO.possiblyUntil: "2020-03-31"},
    "since2020": {
        VPO.possiblyFrom: "2020-03-10",
        VPO.surelyFrom: "2020-03-10",
        VPO.surelyUntil: "2020-03-10",
    },
    "seen2025": {VPO.surelyFrom: "2025-01-01", VPO.surelyUntil: "2025-06-01"},
    "begun2024": {VPO.surelyFrom: "2024-09-01", VPO.surelyUntil: "2025-03-01"},
    "nothing": {},
}


@pytest.mark.parametrize(
    ("one", "other", "parted"),
    [
        ("before2020", "since2020", True),
        ("month2020", "since2020", False),
        ("before2020", "seen2025", False),
        ("before2020", "begun2024", False),
        ("before2020", "nothing", False),
    ],
)
def test_only_tenures_that_cannot_meet_are_apart(one, other, parted):
    pair = [held(TIMES[one])], [held(TIMES[other])]
    assert apart(*pair) == apart(*reversed(pair)) == parted


def pair(one: str, other: str):
    return [(held(TIMES[one]), held(TIMES[other]))]


def test_the_time_of_two_is_what_both_were_surely_there():
    assert common(pair("seen2025", "begun2024")) == (("2025-01-01", "2025-03-01"),)
    assert common(pair("before2020", "seen2025")) == ()


def test_the_window_of_two_lies_between_their_sights():
    assert between(pair("since2020", "begun2024")) == ("2020-03-10", "2024-09-01")
    assert between(pair("seen2025", "begun2024")) is None
    assert between(pair("nothing", "seen2025")) is None


def test_who_left_on_the_day_the_other_came_was_not_there_together():
    days = ("2019-01-01", "2020-03-10", "2020-03-10")
    left = held(dict(zip((VPO.surelyFrom, VPO.surelyUntil, VPO.possiblyUntil), days, strict=True)))
    seen = held({VPO.surelyFrom: "2020-03-10", VPO.surelyUntil: "2021-01-01"})
    assert common([(left, seen)]) == common([(seen, left)]) == ()


def crowded(*days: tuple[str, str]) -> Store:
    """A body marked as crowded; its people were surely there from one day to another."""
    said = "<id/crowd/x> a vpo:Crowd ; vpo:organization <id/org/x> ."
    for number, (since, until) in enumerate(days):
        said += f"""<id/person/{number}> a vpo:Person . <id/tenure/{number}> a vpo:Tenure ;
            vpo:holder <id/person/{number}> ; vpo:organization <id/org/x> ;
            vpo:surelyFrom "{since}"^^xsd:date ; vpo:surelyUntil "{until}"^^xsd:date ."""
    store = Store.in_memory()
    store.replace_graph(f"{EX}graph/derived/x", Graph().parse(data=PREFIX + said, format="turtle"))
    return store


def test_ties_through_a_crowd_are_found_when_asked_for():
    days = [("2018-01-01", "2019-01-01"), ("2018-06-01", "2018-07-01"), ("2020-01-01", "2020-02-01")]
    side = Side.of(crowded(*days))
    who = EX + "id/person/0"
    assert side.crowds(who) == {EX + "id/org/x": 3}
    assert side.bonds(who) == ()
    (bond,) = side.bonds(who, ["crowd"])
    assert (bond.source, bond.target, bond.evidence) == (who, EX + "id/person/1", (EX + "id/org/x",))
    assert (bond.since, bond.until, bond.sure) == ("2018-06-01", "2018-07-01", True)


def test_ties_between_people_are_read_from_both_ends(side):
    for who in ("lam", "nhiem"):
        bonds = side.bonds(f"{EX}id/person/{who}")
        assert {bond.kind: bond.since for bond in bonds} == {"same-body": "2018-01-01", "same-event": ""}
        assert side.bonds(f"{EX}id/person/{who}", ["succession"]) == ()


def test_a_tie_names_the_node_it_rests_on(side):
    (tie,) = tied(side, "id/doc/18")
    assert (tie.kind, tie.evidence) == ("cites", EX + "id/article/1#c1")
    evidence = {tie.evidence[len(EX) :] for tie in tied(side, "id/person/lam") if tie.kind == "tenure"}
    assert evidence == {"id/tenure/lam/1"}


def test_a_limit_keeps_the_best_known_neighbours(side):
    person = EX + "id/person/lam"
    whole = side.neighbours(person)
    assert side.neighbours(person, limit=2) == whole[:2]
    assert len(whole) == side.relations(person) == sum(side.relation_kinds(person).values()) == 4
    assert side.known([person, EX + "id/x"], 3) == {person: 3, EX + "id/x": 0}
    assert {tie.kind for ties in side.neighbours(person, kinds=["tenure"]) for tie in ties} == {"tenure"}


def test_ties_between_chosen_things(side):
    chosen = [EX + "id/person/lam", EX + "id/person/nhiem"]
    assert {tie.kind for tie in side.ties_between(chosen)} == {"same-event", "same-body"}
    assert side.ties_between([]) == ()


def test_events_and_articles_are_counted_apart(side):
    counts = side.counts()
    assert (counts["articles"], counts["events"], counts[VPO.Tenure]) == (1, 1, 2)


def test_the_file_is_the_same_as_the_index_in_memory(side, tmp_path):
    build_side(sample(), tmp_path / "side.sqlite")
    reopened = Side(tmp_path / "side.sqlite")
    assert reopened.search("long an") == side.search("long an")
    assert reopened.counts() == side.counts()
    reopened.close()


def test_an_empty_store_has_an_empty_index():
    side = Side.of(Store.in_memory())
    assert side.search("a").total == 0
    assert side.counts()["triples"] == 0


def test_a_missing_or_damaged_file_is_named(tmp_path):
    with pytest.raises(StoreError, match="kg rebuild"):
        Side(tmp_path / "none.sqlite")
    (tmp_path / "bad.sqlite").write_bytes(b"junk" * 2000)
    with pytest.raises(StoreError, match="kg rebuild"):
        Side(tmp_path / "bad.sqlite")


def test_every_term_in_the_patterns_is_declared():
    text = " ".join([NAMES, CLASSES, KINDS, SUPERS, COUNTS, *TIES.values()])
    assert [term for term in re.findall(r"vpo:(\w+)", text) if not hasattr(VPO, term)] == []


@pytest.mark.parametrize(
    ("dated", "days"),
    [
        ('vpo:startDate "2018-08-10"^^xsd:date', ("2018-08-10", "2018-08-10")),
        (
            'vpo:startDate "2018-08-10"^^xsd:date ; vpo:endDate "2018-08-12"^^xsd:date',
            ("2018-08-10", "2018-08-12"),
        ),
        (
            'vpo:startDate "2018-02-01"^^xsd:date ; vpo:startPrecision vpo:month',
            ("2018-02-01", "2018-02-28"),
        ),
        (
            'vpo:startDate "2018-01-01"^^xsd:date ; vpo:startPrecision vpo:year',
            ("2018-01-01", "2018-12-31"),
        ),
    ],
)
def test_two_at_one_event_are_tied_for_its_days(dated: str, days: tuple[str, str]):
    store = sample()
    said = Graph().parse(data=f"{PREFIX} <id/event/e> {dated} .", format="turtle")
    store.replace_graph(f"{EX}graph/derived/event/e", said)
    (bond,) = Side.of(store).bonds(EX + "id/person/lam", ["same-event"])
    assert (bond.since, bond.until) == days


AT_ONCE = """
import sys, threading
from pathlib import Path
from kg.store import connections
from kg.store.side import Side, build_side
from tests.test_side import sample
connections._STEPS = 1  # looks at the clock all the time
path, kept = Path(sys.argv[1]), sys.argv[2]
store = sample()
build_side(store, path)
side = Side(path) if kept == "file" else Side.of(store)
found = []
def look():
    for _ in range(30):
        found.append(len(side.search("nguyen").hits))
threads = [threading.Thread(target=look) for _ in range(8)]
for thread in threads: thread.start()
for thread in threads: thread.join()
print(len(found), len(set(found)))
"""


@pytest.mark.parametrize("kept", ["file", "memory"])
def test_many_threads_search_at_once(tmp_path, kept):
    """In a process of its own, since threads that stand still would hold this one up, too."""
    command = [sys.executable, "-c", AT_ONCE, str(tmp_path / "side.sqlite"), kept]
    places = os.pathsep.join(filter(None, sys.path))
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": places},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (done.stdout, done.stderr) == ("240 1\n", "")
