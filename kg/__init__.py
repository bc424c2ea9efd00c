"""Vietnamese Party-organization knowledge graph: articles in, triples with evidence out."""
