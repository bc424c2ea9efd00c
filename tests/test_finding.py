"""Search: spellings, order, posts and years, what matched, and what is among the finds."""

from __future__ import annotations

import pytest
from rdflib import Graph

from kg.store import Store
from kg.store.finding import Only, Why
from kg.store.side import Side
from kg.store.spelling import read_asked
from kg.vocab import VPO
from tests.test_side import EX, ONTOLOGY, PREFIX

TABLES = """
<id/adm63/long-an> a vpo:AdministrativeUnit ; skos:prefLabel "Long An"@vi , "Long An"@en ;
    vpo:officialName "Tỉnh Long An"@vi ; vpo:successor <id/adm34/tay-ninh> .
<id/adm63/tay-ninh> a vpo:AdministrativeUnit ; skos:prefLabel "Tây Ninh"@vi ;
    vpo:successor <id/adm34/tay-ninh> .
<id/adm34/tay-ninh> a vpo:AdministrativeUnit ; skos:prefLabel "Tây Ninh"@vi .
<id/adm63/ha-nam> a vpo:AdministrativeUnit ; skos:prefLabel "Hà Nam"@vi .
<id/adm63/ha-nam-x> a vpo:AdministrativeUnit ; skos:prefLabel "Hạ Nam"@vi .
<id/org/tu-la> a vpo:PartyCommittee ; skos:prefLabel "Tỉnh ủy Long An"@vi ; skos:altLabel "TU Long An"@vi ;
    vpo:jurisdiction <id/adm63/long-an> .
<id/org/tu-tn> a vpo:PartyCommittee ; skos:prefLabel "Tỉnh ủy Tây Ninh"@vi ;
    vpo:jurisdiction <id/adm34/tay-ninh> .
<id/org/ub-la> a vpo:StateBody ; skos:prefLabel "Ủy ban nhân dân tỉnh Long An"@vi ;
    vpo:jurisdiction <id/adm63/long-an> .
<scheme/role/bi-thu> a vpo:Role ; skos:prefLabel "Bí thư"@vi .
<scheme/role/pho-bi-thu> a vpo:Role ; skos:prefLabel "Phó Bí thư"@vi .
<scheme/role/chu-tich> a vpo:Role ; skos:prefLabel "Chủ tịch"@vi .
<scheme/abbreviation/ubnd> a vpo:Abbreviation ; skos:prefLabel "UBND"@vi ; 
    vpo:expansion "Ủy ban nhân dân"@vi ; vpo:ambiguousReading false .
<id/post/tu-la/bi-thu> a vpo:Post ; skos:prefLabel "Bí thư Tỉnh ủy Long An"@vi .
<id/doc/18> a vpo:Resolution ; skos:prefLabel "Nghị quyết số 18-NQ/TW ngày 25/10/2017"@vi ;
    vpo:documentNumber "18-NQ/TW" ; vpo:issueDate "2017-10-25"^^xsd:date .
<id/doc/35> a vpo:Resolution ; skos:prefLabel "Nghị quyết số 35-NQ/TW ngày 18/5/2018"@vi ;
    vpo:documentNumber "35-NQ/TW" ; vpo:issueDate "2018-05-18"^^xsd:date .
<id/doc/15> a vpo:Directive ; skos:prefLabel "Chỉ thị số 15-CT/TU"@vi ; vpo:documentNumber "15-CT/TU" .
<id/surname/phuong> a vpo:Surname ; skos:prefLabel "Phượng"@vi .
"""
CONCLUDED = """
<id/person/a> a vpo:Person ; skos:prefLabel "Đỗ Hữu Lâm"@vi .
<id/person/b> a vpo:Person ; skos:prefLabel "Mạc Văn Phượng"@vi .
<id/person/c> a vpo:Person ; skos:prefLabel "Cù Thị Long"@vi .
<id/tenure/a> a vpo:Tenure ; vpo:holder <id/person/a> ; vpo:role <scheme/role/bi-thu> ;
    vpo:organization <id/org/tu-la> ; vpo:post <id/post/tu-la/bi-thu> ;
    vpo:surelyFrom "2016-01-01"^^xsd:date ; vpo:surelyUntil "2018-12-31"^^xsd:date .
<id/tenure/b> a vpo:Tenure ; vpo:holder <id/person/b> ; vpo:role <scheme/role/bi-thu> ;
    vpo:organization <id/org/tu-la> ;
    vpo:surelyFrom "2020-01-01"^^xsd:date ; vpo:surelyUntil "2021-12-31"^^xsd:date .
<id/tenure/c> a vpo:Tenure ; vpo:holder <id/person/c> ; vpo:role <scheme/role/pho-bi-thu> ;
    vpo:organization <id/org/tu-la> ;
    vpo:surelyFrom "2018-01-01"^^xsd:date ; vpo:surelyUntil "2018-02-01"^^xsd:date .
<id/tenure/d> a vpo:Tenure ; vpo:holder <id/person/c> ; vpo:role <scheme/role/chu-tich> ;
    vpo:organization <id/org/ub-la> .
<id/event/e> a vpo:Conference ; skos:prefLabel "Sơ kết, Long An"@vi ; vpo:place <id/adm63/long-an> ;
    vpo:startDate "2018-08-10"^^xsd:date ; vpo:reportedBy <id/article/1> .
"""
ARTICLE = """
<id/article/1> a vpo:Article ; schema:headline "Hà Nam và Long An sơ kết"@vi ;
    schema:datePublished "2018-08-11T07:00:00+07:00"^^xsd:dateTime .
"""


@pytest.fixture(scope="module")
def side() -> Side:
    store = Store.in_memory()
    for name, text in {
        "ontology": ONTOLOGY, "reference/x": TABLES, "derived/person/a": CONCLUDED, "article/1": ARTICLE
    }.items():  # fmt: skip
        store.replace_graph(f"{EX}graph/{name}", Graph().parse(data=PREFIX + text, format="turtle"))
    return Side.of(store)


def found(side: Side, text: str, kinds: tuple[str, ...] = (), place: str = "", year: str = "") -> list[str]:
    return [hit.iri.removeprefix(f"{EX}id/") for hit in side.search(text, Only(kinds, place, year)).hits]


@pytest.mark.parametrize(
    "text",
    ["18-NQ/TW", "18 nq tw", "NQ 18-NQ/TW", "nghị quyết 18", "nghị quyết số 18", "nq18", "18nqtw", "18-NQ/TƯ",
     "18/NQ-T.Ư", "NGHI QUYET 18"],
)  # fmt: skip
def test_a_document_is_found_by_its_number_in_any_spelling(side: Side, text: str):
    assert found(side, text)[0] == "doc/18"


def test_the_number_of_a_document_counts_more_than_the_day_of_another(side: Side):
    assert found(side, "nghi quyet 18") == ["doc/18", "doc/35"]


def test_tone_marks_come_before_folded_names_and_whole_names_before_headlines(side: Side):
    assert found(side, "Hà Nam") == ["adm63/ha-nam", "article/1", "adm63/ha-nam-x"]
    assert found(side, "hạ nam")[0] == "adm63/ha-nam-x"
    assert found(side, "phuong") == ["person/b", "surname/phuong"]


def test_a_unit_is_found_by_what_it_was_and_what_it_became(side: Side):
    hits = {hit.iri.removeprefix(f"{EX}id/"): hit.why for hit in side.search("long an").hits}
    assert hits["adm63/long-an"] == Why("label", "Long An")
    assert hits["adm34/tay-ninh"] == Why("was", "Long An")
    assert hits["org/tu-tn"] == Why("was", "Long An")
    assert list(hits)[:2] == ["adm63/long-an", "adm34/tay-ninh"]
    assert side.search("tỉnh ủy tây ninh").hits[-1].why == Why("now", "Tây Ninh")
    assert found(side, "tay ninh")[:2] == ["adm34/tay-ninh", "adm63/tay-ninh"]


def test_what_matched_is_told(side: Side):
    assert side.search("tu long an").hits[0].why == Why("name", "TU Long An")
    assert side.search("nq tw").hits[0].why == Why("label", "Nghị quyết số 18-NQ/TW ngày 25/10/2017")


def test_names_are_typed_with_abbreviations(side: Side):
    assert found(side, "ubnd tinh long an")[0] == "org/ub-la"


@pytest.mark.parametrize(
    ("text", "year", "people"),
    [
        ("bí thư tỉnh ủy long an 2018", "2018", ["a"]),
        ("bi thu tinh uy long an 2021", "2021", ["b"]),
        ("bí thư tỉnh ủy long an", "", ["b", "a"]),
        ("bí thư tỉnh ủy long an 1999", "", ["b", "a"]),
        ("phó bí thư long an 2018", "2018", ["c"]),
        ("bí thư phượng", "", ["b"]),
        ("chủ tịch ubnd tỉnh long an", "", ["c"]),
        ("2018 bí thư", "2018", ["a"]),
    ],
)
def test_a_post_leads_to_who_held_it(side: Side, text: str, year: str, people: list[str]):
    holders = side.holders(text)
    assert (holders.year, holders.total) == (year, len(people))
    assert [held.person.removeprefix(f"{EX}id/person/") for held in holders.held] == people


def test_who_held_a_post_is_told_with_the_post_and_the_days(side: Side):
    (held,) = side.holders("bí thư tỉnh ủy long an 2018").held
    assert (held.post, held.since, held.until) == (f"{EX}id/post/tu-la/bi-thu", "2016-01-01", "2018-12-31")


@pytest.mark.parametrize("text", ["tỉnh ủy long an", "long an 2018", "phượng", "15-CT/TU", "bí thư 15-ct"])
def test_no_post_is_looked_for_where_none_is_named(side: Side, text: str):
    assert side.holders(text).total == 0


def test_a_year_keeps_to_things_of_that_year_or_is_left_aside(side: Side):
    assert found(side, "nghị quyết 2018") == ["doc/35"]
    assert side.search("nghị quyết 2018").year == "2018"
    assert found(side, "hà nam 1990")[0] == "adm63/ha-nam"
    assert side.search("hà nam 1990").year == ""
    assert read_asked("2018").folded == ("2018",)


def test_finds_are_narrowed_by_class_place_and_year(side: Side):
    long_an = f"{EX}id/adm63/long-an"
    assert found(side, "long", kinds=(VPO.Person,)) == ["person/c"]
    assert set(found(side, "so ket", place=long_an)) == {"event/e"}
    assert set(found(side, "do huu", place=long_an)) == {"person/a"}
    assert found(side, "do huu", year="2017") == ["person/a"]
    assert found(side, "do huu", year="2019") == []


def test_what_is_among_the_finds_is_counted(side: Side):
    among = side.among("sơ kết")
    assert among.kinds == {VPO.Article: 1, VPO.Conference: 1}
    assert (among.years, among.counted) == ({"2018": 2}, 2)
    assert among.places == {f"{EX}id/adm63/long-an": 1}
    kept = side.among("sơ kết", Only([VPO.Article]))
    assert (kept.kinds, kept.places) == (among.kinds, {})


def many(number: int) -> Side:
    store, said = Store.in_memory(), Graph()
    text = "\n".join(
        f'<id/article/{n}> a vpo:Article ; schema:headline "Bài giả định {n}"@vi .' for n in range(number)
    )
    store.replace_graph(f"{EX}graph/x", said.parse(data=PREFIX + text, format="turtle"))
    return Side.of(store)


def test_pages_go_on_behind_those_that_were_put_in_order():
    side = many(450)
    pages = [side.search("gia dinh", limit=50, offset=offset).hits for offset in range(0, 500, 50)]
    assert [len(page) for page in pages] == [50] * 9 + [0]
    assert len({hit.iri for page in pages for hit in page}) == 450
