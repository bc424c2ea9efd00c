"""Which provinces were in which emulation clusters: one picture of all, with places to draw everything at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from rdflib import URIRef

from kg.views.knowledge import Knowledge
from kg.views.parts import Ref

_DRAWN = 8  # clusters; more would be a tangle
_ROW, _GAP, _LEAST = 19, 14, 3  # pixels of a row, pixels between clusters, rows of a cluster
_LEFT, _MIDDLE, _RIGHT, _WIDTH = 200, 400, 600, 800  # where the columns stand, and how wide it is, in pixels


@dataclass(frozen=True, slots=True)
class Spot:
    """A thing in the picture and its place, in pixels."""

    ref: Ref
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Strand:
    """A province in a cluster: in how many years, from when until when."""

    unit: Spot
    cluster: Spot
    years: int
    since: str
    until: str

    @property
    def span(self) -> str:
        """`2018` or `2018–2024`."""
        return "–".join(dict.fromkeys((self.since, self.until)))

    @property
    def path(self) -> str:
        """The curve from the province to the cluster, as SVG writes it."""
        half = (self.unit.x + self.cluster.x) // 2
        return (
            f"M{self.unit.x} {self.unit.y}C{half} {self.unit.y} {half} {self.cluster.y}"
            f" {self.cluster.x} {self.cluster.y}"
        )


@dataclass(frozen=True, slots=True)
class Overview:
    """Clusters down the middle, provinces on both sides; `left_out` are clusters with fewer members."""

    clusters: tuple[Spot, ...]
    units: tuple[Spot, ...]
    strands: tuple[Strand, ...]
    left_out: tuple[Ref, ...]
    height: int
    width: int = _WIDTH


@dataclass(frozen=True, slots=True)
class _Row:
    cluster: URIRef
    unit: URIRef
    years: int
    since: str
    until: str


def cluster_overview(knowledge: Knowledge) -> Overview:
    """Return the picture of the clusters with most members. An aggregate: keep it with the generation."""
    rows = [
        _Row(URIRef(row["cluster"]), URIRef(row["memberUnit"]), int(row["years"]), row["since"], row["until"])
        for row in knowledge.rows("cluster-overview")
    ]
    sizes: dict[URIRef, int] = defaultdict(int)
    for row in rows:
        sizes[row.cluster] += row.years
    ranked = sorted(sizes, key=lambda cluster: (-sizes[cluster], cluster))
    drawn = sorted(ranked[:_DRAWN], key=knowledge.collation)
    chosen = [row for row in rows if row.cluster in drawn]
    clusters, units, height = _placed(knowledge, drawn, chosen)
    return Overview(
        clusters=tuple(clusters.values()),
        units=tuple(units.values()),
        strands=tuple(
            Strand(units[row.unit], clusters[row.cluster], row.years, row.since, row.until) for row in chosen
        ),
        left_out=tuple(knowledge.ref(cluster) for cluster in ranked[_DRAWN:]),
        height=height,
    )


def _placed(
    knowledge: Knowledge, drawn: Iterable[URIRef], rows: Iterable[_Row]
) -> tuple[dict[URIRef, Spot], dict[URIRef, Spot], int]:
    """Give each cluster the rows of the provinces that were longest in it, half of them on each side."""
    main: dict[URIRef, URIRef] = {}
    for row in rows:
        main.setdefault(row.unit, row.cluster)  # the rows begin with the most years
    clusters, units, top = {}, {}, _ROW
    for cluster in drawn:
        own = sorted((unit for unit in main if main[unit] == cluster), key=knowledge.collation)
        lines = max(_LEAST, (len(own) + 1) // 2)
        start = top + (lines - (len(own) + 1) // 2) * _ROW // 2
        for number, unit in enumerate(own):
            x = _RIGHT if number % 2 else _LEFT
            units[unit] = Spot(knowledge.ref(unit), x, start + number // 2 * _ROW)
        clusters[cluster] = Spot(knowledge.ref(cluster), _MIDDLE, top + (lines - 1) * _ROW // 2)
        top += lines * _ROW + _GAP
    return clusters, units, top
