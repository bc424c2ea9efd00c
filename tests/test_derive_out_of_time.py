from __future__ import annotations

from datetime import date

from rdflib import XSD, Literal

from kg.derive.careers import Holding
from kg.derive.cited_together import state_cited_together
from kg.derive.cluster_years import Membership
from kg.derive.documents import Citation
from kg.derive.facts import Reference
from kg.derive.out_of_time import state_out_of_time
from kg.derive.read import Attested
from kg.vocab import NS, VPO

OLD = "id/adm63/long-an"
ENDS = Reference({(OLD, VPO.validTo): (Literal("2025-06-30", datatype=XSD.date),)})
ONE, TWO = "id/article/0000000000000001", "id/article/0000000000000002"


def kinds(holdings=(), memberships=(), published=None) -> dict[str, set[str]]:
    rows = Attested(
        holdings=tuple(holdings), memberships=tuple(memberships), published=tuple((published or {}).items())
    )
    found = state_out_of_time(rows, lambda _: OLD, ENDS)
    return {block: {kind for _, _, kind in told if str(kind).startswith(NS)} for block, told in found}


def held(day: date, status: str = VPO.current) -> Holding:
    return Holding(f"{ONE}#h1", f"{ONE}#p1", organization="id/org/x", observed=day, status=status)


def test_a_post_in_a_body_whose_unit_had_ended_is_out_of_time():
    assert kinds([held(date(2025, 7, 1))]) == {"0000000000000001": {VPO.HeldAfterEnd}}
    assert kinds([held(date(2025, 6, 30))]) == {}


def test_who_is_called_former_may_be_named_after_the_end():
    assert kinds([held(date(2025, 7, 1), VPO.former)]) == {}


def test_a_day_after_publication_is_out_of_time():
    told = kinds([held(date(2020, 1, 2))], published={ONE: date(2020, 1, 1)})
    assert told == {"0000000000000001": {VPO.SeenAfterPublication}}


def test_a_member_that_had_ended_is_out_of_time():
    listed = Membership(f"{ONE}#m1", "id/cluster/x/1", OLD, 2025, True, date(2025, 12, 1))
    assert kinds(memberships=[listed]) == {"0000000000000001": {VPO.ListedAfterEnd}}


def test_a_pair_of_documents_counts_the_articles_that_cite_both():
    cited = [
        Citation(f"{ONE}#c1", "id/doc/b"),
        Citation(f"{ONE}#c2", "id/doc/a"),
        Citation(f"{ONE}#c3", "id/doc/a"),
        Citation(f"{TWO}#c1", "id/doc/a"),
        Citation(f"{TWO}#c2", "id/doc/b"),
        Citation(f"{TWO}#c3", f"{TWO}#d1"),
    ]
    ((block, told),) = state_cited_together(cited)
    assert block == "a/b"
    assert {str(value) for _, prop, value in told if prop == VPO.articleCount} == {"2"}
    assert {value for _, prop, value in told if prop == VPO.pairedDocument} == {"id/doc/a", "id/doc/b"}
    assert len([value for _, prop, value in told if prop == VPO.derivedFrom]) == 5
