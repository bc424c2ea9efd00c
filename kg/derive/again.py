"""The derived layer after some articles changed: only the blocks that they touch are made again.

The stages follow each other as in `kg.derive.conclude`. Each writes its blocks before the next one reads, and
hands on what its results touch: a body that is named otherwise touches the events it holds, a name that leads
to another person touches where that person took part. So the result equals that of all rows.
"""

from __future__ import annotations

from kg.derive.again_bodies import bodies_again
from kg.derive.again_clusters import cluster_years_again, clusters_again
from kg.derive.again_days import days_again
from kg.derive.again_documents import documents_again, lives_again
from kg.derive.again_events import events_again
from kg.derive.again_people import colleagues_again, people_again
from kg.derive.again_posts import posts_again
from kg.derive.facts import Reference
from kg.derive.rewriting import Rewriting
from kg.derive.touched import Touched
from kg.store import Store

_STAGES = (
    clusters_again,
    bodies_again,
    people_again,
    posts_again,
    colleagues_again,
    cluster_years_again,
    events_again,
    documents_again,
    lives_again,
    days_again,
)


def derive_again(store: Store, base: str, reference: Reference, touched: Touched) -> None:
    """Make the touched blocks again; one that stays as it was is not written."""
    run = Rewriting(store, base, reference)
    for stage in _STAGES:
        touched |= stage(run, touched)
