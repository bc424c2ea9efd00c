"""Conflicts between sources: found, told from what is no conflict, and the same in any order."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date

import pytest
from rdflib import Graph, Literal, URIRef

from kg.derive.births_apart import find_births_apart
from kg.derive.careers import Change
from kg.derive.cluster_years import Leadership
from kg.derive.clusters_apart import ClusterRows, Count, Listed, find_cluster_conflicts
from kg.derive.dates_apart import find_changes_apart, find_events_apart, find_reports_apart
from kg.derive.disagreement import Conflict, Side, state_conflicts
from kg.derive.events import Event
from kg.derive.facts import Reference
from kg.derive.named import Named
from kg.derive.reports import Report
from kg.derive.seats import find_rivals, find_split
from kg.validate import report
from kg.vocab import VPO
from tests.tying import named, stay

SEAT = Reference({("scheme/role/a", VPO.singleSeat): ("true",), ("scheme/role/b", VPO.singleSeat): ("true",)})


def rivals(*stays, reference: Reference = SEAT) -> list[Conflict]:
    return list(find_rivals(stays, reference))


def test_two_who_surely_held_one_seat_on_one_day_are_a_conflict():
    (found,) = rivals(stay("a", "2018-01-01", "2019-01-01"), stay("b", "2018-06-01", "2018-07-01"))
    assert found.kind == VPO.seatHeldTwice
    assert found.span == ("2018-06-01", "2018-07-01")
    assert found.concerns >= {"id/person/a", "id/person/b", "id/post/x/a"}
    assert [(side.says[1], side.names) for side in found.sides] == [
        ("surely in post 2018-01-01 to 2019-01-01", {"id/person/a"}),
        ("surely in post 2018-06-01 to 2018-07-01", {"id/person/b"}),
    ]


def test_two_seen_in_one_seat_on_the_same_day_are_a_conflict():
    assert len(rivals(stay("a", "2018-01-01", "2018-01-01"), stay("b", "2018-01-01", "2018-01-01"))) == 1


@pytest.mark.parametrize(
    "stays",
    [
        (stay("a", "2018-01-01", "2018-06-01"), stay("b", "2018-07-01", "2018-08-01")),
        (
            stay("a", "2018-01-01", "2019-01-01", left="2019-01-01"),
            stay("b", "2019-01-01", "2019-06-01", came="2019-01-01"),
        ),
        (stay("a", "2018-01-01", "2019-01-01", left="2019-01-01"), stay("b", "2019-01-01", "2019-06-01")),
        (stay("a", "2018-01-01", "2019-01-01"), stay("b", "2019-01-01", "2019-06-01", came="2019-01-01")),
        (stay("a", "2018-01-01", "2019-01-01"), stay("a", "2018-01-01", "2019-01-01")),
        (
            stay("a", "2018-01-01", "2019-01-01"),
            replace(stay("b", "2018-01-01", "2019-01-01"), seated=False),
        ),
    ],
)
def test_holders_one_after_the_other_and_acting_ones_are_no_conflict(stays):
    assert rivals(*stays) == []


def test_a_post_that_many_hold_is_no_seat():
    stays = stay("a", "2018-01-01", "2019-01-01"), stay("b", "2018-01-01", "2019-01-01")
    assert rivals(*stays, reference=Reference()) == []


def split(*places: str, successor: str | None = None) -> list[Conflict]:
    stays = [
        replace(stay("a", "2018-01-01", "2019-01-01", post=f"id/post/{n}/a"), body=place)
        for n, place in enumerate(places)
    ]
    merged = {(places[0], VPO.successor): (successor,)} if successor else {}
    return list(find_split(stays, lambda body: body, Reference({**SEAT.values, **merged})))


def test_one_person_in_the_seats_of_two_provinces_is_a_conflict():
    (found,) = split("id/adm63/long-an", "id/adm63/tien-giang")
    assert found.kind == VPO.twoProvincesAtOnce
    assert found.local == "provinces/a/adm63-long-an/adm63-tien-giang"
    assert found.concerns == {"id/person/a", "id/post/0/a", "id/post/1/a"}


def test_a_province_and_the_one_it_was_merged_into_are_one():
    assert split("id/adm63/long-an", "id/adm34/tay-ninh", successor="id/adm34/tay-ninh") == []
    assert split("id/adm63/long-an", "id/adm63/long-an") == []


def changed(**days: tuple[str, ...]) -> list[Conflict]:
    """Conflicts of a tenure opened by one change of each article, decided and in force on these days."""
    changes = {}
    for article, (decision, effect) in days.items():
        node = f"id/article/{article}#x1"
        given = [date.fromisoformat(day) if day else None for day in (decision, effect)]
        changes[node] = Change(node, opens="h", decision=given[0], effect=given[1])
    tenure = "id/tenure/a/x/a"
    said = [(tenure, VPO.openedBy, node) for node in changes]
    said += [(tenure, VPO.holder, "id/person/a"), (tenure, VPO.post, "id/post/x/a")]
    return list(find_changes_apart(said, changes))


def test_two_days_of_one_decision_are_a_conflict():
    (found,) = changed(one=("2019-03-01", ""), two=("2019-03-05", ""), three=("2019-03-01", ""))
    assert found.local == "change/a/x/a/start/decision"
    assert found.concerns == {"id/tenure/a/x/a", "id/person/a", "id/post/x/a"}
    assert [(side.says[1], len(side.nodes)) for side in found.sides] == [
        ("decided on 2019-03-01", 2),
        ("decided on 2019-03-05", 1),
    ]


def test_the_day_of_a_decision_and_that_of_effect_are_two_things():
    assert changed(one=("2019-03-01", ""), two=("", "2019-04-01")) == []
    assert len(changed(one=("2019-03-01", "2019-04-01"), two=("2019-03-01", "2019-04-15"))) == 1


def test_days_more_than_a_month_apart_are_two_changes():
    assert changed(one=("2019-03-01", ""), two=("2019-04-02", "")) == []


def event(
    name: str, day: str = "2018-08-10", *, article: str = "", precision: str = VPO.day, **said
) -> Event:
    """An event told by one article of its own name."""
    values = {
        "organizer": "id/org/x",
        "place": "id/adm63/long-an",
        "people": frozenset({"p/1", "p/2"}),
    } | said
    node = f"id/article/{article or name}#e1"
    return Event(name, (Report(node, "k", date.fromisoformat(day), precision, **values),))


def apart(*events: Event, host: str = "id/org/x") -> list[Conflict]:
    return list(find_events_apart(host, events))


def test_one_event_dated_differently_by_two_articles_is_a_conflict():
    (found,) = apart(event("b", "2018-08-11"), event("a"))
    assert found.local == "event/a/b"
    assert found.concerns == {"id/event/a", "id/event/b", "id/org/x"}
    assert [side.says[0] for side in found.sides] == ["diễn ra ngày 2018-08-10", "diễn ra ngày 2018-08-11"]


@pytest.mark.parametrize(
    "other",
    [
        event("b"),
        event("b", "2018-08-17"),
        event("b", "2018-08-11", place="id/adm63/tien-giang"),
        event("b", "2018-08-11", people=frozenset({"p/1"})),
        event("b", "2018-08-11", article="a"),
        event("b", "2018-08-11", organizer="id/org/y"),
        event("b", "2018-08-11", precision=VPO.month),
    ],
)
def test_events_of_another_week_place_host_or_of_one_article_are_no_conflict(other: Event):
    assert apart(event("a"), other) == []


def test_events_of_one_cluster_need_no_people_in_common():
    said = {"cluster": CLUSTER, "people": frozenset()}
    assert len(apart(event("a", **said), event("b", "2018-08-11", **said), host=CLUSTER)) == 1


def test_reports_of_one_event_that_differ_on_the_day_are_a_conflict():
    one, other = event("a"), event("b", "2018-08-11")
    (found,) = find_reports_apart(Event("a", one.reports + other.reports))
    assert (found.local, found.span) == ("event/a", ("2018-08-10", "2018-08-11"))
    assert list(find_reports_apart(one)) == []


CLUSTER = "id/cluster/btctw/4"


def listed(article: str, *units: str, complete: bool = True) -> list[Listed]:
    return [
        Listed(f"id/article/{article}#m{n}", CLUSTER, 2018, unit or None, None, complete)
        for n, unit in enumerate(units, 1)
    ]


def count(article: str, number: int) -> Count:
    return Count(f"id/article/{article}#k1", CLUSTER, 2018, number)


def leads(article: str, leader: str) -> Leadership:
    return Leadership(f"id/article/{article}#l-{leader[-1]}", CLUSTER, leader, 2018)


def of_cluster(rows=(), counts=(), leaders=(), who=None) -> list[Conflict]:
    return list(
        find_cluster_conflicts(ClusterRows(CLUSTER, tuple(rows), tuple(counts), tuple(leaders)), who or {})
    )


def test_two_complete_lists_that_differ_are_a_conflict():
    (found,) = of_cluster(
        [*listed("one", "u/a", "u/b"), *listed("two", "u/a", "u/c"), *listed("three", "u/a", "u/b")]
    )
    assert (found.kind, found.year) == (VPO.memberListsDiffer, 2018)
    assert found.concerns == {CLUSTER, "u/b", "u/c"}
    assert sorted((sorted(side.names), len(side.nodes)) for side in found.sides) == [
        (["u/b"], 4),
        (["u/c"], 2),
    ]


@pytest.mark.parametrize(
    "rows",
    [
        [*listed("one", "u/a", "u/b"), *listed("two", "u/b", "u/a")],
        [*listed("one", "u/a", "u/b"), *listed("two", "u/a", complete=False)],
        [*listed("one", "u/a", "u/b"), *listed("two", "u/a", "")],
        listed("one", "u/a", "u/b"),
        [],
    ],
)
def test_lists_that_are_alike_open_or_not_fully_recognised_are_no_conflict(rows: list[Listed]):
    assert of_cluster(rows) == []


def test_a_stated_number_that_fits_no_list_is_a_conflict():
    (found,) = of_cluster(listed("one", "u/a", "u/b"), [count("one", 3)])
    assert found.kind == VPO.countAndListDiffer
    assert sorted(side.says[1] for side in found.sides) == ["lists 2 members", "states 3 members"]


def test_two_stated_numbers_are_a_conflict():
    (found,) = of_cluster((), [count("one", 3), count("two", 4)])
    assert sorted(side.says[1] for side in found.sides) == ["states 3 members", "states 4 members"]


def test_an_open_list_conflicts_with_a_number_only_when_it_is_longer():
    assert of_cluster(listed("one", "u/a", "u/b", complete=False), [count("one", 3)]) == []
    assert len(of_cluster(listed("one", "u/a", "u/b", complete=False), [count("one", 1)])) == 1


def test_a_member_that_was_not_recognised_counts():
    assert of_cluster(listed("one", "u/a", ""), [count("one", 2)]) == []


def test_two_leaders_of_two_articles_are_a_conflict():
    (found,) = of_cluster(leaders=[leads("one", "id/person/a"), leads("two", "id/person/b")])
    assert found.kind == VPO.leadersDiffer
    assert [side.names for side in found.sides] == [{"id/person/a"}, {"id/person/b"}]


@pytest.mark.parametrize(
    "leaders",
    [
        [leads("one", "id/person/a"), leads("one", "id/person/b")],
        [leads("one", "id/person/a"), leads("two", "id/org/b")],
        [leads("one", "id/person/a"), leads("one", "id/person/b"), leads("two", "id/person/b")],
    ],
)
def test_two_leaders_of_one_article_and_a_body_beside_a_person_are_no_conflict(leaders: list[Leadership]):
    assert of_cluster(leaders=leaders) == []


def test_one_leader_named_in_two_articles_is_one_person():
    leaders = [leads("one", "id/article/one#p1"), leads("two", "id/article/two#p2")]
    who = {"id/article/one#p1": "id/person/a", "id/article/two#p2": "id/person/a"}
    assert of_cluster(leaders=leaders, who=who) == []


def born(article: str, year: int | None, age: int | None = None) -> Named:
    return Named(f"id/article/{article}#p1", "A", birth=year, age=age)


def test_two_years_of_birth_of_one_person_are_a_conflict():
    (found,) = find_births_apart("id/person/a", [born("one", 1960), born("two", 1961), born("three", 1960)])
    assert (found.kind, found.concerns) == (VPO.birthYearsDiffer, {"id/person/a"})
    assert sorted(side.says[1] for side in found.sides) == ["born in 1960", "born in 1961"]


@pytest.mark.parametrize(
    "rows",
    [
        [born("one", 1960), born("two", 1960)],
        [born("one", 1960), born("two", None, 57)],
        [born("one", 1960)],
        [],
    ],
)
def test_one_year_and_an_age_are_no_conflict(rows: list[Named]):
    assert list(find_births_apart("id/person/a", rows)) == []


@pytest.mark.parametrize("number", range(5))
def test_the_order_of_the_rows_leaves_no_trace(number: int):
    rows = [*listed("one", "u/a", "u/b"), *listed("two", "u/a", "u/c"), *listed("three", "u/a")]
    counts = [count("one", 2), count("two", 3), count("three", 1)]
    leaders = [leads("one", "id/person/a"), leads("two", "id/person/b"), leads("three", "id/person/c")]
    before = state_conflicts(of_cluster(rows, counts, leaders))
    for part in (rows, counts, leaders):
        random.Random(number).shuffle(part)
    assert state_conflicts(of_cluster(rows, counts, leaders)) == before


def test_what_is_said_of_a_conflict_keeps_the_shapes():
    graph = Graph()
    found = rivals(stay("a", "2018-01-01", "2019-01-01"), stay("b", "2018-06-01", "2018-07-01"))
    found += of_cluster(listed("one", "u/a", "u/b"), [count("one", 3)])
    for subject, predicate, value in state_conflicts(found):
        kept = value if isinstance(value, Literal) else named(value)
        graph.add((named(subject), URIRef(predicate), kept))

    class One:
        def graphs(self) -> list[str]:
            return ["g"]

        def triples(self, _: str) -> Graph:
            return graph

    assert report(One()).violations == ()


def test_sides_are_numbered_by_what_they_say():
    sides = (Side(("b", "b"), frozenset({"n2"})), Side(("a", "a"), frozenset({"n1"})))
    conflict = Conflict("x", VPO.leadersDiffer, ("s", "s"), frozenset({"id/x"}), sides)
    said = state_conflicts([conflict])
    assert ("id/conflict/x/1", VPO.derivedFrom, "n1") in said
    assert state_conflicts([replace(conflict, sides=sides[::-1])]) == said
