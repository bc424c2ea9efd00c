"""A measured network as a table or as CSV."""

from __future__ import annotations

import csv
import io

import networkx as nx

from kg.commands.tables import table
from kg.export.measures import Measured


def as_table(network: nx.MultiGraph[str], measured: Measured, name: str, limit: int, base: str) -> str:
    """Return the first rows for people, and how many there are."""
    rows = [
        {name: _number(value), "label": network.nodes[node]["label"], "thing": node}
        for node, value in measured.ranked[:limit]
    ]
    more = f", the first {limit} shown" if len(measured.values) > limit else ""
    ties = network.number_of_edges()
    return f"{table([name, 'label', 'thing'], rows, base)}{len(measured.values)} nodes, {ties} edges{more}\n"


def as_csv(network: nx.MultiGraph[str], measured: Measured, name: str) -> str:
    """Return all rows as CSV (RFC 4180)."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["thing", "label", "label_en", "kind", name])
    for node, value in measured.ranked:
        said = network.nodes[node]
        writer.writerow([node, said["label"], said["label_en"], said["kind"], _number(value)])
    return text.getvalue()


def _number(value: float) -> str:
    return f"{value:g}" if value == int(value) else f"{value:.6f}"
