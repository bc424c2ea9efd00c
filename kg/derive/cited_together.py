"""Documents that articles cite together, counted pair by pair.

The block is the pair: a function of the citations of its two documents.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

from rdflib import RDF, XSD, Literal

from kg.derive.documents import Citation
from kg.derive.facts import Statement
from kg.vocab import VPO

_DOCUMENTS = "id/doc/"
_Cited = Mapping[str, list[str]]


def state_cited_together(citations: Iterable[Citation]) -> Iterator[tuple[str, frozenset[Statement]]]:
    """Yield what is said of each pair: both documents, how many articles cite them, in which citations."""
    articles: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for citation in citations:
        if citation.document.startswith(_DOCUMENTS):
            articles[citation.node.partition("#")[0]][citation.document].append(citation.node)
    pairs: dict[tuple[str, str], list[_Cited]] = defaultdict(list)
    for cited in articles.values():
        for pair in combinations(sorted(cited), 2):
            pairs[pair].append(cited)
    for (first, second), told in pairs.items():
        block = f"{first.removeprefix(_DOCUMENTS)}/{second.removeprefix(_DOCUMENTS)}"
        yield block, frozenset(_state(f"id/cited-together/{block}", first, second, told))


def _state(name: str, first: str, second: str, told: list[_Cited]) -> Iterator[Statement]:
    yield name, str(RDF.type), VPO.CitedTogether
    yield name, VPO.pairedDocument, first
    yield name, VPO.pairedDocument, second
    yield name, VPO.articleCount, Literal(str(len(told)), datatype=XSD.integer)
    for cited in told:
        for node in (*cited[first], *cited[second]):
            yield name, VPO.derivedFrom, node
