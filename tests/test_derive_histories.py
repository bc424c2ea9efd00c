"""Properties of tenures over random histories, with days, months and years."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.dates import PartialDate
from kg.derive.careers import Change, Holding, Tenure, find_tenures
from kg.derive.persons import Person
from kg.derive.posts import Seat, conclude_posts, state_history
from kg.derive.tenure_facts import read_tenures, state_tenure
from kg.derive.tenures import GAP, Sign, find_spans
from kg.vocab import VPO

DAYS = st.dates(date(2008, 1, 1), date(2026, 1, 1))
TIMES = st.one_of(
    DAYS.map(PartialDate),
    DAYS.map(lambda day: PartialDate.of(day.year, day.month)),
    DAYS.map(lambda day: PartialDate.of(day.year)),
)

PERIODS = ("stint", "since")


@st.composite
def signs(draw: st.DrawFn) -> list[Sign]:
    """Return what articles say of one person and post, each sign with a node of its own."""
    found = []
    for number in range(draw(st.integers(0, 8))):
        kind = draw(st.sampled_from(["open", "sight", "sight", "close", "stint", "since"]))
        one, other = sorted((draw(TIMES), draw(TIMES)), key=lambda when: when.last_day)
        exact = kind in PERIODS or (kind != "sight" and draw(st.booleans()))
        change = f"x{number}" if kind in {"open", "close"} and draw(st.booleans()) else None
        until = other if kind in PERIODS else None
        when = one if kind in PERIODS else other
        found.append(Sign(when, kind, exact, change, frozenset({f"h{number}"}), None, False, until))
    return found


HISTORY = settings(max_examples=150, deadline=None)


@HISTORY
@given(signs(), st.randoms())
def test_the_order_of_the_signs_leaves_no_trace(told, chance):
    mixed = list(told)
    chance.shuffle(mixed)
    assert find_spans(mixed) == find_spans(told)


@HISTORY
@given(signs())
def test_every_observation_is_covered_by_exactly_one_tenure(told):
    kept = sorted(node for span in find_spans(told) for node in span.nodes)
    assert kept == sorted(node for sign in told for node in sign.nodes)


@HISTORY
@given(signs())
def test_telling_the_same_twice_changes_nothing(told):
    assert find_spans([*told, *told]) == find_spans(told)


@HISTORY
@given(signs())
def test_no_tenure_grows_over_a_gap_without_an_event_or_a_stated_period(told):
    for span in find_spans(told):
        if span.stated:
            continue
        times = sorted(span.seen, key=lambda when: when.last_day)
        for number, late in enumerate(times[1:], 1):
            assert late.last_day - max(early.day for early in times[:number]) <= GAP
        if span.seen and span.end.state == VPO.known and not span.start.changes:
            assert span.end.when.day - max(when.last_day for when in span.seen) <= GAP


@HISTORY
@given(signs())
def test_no_tenure_ends_before_it_begins(told):
    for span in find_spans(told):
        if span.start.when and span.end.when and span.start.state != VPO.before:
            assert span.start.when.day <= span.end.when.last_day


@HISTORY
@given(signs())
def test_a_holder_is_seen_between_start_and_end(told):
    for span in find_spans(told):
        for when in span.seen:
            if span.start.state == VPO.known:
                assert span.start.when.day <= when.last_day
            if span.closed:
                assert when.day <= span.end.when.last_day


@HISTORY
@given(signs())
def test_a_known_end_implies_somebody_who_says_it(told):
    exact = {node for sign in told if sign.exact for node in (*sign.nodes, sign.change)}
    for span in find_spans(told):
        for end in (span.start, span.end):
            if end.state == VPO.known:
                assert end.nodes
                assert end.nodes <= exact
            assert (end.when is None) == (end.state in {VPO.unknown, VPO.ongoingAtLastSight})


@HISTORY
@given(signs())
def test_an_end_is_as_exact_as_some_source_and_no_more(told):
    said = {when for sign in told for when in (sign.when, sign.until)}
    for span in find_spans(told):
        assert {end.when for end in (span.start, span.end) if end.when} <= said
        assert set(span.seen) <= said


@HISTORY
@given(signs())
def test_tenures_of_one_person_in_one_post_come_one_after_the_other(told):
    spans = find_spans(told)
    sure = [span.sure for span in spans if span.sure]
    assert all(one[0] <= other[1] for one, other in pairwise(sure))


def test_a_year_is_never_taken_for_its_first_day():
    (span,) = find_spans([sight("2010"), sight("2010-03-05", exact=True, kind="open", change="x")])
    assert (span.start.state, span.start.when) == (VPO.known, PartialDate.of(2010, 3, 5))
    assert span.sure == (date(2010, 3, 5), date(2010, 3, 5))
    (alone,) = find_spans([sight("2010")])
    assert alone.sure is None


def test_a_stated_period_of_years_is_sure_between_them():
    (span,) = find_spans([stint("2010", "2015"), sight("2012-05-01")])
    assert (span.start.when, span.end.when) == (PartialDate.of(2010), PartialDate.of(2015))
    assert (span.basis, span.sure) == (VPO.statedPeriod, (date(2010, 12, 31), date(2015, 1, 1)))


def test_a_change_on_a_day_makes_a_stated_period_more_exact():
    closed = sight("2015-09-20", exact=True, kind="close", change="x")
    (span,) = find_spans([stint("2010-06", "2015-09"), closed])
    assert (span.end.when, span.basis) == (PartialDate.of(2015, 9, 20), VPO.event)


def test_since_when_somebody_holds_a_post_is_one_stretch_however_long():
    since = Sign(_when("2018"), "since", True, nodes=frozenset({"h"}), until=_when("2022-10-02"))
    (span,) = find_spans([since, sight("2023-05-01")])
    assert (span.start.when, span.end.state) == (PartialDate.of(2018), VPO.ongoingAtLastSight)
    assert span.sure == (date(2018, 12, 31), date(2023, 5, 1))


def test_two_periods_that_touch_are_two_tenures():
    assert len(find_spans([stint("2010", "2015"), stint("2015", "2020")])) == 2


def test_two_articles_that_give_one_period_differently_are_one_tenure():
    (span,) = find_spans([stint("2010", "2015"), stint("2010-06", "2015-09")])
    assert (span.start.when, span.end.when) == (PartialDate.of(2010, 6), PartialDate.of(2015, 9))


def test_who_is_seen_again_after_a_known_end_began_after_it():
    closed = sight("2019-03-01", exact=True, kind="close", change="x")
    _, second = find_spans([sight("2018-08-10"), closed, sight("2019-06-01")])
    assert (second.start.state, second.start.when) == (VPO.after, PartialDate.of(2019, 3, 1))


def test_an_end_long_after_the_last_sight_is_of_another_stretch():
    closed = sight("2019-03-01", exact=True, kind="close", change="x")
    assert len(find_spans([sight("2010-01-01"), closed])) == 2
    opened = sight("2010-01-01", exact=True, kind="open", change="y")
    assert len(find_spans([opened, closed])) == 1


def sight(day: str, **said) -> Sign:
    return Sign(_when(day), **{"kind": "sight", "nodes": frozenset({day}), **said})


def stint(since: str, until: str) -> Sign:
    return Sign(_when(since), "stint", True, nodes=frozenset({since + until}), until=_when(until))


def _when(day: str) -> PartialDate:
    return PartialDate.of(*(int(part) for part in day.split("-")))


# Stage two: several persons in one line of posts.

POSTS = {
    "id/post/tinh-uy-cu/bi-thu": "id/org/tinh-uy-cu",
    "id/post/tinh-uy-moi-2025/bi-thu": "id/org/tinh-uy-moi-2025",
}
SEATS = (
    Seat(
        "id/post/tinh-uy-cu/bi-thu",
        True,
        date(1990, 1, 1),
        date(2025, 6, 30),
        "id/post/tinh-uy-moi-2025/bi-thu",
    ),
    Seat("id/post/tinh-uy-moi-2025/bi-thu", True, date(2025, 7, 1)),
)
PEOPLE = [
    Person(name, name.partition(".")[0], name, frozenset({f"id/article/{name}#p1"}), True) for name in "abc"
]


@st.composite
def careers(draw: st.DrawFn) -> tuple[list[Holding], list[Change]]:
    """Return positions and changes of a few people in a post and in the one after the merger."""
    holdings, changes = [], []
    for number in range(draw(st.integers(1, 7))):
        node = f"id/article/{draw(st.sampled_from('defg'))}#h{number}"
        post = draw(st.sampled_from(sorted(POSTS)))
        status = draw(st.sampled_from([VPO.current, VPO.former, VPO.acting, VPO.elect]))
        when, until = sorted((draw(TIMES), draw(TIMES)), key=lambda when: when.last_day)
        holder = f"id/article/{draw(st.sampled_from('abc'))}#p1"
        holding = Holding(
            node, holder, "scheme/role/bi-thu", POSTS[post], post, when.day, PRECISE[when.precision]
        )
        if draw(st.booleans()):
            holding = replace(
                holding,
                started=when.day,
                started_precision=PRECISE[when.precision],
                ended=until.day if draw(st.booleans()) else None,
                ended_precision=PRECISE[until.precision],
            )
        holdings.append(replace(holding, status=status))
        if draw(st.booleans()):
            word = "closes" if status == VPO.former else "opens"
            exact = {"effect": when.day, "precision": PRECISE[when.precision]} if draw(st.booleans()) else {}
            changes.append(Change(node.replace("#h", "#x"), **{word: node}, **exact))
    return holdings, changes


PRECISE = {"day": VPO.day, "month": VPO.month, "year": VPO.year}
PUBLISHED = {f"id/article/{name}": date(2026, 1, number) for number, name in enumerate("defg", 1)}


def tenures_of(told: tuple[list[Holding], list[Change]]) -> tuple[Tenure, ...]:
    return find_tenures(PEOPLE, *told, PUBLISHED)


@HISTORY
@given(careers())
def test_the_second_stage_can_be_fed_from_what_the_first_wrote(told):
    tenures = tenures_of(told)
    written = [statement for tenure in tenures for statement in state_tenure(tenure)]
    read = read_tenures(written)
    assert {state_tenure(tenure) for tenure in read} == {state_tenure(tenure) for tenure in tenures}
    assert state_history(conclude_posts(SEATS, read)) == state_history(conclude_posts(SEATS, tenures))


@HISTORY
@given(careers(), st.randoms())
def test_the_order_of_rows_and_tenures_leaves_no_trace(told, chance):
    before = state_history(conclude_posts(SEATS, tenures_of(told)))
    mixed = [list(rows) for rows in told]
    for rows in mixed:
        chance.shuffle(rows)
    tenures = list(tenures_of((mixed[0], mixed[1])))
    chance.shuffle(tenures)
    assert state_history(conclude_posts(reversed(SEATS), tenures)) == before


@HISTORY
@given(careers())
def test_no_statement_is_made_in_both_stages(told):
    tenures = tenures_of(told)
    first = {statement for tenure in tenures for statement in state_tenure(tenure)}
    second = state_history(conclude_posts(SEATS, tenures))
    assert not first & second
    ends = [s for s, p, _ in (*first, *second) if p == VPO.endState]
    assert sorted(ends) == sorted({tenure.iri for tenure in tenures})


@HISTORY
@given(careers())
def test_what_is_sure_lies_within_what_is_possible(told):
    history = conclude_posts(SEATS, tenures_of(told))
    for tenure in history.tenures:
        since, until = history.windows[tenure.iri]
        if since and until:
            assert since <= until
        if tenure.sure:
            assert since is None or since <= tenure.sure[0]
            assert until is None or tenure.sure[1] <= until


@HISTORY
@given(careers())
def test_who_follows_another_does_not_come_before(told):
    for succession in conclude_posts(SEATS, tenures_of(told)).successions:
        assert succession.earlier.iri != succession.later.iri
        if not succession.stated:
            assert succession.earlier.sure[1] <= succession.later.sure[0]
        assert succession.gap is None or succession.gap.days >= 0


@HISTORY
@given(careers())
def test_nothing_is_known_before_it_was_published(told):
    for tenure in tenures_of(told):
        assert tenure.known.since is not None
        for since in (tenure.known.start, tenure.known.end):
            assert since is None or since >= tenure.known.since


@pytest.mark.parametrize("single", [True, False])
def test_another_in_the_one_seat_bounds_when_it_can_have_been_held(single: bool):
    post, org = next(iter(POSTS.items()))
    holdings = [
        Holding("id/article/d#h1", "id/article/a#p1", "r", org, post, date(2016, 5, 1)),
        Holding("id/article/e#h1", "id/article/b#p1", "r", org, post, date(2019, 5, 1)),
    ]
    history = conclude_posts([Seat(post, single)], find_tenures(PEOPLE, holdings, (), PUBLISHED))
    windows = list(history.windows.values())
    assert windows == (
        [(None, date(2019, 4, 30)), (date(2016, 5, 2), None)] if single else [(None, None)] * 2
    )
    assert len(history.successions) == single
