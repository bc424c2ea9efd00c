"""Facts about emulation clusters: which one, of which sponsor, with which members, how many, led by whom."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.extract.members import MemberList, find_stated_counts
from kg.extract.spans import Cluster, Place
from kg.link.bodies import LinkedBody, link_body
from kg.link.book import Book, Handle
from kg.link.claim_bodies import claim_body
from kg.link.clusters import cluster_iri, cluster_name, nearest_cluster, sponsor_of
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
            _claim_member(book, finds, listed, place)
    _claim_leaders(book, finds, held)


def _handle(finds: Finds, cluster: Cluster) -> Handle:
    return Handle(VPO.ClusterObservation, (cluster_name(finds, cluster),))


def _claim_cluster(book: Book, finds: Finds, cluster: Cluster) -> None:
    name, sponsor = cluster_iri(finds, cluster), sponsor_of(finds, cluster)
    handle = _handle(finds, cluster)
    if name:
        book.name(_entity(finds, cluster, name, sponsor))
    if not book.has(handle):
        book.add(
            handle,
            ((VPO.cluster, name), (VPO.sponsor, claim_body(book, finds, sponsor) if sponsor else None)),
            (
                (VPO.clusterNumber, cluster.number),
                (VPO.printedNumber, cluster.printed),
                (VPO.year, finds.year),
                (VPO.observedOn, finds.observed),
            ),
        )
    book.rest(handle, cluster.start, "clusters.name", "0.97", [(cluster.start, cluster.end)])


def _entity(finds: Finds, cluster: Cluster, name: str, sponsor: LinkedBody | None) -> Entity:
    known = finds.reading.lexicon.get(name)
    if known:
        return Entity(name, VPO.EmulationCluster, known.vi, known.en)
    block = cluster.word == "khoi"
    vi = f"{'Khối' if block else 'Cụm'} thi đua số {cluster.number}"
    en = f"Emulation {'Block' if block else 'Cluster'} No. {cluster.number}"
    if sponsor:
        vi, en = f"{vi} ({sponsor.vi})", f"{en} ({sponsor.en})"
    return Entity(name, VPO.EmulationCluster, vi, en)


def _claim_member(book: Book, finds: Finds, listed: MemberList, place: Place) -> None:
    name, unit = cluster_iri(finds, listed.cluster), finds.context.unit(place)
    if unit is None or name is None:
        return
    handle = Handle(VPO.ClusterMembershipObservation, (name, unit))
    book.add(
        handle,
        ((VPO.cluster, name), (VPO.memberUnit, unit)),
        ((VPO.year, finds.year), (VPO.observedOn, finds.observed), (VPO.listComplete, listed.complete)),
    )
    book.rest(handle, place.start, "clusters.members", "0.95", [(place.start, place.end)])


def _claim_leaders(book: Book, finds: Finds, held: Sequence[Held]) -> None:
    """Note who leads a cluster: the person with the title, or the body it is said of."""
    for item in held:
        if not item.title.role.endswith(("/cum-truong", "/khoi-truong")):
            continue
        person = person_handle(finds, item.name)
        if person:
            marks = [(item.title.start, item.title.end), (item.name.start, item.name.end)]
            _lead(book, finds, person, marks)
    for start, end, leader in _named_leaders(book, finds):
        _lead(book, finds, leader, [(start, end)])


def _named_leaders(book: Book, finds: Finds) -> Iterator[tuple[int, int, str | Handle]]:
    """Yield the bodies and provinces of which the text says that they lead, with the span that says so."""
    for body in finds.bodies:
        if match := _LEADER_BODY.match(finds.reading.low, body.end):
            yield body.start, match.end(), claim_body(book, finds, link_body(finds.context, body))
    for place in finds.places:
        unit = finds.context.unit(place)
        match = _LEADER_BODY.match(finds.reading.low, place.end)
        in_body = any(body.start < place.start < body.end for body in finds.bodies)
        inside = in_body or any(title.start < place.start < title.end for title in finds.titles)
        if unit and match and not inside:
            yield place.start, match.end(), unit


def _lead(book: Book, finds: Finds, leader: str | Handle, marks: list[tuple[int, int]]) -> None:
    cluster = nearest_cluster(finds, marks[0][0])
    name = cluster_iri(finds, cluster) if cluster else None
    if name is None:
        return
    key = leader.key[0] if isinstance(leader, Handle) else leader
    handle = Handle(VPO.ClusterLeadershipObservation, (name, key))
    book.add(handle, ((VPO.cluster, name), (VPO.leader, leader)), ((VPO.year, finds.year),))
    book.rest(handle, marks[0][0], "clusters.leader", "0.9", marks)
