"""Posts in articles without a date: they are held, and nobody knows when."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from kg.derive.careers import find_tenures
from kg.derive.persons import Person
from kg.derive.signs import Change, Holding
from kg.vocab import VPO

SOMEBODY = Person("a", "a", "A", frozenset({"id/article/1#p1"}), True)
POST = ("scheme/role/bi-thu", "id/org/tinh-uy-x", "id/post/tinh-uy-x/bi-thu")
UNDATED = Holding("id/article/1#h1", "id/article/1#p1", *POST)
DATED = replace(UNDATED, node="id/article/1#h2", observed=date(2018, 8, 10))
LATER = replace(UNDATED, node="id/article/1#h3", observed=date(2024, 8, 10))


def spans(*holdings: Holding, changes: tuple[Change, ...] = ()):
    return [tenure.span for tenure in find_tenures([SOMEBODY], holdings, changes, {})]


def test_a_post_without_a_day_is_held_at_an_unknown_time():
    (span,) = spans(UNDATED, replace(UNDATED, node="id/article/1#h4", term="id/term/xii"))
    assert (span.start.state, span.end.state, span.basis) == (VPO.unknown, VPO.unknown, VPO.observed)
    assert (span.seen, span.sure, span.start.when, span.end.when) == ((), None, None, None)
    assert span.nodes == {"id/article/1#h1", "id/article/1#h4"}
    assert span.terms == {"id/term/xii"}


@pytest.mark.parametrize(
    ("holding", "changes"),
    [
        (replace(UNDATED, status=VPO.former), ()),
        (UNDATED, (Change("id/article/1#x1", closes="id/article/1#h1"),)),
    ],
)
def test_a_former_post_without_a_day_is_over(holding: Holding, changes: tuple[Change, ...]):
    (span,) = spans(holding, changes=changes)
    assert (span.start.state, span.end.state, span.end.when) == (VPO.unknown, VPO.before, None)
    assert span.end.changes == {change.node for change in changes}


def test_what_has_no_day_is_of_the_one_stretch_that_has_one():
    (span,) = spans(UNDATED, DATED)
    assert span.nodes == {"id/article/1#h1", "id/article/1#h2"}
    assert [when.day for when in span.seen] == [date(2018, 8, 10)]


def test_what_may_be_of_two_stretches_is_of_neither():
    first, second, third = spans(UNDATED, DATED, LATER)
    assert [len(span.seen) for span in (first, second, third)] == [1, 1, 0]
    assert third.nodes == {"id/article/1#h1"}
