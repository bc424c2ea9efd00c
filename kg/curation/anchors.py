"""From a node to what is known of it, and back to the node when its number has shifted.

The numbers in `#h3` follow the order of reading and may shift when the extractor changes. A decision
therefore holds what the node said and where; it is found again by that, or is stale. It never speaks of
another fact.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rdflib import FOAF, RDF, Literal, Namespace, URIRef

from kg.curation.model import Anchor
from kg.curation.values import write_term
from kg.store import Store, Term
from kg.vocab import NS, VPO

OA = Namespace("http://www.w3.org/ns/oa#")
_SHORT = {
    NS: "",
    str(FOAF): "foaf:",
    "http://purl.org/dc/terms/": "dcterms:",
    "https://schema.org/": "schema:",
}
_NOT_A_FACT = frozenset({VPO.Evidence, VPO.Article})


@dataclass(frozen=True, slots=True)
class Attestations:
    """The nodes of articles in `store`, as decisions speak of them; names are relative to `base`."""

    store: Store
    base: str

    def kind(self, node: str) -> str | None:
        """Return the local name of the class of a fact, None when there is no such fact."""
        kinds = {str(kind) for kind in self.values(node, RDF.type)}
        return next((kind.removeprefix(NS) for kind in kinds if self._is_fact(node, kind)), None)

    def anchor(self, node: str) -> Anchor:
        """Return what a fact says now. A person is known by name and place alone."""
        kind = self.kind(node) or ""
        says = sorted(pair for pair in self._says(node) if kind != "NamedPerson" or pair[0] == "foaf:name")
        spans = sorted(self._spans(node))
        return Anchor(node, kind, tuple(says), tuple(span for span, _ in spans), spans[0][1] if spans else "")

    def find(self, anchor: Anchor) -> str | None:
        """Return the node that says what the anchor says, None when none does or several could be meant."""
        if self._fits(anchor, anchor.node):
            return anchor.node
        fitting = [node for node in self.facts(anchor.article, anchor.kind) if self._fits(anchor, node)]
        return fitting[0] if len(fitting) == 1 else None

    def facts(self, article: str, kind: str | None = None) -> list[str]:
        """Return the nodes of an article that state something, of one class or of all, sorted."""
        graph = f"{self.base}graph/article/{article.rpartition('/')[2]}"
        wanted = None if kind is None else URIRef(NS + kind)
        found = self.store.match(None, RDF.type, wanted, graph)
        nodes = ((str(node).removeprefix(self.base), str(type_)) for node, _, type_ in found)
        return sorted(node for node, type_ in nodes if self._is_fact(node, type_))

    def values(self, node: str, predicate: str) -> list[Term]:
        """Return the values of a property of a node."""
        found = self.store.match(URIRef(self.base + node), URIRef(predicate))
        return [value for _, _, value in found]

    def evidence(self, node: str) -> list[URIRef]:
        """Return the evidence of a fact, sorted."""
        found = self.store.match(None, URIRef(VPO.supports), URIRef(self.base + node))
        return sorted(URIRef(str(subject)) for subject, _, _ in found)

    def _is_fact(self, node: str, kind: str) -> bool:
        own = node.startswith("id/article/") and "#" in node and "#char=" not in node
        return own and kind.startswith(NS) and kind not in _NOT_A_FACT

    def _fits(self, anchor: Anchor, node: str) -> bool:
        now = self.anchor(node)
        return (
            now.kind == anchor.kind
            and set(anchor.says) <= set(now.says)
            and set(anchor.spans) <= set(now.spans)
        )

    def _spans(self, node: str) -> Iterator[tuple[tuple[int, int], str]]:
        for evidence in self.evidence(node):
            said = {str(p): str(o) for _, p, o in self.store.match(evidence)}
            yield (int(said[str(OA.start)]), int(said[str(OA.end)])), said[str(OA.exact)]

    def _says(self, node: str) -> Iterator[tuple[str, str]]:
        for _, predicate, value in self.store.match(URIRef(self.base + node)):
            if predicate != RDF.type:
                yield short(str(predicate)), self._written(value, node)

    def _written(self, value: Term, node: str) -> str:
        """Return a value as the file holds it, another node of the article by what it says: `# Tên`."""
        article = self.base + node.partition("#")[0]
        if isinstance(value, URIRef) and value.startswith(f"{article}#"):
            texts = (o for _, _, o in self.store.match(value) if isinstance(o, Literal))
            return "# " + " · ".join(sorted(map(str, texts)))
        return write_term(value, self.base)


def short(iri: str) -> str:
    """Return a property as decisions name it: `observedOn`, `foaf:name`."""
    return next(
        (prefix + iri.removeprefix(space) for space, prefix in _SHORT.items() if iri.startswith(space)), iri
    )


def full(name: str) -> str:
    """Return the IRI of a property that `short` named; `vpo:` may stand before our own."""
    for space, prefix in _SHORT.items():
        if prefix and name.startswith(prefix):
            return space + name.removeprefix(prefix)
    return name if "://" in name else NS + name.removeprefix("vpo:")
