"""What the page of each type of thing holds beside the rest."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest
from lxml import html

from kg.model import Article
from kg.settings import Settings
from kg.store import Store
from kg.store.generations import DataHome
from kg.store.reader import FixedGeneration
from kg.views import Knowledge, Page, article_page, entity_page
from kg.views.lens import Lens
from kg.views.page import Section
from kg.views.parts import Ref, Words
from kg.views.period import Day
from kg_web import create_app
from tests.browser.world import BASE, world_app, world_reader, world_store

HELD = """
<id/tenure/t{0}> a <ontology#Tenure> ; <ontology#organization> <id/org/o> ;
  <ontology#role> <scheme/role/r{0}> ; <ontology#holder> <id/person/p{0}> ;
  <ontology#startState> <ontology#unknown> ; <ontology#endState> <ontology#unknown> .
<id/org/o> a <ontology#Organization> .
"""
ODD = f"""
@base <{BASE}> .
@prefix vpo: <{BASE}ontology#> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<graph/ontology> {{ vpo:SeenAfterPublication skos:prefLabel "thấy sau ngày đăng"@vi }}
<graph/article/a> {{
  <id/article/a> a vpo:Article .
  <id/article/a#h1> a vpo:HoldingObservation .
  <id/article/a#e1> vpo:supports <id/article/a#h1> ; oa:exact "Câu báo."@vi ;
    vpo:inSentence <id/article/a#char=0,9> .
}}
<graph/derived/x> {{ <id/out-of-time/a/h1/x> a vpo:SeenAfterPublication ; vpo:derivedFrom <id/article/a#h1> }}
"""


@pytest.fixture(scope="module")
def known() -> Knowledge:
    return Knowledge(world_store(), BASE)


def table(page: Page, name: str) -> Section:
    return next(section for section in page.sections if section.name == name)


def labels(section: Section, column: int = 0) -> list[str]:
    cells = (row.cells[column] for row in section.rows)
    return [part.label if isinstance(part, Ref) else str(part) for cell in cells for part in cell]


def test_a_person_has_the_names_that_articles_print(known: Knowledge):
    (name,) = table(entity_page(known, "id/person/mac-van-thi-du"), "person-names").rows
    assert (name.cells, name.articles) == (((Words("Mạc Văn Thí Dụ", "vi"),),), 3)


def test_a_former_province_says_what_it_became_and_a_new_one_of_what_it_was_made(known: Knowledge):
    became = table(entity_page(known, "id/adm63/long-an"), "place-successors")
    assert [(row.cells[0][0].name, row.cells[1]) for row in became.rows] == [
        ("id/adm34/tay-ninh", (Day("2025-07-01"),))
    ]
    made_of = table(entity_page(known, "id/adm34/tay-ninh"), "place-predecessors")
    assert [ref.name for row in made_of.rows for ref in row.cells[0]] == [
        "id/adm63/long-an",
        "id/adm63/tay-ninh",
    ]


@pytest.mark.parametrize(
    ("name", "day", "begins", "ends"),
    [
        ("id/adm63/long-an", "2025-07-01", None, Day("2025-06-30")),
        ("id/adm63/long-an", "2025-06-30", None, None),
        ("id/adm34/tay-ninh", "2025-06-30", Day("2025-07-01"), None),
        ("id/adm34/tay-ninh", "", None, None),
    ],
)
def test_a_place_says_when_it_was_not_there(
    known: Knowledge, name: str, day: str, begins: Day | None, ends: Day | None
):
    page = entity_page(known, name, Lens(on=day))
    assert (page.begins, page.ends) == (begins, ends)


def test_a_page_on_a_day_without_its_thing_says_so():
    text = world_app().test_client().get("/page/id/adm63/long-an?on=2026-01-01").text
    assert "Vào ngày ấy không còn Long An: có đến 30/6/2025." in text


def test_who_may_still_hold_a_post_of_a_place_comes_first(known: Knowledge):
    rows = table(entity_page(known, "id/adm63/long-an"), "place-officials").rows
    seen = [row.cells[3][0].last for row in rows]
    assert [day.iso for day in seen if day] == [
        "2019-12-27", "2019-03-01", "2019-03-01", "2019-03-01", "2018-08-10",
    ]  # fmt: skip


def test_the_table_of_changes_leaves_out_who_stayed(known: Knowledge):
    changes = table(entity_page(known, "id/cluster/btctw/4"), "cluster-turnover")
    assert labels(changes, 2) == ["Tiền Giang"]


def test_a_place_has_its_clusters_by_year_with_what_changed(known: Knowledge):
    rows = table(entity_page(known, "id/adm63/tien-giang"), "place-clusters").rows
    told = [(row.cells[1][0].text, [ref.label for ref in row.cells[3]]) for row in rows]
    assert told == [("2019", ["rời cụm"]), ("2018", [])]


def test_a_document_counts_its_citations_by_year_and_place(known: Knowledge):
    page = entity_page(known, "id/doc/18-nq-tw_2017-10-25")
    years = table(page, "document-years")
    assert [(row.cells[0][0].text, row.cells[1][0].text) for row in years.rows] == [
        ("2019", "1"),
        ("2018", "1"),
    ]
    assert sum(int(row.cells[1][0].text) for row in years.rows) == table(page, "document-citations").things
    assert labels(table(page, "document-places")) == ["Long An", "Ninh Thuận"]


def test_the_reasons_for_one_person_stand_in_one_row_with_their_weights(known: Knowledge):
    links = table(entity_page(known, "id/person/mac-van-thi-du"), "person-identity")
    assert [column.text for column in links.columns] == ["bài báo", "bài kia", "căn cứ", "điểm chung", "điểm"]
    told = [[(ref.label, ref.hint) for ref in row.cells[2]] for row in links.rows]
    assert told == [[("cùng chức vụ", "4.2"), ("độ hiếm của tên", "4")]] * 2


def test_roles_of_one_participant_stand_in_one_row(known: Knowledge):
    rows = table(entity_page(known, "id/event/so-ket_2018-08-10_long-an"), "event-participants").rows
    roles = {row.cells[0][0].label: [ref.label for ref in row.cells[1]] for row in rows}
    assert (len(rows), roles["Ninh Thế Giả Sử"]) == (4, ["dự", "phát biểu chỉ đạo"])


def test_reports_of_an_event_that_differ_are_marked(known: Knowledge):
    reports = table(entity_page(known, "id/event/so-ket_2018-08-10_long-an"), "event-reports")
    assert [reports.columns[n].text for n in reports.apart] == ["đơn vị tổ chức"]
    text = world_app().test_client().get("/page/id/event/so-ket_2018-08-10_long-an").text
    assert 'đơn vị tổ chức <span class="badge doubt">khác nhau</span>' in text


def test_a_fact_that_is_little_sure_is_marked(known: Knowledge):
    blocks = article_page(known, "id/article/dfe2519185b20463").sentences
    facts = {said.kind.label: said.confidence for block in blocks for said in block.statements if said.unsure}
    assert facts == {"quan sát cụm trưởng": "0.6"}
    assert (
        'class="badge doubt">chưa chắc'
        in world_app().test_client().get("/page/id/article/dfe2519185b20463").text
    )


def test_steps_that_are_little_sure_are_hidden_and_counted(known: Knowledge):
    life = entity_page(known, "id/doc/18-nq-tw_2017-10-25", Lens(least=Decimal("0.9"))).life
    assert life is not None
    assert ([step.step.label for step in life.steps], life.weak) == (
        ["ban hành", "hội nghị quán triệt, triển khai"],
        1,
    )


def test_the_page_of_a_hub_is_bounded_and_tells_how_much_there_is():
    store = Store.in_memory()
    store.load(
        "".join(map(HELD.format, range(2500))).encode(),
        "text/turtle",
        graph=f"{BASE}graph/derived/x",
        base=BASE,
    )
    page = entity_page(Knowledge(store, BASE), "id/org/o")
    holders = table(page, "body-holders")
    assert (len(holders.rows), holders.things, holders.many, holders.next) == (40, 200, True, True)
    client = create_app(FixedGeneration(store), Settings(free_clients="127.0.0.0/8")).test_client()
    text = client.get("/page/id/org/o").text
    assert "2500 kết luận" in text
    address = "/page/id/org/o?section=body-holders&amp;page={}"
    assert f'href="{address.format(1)}">xem hết' in text
    second = client.get("/page/id/org/o?section=body-holders&page=2").text
    assert "2500 kết luận" in second
    assert second.count("<tr id=") == 50
    assert re.findall(r'rel="(?:prev|next)" href="([^"]+)"', second) == [address.format(1), address.format(3)]


def test_a_fact_whose_day_does_not_fit_says_so():
    store = Store.in_memory()
    store.load(ODD.encode(), "application/trig")
    (block,) = article_page(Knowledge(store, BASE), "id/article/a").sentences
    assert [[ref.label for ref in said.odd] for said in block.statements] == [["thấy sau ngày đăng"]]


@pytest.mark.parametrize(("allowed", "shown"), [(0, False), (1, True)])
def test_the_text_of_an_article_is_shown_where_it_is_allowed(tmp_path: Path, allowed: int, shown: bool):
    text = "Câu mở đầu không có dữ kiện nào. " + "x" * 900
    with DataHome(tmp_path).archive() as archive:
        archive.put(Article("44d8fa7c1fb99410", text), "a.txt")
    app = create_app(world_reader(), Settings(home=tmp_path, article_text=allowed))
    page = app.test_client().get("/page/id/article/44d8fa7c1fb99410").text
    assert ("Câu mở đầu không có dữ kiện nào." in page) is shown
    assert ("không phải toàn văn bài báo" in page) is not shown
    assert bool(html.fromstring(page).xpath("//details[@class='whole']//mark")) is shown


def test_an_article_that_the_archive_lacks_has_no_text(tmp_path: Path):
    with DataHome(tmp_path).archive() as archive:
        archive.put(Article("0" * 16, "Bài"), "a.txt")
    app = create_app(world_reader(), Settings(home=tmp_path, article_text=1))
    assert 'class="whole"' not in app.test_client().get("/page/id/article/44d8fa7c1fb99410").text
