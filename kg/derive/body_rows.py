"""Rows for bodies that no article names by itself, made from what articles say of others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from kg.derive.bodies import Body, province_organ
from kg.derive.careers import Holding
from kg.derive.cluster_years import Membership
from kg.derive.facts import Reference, is_nameless

Chain = Callable[[str, str], Sequence[tuple[str, Body]]]
"""The body that takes part in a cluster for a unit, then the committee that it belongs to."""


def organs_of(sponsor: str | None, unit: str, reference: Reference) -> list[tuple[str, Body]]:
    """Return the organ of a province that is the like of a central sponsor, then the provincial committee.

    Empty for a sponsor that has no like in the provinces.
    """
    organ = (sponsor or "").removeprefix("id/org/").removesuffix("-trung-uong")
    word = f"scheme/organ/{organ}"
    vi, en = reference.label(word, "vi"), reference.label(word, "en")
    return list(province_organ(unit, reference, (organ, vi, en))) if vi and en else []


def behind_members(memberships: Iterable[Membership], chain: Chain) -> Mapping[str, list[Body]]:
    """Return rows, made from the units, for the bodies behind the members of clusters."""
    made: dict[str, list[Body]] = defaultdict(list)
    for row in memberships:
        for name, body in chain(row.cluster, row.unit):
            made[name].append(replace(body, node=row.node))
    return made


def said_of_others(
    bodies: Iterable[Body], holdings: Iterable[Holding], reference: Reference
) -> Mapping[str, list[Body]]:
    """Return rows for the bodies that others are said to belong to and those that positions are in.

    A body that is told apart in its article only is none of them.
    """
    made: dict[str, list[Body]] = defaultdict(list)
    for body in bodies:
        if body.parent and body.parent.startswith("id/org/"):
            whole = dict(province_organ(body.jurisdiction or "", reference, ("", "", "")))
            parent = whole.get(body.parent) or Body("", body.parent)
            made[body.parent].append(replace(parent, node=body.node))
    for holding in holdings:
        if holding.organization and not is_nameless(holding.organization):
            made[holding.organization].append(Body(holding.node, holding.organization))
    return made
