"""Persons: what links named persons and what parts them, decisions that bind, and no trace of any order."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.derive.named import Seat
from kg.derive.rarity import Shares
from tests.linking import (
    COMMON,
    LATER,
    LONG_AN,
    NINH_THUAN,
    RARE,
    linkings,
    person,
    persons,
    reference,
    seat,
    together,
)

DAY = date(2018, 8, 10)
YEAR = timedelta(days=365)
SECRETARY = ("tinh-uy-long-an", "bi-thu", LONG_AN)
DISTRICT = ("huyen-uy-can-duoc-long-an", "bi-thu", LONG_AN)
OTHER_DISTRICT = ("huyen-uy-duc-hue-long-an", "bi-thu", LONG_AN)

SEATS = st.builds(
    lambda body, day, sure: seat(*body[:3], day, sure=sure, locality=body[3]),
    st.sampled_from(
        [
            (*SECRETARY, None),
            (*DISTRICT, "can-duoc"),
            (*OTHER_DISTRICT, "duc-hue"),
            ("tinh-uy-ninh-thuan", "bi-thu", NINH_THUAN, None),
            ("tinh-uy-tay-ninh-2025", "bi-thu", LATER, None),
            ("ban-to-chuc-trung-uong", "pho-truong-ban", "id/org/ban-to-chuc-trung-uong", None),
        ]
    ),
    st.dates(date(2012, 1, 1), date(2026, 1, 1)),
    st.booleans(),
)
PEOPLE = st.lists(
    st.builds(
        lambda number, name, seats, gender, birth, places: person(
            number, name, *seats, gender=gender, birth=birth, places=places
        ),
        st.integers(0, 9),
        st.sampled_from([RARE, "Mạc Văn Thi Dụ", RARE.upper(), COMMON]),
        st.lists(SEATS, max_size=2),
        st.sampled_from([None, None, "male", "female"]),
        st.sampled_from([None, None, (1966, False), (1968, True), (1975, False)]),
        st.sampled_from([frozenset(), frozenset({LONG_AN})]),
    ),
    max_size=8,
    unique_by=lambda person: person.node,
)
PAIRS = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=4)


def chosen(people, numbers):
    """The pairs of people that pairs of numbers mean."""
    return [(people[a], people[b]) for a, b in numbers if a != b and max(a, b) < len(people)]


# What no data can bring about


@given(PEOPLE, PAIRS, PAIRS, st.randoms())
def test_the_order_of_the_articles_leaves_no_trace(people, same, different, chance):
    decided = chosen(people, same), chosen(people, different)
    mixed = list(people)
    chance.shuffle(mixed)
    assert linkings(mixed, *decided) == linkings(people, *decided)
    assert persons(mixed, *decided) == persons(people, *decided)


@given(PEOPLE)
def test_no_two_persons_share_an_iri_and_nobody_is_lost(people):
    found = persons(people)
    assert len({person.iri for person in found}) == len(found)
    assert sorted(node for person in found for node in person.nodes) == sorted(p.node for p in people)


@given(PEOPLE)
def test_a_bare_name_is_never_merged(people):
    bare = {one.node for one in people if not one.seats and not one.places}
    for found in persons(people):
        assert len(found.nodes) == 1 or not found.nodes & bare


@given(PEOPLE, PAIRS, PAIRS)
def test_those_whom_a_curator_called_different_are_never_one(people, same, different):
    apart = chosen(people, different)
    for found in persons(people, chosen(people, same), apart):
        assert not any({one.node, two.node} <= found.nodes for one, two in apart)


@given(PEOPLE, PAIRS, PAIRS)
def test_those_whom_a_curator_called_the_same_are_one_or_are_reported(people, same, different):
    joined, apart = chosen(people, same), chosen(people, different)
    found = linkings(people, joined, apart)
    groups = [{one.node for one in group} for linking in found for group in linking.groups]
    told = {
        frozenset((link.one, link.two))
        for linking in found
        for link in linking.apart
        if "contradicting-decisions" in link.likeness.reasons
    }
    for one, two in joined:
        pair = frozenset((one.node, two.node))
        assert any(pair <= group for group in groups) != (pair in told)


@given(PEOPLE, PAIRS)
def test_taking_all_decisions_back_restores_the_former_state(people, same):
    before = persons(people)
    persons(people, chosen(people, same), ())
    assert persons(people) == before


@given(PEOPLE)
@settings(max_examples=50)
def test_every_link_is_told_and_none_that_was_not_made(people):
    for linking in linkings(people):
        sizes = [len(group) for group in linking.groups]
        assert len(linking.links) == sum(sizes) - len(sizes)
        where = {one.node: number for number, group in enumerate(linking.groups) for one in group}
        assert all(where[link.one] == where[link.two] for link in linking.links)
        assert all(where[link.one] != where[link.two] for link in (*linking.possible, *linking.apart))


@given(PEOPLE)
def test_nobody_is_named_twice_in_one_article(people):
    twice = [replace(one, node=one.node.replace("#p1", "#p2")) for one in people]
    for found in persons([*people, *twice]):
        articles = [node.partition("#")[0] for node in found.nodes]
        assert len(articles) == len(set(articles))


# What links


def test_tones_tell_names_apart_and_case_does_not():
    held = seat(*SECRETARY, DAY)
    people = [person(n, name, held) for n, name in enumerate([RARE, RARE.upper(), "Mạc Văn Thi Dụ"])]
    assert together(people) == [[0, 1], [2]]


def test_one_post_links_even_the_commonest_name():
    people = [person(n, COMMON, seat(*SECRETARY, DAY + n * YEAR)) for n in range(2)]
    assert together(people) == [[0, 1]]


def test_one_province_links_a_rare_name_and_no_common_one():
    for name, found in ((RARE, [[0, 1]]), (COMMON, [[0], [1]])):
        people = [
            person(0, name, seat(*SECRETARY, DAY)),
            person(1, name, seat("so-y-te-long-an", "giam-doc", LONG_AN, DAY + 3 * YEAR)),
        ]
        assert together(people) == found, name


def test_an_article_that_tells_the_move_ties_both_provinces():
    old, new = seat(*SECRETARY), seat("tinh-uy-ninh-thuan", "bi-thu", NINH_THUAN, DAY)
    people = [
        person(0, COMMON, replace(old, day=DAY - YEAR, sure=True)),
        person(1, COMMON, old, new),
        person(2, COMMON, replace(new, day=DAY + YEAR)),
    ]
    assert together(people) == [[0, 1, 2]]
    assert together([people[0], people[2]]) == [[0], [2]]


def test_a_year_of_birth_links_what_a_province_alone_does_not():
    seats = [seat(*SECRETARY, DAY), seat("so-y-te-long-an", "giam-doc", LONG_AN, DAY + YEAR)]
    name = "Nguyễn Hữu Tuấn"
    for births, count in ((((1966, False), (1966, False)), 1), ((None, (1966, False)), 2)):
        people = [person(n, name, seats[n], birth=births[n]) for n in range(2)]
        assert len(together(people)) == count


# What parts


def test_years_of_birth_more_than_one_apart_part_even_one_post():
    for births, count in (((1966, 1967), 1), ((1966, 1968), 2)):
        people = [person(n, RARE, seat(*SECRETARY, DAY), birth=(births[n], False)) for n in range(2)]
        assert len(together(people)) == count


def test_an_age_may_miss_a_year_of_birth_by_two():
    for year, count in ((1968, 1), (1969, 2)):
        births = ((1966, False), (year, True))
        people = [person(n, RARE, seat(*SECRETARY, DAY), birth=births[n]) for n in range(2)]
        assert len(together(people)) == count


def test_genders_part():
    people = [
        person(n, RARE, seat(*SECRETARY, DAY), gender=gender) for n, gender in enumerate(("male", "female"))
    ]
    assert together(people) == [[0], [1]]


def test_two_districts_at_one_time_are_two_persons():
    def seen(number: int, where: tuple[str, str, str], place: str, day: date):
        return person(number, RARE, seat(*where, day, locality=place))

    people = [
        seen(0, DISTRICT, "can-duoc", DAY),
        seen(1, OTHER_DISTRICT, "duc-hue", DAY + YEAR),
        seen(2, DISTRICT, "can-duoc", DAY + 2 * YEAR),
    ]
    assert together(people) == [[0, 2], [1]]
    (linking,) = linkings(people)
    assert [link.likeness.reasons[-1] for link in linking.apart] == ["two-places"]
    assert together(people[:2]) == [[0, 1]]


def test_memberships_are_held_beside_any_work():
    member = replace(seat("hoi-dong-nhan-dan-tinh-ninh-thuan", "dai-bieu", NINH_THUAN), kind="membership")
    people = [
        person(0, RARE, seat(*SECRETARY, DAY), replace(member, day=DAY, sure=True)),
        person(1, RARE, replace(member, day=DAY + YEAR, sure=True)),
        person(2, RARE, seat(*SECRETARY, DAY + 2 * YEAR)),
    ]
    assert together(people) == [[0, 1, 2]]


def test_somebody_of_twelve_years_holds_no_post():
    people = [
        person(0, RARE, seat(*SECRETARY, DAY)),
        person(1, RARE, seat("so-y-te-long-an", "giam-doc", LONG_AN), birth=(2006, False)),
    ]
    assert together(people) == [[0], [1]]


def merging(number: int, anchor: str, *units: str, after: bool) -> object:
    body = "tinh-uy-tay-ninh-2025" if after else f"tinh-uy-{anchor.rpartition('/')[2]}"
    held = seat(body, "bi-thu", anchor, date(2025, 8, 1) if after else DAY)
    return person(number, RARE, held, lines=frozenset((f"{unit} tinh-uy bi-thu", after) for unit in units))


def test_two_who_could_both_have_gone_on_after_a_merger_go_to_the_queue():
    tay_ninh = "id/adm63/tay-ninh"
    people = [
        merging(1, LONG_AN, LONG_AN, after=False),
        merging(2, tay_ninh, tay_ninh, after=False),
        merging(3, LATER, LONG_AN, tay_ninh, after=True),
    ]
    assert together(people) == [[1], [2], [3]]
    (linking,) = linkings(people)
    assert {link.likeness.reasons[-1] for link in linking.possible} == {"rivals"}
    assert together([people[0], people[2]]) == [[1, 3]]


# Decisions


def test_different_binds_through_a_third():
    people = [person(n, RARE, seat(*SECRETARY, DAY + n * n * YEAR)) for n in range(3)]
    assert together(people) == [[0, 1, 2]]
    assert together(people, (), [(people[0], people[2])]) == [[0, 1], [2]]


def test_the_same_binds_whatever_speaks_against():
    people = [person(0, RARE, gender="male"), person(1, COMMON, gender="female")]
    assert together(people, [people]) == [[0, 1]]


def test_decisions_that_contradict_each_other_are_told():
    a, b, c = people = [person(n, RARE) for n in range(3)]
    (linking,) = linkings(people, [(a, b), (b, c)], [(a, c)])
    reasons = [link.likeness.reasons for link in linking.apart]
    assert ("contradicting-decisions",) in reasons
    assert [len(group) for group in linking.groups] == [2, 1]


# How rare a name is


def test_a_common_name_is_commoner_than_a_rare_one():
    shares = Shares.of(reference())
    names = [COMMON, "Nguyễn Hữu Tuấn", "Đỗ Hữu Lâm", RARE, "Y Thanh Hà Niê Kđăm"]
    found = [shares.rarity(name) for name in names]
    assert found == sorted(found)
    assert found[0] < 3.2
    assert found[-1] > 7


def test_names_of_any_shape_have_a_rarity():
    shares = Shares.of(reference())
    assert all(0 < shares.rarity(name) <= 9 for name in ("", "A", "A B", "A B C D E F G H"))


def test_seats_without_a_place_are_no_anchor():
    assert not person(0, RARE, Seat("id/org/x")).anchors


def test_a_queue_never_grows_faster_than_the_people():
    people = [person(n, RARE) for n in range(40)]
    (linking,) = linkings(people)
    assert len(linking.groups) == 40
    assert 0 < len(linking.possible) <= 40
    pairs = set(combinations([one.node for one in people], 2))
    assert {(link.one, link.two) for link in linking.possible} <= pairs
