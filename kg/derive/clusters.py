"""Clusters that the reference layer does not hold."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rdflib import RDF, XSD, Literal

from kg.derive.facts import Reference, Statement, best, labels, local
from kg.vocab import VPO


@dataclass(frozen=True, slots=True)
class Cluster:
    """A cluster as one article names it."""

    node: str
    cluster: str
    sponsor: str | None = None
    number: str | None = None
    printed: str | None = None


def state_cluster(name: str, seen: Iterable[Cluster], reference: Reference) -> frozenset[Statement]:
    """Return what is said of a cluster that the reference layer does not hold."""
    clusters = list(seen)
    sponsor = best(cluster.sponsor for cluster in clusters)
    number = best(cluster.number for cluster in clusters) or local(name)
    statements = labels(name, *cluster_names(name, clusters, reference))
    statements.append((name, str(RDF.type), VPO.EmulationCluster))
    if sponsor:
        statements.append((name, VPO.sponsor, sponsor))
    if number.isdecimal():
        statements.append((name, VPO.clusterNumber, Literal(number, datatype=XSD.integer)))
    statements += [(name, VPO.derivedFrom, cluster.node) for cluster in clusters]
    return frozenset(statements)


def cluster_names(name: str, seen: Iterable[Cluster], reference: Reference) -> tuple[str, str]:
    """Return the names of a cluster in Vietnamese and English, as the reference layer composes them."""
    clusters = list(seen)
    sponsor = best(cluster.sponsor for cluster in clusters)
    number = best(cluster.number for cluster in clusters) or next(filter(str.isdecimal, (local(name),)), None)
    own = best(cluster.printed for cluster in clusters) or local(name)
    by_whom = sponsor or _province(name, reference)
    vi, en = reference.label(by_whom, "vi"), reference.label(by_whom, "en")
    by = (f" ({vi})" if vi else "", f" ({en})" if en else "")
    words = ("Khối", "Block") if local(name).startswith("khoi-") else ("Cụm", "Cluster")
    called = (f"số {number}", f"No. {number}") if number else (own, f"“{own}”")
    return f"{words[0]} thi đua {called[0]}{by[0]}", f"Emulation {words[1]} {called[1]}{by[1]}"


def _province(name: str, reference: Reference) -> str | None:
    """Return the province in the name of a cluster without a sponsor: `id/cluster/ha-giang/khoi-…`."""
    scope = name.rsplit("/", 2)[-2]
    return next(filter(reference.knows, (f"id/{era}/{scope}" for era in ("adm34", "adm63"))), None)
