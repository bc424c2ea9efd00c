"""Facts about emulation clusters: which one, of which sponsor, with which members, how many."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.extract.member_counts import find_stated_counts
from kg.extract.member_items import Member
from kg.extract.members import MemberList
from kg.extract.spans import Cluster
from kg.link.bodies import LinkedBody, link_body
from kg.link.book import Book, Handle
from kg.link.claim_bodies import claim_body
from kg.link.cluster_leaders import claim_leaders
from kg.link.clusters import (
    cluster_iri,
    cluster_name,
    cluster_year,
    label,
    label_en,
    province_of,
    sponsor_of,
)
from kg.link.finds import Finds
from kg.link.handles import cluster_handle
from kg.link.held import Held
from kg.model import Entity, Text
from kg.text import key
from kg.vocab import VPO


def claim_clusters(book: Book, finds: Finds, held: Sequence[Held]) -> None:
    """Note the clusters that the article names, their members, stated counts and leaders."""
    for cluster in finds.clusters:
        _claim_cluster(book, finds, cluster)
    counts = _claim_counts(book, finds)
    for listed in _best_lists(finds, counts):
        for member in listed.members:
            _claim_member(book, finds, listed, member)
    claim_leaders(book, finds, held)


def _claim_cluster(book: Book, finds: Finds, cluster: Cluster) -> None:
    name, sponsor = cluster_iri(finds, cluster), sponsor_of(finds, cluster)
    handle = cluster_handle(finds, cluster)
    if name:
        book.name(_entity(finds, cluster, name, sponsor))
    if not book.has(handle):
        book.add(
            handle,
            ((VPO.cluster, name), (VPO.sponsor, claim_body(book, finds, sponsor) if sponsor else None)),
            (
                (VPO.clusterNumber, cluster.number or None),
                (VPO.printedNumber, cluster.printed),
                (VPO.year, cluster_year(finds)),
                (VPO.observedOn, finds.observed),
            ),
        )
    book.rest(handle, cluster.start, "clusters.name", "0.97", [(cluster.start, cluster.end)])


def _claim_counts(book: Book, finds: Finds) -> dict[str, int]:
    """Note how many members the text claims, the first number for each cluster; return them by cluster."""
    counts: dict[str, int] = {}
    lists = {cluster_name(finds, listed.cluster): len(listed.members) for listed in finds.lists}
    found = list(find_stated_counts(finds.reading, (*finds.clusters, *finds.echoes)))
    # The number that a list bears out comes before one that only stands near the cluster.
    found.sort(key=lambda stated: stated.count != lists.get(cluster_name(finds, stated.cluster)))
    for stated in found:
        name = cluster_name(finds, stated.cluster)
        handle = cluster_handle(finds, stated.cluster)
        if counts.setdefault(name, stated.count) == stated.count:
            book.add(handle, (), ((VPO.statedMemberCount, stated.count),))
            book.rest(handle, stated.start, "clusters.stated", "0.95", [(stated.start, stated.end)])
    return counts


def _best_lists(finds: Finds, counts: dict[str, int]) -> Iterator[MemberList]:
    """Yield the lists of each cluster: those as long as the stated number, else the longest."""
    lists: dict[str, list[MemberList]] = {}
    for listed in finds.lists:
        lists.setdefault(cluster_name(finds, listed.cluster), []).append(listed)
    for name, found in lists.items():
        stated = counts.get(name)
        size = max(len(listed.members) for listed in found)
        wanted = stated if any(len(listed.members) == stated for listed in found) else size
        yield from (listed for listed in found if len(listed.members) == wanted)


def _entity(finds: Finds, cluster: Cluster, name: str, sponsor: LinkedBody | None) -> Entity:
    known = finds.reading.lexicon.get(name)
    if known:
        return Entity(name, VPO.EmulationCluster, known.vi, known.en)
    vi, en = label(cluster), label_en(cluster)
    if by := sponsor or province_of(finds, name):
        vi, en = f"{vi} ({by.vi})", f"{en} ({by.en})"
    return Entity(name, VPO.EmulationCluster, vi, en)


def _claim_member(book: Book, finds: Finds, listed: MemberList, member: Member) -> None:
    name, handle = cluster_iri(finds, listed.cluster), cluster_handle(finds, listed.cluster)
    unit = finds.context.unit(member.place) if member.place else None
    body = claim_body(book, finds, link_body(finds.context, member.body)) if member.body else None
    named = Text(member.name) if unit is None else None
    membership = Handle(VPO.ClusterMembershipObservation, (*handle.key, unit or key(member.name)))
    book.add(
        membership,
        (
            (VPO.cluster, name),
            (VPO.clusterObservation, handle),
            (VPO.memberUnit, unit),
            (VPO.memberBody, body),
        ),
        (
            (VPO.printedName, named),
            (VPO.year, cluster_year(finds)),
            (VPO.observedOn, finds.observed),
            (VPO.listComplete, listed.complete),
        ),
    )
    book.rest(membership, member.start, "clusters.members", "0.95", [(member.start, member.end)])
