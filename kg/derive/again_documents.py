"""Documents made again, what is cited together, and the lives of documents: block by block.

A pair and a step are blocks of their own. Each is made from the articles that are heard again, and from those
that stand behind it already; so a document that a fifth of all articles cite costs no more than any other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import chain

from kg.derive.documents import Citation
from kg.derive.facts import Blocks, Statement, block_of, gather
from kg.derive.near import JOINING, Near
from kg.derive.read import Attested
from kg.derive.rewriting import Rewriting
from kg.derive.touched import Touched
from kg.vocab import VPO

_Conclude = Callable[[Iterable[str], Iterable[str]], Blocks]
"""What gives the blocks that articles tell of, and what else is known of the blocks that are present."""
_OF_LIVES = (*JOINING, "published", "openings", "cited", "implementations")
_PAIR, _STEP = "cited-together/", "lifecycle/"


def documents_again(run: Rewriting, touched: Touched) -> Touched:
    """Make the documents again that the tables lack, and the pairs that articles cite together."""
    cited = (name for name in touched.documents if name.startswith("id/doc/"))
    names = {name for name in cited if not run.reference.knows(name)}
    work = run.work(Attested(citations=run.up.each("derive-citations", Citation, "document", names)))
    run.replace({f"document/{block_of(name)}" for name in names}, gather(work.state_documents()))
    present = {block for block in touched.blocks if block.startswith(_PAIR)}
    _hear(run, touched.articles, present, lambda articles, _: _pairs(run, articles))
    return Touched()


def lives_again(run: Rewriting, touched: Touched) -> Touched:
    """Make the steps of documents again that the articles heard again tell of, or told of."""
    near, heard = Near(run), touched.articles | touched.tellers

    def steps(articles: Iterable[str], present: Iterable[str]) -> Blocks:
        rows = run.told(articles, *_OF_LIVES)
        events = {near.event_of(report.node) for report in rows.reports}
        said = chain.from_iterable(run.up.block(block) for block in present)
        documents = {str(value) for _, term, value in said if term == VPO.document}
        for found in (rows.cited, rows.event_documents, rows.implementations):
            documents |= {row.document for row in found}
        return gather(run.work(rows).state_lives((event for event in events if event), frozenset(documents)))

    said = (run.up.said_in(one, term) for one in heard for term in (VPO.citedDocument, VPO.document))
    resting = touched.blocks | run.up.blocks_on(node for found in said for node, _ in found)
    _hear(run, heard, {block for block in resting if block.startswith(_STEP)}, steps)
    return Touched()


def _pairs(run: Rewriting, articles: Iterable[str]) -> Blocks:
    cited = (pair for article in sorted(articles) for pair in run.up.said_in(article, VPO.citedDocument))
    citations = tuple(Citation(node, document) for node, document in cited if run.up.rows.keeps(node))
    return gather(run.work(Attested(citations=citations)).state_pairs())


def _hear(run: Rewriting, heard: frozenset[str], present: set[str], conclude: _Conclude) -> None:
    """Write the `present` blocks and those that `heard` articles tell of, from all behind them."""
    told = {block for block, said in conclude(heard, present).items() if heard & _behind(said)}
    wanted = present | told
    behind = set().union(*(_behind(run.up.block(block)) for block in wanted))
    blocks = conclude(heard | behind, wanted)
    run.replace(wanted, {block: blocks[block] for block in wanted & blocks.keys()})


def _behind(said: Iterable[Statement]) -> set[str]:
    """Return the articles that these statements rest on."""
    rests = (str(value).partition("#")[0] for _, term, value in said if term == VPO.derivedFrom)
    return {node for node in rests if node.startswith("id/article/")}
