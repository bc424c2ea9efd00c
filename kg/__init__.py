"""Vietnamese Party-organization knowledge graph: articles in, triples with evidence out."""

__version__ = "0.1.0"
