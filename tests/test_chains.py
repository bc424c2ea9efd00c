"""Chains of ties: consistent in time, shortest and strongest first, the same in any order."""

from __future__ import annotations

import random
from itertools import pairwise, permutations

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.store.bonds import Bond
from kg.store.chains import Found, Wish, find_chains, follow


def bond(ends: str, since: str = "2018", until: str = "", weight: float = 0.5, node: str = "n") -> Bond:
    """A tie between two people of one letter each, over years."""
    first = f"{since}-01-01" if since else ""
    last = f"{until or since}-12-31" if since else ""
    return Bond(min(ends), max(ends), "same-body", first, last, weight, True, (node,))


def search(bonds: list[Bond], source: str = "a", target: str = "z", **wish: object) -> Found:
    def neighbours(person: str) -> list[Bond]:
        return [one for one in bonds if person in (one.source, one.target)]

    return find_chains(neighbours, source, target, Wish(**wish))


def people(found: Found) -> list[str]:
    return ["".join(chain.people) for chain in found.chains]


def test_a_direct_tie_is_a_chain_in_both_directions():
    (chain,) = search([bond("az")]).chains
    assert (chain.people, chain.forward, chain.backward) == (("a", "z"), True, True)


def test_ties_that_follow_each_other_make_a_chain_in_one_direction():
    (chain,) = search([bond("ab", "2010"), bond("bz", "2015")]).chains
    assert (chain.forward, chain.backward) == (True, False)
    (chain,) = search([bond("ab", "2015"), bond("bz", "2010")]).chains
    assert (chain.forward, chain.backward) == (False, True)


def test_ties_at_one_time_make_a_chain_in_both_directions():
    (chain,) = search([bond("ab", "2010", "2015"), bond("bz", "2015", "2018")]).chains
    assert (chain.forward, chain.backward) == (True, True)


def test_ties_that_follow_in_no_direction_are_no_chain_but_linked():
    found = search([bond("ab", "2018"), bond("bc", "2005"), bond("cz", "2020")])
    assert (found.chains, found.linked) == ((), True)


def test_a_second_tie_between_two_may_make_the_chain():
    bonds = [bond("ab", "2018"), bond("bc", "2005"), bond("bc", "2019", node="m"), bond("cz", "2020")]
    (chain,) = search(bonds).chains
    assert [step[0].since[:4] for step in chain.steps] == ["2018", "2019", "2020"]
    assert len(chain.steps[1]) == 1


def test_people_whom_nothing_ties_are_not_linked():
    found = search([bond("ab"), bond("yz")])
    assert (found.chains, found.linked) == ((), False)


def test_shorter_chains_come_first_then_stronger_ones():
    bonds = [
        bond("ab", weight=0.9), bond("bz", weight=0.2), bond("ac", weight=0.5), bond("cz", weight=0.5),
        bond("ad", weight=1), bond("de", weight=1), bond("ez", weight=1),
    ]  # fmt: skip
    assert people(search(bonds)) == ["acz", "abz", "adez"]
    assert people(search(bonds, most=1)) == ["acz"]


def test_nobody_stands_twice_in_a_chain():
    assert people(search([bond("ab"), bond("bc"), bond("cb"), bond("bz")], most=9)) == ["abz"]


def test_a_chain_is_no_longer_than_asked():
    bonds = [bond("ab"), bond("bc"), bond("cz")]
    assert search(bonds, steps=2).chains == ()
    assert people(search(bonds, steps=3)) == ["abcz"]


def test_only_ties_within_the_days_asked_for_count():
    bonds = [bond("ab", "2010"), bond("bz", "2015"), bond("az", "2020")]
    assert people(search(bonds, until="2016-01-01")) == ["abz"]
    assert people(search(bonds, since="2016-01-01")) == ["az"]


def test_ties_without_a_date_are_left_out_and_counted():
    found = search([bond("ab", ""), bond("az", "2018")])
    assert (people(found), found.undated) == (["az"], 1)


def test_a_search_that_was_stopped_says_so():
    names = "bcdefghijklmnopq"
    bonds = [bond(one + other) for one, other in permutations(names, 2) if one < other]
    found = search([*bonds, bond("ab")], effort=20)
    assert (found.stopped, found.chains) == (True, ())


@pytest.mark.parametrize(
    ("years", "fits"),
    [
        ([("2010", "2012"), ("2011", "2013")], True),
        ([("2012", "2012"), ("2010", "2011")], False),
        ([("2010", "2020"), ("2015", "2015"), ("2011", "2014")], False),
        ([("2010", "2020"), ("2015", "2015"), ("2011", "2016")], True),
    ],
)
def test_steps_follow_when_days_can_be_put_in_order(years: list[tuple[str, str]], fits: bool):
    assert (follow([[bond("ab", *span)] for span in years]) is not None) == fits


LETTERS = "abcdz"
BONDS = st.lists(
    st.builds(
        lambda ends, first, more, weight: bond("".join(sorted(ends)), str(first), str(first + more), weight),
        st.sampled_from([one + other for one, other in permutations(LETTERS, 2)]),
        st.integers(2000, 2010),
        st.integers(0, 4),
        st.sampled_from([0.2, 0.5, 0.9]),
    ),
    max_size=9,
    unique=True,
)


def days_exist(chain_people: str, bonds: list[Bond]) -> bool:
    """Whether years in order exist, tried one by one."""
    reached = {1999}
    for one, other in pairwise(chain_people):
        spans = [(int(b.since[:4]), int(b.until[:4])) for b in bonds if {b.source, b.target} == {one, other}]
        years = [year for first, last in spans for year in range(first, last + 1)]
        reached = {year for year in years if year >= min(reached, default=9999)}
    return bool(reached)


@given(BONDS)
def test_the_chains_are_those_that_trying_all_would_find(bonds: list[Bond]):
    network = nx.Graph([(one.source, one.target) for one in bonds])
    network.add_nodes_from("az")
    walks = ("".join(path) for path in nx.all_simple_paths(network, "a", "z", cutoff=4))
    expected = {walk for walk in walks if days_exist(walk, bonds) or days_exist(walk[::-1], bonds)}
    assert set(people(search(bonds, most=99))) == expected


@given(BONDS, st.randoms(use_true_random=False))
def test_the_order_of_the_ties_leaves_no_trace(bonds: list[Bond], chance: random.Random):
    mixed = list(bonds)
    chance.shuffle(mixed)
    assert search(bonds) == search(mixed)


@given(BONDS)
def test_a_chain_read_from_the_other_end_is_the_same_chain(bonds: list[Bond]):
    there, back = search(bonds, most=99), search(bonds, "z", "a", most=99)
    assert {chain.people for chain in there.chains} == {chain.people[::-1] for chain in back.chains}
    assert {(c.people, c.forward) for c in there.chains} == {
        (c.people[::-1], c.backward) for c in back.chains
    }
