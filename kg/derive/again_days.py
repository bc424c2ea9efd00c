"""Facts whose day does not fit, made again for the articles that are touched."""

from __future__ import annotations

from kg.derive.facts import gather
from kg.derive.rewriting import Rewriting
from kg.derive.touched import Touched


def days_again(run: Rewriting, touched: Touched) -> Touched:
    """Make what is out of time in each touched article again."""
    for article in sorted(touched.articles):
        work = run.work(run.told([article], "published", "holdings", "memberships"))
        block = f"out-of-time/{article.removeprefix('id/article/')}"
        run.replace({block}, gather(work.state_out_of_time()))
    return Touched()
