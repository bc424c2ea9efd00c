"""Which cluster is meant: every sponsor may have a number 4."""

from __future__ import annotations

from kg.extract.spans import Cluster
from kg.link.bodies import LinkedBody, link_body
from kg.link.book import Book
from kg.link.finds import Finds
from kg.model import Entity
from kg.vocab import VPO

_COMMISSION = "id/org/ban-to-chuc-trung-uong"
_MEMO = "cluster"


def cluster_name(finds: Finds, cluster: Cluster) -> str:
    """Return the name of the cluster: sponsor and number; a node of the article without a known sponsor."""
    place = (_MEMO, cluster.start)
    if place not in finds.reading.memo:
        finds.reading.memo[place] = _name(finds, cluster)
    return str(finds.reading.memo[place])


def _name(finds: Finds, cluster: Cluster) -> str:
    sponsor = sponsor_of(finds, cluster)
    if sponsor is None or sponsor.name is None:
        return finds.reading.article.node(f"{cluster.word}-{cluster.number}")
    for known in finds.reading.lexicon.of(VPO.EmulationCluster):
        if known.one("sponsor") == sponsor.name and known.one("clusterNumber") == str(cluster.number):
            return known.name
    own = sponsor.name.removeprefix("id/org/").replace("/", "-")
    base = "btctw" if sponsor.name == _COMMISSION else own
    return f"id/cluster/{base}/{'khoi-' if cluster.word == 'khoi' else ''}{cluster.number}"


def cluster_iri(finds: Finds, cluster: Cluster) -> str | None:
    """Return the name of the cluster among all, None where its sponsor is not known."""
    name = cluster_name(finds, cluster)
    return name if name.startswith("id/cluster/") else None


def standing_body(book: Book, finds: Finds, cluster: Cluster) -> str | None:
    """Return the cluster as an agent: its standing body after `Thường trực Cụm …`, else itself."""
    name = cluster_iri(finds, cluster)
    if name is None or not cluster.standing:
        return name
    known = finds.reading.lexicon.get(f"{name}/thuong-truc")
    vi = known.vi if known else f"Thường trực Cụm thi đua số {cluster.number}"
    en = known.en if known else f"Standing body of Emulation Cluster No. {cluster.number}"
    return book.name(Entity(f"{name}/thuong-truc", VPO.ClusterStandingBody, vi, en))


def sponsor_of(finds: Finds, cluster: Cluster) -> LinkedBody | None:
    """Return the sponsor that stands with this mention, else with another mention of the same number."""
    same = (o for o in finds.clusters if (o.number, o.word) == (cluster.number, cluster.word))
    body = next((other.sponsor for other in (cluster, *same) if other.sponsor), None)
    if body is None and len({other.number for other in finds.clusters}) == 1:
        body = next((body for body in finds.bodies if body.entity == _COMMISSION), None)
    return link_body(finds.context, body) if body else None


def nearest_cluster(finds: Finds, offset: int) -> Cluster | None:
    """Return the cluster named nearest after `offset` in its sentence, else the only one of the article."""
    sentence = finds.reading.sentence_at(offset)
    here = [cluster for cluster in finds.clusters if sentence.start <= cluster.start < sentence.end]
    if here:
        return min(here, key=lambda cluster: abs(cluster.start - offset))
    names = {cluster_name(finds, cluster) for cluster in finds.clusters}
    return finds.clusters[0] if len(names) == 1 else None
