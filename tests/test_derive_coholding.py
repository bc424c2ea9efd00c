"""People who held posts in one body at one time: sure, possible, or not tied at all."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Graph, URIRef

from kg.derive.coholding import CROWD, NEAR, Stay, peak, read_stays, state_cotenures
from kg.derive.facts import Reference
from kg.derive.tieweight import closeness, weigh
from kg.store.together import apart
from kg.validate import report
from kg.vocab import VPO
from tests.tying import BASE, BODY, cotenures, stay


def ties(*stays: Stay, reference: Reference | None = None) -> dict[str, dict[str, list[str]]]:
    """What is said of each tie, by the end of its name."""
    found: dict[str, dict[str, list[str]]] = {}
    for subject, predicate, value in sorted(state_cotenures(BODY, stays, reference or Reference())):
        said = found.setdefault(subject.removeprefix("id/co-tenure/x/"), {})
        said.setdefault(predicate.rsplit("#", 1)[-1], []).append(str(value))
    return found


def test_two_who_surely_were_there_together_are_tied_for_that_time():
    said = ties(stay("a", "2018-01-01", "2019-06-30"), stay("b", "2019-01-01", "2020-01-01"))["a/b"]
    assert (said["overlapStart"], said["overlapEnd"]) == (["2019-01-01"], ["2019-06-30"])
    assert said["overlapState"] == [VPO.sure]
    assert said["tenure"] == said["derivedFrom"] == ["id/tenure/a/id/post/x/a", "id/tenure/b/id/post/x/a"]


def test_two_seen_one_after_the_other_are_possible_and_have_no_overlap():
    said = ties(stay("a", "2018-01-01", "2018-01-01"), stay("b", "2019-01-01", "2019-01-01"))["a/b"]
    assert said["overlapState"] == [VPO.possible]
    assert (said["windowStart"], said["windowEnd"]) == (["2018-01-01"], ["2019-01-01"])
    assert "overlapStart" not in said


@pytest.mark.parametrize(
    "others",
    [
        (stay("a", "2010-01-01", "2010-01-01"), stay("b", "2019-01-01", "2019-01-01")),
        (stay("a", left="2018-01-01"), stay("b", "2018-02-01", "2018-02-01")),
        (
            stay("a", "2018-01-01", "2018-06-01", left="2018-07-01"),
            stay("b", "2018-08-01", "2018-09-01", came="2018-07-15"),
        ),
        (stay("a", "2018-01-01", "2019-01-01"),),
        (),
    ],
)
def test_nothing_is_said_of_people_whom_nothing_ties(others: tuple[Stay, ...]):
    assert ties(*others) == {}


def test_two_who_held_one_seat_one_after_the_other_did_not_possibly_meet():
    seat = Reference({("scheme/role/a", VPO.singleSeat): ("true",)})
    stays = stay("a", "2018-01-01", "2018-01-01"), stay("b", "2018-06-01", "2018-06-01")
    assert ties(*stays, reference=seat) == {}
    assert list(ties(*stays)) == ["a/b"]


def test_two_stretches_together_are_two_ties():
    stays = (
        stay("a", "2010-01-01", "2020-01-01"),
        stay("b", "2011-01-01", "2012-01-01"),
        stay("b", "2018-01-01", "2019-01-01", post="id/post/x/b"),
    )
    found = ties(*stays)
    assert list(found) == ["a/b", "a/b/2"]
    assert [said["tenure"][1] for said in found.values()] == [stays[1].tenure, stays[2].tenure]


def test_every_tie_says_why_in_two_languages():
    stays = stay("a", "2018-01-01", "2019-06-30"), stay("b", "2019-01-01", "2020-01-01")
    said = [value for _, p, value in state_cotenures(BODY, stays, Reference()) if p == VPO.reason]
    assert sorted(reason.language for reason in said) == ["en", "en", "vi", "vi"]


def test_a_crowd_is_marked_and_its_pairs_are_not_listed():
    stays = [stay(f"p{number}", "2018-01-01", "2019-01-01") for number in range(CROWD + 1)]
    statements = state_cotenures(BODY, stays, Reference())
    assert {s for s, _, _ in statements} == {"id/crowd/x"}
    assert ("id/crowd/x", VPO.organization, BODY) in statements
    assert [str(v) for _, p, v in statements if p == VPO.holderCount] == [str(CROWD + 1)]
    assert sum(p == VPO.derivedFrom for _, p, _ in statements) == len(stays)


def test_a_body_of_many_generations_is_no_crowd():
    stays = [stay(f"p{number}", f"{1900 + number}-01-01", f"{1900 + number}-06-01") for number in range(80)]
    assert peak({one.holder: [one] for one in stays}) <= 4
    assert all(s.startswith("id/co-tenure/") for s, _, _ in state_cotenures(BODY, stays, Reference()))


def test_pairs_grow_with_the_people_and_not_with_their_square():
    stays = [stay(f"p{number}", f"{1000 + number}-01-01", f"{1000 + number}-06-01") for number in range(500)]
    assert len(ties(*stays)) < 4 * len(stays)


def test_a_weight_grows_with_the_time_and_shrinks_with_the_body():
    assert float(weigh(1, 2, 1)) < float(weigh(900, 2, 1)) < float(weigh(1826, 2, 1)) == 1.0
    assert weigh(9999, 2, 1) == weigh(1826, 2, 1)
    assert float(weigh(900, 60, 1)) < float(weigh(900, 5, 1))
    assert weigh(None, 2, 1) < weigh(1, 2, 1)


def test_a_head_and_its_deputy_are_closest():
    kinds = {"head": "head", "deputy": "deputy", "member": "membership", "other": "head"}
    said = {(role, VPO.roleKind): (f"scheme/role-kind/{kind}",) for role, kind in kinds.items()}
    reference = Reference(said | {("deputy", VPO.deputyOf): ("head",)})
    near = [
        closeness(a, b, reference) for a, b in (("deputy", "head"), ("head", "other"), ("head", "member"))
    ]
    assert near == [1.0, 0.8, 0.6]
    assert closeness("member", "member", reference) == closeness("x", "y", Reference()) == 0.5


def test_what_is_said_keeps_the_shapes():
    class One:
        def graphs(self) -> list[str]:
            return ["g"]

        def triples(self, _: str) -> Graph:
            return cotenures(
                stay("a", "2018-01-01", "2019-06-30"),
                stay("b", "2019-01-01", "2020-01-01"),
                stay("c", "2020-03-01", "2020-03-01"),
            )

    assert report(One()).violations == ()


def test_stays_are_read_from_what_is_said_of_tenures():
    said = [
        ("id/tenure/t", VPO.holder, "id/person/a"),
        ("id/tenure/t", VPO.organization, BODY),
        ("id/tenure/t", VPO.role, "scheme/role/a"),
        ("id/tenure/t", VPO.surelyFrom, "2018-01-01"),
        ("id/tenure/t", VPO.startState, VPO.known),
        ("id/tenure/t", VPO.startDate, "2018-01-01"),
        ("id/tenure/t", VPO.endState, VPO.before),
        ("id/tenure/t", VPO.endDate, "2019-01-01"),
        ("id/tenure/half", VPO.holder, "id/person/a"),
    ]
    (read,) = read_stays(said)
    assert (read.holder, read.body, read.time.since) == ("id/person/a", BODY, "2018-01-01")
    assert read.turns == {"2018-01-01"}


DAYS = st.integers(0, 4000).map(lambda n: (date(2010, 1, 1) + timedelta(days=n)).isoformat())
STAYS = st.lists(
    st.builds(
        lambda who, ends, post, closed: stay(
            who,
            min(ends),
            max(ends),
            post,
            left=max(ends) if closed else "",
        ),
        st.sampled_from("abcd"),
        st.tuples(DAYS, DAYS),
        st.sampled_from(["id/post/x/a", "id/post/x/b"]),
        st.booleans(),
    ),
    max_size=7,
    unique_by=lambda one: one.tenure,
)


@given(STAYS, st.randoms(use_true_random=False))
def test_the_order_of_the_tenures_leaves_no_trace(stays: list[Stay], chance: random.Random):
    mixed = list(stays)
    chance.shuffle(mixed)
    assert state_cotenures(BODY, stays, Reference()) == state_cotenures(BODY, mixed, Reference())


@given(STAYS)
def test_a_tie_is_named_from_both_sides_alike(stays: list[Stay]):
    swap = {"a": "z", "b": "y", "c": "x", "d": "w"}
    turned = [stay_as(one, swap[one.holder[-1]]) for one in stays]
    days = {
        (s["overlapState"][0], *s.get("overlapStart", s.get("windowStart"))) for s in ties(*stays).values()
    }
    assert days == {
        (s["overlapState"][0], *s.get("overlapStart", s.get("windowStart"))) for s in ties(*turned).values()
    }


def stay_as(one: Stay, who: str) -> Stay:
    return Stay(f"id/tenure/{who}/{one.post}", f"id/person/{who}", one.body, one.post, one.role, one.time)


@given(STAYS)
def test_nobody_is_tied_to_someone_who_was_there_at_another_time(stays: list[Stay]):
    times = {one.tenure: one.time for one in stays}
    holders = {one.tenure: one.holder for one in stays}
    for said in ties(*stays).values():
        behind = {
            holder: [times[t] for t in said["tenure"] if holders[t] == holder]
            for holder in said["tiedPerson"]
        }
        one, other = behind.values()
        assert not apart(one, other)
        if "windowStart" in said:
            start, end = (date.fromisoformat(said[name][0]) for name in ("windowStart", "windowEnd"))
            assert end - start <= NEAR
        else:
            for times_of in (one, other):
                assert any(t.since <= said["overlapStart"][0] <= t.until for t in times_of)


def test_terms_of_a_tie_are_under_the_base():
    graph = cotenures(stay("a", "2018-01-01", "2019-06-30"), stay("b", "2019-01-01", "2020-01-01"))
    assert {str(s) for s in graph.subjects()} == {f"{BASE}id/co-tenure/x/a/b"}
    assert set(graph.objects(None, URIRef(VPO.organization))) == {URIRef(BASE + BODY)}
