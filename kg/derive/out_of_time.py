"""Facts whose day does not fit: a post or a member that had ended by then, a day after publication.

The block is the article: a function of its own observations, of the units that the bodies in them serve
(`kg.derive.bodies`) and of the reference layer.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date

from rdflib import RDF, XSD, Literal

from kg.derive.facts import Reference, Statement
from kg.derive.read import Attested
from kg.vocab import VPO

_Block = tuple[str, frozenset[Statement]]


def state_out_of_time(
    rows: Attested, unit_of: Callable[[str], str | None], reference: Reference
) -> Iterator[_Block]:
    """Yield what is said of such facts, article by article; `unit_of` gives the unit that a body serves."""
    published = dict(rows.published)
    found: dict[str, set[Statement]] = defaultdict(set)
    for row in rows.holdings:
        article = row.node.partition("#")[0]
        if row.observed is None:
            continue
        if row.observed > published.get(article, date.max):
            found[article].update(_state(row.node, VPO.SeenAfterPublication, published[article]))
        ended = _ended(row.organization, unit_of, reference) if row.status != VPO.former else None
        if ended and row.observed > ended:
            found[article].update(_state(row.node, VPO.HeldAfterEnd, ended))
    for member in rows.memberships:
        ended = _end(member.unit, reference)
        if ended and member.observed and member.observed > ended:
            found[member.node.partition("#")[0]].update(_state(member.node, VPO.ListedAfterEnd, ended))
    for article, statements in found.items():
        yield article.removeprefix("id/article/"), frozenset(statements)


def _ended(body: str | None, unit_of: Callable[[str], str | None], reference: Reference) -> date | None:
    """Return the last day of a body: its own, else that of the unit that it serves."""
    return (_end(body, reference) or _end(unit_of(body), reference)) if body else None


def _end(thing: str | None, reference: Reference) -> date | None:
    text = reference.one(thing, VPO.validTo)
    return date.fromisoformat(text) if text else None


def _state(node: str, kind: str, limit: date) -> Iterator[Statement]:
    article, _, local = node.partition("#")
    name = f"id/out-of-time/{article.removeprefix('id/article/')}/{local}/{kind.partition('#')[2]}"
    yield name, str(RDF.type), kind
    yield name, VPO.limit, Literal(limit.isoformat(), datatype=XSD.date)
    yield name, VPO.derivedFrom, node
