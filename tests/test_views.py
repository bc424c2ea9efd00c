"""Pages as values, over the made-up world."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import RDF, URIRef

from kg.errors import UnknownEntityError
from kg.queries import all_queries
from kg.store import Store
from kg.store.side import Side
from kg.views import (
    Knowledge,
    article_page,
    edge_page,
    entity_page,
    search_page,
)
from kg.views.drawing import draw
from kg.views.evidence import cut, fragment_span
from kg.views.page import Page, Section
from kg.views.parts import Ref
from kg.views.period import Bound, Day, Period
from kg.views.scene import Scene, Step
from kg.views.search import Wanted
from kg.views.sections import SECTIONS
from kg.vocab import VPO
from tests.browser.world import BASE, world_store
from tests.tying import cotenures, stay

OA = "http://www.w3.org/ns/oa#"
PERSON = "id/person/mac-van-thi-du"


@pytest.fixture(scope="module")
def known() -> Knowledge:
    return Knowledge(world_store(), BASE)


@pytest.fixture(scope="module")
def side() -> Side:
    return Side.of(world_store())


def table(page: Page, name: str) -> Section:
    return next(section for section in page.sections if section.name == name)


def test_every_page_query_is_used():
    used = {query for queries in SECTIONS.values() for query in queries}
    root = Path(__file__).parents[1]
    code = "".join(path.read_text("utf-8") for part in ("kg", "web") for path in (root / part).rglob("*.py"))
    assert [q.name for q in all_queries("pages") if q.name not in used and f'"{q.name}"' not in code] == []


def test_every_page_query_runs(known: Knowledge):
    for query in all_queries("pages"):
        values = {param.name: "id/adm63/long-an" for param in query.params if param.kind == "iri"}
        bound = query.bind(values)
        assert isinstance(known.store.select(bound.text, **bound.bindings), list)


def test_a_tenure_keeps_what_is_not_known(known: Knowledge):
    row = table(entity_page(known, PERSON), "person-tenures").rows[0]
    period = next(part for cell in row.cells for part in cell if isinstance(part, Period))
    assert period.start == Bound("unknown")
    assert period.last == Day("2019-03-01")


def test_an_event_shows_what_each_report_says_and_why_they_are_one(known: Knowledge):
    page = entity_page(known, "id/event/so-ket_2018-08-10_long-an")
    assert len(table(page, "event-reports").rows) == 2
    (link,) = table(page, "event-links").rows
    assert "cùng một cụm thi đua" in {ref.label for ref in link.cells[0]}
    named = {(row.cells[0][0].label, row.articles) for row in table(page, "event-participants").rows}
    assert ("Ninh Thế Giả Sử", 2) in named
    assert table(page, "event-statistics").rows


def test_a_document_shows_its_life_and_what_provinces_reported(known: Knowledge):
    page = entity_page(known, "id/doc/18-nq-tw_2017-10-25")
    assert page.life is not None
    told = [(step.step.label, step.day, step.stated) for step in page.life.steps]
    assert told[0] == ("ban hành", Day("2017-10-25"), True)
    assert ("hội nghị quán triệt, triển khai", Day("2019-12-27"), True) in told
    (row,) = table(page, "document-by-province").rows
    assert row.cells[0][0].label == "Tiền Giang"
    columns = {column.text for column in table(page, "document-implementation").columns}
    assert {"đơn vị", "chiều đánh giá", "đánh giá"} <= columns


def test_a_cluster_shows_who_came_and_went_with_leaders_and_numbers(known: Knowledge):
    found = entity_page(known, "id/cluster/btctw/4").roster
    assert found is not None
    first, second = found.years[:2]
    assert (first.year, first.listed, first.stated, first.complete) == ("2018", 4, (3, 4), True)
    assert [leader.label for leader in first.leaders] == ["Ban Tổ chức Tỉnh ủy Ninh Thuận"]
    tien_giang = next(unit for unit in found.units if unit.ref.label.startswith("Tiền Giang"))
    assert [ref.name for ref in tien_giang.present] == ["id/adm34/dong-thap"]
    before, after = tien_giang.marks[:2]
    assert before is not None
    assert before.listed
    assert after is not None
    assert after.change is not None
    assert after.change.label == "rời cụm"
    assert second.listed == 3


def test_a_change_tells_what_is_taken_up_from_what_is_left(known: Knowledge):
    changes = table(entity_page(known, "id/person/lo-thi-vi-du"), "person-changes")
    at = [column.text for column in changes.columns].index("nhận hay thôi")
    said = {(row.cells[at][0].text, row.cells[at + 1][0].name) for row in changes.rows}
    assert said == {
        ("nhận", "id/post/huyen-uy-can-duoc-long-an/bi-thu"),
        ("thôi", "id/post/ban-to-chuc-tinh-uy-long-an/truong-ban"),
    }


def test_an_article_says_of_a_change_what_is_taken_up_and_what_is_left(known: Knowledge):
    page = article_page(known, "id/article/775851003c537c8b")
    labels = {label.text for block in page.sentences for said in block.statements for label, _ in said.values}
    assert {"nhận", "thôi"} <= labels


def test_every_row_of_an_official_has_a_sentence(known: Knowledge):
    page = entity_page(known, PERSON)
    bare = [
        (s.name, row) for s in page.sections for row in s.rows if not row.notes and "namesakes" not in s.name
    ]
    assert bare == []


def test_a_footnote_quotes_its_sentence_whole(known: Knowledge):
    for note in entity_page(known, PERSON).notes:
        sentence = URIRef(f"{BASE}{note.article.name}#{note.fragment}")
        evidence = known.subjects(VPO.inSentence, sentence)
        exact = {str(text) for node in evidence for text in known.values(node, f"{OA}exact")}
        assert exact == {"".join(text for text, _ in note.pieces)}


def test_a_footnote_marks_the_name(known: Knowledge):
    notes = entity_page(known, PERSON).notes
    assert any("Mạc Văn Thí Dụ" in text for note in notes for text, marked in note.pieces if marked)


def test_a_section_says_how_many_articles_it_rests_on(known: Knowledge):
    assert table(entity_page(known, PERSON), "person-tenures").articles == 3


def test_one_event_of_two_reports_is_one_row(known: Knowledge):
    rows = table(entity_page(known, "id/cluster/btctw/4"), "cluster-events").rows
    assert len({row.cells[0] for row in rows}) == len(rows) == 2


def test_a_row_from_knowledge_is_marked(known: Knowledge):
    status = entity_page(known, "id/adm63/ninh-thuan").status
    assert status is not None
    assert status.name == "ontology#fromKnowledge"


def test_a_verified_row_is_not_marked(known: Knowledge):
    assert entity_page(known, "id/adm63/long-an").status is None


def test_bearers_of_one_name_are_told_apart(known: Knowledge):
    rows = table(entity_page(known, PERSON), "person-namesakes").rows
    other = next(part for part in rows[0].cells[0] if isinstance(part, Ref))
    assert other.label == "Mạc Văn Thí Dụ"
    assert other.hint == "Huyện ủy Ninh Phước, tỉnh Ninh Thuận"


def test_labels_follow_the_language(known: Knowledge):
    english = Knowledge(world_store(), BASE, "en")
    body = URIRef(f"{BASE}id/org/bo-chinh-tri")
    assert (known.ref(body).label, english.ref(body).label) == ("Bộ Chính trị", "Politburo")


def test_a_page_says_what_it_lacks(known: Knowledge):
    assert "Phát biểu" in entity_page(known, "id/person/lo-thi-vi-du").gaps


def test_an_unknown_thing_is_refused(known: Knowledge):
    with pytest.raises(UnknownEntityError, match="khong-co"):
        entity_page(known, "id/person/khong-co")


def test_an_article_page_holds_each_sentence_once_in_order(known: Knowledge):
    page = article_page(known, "id/article/44d8fa7c1fb99410")
    starts = [block.start for block in page.sentences]
    assert starts == sorted(set(starts))


def test_an_article_page_holds_every_fact_with_evidence(known: Knowledge):
    page = article_page(known, "id/article/44d8fa7c1fb99410")
    graph = f"{BASE}graph/article/44d8fa7c1fb99410"
    facts = {value for _, _, value in known.store.match(None, URIRef(VPO.supports), None, graph)}
    assert page.statements == len(facts)


def test_a_thing_that_is_no_article_has_no_article_page(known: Knowledge):
    with pytest.raises(UnknownEntityError):
        article_page(known, "id/org/bo-chinh-tri")


def test_every_edge_of_an_official_leads_to_a_sentence(known: Knowledge, side: Side):
    for edge in draw(known, side, Scene((Step(PERSON),))).edges:
        page = edge_page(known, side, edge.source.name, edge.target.name, edge.kind)
        assert page.notes, edge.id
        assert edge.sources == page.articles


def tied_in_one_body(*days: str) -> Store:
    """Holders of posts in one body, each seen there on one day, or never where the day is empty."""
    stays = [stay(str(number), day, day) for number, day in enumerate(days)]
    graph = cotenures(*stays)
    for one in stays:
        graph.add((URIRef(BASE + one.holder), RDF.type, URIRef(VPO.Person)))
    store = Store.in_memory()
    store.replace_graph(f"{BASE}graph/derived/co-tenure/x", graph)
    return store


@pytest.mark.parametrize(
    ("days", "span", "doubt"),
    [
        (("2018-05-01", "2018-05-01"), "2018", False),
        (("2018-05-01", "2019-01-01"), "không rõ thời gian", True),
    ],
)
def test_a_tie_of_two_in_one_body_tells_when(days: tuple[str, ...], span: str, doubt: bool):
    store = tied_in_one_body(*days)
    found = draw(Knowledge(store, BASE), Side.of(store), Scene((Step("id/person/0"),)))
    (edge,) = (edge for edge in found.edges if edge.kind == "same-body")
    assert (edge.span, edge.doubt, edge.mutual) == (span, doubt, True)


def test_the_evidence_of_a_tie_says_why():
    store = tied_in_one_body("2018-05-01", "2018-05-01")
    page = edge_page(Knowledge(store, BASE), Side.of(store), "id/person/0", "id/person/1", "same-body")
    assert [words.text for words in page.reasons] == [
        "cùng giữ chức chắc chắn 1 ngày, từ 2018-05-01 đến 2018-05-01",
        "cơ quan được thấy nhiều nhất 2 người cùng lúc",
    ]
    assert [ref.name for ref, _, _ in page.grounds] == ["id/org/x"]


def test_an_edge_of_the_tables_says_so(known: Knowledge, side: Side):
    page = edge_page(known, side, "id/adm63/ninh-thuan", "id/adm34/khanh-hoa", "successor")
    assert (page.notes, page.source) == ((), "bảng thử")
    assert page.status is not None


def test_an_edge_that_nobody_stated_is_refused(known: Knowledge, side: Side):
    with pytest.raises(UnknownEntityError):
        edge_page(known, side, PERSON, "id/org/bo-chinh-tri", "tenure")


def test_search_folds_marks(known: Knowledge, side: Side):
    assert search_page(known, side, Wanted("mac van thi du")).hits[0].thing.label == "Mạc Văn Thí Dụ"


def test_search_keeps_one_class(known: Knowledge, side: Side):
    found = search_page(known, side, Wanted("long an", kind="ontology#AdministrativeUnit"))
    assert {hit.thing.kind for hit in found.hits} == {VPO.AdministrativeUnit}


def test_membership_stands_by_year_with_what_was_listed(known: Knowledge):
    roster = entity_page(known, "id/cluster/btctw/4").roster
    assert roster is not None
    assert [(year.year, year.listed, year.complete) for year in roster.years] == [
        ("2018", 4, True),
        ("2019", 3, True),
    ]
    assert [unit.ref.label for unit in roster.units] == ["Bình Thuận", "Long An", "Ninh Thuận", "Tiền Giang"]


def test_who_left_is_marked_and_neither_listed_nor_tabled(known: Knowledge):
    roster = entity_page(known, "id/cluster/btctw/4").roster
    assert roster is not None
    marks = {unit.ref.label: unit.marks for unit in roster.units}["Tiền Giang"]
    assert [(mark.listed, mark.tabled, mark.change is None) for mark in marks if mark] == [
        (True, False, True),
        (False, False, False),
    ]


def test_a_cluster_led_by_two_is_shown_with_both(known: Knowledge):
    assert len(table(entity_page(known, "id/cluster/btctw/4"), "cluster-leaders").rows) == 2


def test_events_are_counted_once_and_articles_apart(known: Knowledge):
    held = table(entity_page(known, "id/cluster/btctw/4"), "cluster-events")
    assert (held.unit, held.things, held.articles) == ("event", 2, 3)


def test_places_of_one_name_are_told_apart_by_their_years(known: Knowledge):
    old, new = (known.ref(URIRef(f"{BASE}id/{era}/tay-ninh")) for era in ("adm63", "adm34"))
    assert (old.hint, new.hint) == ("đến 2025", "từ 2025")


@pytest.mark.parametrize(
    ("iri", "span"), [("x#char=3,9", (3, 9)), ("x#h1", (0, 0)), ("x#char=a,b", (0, 0)), ("x", (0, 0))]
)
def test_a_fragment_gives_its_offsets(iri: str, span: tuple[int, int]):
    assert fragment_span(iri) == span


@given(st.text(), st.integers(0, 50), st.lists(st.tuples(st.integers(0, 90), st.integers(0, 90))))
def test_cutting_loses_no_letter(text: str, offset: int, spans: list[tuple[int, int]]):
    assert "".join(piece for piece, _ in cut(text, offset, spans)) == text


def test_cutting_marks_what_the_spans_mark():
    pieces = cut("Ông Mạc Văn Thí Dụ nói", 100, [(104, 118)])
    assert pieces == (("Ông ", False), ("Mạc Văn Thí Dụ", True), (" nói", False))


def test_a_thing_without_label_is_called_by_its_iri(known: Knowledge):
    assert known.ref(URIRef(f"{BASE}id/x/khong-ten")).label == "khong-ten"


def test_names_and_iris_turn_into_each_other(known: Knowledge):
    assert known.iri("id/x") == URIRef(f"{BASE}id/x")
    assert known.name(VPO.Person) == "ontology#Person"
    assert known.iri("https://other.example/x") == URIRef("https://other.example/x")


def test_a_person_shows_who_was_in_one_body_at_one_time(known: Knowledge):
    rows = table(entity_page(known, "id/person/cu-thi-mau-don"), "person-colleagues").rows
    assert [(row.cells[0][0].label, row.cells[2][0].label) for row in rows] == [("Ninh Thế Giả Sử", "có thể")]
    assert all(row.notes for row in rows)


@pytest.mark.parametrize(
    ("name", "label"),
    [
        (
            "id/tenure/mac-van-thi-du/tinh-uy-long-an/pho-bi-thu-thuong-truc",
            "Mạc Văn Thí Dụ, Phó Bí thư Thường trực Tỉnh ủy Long An",
        ),
        (
            "id/cluster-leadership/btctw/4/2018/org-ban-to-chuc-tinh-uy-ninh-thuan",
            "Ban Tổ chức Tỉnh ủy Ninh Thuận, Cụm thi đua số 4 (Ban Tổ chức Trung ương), 2018",
        ),
    ],
)
def test_a_conclusion_is_called_by_what_it_is_about(known: Knowledge, name: str, label: str):
    assert known.ref(known.iri(name)).label == label
