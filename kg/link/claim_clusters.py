"""Facts about emulation clusters: which one, under which sponsor, with which members, how many, led by whom."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.extract.members import find_stated_counts
from kg.extract.spans import Cluster
from kg.link.bodies import LinkedBody, link_body
from kg.link.book import Book, Handle
from kg.link.claim_bodies import claim_body
from kg.link.clusters import cluster_name, nearest_cluster, sponsor_of
from kg.link.finds import Finds
from kg.link.handles import person_handle
from kg.link.held import Held
from kg.model import Entity
from kg.vocab import VPO

_LEADER_BODY = re.compile(
    r"[ ]*(?:,|-|\(|là|giữ vai trò|làm)[ ]*(?:là )?(?:cụm trưởng|trưởng cụm|khối trưởng|trưởng khối)"
)


def claim_clusters(book: Book, finds: Finds, held: Sequence[Held]) -> None:
    """Note the clusters that the article names, their members, stated counts and leaders."""
    for cluster in finds.clusters:
        _claim_cluster(book, finds, cluster)
    for stated in find_stated_counts(finds.reading, (*finds.clusters, *finds.echoes)):
        handle = _handle(finds, stated.cluster)
        book.add(handle, (), ((VPO.statedMemberCount, stated.count),))
        book.rest(handle, stated.start, "clusters.stated", "0.95", [(stated.start, stated.end)])
    for listed in finds.lists:
        for place in listed.members:
            _claim_member(
                book,
                finds,
                listed.cluster,
                finds.context.unit(place),
                (place.start, place.end),
                listed.complete,
            )
    _claim_leaders(book, finds, held)


def _handle(finds: Finds, cluster: Cluster) -> Handle:
    return Handle(VPO.ClusterObservation, (cluster_name(finds, cluster),))


def _claim_cluster(book: Book, finds: Finds, cluster: Cluster) -> None:
    name, sponsor = cluster_name(finds, cluster), sponsor_of(finds, cluster)
    handle = _handle(finds, cluster)
    if name.startswith("id/cluster/"):
        book.name(_entity(finds, cluster, name, sponsor))
    if not book.has(handle):
        book.add(handle, (
            (VPO.cluster, name if name.startswith("id/cluster/") else None),
            (VPO.sponsor, claim_body(book, finds, sponsor) if sponsor else None),
        ), ((VPO.clusterNumber, cluster.number), (VPO.printedNumber, cluster.printed), (VPO.year, finds.year), (VPO.observedOn, finds.observed)))  # fmt: skip
    book.rest(handle, cluster.start, "clusters.name", "0.97", [(cluster.start, cluster.end)])


def _entity(finds: Finds, cluster: Cluster, name: str, sponsor: LinkedBody | None) -> Entity:
    known = finds.reading.lexicon.get(name)
    if known:
        return Entity(name, VPO.EmulationCluster, known.vi, known.en)
    word_vi, word_en = (
        ("Khối thi đua", "Emulation Block")
        if cluster.word == "khoi"
        else ("Cụm thi đua", "Emulation Cluster")
    )
    vi = f"{word_vi} số {cluster.number} ({sponsor.vi})" if sponsor else f"{word_vi} số {cluster.number}"
    en = f"{word_en} No. {cluster.number} ({sponsor.en})" if sponsor else f"{word_en} No. {cluster.number}"
    return Entity(name, VPO.EmulationCluster, vi, en)


def _claim_member(
    book: Book, finds: Finds, cluster: Cluster, unit: str | None, mark: tuple[int, int], complete: bool
) -> None:
    name = cluster_name(finds, cluster)
    if unit is None or not name.startswith("id/cluster/"):
        return
    handle = Handle(VPO.ClusterMembershipObservation, (name, unit))
    book.add(
        handle,
        ((VPO.cluster, name), (VPO.memberUnit, unit)),
        ((VPO.year, finds.year), (VPO.observedOn, finds.observed)),
    )
    book.add(handle, (), ((VPO.listComplete, complete),))
    book.rest(handle, mark[0], "clusters.members", "0.95", [mark])


def _claim_leaders(book: Book, finds: Finds, held: Sequence[Held]) -> None:
    """Note who leads a cluster: the person with the title, or the body it is said of."""
    for item in held:
        if not item.title.role.endswith(("/cum-truong", "/khoi-truong")):
            continue
        cluster = nearest_cluster(finds, item.title.start)
        person = person_handle(finds, item.name)
        if cluster and person:
            _lead(
                book,
                finds,
                cluster,
                person,
                item.title.start,
                [(item.title.start, item.title.end), (item.name.start, item.name.end)],
            )
    for start, end, leader in _named_leaders(book, finds):
        match = _LEADER_BODY.match(finds.reading.low, end)
        cluster = nearest_cluster(finds, start)
        if match and cluster:
            _lead(book, finds, cluster, leader, start, [(start, match.end())])


def _named_leaders(book: Book, finds: Finds) -> Iterator[tuple[int, int, str | Handle]]:
    for body in finds.bodies:
        if _LEADER_BODY.match(finds.reading.low, body.end):
            yield body.start, body.end, claim_body(book, finds, link_body(finds.context, body))
    for place in finds.places:
        unit = finds.context.unit(place)
        if unit and _LEADER_BODY.match(finds.reading.low, place.end):
            yield place.start, place.end, unit


def _lead(
    book: Book,
    finds: Finds,
    cluster: Cluster,
    leader: str | Handle,
    offset: int,
    marks: list[tuple[int, int]],
) -> None:
    name = cluster_name(finds, cluster)
    if not name.startswith("id/cluster/"):
        return
    key = leader.key[0] if isinstance(leader, Handle) else leader
    handle = book.add(
        Handle(VPO.ClusterLeadershipObservation, (name, key)),
        ((VPO.cluster, name), (VPO.leader, leader)),
        ((VPO.year, finds.year),),
    )
    book.rest(handle, offset, "clusters.leader", "0.9", marks)
