"""Conflicting facts of a page: marked, and beside each other."""

from __future__ import annotations

import re

from flask.testing import FlaskClient

from kg.settings import Settings
from kg.store import Store
from kg.store.reader import FixedGeneration
from kg.store.side import Side
from kg.views import Knowledge, entity_page
from kg.views.page import Section
from kg_web import create_app
from tests.browser.world import BASE, world_app

BORN = f"""
@base <{BASE}> .
@prefix vpo: <{BASE}ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
<graph/ontology> {{
  vpo:birthYearsDiffer a vpo:ConflictKind ; skos:prefLabel "năm sinh khác nhau"@vi .
}}
<graph/article/a> {{
  <id/article/a#p1> a vpo:NamedPerson ; foaf:name "Mộc Thị Thử"@vi ; vpo:birthYear 1965 .
  <id/article/a#e1> vpo:supports <id/article/a#p1> ; vpo:inSentence <id/article/a#char=0,9> .
}}
<graph/article/b> {{
  <id/article/b#p1> a vpo:NamedPerson ; foaf:name "Mộc Thị Thử"@vi ; vpo:birthYear 1966 .
}}
<graph/article/c> {{
  <id/article/c#p1> a vpo:NamedPerson ; foaf:name "Mộc Thị Thử"@vi ; vpo:birthYear 1967 .
}}
<graph/derived/x> {{
  <id/person/x> a vpo:Person ; skos:prefLabel "Mộc Thị Thử"@vi ;
    vpo:namedAs <id/article/a#p1> , <id/article/b#p1> , <id/article/c#p1> .
  <id/conflict/birth/x> a vpo:Conflict ; vpo:conflictKind vpo:birthYearsDiffer ; vpo:concerns <id/person/x> ;
    vpo:side <id/conflict/birth/x/1> , <id/conflict/birth/x/2> .
  <id/conflict/birth/x/1> vpo:derivedFrom <id/article/a#p1> .
  <id/conflict/birth/x/2> vpo:derivedFrom <id/article/c#p1> .
}}
"""


def born() -> Store:
    store = Store.in_memory()
    store.load(BORN.encode(), "application/trig")
    return store


def table(name: str) -> Section:
    store = born()
    page = entity_page(Knowledge(store, BASE, side=Side.of(store)), "id/person/x")
    assert [words.text for words in page.disagreements] == ["năm sinh khác nhau"]
    return next(section for section in page.sections if section.name == name)


def test_two_years_of_birth_are_marked_and_stand_together():
    rows = table("person-births").rows
    assert [row.cells[0][0].text for row in rows] == ["1965", "1967", "1966"]
    assert [row.dispute.name if row.dispute else "" for row in rows] == ["birth_x", "birth_x", ""]
    assert rows[0].dispute is not None
    assert rows[0].dispute.label == "năm sinh khác nhau"


def test_the_page_leads_from_the_fact_to_the_conflict():
    client = create_app(FixedGeneration(born()), Settings(free_clients="127.0.0.0/8")).test_client()
    text = client.get("/page/id/person/x").text
    marks = re.findall(r'href="([^"]*)" title="năm sinh khác nhau">mâu thuẫn</a>', text)
    assert marks == ["/conflicts?about=id/person/x#birth_x"] * 2
    assert 'id="birth_x"' in client.get("/conflicts?about=id/person/x").text


def test_a_row_of_both_sides_takes_none():
    assert [row.dispute for row in table("person-names").rows] == [None]


def test_rows_that_agree_are_not_marked():
    client: FlaskClient = world_app().test_client()
    assert ">mâu thuẫn</a>" not in client.get("/page/id/person/mac-van-thi-du").text
    assert ">mâu thuẫn</a>" in client.get("/page/id/cluster/btctw/4").text
