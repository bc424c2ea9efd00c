"""What the page of each type of thing holds beside the rest."""

from __future__ import annotations

import pytest

from kg.views import Knowledge, Page, entity_page
from kg.views.page import Section
from kg.views.parts import Ref, Words
from kg.views.period import Day
from tests.browser.world import BASE, world_store


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
