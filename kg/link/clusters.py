"""Which cluster is meant: sponsor and number, since every sponsor has a number 4."""

from __future__ import annotations

from kg.extract.spans import Cluster
from kg.link.bodies import LinkedBody, link_body
from kg.link.finds import Finds
from kg.vocab import VPO


def cluster_name(finds: Finds, cluster: Cluster) -> str:
    """Return the name of the cluster: sponsor and number, since every sponsor has a number 4."""
    sponsor = sponsor_of(finds, cluster)
    if sponsor is None or sponsor.name is None:
        return finds.reading.article.node(f"{cluster.word}-{cluster.number}")
    for known in finds.reading.lexicon.of(VPO.EmulationCluster):
        if known.one("sponsor") == sponsor.name and known.one("clusterNumber") == str(cluster.number):
            return known.name
    base = (
        "btctw"
        if sponsor.name == "id/org/ban-to-chuc-trung-uong"
        else sponsor.name.removeprefix("id/org/").replace("/", "-")
    )
    return f"id/cluster/{base}/{'khoi-' if cluster.word == 'khoi' else ''}{cluster.number}"


def sponsor_of(finds: Finds, cluster: Cluster) -> LinkedBody | None:
    """Return the sponsor that stands with this mention, else with another mention of the same number."""
    said = [
        cluster,
        *(other for other in finds.clusters if other.number == cluster.number and other.word == cluster.word),
    ]
    body = next((other.sponsor for other in said if other.sponsor), None)
    if body is None and len({other.number for other in finds.clusters}) == 1:
        body = next((body for body in finds.bodies if body.entity == "id/org/ban-to-chuc-trung-uong"), None)
    return link_body(finds.context, body) if body else None


def nearest_cluster(finds: Finds, offset: int) -> Cluster | None:
    """Return the cluster named nearest after `offset` in its sentence, else the only one of the article."""
    sentence = finds.reading.sentence_at(offset)
    here = [cluster for cluster in finds.clusters if sentence.start <= cluster.start < sentence.end]
    if here:
        return min(here, key=lambda cluster: abs(cluster.start - offset))
    names = {cluster_name(finds, cluster) for cluster in finds.clusters}
    return finds.clusters[0] if len(names) == 1 else None
