"""Facts whose day does not fit, made again for the articles that are touched."""

from __future__ import annotations

from kg.derive.careers import Holding
from kg.derive.cluster_years import Membership
from kg.derive.facts import gather
from kg.derive.read import Attested
from kg.derive.rewriting import Rewriting
from kg.derive.touched import Touched


def days_again(run: Rewriting, touched: Touched) -> Touched:
    """Make what is out of time in each touched article again."""
    for article in sorted(touched.articles):
        rows = run.up.rows.of_article(article)
        work = run.work(
            Attested(
                published=rows.published(),
                holdings=rows.read("derive-holdings", Holding),
                memberships=rows.read("derive-memberships", Membership),
            )
        )
        block = f"out-of-time/{article.removeprefix('id/article/')}"
        run.replace({block}, gather(work.state_out_of_time()))
    return Touched()
