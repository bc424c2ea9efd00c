"""The handles by which facts of one article speak of its persons and clusters."""

from __future__ import annotations

from kg.extract.spans import Cluster, Name
from kg.link.book import Handle
from kg.link.clusters import cluster_name
from kg.link.finds import Finds
from kg.text import key
from kg.vocab import VPO


def person_handle(finds: Finds, name: Name) -> Handle | None:
    """Return the handle of the person that `name` means, None for one who is not known."""
    if name.rule == "people.pronoun":
        person = key(name.surface)
        return Handle(VPO.NamedPerson, (person,)) if person in finds.people.names else None
    found = finds.people.person(name)
    return Handle(VPO.NamedPerson, (found,)) if found else None


def cluster_handle(finds: Finds, cluster: Cluster) -> Handle:
    """Return the handle of the cluster as the article names it, known among all clusters or not."""
    return Handle(VPO.ClusterObservation, (cluster_name(finds, cluster),))
