"""How exact a date is, as a term of the ontology."""

from __future__ import annotations

from kg.dates import PartialDate
from kg.vocab import VPO

PRECISIONS = {"day": VPO.day, "month": VPO.month, "year": VPO.year}
"""The term for each precision."""


def roughness(when: object) -> str | None:
    """Return the precision of a date that is no day, None for a day and for what is no date."""
    rough = isinstance(when, PartialDate) and when.precision != "day"
    return PRECISIONS[when.precision] if rough and isinstance(when, PartialDate) else None
