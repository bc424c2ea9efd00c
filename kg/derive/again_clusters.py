"""Clusters made again, and those of their years that are touched or follow on one that is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from kg.derive.cluster_history import FAR
from kg.derive.cluster_years import Leadership, Membership, year_block
from kg.derive.clusters import Cluster
from kg.derive.clusters_apart import Count, Listed
from kg.derive.facts import block_of, gather
from kg.derive.lookup import Lookup
from kg.derive.read import Attested
from kg.derive.rewriting import Rewriting
from kg.derive.touched import Touched
from kg.vocab import VPO

_Years = set[tuple[str, int]]


def clusters_again(run: Rewriting, touched: Touched) -> Touched:
    """Make the clusters again that the tables lack; return their events; all their years where need be."""
    names = {name for name in touched.clusters if not run.reference.knows(name)}
    before = {name: run.up.value(name, VPO.sponsor) for name in names}
    blocks = gather(run.work(sponsored(run, names)).state_clusters())
    renamed = run.rewritten({name: f"cluster/{block_of(name)}" for name in names}, blocks)
    about = [run.up.subjects(term, name) for name in renamed for term in (VPO.cluster, VPO.organizer)]
    told = {name for name in _unsponsored(run, touched.clusters) if run.reference.knows(name)}
    told |= {name for name in names if run.up.value(name, VPO.sponsor) != before[name]}
    return Touched(
        hosted=frozenset().union(*about),
        years=frozenset(at for name in told for at in _years_of(run.up, name)),
    )


def cluster_years_again(run: Rewriting, touched: Touched) -> Touched:
    """Make the members and leaders of the touched years again, what became of members, what is disputed."""
    years = set(touched.years)
    after = {at for year in years if (at := _beside(run.up, year, years, 1))}
    before = {at for year in years if (at := _beside(run.up, year, years, -1))}
    rows = _of_years(run.up, years | after | before)
    work = run.work(replace(rows, clusters=sponsored(run, {name for name, _ in years}).clusters))
    stated = gather(work.state_cluster_years())
    wanted = {year_block(*at) for at in years | after}
    run.replace(wanted, {block: stated[block] for block in wanted & stated.keys()})
    disputed = {f"conflict/cluster/{name.removeprefix('id/cluster/')}/{year}" for name, year in years}
    conflicts = gather(work.state_conflicts((), ()))
    run.replace(disputed, {block: conflicts[block] for block in disputed & conflicts.keys()})
    return Touched()


def sponsored(run: Rewriting, clusters: Iterable[str]) -> Attested:
    """Return the rows of those clusters of which the tables do not tell the sponsor."""
    return Attested(clusters=run.up.each("derive-clusters", Cluster, "cluster", _unsponsored(run, clusters)))


def _unsponsored(run: Rewriting, clusters: Iterable[str]) -> set[str]:
    return {name for name in clusters if not run.reference.one(name, VPO.sponsor)}


def _years_of(up: Lookup, cluster: str) -> _Years:
    told = (year for node in up.subjects(VPO.cluster, cluster) for year in up.values(node, VPO.year))
    return {(cluster, int(year)) for year in told}


def _beside(up: Lookup, at: tuple[str, int], without: _Years, step: int) -> tuple[str, int] | None:
    """Return the next year with members of a cluster, going by `step`; those `without` are passed over."""
    cluster, start = at
    for year in range(start + step, start + step * (FAR + 1), step):
        thing = f"id/{year_block(cluster, year)}"
        if (cluster, year) not in without and up.has(thing, VPO.memberUnit, VPO.memberBody):
            return cluster, year
    return None


def _of_years(up: Lookup, years: _Years) -> Attested:
    """Return what articles say of the members, numbers and leaders of clusters in these years."""
    keys = [{"cluster": cluster, "year": str(year)} for cluster, year in sorted(years)]
    return Attested(
        memberships=up.of_keys("derive-memberships", Membership, keys),
        leaderships=up.of_keys("derive-leaderships", Leadership, keys),
        listed=up.of_keys("derive-listed", Listed, keys),
        counts=up.of_keys("derive-counts", Count, keys),
    )
