"""The first page: counts that mean something, questions that lead somewhere, what is newest."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from lxml import html

from kg.changes.model import Change, Thing
from kg.changes.words import digest
from kg.store.side import Side
from kg.views import Knowledge
from kg.views.home import home_page
from kg.views.overview import figures
from kg.vocab import VPO
from tests.browser.world import BASE, world_app, world_reader, world_store


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return world_app().test_client()


@pytest.fixture(scope="module")
def side() -> Side:
    return world_reader().now().side


def test_events_and_tenures_are_counted_and_triples_are_not(client: FlaskClient, side: Side):
    page = html.fromstring(client.get("/").text)
    shown = dict(zip(page.xpath("//dl/div/dt/text()"), page.xpath("//dl/div/dd/text()"), strict=True))
    counts = side.counts()
    assert shown["lần giữ chức"] == str(counts[VPO.Tenure])
    assert shown["sự kiện, mỗi sự kiện đếm một lần"] == str(counts["events"])
    assert not [label for label in shown if "RDF" in label]


def test_each_question_leads_to_a_page(client: FlaskClient):
    links = html.fromstring(client.get("/").text).xpath("//ul[contains(@class, 'asks')]//a/@href")
    assert [link.split("/")[3] for link in links] == ["post", "cluster", "doc"]
    assert [client.get(link).status_code for link in links] == [200, 200, 200]


def test_articles_and_events_stand_newest_first(side: Side):
    known = Knowledge(world_store(), BASE)
    page = home_page(known, side, figures(known, side))
    days = {ref.name: str(known.value(known.iri(ref.name), VPO.startDate)) for ref in page.events}
    assert list(days.values()) == sorted(days.values(), reverse=True)
    assert (page.since, page.until) == ("2018", "2025")
    assert (len(page.articles), len(page.events)) == (5, 4)


def test_counts_by_year_and_place_are_of_articles(side: Side):
    years = side.counted("year")
    assert sum(years.values()) == side.counts()["articles"]
    assert side.counted("place")[f"{BASE}id/adm63/long-an"] > 0
    assert set(side.counted("end")) <= {VPO.unknown, VPO.ongoingAtLastSight, VPO.before, VPO.after, VPO.known}


def test_a_digest_takes_turns_between_the_kinds():
    changes = [Change("ended", (Thing("id/a", str(n), ""),)) for n in range(5)]
    changes += [Change("appointed", (Thing("id/b", str(n), ""),)) for n in range(5)]
    told = digest(changes, 3)
    assert [(change.kind, change.things[0].vi) for change in told] == [
        ("appointed", "0"), ("appointed", "1"), ("ended", "0")
    ]  # fmt: skip
    assert digest([], 3) == ()
