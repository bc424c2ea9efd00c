"""Which form an answer takes: content negotiation after RFC 9110 §12.5.1 over the forms the engine writes."""

from __future__ import annotations

TABLES = {
    "application/sparql-results+json": ("application/sparql-results+json", "application/json"),
    "application/sparql-results+xml": ("application/sparql-results+xml", "application/xml", "text/xml"),
    "text/csv": ("text/csv",),
    "text/tab-separated-values": ("text/tab-separated-values",),
}
"""Forms of rows and truth values, the preferred first, each with the media types that ask for it."""

GRAPHS = {
    "text/turtle": ("text/turtle", "application/x-turtle"),
    "application/n-triples": ("application/n-triples", "text/plain"),
    "application/rdf+xml": ("application/rdf+xml", "application/xml", "text/xml"),
    "application/ld+json": ("application/ld+json", "application/json"),
    "application/trig": ("application/trig",),
    "application/n-quads": ("application/n-quads",),
    "text/n3": ("text/n3",),
}
"""Forms of triples, likewise."""

SHORT = {
    "json": ("application/sparql-results+json", "application/ld+json"),
    "xml": ("application/sparql-results+xml", "application/rdf+xml"),
    "csv": ("text/csv", ""),
    "tsv": ("text/tab-separated-values", ""),
    "ttl": ("", "text/turtle"),
    "nt": ("", "application/n-triples"),
    "rdf": ("", "application/rdf+xml"),
    "jsonld": ("", "application/ld+json"),
    "trig": ("", "application/trig"),
    "nq": ("", "application/n-quads"),
}
"""Values of the parameter `format`, which a link can carry: the form of rows and the form of triples."""


PREFIXES = {
    "vpo": "https://vpo.example/ontology#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "org": "http://www.w3.org/ns/org#",
    "schema": "https://schema.org/",
    "dcterms": "http://purl.org/dc/terms/",
    "oa": "http://www.w3.org/ns/oa#",
    "nif": "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
"""Short names in answers that are graphs."""


def choose(accept: str, forms: dict[str, tuple[str, ...]]) -> str:
    """Return the form that `accept` likes best, empty when it takes none; without wishes the first form."""
    if not accept.strip():
        return next(iter(forms))
    wishes = [_wish(part) for part in accept.split(",") if part.strip()]
    scored = {form: _quality(form, names, wishes) for form, names in forms.items()}
    best = max(scored, key=lambda form: scored[form])
    return best if scored[best] > 0 else ""


def _wish(part: str) -> tuple[str, float]:
    media, *parameters = (piece.strip().lower() for piece in part.split(";"))
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                return media, max(0.0, min(1.0, float(value)))
            except ValueError:
                return media, 0.0
    return media, 1.0


def _quality(form: str, names: tuple[str, ...], wishes: list[tuple[str, float]]) -> float:
    """The quality of the most special wish that covers the form; its other names count only when named."""
    for patterns in (names, (form.split("/")[0] + "/*",), ("*/*",)):
        found = [quality for media, quality in wishes if media in patterns]
        if found:
            return max(found)
    return 0.0
