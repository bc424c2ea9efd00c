"""What the page of each type of thing holds beside the rest."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html

from kg.model import Article
from kg.settings import Settings
from kg.store import Store
from kg.store.generations import DataHome
from kg.views import Knowledge, Page, article_page, entity_page
from kg.views.page import Section
from kg.views.parts import Ref, Words
from kg.views.period import Day
from kg_web import create_app
from tests.browser.world import BASE, world_reader, world_store

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


def test_a_document_counts_its_citations_by_year_and_place(known: Knowledge):
    page = entity_page(known, "id/doc/18-nq-tw_2017-10-25")
    years = table(page, "document-years")
    assert [(row.cells[0][0].text, row.cells[1][0].text) for row in years.rows] == [
        ("2019", "1"),
        ("2018", "1"),
    ]
    assert sum(int(row.cells[1][0].text) for row in years.rows) == table(page, "document-citations").things
    assert labels(table(page, "document-places")) == ["Long An", "Ninh Thuận"]


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
