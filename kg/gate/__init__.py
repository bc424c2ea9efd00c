"""The gate in front of the store, quick: text of triples in, broken rules out."""

from __future__ import annotations

from kg.gate.across import broken_rules
from kg.gate.check import Said, Violation, broken_shapes, by_node, message
from kg.gate.shapes import short

__all__ = ["Said", "Violation", "broken_rules", "broken_shapes", "by_node", "message", "short"]
