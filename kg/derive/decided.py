"""Conclusions that rest on what people decided name the decision, too.

Reads the statements of one block and the decisions about nodes that these rest on, whatever the family.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kg.derive.facts import Statement
from kg.vocab import VPO


def cite_decisions(
    statements: Iterable[Statement], decided: Mapping[str, Iterable[str]]
) -> frozenset[Statement]:
    """Return the statements, and for each thing that rests on a decided node that it follows the decision.

    `decided` gives the decisions about a node.
    """
    whole = frozenset(statements)
    if not decided:
        return whole
    grounds = [(subject, str(node)) for subject, predicate, node in whole if predicate == VPO.derivedFrom]
    return whole | {
        (subject, VPO.followsDecision, decision)
        for subject, node in grounds
        for decision in decided.get(node, ())
    }
