"""Posts over mergers, successions, and what trackers of officials get wrong about time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from rdflib import Literal

from kg.derive.careers import Change, Holding, Tenure, find_tenures
from kg.derive.facts import Reference
from kg.derive.mergers import Heirs, Mergers
from kg.derive.persons import Person
from kg.derive.posts import Seat, conclude_posts, seat_of
from kg.derive.successions import Succession
from kg.vocab import VPO

REFERENCE = Reference(
    {
        ("id/adm63/tinh-cu", VPO.successor): ("id/adm34/tinh-moi",),
        ("id/adm63/tinh-cu", VPO.validTo): (Literal("2025-06-30"),),
        ("id/adm63/binh-duong", VPO.successor): ("id/adm34/ho-chi-minh",),
        ("id/adm34/ho-chi-minh", VPO.unitType): ("scheme/unit-type/thanh-pho-truc-thuoc-trung-uong",),
        ("id/adm34/tinh-moi", VPO.unitType): ("scheme/unit-type/tinh",),
        ("id/org/bo-cu", VPO.succeededBy): ("id/org/bo-moi",),
        ("id/org/bo-cu", VPO.validTo): (Literal("2025-02-28"),),
        ("scheme/role/bi-thu", VPO.singleSeat): (Literal("true"),),
    }
)
HEIRS = Heirs(Mergers.of(REFERENCE), REFERENCE)
PROVINCE = "scheme/level/province"
PEOPLE = [Person(name, name, name, frozenset({f"id/article/{name}#p1"}), True) for name in "abcd"]
PUBLISHED = {f"id/article/{number}": date(2026, 1, number) for number in range(1, 9)}


def held(number: int, person: str, body: str, day: str, **said) -> Holding:
    """Return a position of one person, told in the article of this number."""
    post = f"id/post/{body}/bi-thu"
    return Holding(
        f"id/article/{number}#h{person}",
        f"id/article/{person}#p1",
        "scheme/role/bi-thu",
        f"id/org/{body}",
        post,
        date.fromisoformat(day),
        **said,
    )


def seats(tenures: tuple[Tenure, ...], **units: str) -> set[Seat]:
    """Return the posts of tenures; `units` gives the province behind a body, by its name."""
    found = set()
    for tenure in tenures:
        unit = units.get(tenure.organization.removeprefix("id/org/").replace("-", "_"))
        found.add(seat_of(tenure.post, tenure, (unit, PROVINCE if unit else "scheme/level/central"), HEIRS))
    return found


def successions(
    holdings: list[Holding], changes: Iterable[Change] = (), **units: str
) -> tuple[Succession, ...]:
    tenures = find_tenures(PEOPLE, holdings, changes, PUBLISHED)
    return conclude_posts(seats(tenures, **units), tenures).successions


def pairs(found: tuple[Succession, ...]) -> set[tuple[str, str, bool, bool]]:
    return {(s.earlier.holder[-1], s.later.holder[-1], s.merged, bool(s.stated)) for s in found}


def test_a_body_of_a_province_goes_on_in_the_merged_one():
    body = HEIRS.body("id/org/ban-to-chuc-tinh-uy-tinh-cu", "id/adm63/tinh-cu", PROVINCE)
    assert body == "id/org/ban-to-chuc-tinh-uy-tinh-moi-2025"


def test_a_provincial_committee_goes_on_in_that_of_the_city_it_joined():
    for old, new in (("tinh-uy", "thanh-uy"), ("uy-ban-nhan-dan-tinh", "uy-ban-nhan-dan-thanh-pho")):
        body = HEIRS.body(f"id/org/{old}-binh-duong", "id/adm63/binh-duong", PROVINCE)
        assert body == f"id/org/{new}-ho-chi-minh-2025"


def test_a_body_below_the_province_keeps_no_identity():
    assert HEIRS.body("id/org/huyen-uy-a-tinh-cu", "id/adm63/tinh-cu", "scheme/level/district") is None


def test_the_first_holder_after_a_merger_follows_the_last_of_each_body_before():
    found = successions(
        [held(1, "a", "tinh-uy-tinh-cu", "2024-05-01"), held(2, "b", "tinh-uy-tinh-moi-2025", "2025-08-01")],
        tinh_uy_tinh_cu="id/adm63/tinh-cu",
        tinh_uy_tinh_moi_2025="id/adm34/tinh-moi",
    )
    assert pairs(found) == {("a", "b", True, False)}
    assert found[0].gap.days == 457


def test_one_person_can_go_on_over_a_merger():
    found = successions(
        [held(1, "a", "tinh-uy-tinh-cu", "2025-05-01"), held(2, "a", "tinh-uy-tinh-moi-2025", "2025-08-01")],
        tinh_uy_tinh_cu="id/adm63/tinh-cu",
        tinh_uy_tinh_moi_2025="id/adm34/tinh-moi",
    )
    assert pairs(found) == {("a", "a", True, False)}


def test_a_ministry_that_took_in_another_had_heads_of_its_own_before():
    found = successions(
        [
            held(1, "a", "bo-cu", "2021-05-01"),
            held(2, "b", "bo-moi", "2022-05-01"),
            held(3, "c", "bo-moi", "2025-04-01"),
        ]
    )
    assert pairs(found) == {("a", "c", True, False), ("b", "c", False, False)}


def test_what_one_article_tells_of_both_is_stated():
    holdings = [
        held(1, "a", "bo-khac", "2019-03-01", status=VPO.former),
        held(1, "b", "bo-khac", "2019-03-01", status=VPO.elect),
    ]
    changes = [
        Change("id/article/1#x1", closes="id/article/1#ha", effect=date(2019, 3, 1)),
        Change("id/article/1#x2", opens="id/article/1#hb", effect=date(2019, 3, 1)),
    ]
    assert pairs(successions(holdings, changes)) == {("a", "b", False, True)}


def test_nobody_follows_over_somebody_who_was_seen_between_if_only_in_that_year():
    found = successions(
        [
            held(1, "a", "bo-khac", "2016-03-01"),
            held(2, "b", "bo-khac", "2017-01-01", precision=VPO.year),
            held(3, "c", "bo-khac", "2018-03-01"),
        ]
    )
    assert pairs(found) == set()


def test_nobody_follows_after_more_than_a_term():
    found = successions([held(1, "a", "bo-khac", "2010-03-01"), held(2, "b", "bo-khac", "2018-03-01")])
    assert found == ()


def test_two_reports_of_one_appointment_with_near_dates_are_one_tenure():
    holdings = [held(number, "a", "bo-khac", "2019-03-02", status=VPO.elect) for number in (1, 2)]
    days = (date(2019, 2, 25), date(2019, 3, 1))
    changes = [
        Change(f"id/article/{number}#x1", opens=f"id/article/{number}#ha", effect=day)
        for number, day in enumerate(days, 1)
    ]
    (tenure,) = find_tenures(PEOPLE, holdings, changes, PUBLISHED)
    assert (tenure.span.start.when.day, len(tenure.span.start.changes)) == (days[0], 2)


def test_one_person_in_two_posts_on_one_day_has_two_tenures():
    holdings = [held(1, "a", "bo-khac", "2019-03-02"), held(2, "a", "bo-moi", "2019-03-02")]
    assert len(find_tenures(PEOPLE, holdings, (), PUBLISHED)) == 2
