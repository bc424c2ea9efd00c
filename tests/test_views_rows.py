"""Rows of an entity page: how well each is founded, which a reader hides, and pages of them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from flask.testing import FlaskClient
from rdflib import URIRef

from kg.errors import UnknownEntityError
from kg.views import Knowledge, entity_page, rows_page
from kg.views.lens import Lens
from kg.views.page import Page, Section, Standing
from kg.views.parts import Words
from kg.views.period import Bound, Day, Period
from kg.views.reading import Reading
from kg.views.sections import section
from kg.views.turning import Turn
from tests.browser.world import BASE, world_app, world_store

PERSON = "id/person/mac-van-thi-du"


@pytest.fixture(scope="module")
def known() -> Knowledge:
    return Knowledge(world_store(), BASE)


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return world_app().test_client()


def table(page: Page, name: str) -> Section:
    return next(section for section in page.sections if section.name == name)


def test_a_row_says_how_many_tell_it_since_when_and_how_surely(known: Knowledge):
    (tenure,) = table(entity_page(known, PERSON), "person-tenures").rows
    assert tenure.standing == Standing(3, Day("2018-08-10"), Day("2019-12-27"), Decimal("0.95"))


@pytest.mark.parametrize(
    ("place", "checked"), [("tay-ninh", "ontology#verified"), ("khanh-hoa", "ontology#fromKnowledge")]
)
def test_a_row_of_the_tables_has_a_check_status_in_place_of_sentences(
    known: Knowledge, place: str, checked: str
):
    rows = table(entity_page(known, f"id/adm34/{place}"), "place-predecessors").rows
    told = {(row.checked and row.checked.name, row.standing, row.notes) for row in rows}
    assert told == {(checked, Standing(), ())}


def test_weaker_rows_are_hidden_and_counted(known: Knowledge):
    every = table(entity_page(known, PERSON), "person-events")
    sure = entity_page(known, PERSON, Lens(least=Decimal("0.93")))
    assert (len(every.rows), every.weak) == (3, 0)
    events = table(sure, "person-events")
    assert (len(events.rows), events.weak) == (0, 3)
    assert len(table(sure, "person-tenures").rows) == 1
    assert sure.weak == sum(one.weak for one in sure.sections) > 3


def test_what_was_told_later_is_hidden_and_counted(known: Knowledge):
    back = entity_page(known, PERSON, Lens(known="2018-12-31"))
    assert (len(table(back, "person-events").rows), table(back, "person-events").late) == (1, 2)
    (tenure,) = table(back, "person-tenures").rows
    assert tenure.standing.articles == 1
    assert {note.published for note in back.notes} <= {Day("2018-08-10"), Day("2018-08-11")}


@pytest.mark.parametrize(
    ("day", "held"), [("2018-09-01", "chắc chắn"), ("2019-05-01", "có thể"), ("2010-01-01", "có thể")]
)
def test_a_post_is_surely_or_possibly_held_on_a_day(known: Knowledge, day: str, held: str):
    tenures = table(entity_page(known, PERSON, Lens(on=day)), "person-tenures")
    assert tenures.columns[-1].text == "giữ chức"
    assert [row.cells[-1] for row in tenures.rows] == [(Words(held, "vi"),)]


def test_a_post_that_was_over_is_gone_on_a_day(known: Knowledge):
    page = entity_page(known, PERSON, Lens(on="2021-01-01"))
    assert "Chức vụ đã giữ" in page.gaps
    assert len(table(page, "person-events").rows) == 3


@pytest.mark.parametrize(
    ("name", "query", "rows"),
    [
        (PERSON, "person-events", 1),
        ("id/cluster/btctw/4", "cluster-events", 1),
        ("id/adm63/long-an", "place-clusters", 1),
        ("id/doc/18-nq-tw_2017-10-25", "document-citations", 2),
    ],
)
def test_what_came_after_the_day_is_left_out(known: Knowledge, name: str, query: str, rows: int):
    assert len(table(entity_page(known, name, Lens(on="2018-12-31")), query).rows) == rows
    assert len(table(entity_page(known, name), query).rows) > rows


def test_a_cluster_on_a_day_has_the_years_until_then(known: Knowledge):
    roster = entity_page(known, "id/cluster/btctw/4", Lens(on="2018-12-31")).roster
    assert roster is not None
    assert [year.year for year in roster.years] == ["2018"]


def test_the_life_of_a_document_ends_on_the_day(known: Knowledge):
    life = entity_page(known, "id/doc/18-nq-tw_2017-10-25", Lens(on="2017-12-31")).life
    assert life is not None
    assert [step.step.label for step in life.steps] == ["ban hành"]


@pytest.mark.parametrize(
    ("lens", "years", "weak", "late"),
    [
        (Lens(), ["2018", "2019"], 0, 0),
        (Lens(known="2018-12-31"), ["2018"], 0, 4),
        (Lens(least=Decimal("0.96")), [], 9, 0),
    ],
)
def test_a_cluster_hides_years_told_later_or_too_little_sure(
    known: Knowledge, lens: Lens, years: list[str], weak: int, late: int
):
    page = entity_page(known, "id/cluster/btctw/4", lens)
    assert page.roster is not None
    assert ([year.year for year in page.roster.years], page.roster.weak, page.roster.late) == (
        years, weak, late
    )  # fmt: skip
    assert (page.weak >= weak, page.late >= late) == (True, True)


def test_the_life_of_a_document_counts_steps_told_later(known: Knowledge):
    page = entity_page(known, "id/doc/18-nq-tw_2017-10-25", Lens(known="2018-12-31"))
    assert page.life is not None
    assert [step.step.label for step in page.life.steps] == ["ban hành", "sơ kết, tổng kết, đánh giá"]
    assert (page.life.late, page.late) == (1, 2)


def test_counts_of_articles_are_those_of_the_day_looked_back_to(known: Knowledge):
    page = entity_page(known, "id/doc/18-nq-tw_2017-10-25", Lens(known="2018-12-31"))
    (year,), (place,) = table(page, "document-years").rows, table(page, "document-places").rows
    assert (year.cells, place.cells[1]) == (((Words("2018"),), (Words("1"),)), (Words("1"),))


def test_rows_told_later_are_in_no_number_of_all_rows(known: Knowledge):
    person = URIRef(BASE + PERSON)
    reading = Reading.of(known, person, Lens(known="2018-12-31"))
    first = section(reading, "person-events", person, Turn(1, 2))
    assert first is not None
    assert (first.next, first.things, first.late) == (True, 0, 2)


def test_ends_told_later_are_not_known_yet(known: Knowledge):
    def period(lens: Lens) -> Period:
        (row,) = table(entity_page(known, PERSON, lens), "person-tenures").rows
        return next(part for cell in row.cells for part in cell if isinstance(part, Period))

    back = period(Lens(known="2018-12-31"))
    assert (back.end, back.first, back.last) == (Bound("unknown"), Day("2018-08-10"), Day("2018-08-10"))
    assert period(Lens(known="2020-01-01")).end == Bound("before", Day("2019-12-27"))


def test_rows_come_in_pages_with_the_whole_number_told(known: Knowledge):
    person = URIRef(BASE + PERSON)
    reading = Reading.of(known, person)
    whole = table(entity_page(known, PERSON), "person-events")
    turns = [section(reading, "person-events", person, Turn(number, 2)) for number in (1, 2)]
    assert [turn and (len(turn.rows), turn.next, turn.things) for turn in turns] == [
        (2, True, 3),
        (1, False, 3),
    ]
    cells = [row.cells for turn in turns if turn for row in turn.rows]
    assert cells == [row.cells for row in whole.rows]


def test_rows_are_counted_as_they_are_shown(known: Knowledge):
    person = URIRef(BASE + PERSON)
    reading = Reading.of(known, person)
    whole = table(entity_page(known, PERSON), "person-coattendees")
    first = section(reading, "person-coattendees", person, Turn(1, 3))
    assert first is not None
    assert (first.things, first.unit) == (whole.things, "row") == (7, "row")


def test_a_table_stands_alone_on_its_pages(known: Knowledge):
    page = rows_page(known, PERSON, "person-events", 1)
    assert [one.name for one in page.sections] == ["person-events"]
    assert rows_page(known, PERSON, "person-events", 9).sections == ()
    with pytest.raises(UnknownEntityError, match="cluster-events"):
        rows_page(known, PERSON, "cluster-events", 1)


def test_the_sentence_of_a_fact_stands_in_its_row(client: FlaskClient):
    text = client.get(f"/page/{PERSON}").text
    row = text[text.index('id="pos-') : text.index("</tr>", text.index('id="pos-'))]
    assert "<summary>3 bài báo" in row
    assert "<mark>Mạc Văn Thí Dụ</mark>" in row
    assert 'datetime="2018-08-10"' in row


def test_a_page_says_how_many_rows_it_hides(client: FlaskClient):
    assert "Đã ẩn 3 dòng có độ tin thấp hơn." in client.get(f"/page/{PERSON}?min_conf=0.93").text
    assert "3 rows with a lower confidence are hidden." in client.get(f"/en/page/{PERSON}?min_conf=0.93").text
    assert "Đã ẩn" not in client.get(f"/page/{PERSON}?min_conf=0.9").text
    assert "Không phải ẩn dòng nào." in client.get(f"/page/{PERSON}?min_conf=0.9").text
    assert "Không phải ẩn dòng nào." not in client.get(f"/page/{PERSON}?on=2018-09-01").text


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("on=10/8/2018", "“10/8/2018” không phải là ngày (on); hãy viết như 2018-08-10"),
        ("known=2018-13-01", "“2018-13-01” không phải là ngày (known)"),
        ("min_conf=2", "“2” không phải là độ tin (min_conf); hãy viết số từ 0 đến 1"),
        ("min_conf=nan", "“nan” không phải là độ tin"),
        ("section=person-events&page=0", "“0” không phải là số trang (page)"),
    ],
)
def test_a_wish_that_cannot_be_is_told_in_words(client: FlaskClient, asked: str, told: str):
    answer = client.get(f"/page/{PERSON}?{asked}", headers={"Accept": "text/html"})
    assert answer.status_code == 400
    assert told in answer.text


def test_a_page_of_rows_keeps_what_was_wished_for(client: FlaskClient):
    text = client.get(f"/page/{PERSON}?section=person-events&min_conf=0.9&known=2019-12-31").text
    assert f'<a href="/page/{PERSON}?known=2019-12-31&amp;min_conf=0.9">Cả trang</a>' in text
    assert 'id="person-events"' in text
    assert 'id="person-tenures"' not in text


def test_a_page_of_rows_beyond_the_last_says_that_it_is_empty(client: FlaskClient):
    address = f"/page/{PERSON}?section=person-events&page="
    assert "Trang này không có dòng nào." in client.get(f"{address}9").text
    assert "Trang này không có dòng nào." not in client.get(f"{address}1").text
