from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.dates import PartialDate
from kg.derive.signs import Change, Holding, signs_of
from kg.derive.tenures import Sign, find_spans
from kg.vocab import VPO

DAYS = st.dates(date(2010, 1, 1), date(2026, 1, 1))
SIGNS = st.lists(
    st.builds(
        Sign,
        when=DAYS.map(PartialDate),
        kind=st.sampled_from(["open", "sight", "close"]),
        exact=st.booleans(),
        change=st.sampled_from([None, "x1", "x2"]),
        nodes=st.frozensets(st.sampled_from(["h1", "h2", "h3", "h4"]), min_size=1),
    ),
    max_size=8,
)


def sight(day: str, term: str | None = None) -> Sign:
    return Sign(PartialDate(date.fromisoformat(day)), "sight", nodes=frozenset({day}), term=term)


def test_one_sighting_gives_a_tenure_with_both_ends_unknown():
    (span,) = find_spans([sight("2018-08-10")])
    assert (span.start.state, span.end.state, span.basis) == (VPO.unknown, VPO.unknown, VPO.observed)
    assert span.seen == (PartialDate.of(2018, 8, 10),)
    assert span.start.when is span.end.when is None


def test_two_sightings_far_apart_are_two_tenures():
    assert len(find_spans([sight("2012-03-01"), sight("2018-08-10")])) == 2


def test_two_sightings_far_apart_in_one_term_are_one_tenure_that_rests_on_the_term():
    (span,) = find_spans([sight("2016-02-01", "id/term/xii"), sight("2020-12-01", "id/term/xii")])
    assert span.basis == VPO.term


def test_former_gives_an_end_before_the_day_it_was_said():
    former = Sign(PartialDate.of(2019, 12, 27), "close", nodes=frozenset({"h"}))
    (span,) = find_spans([former, sight("2018-08-10")])
    assert (span.end.state, span.end.when) == (VPO.before, PartialDate.of(2019, 12, 27))


def test_begun_by_an_event_and_not_ended_is_ongoing_at_last_sight():
    opened = Sign(PartialDate.of(2019, 3, 1), "open", exact=True, change="x1", nodes=frozenset({"h"}))
    (span,) = find_spans([opened, sight("2019-05-01")])
    assert (span.start.state, span.end.state, span.end.when) == (VPO.known, VPO.ongoingAtLastSight, None)


def test_a_sighting_after_the_end_is_another_tenure():
    closed = Sign(PartialDate.of(2019, 3, 1), "close", exact=True, change="x1", nodes=frozenset({"h"}))
    spans = find_spans([sight("2018-08-10"), closed, sight("2019-06-01")])
    assert [span.end.state for span in spans] == [VPO.known, VPO.unknown]


def test_a_report_of_the_opening_after_a_sighting_bounds_the_start_by_the_sighting():
    handed_over = Sign(PartialDate.of(2025, 3, 3), "open", change="x1", nodes=frozenset({"h"}))
    (span,) = find_spans([sight("2025-02-20"), handed_over])
    assert (span.start.state, span.start.when) == (VPO.before, PartialDate.of(2025, 2, 20))


def test_an_exact_opening_after_a_sighting_is_another_tenure():
    elected = Sign(PartialDate.of(2020, 10, 15), "open", exact=True, change="x1", nodes=frozenset({"h"}))
    assert len(find_spans([sight("2020-03-01"), elected])) == 2


SINCE_JULY = Holding("h1", "p1", observed=date(2025, 10, 10), started=date(2025, 7, 1))


def told(change: Change) -> tuple[str, date | None]:
    """Return how the tenure starts of a holder in office since 1 July, of whom October told a change."""
    (span,) = find_spans(signs_of(SINCE_JULY, opened=[change]))
    return span.start.state, span.start.when.day if span.start.when else None


def test_an_office_given_anew_begins_when_it_is_told_to_have_begun():
    assert told(Change("x1", opens="h1")) == (VPO.known, date(2025, 7, 1))
    assert told(Change("x1", opens="h1", ceremony=date(2025, 10, 9))) == (VPO.known, date(2025, 7, 1))


def test_the_day_of_a_decision_outweighs_a_period():
    assert told(Change("x1", opens="h1", decision=date(2025, 7, 4))) == (VPO.known, date(2025, 7, 4))


@settings(max_examples=400)
@given(SIGNS)
def test_a_tenure_begins_no_later_than_it_is_seen(signs):
    for span in find_spans(signs):
        if span.start.when and span.seen:
            assert span.start.when <= span.seen[0]


@given(SIGNS, st.randoms())
def test_the_order_of_the_signs_leaves_no_trace(signs, chance):
    mixed = list(signs)
    chance.shuffle(mixed)
    assert find_spans(mixed) == find_spans(signs)


@given(SIGNS)
def test_nothing_ends_without_a_witness_and_a_gap_is_never_grown_over(signs):
    said = {sign.when for sign in signs}
    for span in find_spans(signs):
        assert span.end.when is None or span.end.when in said
        assert span.start.when is None or span.start.when in said
        if span.end.state in {VPO.unknown, VPO.ongoingAtLastSight}:
            assert span.end.when is None
        for early, late in zip(span.seen, span.seen[1:], strict=False):
            assert late.day - early.last_day <= timedelta(days=913)


@given(SIGNS)
def test_a_holder_is_not_seen_after_the_end_of_the_tenure(signs):
    for span in find_spans(signs):
        if span.closed and span.seen and span.end.when:
            assert span.seen[-1] <= span.end.when


@given(SIGNS)
def test_every_observation_is_kept(signs):
    kept = {node for span in find_spans(signs) for node in span.nodes}
    assert kept == {node for sign in signs for node in sign.nodes}
